"""`netral schedule`: the notebooks every day, here, or as a line for cron or two units for systemd."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.cli.custody import note_reading
from netral.cli.words import find_language, say, speak
from netral.errors import BadParameter
from netral.pipeline import open_investigation
from netral.runs.schedule import make_cron_lines, parse_clock, run_daily, write_units


def schedule_command(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of investigations.")],
    at: Annotated[str, typer.Option(metavar="HH:MM", help="When, in the region's own time.")] = "02:00",
    cron: Annotated[bool, typer.Option("--cron", help="Only print lines for crontab.")] = False,
    systemd: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Only write netral.service and netral.timer there.")
    ] = None,
) -> None:
    """Run the notebooks every day at one time, until stopped; what is done already is not repeated.

    Example: netral schedule data/kota-contoh-2024 --at 02:30
    """
    if cron and systemd:
        raise BadParameter("--cron and --systemd were both given; allowed is one of them")
    clock = parse_clock(at)
    investigations = [open_investigation(folder) for folder in folders]
    _ = speak()
    if cron:
        print("\n".join(make_cron_lines(investigations, clock)))
    elif systemd:
        for path in write_units(investigations, clock, systemd):
            print(path)
        say(_("copy both to ~/.config/systemd/user, then: systemctl --user enable --now netral.timer"))
    else:
        run_daily(folders, clock, say, find_language(), note=lambda folder: note_reading(folder, "run"))
