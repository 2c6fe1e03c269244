"""Who complained: a file a complaint that only its owner may read, outside the log, the packs and every output."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from netral.identity import hash_bytes, to_compact_json

SEALED_FOLDER = "sealed"
OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # Windows would write other line ends


def seal_reporter(folder: Path, complaint_id: str, account: str, reporter: str) -> str:
    """Who complained to the SHA-256 of the file that now holds it; empty, and no file, where nobody is named.

    The file holds a random number, so that a name cannot be tested against the hash; and the account, so that purging
    the account destroys it too. Windows knows no such modes; there the folder's own rights decide who may read it.

    Parameters
    ----------
    folder : Path
        The investigation's ``complaints`` folder.
    """
    place = folder / SEALED_FOLDER
    path = place / f"{complaint_id}.json"
    if not reporter:
        path.unlink(missing_ok=True)  # of an intake that was killed
        return ""
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(OWNER_ONLY_FOLDER)
    row = {"complaint_id": complaint_id, "about": account, "reporter": reporter, "salt": secrets.token_hex(16)}
    data = to_compact_json(row) + b"\n"
    write_beside(path, data, OWNER_ONLY)
    return hash_bytes(data)


def is_sealed(folder: Path, complaint_id: str) -> bool:
    """Whether the file of who made a complaint is still there; to whom may not look, it is."""
    try:
        return (folder / SEALED_FOLDER / f"{complaint_id}.json").is_file()
    except PermissionError:
        return True


def write_beside(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Bytes to a file, on disk and whole before it has its name; what a killed intake left is written over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, NEW_FILE, mode), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, path)
