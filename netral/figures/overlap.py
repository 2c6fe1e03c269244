"""How far the audiences of the pairs overlap, every two of them side by side and to one scale."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.wording import format_count, format_share
from netral.locale import use_language
from netral.model import Registry


def draw_overlap(audiences: pd.DataFrame, registry: Registry, lang: str = "id") -> Figure:
    """Audiences of every two pairs to bars: followers of the one only, of both, of the other only.

    Parameters
    ----------
    audiences
        One row every two pairs: pair_no, other_pair_no, followers, other_followers (distinct, observed), shared,
        jaccard; zeros included.
    registry
        For the names of the pairs.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    if audiences.empty:
        return draw_empty(
            _("There is nothing to compare."), _("Pairs in the registry: {pairs}.").format(pairs=len(registry.pairs))
        )
    if not audiences[["followers", "other_followers"]].to_numpy().any():
        looked_at = _("Looked at: the follower lists of {pairs} pairs' campaign accounts.")
        return draw_empty(_("No follower was observed."), looked_at.format(pairs=len(registry.pairs)))
    with house_style():
        figure = open_figure(0.45 + 0.66 * len(audiences))
        axes = figure.add_subplot()
        _draw_bars(axes, audiences, lang)
        _name_rows(axes, audiences, registry, lang)
        handles = [
            Patch(facecolor=colours.PALE, edgecolor=colours.INK, hatch="....", linewidth=0.5, label=_("of both pairs")),
            Patch(facecolor=colours.SOFT_INK, label=_("of one pair only, in its colour")),
        ]
        figure.legend(handles=handles, loc="outside lower left", ncols=2)
    return figure


def _draw_bars(axes: Axes, audiences: pd.DataFrame, lang: str) -> None:
    """What both share lies in the middle, so that the sides can be compared from row to row."""
    _ = use_language(lang)
    for row, entry in enumerate(audiences.to_dict("records")):
        shared = int(entry["shared"])
        alone, other = int(entry["followers"]) - shared, int(entry["other_followers"]) - shared
        sides = ((-shared / 2 - alone, alone, "pair_no"), (shared / 2, other, "other_pair_no"))
        for left, width, name in sides:
            axes.barh(row, width, left=left, height=0.36, color=colours.pair_to_colour(int(entry[name])))
        middle: dict[str, Any] = {"color": colours.PALE, "edgecolor": colours.INK, "hatch": "....", "linewidth": 0.5}
        axes.barh(row, shared, left=-shared / 2, height=0.36, **middle)
        union = alone + other + shared
        text = _("{shared} of {union} in common ({share})").format(
            shared=format_count(shared, lang),
            union=format_count(union, lang),
            share=format_share(shared / union if union else 0.0, lang),
        )
        axes.text(0, row + 0.26, text, ha="center", va="top", fontsize=7.4, color=colours.SOFT_INK)
    axes.set_ylim(len(audiences) - 0.4, -0.6)
    axes.set(xticks=[], yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)


def _name_rows(axes: Axes, audiences: pd.DataFrame, registry: Registry, lang: str) -> None:
    """Each pair's number, name and followers above its own side of the bars."""
    _ = use_language(lang)
    names = {pair.pair_no: pair.name for pair in registry.pairs}
    beside = axes.get_yaxis_transform()
    for row, entry in enumerate(audiences.to_dict("records")):
        for place, number, count in ((0, "pair_no", "followers"), (1, "other_pair_no", "other_followers")):
            followers = _("{followers} followers").format(followers=format_count(entry[count], lang))
            name = f"{entry[number]}  {names.get(entry[number], '')}: {followers}"
            side = "right" if place else "left"
            axes.text(place, row - 0.24, name, transform=beside, ha=side, va="bottom", fontsize=7.8)
