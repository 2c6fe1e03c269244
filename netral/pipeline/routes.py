"""What people routed out of the line, and the tables without it."""

from __future__ import annotations

from dataclasses import replace

from netral import cases
from netral.errors import BadParameter, Sentence
from netral.investigation import find_today, require_lawful
from netral.model import Investigation, Kind, Route, RoutedTo, Tables, Topic
from netral.pipeline.complaints import list_complaints
from netral.pipeline.intake import load_tables


def load_open_tables(investigation: Investigation) -> Tables:
    """An investigation to its tables without the acts that were routed out, which nothing here analyses.

    Raises
    ------
    BadInvestigation
        When nothing was ingested.
    """
    tables = load_tables(investigation)
    routed = cases.list_routed_acts(cases.read_routes(investigation.cases_folder))
    if not routed:
        return tables
    return replace(
        tables, interactions=tables.interactions.filter(tables.interactions.interaction_id.notin(sorted(routed)))
    )


def list_routes(investigation: Investigation) -> tuple[Route, ...]:
    """What is routed out now: complaints and acts, in order of the log."""
    return cases.read_routes(investigation.cases_folder)


def route_complaint(
    investigation: Investigation, complaint_id: str, person: str, topic: Topic, to: RoutedTo, reason: str
) -> Route:
    """A complaint, closed as routed: see `cases.route_out`.

    Raises
    ------
    BadParameter
        When there is no such complaint.
    """
    require_lawful(investigation, find_today(investigation))
    known = [each.complaint_id for each in list_complaints(investigation)]
    if complaint_id not in known:
        raise BadParameter(
            "complaint {complaint_id!r} is unknown; allowed are {allowed}",
            complaint_id=complaint_id,
            allowed=", ".join(known) or Sentence("none yet"),
        )
    return cases.route_out(investigation.cases_folder, complaint_id, person, topic, to, reason)


def route_act(
    investigation: Investigation,
    case_id: str,
    interaction_id: str,
    person: str,
    topic: Topic,
    to: RoutedTo,
    reason: str,
) -> Route:
    """What an account wrote, routed out of its case and of every count: see `cases.route_out`.

    Raises
    ------
    BadParameter
        When the act is none of the case's account, or nothing that the account wrote.
    """
    from netral.pipeline.casework import find_lead
    from netral.pipeline.findings import find_leads
    from netral.pipeline.readings import list_readable

    lead = find_lead(find_leads(investigation), case_id)
    kinds = {act.interaction_id: act.kind for act in lead.acts}
    if interaction_id not in kinds:
        readable = list_readable(investigation, lead)
        kinds |= {each: Kind(kind) for each, kind in zip(readable["interaction_id"], readable["kind"], strict=True)}
    if interaction_id not in kinds:
        raise BadParameter(
            "act {interaction_id!r} is none of the account of case {case_id}",
            interaction_id=interaction_id,
            case_id=case_id,
        )
    folder = investigation.cases_folder
    return cases.route_out(folder, case_id, person, topic, to, reason, interaction_id, kinds[interaction_id])


def take_back_route(
    investigation: Investigation, about: str, person: str, reason: str, interaction_id: str = ""
) -> None:
    """Something that was routed by mistake, in the line again: see `cases.take_back_route`."""
    cases.take_back_route(investigation.cases_folder, about, person, reason, interaction_id)
