"""Chance from captures to what people look at: leads, edges of both networks, all pairs side by side."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netral.networks import CONTEXT
from netral.pipeline import list_chance
from netral.pipeline.findings import build_pack_network
from tests.invented_investigation import ETHICS_TIME, Invention, find_lead_of


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """One agency that shares pair 1 only, among others that share both."""
    made = Invention(tmp_path / "uji")
    for handle, pair in (("relawan_satu", 1), ("relawan_dua", 2)):
        made.volunteer(handle, pair)
    made.account("kantor_petahana", "incumbent_office", pair_no=1, basis="official_directory")
    made.opd("dinas")
    made.acts("dinas", "share", "relawan_satu", 6)
    made.acts("dinas", "reply", "relawan_satu", 2)
    made.acts("dinas", "share", "kantor_petahana", 2)
    for handle in ("pegawai", "lain", "baru"):
        made.person(handle)
        made.acts(handle, "share", "relawan_dua", 3)
        made.act(handle, "share", "relawan_satu")
    made.act("dinas", "share", "relawan_satu", ETHICS_TIME)
    made.act("dinas", "share", "relawan_satu", "2025-03-01T10:00:00+08:00")
    for actor in ("dinas", "pegawai", "lain"):
        made.act(actor, "follow", "relawan_satu")
    made.act("pegawai", "follow", "relawan_dua")
    made.act("dinas", "follow", "kantor_petahana")
    return made


def index_edges(edges: pd.DataFrame) -> pd.DataFrame:
    return edges.set_index(["source_handle", "target_handle", "kind", "phase"])


def test_an_edge_carries_the_numbers_of_the_lead_whatever_phase_was_asked_for(invention: Invention) -> None:
    lead = find_lead_of(invention.leads(), "dinas")
    assert lead["p_value"] < 0.05
    for phase in (None, "campaign"):
        edges = index_edges(invention.network(phase=phase).edges)
        row = edges.loc[("dinas", "relawan_satu", "share", "campaign")]
        assert (row["p_value"], row["q_value"]) == (lead["p_value"], lead["q_value"])
        assert row["effect"] == pytest.approx(6 / (6 * 9 / 18))
    assert (
        index_edges(invention.network().edges).loc[("dinas", "relawan_satu", "share", "registration"), "p_value"] == 1
    )


@pytest.mark.parametrize("kind", ["interaction", "follow"])
def test_every_edge_toward_a_campaign_shows_all_pairs_and_the_base_rates_beside_it(
    invention: Invention, kind: str
) -> None:
    edges = invention.network(kind).edges
    toward = edges["target_handle"].str.startswith("relawan") & (edges["phase"].notna() | (kind == "follow"))
    for column in ("all_pairs", "base_rate_unit", "base_rate_registry"):
        assert edges[column].notna().tolist() == toward.tolist()
    acts = {"interaction": "1:6 2:0", "follow": "1:1 2:0"}[kind]
    own = edges[toward & edges["source_handle"].eq("dinas") & ~edges["phase"].eq("registration")]
    assert set(own["all_pairs"]) == {acts} and len(own) == {"interaction": 2, "follow": 1}[kind]
    assert set(own["base_rate_unit"]) == {{"interaction": 1.0, "follow": 2 / 3}[kind]}


def test_a_pack_has_the_same_network_without_what_would_tell_who_is_of_one_unit(invention: Invention) -> None:
    whole, opened = invention.network(), invention.ingest()
    packed = build_pack_network(opened, "interaction")
    assert list(packed.edges.columns) == [name for name in whole.edges.columns if name not in CONTEXT]
    assert len(packed.edges) == len(whole.edges)


def test_a_network_without_an_edge_has_the_same_columns(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.opd("dinas")
    made.act("lain", "share", "relawan_satu")
    for kind in ("interaction", "follow"):
        edges = made.network(kind).edges
        assert edges.empty and list(edges.columns)[-3:] == CONTEXT


def test_edges_without_a_test_are_empty(invention: Invention) -> None:
    edges = invention.network().edges
    is_tested = edges["kind"].eq("share") & edges["target_handle"].str.startswith("relawan") & edges["phase"].notna()
    assert 0 < is_tested.sum() < len(edges)
    for column in ("p_value", "q_value", "effect"):
        assert edges[column].notna().tolist() == is_tested.tolist()


def test_follows_are_tested_toward_campaign_accounts_only(invention: Invention) -> None:
    edges = invention.network("follow").edges
    assert edges["p_value"].notna().tolist() == edges["target_handle"].str.startswith("relawan").tolist()
    assert (edges["p_value"].dropna() > 0.05).all()


def test_all_pairs_stand_side_by_side_with_the_base_rate_and_in_no_order_of_results(invention: Invention) -> None:
    table = list_chance(invention.ingest())
    assert table.columns.tolist() == [
        "tested", "unit_id", "subject", "subject_handle", "pair_no", "observed", "expected", "effect", "n", "p_value",
        "q_value", "base_rate_unit", "base_rate_registry",
    ]  # fmt: skip
    assert table["tested"].unique().tolist() == ["ethics", "discipline", "follow"]
    assert (table.groupby(["tested", "subject"])["pair_no"].agg(list).map(tuple) == (1, 2)).all()
    row = table.set_index(["tested", "subject_handle", "pair_no"]).loc[("discipline", "dinas", 2)]
    assert (row["observed"], row["base_rate_unit"]) == (0, 1.0)
    assert table["subject"].tolist() == table.sort_values(
        ["tested", "unit_id", "subject"], key=lambda column: column.map({"ethics": 0, "discipline": 1, "follow": 2})
        if column.name == "tested" else column, kind="stable",
    )["subject"].tolist()  # fmt: skip
