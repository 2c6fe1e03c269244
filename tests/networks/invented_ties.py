"""Small invented graphs, as our ties and as the networkx graph that is the oracle."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import strategies as st

from netral.model import Network
from netral.networks.ties import Ties, merge_ties

SIZE = 9
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(1, 9)).filter(lambda e: e[0] != e[1]),
    max_size=40,
    unique_by=lambda edge: edge[:2],
)
Edge = tuple[int, int, int]


def make_ties(edges: Sequence[Edge], size: int = SIZE) -> Ties:
    """Edges (source, target, weight) between places to ties."""
    source, target, weight = (np.array([edge[at] for edge in edges], dtype=np.int64) for at in range(3))
    ids = pd.Index([f"x:{place}" for place in range(size)])
    return merge_ties(Ties(ids, source, target, weight.astype(float)))


def make_digraph(edges: Sequence[Edge], size: int = SIZE) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(edges)
    return graph


def make_undirected(edges: Sequence[Edge], size: int = SIZE) -> nx.Graph:
    """Both directions of a tie are one; their weights are added up."""
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for source, target, weight in edges:
        seen = graph.get_edge_data(source, target, {"weight": 0})["weight"]
        graph.add_edge(source, target, weight=seen + weight)
    return graph


def make_network(edges: Sequence[tuple[str, str, int]], roles: dict[str, tuple[str, int | None]]) -> Network:
    """Edges between named accounts, each with its role and pair, to a network with the columns that measures read."""
    names = sorted(roles)
    nodes = pd.DataFrame({
        "account_id": names,
        "platform": "x",
        "handle": names,
        "role": [roles[name][0] for name in names],
        "unit_id": "U1",
        "pair_no": pd.array([roles[name][1] for name in names], dtype="Int64"),
        "community": pd.array([None] * len(names), dtype="Int64"),
    })  # fmt: skip
    count = len(edges)
    frame = pd.DataFrame({
        "source": pd.Series([edge[0] for edge in edges], dtype="str"),
        "target": pd.Series([edge[1] for edge in edges], dtype="str"),
        "kind": "share",
        "weight": pd.Series([edge[2] for edge in edges], dtype="int64"),
        "p_value": pd.array([None] * count, dtype="Float64"),
        "q_value": pd.array([None] * count, dtype="Float64"),
        "effect": pd.array([None] * count, dtype="Float64"),
    })  # fmt: skip
    return Network("interaction", None, nodes, frame)
