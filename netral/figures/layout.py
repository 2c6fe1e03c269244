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
STEPS = 400


def select_tied_nodes(network: Network) -> pd.DataFrame:
    """A network to the nodes to draw: the whole campaign side, and every other account with at least one tie.

    Adds ``group`` (opd, person, campaign or other) and ``ties`` (number of edges); sorted by account_id.
    """
    ends = pd.concat([network.edges["source"], network.edges["target"]])
    nodes = network.nodes.assign(
        pair_no=network.nodes["pair_no"].astype("Float64").astype(float),
        ties=network.nodes["account_id"].map(ends.value_counts()).fillna(0).astype(int),
        group=network.nodes["role"].map(lambda role: role_to_group(role if isinstance(role, str) else None)),
    )
    kept = nodes[(nodes["ties"] > 0) | (nodes["group"] == "campaign")]
    return kept.sort_values("account_id", ignore_index=True)


def place_nodes(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Nodes as :func:`select_tied_nodes` gives them, and edges, to positions by account_id.

    Campaign accounts are fixed around their pair's place; igraph's Fruchterman-Reingold moves the others, seeded.
    """
    if nodes.empty:
        return {}
    index = {account_id: row for row, account_id in enumerate(nodes["account_id"])}
    known = edges[edges["source"].isin(index) & edges["target"].isin(index)]
    links = np.column_stack([known["source"].map(index), known["target"].map(index)]).astype(int)
    links = np.unique(links, axis=0)  # sorted, so that the order of rows changes nothing
    start, fixed = _place_start(nodes, links)
    reach = np.where(fixed[:, None], 0.0, np.inf)
    graph = igraph.Graph(n=len(nodes), edges=links[links[:, 0] != links[:, 1]].tolist()).simplify()
    igraph.set_random_number_generator(random.Random(SEED))
    layout = graph.layout_fruchterman_reingold(
        seed=start.tolist(),
        niter=STEPS,
        start_temp=math.sqrt(len(nodes)) / 6,
        minx=(start[:, 0] - reach[:, 0]).tolist(),
        maxx=(start[:, 0] + reach[:, 0]).tolist(),
        miny=(start[:, 1] - reach[:, 0]).tolist(),
        maxy=(start[:, 1] + reach[:, 0]).tolist(),
        grid=False,
    )
    igraph.set_random_number_generator(random)
    return {account_id: (x, y) for account_id, (x, y) in zip(nodes["account_id"], layout.coords, strict=True)}


def _place_start(nodes: pd.DataFrame, links: npt.NDArray[np.int_]) -> tuple[Points, npt.NDArray[np.bool_]]:
    """Campaign nodes at their pair's place, the others at the mean of what they touch, a little apart."""
    fixed = (nodes["group"] == "campaign").to_numpy()
    radius = 0.75 * math.sqrt(len(nodes)) + 2.5
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
    wider = 1.35 if pairs > 2 else 0.95
    return np.array([wider * math.cos(angle), math.sin(angle)]) * radius if pairs > 1 else np.zeros(2)
