"""How far the audiences of the pairs overlap, every two of them side by side and to one scale."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.wording import format_count, format_share, wrap_name
from netral.locale import use_language
from netral.model import Registry

NAME_ROOM = 58  # letters a line, of one side
LINE_INCHES = 0.13


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
        names = _name_sides(audiences, registry, lang)
        lines = max(name.count("\n") for side in names for name in side)
        row_inches = 0.66 + LINE_INCHES * lines
        figure = open_figure(0.45 + row_inches * len(audiences))
        axes = figure.add_subplot()
        _draw_bars(axes, audiences, 0.66 / row_inches, lang)
        axes.set_ylim(len(audiences) - 0.4, -(0.24 * 0.66 + LINE_INCHES * (lines + 1) + 0.05) / row_inches)
        beside = axes.get_yaxis_transform()
        for row, both in enumerate(names):
            for place, name in enumerate(both):
                side, at = ("right" if place else "left"), row - 0.24 * 0.66 / row_inches
                axes.text(place, at, name, transform=beside, ha=side, va="bottom", fontsize=7.8, linespacing=1.1)
        handles = [
            Patch(facecolor=colours.PALE, edgecolor=colours.INK, hatch="....", linewidth=0.5, label=_("of both pairs")),
            Patch(facecolor=colours.SOFT_INK, label=_("of one pair only, in its colour")),
        ]
        figure.legend(handles=handles, loc="outside lower left", ncols=2)
    return figure


def _draw_bars(axes: Axes, audiences: pd.DataFrame, scale: float, lang: str) -> None:
    """What both share lies in the middle, so that the sides can be compared from row to row; heights are scaled."""
    _ = use_language(lang)
    for row, entry in enumerate(audiences.to_dict("records")):
        shared = int(entry["shared"])
        alone, other = int(entry["followers"]) - shared, int(entry["other_followers"]) - shared
        sides = ((-shared / 2 - alone, alone, "pair_no"), (shared / 2, other, "other_pair_no"))
        for left, width, name in sides:
            axes.barh(row, width, left=left, height=0.36 * scale, color=colours.pair_to_colour(int(entry[name])))
        middle: dict[str, Any] = {"color": colours.PALE, "edgecolor": colours.INK, "hatch": "....", "linewidth": 0.5}
        axes.barh(row, shared, left=-shared / 2, height=0.36 * scale, **middle)
        union = alone + other + shared
        text = _("{shared} of {union} in common ({share})").format(
            shared=format_count(shared, lang),
            union=format_count(union, lang),
            share=format_share(shared / union if union else 0.0, lang),
        )
        axes.text(0, row + 0.26 * scale, text, ha="center", va="top", fontsize=7.4, color=colours.SOFT_INK)
    axes.set(xticks=[], yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)


def _name_sides(audiences: pd.DataFrame, registry: Registry, lang: str) -> list[list[str]]:
    """For every row both pairs' number, name and followers, in as many lines as half the width needs."""
    _ = use_language(lang)
    names = {pair.pair_no: pair.name for pair in registry.pairs}
    rows = []
    for entry in audiences.to_dict("records"):
        sides = ((entry["pair_no"], entry["followers"]), (entry["other_pair_no"], entry["other_followers"]))
        texts = [(no, _("{followers} followers").format(followers=format_count(count, lang))) for no, count in sides]
        rows.append([wrap_name(f"{no}  {names.get(no, '')}: {text}", NAME_ROOM) for no, text in texts])
    return rows
