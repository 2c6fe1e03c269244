"""The few words of a report that a reader must not misunderstand."""

from __future__ import annotations

from netral.evidence.blocks import Block, facts, heading, together
from netral.evidence.wording import Wording


def glossary_parts(words: Wording) -> list[Block]:
    """The few words that a reader must not misunderstand."""
    _ = words.translate
    words_used = facts(
        [
            (
                _("Lead"),
                _("Acts that meet the thresholds of a rule and that a person should read. Never a verdict."),
            ),
            (
                _("Direction"),
                _(
                    "Likes, shares and coauthored posts are counted as in favour. A comment, reply, quote or own "
                    "post has no direction until a person has read it."
                ),
            ),
            (_("All pairs"), _("The same count for every pair, so that one-sidedness can be told from activity.")),
            (
                _("Relative"),
                _(
                    "The subject's acts toward a pair divided by what the pair receives from all confirmed "
                    "accounts, scaled to 100%."
                ),
            ),
            (
                _("Phase"),
                _(
                    "A stretch of the election calendar; before the pairs are determined, rules of ethics apply, "
                    "from then on those of discipline."
                ),
            ),
            (_("Base rate"), _("The share of comparable accounts that did the same at least once.")),
            (
                _("p and q"),
                _(
                    "How often chance alone would give as much or more; q allows for the number of tests. A small "
                    "q is a reason to read, not a proof."
                ),
            ),
            (
                _("Locator"),
                _("Where a record stands in its capture: the line, or the path within a JSON document."),
            ),
            (
                _("SHA-256"),
                _(
                    "A number of 64 digits that changes with any change of a file; no two different files are "
                    "known to share one."
                ),
            ),
            (_("Root hash"), _("The SHA-256 over the list of all files of the pack and their SHA-256.")),
            (_("Capture"), _("A file as a tool or platform gave it, kept unchanged and known by its SHA-256.")),
        ]
    )
    return [together([heading(_("Words used"), "glossary"), words_used])]
