"""The log's entries about a case -> the case as it stands: each entry changes one thing, the last one wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from netral.cases.actions import Action
from netral.cases.log import read_log
from netral.errors import BrokenEvidence
from netral.model import (
    Addressee,
    Case,
    CaseState,
    Conflict,
    Known,
    LogEntry,
    Referral,
    Removal,
    RemovalCheck,
    RemovalState,
    Reply,
    ReplyKind,
    Signature,
)


def read_case(folder: Path, case_id: str, lead_sha256: str) -> Case:
    """The log of a cases folder to one case; signatures on another version of the lead do not count.

    Raises
    ------
    BrokenEvidence
        When the log does not hold.
    """
    entries = tuple(entry for entry in read_log(folder) if entry.case_id == case_id)
    return _to_case(case_id, lead_sha256, entries)


def list_cases(folder: Path) -> tuple[Case, ...]:
    """The log of a cases folder to its cases, in the order of their first entry, each with the lead last decided on.

    Raises
    ------
    BrokenEvidence
        When the log does not hold.
    """
    by_case: dict[str, list[LogEntry]] = {}
    entries = read_log(folder)
    complaints = {entry.case_id for entry in entries if entry.action == Action.COMPLAIN}
    for entry in entries:
        if entry.case_id not in complaints:
            by_case.setdefault(entry.case_id, []).append(entry)
    return tuple(_to_case(case_id, decided_on(entries), tuple(entries)) for case_id, entries in by_case.items())


def decided_on(entries: Iterable[LogEntry]) -> str:
    """The hash of the lead as it was at the last decision; empty before the first."""
    decided = [entry.detail.get("lead_sha256", "") for entry in entries if entry.action == Action.DECIDE]
    return str(decided[-1]) if decided else ""


@dataclass
class _Standing:
    """The case so far."""

    lead_sha256: str
    state: CaseState = CaseState.LEAD
    identifiers: dict[str, None] = field(default_factory=dict)
    signatures: list[Signature] = field(default_factory=list)
    known: Known | None = None
    reply: Reply | None = None
    referral: Referral | None = None
    removals: list[Removal] = field(default_factory=list)


def _to_case(case_id: str, lead_sha256: str, entries: tuple[LogEntry, ...]) -> Case:
    standing = _Standing(lead_sha256)
    for entry in entries:
        try:
            if entry.action in _STEPS:
                _STEPS[Action(entry.action)](standing, entry, entry.detail)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise BrokenEvidence(
                "case log: entry {seq} is no {action} entry: {error}", seq=entry.seq, action=entry.action, error=error
            ) from error
    signatures = tuple(standing.signatures) if decided_on(entries) == lead_sha256 else ()
    return Case(
        case_id=case_id,
        lead_sha256=lead_sha256,
        state=standing.state,
        identifiers=tuple(standing.identifiers),
        entries=entries,
        signatures=signatures,
        known=standing.known,
        reply=standing.reply,
        referral=standing.referral,
        removals=tuple(standing.removals),
    )


def _decide(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    standing.state = CaseState(detail["state"])
    standing.identifiers |= dict.fromkeys(detail["identifiers"])
    standing.signatures.clear()
    if standing.state is CaseState.CLARIFICATION and (
        standing.reply is None or standing.reply.kind is ReplyKind.CLARIFICATION
    ):
        standing.reply = Reply(ReplyKind.CLARIFICATION, detail["reason"], None, entry.person, entry.at)
    standing.referral = None
    if "referral" in detail:
        standing.referral = _to_referral(entry, detail["referral"])


def _to_referral(entry: LogEntry, detail: dict[str, Any]) -> Referral:
    conflicts = tuple(Conflict(code) for code in detail["conflicts"])
    addressee = Addressee(detail["addressee"])
    return Referral(addressee, bool(detail["default"]), conflicts, detail["despite"], entry.person, entry.at)


def _sign(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    if detail["lead_sha256"] == standing.lead_sha256:
        standing.signatures.append(Signature(entry.person, detail["office"], entry.at))


def _reply(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    on = date.fromisoformat(detail["on"])
    standing.reply = Reply(ReplyKind(detail["kind"]), detail["words"], on, entry.person, entry.at)
    standing.signatures.clear()


def _know(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    standing.known = Known(date.fromisoformat(detail["on"]), detail["source"], entry.person, entry.at)


def _request_removal(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    on, acts = date.fromisoformat(detail["on"]), tuple(map(str, detail["interactions"]))
    standing.removals.append(Removal(on, detail["words"], acts, entry.person))


def _recheck(standing: _Standing, entry: LogEntry, detail: dict[str, Any]) -> None:
    check = RemovalCheck(date.fromisoformat(detail["on"]), RemovalState(detail["state"]), entry.person)
    last = standing.removals[-1]
    standing.removals[-1] = replace(last, checks=(*last.checks, check))


_STEPS: dict[Action, Callable[[_Standing, LogEntry, dict[str, Any]], None]] = {
    Action.DECIDE: _decide,
    Action.SIGN: _sign,
    Action.REPLY: _reply,
    Action.KNOWN: _know,
    Action.REQUEST_REMOVAL: _request_removal,
    Action.RECHECK: _recheck,
}
