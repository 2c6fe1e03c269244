"""Insularity and reciprocity: counted by networkx, known in closed form, and the same whatever a pair's number."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.model import Pair, Registry
from netral.networks.measure_mixing import measure_insularity, measure_reciprocity
from tests.networks.invented_ties import EDGES, SIZE, Edge, make_network, make_ties, make_undirected

GROUPS = st.lists(st.sampled_from(["U1", "U2", "U3", None]), min_size=SIZE, max_size=SIZE)
REGISTRY = Registry((), (), (Pair(1, "Satu", False), Pair(2, "Dua", True), Pair(3, "Tiga", False)))


@settings(deadline=None)
@given(EDGES, GROUPS)
def test_ties_inside_and_outside_are_those_networkx_counts(edges: list[Edge], groups: list[str | None]) -> None:
    table = measure_insularity(make_ties(edges), groups, permutations=3).set_index("group")
    graph = make_undirected(edges)
    known = [(left, right) for left, right in graph.edges if groups[left] and groups[right]]
    assert list(table.index) == [*sorted({group for group in groups if group}), "all"]
    for group in table.index[:-1]:
        inside = sum(groups[left] == groups[right] == group for left, right in known)
        outside = sum((groups[left] == group) != (groups[right] == group) for left, right in known)
        assert table.loc[group, ["internal", "external", "accounts"]].tolist() == [inside, outside, groups.count(group)]
        if inside + outside:
            assert table.loc[group, "ei_index"] == pytest.approx((outside - inside) / (outside + inside))
        else:
            assert pd.isna(table.loc[group, "ei_index"]) and pd.isna(table.loc[group, "p_value"])
    same = sum(groups[left] == groups[right] for left, right in known)
    assert table.loc["all", ["internal", "external"]].tolist() == [same, len(known) - same]


def test_cliques_are_closed_and_two_sides_of_a_bipartite_graph_are_open() -> None:
    groups = ["U1"] * 5 + ["U2"] * 5
    cliques = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    closed = measure_insularity(make_ties([(*edge, 1) for edge in cliques.edges], 10), groups)
    assert closed["ei_index"].tolist() == [-1, -1, -1] and closed["p_value"].max() < 0.05
    sides = nx.complete_bipartite_graph(5, 5)
    opened = measure_insularity(make_ties([(*edge, 1) for edge in sides.edges], 10), groups)
    assert opened["ei_index"].tolist() == [1, 1, 1] and opened["p_value"].min() == 1.0


def test_shuffled_labels_are_expected_to_meet_as_often_as_the_sizes_of_groups_say() -> None:
    graph = nx.gnm_random_graph(30, 150, seed=4)
    groups = ["U1"] * 10 + ["U2"] * 20
    table = measure_insularity(make_ties([(*edge, 1) for edge in graph.edges], 30), groups).set_index("group")
    inside = (10 * 9 + 20 * 19) / (30 * 29)
    assert table.loc["all", "expected"] == pytest.approx(1 - 2 * inside, abs=0.02)
    assert 0.02 < table.loc["all", "p_value"] < 0.98


def test_insularity_is_the_same_when_it_is_measured_again() -> None:
    ties, groups = make_ties([(0, 1, 1), (1, 2, 1), (3, 4, 2)]), ["U1", "U1", "U2", "U2", None, *["U1"] * 4]
    pd.testing.assert_frame_equal(measure_insularity(ties, groups), measure_insularity(ties, groups))


def test_returned_ties_are_given_for_every_pair() -> None:
    roles = {
        "a": ("opd", None),
        "b": ("person", None),
        "c": ("volunteer", 1),
        "d": ("candidate", 2),
        "m": ("media", None),
    }
    edges = [("a", "c", 3), ("b", "c", 1), ("c", "a", 2), ("d", "b", 1), ("a", "m", 5), ("m", "b", 5)]
    table = measure_reciprocity(make_network(edges, roles), REGISTRY)
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    assert [tuple(row.values()) for row in rows] == [
        (1, "Satu", 2, 1, 1, pytest.approx(2 / 3)),
        (2, "Dua", 0, 1, 0, 0.0),
        (3, "Tiga", 0, 0, 0, None),
    ]


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.booleans()), min_size=1))
def test_reciprocity_of_the_only_pair_is_that_of_the_whole_graph(ties: set[tuple[str, str, bool]]) -> None:
    roles = dict.fromkeys("abc", ("opd", None)) | dict.fromkeys("xyz", ("volunteer", 1))
    edges = [(left, right, 1) if forward else (right, left, 1) for left, right, forward in sorted(ties)]
    table = measure_reciprocity(make_network(edges, roles), REGISTRY)
    graph = nx.DiGraph([edge[:2] for edge in edges])
    assert table.loc[0, "reciprocity"] == pytest.approx(nx.overall_reciprocity(graph))
