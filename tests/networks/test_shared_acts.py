"""Whom accounts act toward or follow in common: who is listed, the test on every edge, degrees without direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.errors import BadParameter
from netral.networks import shared_acts
from netral.pipeline import build_shared_audience, build_shared_targets, compare_audiences, read_exposure
from tests.invented_investigation import ETHICS_TIME, Invention

SEEN = "2024-10-01T00:00:00Z"


@pytest.fixture
def shared(tmp_path: Path) -> Invention:
    """Agencies and people that like and follow the same accounts, in and outside the registry."""
    made = Invention(tmp_path / "uji")
    made.opd("dinas")
    made.opd("badan", "U2")
    for handle in ("ani", "budi", "citra"):
        made.person(handle)
    made.volunteer("relawan", 1)
    made.volunteer("tim", 2)
    for actor in ("dinas", "badan", "ani", "budi"):
        for target in ("relawan", "warga_satu"):
            made.act(actor, "like", target)
            made.act(actor, "follow", target, None, observed_at=SEEN)
    for target in ("warga_satu", "warga_dua"):
        made.act("citra", "like", target)
    made.act("ani", "like", "warga_dua")
    made.act("citra", "reply", "relawan")
    return made


def ends(network_edges: object) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in network_edges[["source_handle", "target_handle"]].to_numpy().tolist()}  # type: ignore[index]


def test_acts_in_common_are_tested_and_people_need_a_campaign_account(shared: Invention) -> None:
    found = build_shared_targets(shared.ingest(), "interaction")
    edges = found.network.edges
    assert found.network.kind == "shared_targets" and set(edges["kind"]) == {"shared_targets"}
    assert frozenset({"ani", "budi"}) in ends(edges), "a campaign account is in common"
    assert frozenset({"ani", "citra"}) not in ends(edges) and found.unlisted == 1, "none is: counted only"
    assert edges["p_value"].between(0, 1).all() and edges["q_value"].notna().all() and (edges["effect"] > 0).all()


def test_replies_tie_nobody_and_a_phase_keeps_its_acts(shared: Invention) -> None:
    for target in ("relawan", "tim"):
        shared.act("citra", "like", target, ETHICS_TIME)
        shared.act("badan", "like", target, ETHICS_TIME)
    investigation = shared.ingest()
    early = build_shared_targets(investigation, "interaction", "registration").network
    assert ends(early.edges) == {frozenset({"citra", "badan"})} and set(early.edges["phase"]) == {"registration"}
    with pytest.raises(BadParameter, match="'tiada' is unknown"):
        build_shared_targets(investigation, "interaction", "tiada")
    with pytest.raises(BadParameter, match="allowed are follow, interaction"):
        build_shared_targets(investigation, "coaction")


def test_following_in_common_is_tested_and_counts_at_both_ends(shared: Invention) -> None:
    network = build_shared_targets(shared.ingest()).network
    assert network.kind == "cofollow" and len(network.edges) == 6
    assert network.edges["p_value"].notna().all()
    nodes = network.nodes.set_index("handle")
    for handle in ("dinas", "badan", "ani", "budi"):
        assert nodes.loc[handle, ["in_degree", "out_degree", "in_strength"]].tolist() == [3, 3, 6]


def test_too_many_pairs_are_not_tested_and_that_is_said(shared: Invention, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_acts, "MOST_PAIRS", 3)
    network = build_shared_targets(shared.ingest()).network
    assert network.edges["p_value"].isna().all() and "not tested" in network.note


def test_audiences_are_a_network_without_people_and_without_followers(shared: Invention) -> None:
    for follower in ("pengikut_a", "pengikut_b"):
        for target in ("dinas", "relawan", "tim", "ani"):
            shared.act(follower, "follow", target, None, observed_at=SEEN)
    investigation = shared.ingest()
    network = build_shared_audience(investigation)
    assert set(network.nodes["handle"]) == {"dinas", "badan", "relawan", "tim"}
    columns = ["source_handle", "target_handle", "weight", "pair_no"]
    rows = network.edges[columns].astype({"pair_no": "str"}).fillna("").itertuples(index=False)
    by_ends = {frozenset(row[:2]): tuple(row[2:]) for row in rows}
    assert by_ends[frozenset({"dinas", "relawan"})] == (2, "1")
    assert by_ends[frozenset({"relawan", "tim"})] == (2, ""), "between two pairs it is of neither"
    assert not network.edges["source"].str.contains("~").any() and network.edges["p_value"].isna().all()
    (pairs,) = compare_audiences(investigation)["pairs"].to_dict("records")
    assert (pairs["pair_no"], pairs["other_pair_no"], pairs["shared"]) == (1, 2, 2)


def test_exposure_of_units_is_shown_where_it_is_nobodys_alone(shared: Invention) -> None:
    shown = read_exposure(shared.ingest()).set_index(["unit_id", "pair_no"])
    assert shown.loc[("U1", 1), ["followees", "share"]].isna().all(), "two people's follows were seen"
    assert (shown.loc[("U2", 1), "share"], shown.loc[("U2", 2), "share"]) == (0.5, 0.0)
