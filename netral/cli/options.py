"""Options that many commands share, and programs of several commands that all work on one investigation's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")]
Person = Annotated[str, typer.Option("--by", help="Name of the person who takes this step.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


def make_folder_app(about: str) -> typer.Typer:
    """What a program is about to the program, whose commands find the folder as ``context.obj``."""
    app = typer.Typer(rich_markup_mode=None)

    @app.callback(help=about)
    def open_folder(context: typer.Context, folder: Folder) -> None:
        context.obj = folder

    return app
