"""The log of human decisions: one JSON object a line, each line carrying the hash of the one before it.

``log.jsonl`` is only ever appended to. ``head.json`` names its last entry, so that cutting lines off the end is seen
too; it is written after the line, and may therefore lag behind by what a crash interrupted.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from netral.errors import BadParameter, BrokenEvidence
from netral.identity import hash_bytes, to_compact_json
from netral.model import LogEntry

LOG_NAME = "log.jsonl"
HEAD_NAME = "head.json"
GENESIS_SHA256 = "0" * 64
KEYS = ("seq", "at", "case_id", "person", "action", "detail", "previous_sha256", "sha256")

logger = logging.getLogger(__name__)


def read_log(folder: Path) -> tuple[LogEntry, ...]:
    """The case log of a cases folder to its entries, oldest first, every link of the chain checked.

    Parameters
    ----------
    folder : Path
        The investigation's ``cases`` folder. A folder without a log is an empty log.

    Raises
    ------
    BrokenEvidence
        When a line was edited, removed, reordered or cut off, or when the clock ran backwards; names file and entry.
    """
    lines, _ = _read_lines(folder)
    return _check_chain(folder, lines)


def read_log_lines(folder: Path) -> tuple[bytes, ...]:
    """The case log to its checked lines, byte for byte, without their line ends.

    Raises
    ------
    BrokenEvidence
        As `read_log`.
    """
    lines, _ = _read_lines(folder)
    _check_chain(folder, lines)
    return lines


def append_entry(
    folder: Path, case_id: str, person: str, action: str, detail: dict[str, Any], at: datetime | None = None
) -> LogEntry:
    """Appends one entry to the case log, on disk before this returns.

    A half last line, left by a killed append, is first moved to ``log.jsonl.<bytes>.partial``.

    Parameters
    ----------
    folder : Path
        The investigation's ``cases`` folder; made if need be.
    at : datetime, optional
        When it happened, with a zone; now by default. Kept in whole seconds.

    Raises
    ------
    BrokenEvidence
        When the log so far does not hold.
    BadParameter
        When ``at`` has no zone or lies before the last entry.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        lines, unfinished = _read_lines(folder)
        entries = _check_chain(folder, lines)
        moment = _check_clock(at or datetime.now(UTC), entries)
        if unfinished:
            _set_aside(folder / LOG_NAME, unfinished)
        line = _make_line(entries, moment, case_id, person, action, detail)
        _append_line(folder / LOG_NAME, line)
        entry = _parse_line(folder / LOG_NAME, len(entries) + 1, line)
        _write_head(folder, entry)
    return entry


def lock_log(folder: Path) -> FileLock:
    """The lock that whoever reads and then appends must hold; entering it twice in one thread is fine."""
    return FileLock(folder / "log.lock", is_singleton=True)


def _read_lines(folder: Path) -> tuple[tuple[bytes, ...], bytes]:
    """Whole lines, and the bytes of an unfinished last one."""
    path = folder / LOG_NAME
    *lines, rest = path.read_bytes().split(b"\n") if path.exists() else [b""]
    if rest:
        logger.warning("%s: the last append was never finished; %d bytes are set aside", path, len(rest))
    return tuple(lines), rest


def _check_chain(folder: Path, lines: tuple[bytes, ...]) -> tuple[LogEntry, ...]:
    path = folder / LOG_NAME
    entries: list[LogEntry] = []
    for number, line in enumerate(lines, start=1):
        entry = _parse_line(path, number, line)
        previous = entries[-1].sha256 if entries else GENESIS_SHA256
        if entry.seq != number:
            raise BrokenEvidence(
                "{path}: entry {number} says it is entry {seq}; a line was removed or moved",
                path=path,
                number=number,
                seq=entry.seq,
            )
        if entry.previous_sha256 != previous:
            raise BrokenEvidence(
                "{path}: entry {number} does not follow the entry before it; a line was changed",
                path=path,
                number=number,
            )
        if entries and entry.at < entries[-1].at:
            raise BrokenEvidence(
                "{path}: entry {number} is dated before the entry it follows", path=path, number=number
            )
        entries.append(entry)
    _check_head(folder, entries)
    return tuple(entries)


def _parse_line(path: Path, number: int, line: bytes) -> LogEntry:
    try:
        row = json.loads(line)
        body = {key: row[key] for key in KEYS[:-1]}
        sha256 = row["sha256"]
        at = datetime.fromisoformat(row["at"])
        seq = int(row["seq"])
        detail = dict(row["detail"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenEvidence(
            "{path}: entry {number} is not a line of the case log: {error}", path=path, number=number, error=error
        ) from error
    if to_compact_json(body | {"sha256": sha256}) != line or hash_bytes(to_compact_json(body)) != sha256:
        raise BrokenEvidence(
            "{path}: entry {number} was edited: its bytes do not give the SHA-256 it carries", path=path, number=number
        )
    return LogEntry(seq, at, row["case_id"], row["person"], row["action"], detail, row["previous_sha256"], sha256)


def _check_head(folder: Path, entries: list[LogEntry]) -> None:
    """The anchor may lag behind the log, never run ahead of it; only a log of one entry may lack it."""
    path = folder / HEAD_NAME
    if not path.exists():
        if len(entries) > 1:
            raise BrokenEvidence(
                "{path}: missing, so it cannot be told whether entries were cut off the log", path=path
            )
        return
    try:
        head = json.loads(path.read_bytes())
        seq, sha256 = int(head["seq"]), head["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenEvidence("{path}: not the anchor of a case log: {error}", path=path, error=error) from error
    if not 1 <= seq <= len(entries):
        raise BrokenEvidence(
            "{path}: holds {count} entries, entry {seq} was cut off",
            path=folder / LOG_NAME,
            count=len(entries),
            seq=seq,
        )
    if entries[seq - 1].sha256 != sha256:
        raise BrokenEvidence(
            "{path}: entry {seq} is not the one {anchor} names; the log was rewritten",
            path=folder / LOG_NAME,
            seq=seq,
            anchor=HEAD_NAME,
        )


def _check_clock(at: datetime, entries: tuple[LogEntry, ...]) -> datetime:
    if at.tzinfo is None:
        raise BadParameter("at: {at} has no zone; give a time with one", at=at.isoformat())
    moment = at.astimezone(UTC).replace(microsecond=0)
    if entries and moment < entries[-1].at:
        raise BadParameter(
            "at: {moment} lies before the last entry of the case log, {at}",
            moment=_to_iso(moment),
            at=_to_iso(entries[-1].at),
        )
    return moment


def _make_line(
    entries: tuple[LogEntry, ...], at: datetime, case_id: str, person: str, action: str, detail: dict[str, Any]
) -> bytes:
    previous = entries[-1].sha256 if entries else GENESIS_SHA256
    body = dict(zip(KEYS, (len(entries) + 1, _to_iso(at), case_id, person, action, detail, previous), strict=False))
    return to_compact_json(body | {"sha256": hash_bytes(to_compact_json(body))})


def _to_iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _append_line(path: Path, line: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(line + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _set_aside(path: Path, unfinished: bytes) -> None:
    """The bytes are safe in a file of their own before they leave the log."""
    whole_bytes = path.stat().st_size - len(unfinished)
    with path.with_name(f"{path.name}.{whole_bytes}.partial").open("wb") as stream:
        stream.write(unfinished)
        stream.flush()
        os.fsync(stream.fileno())
    os.truncate(path, whole_bytes)


def _write_head(folder: Path, entry: LogEntry) -> None:
    beside = folder / f"{HEAD_NAME}.new"
    with beside.open("wb") as stream:
        stream.write(to_compact_json({"seq": entry.seq, "sha256": entry.sha256}) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, folder / HEAD_NAME)
