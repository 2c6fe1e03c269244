"""A reviewed case to the parts of its report, in the order in which a reader asks."""

from __future__ import annotations

from typing import Any

from netral.evidence.blocks import Block, bullets, heading, paragraph, subheading
from netral.evidence.capture_parts import custody_parts
from netral.evidence.case_accounts import account_parts
from netral.evidence.case_acts import exhibit_parts, timeline_parts
from netral.evidence.case_compared import pair_parts
from netral.evidence.case_decision import decide_parts
from netral.evidence.case_decisions import decision_parts, reply_parts
from netral.evidence.case_findings import finding_parts
from netral.evidence.figure_parts import show_case_matrix, show_network, show_timeline
from netral.evidence.glossary import glossary_parts
from netral.evidence.printed import say_exhibits
from netral.evidence.report import Frame
from netral.evidence.rule_parts import doubt_parts
from netral.evidence.shared_parts import (
    checking_parts,
    cover_notes,
    cover_rows,
    method_parts,
    scope_parts,
)
from netral.evidence.wording import PHASE_NAMES, Wording
from netral.locale.casework import LEAD_NOTES
from netral.model import Capture, ReviewedCase


def describe_case(reviewed: ReviewedCase, frame: Frame) -> dict[str, Any]:
    """A reviewed case to the data of templates/report.typ."""
    _, words, lead, redacted = frame.words.translate, frame.words, reviewed.lead, frame.redacted
    title = _("Evidence pack")
    subtitle = _("Alleged breach of civil-service neutrality: a lead for clarification")
    rows = [
        (_("Case"), reviewed.case.case_id),
        (_("Investigation"), reviewed.investigation.title),
        (_("Period of the acts"), _period(reviewed, words)),
    ]
    parts = [
        *decide_parts(reviewed, words),
        *finding_parts(reviewed, words),
        *scope_parts(frame, reviewed.leads),
        *account_parts(reviewed, words),
        *_figure_parts(reviewed, words, redacted),
        *timeline_parts(reviewed, words),
        *exhibit_parts(reviewed, words, redacted),
        *pair_parts(reviewed, words),
        *_innocent_parts(reviewed, words),
        *doubt_parts(lead.rule, reviewed.investigation, words),
        *_limit_parts(reviewed, words),
        *reply_parts(reviewed, words),
        *decision_parts(reviewed, words),
        *custody_parts(_cited_captures(reviewed), words),
        *method_parts(frame),
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
            "notes": [*cover_notes(frame), *say_exhibits(len(reviewed.exhibits), words)],
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


def _figure_parts(reviewed: ReviewedCase, words: Wording, redacted: bool) -> list[Block]:
    """The account among all others, in space and in time; only the account concerned is named."""
    _, named = words.translate, frozenset({reviewed.lead.subject.account_id})
    note = _("Civil-service accounts other than the subject's are drawn without their names.")
    if redacted:
        note = _("Civil-service accounts are drawn without their names, and each pair's campaign accounts as one.")
    networks = (reviewed.interaction_network, reviewed.follow_network)
    return [
        heading(_("Timeline, matrix and network"), "figures"),
        paragraph(note, "sticky"),
        subheading(_("The account's acts by day")),
        show_timeline(reviewed.acts, reviewed.registry, reviewed.investigation, words),
        subheading(_("Who acted toward whose campaign")),
        show_case_matrix(reviewed, words),
        subheading(_("Interactions and follows")),
        *[show_network(network, reviewed.registry, words, named) for network in networks],
    ]


def _innocent_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, rule = words.translate, reviewed.lead.rule
    checks = words.all_of(rule.reviewer_checks)
    asked = [subheading(_("What a reviewer checks")), bullets(checks)] if checks else []
    return [
        heading(_("Innocent explanations to be considered"), "innocent"),
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
    notes = [_(LEAD_NOTES.get(note, note)) for note in reviewed.lead.notes]
    return [heading(_("Limits and missing data"), "limits"), bullets([*limits, *notes])]


def _cited_captures(reviewed: ReviewedCase) -> tuple[Capture, ...]:
    """The captures that the exhibits come from, each once; the rest stands in captures.csv."""
    cited = {record.capture.capture_id: record.capture for exhibit in reviewed.exhibits for record in exhibit.records}
    return tuple(cited.values())
