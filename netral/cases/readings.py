"""What a person who read a comment, reply, quote or own post took it for; the last reading of an act is in force."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from netral.cases.actions import Action
from netral.cases.log import append_entry, read_log
from netral.cases.words import clean_words
from netral.errors import BadParameter, BrokenEvidence
from netral.model import UNDETERMINED_KINDS, Direction, Kind, LogEntry, Reading

READABLE = (Direction.SUPPORT, Direction.ATTACK, Direction.NEITHER)


def record_reading(
    folder: Path,
    case_id: str,
    interaction_id: str,
    kind: Kind,
    person: str,
    direction: Direction,
    reason: str,
    at: datetime | None = None,
) -> Reading:
    """Writes what one person took an act for to the log; earlier readings of it stay there.

    Parameters
    ----------
    kind : Kind
        Of the act. A like, share or coauthored post has its direction by what it is, and is not read.

    Raises
    ------
    BadParameter
        When the act is of a kind that nobody reads, the direction is none a person can give, or person or reason is
        missing or holds what looks like a NIP or NIK.
    """
    if kind not in UNDETERMINED_KINDS:
        allowed = ", ".join(sorted(UNDETERMINED_KINDS))
        raise BadParameter(
            "act {interaction_id} is a {kind}, which nobody reads; allowed are {allowed}",
            interaction_id=interaction_id,
            kind=kind.value,
            allowed=allowed,
        )
    if direction not in READABLE:
        raise BadParameter(
            "direction {direction!r} is unknown; allowed are {allowed}",
            direction=direction,
            allowed=", ".join(READABLE),
        )
    detail = {
        "interaction_id": interaction_id,
        "direction": Direction(direction).value,
        "reason": clean_words("reason", reason),
    }
    return _to_reading(append_entry(folder, case_id, clean_words("person", person), Action.READ, detail, at))


def read_readings(folder: Path) -> dict[str, Reading]:
    """The log of a cases folder to the reading in force of every act that was read, by interaction_id.

    Raises
    ------
    BrokenEvidence
        When the log does not hold.
    """
    found: dict[str, Reading] = {}
    for entry in read_log(folder):
        if entry.action == Action.READ:
            reading = _to_reading(entry)
            found[reading.interaction_id] = reading
    return found


def _to_reading(entry: LogEntry) -> Reading:
    detail: dict[str, Any] = entry.detail
    try:
        direction = Direction(detail["direction"])
        return Reading(detail["interaction_id"], direction, entry.person, detail["reason"], entry.at, entry.seq)
    except (KeyError, ValueError) as error:
        raise BrokenEvidence(
            "case log: entry {seq} is no {action} entry: {error}", seq=entry.seq, action=entry.action, error=error
        ) from error
