"""Leads -> cases -> people: readings, decisions, signatures, and what is recorded around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from netral import cases, rules
from netral.errors import BadParameter
from netral.investigation import find_today
from netral.model import (
    Addressee,
    Case,
    CaseState,
    Deadline,
    Holidays,
    Investigation,
    Lead,
    Leads,
    Removal,
    RemovalState,
    ReplyKind,
)
from netral.pipeline.complaints import find_complaints
from netral.pipeline.findings import find_leads
from netral.pipeline.intake import read_registry


def find_lead(leads: Leads, case_id: str) -> Lead:
    """The lead a case is about.

    Raises
    ------
    BadParameter
        When no lead has this id today.
    """
    for lead in leads.leads:
        if lead.lead_id == case_id:
            return lead
    raise BadParameter(
        "case {case_id!r} is no lead of {investigation_id}; 'netral review DIR list' names them",
        case_id=case_id,
        investigation_id=leads.investigation_id,
    )


def read_case(investigation: Investigation, lead: Lead) -> Case:
    """A lead to its case as the log has it."""
    return cases.read_case(investigation.cases_folder, lead.lead_id, rules.hash_lead(lead))


def complete_case(investigation: Investigation, lead: Lead, case: Case) -> Case:
    """A case with the complaints about its account, and its deadlines where it is on record when it became known."""
    deadlines = _count_deadlines(investigation, case)
    return replace(case, complaints=find_complaints(investigation, lead.subject), deadlines=deadlines)


def decide_case(
    investigation: Investigation,
    case_id: str,
    person: str,
    state: CaseState,
    reason: str,
    identifiers: Iterable[str] = (),
    addressee: Addressee | None = None,
    despite: str = "",
) -> Case:
    """One person's decision on a case, with its reason, appended to the log: see `cases.decide_case`."""
    lead = find_lead(find_leads(investigation), case_id)
    return cases.decide_case(
        investigation.cases_folder,
        case_id,
        rules.hash_lead(lead),
        person,
        state,
        reason,
        tuple(identifiers),
        addressee=addressee,
        conflicts=cases.list_conflicts(read_registry(investigation), lead),
        despite=despite,
    )


def sign_case(investigation: Investigation, case_id: str, person: str, office: str) -> Case:
    """One person's signature under a case, appended to the log: see `cases.sign_case`."""
    lead = find_lead(find_leads(investigation), case_id)
    return cases.sign_case(investigation.cases_folder, case_id, rules.hash_lead(lead), person, office)


def require_signed(investigation: Investigation, lead: Lead) -> Case:
    """A lead to its case, which two different people have signed.

    Raises
    ------
    CaseNotReady
        When they have not.
    """
    case = read_case(investigation, lead)
    cases.require_signed(case)
    return complete_case(investigation, lead, case)


def record_reply(
    investigation: Investigation, case_id: str, person: str, kind: ReplyKind, words: str, on: date | None = None
) -> Case:
    """What the person or agency concerned answered, or why nothing, to the log; today by default."""
    lead, today = find_lead(find_leads(investigation), case_id), find_today(investigation)
    return cases.record_reply(
        investigation.cases_folder, case_id, rules.hash_lead(lead), person, kind, words, on or today, today
    )


def record_known(investigation: Investigation, case_id: str, person: str, on: date, source: str) -> Case:
    """When the acts of a case became known, and how that is known, to the log; with the deadlines that follow."""
    lead = find_lead(find_leads(investigation), case_id)
    case = cases.record_known(
        investigation.cases_folder,
        case_id,
        rules.hash_lead(lead),
        person,
        on,
        source,
        _find_first_day(investigation, lead),
        find_today(investigation),
    )
    return complete_case(investigation, lead, case)


def request_removal(
    investigation: Investigation,
    case_id: str,
    person: str,
    words: str,
    on: date | None = None,
    interactions: Iterable[str] = (),
) -> Case:
    """That somebody was asked to remove what acts of a case left behind, to the log; all its acts by default.

    Raises
    ------
    BadParameter
        When an act is none of the case.
    """
    lead, today = find_lead(find_leads(investigation), case_id), find_today(investigation)
    known, chosen = [act.interaction_id for act in lead.acts], tuple(interactions)
    if strange := [each for each in chosen if each not in known]:
        raise BadParameter(
            "act {strange!r} is none of case {case_id}; allowed are {allowed}",
            strange=strange[0],
            case_id=case_id,
            allowed=", ".join(known),
        )
    return cases.request_removal(
        investigation.cases_folder,
        case_id,
        rules.hash_lead(lead),
        person,
        words,
        on or today,
        chosen or known,
        today,
    )


def record_recheck(
    investigation: Investigation, case_id: str, person: str, state: RemovalState, on: date | None = None
) -> Case:
    """What somebody who looked again found of what was asked to be removed, to the log; today by default."""
    lead, today = find_lead(find_leads(investigation), case_id), find_today(investigation)
    return cases.record_recheck(
        investigation.cases_folder, case_id, rules.hash_lead(lead), person, state, on or today, today
    )


def list_removals(investigation: Investigation) -> tuple[tuple[str, Removal], ...]:
    """Every request to remove with its case's id, oldest first; of leads that are gone too.

    Raises
    ------
    BrokenEvidence
        When the log does not hold.
    """
    found = [(case.case_id, each) for case in cases.list_cases(investigation.cases_folder) for each in case.removals]
    return tuple(sorted(found, key=lambda row: (row[1].on, row[0])))


def load_holidays(investigation: Investigation) -> Holidays:
    """The table of holidays by which deadlines in working days are counted."""
    return rules.load_holidays(investigation.folder)


def _count_deadlines(investigation: Investigation, case: Case) -> tuple[Deadline, ...]:
    if case.known is None:
        return ()
    profile = rules.load_form_profile(investigation.regime, investigation.folder)
    forwarded = [entry.at for entry in case.entries if entry.detail.get("state") == CaseState.FORWARDED]
    zone = ZoneInfo(investigation.region.timezone)
    forwarded_on = forwarded[0].astimezone(zone).date() if forwarded else None
    return cases.count_deadlines(profile, load_holidays(investigation), case.known.on, forwarded_on)


def _find_first_day(investigation: Investigation, lead: Lead) -> date | None:
    """The local day of a lead's first act, or on which its interval begins."""
    starts = [start for act in lead.acts if (start := act.occurred_at or act.occurred_after)]
    return min(starts).astimezone(ZoneInfo(investigation.region.timezone)).date() if starts else None
