"""Hoax, hate and incitement against groups: tagged by a person and routed to whom it concerns, and not analysed.

What is routed is a complaint, or what an account itself wrote. It leaves leads, tables and figures and is only counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from netral.cases.actions import Action
from netral.cases.log import append_entry, read_log
from netral.cases.words import clean_words
from netral.errors import BadParameter, BrokenEvidence
from netral.model import UNDETERMINED_KINDS, Kind, LogEntry, Route, RoutedTo, Topic


def route_out(
    folder: Path,
    about: str,
    person: str,
    topic: Topic,
    to: RoutedTo,
    reason: str,
    interaction_id: str = "",
    kind: Kind | None = None,
    at: datetime | None = None,
) -> Route:
    """Writes to the log that a complaint, or an act of a case, was routed out of the line; the last entry counts.

    Parameters
    ----------
    about : str
        The complaint's number, or the case of the act.
    interaction_id, kind
        Of the act, where it is one: only what the account itself wrote.

    Raises
    ------
    BadParameter
        When person or reason is missing or holds what looks like a NIP or NIK, or the act is of a kind that nobody
        wrote: what a campaign posted is not the account's.
    """
    if kind is not None and kind not in UNDETERMINED_KINDS:
        allowed = ", ".join(sorted(UNDETERMINED_KINDS))
        raise BadParameter(
            "act {interaction_id} is a {kind}; allowed are what the account wrote: {allowed}",
            interaction_id=interaction_id,
            kind=kind.value,
            allowed=allowed,
        )
    detail = {
        "topic": topic.value,
        "to": to.value,
        "reason": clean_words("reason", reason),
        "interaction_id": interaction_id,
    }
    return _to_route(append_entry(folder, about, clean_words("person", person), Action.ROUTE, detail, at))


def take_back_route(
    folder: Path, about: str, person: str, reason: str, interaction_id: str = "", at: datetime | None = None
) -> None:
    """Writes to the log that something was routed by mistake and is in the line again.

    Raises
    ------
    BadParameter
        When it is not routed, or person or reason is missing.
    """
    if (about, interaction_id) not in {(each.about, each.interaction_id) for each in read_routes(folder)}:
        raise BadParameter(
            "{interaction_id}: is not routed out, so there is nothing to take back",
            interaction_id=interaction_id or about,
        )
    detail = {"reason": clean_words("reason", reason), "interaction_id": interaction_id}
    append_entry(folder, about, clean_words("person", person), Action.TAKE_BACK_ROUTE, detail, at)


def read_routes(folder: Path) -> tuple[Route, ...]:
    """The log of a cases folder to what is routed out now, in order of the log.

    Raises
    ------
    BrokenEvidence
        When the log does not hold.
    """
    found: dict[tuple[str, str], Route] = {}
    for entry in read_log(folder):
        if entry.action == Action.ROUTE:
            route = _to_route(entry)
            key = ("", route.interaction_id) if route.interaction_id else (route.about, "")
            found.pop(key, None)
            found[key] = route
        elif entry.action == Action.TAKE_BACK_ROUTE:
            interaction_id = str(entry.detail.get("interaction_id", ""))
            found.pop(("", interaction_id) if interaction_id else (entry.case_id, ""), None)
    return tuple(found.values())


def list_routed_acts(routes: Iterable[Route]) -> frozenset[str]:
    """The interaction ids of acts that are routed out."""
    return frozenset(each.interaction_id for each in routes if each.interaction_id)


def _to_route(entry: LogEntry) -> Route:
    try:
        return Route(
            about=entry.case_id,
            interaction_id=str(entry.detail["interaction_id"]),
            topic=Topic(entry.detail["topic"]),
            to=RoutedTo(entry.detail["to"]),
            reason=str(entry.detail["reason"]),
            person=entry.person,
            routed_at=entry.at,
        )
    except (KeyError, ValueError) as error:
        raise BrokenEvidence(
            "case log: entry {seq} is no {action} entry: {error}", seq=entry.seq, action=entry.action, error=error
        ) from error
