"""Requests to remove what acts left behind, and what those who look again find: removed, or still there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from netral.cases.actions import Action
from netral.cases.days import check_day
from netral.cases.history import read_case
from netral.cases.log import append_entry, lock_log
from netral.cases.words import clean_words
from netral.errors import BadParameter, CaseNotReady, Sentence
from netral.model import Case, RemovalState

FOUND = (RemovalState.REMOVED, RemovalState.STILL_THERE)


def request_removal(
    folder: Path,
    case_id: str,
    lead_sha256: str,
    person: str,
    words: str,
    on: date,
    interactions: Iterable[str],
    today: date,
    at: datetime | None = None,
) -> Case:
    """Writes to the log that somebody was asked to remove what these acts left behind.

    Parameters
    ----------
    words : str
        How it was asked, such as the number of the letter.
    on : date
        The local day on which it was asked.
    interactions : iterable of str
        The acts; all are acts of the case.
    today : date
        The present date in the region.

    Raises
    ------
    BadParameter
        When person or words are missing or hold what looks like a NIP or NIK, or the day lies ahead.
    """
    check_day(Sentence("the day of the request"), on, today)
    detail = {"on": on.isoformat(), "words": clean_words("letter", words), "interactions": list(interactions)}
    append_entry(folder, case_id, clean_words("person", person), Action.REQUEST_REMOVAL, detail, at)
    return read_case(folder, case_id, lead_sha256)


def record_recheck(
    folder: Path,
    case_id: str,
    lead_sha256: str,
    person: str,
    state: RemovalState,
    on: date,
    today: date,
    at: datetime | None = None,
) -> Case:
    """Writes to the log what somebody who looked again found of what the last request asked to remove.

    Raises
    ------
    CaseNotReady
        When nobody was asked to remove anything.
    BadParameter
        When the state is none that can be found, the person is missing, or the day lies ahead, or before the request
        or the recheck before.
    """
    if state not in FOUND:
        raise BadParameter("state {state!r} is unknown; allowed are {allowed}", state=state, allowed=", ".join(FOUND))
    detail = {"on": on.isoformat(), "state": RemovalState(state).value}
    person = clean_words("person", person)
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        removals = read_case(folder, case_id, lead_sha256).removals
        if not removals:
            raise CaseNotReady(
                "case {case_id}: nobody was asked to remove anything; 'request-removal' comes first", case_id=case_id
            )
        last = removals[-1]
        since = last.checks[-1].on if last.checks else last.on
        check_day(
            Sentence("the day of the recheck"),
            on,
            today,
            since,
            Sentence("the day of the request or of the recheck before"),
        )
        append_entry(folder, case_id, person, Action.RECHECK, detail, at)
        return read_case(folder, case_id, lead_sha256)
