"""A region's situation to the parts of its report, in which nobody under review is named."""

from __future__ import annotations

from collections import Counter
from typing import Any

from netral.evidence.blocks import (
    Block,
    Cell,
    finding,
    findings,
    heading,
    paragraph,
    statement,
    subheading,
    table,
    together,
)
from netral.evidence.capture_parts import capture_parts
from netral.evidence.figure_parts import show_network, show_panels, show_timeline, show_unit_matrix
from netral.evidence.glossary import glossary_parts
from netral.evidence.report import Frame
from netral.evidence.rule_parts import question_parts
from netral.evidence.shared_parts import (
    checking_parts,
    cover_notes,
    cover_rows,
    method_parts,
    pair_cell,
    scope_parts,
)
from netral.evidence.situation_limits import education_parts, unread_parts
from netral.evidence.tables import Table
from netral.evidence.units import FEW_ACCOUNTS, UnitRow, count_by_unit
from netral.evidence.wording import CLASS_NAMES, OP_NAMES, STATE_NAMES, Wording
from netral.figures.colours import ROLE_NAMES
from netral.model import CaseState, Situation


def describe_situation(situation: Situation, frame: Frame) -> dict[str, Any]:
    """A region's or a unit's situation to the data of templates/report.typ."""
    _, words = frame.words.translate, frame.words
    title, subtitle = name_situation(situation, words), _("Civil-service neutrality on social media")
    phases = situation.investigation.phases
    period = f"{words.day(phases[0].starts_on)} – {words.day(phases[-1].ends_on)}" if phases else "–"
    rows = [(_("Investigation"), situation.investigation.title), (_("Period"), period)]
    if situation.unit:
        rows.insert(0, (_("Unit"), situation.unit.name))
    parts = [
        *_summary_parts(situation, words),
        *scope_parts(frame, situation.leads, situation.unit is not None),
        *_list_parts(situation, words),
        *_pair_parts(situation, words),
        *_figure_parts(situation, words),
        *_lead_parts(situation, words),
        *_reading_parts(situation, words),
        *education_parts(situation, words),
        *unread_parts(situation, words),
        heading(_("Captured files"), "captures"),
        *capture_parts(situation.captures, words),
        *method_parts(frame),
        *glossary_parts(words),
    ]
    place = situation.unit.name if situation.unit else situation.investigation.region.name
    return {
        **frame.head(),
        "title": f"{title} {place}",
        "description": subtitle,
        "cover": {
            "agency": situation.investigation.lawful_basis.controller,
            "title": title,
            "subtitle": subtitle,
            "rows": cover_rows(frame, rows),
            "notes": cover_notes(frame),
            "statement": _(
                "Leads, not verdicts. This report counts what was observed and says how much of the whole that is. It "
                "names nobody under review and nobody is ranked; what it counts has been found by no authority."
            ),
        },
        "checking": {"title": _("How to check this pack"), "parts": checking_parts(frame, is_case=False)},
        "contents": _("Contents"),
        "parts": parts,
    }


def name_situation(situation: Situation, words: Wording) -> str:
    """What the report is called: of a region or a unit, and nil where there is nothing to review."""
    _ = words.translate
    if situation.leads.is_nil:
        return _("Nil report")
    return _("Unit report") if situation.unit else _("Situation report")


def unit_table(rows: list[UnitRow], situation: Situation) -> Table:
    """All pairs by unit, as the CSV file has it."""
    header = [
        "unit",
        "accounts",
        *(f"pair_{pair.pair_no}_{way}" for pair in situation.registry.pairs for way in ("directed", "undirected")),
    ]
    return header, [[row.name, row.accounts, *(count for pair in row.counts for count in pair)] for row in rows]


def _reading_parts(situation: Situation, words: Wording) -> list[Block]:
    _ = words.translate
    intro = _(
        "On these behaviours those who apply the rules contradict each other. An agency that goes by one reading names "
        "it, with source and date, in its investigation."
    )
    asked = question_parts(situation.questions, situation.investigation, words)
    return [heading(_("Contested readings"), "contested"), paragraph(intro), *asked] if asked else []


def _figure_parts(situation: Situation, words: Wording) -> list[Block]:
    _, registry = words.translate, situation.registry
    interactions, follows = situation.interaction_network, situation.follow_network
    return [
        heading(_("Timeline, matrix and network"), "figures"),
        paragraph(_("Civil-service accounts are drawn without their names."), "sticky"),
        subheading(_("Acts by day")),
        show_timeline(situation.acts, registry, situation.investigation, words),
        subheading(_("Interactions, each pair's alone")),
        show_panels(interactions, registry, words),
        subheading(_("Which units acted toward whose campaign")),
        show_unit_matrix(situation, words),
        subheading(_("Interactions and follows")),
        show_network(interactions, registry, words),
        show_network(follows, registry, words),
    ]


def _summary_parts(situation: Situation, words: Wording) -> list[Block]:
    _, leads = words.translate, situation.leads
    nil = _(
        "Nil. In what was captured, no account of the registry met the thresholds of a rule. This is a finding about "
        "{accounts} confirmed accounts and {captures} captures, not about anybody who was not looked at."
    )
    some = _(
        "{leads} leads and {coordinated} bursts of simultaneous acts are with the reviewers. A lead is a reason to "
        "read, not a finding."
    )
    sentence = (nil if leads.is_nil else some).format(
        accounts=words.count(leads.coverage.accounts_declared),
        captures=words.count(len(situation.captures)),
        leads=words.count(len(leads.leads)),
        coordinated=words.count(len(leads.coordinated)),
    )
    withheld = _(
        "What {count} personal accounts of this unit did is left out, because fewer than {few} are confirmed and each "
        "could be made out."
    ).format(count=words.count(situation.withheld_people), few=FEW_ACCOUNTS)
    return [
        heading(_("Key findings"), "findings"),
        paragraph(sentence, "strong"),
        *[statement(withheld)] * bool(situation.withheld_people),
        findings(_list_findings(situation, words)),
    ]


def _list_findings(situation: Situation, words: Wording) -> list[Block]:
    """What was counted, in few sentences, each with the section that shows it."""
    _, coverage = words.translate, situation.leads.coverage
    rows = count_by_unit(situation, words)
    per_pair = "; ".join(
        _("pair {pair_no}: {count}").format(
            pair_no=pair.pair_no, count=words.count(sum(row.counts[place][0] for row in rows))
        )
        for place, pair in enumerate(situation.registry.pairs)
    )
    declared = _("{declared} accounts are confirmed, in a body of {employees} employees.")
    lists = _("{count} captured lists hold fewer accounts than the platform declared.")
    quarantined = _("{count} records could not be read and are in quarantine.")
    counts = {"declared": words.count(coverage.accounts_declared), "employees": words.count(coverage.employees)}
    return [
        finding(declared.format(**counts), see="scope"),
        finding(_("Acts in favour, all pairs counted alike: {counts}.").format(counts=per_pair), see="pairs"),
        finding(lists.format(count=words.count(coverage.lists_incomplete)), see="lists"),
        finding(quarantined.format(count=words.count(sum(situation.quarantine.values()))), see="unread"),
    ]


def _list_parts(situation: Situation, words: Wording) -> list[Block]:
    """Lists of followers, likers and the like: how many the platform declared, how many were seen."""
    _ = words.translate
    lists = Counter[str]()
    declared, observed = Counter[str](), Counter[str]()
    for capture in situation.captures:
        if capture.op and capture.declared_count is not None:
            lists[capture.op] += 1
            declared[capture.op] += capture.declared_count
            observed[capture.op] += capture.observed_count
    if not lists:
        none = _("No captured list came with the number that the platform declared.")
        return [subheading(_("Lists"), "lists"), paragraph(none, "quiet")]
    rows = [
        [_(OP_NAMES.get(op, op)), *(words.count(count[op]) for count in (lists, declared, observed))]
        for op in sorted(lists)
    ]
    header = [_("List"), _("Captured"), _("Declared entries"), _("Observed entries")]
    note = _("An entry that is missing from a list was not observed; that is not to say that it does not exist.")
    told = [table(header, rows, [1, 1, 1, 1], numbers=3), paragraph(note, "quiet")]
    return [subheading(_("Lists"), "lists"), together(told)]


def _pair_parts(situation: Situation, words: Wording) -> list[Block]:
    _ = words.translate
    rows = count_by_unit(situation, words)
    note = _(
        "Acts in favour, and in brackets acts without a direction until read. Units with fewer than {few} accounts "
        "stand together in one row, so that nobody can be made out."
    ).format(few=FEW_ACCOUNTS)
    pairs = situation.registry.pairs
    header = [_("Unit"), _("Accounts"), *(_("Pair {number}").format(number=pair.pair_no) for pair in pairs)]
    cells = [
        [
            row.name,
            words.count(row.accounts),
            *(f"{words.count(given)} ({words.count(unread)})" for given, unread in row.counts),
        ]
        for row in rows
    ]
    totals: list[list[Cell]] = [
        [pair_cell(pair, words), *(words.count(sum(row.counts[place][way] for row in rows)) for way in (0, 1))]
        for place, pair in enumerate(pairs)
    ]
    return [
        heading(_("All pairs by unit"), "pairs"),
        table([_("Pair"), _("In favour"), _("No direction")], totals, [1, "auto", "auto"], numbers=2),
        table(header, cells, [1, "auto", *["auto"] * len(pairs)], numbers=1 + len(pairs)),
        paragraph(note, "quiet"),
        paragraph(_("A plain count favours whoever is talked about more; it is not a measure of partiality."), "quiet"),
    ]


def _lead_parts(situation: Situation, words: Wording) -> list[Block]:
    _, leads, pairs = words.translate, situation.leads.leads, situation.registry.pairs
    groups = Counter(
        (lead.rule.rule_id, _(CLASS_NAMES[lead.rule.rule_class]), lead.subject.role, lead.pair_no) for lead in leads
    )
    keys = sorted({key[:3] for key in groups}, key=str)
    rows = [
        [
            rule_id,
            rule_class,
            _(ROLE_NAMES[role]),
            *(words.count(groups[rule_id, rule_class, role, pair.pair_no]) for pair in pairs),
        ]
        for rule_id, rule_class, role in keys
    ]
    header = [
        _("Rule"),
        _("Class of rule"),
        _("Kind of account"),
        *(_("Pair {number}").format(number=pair.pair_no) for pair in pairs),
    ]
    counts: list[Block] = (
        [table(header, rows, ["auto", 1, 1, *["auto"] * len(pairs)], numbers=len(pairs))]
        if rows
        else [paragraph(_("There is no lead under any rule, toward any pair."))]
    )
    bursts = Counter(burst.pair_no for burst in situation.leads.coordinated)
    per_pair = "; ".join(
        _("pair {pair_no}: {count}").format(pair_no=pair.pair_no, count=words.count(bursts[pair.pair_no]))
        for pair in pairs
    )
    return [
        heading(_("Leads by rule and pair"), "leads"),
        *counts,
        paragraph(
            _(
                "Bursts in which several accounts of one unit acted on one post at nearly the same time: {counts}."
            ).format(counts=per_pair)
        ),
        subheading(_("Where the cases stand")),
        *_state_parts(situation, words),
    ]


def _state_parts(situation: Situation, words: Wording) -> list[Block]:
    _ = words.translate
    known = {state.value: _(name) for state, name in STATE_NAMES.items()}
    order = [state.value for state in CaseState if state.value in situation.case_states]
    rows = [[known[state], words.count(situation.case_states[state])] for state in order]
    return (
        [table([_("State"), _("Cases")], rows, [1, "auto"], numbers=1)]
        if rows
        else [paragraph(_("No case was opened."))]
    )
