"""What of the measures leaves the house: those of institutions and of the campaign side, and nobody else's."""

from __future__ import annotations

import pandas as pd

from netral.model import Pair, Registry
from netral.networks import keep_backbone, measure_network, withhold_measures, withhold_small_units
from netral.networks.published import PLAIN_COLUMNS
from tests.networks.invented_ties import make_network

REGISTRY = Registry((), (), (Pair(1, "Satu", False), Pair(2, "Dua", True)))
ROLES = {
    "x:a": ("opd", None), "x:b": ("person", None), "x:c": ("volunteer", 1), "x:d": ("candidate", 2),
    "x:e": ("opd", None), "x:f": ("media", None), "x:g": ("campaign_team", 2),
}  # fmt: skip
EDGES = [("x:a", "x:c", 4), ("x:b", "x:d", 1), ("x:b", "x:c", 1), ("x:f", "x:b", 2), ("x:a", "x:g", 1)]


def measure(disputed: set[str]) -> pd.DataFrame:
    measured = measure_network(make_network(EDGES, ROLES), REGISTRY)
    return withhold_measures(measured, disputed).nodes.set_index("account_id")


def test_personal_and_disputed_accounts_have_no_measure_and_no_community() -> None:
    nodes = measure({"x:g"})
    withheld = [name for name in nodes if name not in PLAIN_COLUMNS]
    assert {"community", "community_stability", "betweenness", "pagerank", "nearness_pair_1"} <= set(withheld)
    assert nodes.loc[["x:b", "x:g"], withheld].isna().all().all()
    assert nodes.loc[["x:a", "x:c", "x:d", "x:f"], withheld].notna().all().all()


def test_an_account_without_a_tie_has_none_either() -> None:
    nodes = measure(set())
    assert nodes.loc["x:e", ["community", "betweenness", "pagerank", "nearness_pair_1"]].isna().all()


def test_who_an_account_is_and_the_order_of_rows_stay() -> None:
    before = measure_network(make_network(EDGES, ROLES), REGISTRY).nodes
    after = measure({"x:g"}).reset_index()
    plain = [name for name in before if name in PLAIN_COLUMNS]
    pd.testing.assert_frame_equal(after[plain], before[plain])


def test_a_unit_with_one_or_two_people_seen_has_no_numbers() -> None:
    roster = pd.DataFrame({
        "account_id": ["x:1", "x:2", "x:3", "x:4", "x:5", "x:6"], "is_latest": True,
        "role": ["opd", "person", "person", "person", "person", "opd"],
    })  # fmt: skip
    exposure = pd.DataFrame({
        "account_id": ["x:1", "x:2", "x:3", "x:4", "x:5", "x:6"],
        "unit_id": ["U1", "U1", "U2", "U2", "U2", "U3"], "followees": [4, 4, 4, 4, 4, 4],
    })  # fmt: skip
    by_unit = pd.DataFrame({
        "unit_id": ["U1", "U2", "U3"], "followees": [8, 12, 4], "campaign_followees": [2, 3, 1],
        "share": [0.25, 0.25, 0.25], "relative": [0.5, 0.5, 0.5],
    })  # fmt: skip
    shown = withhold_small_units(by_unit, exposure, roster).set_index("unit_id")
    assert shown.loc["U1"].isna().all()
    assert shown.loc[["U2", "U3"]].notna().all().all()
    unseen = withhold_small_units(by_unit, exposure.assign(followees=[4, 0, 4, 4, 0, 4]), roster).set_index("unit_id")
    assert unseen.loc["U2"].isna().all() and unseen.loc[["U1", "U3"]].notna().all().all()


def test_a_backbone_keeps_edges_as_they_were_and_says_how_many() -> None:
    edges = [("x:a", "x:c", 90), *[("x:a", f"x:{name}", 1) for name in "defg"]]
    network = make_network(edges, ROLES)
    network.edges["p_value"] = pd.array([0.5] * len(edges), dtype="Float64")
    thin = keep_backbone(network)
    assert thin.edges[["source", "target", "p_value"]].to_numpy().tolist() == [["x:a", "x:c", 0.5]]
    assert "1 of 5 ties kept" in thin.note
