"""Measures beside the nodes: every pair has its columns, nothing is ordered by them, and they are in the export."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from netral.model import Pair, Registry
from netral.networks import measure_network, write_network
from tests.networks.invented_ties import make_network

REGISTRY = Registry((), (), (Pair(1, "Satu", False), Pair(2, "Dua", True), Pair(3, "Tiga", False)))
ROLES = {
    "x:a": ("opd", None), "x:b": ("person", None), "x:c": ("volunteer", 1), "x:d": ("candidate", 2),
    "x:e": ("opd", None), "x:f": ("media", None),
}  # fmt: skip
EDGES = [("x:a", "x:c", 4), ("x:b", "x:d", 1), ("x:b", "x:c", 1), ("x:f", "x:b", 2)]


def test_every_pair_has_its_columns_and_rows_stay_in_order_of_account() -> None:
    nodes = measure_network(make_network(EDGES, ROLES), REGISTRY).nodes
    assert nodes["account_id"].tolist() == sorted(ROLES)
    assert [name for name in nodes if "pair_" in name and name != "pair_no"] == [
        f"nearness_pair_{n}" for n in (1, 2, 3)
    ]
    assert nodes["nearness_pair_3"].isna().all()
    assert nodes["pagerank"].sum() == pytest.approx(1)
    tieless = nodes.set_index("account_id").loc["x:e"]
    assert tieless[["community", "community_stability", "betweenness", "nearness_pair_1"]].isna().all()
    assert nodes["community"].dtype == "Int64" and set(nodes["community"].dropna()) <= {1, 2, 3}


def test_renumbered_pairs_exchange_their_columns() -> None:
    other = {name: (role, {1: 2, 2: 1}.get(pair or 0)) for name, (role, pair) in ROLES.items()}
    before, after = (measure_network(make_network(EDGES, roles), REGISTRY).nodes for roles in (ROLES, other))
    pd.testing.assert_series_equal(before["nearness_pair_1"], after["nearness_pair_2"], check_names=False)
    pd.testing.assert_series_equal(before["betweenness"], after["betweenness"])


def test_measures_are_in_every_file_of_the_network(tmp_path: Path) -> None:
    exposure = pd.DataFrame({
        "account_id": ["x:a"] * 3 + ["x:b"] * 3, "pair_no": [1, 2, 3] * 2,
        "share": pd.array([0.5, 0.25, 0.0, None, None, None], dtype="Float64"),
    })  # fmt: skip
    network = measure_network(make_network(EDGES, ROLES), REGISTRY, exposure)
    assert network.nodes["account_id"].tolist() == sorted(ROLES)
    assert network.nodes.set_index("account_id").loc["x:a", "exposure_pair_2"] == 0.25
    write_network(network, tmp_path / "F.csv")
    written = pd.read_csv(tmp_path / "F.nodes.csv")
    assert {"betweenness", "pagerank", "nearness_pair_1", "exposure_pair_3"} <= set(written)
    write_network(network, tmp_path / "F.graphml")
    assert nx.read_graphml(tmp_path / "F.graphml").nodes["x:b"]["betweenness"] > 0
    assert "adjusted Rand index" in network.note


def test_a_network_without_ties_is_measured_too() -> None:
    network = measure_network(make_network([], ROLES), REGISTRY)
    assert network.nodes[["community", "betweenness", "nearness_pair_2"]].isna().all().all()
