"""Where the nodes of a network lie: each pair has a place of its own, the rest is drawn to its ties."""

from __future__ import annotations

import math
import random

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd

from netral.figures.colours import role_to_group
from netral.model import Network

Points = npt.NDArray[np.float64]
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SEED = 11
WIDEST = 1.35  # how much further pairs lie to the sides than above and below
STEPS = 400
CROWD = 600  # from so many nodes on, the cost of comparing every two is no longer worth it
CAMPAIGN_CHARGE = 4.0  # so that the small marks of others leave room for a pair's number


def select_tied_nodes(network: Network) -> pd.DataFrame:
    """A network to the nodes to draw: the whole campaign side, and every other account with at least one tie.

    Of a co-action network only accounts with a tie: there the campaign side is no side toward which anybody acted. Adds
    ``group`` (opd, person, campaign or other) and ``ties`` (number of edges); sorted by account_id.
    """
    ends = pd.concat([network.edges["source"], network.edges["target"]])
    nodes = network.nodes.assign(
        pair_no=network.nodes["pair_no"].astype("Float64").astype(float),
        ties=network.nodes["account_id"].map(ends.value_counts()).fillna(0).astype(int),
        group=network.nodes["role"].map(lambda role: role_to_group(role if isinstance(role, str) else None)),
    )
    kept = nodes["ties"] > 0
    if network.kind != "coaction":
        kept |= nodes["group"] == "campaign"
    return nodes[kept].sort_values("account_id", ignore_index=True)


def place_nodes(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Nodes as :func:`select_tied_nodes` gives them, and edges, to positions by account_id; always the same ones.

    Campaign accounts are fixed around their pair's place. The others are moved by igraph's Fruchterman-Reingold,
    seeded, or from 600 nodes on by :func:`netral.figures.layout_crowd.spread_nodes`, which has no chance in it.
    """
    if nodes.empty:
        return {}
    links = _list_links(nodes, edges)
    radius = 0.75 * math.sqrt(len(nodes)) + 2.5
    start, fixed = _place_start(nodes, links, radius)
    if len(nodes) < CROWD:
        places = _place_few(start, fixed, links)
    else:
        from netral.figures.layout_crowd import spread_nodes  # scipy takes a third of a second, and most maps are small

        places = spread_nodes(start, fixed, links, np.where(fixed, CAMPAIGN_CHARGE, 1.0), WIDEST * radius)
    return dict(zip(nodes["account_id"], map(tuple, places.tolist()), strict=True))


def _list_links(nodes: pd.DataFrame, edges: pd.DataFrame) -> npt.NDArray[np.int_]:
    """Edges to the places of their two ends, the lower first, each once and sorted: rows may come in any order."""
    index = pd.Index(nodes["account_id"])
    ends = np.column_stack([index.get_indexer(pd.Index(edges[end])) for end in ("source", "target")])
    ends = np.sort(ends[(ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])], axis=1)
    keys = np.unique(ends[:, 0] * len(nodes) + ends[:, 1])  # np.unique of rows is many times slower
    return np.column_stack(np.divmod(keys, len(nodes)))


def _place_few(start: Points, fixed: npt.NDArray[np.bool_], links: npt.NDArray[np.int_]) -> Points:
    reach = np.where(fixed, 0.0, np.inf)
    graph = igraph.Graph(n=len(start), edges=links.tolist())
    igraph.set_random_number_generator(random.Random(SEED))
    layout = graph.layout_fruchterman_reingold(
        seed=start.tolist(),
        niter=STEPS,
        start_temp=math.sqrt(len(start)) / 6,
        minx=(start[:, 0] - reach).tolist(),
        maxx=(start[:, 0] + reach).tolist(),
        miny=(start[:, 1] - reach).tolist(),
        maxy=(start[:, 1] + reach).tolist(),
        grid=False,
    )
    igraph.set_random_number_generator(random)
    return np.array(layout.coords)


def _place_start(
    nodes: pd.DataFrame, links: npt.NDArray[np.int_], radius: float
) -> tuple[Points, npt.NDArray[np.bool_]]:
    """Campaign nodes at their pair's place, the others at the mean of what they touch, a little apart."""
    fixed = (nodes["group"] == "campaign").to_numpy()
    start = _spiral(len(nodes)) * radius / 4
    pairs = nodes["pair_no"].where(fixed)
    pair_nos = sorted(pairs.dropna().unique())
    for order, pair_no in enumerate(pair_nos):
        members = np.flatnonzero(pairs == pair_no)
        spread = max(0.9 * math.sqrt(len(members)), 0.07 * radius * math.sqrt(len(members)))
        start[members] = _pair_place(order, len(pair_nos), radius) + _spiral(len(members)) * spread
    touched = np.zeros((len(nodes), 3))
    for here, there in (links.T, links.T[::-1]):
        np.add.at(touched, here, np.column_stack([start[there], np.ones(len(there))]) * fixed[there][:, None])
    drawn = ~fixed & (touched[:, 2] > 0)
    start[drawn] = 0.7 * touched[drawn, :2] / touched[drawn, 2:] + 0.3 * start[drawn]
    return start, fixed


def _spiral(count: int) -> Points:
    """So many points evenly within a disc of radius 1, by the golden angle."""
    order = np.arange(count)
    distance = np.sqrt((order + 0.5) / max(count, 1)) if count > 1 else np.zeros(count)
    angle = order * GOLDEN_ANGLE
    points: Points = np.column_stack([np.cos(angle) * distance, np.sin(angle) * distance])
    return points


def _pair_place(order: int, pairs: int, radius: float) -> Points:
    """The place of one pair: two lie left and right, more of them on a circle that starts at the top left."""
    angle = (
        math.pi - 2 * math.pi * order / pairs
        if pairs < 3
        else math.pi * (0.5 + 1 / pairs) - 2 * math.pi * order / pairs
    )
    wider = WIDEST if pairs > 2 else 0.95
    return np.array([wider * math.cos(angle), math.sin(angle)]) * radius if pairs > 1 else np.zeros(2)
