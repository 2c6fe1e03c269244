"""The register of what data subjects ask for, and of what was done about it; it names accounts by pseudonym only.

It is a log of its own, chained like the case log, and is kept when the account it is about has been destroyed.
Source: UU 27/2022, rights by recorded request and restriction within three times 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from netral.cases.log import append_entry, read_log
from netral.cases.words import clean_words
from netral.errors import BadParameter
from netral.model import LogEntry

REGISTER_FOLDER = "subjects"
ANSWER_WITHIN = timedelta(hours=72)


class Asked(StrEnum):
    """What a data subject may ask for."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    ERASURE = "erasure"


class Done(StrEnum):
    """What was done about an account."""

    FROZEN = "frozen"
    RELEASED = "released"
    EXPORTED = "exported"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class SubjectRequest:
    """One request, by its number in the register; ``scope`` is the account's pseudonym, ``steps`` what was done."""

    number: int
    scope: str
    asked: Asked
    received_at: datetime
    answer_until: datetime
    person: str
    steps: tuple[LogEntry, ...]


def record_request(
    folder: Path, scope: str, person: str, asked: Asked, note: str, at: datetime | None = None
) -> LogEntry:
    """Write a request into the register of a ``subjects`` folder.

    Parameters
    ----------
    scope : str
        Platform and pseudonym of the account.
    note : str
        How it came and how the account's holder was made out, in words; no name and no number of anybody.

    Raises
    ------
    BadParameter
        When person or note is missing, or holds what looks like a NIP or NIK.
    """
    detail = {"asked": asked.value, "note": clean_words("note", note)}
    return append_entry(folder, scope, clean_words("person", person), "request", detail, at)


def record_step(folder: Path, scope: str, person: str, done: Done, reason: str) -> LogEntry:
    """Write into the register what was done about an account; arguments and errors as for a request."""
    detail = {"reason": clean_words("reason", reason)}
    return append_entry(folder, scope, clean_words("person", person), done.value, detail)


def list_requests(folder: Path) -> tuple[SubjectRequest, ...]:
    """The register to its requests, oldest first, each with the steps taken about its account since.

    Raises
    ------
    BrokenEvidence
        When the register does not hold.
    """
    entries = read_log(folder)
    return tuple(
        SubjectRequest(
            number=entry.seq,
            scope=entry.case_id,
            asked=Asked(entry.detail["asked"]),
            received_at=entry.at,
            answer_until=entry.at + ANSWER_WITHIN,
            person=entry.person,
            steps=tuple(
                later
                for later in entries[entry.seq :]
                if later.case_id == entry.case_id and later.action in tuple(Done)
            ),
        )
        for entry in entries
        if entry.action == "request"
    )


def parse_asked(text: str) -> Asked:
    """A word to what is asked for.

    Raises
    ------
    BadParameter
        When it is none of those.
    """
    if text not in tuple(Asked):
        raise BadParameter("--kind {kind!r} is unknown; allowed are {allowed}", kind=text, allowed=", ".join(Asked))
    return Asked(text)
