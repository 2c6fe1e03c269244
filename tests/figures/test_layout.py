"""Where nodes lie: always at the same places, apart from each other, those of a crowd around what they touch."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from netral.figures.layout import CROWD, place_nodes, select_tied_nodes
from netral.figures.layout_crowd import spread_nodes
from tests.figures.invented import invent_coaction, invent_network


def to_array(places: dict[str, tuple[float, float]], account_ids: pd.Series) -> np.ndarray:
    return np.array([places[account_id] for account_id in account_ids])


@pytest.mark.parametrize("size", [200, 3000])
def test_the_same_network_lies_the_same_twice(size: int) -> None:
    network = invent_network(size)
    nodes = select_tied_nodes(network)
    assert place_nodes(nodes, network.edges) == place_nodes(nodes, network.edges)


def test_the_order_of_rows_changes_nothing_in_a_crowd() -> None:
    network = invent_network(3000)
    nodes = select_tied_nodes(network)
    assert len(nodes) > CROWD
    assert place_nodes(nodes, network.edges.iloc[::-1]) == place_nodes(nodes, network.edges)


def test_nodes_of_a_crowd_do_not_lie_on_each_other() -> None:
    network = invent_network(3000)
    nodes = select_tied_nodes(network)
    places = to_array(place_nodes(nodes, network.edges), nodes["account_id"])
    nearest = KDTree(places).query(places, k=2)[0][:, 1]
    assert np.quantile(nearest, 0.01) > 0.3
    assert np.median(nearest) > 0.6


def test_in_a_crowd_all_pairs_lie_at_the_same_distance_from_the_middle() -> None:
    network = invent_network(3000, 4)
    nodes = select_tied_nodes(network)
    places = place_nodes(nodes, network.edges)
    campaign = nodes[nodes["group"] == "campaign"]
    centres = [to_array(places, part["account_id"]).mean(axis=0) / (1.35, 1) for _, part in campaign.groupby("pair_no")]
    distances = [float(np.hypot(*centre)) for centre in centres]
    assert max(distances) - min(distances) < 0.05 * max(distances)


def test_whoever_has_ties_with_one_pair_alone_lies_nearest_to_it() -> None:
    network = invent_network(3000, 3)
    nodes = select_tied_nodes(network)
    at = place_nodes(nodes, network.edges)
    campaign = nodes[nodes["group"] == "campaign"].groupby("pair_no")["account_id"]
    centres = {pair_no: to_array(at, ids).mean(axis=0) for pair_no, ids in campaign}
    ties = network.edges.groupby("source")["pair_no"].agg(["min", "max", "count"])
    alone = ties[(ties["min"] == ties["max"]) & (ties["count"] == network.edges.groupby("source").size())]
    near = [
        min(centres, key=lambda pair_no: float(np.hypot(*(centres[pair_no] - at[account_id])))) == pair
        for account_id, pair in alone["min"].items()
    ]
    assert len(near) > 500
    assert np.mean(near) > 0.95


@settings(deadline=None, max_examples=25)
@given(
    size=st.integers(2, 40),
    ties=st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60),
    still=st.integers(0, 3),
)
def test_every_place_is_a_number_and_fixed_nodes_stay(size: int, ties: list[tuple[int, int]], still: int) -> None:
    links = np.array([tie for tie in ties if max(tie) < size], dtype=int).reshape(-1, 2)
    angle = np.arange(size) * 2.4
    start = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(np.arange(size) + 1.0)[:, None]
    fixed = np.arange(size) < still
    places = spread_nodes(start, fixed, links, np.ones(size), 8.0)
    assert np.isfinite(places).all()
    assert (places[fixed] == start[fixed]).all()


def test_a_coaction_network_shows_only_accounts_with_a_tie() -> None:
    network = invent_coaction()
    assert "x:c1" in set(network.nodes["account_id"])
    assert "x:c1" not in set(select_tied_nodes(network)["account_id"])
