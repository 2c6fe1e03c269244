"""A subject's acts toward every pair side by side, how usual such acts are, and whether chance explains them."""

from __future__ import annotations

from netral.evidence.blocks import Block, Cell, bar, facts, heading, paragraph, subheading, table, together
from netral.evidence.shared_parts import pair_cell
from netral.evidence.wording import Wording
from netral.figures.colours import KIND_NAMES, pair_to_colour
from netral.model import Direction, Kind, ReviewedCase


def pair_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """All pairs in the same depth, in this class and by kind of act, then base rates and tests."""
    _, lead = words.translate, reviewed.lead
    counted = (lead.all_pairs, lead.all_pairs_undirected, lead.all_pairs_attack, lead.all_pairs_unread)
    rows = [
        [
            pair_cell(pair, words),
            *(words.count(counts.get(pair.pair_no, 0)) for counts in counted),
            bar(
                lead.relative.get(pair.pair_no),
                words.share(lead.relative.get(pair.pair_no)),
                pair_to_colour(pair.pair_no),
            ),
        ]
        for pair in reviewed.registry.pairs
    ]
    header = [_("Pair"), _("In favour"), _("Others"), _("(against)"), _("(unread)")]
    return [
        heading(_("All pairs side by side"), "pairs"),
        paragraph(
            _(
                "The subject's acts toward every pair in this class of rule, counted in the same way and in the same "
                "depth."
            )
        ),
        table([*header, _("Relative to what the pair receives")], rows, [2.2, "auto", "auto", "auto", "auto", 1.2]),
        *_kind_parts(reviewed, words),
        *_rate_parts(reviewed, words),
    ]


def _kind_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """Every act of the account toward a campaign account, in whichever phase, by kind and pair."""
    _, acts = words.translate, reviewed.acts
    counts = acts.groupby(["kind", "pair_no"]).size()
    rows: list[list[Cell]] = [
        [
            _(KIND_NAMES[kind]),
            *(words.count(int(counts.get((kind.value, pair.pair_no), 0))) for pair in reviewed.registry.pairs),
        ]
        for kind in Kind
        if (acts["kind"] == kind.value).any()
    ]
    pairs = [_("Pair {number}").format(number=pair.pair_no) for pair in reviewed.registry.pairs]
    note = _(
        "All acts of the account toward campaign accounts, {count} in all, also those outside this class of rule, "
        "without a usable time, and those that never make a lead (mentions, tags)."
    ).format(count=words.count(len(acts)))
    attacks, neither = ((acts["direction"] == each.value).sum() for each in (Direction.ATTACK, Direction.NEITHER))
    if attacks or neither:
        note += " " + _(
            "Of these, a person took {attacks} for against the pair and {neither} for neither; both count here as acts "
            "toward it, and in no figure as being for it."
        ).format(attacks=words.count(int(attacks)), neither=words.count(int(neither)))
    return [
        subheading(_("Every act of the account, by kind")),
        table([_("Act"), *pairs], rows, [1, *["auto"] * len(pairs)], numbers=len(pairs)),
        paragraph(note, "quiet"),
    ]


def _rate_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, lead = words.translate, reviewed.lead
    told = [
        paragraph(
            _("Share of the other confirmed accounts with at least one act in favour of pair number {pair_no}:").format(
                pair_no=lead.pair_no
            ),
            "sticky",
        ),
        facts(
            [
                (_("Same unit"), words.share(lead.base_rate_unit)),
                (_("Whole registry"), words.share(lead.base_rate_registry)),
                (_("Chance (p, q)"), f"{words.probability(lead.p_value)}; {words.probability(lead.q_value)}"),
            ]
        ),
        paragraph(
            _(
                "A high base rate means that many did the same; it neither excuses nor accuses anybody. p is how often "
                "chance alone would give as many acts toward this pair or more, given how active the account is and "
                "what the pair receives from everybody; q is the same, corrected for the number of tests."
            ),
            "quiet",
        ),
    ]
    return [subheading(_("Base rates and chance"), "rates"), together(told)]
