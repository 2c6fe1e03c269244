"""The right of reply: what the person or agency concerned answered, or why there is no answer."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from netral.cases.actions import Action
from netral.cases.days import check_day
from netral.cases.history import read_case
from netral.cases.log import append_entry
from netral.cases.words import clean_words
from netral.errors import BadParameter, Sentence
from netral.model import Case, ReplyKind


def record_reply(
    folder: Path,
    case_id: str,
    lead_sha256: str,
    person: str,
    kind: ReplyKind,
    words: str,
    on: date,
    today: date,
    at: datetime | None = None,
) -> Case:
    """Writes an answer, or the reason why there is none, to the log; it ends all signatures given before it.

    Parameters
    ----------
    words : str
        What was answered, or why nothing was.
    on : date
        The local day on which it was answered, or on which it was clear that it would not be.
    today : date
        The present date in the region.

    Raises
    ------
    BadParameter
        When person or words are missing or hold what looks like a NIP or NIK, or the day lies ahead.
    """
    if kind is ReplyKind.CLARIFICATION:
        raise BadParameter(
            "reply: allowed are {given} and {not_given}",
            given=ReplyKind.GIVEN.value,
            not_given=ReplyKind.NOT_GIVEN.value,
        )
    check_day(Sentence("the day of the reply"), on, today)
    detail = {"kind": kind.value, "words": clean_words("reply", words), "on": on.isoformat()}
    append_entry(folder, case_id, clean_words("person", person), Action.REPLY, detail, at)
    return read_case(folder, case_id, lead_sha256)
