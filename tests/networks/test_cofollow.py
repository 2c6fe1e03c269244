"""Co-following: networkx counts the same accounts in common; hubs are bounded and said so; nobody outside is named."""

from __future__ import annotations

from itertools import combinations
from math import log
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.errors import BadParameter
from netral.model import Network
from netral.networks import Cofollowing, build_cofollow_network, write_network
from netral.pipeline import load_tables
from netral.pipeline.findings import read_roster
from tests.invented_investigation import Invention
from tests.networks.invented_tables import make_roster, make_tables, read_invented

FOLLOWS = st.sets(
    st.tuples(
        st.sampled_from(["x:a", "x:b", "x:c", "x:d", "x:v", "x:w"]),
        st.sampled_from([f"x:~{n}" for n in range(6)] + ["x:v"]),
    ),
    max_size=30,
)
ROLES = {
    "x:a": ("opd", None),
    "x:b": ("person", None),
    "x:c": ("opd", None),
    "x:d": ("person", None),
    "x:v": ("volunteer", 1),
    "x:w": ("candidate", 2),
}


def build(follows: set[tuple[str, str]], **limits: int) -> Cofollowing:
    return build_cofollow_network(make_tables(sorted(follows)), make_roster(ROLES), read_invented(), **limits)


def to_rows(network: Network) -> dict[tuple[str, str], tuple[int, float, float]]:
    columns = ["source", "target", "weight", "adamic_adar", "jaccard"]
    return {(s, t): (w, a, j) for s, t, w, a, j in network.edges[columns].itertuples(index=False)}


@settings(deadline=None, max_examples=25)
@given(FOLLOWS, st.integers(1, 5), st.integers(1, 3))
def test_two_accounts_have_in_common_what_networkx_counts(
    follows: set[tuple[str, str]], hub_limit: int, min_shared: int
) -> None:
    found = build(follows, hub_limit=hub_limit, min_shared=min_shared)
    graph = nx.Graph((follower, f"to {followed}") for follower, followed in follows if follower != followed)
    hubs = [node for node in graph if node.startswith("to ") and graph.degree(node) > hub_limit]
    fame = dict(graph.degree)
    graph.remove_nodes_from(hubs)
    graph.add_nodes_from(ROLES)
    expected, unlisted = {}, 0
    for left, right in combinations(sorted(ROLES), 2):
        shared = list(nx.common_neighbors(graph, left, right))
        listed = "to x:v" in shared or {left, right} != {"x:b", "x:d"}
        if len(shared) >= min_shared and (left, right) != ("x:v", "x:w"):
            unlisted += not listed
        if len(shared) >= min_shared and (left, right) != ("x:v", "x:w") and listed:
            (jaccard,) = (each[2] for each in nx.jaccard_coefficient(graph, [(left, right)]))
            expected[left, right] = (len(shared), sum(1 / log(fame[node]) for node in shared), jaccard)
    rows = to_rows(found.network)
    assert list(rows) == sorted(expected)
    assert all(rows[key] == pytest.approx(expected[key]) for key in expected)
    assert found.unlisted == unlisted
    assert len(hubs) == len(found.bounded) + found.bounded_outside


def test_a_hub_of_the_registry_is_named_with_its_followers_and_one_outside_only_counted() -> None:
    follows = {(who, "x:v") for who in ("x:a", "x:b", "x:c")} | {(who, "x:~1") for who in ("x:a", "x:b", "x:c", "x:w")}
    found = build(follows | {("x:a", "x:~2"), ("x:b", "x:~2")}, hub_limit=2, min_shared=1)
    assert found.bounded[["account_id", "pair_no", "followers"]].to_numpy().tolist() == [["x:v", 1, 3]]
    assert found.bounded_outside == 1
    assert list(to_rows(found.network)) == [("x:a", "x:b")]


def test_the_pair_is_that_of_the_campaign_end_and_nothing_has_a_time() -> None:
    found = build({(who, f"x:~{n}") for who in ("x:a", "x:c", "x:w") for n in (1, 2)})
    edges = found.network.edges.set_index(["source", "target"])
    assert edges.loc[("x:a", "x:w"), "pair_no"] == 2 and pd.isna(edges.loc[("x:a", "x:c"), "pair_no"])
    assert edges[["first_at", "last_at", "phase"]].isna().all().all() and set(edges["kind"]) == {"cofollow"}


def test_no_outsider_is_in_any_file_and_nobody_with_one_account_in_common(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.opd("dinas")
    made.person("pegawai")
    made.volunteer("relawan", 2)
    for actor in ("dinas", "pegawai", "relawan"):
        for outsider in ("warga_satu", "warga_dua"):
            made.act(actor, "follow", outsider, None, observed_at="2024-10-01T00:00:00Z")
    made.act("dinas", "follow", "sendiri", None, observed_at="2024-10-01T00:00:00Z")
    investigation = made.ingest()
    tables = load_tables(investigation)
    roster = read_roster(investigation, tables)
    network = build_cofollow_network(tables, roster, investigation).network
    assert list(network.edges["weight"]) == [2, 2, 2]
    assert list(network.edges["jaccard"]) == pytest.approx([2 / 3, 2 / 3, 1.0])
    assert set(network.nodes["handle"]) == {"dinas", "pegawai", "relawan"}
    for path in write_network(network, tmp_path / "F.csv"):
        assert "warga" not in path.read_text(encoding="utf-8") and "~" not in path.read_text(encoding="utf-8")
    assert build_cofollow_network(tables, roster, investigation, "vote").network.edges.empty
    assert len(build_cofollow_network(tables, roster, investigation, "campaign").network.edges) == 3


def test_two_personal_accounts_are_listed_only_over_a_campaign_account_and_else_counted() -> None:
    common = {(who, f"x:~{n}") for who in ("x:b", "x:d") for n in (1, 2)}
    found = build(common)
    assert found.network.edges.empty and found.unlisted == 1
    found = build(common | {("x:b", "x:v"), ("x:d", "x:v")})
    assert to_rows(found.network)["x:b", "x:d"][0] == 3 and found.unlisted == 0


def test_limits_below_one_and_unknown_phases_are_refused() -> None:
    with pytest.raises(BadParameter, match="hub_limit is 0"):
        build(set(), hub_limit=0)
    with pytest.raises(BadParameter, match="min_shared is 0"):
        build(set(), min_shared=0)
    with pytest.raises(BadParameter, match="'tiada' is unknown"):
        build_cofollow_network(make_tables([]), make_roster(ROLES), read_invented(), "tiada")
