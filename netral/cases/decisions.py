"""What people decide about a lead: the states a case passes through, and the two signatures it needs to leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from netral.cases.log import append_entry, lock_log, read_log
from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.model import Case, CaseState, LogEntry, Signature

DECIDE = "decide"
SIGN = "sign"
IDENTIFIERS_NEEDED = 2
SIGNATURES_NEEDED = 2

NEXT_STATES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.LEAD: frozenset({CaseState.TRACING, CaseState.NO_VIOLATION}),
    CaseState.TRACING: frozenset({CaseState.CLARIFICATION, CaseState.NO_VIOLATION}),
    CaseState.CLARIFICATION: frozenset({CaseState.NO_VIOLATION, CaseState.FORWARDED}),
    CaseState.NO_VIOLATION: frozenset(),
    CaseState.FORWARDED: frozenset(),
}

# Digits written together or in groups, as people write an employee or citizen number.
_DIGIT_GROUPS = re.compile(r"\d(?:[\s.,/_\-–]?\d)*")
_PERSONAL_NUMBER_DIGITS = {16: "NIK", 18: "NIP"}


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
    for entry in read_log(folder):
        by_case.setdefault(entry.case_id, []).append(entry)
    return tuple(_to_case(case_id, _decided_on(entries), tuple(entries)) for case_id, entries in by_case.items())


def decide_case(
    folder: Path,
    lead_id: str,
    lead_sha256: str,
    person: str,
    state: CaseState,
    reason: str,
    identifiers: Iterable[str] = (),
    at: datetime | None = None,
) -> Case:
    """Writes one person's decision on a lead to the log, and gives the case as it then stands.

    petunjuk -> penelusuran -> klarifikasi -> diteruskan; bukan_pelanggaran from each of the first three. A decision
    may stay in its state to add identifiers, or when the lead has changed. It ends all signatures given before it.

    Parameters
    ----------
    identifiers : iterable of str
        How the account's holder was established, in words, such as "checked in the personnel file". They accumulate.

    Raises
    ------
    BadParameter
        When person or reason is missing, or a text holds what looks like a NIP or NIK: those never enter the house.
    CaseNotReady
        When the state cannot follow the present one.
    """
    named = tuple(_clean("identifier", text) for text in identifiers)
    detail = {
        "state": CaseState(state).value,
        "reason": _clean("reason", reason),
        "identifiers": list(named),
        "lead_sha256": lead_sha256,
    }
    person = _clean("person", person)
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        case = read_case(folder, lead_id, lead_sha256)
        _check_transition(case, CaseState(state), adds=bool(set(named) - set(case.identifiers)))
        append_entry(folder, lead_id, person, DECIDE, detail, at)
        return read_case(folder, lead_id, lead_sha256)


def sign_case(
    folder: Path, case_id: str, lead_sha256: str, person: str, office: str, at: datetime | None = None
) -> Case:
    """Writes one person's signature under a forwarded case to the log, and gives the case as it then stands.

    Raises
    ------
    BadParameter
        When person or office is missing.
    CaseNotReady
        When the case is not in state diteruskan, two identifiers are not on file, the lead has changed since it was
        decided on, or this person has signed already.
    """
    person, office = _clean("person", person), _clean("office", office)
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        case = read_case(folder, case_id, lead_sha256)
        _check_signable(case)
        if _same_name(person) in {_same_name(signature.person) for signature in case.signatures}:
            raise CaseNotReady(f"case {case_id}: {person} has signed already; the second signature is another person's")
        append_entry(folder, case_id, person, SIGN, {"office": office, "lead_sha256": lead_sha256}, at)
        return read_case(folder, case_id, lead_sha256)


def require_signed(case: Case) -> None:
    """Lets a forwarded case pass that two different people have signed.

    Raises
    ------
    CaseNotReady
        Otherwise; nothing leaves the house as a finding without two named people.
    """
    people = {_same_name(signature.person) for signature in case.signatures}
    if case.state is not CaseState.FORWARDED or len(people) < SIGNATURES_NEEDED:
        raise CaseNotReady(
            f"case {case.case_id}: state {case.state.value}, signed by {len(people)} of {SIGNATURES_NEEDED} people; "
            f"a pack needs state {CaseState.FORWARDED.value} and {SIGNATURES_NEEDED} different people's signatures"
        )


def _to_case(case_id: str, lead_sha256: str, entries: tuple[LogEntry, ...]) -> Case:
    state, identifiers, signatures = CaseState.LEAD, dict[str, None](), list[Signature]()
    for entry in entries:
        try:
            if entry.action == DECIDE:
                state = CaseState(entry.detail["state"])
                identifiers |= dict.fromkeys(entry.detail["identifiers"])
                signatures.clear()
            elif entry.action == SIGN and entry.detail["lead_sha256"] == lead_sha256:
                signatures.append(Signature(entry.person, entry.detail["office"], entry.at))
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenEvidence(f"case log: entry {entry.seq} is no {entry.action} entry: {error}") from error
    if _decided_on(entries) != lead_sha256:
        signatures.clear()
    return Case(case_id, lead_sha256, state, tuple(identifiers), entries, tuple(signatures))


def _decided_on(entries: Iterable[LogEntry]) -> str:
    decided = [entry.detail.get("lead_sha256", "") for entry in entries if entry.action == DECIDE]
    return str(decided[-1]) if decided else ""


def _check_transition(case: Case, state: CaseState, adds: bool) -> None:
    allowed = set(NEXT_STATES[case.state])
    decided_on = _decided_on(case.entries)
    if decided_on and decided_on != case.lead_sha256:
        allowed |= {case.state, CaseState.TRACING}
    if adds and case.entries:
        allowed.add(case.state)
    if state not in allowed:
        names = ", ".join(sorted(allowed)) or "nothing; the case is closed"
        raise CaseNotReady(f"case {case.case_id}: {case.state.value} cannot become {state.value}; allowed: {names}")


def _check_signable(case: Case) -> None:
    if case.state is not CaseState.FORWARDED:
        raise CaseNotReady(
            f"case {case.case_id}: state {case.state.value} is not signed; allowed: {CaseState.FORWARDED.value}"
        )
    if _decided_on(case.entries) != case.lead_sha256:
        raise CaseNotReady(f"case {case.case_id}: the lead has changed since it was decided on; decide again")
    known = {_same_name(text) for text in case.identifiers}
    if len(known) < IDENTIFIERS_NEEDED:
        raise CaseNotReady(
            f"case {case.case_id}: {len(known)} of {IDENTIFIERS_NEEDED} identifiers are on file; "
            "record how the account's holder was established before anybody signs"
        )


def _clean(name: str, text: str) -> str:
    """Text with single spaces; empty or holding a personal number it is refused."""
    cleaned = " ".join(text.split())
    if not cleaned:
        raise BadParameter(f"{name}: missing; a decision and a signature name the person and say why")
    for group in _DIGIT_GROUPS.findall(cleaned):
        number = _PERSONAL_NUMBER_DIGITS.get(sum(character.isdigit() for character in group))
        if number:
            raise BadParameter(
                f"{name}: holds what looks like a {number}; write where it was checked, never the number"
            )
    return cleaned


def _same_name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
