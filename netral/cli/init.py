"""`netral init`: a new investigation with commented templates."""

from __future__ import annotations

import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.sealing import find_key_place, find_passphrase
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
    make_key: Annotated[
        str | None, typer.Option(metavar="NAME", help="Also make a key to seal packs with, in this name.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its passphrase; else NETRAL_PASSPHRASE, else you are asked.")
    ] = None,
) -> None:
    """A new investigation: investigation.yaml, registry and DPIA as commented templates to fill in.

    The key is kept apart from every investigation, in your own folder of settings. For an investigation that is there
    already only the key is made.

    Example: netral init data/kota-saya-2024 --make-key "Dinas Kominfo Kota Saya"
    """
    _ = speak()
    if make_key is None or not (folder / "investigation.yaml").is_file():
        write_templates(folder)
        for name in TEMPLATES:
            print(folder / name)
        print(_("Fill in lawful_basis.purpose, lawful_basis.letter_no and retention.until; nothing runs before."))
    if make_key is not None:
        place = write_own_key(make_key, folder, find_passphrase(passphrase_file, confirm=True))
        print(_("key: {path}; seal with --key {path}").format(path=place))


def write_own_key(name: str, folder: Path, passphrase: str | None) -> Path:
    """A new key in somebody's name to the user's folder of settings.

    Raises
    ------
    BadParameter
        When one lies there already, there is no passphrase, or that folder lies within the investigation.
    """
    place = find_key_place()
    if folder.resolve() in place.resolve().parents:
        raise BadParameter("{place}: lies within the investigation; a key is never kept there", place=place)
    from netral.pipeline import keep_seal, make_seal

    keep_seal(make_seal(name), place, passphrase or "")
    return place


def write_templates(folder: Path) -> None:
    """A folder with the templates; a new one appears whole or not at all.

    Raises
    ------
    BadParameter
        When the folder holds anything already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadParameter("{folder} is not empty; allowed is a new or empty folder", folder=folder)
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
