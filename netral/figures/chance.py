"""Acts or follows against what chance would have, one panel a pair; nobody is named."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from netral.figures import colours
from netral.figures.canvas import WIDTH_INCHES, draw_empty, house_style, open_panels, title_panel
from netral.figures.wording import format_count
from netral.locale import use_language
from netral.model import Registry

MOST_BESIDE = 3
WIDEST_INCHES = 3.4  # of a panel that stands alone
CHANCE = 0.05
LEAST_GAP = 0.12  # between two ticks, of the scale
TICKS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def draw_chance(tests: pd.DataFrame, registry: Registry, lang: str = "id") -> Figure:
    """Tests against chance to one panel a pair: a mark is an account, the line is what chance would have.

    Parameters
    ----------
    tests
        One row an account, pair and thing tested: pair_no, observed, expected, q_value.
    registry
        For the pairs; all have a panel.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    if tests.empty:
        looked_at = _("Looked at: {accounts} accounts of the registry.")
        accounts = format_count(len(registry.accounts), lang)
        return draw_empty(_("There is nothing to test."), looked_at.format(accounts=accounts))
    with house_style():
        beside = min(len(registry.pairs), MOST_BESIDE)
        figure, panels = open_panels(len(registry.pairs), 0.55 + 0.88 * min(WIDTH_INCHES / beside, WIDEST_INCHES), 0.5)
        for axes, pair in zip(panels, registry.pairs, strict=True):
            _draw_panel(axes, tests[tests["pair_no"] == pair.pair_no], pair.pair_no)
            title_panel(axes, f"{pair.pair_no}  {pair.name}", beside)
        _scale_panels(panels[0], tests, lang)
        for axes in panels[-beside:]:
            axes.set_xlabel(_("expected by chance"))
        for axes in panels[::beside]:
            axes.set_ylabel(_("observed"))
        figure.legend(handles=_legend_handles(lang), loc="outside lower left", ncols=3)
        figure.draw_without_rendering()  # a panel of fixed shape finds its place only in the second drawing
    return figure


def _draw_panel(axes: Axes, tests: pd.DataFrame, pair_no: int) -> None:
    paint = colours.pair_to_colour(pair_no)
    more = tests["q_value"] <= CHANCE
    line: dict[str, Any] = {"color": colours.LINE, "linewidth": 0.7, "zorder": 1}
    axes.axline((0, 0), slope=1, **line)
    for part, fill in ((tests[~more], "none"), (tests[more], paint)):
        place = (part["expected"].map(_to_scale), part["observed"].map(_to_scale))
        axes.scatter(*place, s=17, facecolors=fill, edgecolors=paint, linewidths=0.8, alpha=0.85, zorder=3)
    axes.set_aspect("equal")


def _scale_panels(axes: Axes, tests: pd.DataFrame, lang: str) -> None:
    """One scale for both axes of all panels: small numbers, where most accounts are, get the room."""
    largest = float(max(tests["observed"].max(), tests["expected"].max(), 1.0))
    limits = (-0.12 * _to_scale(largest), 1.1 * _to_scale(largest))
    for axis, set_limits in ((axes.xaxis, axes.set_xlim), (axes.yaxis, axes.set_ylim)):
        set_limits(*limits)
        shown = _choose_ticks(limits[1])
        axis.set_major_locator(FixedLocator([_to_scale(tick) for tick in shown]))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda at, _place: format_count(round(at**2), lang)))


def _choose_ticks(end: float) -> list[int]:
    """Round numbers up to the end of the scale, the small ones only as far as they stand apart."""
    kept: list[int] = []
    for tick in reversed([tick for tick in TICKS if _to_scale(tick) <= end]):
        if not kept or _to_scale(kept[-1]) - _to_scale(tick) > LEAST_GAP * end:
            kept.append(tick)
    return kept if 0 in kept else [*kept[:-1], 0]


def _to_scale(count: float) -> float:
    return math.sqrt(count)


def _legend_handles(lang: str) -> list[Line2D]:
    _ = use_language(lang)
    mark: dict[str, Any] = {"linestyle": "", "marker": "o", "markersize": 4.5, "markeredgecolor": colours.SOFT_INK}
    return [
        Line2D([], [], **mark, markerfacecolor=colours.PAPER, label=_("account")),
        Line2D([], [], **mark, markerfacecolor=colours.SOFT_INK, label=_("more than chance (q ≤ 0.05)")),
        Line2D([], [], color=colours.LINE, linewidth=0.7, label=_("as many as expected")),
    ]
