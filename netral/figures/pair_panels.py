"""A network to small multiples: the same map once for every pair, with that pair's ties alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from netral.figures import colours
from netral.figures.canvas import WIDTH_INCHES, draw_empty, house_style, open_panels, title_panel
from netral.figures.directions import find_refuted
from netral.figures.layout import place_nodes, select_tied_nodes
from netral.figures.network import DASHES, READ_BY_PEOPLE
from netral.figures.wording import format_count
from netral.locale import use_language
from netral.model import Network, Registry

MOST_BESIDE = 3
TITLE_INCHES, LEGEND_INCHES = 0.62, 0.3
FLATTEST, TALLEST = 0.4, 1.05  # height of a panel by its width
MARK_AREAS = {"other": 3.0, "person": 5.0, "opd": 7.0, "campaign": 12.0}  # square points


def draw_pair_panels(network: Network, registry: Registry, lang: str = "id") -> Figure:
    """A network to one panel a pair, every account at the same place in all of them.

    Where one picture of all ties is too dense to read, the pairs can still be compared: same positions, same axes, same
    weight of line, and the two numbers that a comparison rests on above each panel.

    Parameters
    ----------
    network
        A follow, interaction or co-action network; ties of no pair are in no panel.
    registry
        For the pairs; one without any tie has its empty panel.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    if not network.edges["pair_no"].isin([pair.pair_no for pair in registry.pairs]).any():
        looked_at = _("Looked at: {ties} ties between {accounts} accounts of the registry.")
        counts = {"ties": format_count(len(network.edges), lang), "accounts": format_count(len(network.nodes), lang)}
        return draw_empty(_("No tie with the side of any pair was observed."), looked_at.format(**counts))
    nodes = select_tied_nodes(network)
    places = place_nodes(nodes, network.edges)
    nodes = nodes.assign(**dict(zip("xy", zip(*nodes["account_id"].map(places), strict=True), strict=True)))
    with house_style():
        beside = min(len(registry.pairs), MOST_BESIDE)
        frame = _find_frame(nodes)
        height = 0.95 * WIDTH_INCHES / beside * frame[3] / frame[2]
        figure, panels = open_panels(len(registry.pairs), TITLE_INCHES + height, LEGEND_INCHES)
        for axes, pair in zip(panels, registry.pairs, strict=True):
            edges = network.edges[(network.edges["pair_no"] == pair.pair_no) & ~find_refuted(network.edges)]
            _draw_panel(axes, nodes, edges, pair.pair_no)
            axes.set(xlim=(frame[0], frame[0] + frame[2]), ylim=(frame[1], frame[1] + frame[3]))
            title_panel(axes, f"{pair.pair_no}  {pair.name}", beside, _count_ties(edges, nodes, lang))
        figure.legend(handles=_legend_handles(nodes, _), loc="outside lower left", ncols=4)
        figure.draw_without_rendering()  # a panel of fixed shape finds its place only in the second drawing
    return figure


def _find_frame(nodes: pd.DataFrame) -> tuple[float, float, float, float]:
    """Left, lower end, width and height of what all panels show: every account, neither too flat nor too tall."""
    least, most = nodes[["x", "y"]].min().to_numpy(), nodes[["x", "y"]].max().to_numpy()
    wide, high = np.maximum(most - least, 1.0) * 1.1
    wide, high = max(wide, high / TALLEST), max(high, wide * FLATTEST)
    left, low = (least + most - (wide, high)) / 2
    return float(left), float(low), float(wide), float(high)


def _draw_panel(axes: Axes, nodes: pd.DataFrame, edges: pd.DataFrame, pair_no: int) -> None:
    at = nodes.set_index("account_id")[["x", "y"]]
    paint = colours.pair_to_colour(pair_no)
    for is_read, part in edges.groupby(edges["kind"].isin(READ_BY_PEOPLE)):
        ends = zip(at.loc[part["source"]].to_numpy(), at.loc[part["target"]].to_numpy(), strict=True)
        line: dict[str, Any] = {"linestyles": DASHES if is_read else "solid", "linewidths": 0.6}
        axes.add_collection(LineCollection(list(ends), colors=paint, alpha=_fade(len(edges)), zorder=2, **line))
    tied = nodes["account_id"].isin(edges["source"]) | nodes["account_id"].isin(edges["target"])
    scale = min(1.0, 300 / max(len(nodes), 1))  # as much ink, however many accounts
    for group, area in MARK_AREAS.items():
        for is_tied, part in nodes[nodes["group"] == group].groupby(tied[nodes["group"] == group]):
            own = paint if group == "campaign" else colours.INK
            mark: dict[str, Any] = {"marker": colours.ROLE_MARKERS[group], "s": area * scale, "linewidths": 0}
            axes.scatter(part["x"], part["y"], c=own if is_tied else colours.PALE, zorder=4 if is_tied else 1, **mark)
    axes.set_aspect("equal")
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(colours.PALE)


def _fade(ties: int) -> float:
    return float(min(0.8, max(0.12, 5 / max(ties, 1) ** 0.5)))


def _count_ties(edges: pd.DataFrame, nodes: pd.DataFrame, lang: str) -> str:
    """The numbers above a panel: ties, and the agency and personal accounts at their ends."""
    _ = use_language(lang)
    subjects = nodes.loc[nodes["group"].isin(["opd", "person"]), "account_id"]
    tied = subjects[subjects.isin(edges["source"]) | subjects.isin(edges["target"])]
    counts = {"ties": format_count(len(edges), lang), "accounts": format_count(len(tied), lang)}
    return _("ties: {ties}, accounts: {accounts}").format(**counts)


def _legend_handles(nodes: pd.DataFrame, _: Callable[[str], str]) -> list[Line2D]:
    words = {"opd": _("agency account (OPD)"), "person": _("personal account"), "campaign": _("campaign side")}
    handles = [
        Line2D([], [], linestyle="", marker=colours.ROLE_MARKERS[group], markersize=4, color=colours.INK, label=word)
        for group, word in words.items()
        if group in set(nodes["group"])
    ]
    pale = Line2D([], [], linestyle="", marker="s", markersize=4, color=colours.PALE, label=_("no tie with this pair"))
    return [*handles, pale]
