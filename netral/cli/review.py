"""`netral review`: the human steps; every one is appended to the case log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from netral.cli.leads import describe_lead
from netral.cli.words import print_json, speak
from netral.errors import BadParameter
from netral.model import Case, CaseState
from netral.pipeline import decide_case, find_lead, find_leads, open_investigation, read_case, sign_case
from netral.rules import lead_to_dict
from netral.times import format_utc

review_app = typer.Typer(
    rich_markup_mode=None,
)
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Id of the case, which is that of its lead.")]
Person = Annotated[str, typer.Option("--by", help="Name of the person who takes this step.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


@review_app.callback()
def open_folder(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
) -> None:
    """The human steps on the leads of DIR; every one is appended to the case log.

    Example: netral review data/kota-contoh-2024 list
    """
    context.obj = folder


@review_app.command("list")
def list_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Every lead with the state of its case and its signatures, in order of time.

    Example: netral review data/kota-contoh-2024 list
    """
    investigation = open_investigation(context.obj)
    leads = find_leads(investigation)
    rows = [(lead, read_case(investigation, lead)) for lead in leads.leads]
    if as_json:
        print_json({"cases": [_case_to_json(case) for _, case in rows]})
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
    case = read_case(investigation, lead)
    if as_json:
        print_json({"case": _case_to_json(case), "lead": lead_to_dict(lead)})
        return
    print(describe_lead(lead))
    for act in lead.acts:
        when = act.occurred_at or act.occurred_after
        print(f"  {format_utc(when) if when else '?'}  {act.kind.value:<9} {act.object_url or act.target_handle}")
        if act.text:
            print(f"      {act.text!r}")
        for record in act.records:
            print(f"      {record.capture_id} {record.locator} {record.sha256}")
    for entry in case.entries:
        print(f"  {entry.seq}. {format_utc(entry.at)} {entry.person}: {entry.action} {entry.detail}")


@review_app.command("decide")
def decide_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    state: Annotated[str, typer.Option(help="penelusuran, klarifikasi, bukan_pelanggaran or diteruskan.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    identifier: Annotated[
        list[str] | None, typer.Option(help="What establishes whose account it is; two before anybody signs.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a case to its next state, with a name and a reason.

    Example: netral review data/kota-contoh-2024 decide L-01 --by "Siti" --state penelusuran --reason "dibuka"
    """
    if state not in tuple(CaseState):
        raise BadParameter(f"--state {state!r} is unknown; allowed are {', '.join(CaseState)}")
    case = decide_case(open_investigation(context.obj), case_id, person, CaseState(state), reason, identifier or ())
    _print_case(case, as_json)


@review_app.command("sign")
def sign_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    office: Annotated[str, typer.Option(help="The person's office.")],
    as_json: AsJson = False,
) -> None:
    """Sign a forwarded case; two different people must, before a pack is made.

    Example: netral review data/kota-contoh-2024 sign L-0123456789 --by "Siti Contoh" --office "Kepala Seksi"
    """
    _print_case(sign_case(open_investigation(context.obj), case_id, person, office), as_json)


def _print_case(case: Case, as_json: bool) -> None:
    if as_json:
        print_json(_case_to_json(case))
        return
    _ = speak()
    names = ", ".join(signature.person for signature in case.signatures) or "-"
    print(_("{case}: {state}; signed by {names}").format(case=case.case_id, state=case.state.value, names=names))


def _case_to_json(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "state": case.state.value,
        "identifiers": list(case.identifiers),
        "signatures": [
            {"person": each.person, "office": each.office, "signed_at": format_utc(each.signed_at)}
            for each in case.signatures
        ],
        "entries": len(case.entries),
    }
