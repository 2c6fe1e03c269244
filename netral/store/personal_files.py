"""The files of an investigation that hold personal data, and how they are destroyed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

TABLES = ("accounts.csv", "units.csv", "pairs.csv")
FOLDERS = ("captures", "store", "cases", "complaints", "registry", ".purge")


def list_personal_files(folder: Path, reports_folder: Path) -> list[tuple[Path, str]]:
    """Every file of an investigation that holds personal data, and how a record may call it.

    investigation.yaml, the destruction records, the DPIA and read-me pages stay; so do files netral knows nothing of.
    """
    roots = [(folder / name, name) for name in FOLDERS]
    found = [
        (path, f"{name}/{path.relative_to(root).as_posix()}")
        for root, name in (*roots, (reports_folder, "reports"))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]
    if (folder / "truth.json").is_file():
        found.append((folder / "truth.json", "truth.json"))
    return [(path, shown) for path, shown in found if not _may_stay(path, shown)]


def _may_stay(path: Path, shown: str) -> bool:
    if shown in ("store/.lock", "registry/README.md"):
        return True
    return shown in [f"registry/{name}" for name in TABLES] and len(path.read_bytes().splitlines()) <= 1


def destroy_files(paths: Iterable[Path]) -> None:
    """Remove files and the folders that are empty then; of registry tables the header stays, so that status works."""
    for path in paths:
        if path.parent.name == "registry" and path.name in TABLES:
            _empty_table(path)
        else:
            destroy_file(path)
            _remove_empty(path.parent)


def remove_empty_folders(folder: Path, reports_folder: Path) -> None:
    """Remove the folders in which nothing is left; a killed purge may have left them without their files."""
    for root in (*(folder / name for name in FOLDERS), reports_folder):
        for path in sorted((root, *root.rglob("*")), reverse=True):
            if _is_empty(path):
                path.rmdir()


def destroy_file(path: Path) -> None:
    """Remove a file, read-only ones included; a missing one is gone already."""
    if path.exists() and not path.is_symlink():
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.unlink(missing_ok=True)


def _empty_table(path: Path) -> None:
    header = path.read_bytes().splitlines(keepends=True)[:1]
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(b"".join(header))
    os.replace(beside, path)


def _is_empty(folder: Path) -> bool:
    """Whether a folder can be removed; one that is a link to another disk stays."""
    return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())


def _remove_empty(folder: Path) -> None:
    while _is_empty(folder):
        folder.rmdir()
        folder = folder.parent
