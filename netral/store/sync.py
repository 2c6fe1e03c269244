"""Files forced to the disk, before anything is given its name that stands for their being there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SYNCING = 16  # files at a time


def sync_folders(folders: Iterable[Path]) -> None:
    """Force every file of some folders to the disk before they are given their names; all at once costs as one."""
    with ThreadPoolExecutor(SYNCING) as pool:
        list(pool.map(sync_file, [path for folder in folders for path in folder.iterdir()]))


def sync_file(path: Path) -> None:
    """Force a file to the disk; an error says which."""
    try:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
