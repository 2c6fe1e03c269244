"""Notebooks every day at one time of the region: in this process, as lines for cron, or as units for systemd."""

from __future__ import annotations

import os
import shlex
import sys
import time as clocks
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from netral.errors import BadParameter, NetralError
from netral.investigation import find_today, read_investigation, require_lawful
from netral.locale import use_language
from netral.model import Investigation
from netral.runs.batch import run_notebooks
from netral.times import ZONE_LABELS, format_utc, now_utc

# A laptop that slept notices soon that its time has come.
LONGEST_SLEEP_SECONDS = 300.0


def parse_clock(text: str) -> time:
    """``HH:MM`` to a time of day.

    Raises
    ------
    BadParameter
        When the text is no such time.

    Examples
    --------
    >>> parse_clock("02:30")
    datetime.time(2, 30)
    """
    hour, colon, minute = text.partition(":")
    is_clock = colon and all(part.isascii() and part.isdigit() and len(part) == 2 for part in (hour, minute))
    if not is_clock or int(hour) > 23 or int(minute) > 59:
        raise BadParameter("--at {text!r} is no time of day; allowed are 00:00 to 23:59", text=text)
    return time(int(hour), int(minute))


def compute_next_run(now: datetime, at: time, zone: str) -> datetime:
    """The first instant after now at which it is a given time of day in a zone.

    Parameters
    ----------
    now : datetime
        Aware.
    at : time
        Local to ``zone``.

    Returns
    -------
    datetime
        UTC, always later than ``now``.

    Examples
    --------
    >>> compute_next_run(datetime(2024, 9, 27, 18, 0, tzinfo=UTC), time(2, 0), "Asia/Makassar").isoformat()
    '2024-09-28T18:00:00+00:00'
    """
    local = now.astimezone(ZoneInfo(zone))
    days = (local.date() + timedelta(days=number) for number in range(-1, 3))
    instants = (datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC) for day in days)
    return next(instant for instant in instants if instant > now)


def run_daily(
    folders: Sequence[Path],
    at: time,
    report: Callable[[str], None],
    lang: str = "id",
    now: Callable[[], datetime] = now_utc,
    sleep: Callable[[float], None] = clocks.sleep,
    note: Callable[[Path], None] = lambda folder: None,
) -> None:
    """Run the notebooks of every investigation each day at its region's time; returns only by an interruption.

    Each folder is read again every day, so that a new phase or a passed retention date counts at once. An investigation
    that may not run is reported, and the others run.

    Parameters
    ----------
    report : callable
        Gets one line a day and one a failure.
    now, sleep : callable
        The clock, and how to wait for a number of seconds.
    note : callable
        Told of every folder before its investigation is read, every day.
    """
    _ = use_language(lang)
    zones = {folder: read_investigation(folder).region.timezone for folder in folders}
    due = {folder: compute_next_run(now(), at, zones[folder]) for folder in folders}
    while True:
        instant = min(due.values())
        report(_("next run: {instant}").format(instant=format_utc(instant)))
        while (left := (instant - now()).total_seconds()) > 0:
            sleep(min(left, LONGEST_SLEEP_SECONDS))
        ready = [folder for folder in folders if due[folder] <= instant]
        investigations = list(_open_lawful(ready, report, note, _))
        zones |= {each.folder: each.region.timezone for each in investigations}
        if investigations:
            _run_once(investigations, report, lang)
        due |= {folder: compute_next_run(max(now(), instant), at, zones[folder]) for folder in ready}


def _open_lawful(
    folders: Iterable[Path],
    report: Callable[[str], None],
    note: Callable[[Path], None],
    translator: Callable[[str], str],
) -> Iterator[Investigation]:
    for folder in folders:
        try:
            note(folder)
            investigation = read_investigation(folder)
            require_lawful(investigation, find_today(investigation))
        except NetralError as error:
            report(error.translate(translator))
        else:
            yield investigation


def _run_once(investigations: Sequence[Investigation], report: Callable[[str], None], lang: str) -> None:
    _ = use_language(lang)
    try:
        record = run_notebooks(investigations)
    except NetralError as error:
        report(error.translate(_))
        return
    for outcome in record.outcomes:
        if outcome.status == "failed":
            report(f"{outcome.investigation}, {outcome.notebook}: {outcome.error}")
    report(_("{count} notebooks: {path}").format(count=len(record.outcomes), path=record.index))


def make_cron_lines(
    investigations: Sequence[Investigation], at: time, now: datetime | None = None, machine_zone: str | None = None
) -> list[str]:
    """Lines for crontab, one a zone with a comment above; cron counts in the machine's own time.

    Parameters
    ----------
    now : datetime, optional
        The day whose offset between region and machine counts; the present by default.
    machine_zone : str, optional
        The zone of the machine that cron runs on; this one by default.
    """
    lines = []
    for zone in sorted({each.region.timezone for each in investigations}):
        here = [each for each in investigations if each.region.timezone == zone]
        instant = compute_next_run(now or now_utc(), at, zone)
        local = instant.astimezone(ZoneInfo(machine_zone) if machine_zone else None)
        words = " ".join(shlex.quote(word) for word in _make_command(here))
        command = f"cd {shlex.quote(str(Path.cwd()))} && {words}".replace("%", r"\%")
        lines += [f"# netral, {at:%H:%M} {ZONE_LABELS[zone]}", f"{local.minute} {local.hour} * * * {command}"]
    return lines


def write_units(investigations: Sequence[Investigation], at: time, folder: Path) -> tuple[Path, Path]:
    """netral.service and netral.timer into a folder, each whole; the timer knows the regions' zones."""
    zones = sorted({each.region.timezone for each in investigations})
    words = " ".join(_quote_unit(word) for word in _make_command(investigations))
    directory = str(Path.cwd()).replace("%", "%%")
    service = (
        "[Unit]\nDescription=netral: the notebooks of the day\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={directory}\nExecStart={words}\n"
    )
    calendars = "".join(f"OnCalendar=*-*-* {at:%H:%M}:00 {zone}\n" for zone in zones)
    timer = (
        f"[Unit]\nDescription=netral: every day at {at:%H:%M}\n\n[Timer]\n{calendars}Persistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return _write_unit(folder / "netral.service", service), _write_unit(folder / "netral.timer", timer)


def _make_command(investigations: Iterable[Investigation]) -> list[str]:
    """The words that run the notebooks, with whole paths: neither cron nor systemd has the user's PATH."""
    program = Path(sys.executable).with_name("netral.exe" if os.name == "nt" else "netral")
    return [str(program), "run", *(str(each.folder.resolve()) for each in investigations)]


def _quote_unit(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _write_unit(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, path)
    return path
