"""What a person took an act for changes every table that shows acts toward a pair, and says who read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral import pipeline
from netral.explore import show_acts, show_readings
from netral.explore.evidence import acts_to_html
from netral.figures.all_pairs import summarise_units
from netral.figures.directions import drop_refuted, find_affirmed, find_refuted
from netral.figures.timeline import select_dated_acts
from netral.model import Direction, Investigation, Lead
from tests.invented_investigation import Invention


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.opd("dinas")
    made.opd("badan", "U2")
    made.acts("dinas", "comment", "relawan_satu", 3)
    made.acts("badan", "comment", "relawan_dua", 2)
    made.act("dinas", "share", "relawan_dua")
    return made


def read(investigation: Investigation, handle: str, *directions: Direction) -> None:
    lead = next(each for each in pipeline.find_leads(investigation).leads
                if each.subject.handle == handle and each.acts[0].kind == "comment")  # fmt: skip
    for act, direction in zip(lead.acts, directions, strict=False):
        pipeline.read_act(investigation, lead.lead_id, act.interaction_id, "Siti Contoh", direction, "dibaca utuh")


def test_units_side_by_side_follow_the_readings_and_the_base_rate_with_them(invention: Invention) -> None:
    investigation = invention.ingest()
    before = pipeline.compare_pairs(investigation)
    assert "support" not in before
    read(investigation, "dinas", Direction.SUPPORT, Direction.ATTACK, Direction.NEITHER)
    after = pipeline.compare_pairs(investigation).set_index(["unit_id", "pair_no", "kind"])
    columns = ["acts", "support", "attack", "neither", "unread"]
    assert after.loc[("U1", 1, "comment"), columns].tolist() == [3, 1, 1, 1, 0]
    assert after.loc[("U2", 2, "comment"), columns].tolist() == [2, 0, 0, 0, 2]
    assert after.loc[("U1", 2, "share"), columns].tolist() == [1, 1, 0, 0, 0]
    assert before.set_index(["unit_id", "pair_no", "kind"]).loc[("U1", 1, "comment"), "base_rate"] == 0
    assert after.loc[("U1", 1, "comment"), "base_rate"] == 1
    units = summarise_units(after.reset_index(), pipeline.read_registry(investigation)).set_index(
        ["unit_id", "pair_no"]
    )
    assert units.loc[("U1", 1), ["directed", "undirected", "acts"]].tolist() == [1, 0, 1]
    assert units.loc[("U2", 2), ["directed", "undirected", "acts"]].tolist() == [0, 2, 2]


def test_a_tie_that_was_read_as_no_support_leaves_its_pairs_side(invention: Invention) -> None:
    investigation = invention.ingest()
    read(investigation, "dinas", Direction.ATTACK, Direction.NEITHER, Direction.ATTACK)
    read(investigation, "badan", Direction.SUPPORT, Direction.SUPPORT)
    network = pipeline.build_network(investigation, "interaction")
    edges = network.edges.set_index(["source_handle", "kind"])
    refuted, affirmed = find_refuted(edges), find_affirmed(edges)
    assert (refuted[("dinas", "comment")], refuted[("dinas", "share")]) == (True, False)
    assert affirmed[("badan", "comment")]
    kept = drop_refuted(network).edges
    assert list(zip(kept["source_handle"], kept["kind"], strict=True)) == [("badan", "comment"), ("dinas", "share")]


def test_a_tie_with_one_unread_act_stays_as_it_was(invention: Invention) -> None:
    investigation = invention.ingest()
    read(investigation, "dinas", Direction.ATTACK, Direction.SUPPORT)
    edges = pipeline.build_network(investigation, "interaction").edges
    assert not find_refuted(edges).any() and not find_affirmed(edges).any()


def test_the_timeline_and_the_evidence_follow_and_name_the_reader(invention: Invention) -> None:
    investigation = invention.ingest()
    read(investigation, "dinas", Direction.SUPPORT, Direction.ATTACK)
    acts = pipeline.read_evidence(investigation)
    dated = select_dated_acts(acts, investigation)
    assert dated["directed"].sum() == 2  # the share, and the comment read as support
    assert len(dated) == len(acts["interaction_id"].unique()) - 1
    html = acts_to_html(acts, 0, len(acts), len(acts), "Asia/Makassar", "en")
    assert html.count("read by Siti Contoh") == 2 and "against" in html
    leads = pipeline.find_leads(investigation)
    assert show_acts(leads, investigation, lang="en").html.count("Siti Contoh") == 2


def test_who_read_what_is_a_table_of_its_own(invention: Invention) -> None:
    investigation = invention.ingest()
    assert "<table" not in show_readings(pipeline.list_readings(investigation), "en").html
    read(investigation, "dinas", Direction.SUPPORT, Direction.ATTACK, Direction.ATTACK)
    found = pipeline.list_readings(investigation)
    assert found[["read_by", "pair_no", "direction", "acts", "entries"]].to_numpy().tolist() == [
        ["Siti Contoh", 1, "attack", 2, "2, 3"], ["Siti Contoh", 1, "support", 1, "1"],
    ]  # fmt: skip
    assert "Siti Contoh" in show_readings(found, "id").html


def test_what_is_compared_with_others_stays_as_it_was(invention: Invention) -> None:
    investigation = invention.ingest()

    def find() -> Lead:
        leads = pipeline.find_leads(investigation).leads
        return next(each for each in leads if (each.subject.handle, each.pair_no) == ("dinas", 1))

    lead = find()
    read(investigation, "dinas", Direction.ATTACK, Direction.ATTACK, Direction.ATTACK)
    again = find()
    assert (lead.relative, lead.p_value, lead.q_value) == (again.relative, again.p_value, again.q_value)
    assert (again.all_pairs[1], again.all_pairs_attack[1], again.all_pairs_unread[1]) == (0, 3, 0)
