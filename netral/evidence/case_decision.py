"""What a case asks for: the allegation, by which rule, what is sure and what is not, and what would change that."""

from __future__ import annotations

from netral.evidence.blocks import Block, decision, heading
from netral.evidence.wording import CLASS_NAMES, PHASE_NAMES, STATUS_NAMES, Wording
from netral.locale.casework import ADDRESSEES
from netral.model import UNDETERMINED_KINDS, ReviewedCase, Role


def decide_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """The box that a reader with one minute reads."""
    _, rule = words.translate, reviewed.lead.rule
    asked = _("A study and a clarification by the authority in charge. No sanction is proposed here.")
    referral = reviewed.case.referral
    if referral:
        addressed = _("Addressed to: {addressee}.").format(addressee=_(ADDRESSEES[referral.addressee]))
        asked = f"{asked} {addressed}"
    ruled = _("{rule_id}, version {version}: {title} ({rule_class}; reading {status})").format(
        rule_id=rule.rule_id,
        version=rule.version,
        title=words.any_of(rule.title),
        rule_class=_(CLASS_NAMES[rule.rule_class]),
        status=_(STATUS_NAMES[rule.status]),
    )
    return [
        heading(_("What is asked, and on what grounds"), "decision"),
        decision(
            [
                (_("Alleged"), [_say_allegation(reviewed, words)]),
                (_("By which rule"), [ruled]),
                (_("Asked"), [asked]),
                (_("What the records show"), [_say_shown(reviewed, words)]),
                (_("What they cannot show"), [_say_not_shown(reviewed, words)]),
                (_("What would change our mind"), _list_doubts(reviewed, words)),
            ]
        ),
    ]


def _say_allegation(reviewed: ReviewedCase, words: Wording) -> str:
    _, lead = words.translate, reviewed.lead
    pair = next((pair for pair in reviewed.registry.pairs if pair.pair_no == lead.pair_no), None)
    return _(
        "The account @{handle} allegedly acted {count} times toward campaign accounts of pair number {pair_no}, "
        "{pair}, in the phase “{phase}”."
    ).format(
        handle=lead.subject.handle,
        count=words.count(len(lead.acts)),
        pair_no=lead.pair_no,
        pair=pair.name if pair else "–",
        phase=_(PHASE_NAMES.get(lead.phase, lead.phase)),
    )


def _say_shown(reviewed: ReviewedCase, words: Wording) -> str:
    _ = words.translate
    records = {record.ref.sha256 for exhibit in reviewed.exhibits for record in exhibit.records}
    captures = {record.capture.capture_id for exhibit in reviewed.exhibits for record in exhibit.records}
    return _("That {records} records in {captures} captured files, each known by its SHA-256, hold these acts.").format(
        records=words.count(len(records)), captures=words.count(len(captures))
    )


def _say_not_shown(reviewed: ReviewedCase, words: Wording) -> str:
    _ = words.translate
    return _("Intent, who held the device, and what was not captured. Nobody has found that a rule was broken.")


def _list_doubts(reviewed: ReviewedCase, words: Wording) -> list[str]:
    """What a reader can check or bring forward that would end this case or make it smaller."""
    _, lead = words.translate, reviewed.lead
    doubts = [_("that an act was undone at once, was never there, or is of another time than captured")]
    if lead.subject.role is Role.OPD:
        doubts.append(_("that it was part of a duty which the account performs toward all pairs alike"))
    else:
        doubts.append(_("that somebody else had the account in hand, or that it is not the holder's"))
    if any(act.kind in UNDETERMINED_KINDS for act in lead.acts):
        doubts.append(_("that a comment, reply, quote or own post, read in full, does not favour the pair"))
    if "target_role_claimed" in lead.notes:
        doubts.append(_("that an account acted on does not campaign for the pair; its role is a claim"))
    else:
        doubts.append(_("that an account acted on does not campaign for the pair"))
    doubts.append(_("that the rule does not cover such acts, or not at that time (see the open questions on the rule)"))
    return doubts
