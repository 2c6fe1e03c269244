"""Tables with the pairs side by side: all pairs alike, by unit and never by result, nobody named without need."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from netral.explore.compared import (
    show_bursts,
    show_chance,
    show_chance_by_pair,
    show_coaction_balance,
    show_coactions,
    show_communities,
    show_follows,
)
from netral.model import Coordinated, Network
from netral.pipeline.groups import list_communities
from tests.figures.invented import invent_coaction, invent_network, invent_registry, invent_tests


@pytest.fixture
def network() -> Network:
    """Agencies and persons whose ids are those of the invented tests."""
    tests = invent_tests(3)
    nodes = pd.DataFrame({"account_id": tests["subject"].unique()})
    nodes["role"] = ["person" if number % 2 else "opd" for number in range(len(nodes))]
    return Network("interaction", None, nodes, pd.DataFrame())


def test_every_agency_has_a_cell_for_every_pair_in_the_order_of_units(network: Network) -> None:
    tests = invent_tests(3)
    html = show_chance(tests, network, invent_registry(3), "en")._repr_html_()
    assert html.count("<tr>") == 1 + 20
    assert html.count("<td") == 20 * 6
    units = [part.split("<")[0] for part in html.split('<td class="plain">Dinas Contoh')[1:]]
    assert units == sorted(units)


def test_personal_accounts_are_not_in_the_table_of_accounts(network: Network) -> None:
    html = show_chance(invent_tests(3), network, invent_registry(3), "id")._repr_html_()
    assert "@dinas_02_kota (x)" in html
    assert "pegawai" not in html


def test_more_than_chance_has_a_star(network: Network) -> None:
    tests = invent_tests(3).assign(q_value=1.0)
    none = show_chance(tests, network, invent_registry(3), "en")._repr_html_()
    tests.loc[tests["subject"] == "x:a0", "q_value"] = 0.01
    some = show_chance(tests, network, invent_registry(3), "en")._repr_html_()
    assert none.count("✱") == 0
    assert some.count("✱") == 3


def test_all_pairs_are_counted_alike() -> None:
    tests = invent_tests(3).assign(q_value=1.0)
    tests.loc[(tests["pair_no"] == 2) & (tests["subject"] == "x:a3"), "q_value"] = 0.001
    html = show_chance_by_pair(tests, invent_registry(3), "en")._repr_html_()
    cells = [row.split("</td>") for row in html.split("<tr>")[2:]]
    assert [row[2].endswith(">40") for row in cells] == [True] * 3
    assert [row[4].rsplit(">", 1)[1] for row in cells] == ["0", "1", "0"]


def test_small_q_values_are_never_written_as_nothing() -> None:
    edges = invent_coaction().edges.assign(all_pairs="1:0 2:1", effect=8.25, q_value=0.0002)
    assert "8.2 × (&lt; 0.001)" in show_coactions(edges, "en")._repr_html_()
    untested = edges.assign(effect=pd.NA, q_value=pd.NA)
    assert "×" not in show_coactions(untested, "en")._repr_html_()


def test_communities_say_how_often_they_are_found_again() -> None:
    registry, network = invent_registry(3), invent_network(120)
    communities = list_communities(network, registry)
    html = show_communities(communities, "en")._repr_html_()
    assert html.count("%</td>") == len(communities) - communities["stability"].isna().sum()


def test_communities_count_every_tied_account_once_and_name_nobody() -> None:
    registry, network = invent_registry(3), invent_network(120)
    communities = list_communities(network, registry)
    tied = set(network.edges["source"]) | set(network.edges["target"])
    assert communities["accounts"].sum() == len(tied)
    campaign = [sum(int(each.split(":")[1]) for each in cell.split()) for cell in communities["campaign_by_pair"]]
    parts = communities[["opd", "person", "others"]].sum(axis=1) + campaign
    assert (parts == communities["accounts"]).all()
    assert communities["stability"].dropna().between(0, 1).all()
    assert not communities.astype(str).apply(lambda column: column.str.contains("pegawai|relawan")).any().any()


def test_a_network_without_ties_has_no_communities() -> None:
    network = invent_network(40)
    empty = Network("follow", None, network.nodes, network.edges.head(0))
    communities = list_communities(empty, invent_registry(3))
    assert communities.empty
    assert show_communities(communities, "en").text == "No tie, so there is no community."


def test_what_was_only_counted_is_printed() -> None:
    network = invent_coaction()
    coaction = SimpleNamespace(
        network=network, acts=range(1200), pairs=range(30), untimed=7, unlisted=4, crowds=[1], max_acts=300
    )
    html = show_coaction_balance(coaction, 60, "id")._repr_html_()
    assert [number for number in ("1.200", ">30<", ">7<", ">4<", ">1<") if number not in html] == []


def test_bursts_have_their_unit_and_number_of_accounts_alone() -> None:
    burst = Coordinated("U02", 1, "https://x.example/status/1", 5, 60, ("i-1", "i-2"))
    html = show_bursts(SimpleNamespace(coordinated=(burst,)), invent_registry(2), "en")._repr_html_()
    assert "Dinas Contoh Bidang 2" in html
    assert "i-1" not in html
    assert show_bursts(SimpleNamespace(coordinated=()), invent_registry(2), "en").text


def test_follows_say_when_they_were_observed() -> None:
    network = invent_network(40, kind="follow")
    assert "first observed (UTC)" in show_follows(network.edges.head(3), "en")._repr_html_()
    assert show_follows(network.edges.head(0), "en").text == "No tie was observed."
