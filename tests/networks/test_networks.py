"""The follow and the interaction network: who is in them, which way an edge points, and what its columns say."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from netral.errors import BadParameter
from netral.model import Network
from netral.pipeline import build_network, compare_pairs, read_evidence
from tests.invented_investigation import CAMPAIGN_TIME, ETHICS_TIME, Invention, make_envelope

CONTEXT = ["all_pairs", "base_rate_unit", "base_rate_registry"]
EDGE_COLUMNS = [
    "source", "target", "source_handle", "target_handle", "kind", "weight", "pair_no", "phase", "first_at", "last_at",
    "p_value", "q_value", "effect",
]  # fmt: skip
NODE_COLUMNS = ["account_id", "platform", "handle", "role", "unit_id", "pair_no", "community"]


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """Everything that may stand in a network, and what may not."""
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("calon_dua", 2, role="candidate")
    made.account("kantor_petahana", "incumbent_office", pair_no=1, basis="official_directory")
    made.account("berita", "media", basis="official_directory")
    made.opd("dinas")
    made.person("pegawai")
    made.person("gelap", confirmed_by="")
    made.opd("sepi", "U3")
    return made


def list_edges(network: Network) -> set[tuple[str, str, str, int, int | None, str | None]]:
    rows = network.edges.astype(object).where(network.edges.notna(), None).to_dict("records")
    return {
        (row["source_handle"], row["kind"], row["target_handle"], row["weight"], row["pair_no"], row["phase"])
        for row in rows
    }


def test_interactions_have_the_direction_of_who_acted_and_the_pair_of_the_campaign_end(invention: Invention) -> None:
    invention.acts("dinas", "share", "relawan_satu", 2)
    invention.act("dinas", "share", "relawan_satu", ETHICS_TIME)
    invention.act("dinas", "reply", "relawan_satu")
    invention.act("calon_dua", "tag", "pegawai")
    invention.act("pegawai", "like", "berita")
    invention.act("kantor_petahana", "mention", "dinas")
    invention.act("pegawai", "share", "calon_dua", "2025-01-01T00:00:00Z")
    invention.act("pegawai", "share", "calon_dua", None)
    network = invention.network()
    assert list_edges(network) == {
        ("dinas", "share", "relawan_satu", 2, 1, "campaign"),
        ("dinas", "share", "relawan_satu", 1, 1, "registration"),
        ("dinas", "reply", "relawan_satu", 1, 1, "campaign"),
        ("calon_dua", "tag", "pegawai", 1, 2, "campaign"),
        ("pegawai", "like", "berita", 1, None, "campaign"),
        ("kantor_petahana", "mention", "dinas", 1, 1, "campaign"),
        ("pegawai", "share", "calon_dua", 2, 2, None),
    }
    assert (network.kind, network.phase) == ("interaction", None)


def test_columns_are_those_of_the_contract_with_their_types(invention: Invention) -> None:
    invention.act("dinas", "share", "relawan_satu")
    invention.act("dinas", "follow", "relawan_satu")
    for kind in ("interaction", "follow"):
        network = invention.network(kind)
        assert list(network.edges.columns) == [*EDGE_COLUMNS, *CONTEXT]
        assert list(network.nodes.columns)[: len(NODE_COLUMNS)] == NODE_COLUMNS
        assert network.edges["pair_no"].dtype == "Int64"
        assert str(network.edges["first_at"].dtype).endswith("UTC]")
        assert network.edges[["p_value", "q_value", "effect"]].dtypes.eq("Float64").all()
    assert list(network.edges["source"]) == ["x:@dinas"]


def test_ties_among_subjects_among_campaigns_and_with_outsiders_are_left_out(invention: Invention) -> None:
    for kind in ("share", "follow"):
        invention.act("dinas", kind, "pegawai")
        invention.act("relawan_satu", kind, "calon_dua")
        invention.act("berita", kind, "relawan_satu")
        invention.act("warga", kind, "relawan_satu")
        invention.act("pegawai", kind, "warga")
        invention.act("gelap", kind, "relawan_satu")
        invention.act("relawan_satu", kind, "gelap")
        invention.act("dinas", kind, "dinas")
    for kind in ("interaction", "follow"):
        network = invention.network(kind)
        assert network.edges.empty
        assert set(network.nodes["handle"]) == {
            "relawan_satu", "calon_dua", "kantor_petahana", "berita", "dinas", "pegawai", "sepi",
        }  # fmt: skip


def test_accounts_without_a_tie_are_nodes_with_their_role_unit_and_pair(invention: Invention) -> None:
    invention.act("dinas", "share", "relawan_satu")
    nodes = invention.network().nodes.set_index("handle")
    assert (nodes.loc["sepi", "role"], nodes.loc["sepi", "unit_id"]) == ("opd", "U3")
    assert nodes.loc["calon_dua", "pair_no"] == 2
    assert pd.isna(nodes.loc["berita", "pair_no"]) and pd.isna(nodes.loc["sepi", "community"])
    assert nodes.loc["sepi", ["in_degree", "out_degree", "in_strength", "out_strength"]].tolist() == [0, 0, 0, 0]


def test_follows_point_to_the_followed_and_have_observations_but_no_time_of_their_own(invention: Invention) -> None:
    invention.act("dinas", "follow", "relawan_satu", None, observed_at="2024-10-01T00:00:00Z")
    invention.act("dinas", "follow", "relawan_satu", None, observed_at="2024-10-09T00:00:00Z")
    invention.act("calon_dua", "follow", "dinas", None, observed_at="2024-10-02T00:00:00Z")
    invention.act("pegawai", "join", "calon_dua", None, observed_at="2024-10-02T00:00:00Z")
    network = invention.network("follow")
    assert list_edges(network) == {
        ("dinas", "follow", "relawan_satu", 1, 1, None),
        ("calon_dua", "follow", "dinas", 1, 2, None),
        ("pegawai", "join", "calon_dua", 1, 2, None),
    }
    edge = network.edges.set_index("source_handle").loc["dinas"]
    assert (str(edge["first_at"]), str(edge["last_at"])) == ("2024-10-01 00:00:00+00:00", "2024-10-09 00:00:00+00:00")


def test_a_phase_keeps_what_lies_wholly_in_it(invention: Invention) -> None:
    invention.act("dinas", "share", "relawan_satu", ETHICS_TIME)
    invention.act("dinas", "share", "relawan_satu", "2024-09-25T00:00:00+08:00")
    invention.act("dinas", "share", "relawan_satu", "2024-11-23T23:59:59+08:00")
    invention.act("dinas", "share", "relawan_satu", "2024-11-24T00:00:00+08:00")
    invention.act("dinas", "like", "relawan_satu", "2024-11-23")
    found = {edge[1]: edge[3] for edge in list_edges(invention.network(phase="campaign"))}
    assert found == {"share": 2, "like": 1}
    assert invention.network(phase="campaign").phase == "campaign"
    assert len(list_edges(invention.network(phase="vote"))) == 0


def test_a_phase_of_the_follow_network_is_when_a_list_showed_the_tie(invention: Invention) -> None:
    for actor, days in (("dinas", ["2024-09-10"]), ("pegawai", ["2024-09-10", "2024-10-05"]), ("sepi", ["2024-10-05"])):
        for day in days:
            invention.act(actor, "follow", "relawan_satu", None, observed_at=f"{day}T00:00:00Z")
    in_campaign = {edge[0] for edge in list_edges(invention.network("follow", "campaign"))}
    assert in_campaign == {"pegawai", "sepi"}
    assert {edge[5] for edge in list_edges(invention.network("follow", "campaign"))} == {"campaign"}


def test_an_account_acts_in_the_role_it_had_then(invention: Invention) -> None:
    invention.volunteer("bekas", 1, valid_to="2024-09-30")
    invention.volunteer("bekas", 2, valid_from="2024-10-01")
    invention.act("dinas", "share", "bekas", "2024-09-30T10:00:00+08:00")
    invention.act("dinas", "share", "bekas", "2024-10-01T10:00:00+08:00")
    assert {(edge[4], edge[3]) for edge in list_edges(invention.network())} == {(1, 1), (2, 1)}


def test_unknown_kinds_and_phases_name_what_there_is(invention: Invention) -> None:
    investigation = invention.ingest()
    with pytest.raises(BadParameter, match=r"'teman' is unknown; allowed are follow, interaction"):
        build_network(investigation, "teman")
    invention.act("dinas", "share", "relawan_satu")
    for kind in ("follow", "interaction"):
        with pytest.raises(BadParameter, match=r"'kampanye' is unknown; allowed are registration, determination"):
            invention.network(kind, "kampanye")


def test_networkx_counts_the_same_degrees_and_strengths(invention: Invention) -> None:
    for actor, kind, target, count in (
        ("dinas", "share", "relawan_satu", 3), ("dinas", "like", "relawan_satu", 2), ("dinas", "share", "calon_dua", 1),
        ("pegawai", "reply", "relawan_satu", 2), ("relawan_satu", "tag", "pegawai", 4),
        ("pegawai", "like", "berita", 1),
    ):  # fmt: skip
        invention.acts(actor, kind, target, count)
    invention.acts("dinas", "share", "relawan_satu", 1, ETHICS_TIME)
    network = invention.network()
    graph = network.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(network.edges) and set(graph) == set(network.nodes["account_id"])
    neighbours = nx.DiGraph(graph)
    nodes = network.nodes.set_index("account_id")
    for node in graph:
        assert nodes.loc[node, "in_degree"] == neighbours.in_degree(node)
        assert nodes.loc[node, "out_degree"] == neighbours.out_degree(node)
        assert nodes.loc[node, "in_strength"] == graph.in_degree(node, weight="weight")
        assert nodes.loc[node, "out_strength"] == graph.out_degree(node, weight="weight")
    assert graph.nodes["x:@berita"]["role"] == "media" and "pair_no" not in graph.nodes["x:@berita"]


def test_the_table_of_acts_beside_the_network_walks_back_to_each_record(invention: Invention) -> None:
    invention.acts("dinas", "share", "relawan_satu", 2)
    invention.act("relawan_satu", "tag", "dinas")
    invention.act("pegawai", "like", "berita", None)
    acts = read_evidence(invention.ingest())
    assert list(acts["kind"]) == ["share", "share", "tag", "like"] or set(acts["kind"]) == {"share", "tag", "like"}
    assert len(acts) == 4
    assert acts["occurred_at"].isna().tolist() == [False, False, False, True]
    assert acts["locator"].str.startswith("line:").all() and acts["record_sha256"].str.len().eq(64).all()
    weights: dict[str, int] = defaultdict(int)
    for edge in list_edges(invention.network()):
        weights[edge[1]] += edge[3]
    assert dict(acts["kind"].value_counts()) == dict(weights)


def test_the_newest_handle_names_a_node(invention: Invention) -> None:
    invention.opd("dinas_lama", platform_id="501")
    follower = {"id": 501, "username": "dinas_baru"}
    invention.ingest_lines(
        "f.jsonl", [make_envelope(follower, "2024-10-01T00:00:00Z", "followers", target_handle="relawan_satu")]
    )
    network = invention.network("follow")
    assert list(network.edges["source_handle"]) == ["dinas_baru"]
    assert "dinas_baru" in set(network.nodes["handle"])


def test_all_pairs_stand_side_by_side_wherever_one_does(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", pairs=3)
    for number in (1, 2, 3):
        made.volunteer(f"relawan_{number}", number)
    made.opd("dinas", "U1")
    made.person("pegawai", "U1")
    made.opd("sepi", "U2")
    made.acts("dinas", "share", "relawan_1", 3)
    made.acts("dinas", "like", "relawan_2", 1)
    made.acts("pegawai", "share", "relawan_1", 1)
    made.acts("pegawai", "comment", "relawan_3", 2)
    made.act("relawan_3", "tag", "dinas")
    made.act("sepi", "mention", "relawan_3", CAMPAIGN_TIME)
    table = compare_pairs(made.ingest())
    assert list(table.columns) == ["unit_id", "unit", "pair_no", "pair", "kind", "acts", "accounts", "base_rate"]
    assert table.groupby(["unit_id", "kind"])["pair_no"].apply(list).map(lambda pairs: pairs == [1, 2, 3]).all()
    assert set(table["unit_id"]) == {"U1", "U2"} and set(table["kind"]) == {"share", "like", "comment", "mention"}
    cells = table.set_index(["unit_id", "kind", "pair_no"])[["acts", "accounts", "base_rate"]]
    assert cells.loc[("U1", "share", 1)].tolist() == [4, 2, 1.0]
    assert cells.loc[("U1", "like", 2)].tolist() == [1, 1, 0.5]
    assert cells.loc[("U1", "comment", 3)].tolist() == [2, 1, 0.0]
    assert cells.loc[("U1", "share", 3)].tolist() == [0, 0, 0.0]
    assert cells.loc[("U2", "share", 1)].tolist() == [0, 0, 0.0]
    assert cells.loc[("U2", "mention", 3)].tolist() == [1, 1, 0.0]
