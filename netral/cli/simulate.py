"""`netral simulate`: an invented investigation with planted truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.simulate import write_region


def simulate_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; must be empty or new.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same region, to the byte.")],
    accounts: Annotated[int, typer.Option(help="About how many OPD and personal accounts.")] = 100,
    interactions: Annotated[int, typer.Option(help="About how many everyday acts.")] = 1500,
) -> None:
    """Write an invented investigation: registry, captures in real formats, and truth.json with what was planted.

    Example: netral simulate coba --seed 7
    """
    print(write_region(folder, seed, accounts, interactions))
