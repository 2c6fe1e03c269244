"""The case log as a pack carries it: the lines of its own case as they are, of other cases only their links.

A link has the line's number and both its hashes, so that the chain can be followed from its first line to its last
without showing what was decided about somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from netral.errors import NetralError, Sentence
from netral.identity import hash_bytes, to_compact_json

GENESIS_SHA256 = "0" * 64
LINK_KEYS = frozenset({"seq", "previous_sha256", "sha256", "withheld"})


def withhold_lines(lines: Iterable[bytes], case_id: str | None) -> bytes:
    """The lines of the case log to the custody file of a pack.

    Parameters
    ----------
    lines : iterable of bytes
        The whole log, oldest first.
    case_id : str or None
        The case whose lines stay whole; None withholds all.
    """
    return b"".join(_withhold(line.rstrip(b"\r\n"), case_id) + b"\n" for line in lines)


def find_break(data: bytes) -> Sentence | None:
    """What is wrong with a custody file, naming the line; None when the chain holds.

    Whole lines must give the hash they carry; links are taken at their word, and held by their neighbours.
    """
    if data and not data.endswith(b"\n"):
        return Sentence("the last line is cut off")
    previous, last_at = GENESIS_SHA256, ""
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            row = json.loads(line)
            sha256, at = _check_row(row, line, number, previous), row.get("at", last_at)
        except (NetralError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            return Sentence("line {number}: {error}", number=number, error=error)
        if at < last_at:
            return Sentence("line {number}: dated before the line it follows", number=number)
        previous, last_at = sha256, at
    return None


def count_signatures(data: bytes) -> int:
    """How many different people signed, after the last decision, in the whole lines of a custody file that holds."""
    people: set[str] = set()
    for line in data.splitlines():
        row: dict[str, Any] = json.loads(line)
        if row.get("action") == "decide":
            people.clear()
        if row.get("action") == "sign":
            people.add(" ".join(str(row["person"]).split()).casefold())
    return len(people)


def _withhold(line: bytes, case_id: str | None) -> bytes:
    row = json.loads(line)
    if case_id is not None and row["case_id"] == case_id:
        return line
    link = {key: row[key] for key in ("seq", "previous_sha256", "sha256")}
    return to_compact_json(link | {"withheld": True})


def _check_row(row: dict[str, Any], line: bytes, number: int, previous: str) -> str:
    sha256 = str(row["sha256"])
    if row["seq"] != number:
        raise NetralError("says it is line {seq}; a line was removed or moved", seq=row["seq"])
    if row["previous_sha256"] != previous:
        raise NetralError("does not follow the line before it")
    if to_compact_json(row) != line:
        raise NetralError("not written as the log writes it")
    if row.get("withheld") is True and row.keys() == LINK_KEYS:
        return sha256
    if hash_bytes(to_compact_json({key: value for key, value in row.items() if key != "sha256"})) != sha256:
        raise NetralError("its bytes do not give the SHA-256 it carries")
    return sha256
