"""A reviewed case to the parts of its report."""

from __future__ import annotations

from typing import Any

from netral.evidence.blocks import (
    Block,
    Cell,
    bar,
    bullets,
    facts,
    heading,
    paragraph,
    statement,
    subheading,
    table,
    two_lines,
)
from netral.evidence.case_acts import exhibit_parts, timeline_parts
from netral.evidence.case_decisions import decision_parts
from netral.evidence.report import Frame, show_network
from netral.evidence.rule_parts import doubt_parts
from netral.evidence.shared_parts import (
    basis_parts,
    capture_parts,
    checking_parts,
    cover_notes,
    cover_rows,
    coverage_facts,
    glossary_parts,
    pair_cell,
    phase_parts,
)
from netral.evidence.wording import (
    BASIS_NAMES,
    CLASS_NAMES,
    EMPLOYMENT_NAMES,
    FLAG_NAMES,
    NOTE_NAMES,
    PHASE_NAMES,
    PLATFORM_NAMES,
    STATUS_NAMES,
    Wording,
)
from netral.figures.colours import ROLE_NAMES, pair_to_colour
from netral.model import ReviewedCase, Role


def describe_case(reviewed: ReviewedCase, frame: Frame, redacted: bool = False) -> dict[str, Any]:
    """A reviewed case to the data of templates/report.typ."""
    _, words, lead = frame.words.translate, frame.words, reviewed.lead
    title = _("Evidence pack")
    subtitle = _("Alleged breach of civil-service neutrality: a lead for clarification")
    rows = [
        (_("Case"), reviewed.case.case_id),
        (_("Investigation"), reviewed.investigation.title),
        (_("Period of the acts"), _period(reviewed, words)),
    ]
    parts = [
        *_allegation_parts(reviewed, words),
        *_account_parts(reviewed, words),
        *timeline_parts(reviewed, words),
        *exhibit_parts(reviewed, words, redacted),
        *_pair_parts(reviewed, words),
        *_innocent_parts(reviewed, words),
        *doubt_parts(lead.rule, reviewed.investigation, words),
        *_limit_parts(reviewed, words),
        *_network_parts(reviewed, words),
        *decision_parts(reviewed, words),
        heading(_("Basis, method and inputs")),
        *basis_parts(frame),
        *phase_parts(reviewed.investigation, words),
        subheading(_("Captures")),
        *capture_parts(_cited_captures(reviewed), words),
        *glossary_parts(words),
    ]
    return {
        **frame.head(),
        "title": f"{title} {reviewed.case.case_id}",
        "description": f"{subtitle}. {lead.rule.rule_id}, {reviewed.investigation.region.name}",
        "cover": {
            "agency": reviewed.investigation.lawful_basis.controller,
            "title": title,
            "subtitle": subtitle,
            "rows": cover_rows(frame, rows),
            "notes": cover_notes(frame, redacted),
            "statement": _(
                "A lead, not a verdict. This document describes acts that were observed on accounts and that two "
                "named reviewers forward for clarification. It does not say that anybody broke a rule. Whoever is "
                "concerned is presumed innocent and has the right to be heard."
            ),
        },
        "checking": {"title": _("How to check this pack"), "parts": checking_parts(frame, is_case=True)},
        "contents": _("Contents"),
        "parts": parts,
    }


def _period(reviewed: ReviewedCase, words: Wording) -> str:
    known = (act.occurred_at or act.occurred_before or act.occurred_after for act in reviewed.lead.acts)
    days = sorted(words.local_day(moment) for moment in known if moment)
    phase = words.translate(PHASE_NAMES.get(reviewed.lead.phase, reviewed.lead.phase))
    if not days:
        return phase
    span = words.day(days[0]) if days[0] == days[-1] else f"{words.day(days[0])} – {words.day(days[-1])}"
    return f"{span} ({phase})"


def _allegation_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, lead, rule = words.translate, reviewed.lead, reviewed.lead.rule
    pair = next((pair for pair in reviewed.registry.pairs if pair.pair_no == lead.pair_no), None)
    sentence = _(
        "The account @{handle} allegedly acted {count} times toward campaign accounts of pair number {pair_no}, "
        "{pair}, in the phase “{phase}”."
    ).format(
        handle=lead.subject.handle,
        count=words.count(len(lead.acts)),
        pair_no=lead.pair_no,
        pair=pair.name if pair else "–",
        phase=_(PHASE_NAMES.get(lead.phase, lead.phase)),
    )
    sources = [f"{source.instrument}, {source.article} [{source.confidence}]" for source in rule.sources]
    counsel = _("To be confirmed by counsel: not every instrument has been read.")
    return [
        heading(_("What is alleged")),
        paragraph(sentence, "strong"),
        facts(
            [
                (_("Rule"), _("{rule_id}, version {version}").format(rule_id=rule.rule_id, version=rule.version)),
                (_("What the rule says"), words.any_of(rule.title)),
                (_("Class of rule"), _(CLASS_NAMES[rule.rule_class])),
                (_("Reading of the rule"), _(STATUS_NAMES[rule.status])),
                (_("Norm"), _say("norm", rule.norm_says, rule.norm, reviewed, words)),
                (_("Possible sanction"), _say("sanction", rule.sanction_says, rule.sanction, reviewed, words)),
                (_("Sources"), "\n".join(sources) or "–"),
            ]
        ),
        *[statement(counsel)] * rule.needs_counsel,
        paragraph(
            _(
                "Sources are marked C-prim where the text of the instrument itself was read, C where a published page "
                "confirms it, G for general knowledge and U where sources conflict."
            ),
            "quiet",
        ),
        paragraph(
            _("Asked for: a study and a clarification by the authority in charge. No sanction is proposed here.")
        ),
    ]


def _say(about: str, texts: dict[str, str], whole: str, reviewed: ReviewedCase, words: Wording) -> Cell:
    """What a provision says in the reader's language, and under it where it stands."""
    said = words.any_of(texts)
    where = "; ".join(source.citation for source in reviewed.lead.rule.sources if source.about == about)
    return two_lines(said, where) if said and where else said or whole or "–"


def _account_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, account, subject = words.translate, reviewed.account, reviewed.lead.subject
    unit = next((unit.name for unit in reviewed.registry.units if unit.unit_id == account.unit_id), "–")
    flags = words.listed(sorted(_(FLAG_NAMES[flag]) for flag in account.flags))
    rows: list[tuple[str, Cell]] = [
        (_("Account"), f"@{subject.handle} ({PLATFORM_NAMES[subject.platform]}, {subject.account_id})"),
        (_("Kind of account"), _(ROLE_NAMES[subject.role])),
        (_("Unit"), unit),
        (_("In the registry because"), " · ".join(filter(None, [_(BASIS_NAMES[account.basis]), account.basis_ref]))),
        (_("Confirmed by"), " · ".join(filter(None, [account.confirmed_by, account.confirmed_at])) or "–"),
        (_("Identifiers on file"), "\n".join(reviewed.case.identifiers) or "–"),
        (_("To be borne in mind"), flags),
    ]
    if account.employment:
        rows.insert(3, (_("Employment"), _(EMPLOYMENT_NAMES[account.employment])))
    if account.holder_ref:
        rows.append((_("Agency's reference"), account.holder_ref))
    if subject.registry_handle != subject.handle:
        rows.insert(1, (_("In the registry as"), f"@{subject.registry_handle}"))
    official = _(
        "This is an agency's account. Who operated it is not known, and its acts are not attached to any person."
    )
    personal = _(
        "A personal account is looked at only when its holder declared it or a complaint named it, and a named person "
        "confirmed it. A similar name alone identifies nobody."
    )
    return [
        heading(_("The account and how it was identified")),
        facts(rows),
        paragraph(official if subject.role is Role.OPD else personal, "quiet"),
    ]


def _pair_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, lead = words.translate, reviewed.lead
    rows = [
        [
            pair_cell(pair, words),
            words.count(lead.all_pairs.get(pair.pair_no, 0)),
            words.count(lead.all_pairs_undirected.get(pair.pair_no, 0)),
            words.count(lead.all_pairs_attack.get(pair.pair_no, 0)),
            words.count(lead.all_pairs_unread.get(pair.pair_no, 0)),
            bar(
                lead.relative.get(pair.pair_no),
                words.share(lead.relative.get(pair.pair_no)),
                pair_to_colour(pair.pair_no),
            ),
        ]
        for pair in reviewed.registry.pairs
    ]
    header = [
        _("Pair"),
        _("In favour"),
        _("Others"),
        _("(against)"),
        _("(unread)"),
        _("Relative to what the pair receives"),
    ]
    base = [
        (_("Same unit"), words.share(lead.base_rate_unit)),
        (_("Whole registry"), words.share(lead.base_rate_registry)),
        (_("Chance (p, q)"), f"{words.probability(lead.p_value)}; {words.probability(lead.q_value)}"),
    ]
    return [
        heading(_("All pairs side by side")),
        paragraph(
            _(
                "The subject's acts toward every pair in this class of rule, counted in the same way and in the same "
                "depth."
            )
        ),
        table(header, rows, [2, "auto", "auto", "auto", "auto", 1.1]),
        subheading(_("Base rates")),
        paragraph(
            _("Share of the other confirmed accounts with at least one act in favour of pair number {pair_no}:").format(
                pair_no=lead.pair_no
            )
        ),
        facts(base),
        paragraph(_("A high base rate means that many did the same; it neither excuses nor accuses anybody."), "quiet"),
    ]


def _network_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, named = words.translate, frozenset({reviewed.lead.subject.account_id})
    note = _("Civil-service accounts other than the subject's are drawn without their names.")
    networks = (reviewed.interaction_network, reviewed.follow_network)
    figures = [show_network(network, reviewed.registry, words, named) for network in networks]
    return [heading(_("Network")), paragraph(note, "sticky"), *figures]


def _innocent_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, rule = words.translate, reviewed.lead.rule
    checks = words.all_of(rule.reviewer_checks)
    asked = [subheading(_("What a reviewer checks")), bullets(checks)] if checks else []
    return [
        heading(_("Innocent explanations to be considered")),
        bullets(words.all_of(rule.innocent_explanations) or [_("The rule's catalogue names none.")]),
        *asked,
    ]


def _limit_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _ = words.translate
    limits = [
        _("An act says nothing about intent, nor about who held the device."),
        _(
            "A follow or a group joined is not part of the allegation; being tagged, mentioned or pictured is not an "
            "act."
        ),
        _("What was not captured is “not observed”, never “did not happen”; an act may have been undone since."),
        _("Comments, replies and quotes count in no direction until a person has read them."),
    ]
    return [
        heading(_("Limits and coverage")),
        bullets([*limits, *(_(NOTE_NAMES.get(note, note)) for note in reviewed.lead.notes)]),
        facts(coverage_facts(reviewed.leads, words)),
    ]


def _cited_captures(reviewed: ReviewedCase) -> tuple[Any, ...]:
    """The captures that the exhibits come from, each once; the rest stands in captures.csv."""
    cited = {record.capture.capture_id: record.capture for exhibit in reviewed.exhibits for record in exhibit.records}
    return tuple(cited.values())
