"""What people decide about a lead: the states a case passes through, and the two signatures it needs to leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from netral.cases.actions import Action
from netral.cases.history import decided_on, read_case
from netral.cases.log import append_entry, lock_log
from netral.cases.referrals import describe_referral
from netral.cases.words import clean_words, fold_name
from netral.errors import BadParameter, CaseNotReady, Sentence
from netral.model import Addressee, Case, CaseState, Conflict

IDENTIFIERS_NEEDED = 2
SIGNATURES_NEEDED = 2

NEXT_STATES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.LEAD: frozenset({CaseState.TRACING, CaseState.NO_VIOLATION}),
    CaseState.TRACING: frozenset({CaseState.CLARIFICATION, CaseState.NO_VIOLATION}),
    CaseState.CLARIFICATION: frozenset({CaseState.NO_VIOLATION, CaseState.FORWARDED}),
    CaseState.NO_VIOLATION: frozenset(),
    CaseState.FORWARDED: frozenset(),
}


def decide_case(
    folder: Path,
    lead_id: str,
    lead_sha256: str,
    person: str,
    state: CaseState,
    reason: str,
    identifiers: Iterable[str] = (),
    at: datetime | None = None,
    addressee: Addressee | None = None,
    conflicts: Mapping[Addressee, Sequence[Conflict]] | None = None,
    despite: str = "",
) -> Case:
    """Writes one person's decision on a lead to the log, and gives the case as it then stands.

    petunjuk -> penelusuran -> klarifikasi -> diteruskan; bukan_pelanggaran from each of the first three. A decision
    may stay in its state to add identifiers, to choose another addressee, or when the lead has changed. It ends all
    signatures given before it.

    Parameters
    ----------
    identifiers : iterable of str
        How the account's holder was established, in words, such as "checked in the personnel file". They accumulate.
    addressee, conflicts, despite
        Of a referral: who it goes to (the personnel agency, where nobody chooses), why each may be on a side, from
        `list_conflicts`, and why it is chosen all the same.

    Raises
    ------
    BadParameter
        When person or reason is missing, a text holds what looks like a NIP or NIK, which never enter the house, or an
        addressee is given for another state than diteruskan.
    CaseNotReady
        When the state cannot follow the present one, or the addressee may be on a side and nobody says why it is
        chosen all the same.
    """
    state, chooses = CaseState(state), bool(addressee or despite)
    if chooses and state is not CaseState.FORWARDED:
        raise BadParameter(
            "an addressee is chosen for state {needed}, not for {state}",
            needed=CaseState.FORWARDED.value,
            state=state.value,
        )
    named = tuple(clean_words("identifier", text) for text in identifiers)
    detail: dict[str, Any] = {
        "state": state.value,
        "reason": clean_words("reason", reason),
        "identifiers": list(named),
        "lead_sha256": lead_sha256,
    }
    person = clean_words("person", person)
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        case = read_case(folder, lead_id, lead_sha256)
        _check_transition(case, state, adds=chooses or bool(set(named) - set(case.identifiers)))
        if state is CaseState.FORWARDED:
            detail["referral"] = describe_referral(case, addressee, conflicts or {}, despite)
        append_entry(folder, lead_id, person, Action.DECIDE, detail, at)
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
    person, office = clean_words("person", person), clean_words("office", office)
    folder.mkdir(parents=True, exist_ok=True)
    with lock_log(folder):
        case = read_case(folder, case_id, lead_sha256)
        _check_signable(case)
        if fold_name(person) in {fold_name(signature.person) for signature in case.signatures}:
            raise CaseNotReady(
                "case {case_id}: {person} has signed already; the second signature is another person's",
                case_id=case_id,
                person=person,
            )
        append_entry(folder, case_id, person, Action.SIGN, {"office": office, "lead_sha256": lead_sha256}, at)
        return read_case(folder, case_id, lead_sha256)


def require_signed(case: Case) -> None:
    """Lets a forwarded case pass that two different people have signed.

    Raises
    ------
    CaseNotReady
        Otherwise; nothing leaves the house as a finding without two named people.
    """
    people = {fold_name(signature.person) for signature in case.signatures}
    if case.state is not CaseState.FORWARDED or len(people) < SIGNATURES_NEEDED:
        raise CaseNotReady(
            "case {case_id}: state {state}, signed by {signed} of {needed} people; a pack needs state "
            "{needed_state} and {needed} different people's signatures",
            case_id=case.case_id,
            state=case.state.value,
            signed=len(people),
            needed=SIGNATURES_NEEDED,
            needed_state=CaseState.FORWARDED.value,
        )


def _check_transition(case: Case, state: CaseState, adds: bool) -> None:
    allowed = set(NEXT_STATES[case.state])
    decided = decided_on(case.entries)
    if decided and decided != case.lead_sha256:
        allowed |= {case.state, CaseState.TRACING}
    if adds and case.entries:
        allowed.add(case.state)
    if state not in allowed:
        names = ", ".join(sorted(allowed)) or Sentence("nothing; the case is closed")
        raise CaseNotReady(
            "case {case_id}: {state} cannot become {wanted}; allowed: {allowed}",
            case_id=case.case_id,
            state=case.state.value,
            wanted=state.value,
            allowed=names,
        )


def _check_signable(case: Case) -> None:
    if case.state is not CaseState.FORWARDED:
        raise CaseNotReady(
            "case {case_id}: state {state} is not signed; allowed: {allowed}",
            case_id=case.case_id,
            state=case.state.value,
            allowed=CaseState.FORWARDED.value,
        )
    if decided_on(case.entries) != case.lead_sha256:
        raise CaseNotReady(
            "case {case_id}: the lead has changed since it was decided on; decide again", case_id=case.case_id
        )
    known = {fold_name(text) for text in case.identifiers}
    if len(known) < IDENTIFIERS_NEEDED:
        raise CaseNotReady(
            "case {case_id}: {known} of {needed} identifiers are on file; record how the account's "
            "holder was established before anybody signs",
            case_id=case.case_id,
            known=len(known),
            needed=IDENTIFIERS_NEEDED,
        )
