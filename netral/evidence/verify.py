"""A pack to a verdict, check by check, trusting nothing in it."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate

from netral.errors import BadParameter, NetralError, Sentence
from netral.evidence.bag import MANIFEST, TAG_MANIFEST, hashes_to_root
from netral.evidence.certificates import BadSeal, read_anchors
from netral.evidence.custody import count_signatures, find_break
from netral.evidence.exhibits import EXHIBIT_ID
from netral.evidence.opened import TAG_FILES, Broken, OpenedPack
from netral.evidence.verify_seal import check_pdf_signature, check_seal, check_timestamp
from netral.model import Check, Verification

PAYLOAD_FILES = frozenset(
    f"data/{name}" for name in ("laporan.pdf", "custody.jsonl", "ro-crate-metadata.json", "tabel/captures.csv")
)
SIGNATURES_NEEDED = 2
LONGEST_CELL = 1 << 30
UNREADABLE = (
    Broken, BadSeal, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error,
)  # fmt: skip


def verify_pack(path: Path, root: str | None = None, trusted: Path | None = None) -> Verification:
    """A pack's folder to the verdict of every check.

    Parameters
    ----------
    path : Path
        The bag's folder.
    root : str, optional
        The root hash from the handover record; adds the check ``root``.
    trusted : Path, optional
        Certificates (PEM) known from elsewhere: the seal must rest on one of them, and not on those in the pack.

    Raises
    ------
    BadParameter
        When there is no such folder, ``root`` is no SHA-256, or ``trusted`` holds no certificates.
    """
    if not path.is_dir():
        raise BadParameter("{path}: no pack; allowed is the folder of a pack, the one that holds bagit.txt", path=path)
    if root is not None and not re.fullmatch(r"[0-9a-f]{64}", root.strip().lower()):
        raise BadParameter(
            "root: {root!r} is no SHA-256; allowed are the 64 hex digits of the handover record", root=root
        )
    anchors = _read_trusted(trusted) if trusted else None
    return verify_opened(OpenedPack(path), root.strip().lower() if root else None, anchors)


def verify_opened(pack: OpenedPack, root: str | None, anchors: Sequence[Certificate] | None) -> Verification:
    """The files of a pack, hashed already, to the verdict of every check; see `verify_pack`."""
    found = hashes_to_root(pack.hashes)
    checks = [
        _run("files", _check_files, pack),
        _run("manifest", lambda pack: _check_manifest(pack, MANIFEST), pack),
        _run("tagmanifest", lambda pack: _check_manifest(pack, TAG_MANIFEST), pack),
        _run("seal", lambda pack: check_seal(pack, anchors), pack),
        _run("timestamp", check_timestamp, pack),
        _run("pdf_signature", lambda pack: check_pdf_signature(pack, anchors), pack),
        _run("custody_chain", _check_custody, pack),
        _run("exhibits", _check_exhibits, pack),
    ]
    if root is not None:
        holds = root == found
        checks.append(Check("root", holds, _describe_root(found, holds)))
    return Verification(pack.folder, found, tuple(checks))


def _read_trusted(path: Path) -> list[Certificate]:
    try:
        return read_anchors(path.read_bytes())
    except BadSeal as error:
        raise BadParameter("{path}: {error}; allowed are certificates as PEM", path=path, error=error) from error


def _describe_root(found: str, holds: bool) -> Sentence:
    return Sentence("as handed over") if holds else Sentence("the pack's root hash is {root}", root=found)


def _run(name: str, check: Callable[[OpenedPack], Sentence], pack: OpenedPack) -> Check:
    """A check to its verdict; whatever a hand-made file can provoke is a reason, never a traceback."""
    try:
        return Check(name, True, check(pack))
    except UNREADABLE as error:
        reason = error.sentence if isinstance(error, NetralError) else Sentence(str(error) or type(error).__name__)
        return Check(name, False, reason)


def _check_files(pack: OpenedPack) -> Sentence:
    """Exactly the listed files, no more and no fewer: dot-files, links and devices count."""
    if pack.odd:
        raise Broken("not a plain file that can be read: {odd}", odd=_name(pack.odd))
    pack.read_lines("bag-info.txt")
    listed = pack.manifest(MANIFEST).keys() | pack.manifest(TAG_MANIFEST).keys() | pack.unlisted
    missing = sorted((listed | TAG_FILES | PAYLOAD_FILES) - pack.hashes.keys())
    added = sorted(pack.hashes.keys() - listed)
    if missing and added:
        raise Broken("missing: {missing}; added: {added}", missing=_name(missing), added=_name(added))
    if missing:
        raise Broken("missing: {missing}", missing=_name(missing))
    if added:
        raise Broken("added: {added}", added=_name(added))
    return Sentence("{files} files", files=len(pack.hashes))


def _check_manifest(pack: OpenedPack, name: str) -> Sentence:
    listed = pack.manifest(name)
    payload = name == MANIFEST
    for path in listed:
        if path.startswith("data/") != payload or ".." in path.split("/") or path not in pack.hashes:
            raise Broken("{name} lists {path}, which is not a file of the pack that it may list", name=name, path=path)
    changed = sorted(path for path, sha256 in listed.items() if pack.hashes[path] != sha256)
    if changed:
        raise Broken("changed: {changed}", changed=_name(changed))
    if not payload and not listed.keys() >= TAG_FILES:
        raise Broken("{name} does not list every tag file", name=name)
    return Sentence("{files} files", files=len(listed))


def _check_custody(pack: OpenedPack) -> Sentence:
    data = pack.read("data/custody.jsonl")
    problem = find_break(data)
    if problem:
        raise Broken("data/custody.jsonl, {problem}", problem=problem)
    lines = data.count(b"\n")
    info = pack.info
    if info.get("Netral-Pack-Kind") != "case" or info.get("Netral-Redacted") == "yes":
        return Sentence("{lines} lines", lines=lines)
    signatures = count_signatures(data)
    if signatures < SIGNATURES_NEEDED:
        raise Broken(
            "data/custody.jsonl: signed by {signatures} of {signatures_needed} people",
            signatures=signatures,
            signatures_needed=SIGNATURES_NEEDED,
        )
    return Sentence("{lines} lines, signed by {signatures} people", lines=lines, signatures=signatures)


def _check_exhibits(pack: OpenedPack) -> Sentence:
    """Every act of the table has its exhibit, every record its hash, every record's capture its line."""
    info = pack.info
    held: defaultdict[str, set[str]] = defaultdict(set)
    for path in pack.hashes:
        if path.startswith("data/bukti/"):
            held[path.split("/")[2]].add(path)
    folders = sorted(held)
    if info.get("Netral-Pack-Kind") != "case":
        if folders:
            raise Broken("a situation report has no exhibits, found: {folders}", folders=_name(folders))
        return Sentence("no exhibits in a situation report")
    listed = sorted(row["exhibit_id"] for row in _read_table(pack, "data/tabel/acts.csv"))
    if listed != folders:
        raise Broken(
            "data/tabel/acts.csv lists {listed}; the pack holds {folders}", listed=_name(listed), folders=_name(folders)
        )
    captures = {row["capture_id"]: row["sha256"] for row in _read_table(pack, "data/tabel/captures.csv")}
    redacted = info.get("Netral-Redacted") == "yes"
    records = sum(_check_exhibit(pack, name, held[name], captures, redacted) for name in folders)
    if redacted:
        return Sentence(
            "{exhibits} exhibits, {records} records, bytes withheld", exhibits=len(folders), records=records
        )
    return Sentence("{exhibits} exhibits, {records} records", exhibits=len(folders), records=records)


def _check_exhibit(pack: OpenedPack, name: str, present: set[str], captures: dict[str, str], redacted: bool) -> int:
    place = f"data/bukti/{name}/"
    data = pack.read(f"{place}item.json")
    item: dict[str, Any] = json.loads(data)
    records = item["records"]
    if not data.endswith(b"\n") or any(data.count(line) != times for line, times in _expect_lines(item).items()):
        raise Broken("{place}item.json: not written as a pack writes it", place=place)
    if not EXHIBIT_ID.fullmatch(name) or item["exhibit_id"] != name or not records:
        raise Broken("{place}item.json: describes another exhibit, or none", place=place)
    known = [] if redacted else item.get("pictures", [])
    expected = {f"{place}item.json", *(f"{place}{picture['file']}" for picture in known)}
    expected |= {f"{place}{record['file']}" for record in records} if not redacted else set()
    if expected != present or (not redacted and len(expected) != len(records) + len(known) + 1):
        raise Broken(
            "{place}: holds {present}, described are {expected}",
            place=place,
            present=_name(sorted(present)),
            expected=_name(sorted(expected)),
        )
    for picture in known:
        if pack.hashes[place + picture["file"]] != picture["sha256"]:
            raise Broken("{place}{file}: does not give the SHA-256 of its item.json", place=place, file=picture["file"])
    for record in records:
        if not redacted and pack.hashes[place + record["file"]] != record["sha256"]:
            raise Broken("{place}{file}: does not give the SHA-256 of its item.json", place=place, file=record["file"])
        if captures.get(record["capture_id"]) != record["capture_sha256"]:
            raise Broken(
                "{place}item.json: capture {capture_id} is not listed in captures.csv with its hash",
                place=place,
                capture_id=record["capture_id"],
            )
    return len(records)


def _expect_lines(item: dict[str, Any]) -> dict[bytes, int]:
    """How the lines begin by which verify.sh reads an item.json, and how many there are."""
    records, files = len(item["records"]), len(item["records"]) + len(item.get("pictures", []))
    once = b'\n      "%s": "'
    return {
        b'\n  "exhibit_id": "': 1, once % b"file": files, once % b"sha256": files, once % b"capture_id": records,
        once % b"capture_sha256": records,
    }  # fmt: skip


def _read_table(pack: OpenedPack, path: str) -> Iterator[dict[str, str]]:
    """The rows of a table one by one: with a hundred thousand acts the whole is larger than a text may be."""
    if path not in pack.hashes:
        raise Broken("{path}: missing", path=path)
    shortest = csv.field_size_limit(LONGEST_CELL)  # an act that thousands of records show has all their hashes in one
    try:
        with (pack.folder / path).open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)
    finally:
        csv.field_size_limit(shortest)


def _name(paths: list[str]) -> Sentence:
    """A few names as they may be printed, and how many more there are."""
    shown = ", ".join(path.encode("utf-8", "backslashreplace").decode() for path in paths[:5])
    if len(paths) > 5:
        return Sentence("{names} and {count} more", names=shown, count=len(paths) - 5)
    return Sentence("{names}", names=shown) if shown else Sentence("nothing")
