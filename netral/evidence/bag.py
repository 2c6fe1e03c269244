"""A folder of files as a BagIt bag with one algorithm, and the one hash that stands for all of it.

Written here and not with the bagit library, which changes the process's working directory while it works.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from netral.errors import BadParameter
from netral.identity import hash_bytes, hash_file

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SEAL, STAMP = f"{TAG_MANIFEST}.p7s", f"{TAG_MANIFEST}.tsr"
REPORT = "data/laporan.pdf"
ANCHORS, STAMP_ANCHORS = "data/verifikasi/ca.pem", "data/verifikasi/tsa.pem"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(folder: Path, info: Mapping[str, str], made_on: date) -> None:
    """Makes a bag of a folder that has its payload under ``data/``: bagit.txt, bag-info.txt and both manifests.

    Parameters
    ----------
    info : mapping
        The rows of bag-info.txt; Bagging-Date and Payload-Oxum are added.
    """
    payload = sorted(path for path in walk_files(folder) if path.startswith("data/"))
    size_bytes = sum((folder / path).stat().st_size for path in payload)
    rows = {**info, "Bagging-Date": made_on.isoformat(), "Payload-Oxum": f"{size_bytes}.{len(payload)}"}
    text = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in sorted(rows.items()))
    (folder / "bagit.txt").write_bytes(DECLARATION)
    (folder / "bag-info.txt").write_bytes(text.encode("utf-8", "backslashreplace"))
    (folder / MANIFEST).write_bytes(_list_hashes(folder, payload))
    (folder / TAG_MANIFEST).write_bytes(_list_hashes(folder, ["bag-info.txt", "bagit.txt", MANIFEST]))


def hash_root(folder: Path) -> str:
    """A pack to its root hash: the SHA-256 of the lines ``sha256  path`` of all its files, sorted by path as bytes."""
    return hashes_to_root({path: hash_file(folder / path) for path in walk_files(folder)})


def hashes_to_root(hashes: Mapping[str, str]) -> str:
    """The SHA-256 of every file, by path, to the root hash."""
    lines = sorted((os.fsencode(path), sha256.encode()) for path, sha256 in hashes.items())
    return hash_bytes(b"".join(sha256 + b"  " + path + b"\n" for path, sha256 in lines))


def walk_files(folder: Path) -> Iterator[str]:
    """The regular files below a folder, as paths with forward slashes; links are not followed."""
    for path, mode in walk_entries(folder):
        if stat.S_ISDIR(mode):
            raise BadParameter("{folder}: a folder that cannot be read", folder=folder / path)
        if stat.S_ISREG(mode):
            yield path


def walk_entries(folder: Path) -> Iterator[tuple[str, int]]:
    """Everything below a folder but its folders, as path with forward slashes and mode; links are not followed.

    A folder that cannot be read, or lies too deep for this system, comes with its own mode.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                modes = {entry.name: entry.stat(follow_symlinks=False).st_mode for entry in entries}
        except OSError:
            yield prefix.rstrip("/"), stat.S_IFDIR
            continue
        for name in sorted(modes, key=os.fsencode):
            if stat.S_ISDIR(modes[name]):
                waiting.append(f"{prefix}{name}/")
            else:
                yield f"{prefix}{name}", modes[name]


def read_info(folder: Path) -> dict[str, str]:
    """bag-info.txt to its rows, to the letter; lines of no such form are left out."""
    text = (folder / "bag-info.txt").read_bytes().decode("utf-8", "replace")
    return {key: value for key, colon, value in (line.partition(": ") for line in text.split("\n")) if colon}


def _list_hashes(folder: Path, paths: list[str]) -> bytes:
    return b"".join(f"{hash_file(folder / path)}  {path}\n".encode() for path in paths)
