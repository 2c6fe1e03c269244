"""What a situation counts for education, what it could not use, and where it ends."""

from __future__ import annotations

from collections import Counter

from netral.evidence.blocks import Block, bullets, facts, heading, paragraph, statement, subheading, table
from netral.evidence.units import FEW_ACCOUNTS
from netral.evidence.wording import REASON_NAMES, Wording
from netral.model import Leads, Situation


def education_parts(situation: Situation, words: Wording) -> list[Block]:
    """What may guide a circular or a training: counts, listed against nobody."""
    _, leads = words.translate, situation.leads
    if situation.withheld_people:
        few = _("Not shown: fewer than {few} personal accounts of this unit are confirmed.").format(few=FEW_ACCOUNTS)
        return [heading(_("For education, not for review"), "education"), paragraph(few)]
    return [
        heading(_("For education, not for review"), "education"),
        facts(
            [
                (
                    _("Likes below the threshold"),
                    _("{count} accounts and pairs").format(count=words.count(leads.single_likes)),
                ),
                (_("Follows of campaign accounts"), _("{count} ties").format(count=words.count(leads.follows))),
            ]
        ),
        paragraph(
            _(
                "These numbers may guide a circular or a training. They are listed against nobody: a single like can "
                "be an accident, and whether a follow is allowed is contested."
            ),
            "quiet",
        ),
    ]


def _routed_parts(leads: Leads, words: Wording) -> list[Block]:
    """What people routed out of the line, in numbers only; nothing where nobody routed anything."""
    if not leads.routed_acts and not leads.routed_complaints:
        return []
    _ = words.translate
    sentence = _("Routed out as hoax, hate or incitement, and not analysed: {acts} acts, {complaints} complaints")
    counts = {"acts": words.count(leads.routed_acts), "complaints": words.count(leads.routed_complaints)}
    return [paragraph(f"{sentence.format(**counts)}.")]


def unread_parts(situation: Situation, words: Wording) -> list[Block]:
    """What could not be used, what was routed out, and what the report cannot know."""
    _, leads = words.translate, situation.leads
    reasons = Counter(reason for _id, reason in leads.unusable)
    quarantine = [
        [_(REASON_NAMES.get(reason, reason)), words.count(count)]
        for reason, count in sorted(situation.quarantine.items())
    ]
    unusable = [[_(REASON_NAMES.get(reason, reason)), words.count(count)] for reason, count in sorted(reasons.items())]
    none = paragraph(_("None: every record that was captured could be read."))
    return [
        heading(_("What could not be used"), "unread"),
        subheading(_("Quarantined records")),
        table([_("Reason"), _("Records")], quarantine, [1, "auto"], numbers=1) if quarantine else none,
        subheading(_("Acts without a usable time or outside every phase")),
        *([table([_("Reason"), _("Acts")], unusable, [1, "auto"], numbers=1)] if unusable else []),
        paragraph(
            _("{count} acts lie outside every phase and make no lead.").format(count=words.count(len(leads.outside)))
        ),
        *_routed_parts(leads, words),
        heading(_("Limits and missing data"), "limits"),
        bullets(
            [
                _(
                    "The public is not watched: accounts outside the registry are kept as keyed hashes and only "
                    "counted."
                ),
                _("What was not captured is “not observed”, never “did not happen”."),
                _("An agency's act is not the act of a person."),
                _("Who is in the registry was declared, named in a complaint or published; the rest is unknown."),
            ]
        ),
        statement(_("A nil or low count is no certificate, and a high one no accusation.")),
    ]
