"""What goes with the figures that set pairs side by side: matrix, panels, overlap of audiences, chance and delays."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from netral.figures.captions import Caption
from netral.figures.matrix_rows import make_matrix
from netral.figures.wording import format_count, format_share
from netral.locale import use_language
from netral.model import Network, Registry


def describe_matrix(network: Network, registry: Registry, lang: str = "id", by_unit: bool = False) -> Caption:
    """A network to the caption of :func:`netral.figures.draw_matrix`; arguments as there."""
    _ = use_language(lang)
    matrix = make_matrix(network, registry, by_unit)
    counts = {
        "rows": format_count(len(matrix.rows), lang),
        "columns": format_count(len(matrix.columns), lang),
        "cells": format_count(len(matrix.cells), lang),
        "row": _("account") if matrix.row_accounts else _("unit"),
        "column": _("account") if matrix.column_accounts else _("role of a pair's accounts"),
        "acts": format_count(matrix.cells["acts"].sum(), lang),
    }
    alt = _("Matrix of {rows} rows and {columns} columns, {cells} cells of it filled.").format(**counts)
    if network.kind == "coaction":
        return Caption(
            alt=alt,
            shows=_(
                "Who acted on the same objects as whom: a row and a column is one {row} each; both halves are the same."
            ).format(**counts),
            not_shown=_("Who acted first, or whether anybody agreed to; pairs of accounts below the threshold."),
        )
    if network.kind == "follow":
        return Caption(
            alt=alt,
            shows=_(
                "Observed follows of agencies' and personal accounts ({acts}) toward the campaign side: a row is one "
                "{row}, a column one {column}; all pairs have their columns."
            ).format(**counts),
            not_shown=_(
                "A follow alone is never a lead; an empty cell was not observed, which does not mean that it does not "
                "exist."
            ),
        )
    return Caption(
        alt=alt,
        shows=_(
            "Acts of agencies' and personal accounts ({acts}) toward the campaign side: a row is one {row}, a column "
            "one {column}; all pairs have their columns."
        ).format(**counts),
        not_shown=_(
            "What a comment, reply, quote or mention said, and what each pair receives from everybody else; an empty "
            "cell was not observed."
        ),
    )


def describe_pair_panels(network: Network, registry: Registry, lang: str = "id") -> Caption:
    """A network to the caption of :func:`netral.figures.draw_pair_panels`; arguments as there."""
    _ = use_language(lang)
    counts = network.edges["pair_no"].value_counts()
    ties = [(pair.pair_no, counts.get(pair.pair_no, 0)) for pair in registry.pairs]
    return Caption(
        alt=_("The same map once for every pair. Ties: {pairs}").format(pairs=_list_numbers(ties, lang, _)),
        shows=_("Each pair's ties alone, every account at the same place in all panels, to one scale."),
        not_shown=_(
            "Ties of no pair; and what each pair receives from everybody: a pair that is talked about more has more "
            "ties."
        ),
    )


def describe_overlap(audiences: pd.DataFrame, lang: str = "id") -> Caption:
    """Audiences of every two pairs to the caption of :func:`netral.figures.draw_overlap`; arguments as there."""
    _ = use_language(lang)
    parts = [
        _("pairs {pair_no} and {other}: {shared} in common, {share} of both").format(
            pair_no=row["pair_no"],
            other=row["other_pair_no"],
            shared=format_count(row["shared"], lang),
            share="—" if pd.isna(row["jaccard"]) else format_share(row["jaccard"], lang),
        )
        for row in audiences.to_dict("records")
    ]
    return Caption(
        alt=_("Overlap of the pairs' followers. {pairs}.").format(pairs="; ".join(parts) or _("Nothing to compare")),
        shows=_(
            "Observed followers of each two pairs' campaign accounts: of the one only, of both, of the other only, all "
            "to one scale. Followers are counted, never named."
        ),
        not_shown=_(
            "Followers beyond the captured part of a list, and what following means: people also follow those they "
            "oppose."
        ),
    )


def describe_chance(tests: pd.DataFrame, registry: Registry, lang: str = "id") -> Caption:
    """Tests against chance to the caption of :func:`netral.figures.draw_chance`; arguments as there."""
    _ = use_language(lang)
    more = tests[tests["q_value"] <= 0.05]["pair_no"].value_counts()
    numbers = [(pair.pair_no, more.get(pair.pair_no, 0)) for pair in registry.pairs]
    accounts = format_count(tests["subject"].nunique(), lang)
    return Caption(
        alt=_("Observed against expected numbers of {accounts} accounts. More than chance: {pairs}").format(
            accounts=accounts, pairs=_list_numbers(numbers, lang, _)
        ),
        shows=_(
            "Each of {accounts} accounts with anything to test, once for every pair: how many of its ties go to the "
            "pair, and how many would by chance, given its own activity and what the pair receives from everybody."
        ).format(accounts=accounts),
        not_shown=_(
            "Intent. Few ties can prove nothing either way, and more than chance is a reason to read, not a finding."
        ),
    )


def describe_delays(pairs: pd.DataFrame, registry: Registry, lang: str = "id") -> Caption:
    """Pairs of acts to the caption of :func:`netral.figures.draw_delays`; arguments as there."""
    _ = use_language(lang)
    counts = pairs["pair_no"].value_counts()
    numbers = [(pair.pair_no, counts.get(pair.pair_no, 0)) for pair in registry.pairs]
    return Caption(
        alt=_("Seconds between two acts on the same object. Pairs of acts: {pairs}").format(
            pairs=_list_numbers(numbers, lang, _)
        ),
        shows=_(
            "How far apart in time two registry accounts acted on the same object, by the pair the object belongs to, "
            "to one scale."
        ),
        not_shown=_(
            "How many people outside the registry acted in the same seconds; a post that has just appeared is seen by "
            "many at once."
        ),
    )


def _list_numbers(numbers: list[tuple[int, int]], lang: str, _: Callable[[str], str]) -> str:
    """Pair numbers and their numbers to one sentence, zeros included."""
    return "; ".join(_("pair {pair_no}: {count}").format(pair_no=no, count=format_count(n, lang)) for no, n in numbers)
