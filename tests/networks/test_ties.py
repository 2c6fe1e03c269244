"""Ties: what stands in them once, what is left out, and what no measure could be made of."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netral.errors import BadParameter
from netral.networks import find_communities, network_to_ties
from netral.networks.measure_centrality import measure_betweenness, measure_nearness, measure_pagerank
from netral.networks.ties import Ties, merge_ties, ties_to_igraph
from tests.networks.invented_ties import make_network

PARALLEL = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)), max_size=30)
ROLES = {"a": ("opd", None), "b": ("volunteer", 1)}


def make_raw(edges: list[tuple[int, int, float]], size: int = 5) -> Ties:
    source, target = (np.array([edge[at] for edge in edges], dtype=np.int64) for at in (0, 1))
    return Ties(pd.RangeIndex(size), source, target, np.array([edge[2] for edge in edges], dtype=np.float64))


@settings(deadline=None)
@given(PARALLEL, st.booleans())
def test_parallel_ties_are_added_up_and_those_without_weight_or_to_oneself_are_none(
    edges: list[tuple[int, int, int]], directed: bool
) -> None:
    expected: dict[tuple[int, int], float] = {}
    for source, target, weight in edges:
        key = (source, target) if directed else (min(source, target), max(source, target))
        if weight and source != target:
            expected[key] = expected.get(key, 0) + weight
    found = merge_ties(make_raw(edges), directed)
    keys = list(zip(found.source.tolist(), found.target.tolist(), strict=True))
    assert keys == sorted(expected) and found.weight.tolist() == [expected[key] for key in keys]
    graph = ties_to_igraph(found, directed)
    assert graph.get_edgelist() == keys and (graph.es["weight"] if keys else []) == found.weight.tolist()


@settings(deadline=None)
@given(PARALLEL)
@example([(0, 2, 3), (1, 3, 3), (3, 4, 2), (4, 2, 1), (4, 2, 1)])  # whose account 4 may be with either side
def test_measures_of_parallel_and_weightless_ties_are_those_of_the_simple_graph(
    edges: list[tuple[int, int, int]],
) -> None:
    raw, simple = make_raw(edges), merge_ties(make_raw(edges))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(5))
    graph.add_weighted_edges_from(zip(simple.source, simple.target, simple.weight, strict=True))
    expected = nx.pagerank(graph, tol=1e-13, max_iter=2000)
    assert measure_pagerank(raw).tolist() == pytest.approx([expected[place] for place in range(5)], abs=1e-6)
    np.testing.assert_array_equal(measure_betweenness(raw), measure_betweenness(simple))
    side = {1: np.array([0])}
    np.testing.assert_array_equal(measure_nearness(raw, side)[1], measure_nearness(simple, side)[1])
    # of two partitions that are equally good either may be found
    modularity = find_communities(raw, 2).modularity
    assert modularity == pytest.approx(find_communities(simple, 2).modularity, nan_ok=True)


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_means_nothing_is_refused_with_its_tie(weight: float) -> None:
    with pytest.raises(BadParameter, match=r"tie 2 - 3: weight .*; allowed are finite numbers from 0"):
        make_raw([(0, 1, 1.0), (2, 3, weight)])


def test_an_edge_to_an_account_that_is_no_node_is_refused() -> None:
    network = make_network([("a", "b", 1), ("a", "z", 1)], ROLES)
    with pytest.raises(BadParameter, match="target z is no node"):
        network_to_ties(network)
    assert len(network_to_ties(make_network([("a", "b", 2)], ROLES)).weight) == 1
