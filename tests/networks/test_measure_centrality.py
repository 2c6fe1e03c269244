"""Betweenness, PageRank and nearness: what networkx finds on small graphs, and what is known in closed form."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.networks.measure_centrality import draw_sources, measure_betweenness, measure_nearness, measure_pagerank
from netral.networks.ties import find_tied, merge_ties
from tests.networks.invented_ties import EDGES, SIZE, Edge, make_digraph, make_ties, make_undirected

TOLERANCE = 1e-6


@settings(deadline=None)
@given(EDGES)
def test_betweenness_is_what_networkx_counts(edges: list[Edge]) -> None:
    found, expected = (
        measure_betweenness(make_ties(edges)),
        nx.betweenness_centrality(make_undirected(edges), normalized=False),
    )
    tied = {place for edge in edges for place in edge[:2]}
    for place in range(SIZE):
        assert found[place] == pytest.approx(expected[place]) if place in tied else np.isnan(found[place])


@settings(deadline=None)
@given(EDGES.filter(bool), st.integers(1, 5), st.integers(0, 99))
def test_sampled_betweenness_is_networkx_from_the_same_sources_scaled_up(
    edges: list[Edge], count: int, seed: int
) -> None:
    ties = make_ties(edges)
    tied = np.flatnonzero(find_tied(ties))
    drawn = draw_sources(tied, count, seed)
    graph = make_undirected(edges)
    expected = nx.betweenness_centrality_subset(graph, drawn.tolist(), list(graph))
    found = measure_betweenness(ties, sources=count, seed=seed)
    assert [found[place] for place in tied] == pytest.approx([expected[p] * len(tied) / len(drawn) for p in tied])


def test_the_centre_of_a_star_lies_between_every_two_of_its_points() -> None:
    found = measure_betweenness(make_ties([(0, place, 1) for place in range(1, SIZE)]))
    assert found.tolist() == [(SIZE - 1) * (SIZE - 2) / 2, *[0.0] * (SIZE - 1)]


def test_along_a_path_betweenness_is_the_product_of_both_sides() -> None:
    found = measure_betweenness(make_ties([(place, place + 1, 1) for place in range(SIZE - 1)]))
    assert found.tolist() == [place * (SIZE - 1 - place) for place in range(SIZE)]


@settings(deadline=None)
@given(EDGES)
def test_pagerank_is_what_networkx_finds(edges: list[Edge]) -> None:
    expected = nx.pagerank(make_digraph(edges), tol=1e-13, max_iter=2000)
    found = measure_pagerank(make_ties(edges))
    assert found.tolist() == pytest.approx([expected[place] for place in range(SIZE)], abs=TOLERANCE)
    assert found.sum() == pytest.approx(1)


@settings(deadline=None)
@given(EDGES.filter(bool), st.sets(st.integers(0, SIZE - 1), min_size=1))
def test_nearness_is_networkx_from_the_tied_accounts_of_each_pair(edges: list[Edge], side: set[int]) -> None:
    ties = make_ties(edges)
    tied = find_tied(ties)
    sides = {1: np.array(sorted(side)), 2: np.array(sorted(set(range(SIZE)) - side), dtype=np.int64)}
    found = measure_nearness(ties, sides)
    assert set(found) == {1, 2}
    graph = make_undirected(edges)
    for pair_no, places in sides.items():
        starts = [place for place in places.tolist() if tied[place]]
        if not starts:
            assert np.isnan(found[pair_no]).all()
            continue
        expected = nx.pagerank(graph, personalization=dict.fromkeys(starts, 1), tol=1e-13, max_iter=2000)
        for place in range(SIZE):
            if tied[place]:
                assert found[pair_no][place] == pytest.approx(expected[place], abs=TOLERANCE)
            else:
                assert np.isnan(found[pair_no][place])
        assert np.nansum(found[pair_no]) == pytest.approx(1)


def test_pairs_with_mirrored_ties_are_equally_near_to_the_account_between_them() -> None:
    found = measure_nearness(
        make_ties([(0, 1, 3), (0, 2, 3), (3, 1, 1), (4, 2, 1)]), {1: np.array([1]), 2: np.array([2])}
    )
    assert found[1][0] == pytest.approx(found[2][0])
    assert found[1][3] == pytest.approx(found[2][4]) and found[1][3] > found[2][3]


def test_a_network_without_accounts_has_no_measures() -> None:
    nothing = make_ties([], size=0)
    assert len(measure_pagerank(nothing)) == len(measure_betweenness(nothing)) == 0
    assert len(measure_nearness(nothing, {1: np.array([], dtype=np.int64)})[1]) == 0


@settings(deadline=None)
@given(EDGES)
def test_both_directions_of_a_tie_are_one_undirected_tie_with_their_weights_added_up(edges: list[Edge]) -> None:
    undirected, expected = merge_ties(make_ties(edges), directed=False), make_undirected(edges)
    assert {(s, t): w for s, t, w in zip(undirected.source, undirected.target, undirected.weight, strict=True)} == {
        (min(s, t), max(s, t)): w for s, t, w in expected.edges(data="weight")
    }
