"""`netral leads`: what people should read, in order of time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from netral.cli.interpretations import interpretations_to_json, print_interpretations
from netral.cli.options import AsJson, Folder
from netral.cli.words import print_json, show_work, speak
from netral.errors import BadParameter
from netral.model import Lead, Leads
from netral.pipeline import find_leads, list_questions, list_verified_captures, open_investigation
from netral.rules import Change, ChangedLead, compare_leads, count_changes, leads_to_dict


def leads_command(
    folder: Folder,
    unit: Annotated[str | None, typer.Option(help="Only the leads of this unit and the units below it.")] = None,
    since: Annotated[
        Path | None, typer.Option(help="An earlier --json output: say what is new, changed or gone.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The leads with rule, class, proof, all pairs side by side and base rates. A lead is never a verdict.

    Example: netral leads data/kota-contoh-2024 --json
    """
    investigation = open_investigation(folder)
    with show_work():
        list_verified_captures(investigation)
        leads = find_leads(investigation, unit)
    changes = compare_leads(_read_earlier(since), leads_to_dict(leads)) if since else None
    if as_json:
        rows: dict[str, Any] = {} if changes is None else {"changes": [each._asdict() for each in changes]}
        rows["interpretations"] = interpretations_to_json(investigation, list_questions(investigation))
        print_json(leads_to_dict(leads) | rows)
        return
    _print_leads(leads)
    print_interpretations(investigation, list_questions(investigation))
    if changes is not None:
        _print_changes(changes)


def _read_earlier(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else error
        raise BadParameter(
            "--since {path}: {problem}; allowed is what 'netral leads --json' printed", path=path, problem=problem
        ) from None


def _print_changes(changes: tuple[ChangedLead, ...]) -> None:
    _, counts = speak(), count_changes(changes)
    sentence = _("Since then: {new} new, {changed} changed, {same} seen again, {gone} gone")
    print(sentence.format(new=counts["new"], changed=counts["changed"], same=counts["seen again"], gone=counts["gone"]))
    for each in changes:
        if each.change is not Change.SAME:
            print(f"  {each.lead_id}  {each.change}  +{each.acts_added} -{each.acts_gone}")


def _print_leads(leads: Leads) -> None:
    _ = speak()
    if leads.is_nil:
        print(_("No lead was found in what was captured. This is a nil report, and a report."))
    for lead in leads.leads:
        print(describe_lead(lead))
    for burst in leads.coordinated:
        sentence = _("Unit {unit}: {accounts} accounts acted within {window} seconds on {url} (pair {pair})")
        print(
            sentence.format(
                unit=burst.unit_id,
                accounts=burst.accounts,
                window=burst.window_seconds,
                url=burst.object_url,
                pair=burst.pair_no,
            )
        )
    _print_coverage(leads)


def _print_coverage(leads: Leads) -> None:
    _, coverage = speak(), leads.coverage
    declared = _(
        "{declared} accounts confirmed, of agencies and persons; the region has {employees} employees; "
        "{unconfirmed} unconfirmed"
    )
    print(
        declared.format(
            declared=coverage.accounts_declared, employees=coverage.employees, unconfirmed=coverage.unconfirmed
        )
    )
    print(_("{count} lists were seen in part only").format(count=coverage.lists_incomplete))
    if coverage.pictures_known or coverage.pictures_missing:
        sentence = _(
            "{compared} captured pictures of own posts were compared with {known} known ones; not there: {missing}"
        )
        missing = ", ".join(coverage.pictures_missing) or "-"
        print(sentence.format(compared=coverage.pictures_compared, known=coverage.pictures_known, missing=missing))
    print(
        _("For education: {likes} single likes, {follows} follows").format(
            likes=leads.single_likes, follows=leads.follows
        )
    )
    if leads.routed_acts or leads.routed_complaints:
        sentence = _("Routed out as hoax, hate or incitement, and not analysed: {acts} acts, {complaints} complaints")
        print(sentence.format(acts=leads.routed_acts, complaints=leads.routed_complaints))
    print(
        _("Unusable times: {unusable}; outside all phases: {outside}").format(
            unusable=len(leads.unusable), outside=len(leads.outside)
        )
    )


def describe_lead(lead: Lead) -> str:
    """One lead in one line: id, rule, class, subject, pair and all pairs side by side."""
    _ = speak()
    pairs = ", ".join(
        f"{pair_no}: {count}+{lead.all_pairs_undirected[pair_no]}" for pair_no, count in lead.all_pairs.items()
    )
    return _(
        "{id}  {rule} ({rule_class})  {subject}  pair {pair}: {acts} acts; all pairs (directed+other) {pairs}"
    ).format(
        id=lead.lead_id,
        rule=lead.rule.rule_id,
        rule_class=lead.rule.rule_class.value,
        subject=f"{lead.subject.platform}:@{lead.subject.handle}",
        pair=lead.pair_no,
        acts=len(lead.acts),
        pairs=pairs,
    )
