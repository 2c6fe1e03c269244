"""Complaints -> the cases they belong to, or what is missing before one can be: nothing that was told gets lost."""

from __future__ import annotations

from netral import cases, rules, sources
from netral.identity import make_post_id
from netral.model import (
    Complaint,
    ComplaintStanding,
    Deadline,
    Flag,
    Investigation,
    Leads,
    Registry,
    RegistryAccount,
    Tables,
)
from netral.pipeline.complaints import list_complaints, name_subject
from netral.pipeline.findings import find_leads
from netral.pipeline.intake import load_tables, read_registry
from netral.registry import find_rows


def list_standings(investigation: Investigation) -> tuple[ComplaintStanding, ...]:
    """Every complaint with its cases, or with what is missing, oldest first.

    Missing may be: ``account_not_in_registry``, ``account_unconfirmed``, ``account_disputed``, ``nothing_captured`` (no
    capture was ingested at all), ``no_address``, ``act_not_captured``, ``no_lead`` (captured, and below every
    threshold, outside the phases, or not toward a campaign account). Deadlines are counted from the day on which it
    became known.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis.
    BrokenEvidence
        When the log does not hold, or a complaint's file was edited.
    """
    complaints = list_complaints(investigation)
    if not complaints:
        return ()
    registry, has_captures = read_registry(investigation), investigation.store_folder.joinpath("tables").is_dir()
    leads = find_leads(investigation) if has_captures else None
    tables = load_tables(investigation) if has_captures else None
    return tuple(_stand(investigation, each, registry, leads, tables) for each in complaints)


def _stand(
    investigation: Investigation, complaint: Complaint, registry: Registry, leads: Leads | None, tables: Tables | None
) -> ComplaintStanding:
    found = tuple(
        lead.lead_id for lead in (leads.leads if leads else ()) if complaint.account in name_subject(lead.subject)
    )
    is_closed = bool(found or complaint.route or complaint.same_as or not complaint.account)
    missing = () if is_closed else (*_judge_account(complaint, registry), *_judge_act(complaint, tables))
    deadlines = () if complaint.route or complaint.same_as else _count_deadlines(investigation, complaint)
    return ComplaintStanding(complaint, found if not complaint.route else (), missing, deadlines)


def _judge_account(complaint: Complaint, registry: Registry) -> tuple[str, ...]:
    rows = _find_rows(complaint, registry)
    if not rows:
        return ("account_not_in_registry",)
    if any(Flag.DISPUTED in row.flags for row in rows):
        return ("account_disputed",)
    return () if any(row.is_confirmed for row in rows) else ("account_unconfirmed",)


def _find_rows(complaint: Complaint, registry: Registry) -> list[RegistryAccount]:
    named = sources.parse_account_target(complaint.account)
    handles = {named.handle.lower()} if named.handle else set()
    return find_rows(registry, named.platform, named.platform_id, handles)


def _judge_act(complaint: Complaint, tables: Tables | None) -> tuple[str, ...]:
    if tables is None:
        return ("nothing_captured",)
    if not complaint.url:
        return ("no_address",)
    platform = complaint.account.partition(":")[0]
    post_id = make_post_id(platform, sources.url_to_post_id(platform, complaint.url))
    posts, acts = tables.posts, tables.interactions
    seen = posts.filter(posts.post_id == post_id).count().to_pandas()
    seen += acts.filter((acts.object_post == post_id) | (acts.act_post == post_id)).count().to_pandas()
    return ("no_lead",) if seen else ("act_not_captured",)


def _count_deadlines(investigation: Investigation, complaint: Complaint) -> tuple[Deadline, ...]:
    profile = rules.load_form_profile(investigation.regime, investigation.folder)
    holidays = rules.load_holidays(investigation.folder)
    return cases.count_deadlines(profile, holidays, complaint.known_on)
