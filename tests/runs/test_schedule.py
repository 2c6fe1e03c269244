"""Every day at one time of the region: the next instant, the loop, and what is written for cron and systemd."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadParameter
from netral.model import RunOutcome, RunRecord
from netral.runs import schedule
from netral.runs.schedule import compute_next_run, make_cron_lines, parse_clock, run_daily, write_units
from netral.times import ZONE_LABELS
from tests.invented_investigation import Invention

NOON = datetime(2024, 10, 1, 4, 0, tzinfo=UTC)  # 12.00 WITA


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.times(),
    st.sampled_from([*ZONE_LABELS, "Europe/Berlin"]),
)
def test_the_next_run_is_later_and_at_most_a_day_and_a_clock_change_away(now: datetime, at: time, zone: str) -> None:
    at = at.replace(second=0, microsecond=0)
    instant = compute_next_run(now, at, zone)
    assert timedelta(0) < instant - now <= timedelta(hours=25)
    if zone in ZONE_LABELS:
        assert instant.astimezone(ZoneInfo(zone)).time() == at
        assert instant - now <= timedelta(days=1)


@pytest.mark.parametrize("text", ["24:00", "02:60", "2:00", "0200", "", "02:00:00", "²2:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadParameter, match="00:00 to 23:59"):
        parse_clock(text)


class Stop(Exception):
    """Somebody ends the loop."""


class Days:
    """A clock that only sleeping moves, and that stops after some days."""

    def __init__(self, days: int) -> None:
        self.now = NOON
        self.end = NOON + timedelta(days=days)

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= schedule.LONGEST_SLEEP_SECONDS
        self.now += timedelta(seconds=seconds)
        if self.now > self.end:
            raise Stop


def test_the_loop_runs_every_region_at_its_own_time_and_reports_who_may_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    west = Invention(tmp_path / "barat", zone="Asia/Jakarta").write().folder
    east = Invention(tmp_path / "timur", zone="Asia/Jayapura").write().folder
    over = Invention(tmp_path / "usai", zone="Asia/Jayapura", retention="2020-01-01").write().folder
    days, ran, said = Days(2), list[tuple[str, list[str]]](), list[str]()

    def run(investigations: Any) -> RunRecord:
        ran.append((days.now.strftime("%d %H:%M"), [each.folder.name for each in investigations]))
        outcome = RunOutcome("barat", "01", "failed", 1.0, 1, Path("a"), "KeyError: x")
        return RunRecord("R-1", (outcome,), Path("index.html"), {})

    monkeypatch.setattr(schedule, "run_notebooks", run)
    with pytest.raises(Stop):
        run_daily([west, east, over], time(2, 0), said.append, "en", lambda: days.now, days.sleep)
    assert ran == [
        ("01 17:00", ["timur"]), ("01 19:00", ["barat"]), ("02 17:00", ["timur"]), ("02 19:00", ["barat"]),
    ]  # fmt: skip
    assert said[0] == "next run: 2024-10-01T17:00:00Z"
    assert sum("retention.until 2020-01-01 has passed" in line for line in said) == 2
    assert "barat, 01: KeyError: x" in said


def test_a_folder_that_breaks_overnight_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = (Invention(tmp_path / name).write().folder for name in ("baik", "rusak"))
    days, ran, said = Days(1), list[list[str]](), list[str]()

    def run(investigations: Any) -> RunRecord:
        ran.append([each.folder.name for each in investigations])
        return RunRecord("R-1", (), Path("index.html"), {})

    monkeypatch.setattr(schedule, "run_notebooks", run)
    original = days.sleep

    def sleep(seconds: float) -> None:
        (bad / "investigation.yaml").write_text("id: [", encoding="utf-8")
        original(seconds)

    with pytest.raises(Stop):
        run_daily([good, bad], time(2, 0), said.append, "en", lambda: days.now, sleep)
    assert ran == [["baik"]]
    assert [line for line in said if "rusak" in line]


def test_cron_lines_count_in_the_machine_s_own_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Invention(tmp_path / "kota 100%", zone="Asia/Makassar").write()
    there = Invention(tmp_path / "papua", zone="Asia/Jayapura").write()
    _, other, comment, line = make_cron_lines([here, there], time(2, 30), NOON, "Asia/Jayapura")
    assert comment == "# netral, 02:30 WITA"
    assert line.startswith("30 3 * * * cd ")
    assert line.endswith(rf"run '{tmp_path}/kota 100\%'")
    assert other.startswith("30 2 * * * ")


def test_systemd_units_know_the_zone_and_quote_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Invention(tmp_path / 'kota "100%" $A', zone="Asia/Makassar").write()
    service, timer = write_units([here], time(2, 30), tmp_path / "units")
    assert "OnCalendar=*-*-* 02:30:00 Asia/Makassar\n" in timer.read_text("utf-8")
    assert r'" "run" "' in service.read_text("utf-8")
    assert service.read_text("utf-8").endswith(r'/kota \"100%%\" $$A"' + "\n")
    assert sorted(path.name for path in (tmp_path / "units").iterdir()) == ["netral.service", "netral.timer"]
