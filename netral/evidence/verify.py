"""A pack to a verdict, check by check, trusting nothing in it."""

from __future__ import annotations

import csv
import json
import re
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from netral.errors import BadParameter
from netral.evidence.bag import MANIFEST, TAG_MANIFEST, hashes_to_root, read_info, walk_entries
from netral.evidence.custody import count_signatures, find_break
from netral.evidence.exhibits import EXHIBIT_ID
from netral.identity import hash_file
from netral.model import Check, Verification

# Files that lie in a pack without standing in a manifest. The seal and the timestamp of the tag manifest join it here
# once packs are sealed, and their checks (seal, timestamp, pdf_signature) join verify_pack.
UNLISTED = frozenset({TAG_MANIFEST})
TAG_FILES = frozenset({"bagit.txt", "bag-info.txt", MANIFEST})
PAYLOAD_FILES = frozenset(
    f"data/{name}" for name in ("laporan.pdf", "custody.jsonl", "ro-crate-metadata.json", "tabel/captures.csv")
)
MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
LARGEST_TEXT_BYTES = 64 << 20
SIGNATURES_NEEDED = 2


class _Broken(Exception):
    """Why one check does not hold."""


class _Pack:
    """The files of a pack with the hash of each, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.odd: list[str] = []
        self.hashes: dict[str, str] = {}
        for path, mode in walk_entries(folder):
            if not stat.S_ISREG(mode):
                self.odd.append(path)
                continue
            try:
                self.hashes[path] = hash_file(folder / path)
            except OSError:
                self.odd.append(path)

    def read(self, path: str) -> bytes:
        if path not in self.hashes:
            raise _Broken(f"{path}: missing")
        if (self.folder / path).stat().st_size > LARGEST_TEXT_BYTES:
            raise _Broken(f"{path}: larger than {LARGEST_TEXT_BYTES} bytes")
        return (self.folder / path).read_bytes()

    def manifest(self, name: str) -> dict[str, str]:
        listed: dict[str, str] = {}
        for number, line in enumerate(self.read(name).decode("utf-8").splitlines(), start=1):
            match = MANIFEST_LINE.fullmatch(line)
            if match is None or match[2] in listed:
                raise _Broken(f"{name}: line {number} is no line of a manifest, or names a file twice")
            listed[match[2]] = match[1]
        return listed


def verify_pack(path: Path, root: str | None = None) -> Verification:
    """A pack's folder to the verdict of every check.

    Parameters
    ----------
    path : Path
        The bag's folder.
    root : str, optional
        The root hash from the handover record; adds the check ``root``.

    Raises
    ------
    BadParameter
        When there is no such folder, or ``root`` is no SHA-256.
    """
    if not path.is_dir() or path.is_symlink():
        raise BadParameter(f"{path}: no pack; allowed is the folder of a pack, the one that holds bagit.txt")
    if root is not None and not re.fullmatch(r"[0-9a-f]{64}", root.strip().lower()):
        raise BadParameter(f"root: {root!r} is no SHA-256; allowed are the 64 hex digits of the handover record")
    pack = _Pack(path)
    found = hashes_to_root(pack.hashes)
    checks = [
        _run("files", _check_files, pack),
        _run("manifest", lambda pack: _check_manifest(pack, MANIFEST), pack),
        _run("tagmanifest", lambda pack: _check_manifest(pack, TAG_MANIFEST), pack),
        _run("custody_chain", _check_custody, pack),
        _run("exhibits", _check_exhibits, pack),
    ]
    if root is not None:
        holds = root.strip().lower() == found
        checks.append(Check("root", holds, "as handed over" if holds else f"the pack's root hash is {found}"))
    return Verification(path, found, tuple(checks))


def _run(name: str, check: Callable[[_Pack], str], pack: _Pack) -> Check:
    """A check to its verdict; whatever a hand-made file can provoke is a reason, never a traceback."""
    try:
        return Check(name, True, check(pack))
    except (_Broken, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        return Check(name, False, str(error) or type(error).__name__)


def _check_files(pack: _Pack) -> str:
    """Exactly the listed files, no more and no fewer: dot-files, links and devices count."""
    if pack.odd:
        raise _Broken(f"not a plain file that can be read: {_name(pack.odd)}")
    listed = pack.manifest(MANIFEST).keys() | pack.manifest(TAG_MANIFEST).keys() | UNLISTED
    missing = sorted((listed | TAG_FILES | PAYLOAD_FILES) - pack.hashes.keys())
    added = sorted(pack.hashes.keys() - listed)
    if missing or added:
        raise _Broken(
            "; ".join([f"missing: {_name(missing)}"] * bool(missing) + [f"added: {_name(added)}"] * bool(added))
        )
    return f"{len(pack.hashes)} files"


def _check_manifest(pack: _Pack, name: str) -> str:
    listed = pack.manifest(name)
    payload = name == MANIFEST
    for path in listed:
        if path.startswith("data/") != payload or ".." in path.split("/") or path not in pack.hashes:
            raise _Broken(f"{name} lists {path}, which is not a file of the pack that it may list")
    changed = sorted(path for path, sha256 in listed.items() if pack.hashes[path] != sha256)
    if changed:
        raise _Broken(f"changed: {_name(changed)}")
    if not payload and not listed.keys() >= TAG_FILES:
        raise _Broken(f"{name} does not list every tag file")
    return f"{len(listed)} files"


def _check_custody(pack: _Pack) -> str:
    data = pack.read("data/custody.jsonl")
    problem = find_break(data)
    if problem:
        raise _Broken(f"data/custody.jsonl, {problem}")
    lines = data.count(b"\n")
    info = read_info(pack.folder)
    if info.get("Netral-Pack-Kind") != "case" or info.get("Netral-Redacted") == "yes":
        return f"{lines} lines"
    signatures = count_signatures(data)
    if signatures < SIGNATURES_NEEDED:
        raise _Broken(f"data/custody.jsonl: signed by {signatures} of {SIGNATURES_NEEDED} people")
    return f"{lines} lines, signed by {signatures} people"


def _check_exhibits(pack: _Pack) -> str:
    """Every act of the table has its exhibit, every record its hash, every record's capture its line."""
    info = read_info(pack.folder)
    folders = sorted({path.split("/")[2] for path in pack.hashes if path.startswith("data/bukti/")})
    if info.get("Netral-Pack-Kind") != "case":
        if folders:
            raise _Broken(f"a situation report has no exhibits, found: {_name(folders)}")
        return "no exhibits in a situation report"
    listed = [row["exhibit_id"] for row in _read_table(pack, "data/tabel/acts.csv")]
    if sorted(listed) != folders:
        raise _Broken(f"data/tabel/acts.csv lists {_name(sorted(listed))}; the pack holds {_name(folders)}")
    captures = {row["capture_id"]: row["sha256"] for row in _read_table(pack, "data/tabel/captures.csv")}
    redacted = info.get("Netral-Redacted") == "yes"
    records = sum(_check_exhibit(pack, name, captures, redacted) for name in folders)
    return f"{len(folders)} exhibits, {records} records" + (", bytes withheld" if redacted else "")


def _check_exhibit(pack: _Pack, name: str, captures: dict[str, str], redacted: bool) -> int:
    place = f"data/bukti/{name}/"
    item: dict[str, Any] = json.loads(pack.read(f"{place}item.json"))
    records = item["records"]
    if not EXHIBIT_ID.fullmatch(name) or item["exhibit_id"] != name or not records:
        raise _Broken(f"{place}item.json: describes another exhibit, or none")
    expected = {f"{place}item.json"} | ({f"{place}{record['file']}" for record in records} if not redacted else set())
    present = {path for path in pack.hashes if path.startswith(place)}
    if expected != present or (not redacted and len(expected) != len(records) + 1):
        raise _Broken(f"{place}: holds {_name(sorted(present))}, described are {_name(sorted(expected))}")
    for record in records:
        if not redacted and pack.hashes[place + record["file"]] != record["sha256"]:
            raise _Broken(f"{place}{record['file']}: does not give the SHA-256 of its item.json")
        if captures.get(record["capture_id"]) != record["capture_sha256"]:
            raise _Broken(
                f"{place}item.json: capture {record['capture_id']} is not listed in captures.csv with its hash"
            )
    return len(records)


def _read_table(pack: _Pack, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(pack.read(path).decode("utf-8"), newline="")))


def _name(paths: list[str]) -> str:
    """A few names as they may be printed, and how many more there are."""
    shown = ", ".join(path.encode("utf-8", "backslashreplace").decode() for path in paths[:5])
    return f"{shown or 'nothing'} and {len(paths) - 5} more" if len(paths) > 5 else shown or "nothing"
