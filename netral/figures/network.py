"""A network to a figure."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.directions import find_affirmed, find_refuted
from netral.figures.labels import place_labels
from netral.figures.layout import place_nodes, select_tied_nodes
from netral.figures.wording import format_count
from netral.locale import use_language
from netral.model import UNDETERMINED_KINDS, Kind, Network, Registry

NODE_AREAS = {"other": 10, "person": 16, "opd": 30, "campaign": 95}  # square points
SMALLEST_DIAMOND = 40.0  # square points
LEGEND_CHARACTERS = {3: 84, 2: 100}  # room for labels, by the number of columns
DASHES = (0, (2.5, 1.8))
THICKEST = 7  # acts; more do not make a line thicker
LEGEND_LINES, LINE_INCHES = 5, 0.165
READ_BY_PEOPLE = UNDETERMINED_KINDS | {Kind.MENTION, Kind.TAG}
MOST_ARROWS = 400


def draw_network(network: Network, registry: Registry, lang: str = "id") -> Figure:
    """A follow, interaction or co-action network to a figure, each pair at a place of its own and at the same distance.

    Ties run toward the campaign side; those that come from it have an arrow, while there are few enough to see.

    Parameters
    ----------
    network
        Nodes and edges as in :class:`netral.model.Network`. Accounts without any tie are counted, not drawn.
    registry
        For the names of the pairs.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    if network.edges.empty:
        looked_at = _(
            "Looked at: {accounts} accounts of the registry. What was not captured is not observed, not absent."
        )
        return draw_empty(_("No tie was observed."), looked_at.format(accounts=format_count(len(network.nodes), lang)))
    nodes = select_tied_nodes(network)
    places = place_nodes(nodes, network.edges)
    nodes = nodes.assign(x=nodes["account_id"].map(lambda key: places[key][0]))
    nodes = nodes.assign(y=nodes["account_id"].map(lambda key: places[key][1]))
    with house_style():
        handles = _list_handles(nodes, network, registry, lang)
        columns = _choose_columns(handles)
        below = max(0, -(-len(handles) // columns) - LEGEND_LINES)
        figure = open_figure(5.2 + LINE_INCHES * below)
        axes = figure.add_subplot()
        axes.set_axis_off()
        _draw_edges(axes, network.edges, places)
        _draw_nodes(axes, nodes)
        _draw_arrows(axes, select_returned(network), nodes)
        axes.margins(0.07, 0.07)
        figure.legend(handles=handles, loc="outside lower left", ncols=columns, borderpad=0.2)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # it is laid out; labels change nothing about that
        place_labels(figure, axes, nodes, _node_reach(nodes))
    return figure


def _draw_edges(axes: Axes, edges: pd.DataFrame, places: dict[str, tuple[float, float]]) -> None:
    """Ties as straight lines in their pair's colour; dashed where only reading tells what was said."""
    known = edges[edges["source"].isin(places) & edges["target"].isin(places)]
    alpha = min(0.75, max(0.10, 6 / math.sqrt(max(len(known), 1)) / 1.6))
    known = known.assign(pair_no=known["pair_no"].mask(find_refuted(known)))
    for read_by_people, part in known.groupby(known["kind"].isin(READ_BY_PEOPLE) & ~find_affirmed(known)):
        axes.add_collection(
            LineCollection(
                [
                    (places[source], places[target])
                    for source, target in zip(part["source"], part["target"], strict=True)
                ],
                colors=[colours.OTHER if pd.isna(no) else colours.pair_to_colour(int(no)) for no in part["pair_no"]],
                linewidths=_find_widths(part["weight"].fillna(1).astype(float), len(known)),
                linestyles=DASHES if read_by_people else "solid",
                alpha=alpha,
                zorder=1,
                capstyle="butt",
            )
        )


def _find_widths(weights: pd.Series[float], ties: int) -> pd.Series[float]:
    """Weights to the widths of their lines in points: thinner where there are many ties."""
    width = min(0.9, max(0.35, 14 / math.sqrt(max(ties, 1))))
    return width * weights.clip(1, THICKEST) ** 0.5


def select_returned(network: Network) -> pd.DataFrame:
    """A network to its edges from the campaign side to others; none where edges have no direction."""
    edges, group = network.edges, network.nodes.set_index("account_id")["role"].map(colours.role_to_group)
    is_campaign = {end: edges[end].map(group).eq("campaign") for end in ("source", "target")}
    returned = is_campaign["source"] & ~is_campaign["target"]
    return edges[returned] if network.kind != "coaction" else edges.head(0)


def _draw_arrows(axes: Axes, returned: pd.DataFrame, nodes: pd.DataFrame) -> None:
    """Heads at the ends of ties that come from the campaign side, just outside the mark they point at."""
    if len(returned) > MOST_ARROWS:
        return
    places = nodes.assign(reach=_node_reach(nodes)).set_index("account_id")[["x", "y", "reach"]]
    ends = zip(returned["source"], returned["target"], returned["pair_no"], strict=True)
    for source, target, pair_no in ends:
        tip, tail = places.loc[target], places.loc[source]
        along = 0.98 * tip[["x", "y"]] + 0.02 * tail[["x", "y"]]
        paint: dict[str, Any] = {
            "arrowstyle": "-|>,head_length=0.55,head_width=0.22",
            "mutation_scale": 7,
            "color": colours.OTHER if pd.isna(pair_no) else colours.pair_to_colour(int(pair_no)),
            "linewidth": 0.2,
            "shrinkA": 0,
            "shrinkB": tip["reach"] + 0.5,
        }
        axes.annotate("", (tip["x"], tip["y"]), (along["x"], along["y"]), arrowprops=paint, zorder=7)


def _draw_nodes(axes: Axes, nodes: pd.DataFrame) -> None:
    scale = _node_scale(len(nodes))
    areas = _node_areas(nodes)
    for order, group in enumerate(NODE_AREAS):
        part = nodes[nodes["group"] == group]
        axes.scatter(
            part["x"],
            part["y"],
            s=areas[part.index],
            marker=colours.ROLE_MARKERS[group],
            zorder=2 + order,
            **_node_paint(group, part, scale),
        )
    numbered = nodes.assign(area=areas)[(nodes["group"] == "campaign") & nodes["pair_no"].notna()]
    for row in numbered.to_dict("records"):
        pair_no = int(row["pair_no"])
        axes.text(
            *(row["x"], row["y"]),
            str(pair_no),
            ha="center",
            va="center_baseline",
            fontsize=0.72 * math.sqrt(row["area"]),
            color="white" if pair_no in {1, 3} or pair_no > 5 else colours.INK,
            zorder=8,
            in_layout=False,
        )


def _node_paint(group: str, part: pd.DataFrame, scale: float) -> dict[str, Any]:
    line = max(0.3, 0.8 * math.sqrt(scale))
    if group == "other":  # a light rim, or it would be lost among the lines that meet at it
        return {"color": colours.LINE, "edgecolors": colours.PAPER, "linewidths": line * 0.8}
    if group == "campaign":
        fill = [colours.LATER_PAIR if pd.isna(no) else colours.pair_to_colour(int(no)) for no in part["pair_no"]]
        return {"c": fill, "edgecolors": colours.INK, "linewidths": line * 0.7}
    fill_one = colours.SOFT_INK if group == "opd" else colours.SUBJECT
    return {"color": fill_one, "edgecolors": colours.INK, "linewidths": line}


def _list_handles(nodes: pd.DataFrame, network: Network, registry: Registry, lang: str) -> list[Line2D]:
    """What colours, shapes and lines mean: all pairs, and what else there is."""
    _ = use_language(lang)
    handles = [_pair_handle(pair.pair_no, f"{pair.pair_no}  {pair.name}") for pair in registry.pairs]
    paints = {"opd": colours.SOFT_INK, "person": colours.SUBJECT, "other": colours.LINE}
    for group in [name for name in paints if name in set(nodes["group"])]:
        edge = colours.LINE if group == "other" else colours.INK
        handles.append(
            Line2D(
                *([], []),
                linestyle="",
                marker=colours.ROLE_MARKERS[group],
                markersize=3 if group == "other" else 5,
                markerfacecolor=paints[group],
                markeredgecolor=edge,
                markeredgewidth=0.7,
                label=_(colours.ROLE_GROUPS[group]),
            )
        )
    return [*handles, *_line_handles(network, lang)]


def _line_handles(network: Network, lang: str) -> list[Line2D]:
    """What the lines mean, only as far as there are such lines, and how many acts their widths stand for."""
    _ = use_language(lang)
    line: dict[str, Any] = {"color": colours.SOFT_INK, "linewidth": 0.9}
    handles = []
    if network.edges["kind"].isin(READ_BY_PEOPLE).any():
        handles.append(Line2D([], [], **line, label=_("like, share, coauthored post")))
        handles.append(Line2D([], [], **line, linestyle=DASHES, label=_("no direction until read")))
    if 0 < len(select_returned(network)) <= MOST_ARROWS:
        arrow: dict[str, Any] = {"marker": ">", "markersize": 4, "markevery": [1], "markeredgewidth": 0}
        handles.append(Line2D([0, 1], [0, 0], **line, **arrow, label=_("comes from the campaign side")))
    most = int(network.edges["weight"].max())
    if most > 1:
        shown = pd.Series([1.0, float(min(most, THICKEST))])
        names = name_scale(network.kind, int(shown.max()), lang, is_open=most > THICKEST)
        for width, name in zip(_find_widths(shown, len(network.edges)), names, strict=True):
            handles.append(Line2D([], [], **line | {"linewidth": width}, label=name))
    return handles


def name_scale(kind: str, most: int, lang: str, is_open: bool = False) -> tuple[str, str]:
    """The two ends of a scale, one and the most, in what a network of this kind counts."""
    _ = use_language(lang)
    if kind == "coaction":
        least, end, beyond = _("1 shared object"), _("{count} shared objects"), _("{count} shared objects and more")
    elif kind == "interaction":
        least, end, beyond = _("1 act"), _("{count} acts"), _("{count} acts and more")
    else:
        least, end, beyond = _("1 tie"), _("{count} ties"), _("{count} ties and more")
    return least, (beyond if is_open else end).format(count=format_count(most, lang))


def _choose_columns(handles: list[Line2D]) -> int:
    """As many columns, three at most, as the longest labels of each leave room for."""
    labels = [len(str(handle.get_label())) for handle in handles]
    for columns, room in LEGEND_CHARACTERS.items():
        rows = -(-len(labels) // columns)
        if sum(max(labels[start : start + rows]) for start in range(0, len(labels), rows)) <= room:
            return columns
    return 1


def _pair_handle(pair_no: int, label: str) -> Line2D:
    fill = colours.pair_to_colour(pair_no)
    return Line2D(
        *([], []),
        linestyle="",
        marker="D",
        markersize=5.5,
        markerfacecolor=fill,
        markeredgecolor=colours.INK,
        markeredgewidth=0.6,
        label=label,
    )


def _node_reach(nodes: pd.DataFrame) -> pd.Series[float]:
    """Half the width of each node's mark, in points; a diamond reaches further than its side."""
    stretch = nodes["group"].map(lambda group: 1.42 if group == "campaign" else 1.0)
    return _node_areas(nodes).pow(0.5) / 2 * stretch


def _node_areas(nodes: pd.DataFrame) -> pd.Series[float]:
    """The area of each node's mark in square points; a pair's number stays readable however many nodes there are."""
    scale = _node_scale(len(nodes))
    areas = {group: area * scale for group, area in NODE_AREAS.items()}
    areas["campaign"] = max(areas["campaign"], SMALLEST_DIAMOND)
    return nodes["group"].map(areas).astype(float)


def _node_scale(count: int) -> float:
    return min(1.25, max(0.16, 9 / math.sqrt(count + 20)))
