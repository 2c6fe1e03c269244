"""Leads and cases -> the letters and worksheets that people fill in and sign themselves."""

from __future__ import annotations

from netral import cases, evidence
from netral.model import SUBJECT_ROLES, Investigation
from netral.pipeline.casework import find_lead, read_case
from netral.pipeline.findings import find_leads, list_questions
from netral.pipeline.intake import list_verified_captures, read_registry
from netral.pipeline.review import is_invented

BEFORE_CAPTURES = "dpia"  # an impact is assessed before anything is captured


def make_document(investigation: Investigation, kind: str, case_id: str | None = None, lang: str = "id") -> bytes:
    """A kind of document, and the case it is about where it needs one, to its PDF: see `evidence.make_document`.

    Raises
    ------
    BadParameter
        When the kind is unknown, it needs a case and has none, or there is no such case.
    """
    captures, registry = list_verified_captures(investigation), read_registry(investigation)
    leads = find_leads(investigation) if kind != BEFORE_CAPTURES or case_id else None
    lead = find_lead(leads, case_id) if leads and case_id else None
    confirmed = [row.is_confirmed for row in registry.accounts if row.role in SUBJECT_ROLES]
    units = {unit.unit_id: unit.name for unit in registry.units}
    request = evidence.Request(
        leads=leads,
        questions=list_questions(investigation),
        lead=lead,
        case=read_case(investigation, lead) if lead else None,
        unit_name=units.get(lead.subject.unit_id or "", "") if lead else "",
        confirmed=sum(confirmed),
        unconfirmed=len(confirmed) - sum(confirmed),
    )
    log_lines = cases.read_log_lines(investigation.cases_folder)
    frame = evidence.frame_document(
        investigation, case_id or investigation.title, lang, captures, log_lines, is_invented(investigation)
    )
    return evidence.make_document(kind, request, frame)
