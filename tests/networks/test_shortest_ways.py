"""Shortest ways counted for many accounts at once: what igraph counts one by one, however accounts are put together."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.networks import shortest_ways
from netral.networks.measure_centrality import measure_betweenness
from netral.networks.shortest_ways import WaysTooLong, merge_alike, sum_dependencies
from netral.networks.ties import find_tied, merge_ties
from tests.networks.invented_ties import EDGES, SIZE, Edge, make_ties, make_undirected

FEW = st.lists(st.tuples(st.integers(0, 2), st.integers(3, SIZE - 1), st.just(1)), min_size=1, max_size=18)


def make_crowd(accounts: int, seed: int) -> list[Edge]:
    """A network in which thousands have a tie or two with a few whom everybody knows."""
    rng = np.random.default_rng(seed)
    hubs = accounts // 20
    own = rng.integers(hubs, accounts, 2 * accounts)
    fame = (rng.pareto(0.9, 2 * accounts) * hubs / 50).astype(np.int64) % hubs
    return [(int(source), int(target), 1) for source, target in zip(own, fame, strict=True)]


@settings(deadline=None)
@given(EDGES.filter(bool) | FEW, st.integers(0, 99))
def test_what_leads_over_an_account_is_what_networkx_finds_from_the_same_sources(edges: list[Edge], seed: int) -> None:
    undirected = merge_ties(make_ties(edges), directed=False)
    tied = np.flatnonzero(find_tied(undirected))
    sources = np.random.default_rng(seed).permutation(tied)[: 1 + seed % len(tied)]
    found = sum_dependencies(undirected, sources)
    expected = nx.betweenness_centrality_subset(make_undirected(edges), sources.tolist(), list(range(SIZE)))
    assert found / 2 == pytest.approx([expected[place] for place in range(SIZE)])


@settings(deadline=None)
@given(EDGES | FEW)
def test_accounts_are_alike_when_they_have_the_same_ties_and_only_then(edges: list[Edge]) -> None:
    graph = make_undirected(edges)
    alike = merge_alike(merge_ties(make_ties(edges), directed=False))
    for one in range(SIZE):
        for other in range(SIZE):
            assert (alike.group[one] == alike.group[other]) == (set(graph[one]) == set(graph[other]))
    assert alike.size.sum() == SIZE


def test_a_crowd_is_counted_in_parts_as_igraph_counts_it_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortest_ways, "CELLS_AT_ONCE", 5_000)
    undirected = merge_ties(make_ties(make_crowd(2_000, 1), size=2_000), directed=False)
    sources = np.flatnonzero(find_tied(undirected))[::25]
    assert len(merge_alike(undirected).size) < 1_500
    graph = igraph.Graph(n=2_000, edges=list(zip(undirected.source.tolist(), undirected.target.tolist(), strict=True)))
    assert sum_dependencies(undirected, sources) / 2 == pytest.approx(
        np.array(graph.betweenness(directed=False, sources=sources.tolist()))
    )


def test_a_chain_too_long_for_steps_is_refused_and_betweenness_takes_another_way() -> None:
    length = shortest_ways.MOST_STEPS + 20
    chain = make_ties([(place, place + 1, 1) for place in range(length - 1)], size=length)
    with pytest.raises(WaysTooLong):
        sum_dependencies(chain, np.array([0]))
    assert measure_betweenness(chain).tolist() == [place * (length - 1 - place) for place in range(length)]


def test_accounts_are_told_apart_though_their_marks_have_the_same_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    class Same:
        def integers(self, _least: int, _most: int, count: int, dtype: type) -> np.ndarray:
            return np.ones(count, dtype)

    edges = [(0, 3, 1), (1, 4, 1), (2, 5, 1), (3, 4, 1)]
    ties = merge_ties(make_ties(edges), directed=False)
    monkeypatch.setattr(shortest_ways.np.random, "default_rng", lambda _seed: Same())
    alike = merge_alike(ties)
    assert len(set(alike.group.tolist())) == SIZE
