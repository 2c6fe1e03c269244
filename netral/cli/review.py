"""`netral review`: the human steps; every one is appended to the case log."""

from __future__ import annotations

import typer

from netral.cli.interpretations import interpretations_to_json
from netral.cli.leads import describe_lead
from netral.cli.options import AsJson, make_folder_app
from netral.cli.review_acts import read_command, recheck_command, request_removal_command
from netral.cli.review_case import CaseId, case_to_json
from netral.cli.review_complaints import complain_command, complaints_command
from netral.cli.review_routes import route_command, routes_command
from netral.cli.review_show import print_whole_case, readable_to_json
from netral.cli.review_steps import decide_command, known_command, reply_command, sign_command
from netral.cli.words import print_json
from netral.pipeline import complete_case, find_lead, find_leads, list_readable, open_investigation, read_case
from netral.rules import lead_to_dict

review_app = make_folder_app(
    """The human steps on the leads of DIR; every one is appended to the case log.

    Example: netral review data/kota-contoh-2024 list
    """
)


@review_app.command("list")
def list_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Every lead with the state of its case and its signatures, in order of time.

    Example: netral review data/kota-contoh-2024 list
    """
    investigation = open_investigation(context.obj)
    leads = find_leads(investigation)
    rows = [(lead, read_case(investigation, lead)) for lead in leads.leads]
    if as_json:
        print_json({"cases": [case_to_json(case) for _, case in rows]})
        return
    for lead, case in rows:
        print(f"{describe_lead(lead)}  [{case.state.value}, {len(case.signatures)}/2]")


@review_app.command("show")
def show_command(context: typer.Context, case_id: CaseId, as_json: AsJson = False) -> None:
    """One case whole: its lead, its acts with their records, and every decision so far.

    Example: netral review data/kota-contoh-2024 show L-0123456789
    """
    investigation = open_investigation(context.obj)
    lead = find_lead(find_leads(investigation), case_id)
    case = complete_case(investigation, lead, read_case(investigation, lead))
    others = list_readable(investigation, lead)
    others = others[~others["is_in_lead"]]
    if as_json:
        shown = {"case": case_to_json(case), "lead": lead_to_dict(lead), "other_acts": readable_to_json(others)}
        shown["interpretations"] = interpretations_to_json(investigation, lead.rule.questions)
        print_json(shown)
    else:
        print_whole_case(investigation, lead, case, others)


review_app.command("read")(read_command)
review_app.command("decide")(decide_command)
review_app.command("reply")(reply_command)
review_app.command("sign")(sign_command)
review_app.command("known")(known_command)
review_app.command("request-removal")(request_removal_command)
review_app.command("recheck")(recheck_command)
review_app.command("complain")(complain_command)
review_app.command("complaints")(complaints_command)
review_app.command("route")(route_command)
review_app.command("routes")(routes_command)
