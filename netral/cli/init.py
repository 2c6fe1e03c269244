"""`netral init`: a new investigation with commented templates."""

from __future__ import annotations

import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.words import speak
from netral.errors import BadParameter

TEMPLATES = (
    "investigation.yaml",
    "DPIA.md",
    "registry/README.md",
    "registry/accounts.csv",
    "registry/units.csv",
    "registry/pairs.csv",
)


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; its name becomes the id.")],
) -> None:
    """A new investigation: investigation.yaml, registry and DPIA as commented templates to fill in.

    Example: netral init data/kota-saya-2024
    """
    write_templates(folder)
    _ = speak()
    for name in TEMPLATES:
        print(folder / name)
    print(_("Fill in lawful_basis.purpose, lawful_basis.letter_no and retention.until; nothing runs before."))


def write_templates(folder: Path) -> None:
    """A folder with the templates; a new one appears whole or not at all.

    Raises
    ------
    BadParameter
        When the folder holds anything already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadParameter(f"{folder} is not empty; allowed is a new or empty folder")
    folder = folder.resolve()
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "captures").mkdir(parents=True)
    for name in TEMPLATES:
        path = beside / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(_fill(name, folder.name), encoding="utf-8", newline="\n")
    if not folder.exists():
        os.replace(beside, folder)
        return
    for path in sorted(beside.iterdir()):  # investigation.yaml comes last: before it the folder is no investigation
        os.replace(path, folder / path.name)
    beside.rmdir()


def _fill(name: str, folder_name: str) -> str:
    text = files("netral.cli").joinpath("templates", name).read_text("utf-8")
    if name not in ("investigation.yaml", "DPIA.md"):
        return text
    return text.format(id=_to_id(folder_name))


def _to_id(name: str) -> str:
    """A folder's name to an id: what is neither letter, digit, '-', '_' nor '.' becomes '-'.

    >>> _to_id("Kota Saya (2024)")
    'Kota-Saya-2024'
    """
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-.") or "investigasi"
