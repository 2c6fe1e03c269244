"""A network to a widget that can be moved, searched and clicked; it needs no internet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import ipywidgets
import networkx as nx
import pandas as pd
from ipysigma import Sigma

from netral.figures import Caption, colours, describe_network
from netral.figures.labels import name_nodes
from netral.figures.layout import place_nodes, select_tied_nodes
from netral.figures.page import STYLE_SHEET, escape_text
from netral.figures.wording import format_count
from netral.locale import use_language
from netral.model import Network, Registry

HEIGHT_PIXELS = 560
NO_PAIR = "–"
NODE_SIZES = {"campaign": 11.0, "opd": 7.0, "person": 4.5, "other": 3.0}
PALE_SUBJECT = "#D9D9D9"
PAINTS = {"campaign": colours.LATER_PAIR, "opd": colours.SOFT_INK, "person": PALE_SUBJECT, "other": colours.OTHER}
CAMERA = {"x": 0.68, "y": 0.5, "ratio": 1.4, "angle": 0}  # a little to the left: the panel lies on the right


class NetworkView(ipywidgets.VBox):  # type: ignore[misc]
    """A drawn network: the graph, when there is one, and the handles of its nodes by account_id."""

    sigma: Sigma | None = None
    handles: Mapping[str, str] = MappingProxyType({})

    def on_select(self, call: Callable[[str | None], None]) -> None:
        """Have a function called with the handle of the node that is selected, or None when none is."""
        if self.sigma is not None:
            self.sigma.observe(lambda change: call(self.handles.get(change["new"])), names="selected_node")


def show_network(network: Network, registry: Registry, lang: str = "id") -> NetworkView:
    """A network to a widget: colour by pair, role by size and by the sign before the name, positions as in the figure.

    Parameters
    ----------
    network
        Nodes and edges as in :class:`netral.model.Network`; accounts without any tie are counted, not drawn.
    registry
        For the names of pairs and units.
    lang
        ``id`` or ``en``.

    Returns
    -------
    NetworkView
        Legend, graph and caption; without a tie, a sentence.
    """
    _ = use_language(lang)
    caption = describe_network(network, lang)
    if network.edges.empty:
        accounts = format_count(len(network.nodes), lang)
        sentence = _("No tie was observed.") + " " + _("Looked at: {accounts} accounts.").format(accounts=accounts)
        return NetworkView([ipywidgets.HTML(f'<div class="netral">{escape_text(sentence)}</div>')])
    nodes = select_tied_nodes(network)
    graph = _to_graph(nodes, network, registry, _)
    sigma = _draw_sigma(graph, place_nodes(nodes, network.edges), _make_palette(registry, _), _)
    view = NetworkView([ipywidgets.HTML(_legend(registry, _)), sigma, ipywidgets.HTML(_caption(caption))])
    view.sigma, view.handles = sigma, dict(zip(nodes["account_id"], nodes["handle"], strict=True))
    return view


def _to_graph(nodes: pd.DataFrame, network: Network, registry: Registry, _: Callable[[str], str]) -> nx.MultiDiGraph:
    """The drawn nodes and their edges, with attributes in the reader's words."""
    units = {unit.unit_id: unit.name for unit in registry.units}
    graph = nx.MultiDiGraph()
    pairs = {str(pair.pair_no): f"{pair.pair_no} {pair.name}" for pair in registry.pairs}
    for row in nodes.assign(name=name_nodes(nodes)).to_dict("records"):
        campaign = row["group"] == "campaign"
        pair = str(int(row["pair_no"])) if campaign and not pd.isna(row["pair_no"]) else NO_PAIR
        role = _(colours.ROLE_NAMES[row["role"]]) if row["role"] in colours.ROLE_NAMES else _("other account")
        graph.add_node(
            row["account_id"],
            label=f"{colours.ROLE_GLYPHS[row['group']]} {row['name']}",
            size=NODE_SIZES[row["group"]],
            edge=colours.INK if row["group"] in {"campaign", "opd"} else colours.LINE,
            **{
                _("group"): pairs.get(pair, _(colours.ROLE_GROUPS[row["group"]])),
                _("pair"): pair,
                _("role"): role,
                _("unit"): units.get(row["unit_id"], NO_PAIR),
                _("ties"): row["ties"],
            },
        )
    for row in network.edges[["source", "target", "kind", "weight", "pair_no"]].to_dict("records"):
        if row["source"] in graph and row["target"] in graph:
            toward = NO_PAIR if pd.isna(row["pair_no"]) else pairs.get(str(int(row["pair_no"])), NO_PAIR)
            kind = _(colours.KIND_NAMES.get(row["kind"], row["kind"]))
            graph.add_edge(row["source"], row["target"], **{_("toward"): toward, _("kind"): kind})
    return graph


def _draw_sigma(
    graph: nx.MultiDiGraph, places: dict[str, tuple[float, float]], palette: dict[str, str], _: Callable[[str], str]
) -> Sigma:
    return Sigma(
        graph,
        height=HEIGHT_PIXELS,
        layout={node: {"x": x, "y": y} for node, (x, y) in places.items()},
        start_layout=False,
        camera_state=CAMERA,
        max_categorical_colors=len(palette),
        node_color=_("group"),
        node_color_palette=palette,
        raw_node_size="size",
        node_size_range=(3, 11),
        raw_node_label="label",
        raw_node_border_color="edge",
        default_node_border_ratio=0.14,
        default_node_label_size=12,
        label_font="Georgia, serif",
        label_grid_cell_size=260,
        label_rendered_size_threshold=5,
        edge_color=_("toward"),
        edge_color_palette=palette,
        default_edge_size=0.7,
        default_edge_type="line",
        clickable_edges=False,
        hide_edges_on_move=graph.number_of_edges() > 20_000,
    )


def _make_palette(registry: Registry, _: Callable[[str], str]) -> dict[str, str]:
    """Groups of nodes and edges, in the reader's words, to their colours."""
    pairs = {f"{pair.pair_no} {pair.name}": colours.pair_to_colour(pair.pair_no) for pair in registry.pairs}
    return pairs | {_(colours.ROLE_GROUPS[group]): paint for group, paint in PAINTS.items()} | {NO_PAIR: colours.OTHER}


def _legend(registry: Registry, _: Callable[[str], str]) -> str:
    pairs = [
        f'<span style="color:{colours.pair_to_colour(pair.pair_no)}">◆</span> {pair.pair_no} {escape_text(pair.name)}'
        for pair in registry.pairs
    ]
    roles = [
        f'<span style="color:{paint};-webkit-text-stroke:.5px {colours.INK}">●</span> '
        f"{colours.ROLE_GLYPHS[group]} {escape_text(_(colours.ROLE_GROUPS[group]))}"
        for group, paint in list(PAINTS.items())[1:]
    ]
    entries = "".join(
        f'<span style="display:inline-block;margin-right:1.6em">{entry}</span>' for entry in pairs + roles
    )
    return f'<style>{STYLE_SHEET}</style><div class="netral" style="white-space:normal">{entries}</div>'


def _caption(caption: Caption) -> str:
    shows, not_shown = escape_text(caption.shows), escape_text(caption.not_shown)
    return f'<div class="netral"><figcaption><p>{shows}</p><p class="quiet">{not_shown}</p></figcaption></div>'
