"""The numbers beside a lead: all pairs with the same depth, what each received, how usual it is around, chance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from tests.invented_investigation import ETHICS_TIME, Invention, find_lead_of, make_envelope, names


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """Three pairs with a volunteer account each."""
    made = Invention(tmp_path / "uji", pairs=3)
    for number, handle in enumerate(("relawan_satu", "relawan_dua", "relawan_tiga"), start=1):
        made.volunteer(handle, number)
    return made


def test_all_pairs_count_every_usable_act_of_the_class_and_no_follow(invention: Invention) -> None:
    invention.opd("dinas")
    for kind, count in (("share", 2), ("like", 1), ("coauthor", 1), ("comment", 2), ("reply", 1), ("quote", 1)):
        invention.acts("dinas", kind, "relawan_satu", count)
    invention.acts("dinas", "mention", "relawan_dua", 3)
    invention.act("dinas", "tag", "relawan_dua")
    for target in ("relawan_satu", "relawan_dua", "relawan_tiga"):
        invention.act("dinas", "follow", target)
        invention.act("dinas", "join", target)
    invention.acts("dinas", "share", "relawan_dua", 3, ETHICS_TIME)
    invention.acts("dinas", "share", "relawan_dua", 3, "2025-01-01T00:00:00Z")
    invention.acts("dinas", "share", "relawan_dua", 3, None)
    result = invention.leads()
    lead = find_lead_of(result, "dinas")
    assert lead["all_pairs"] == {"1": 4, "2": 0, "3": 0}
    assert lead["all_pairs_undirected"] == {"1": 4, "2": 4, "3": 0}
    ethics = find_lead_of(result, "dinas", 2, "KE-4")
    assert ethics["all_pairs"] == {"1": 0, "2": 3, "3": 0}


def test_relative_divides_by_what_each_pair_received_from_all_confirmed_accounts_and_scales_to_one(
    invention: Invention,
) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.person("diretas", flags="disputed")
    invention.person("gelap", confirmed_by="")
    invention.acts("dinas", "share", "relawan_satu", 3)
    invention.acts("dinas", "share", "relawan_dua", 1)
    invention.acts("pegawai", "like", "relawan_satu", 1)
    invention.acts("diretas", "like", "relawan_satu", 2)
    invention.acts("pegawai", "comment", "relawan_satu", 5)
    invention.acts("gelap", "share", "relawan_dua", 9)
    invention.acts("warga", "share", "relawan_dua", 9)
    invention.acts("pegawai", "like", "relawan_satu", 2, ETHICS_TIME)
    lead = find_lead_of(invention.leads(), "dinas")
    satu, dua = 3 / 6, 1 / 1
    assert lead["relative"]["1"] == pytest.approx(satu / (satu + dua))
    assert lead["relative"]["2"] == pytest.approx(dua / (satu + dua))
    assert lead["relative"]["3"] is None
    assert lead["all_pairs"] == {"1": 3, "2": 1, "3": 0}


def test_a_pair_that_received_from_others_only_has_zero(invention: Invention) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.act("dinas", "share", "relawan_satu")
    invention.act("pegawai", "like", "relawan_dua")
    assert find_lead_of(invention.leads(), "dinas")["relative"] == {"1": 1.0, "2": 0.0, "3": None}


def test_a_lead_of_replies_alone_has_nothing_relative_and_no_test(invention: Invention) -> None:
    invention.opd("dinas")
    invention.acts("dinas", "reply", "relawan_satu", 2)
    lead = find_lead_of(invention.leads(), "dinas")
    assert lead["all_pairs"] == {"1": 0, "2": 0, "3": 0}
    assert lead["relative"] == {"1": None, "2": None, "3": None}
    assert (lead["p_value"], lead["q_value"]) == (None, None)


def test_the_base_rate_counts_the_others_of_unit_and_registry_disputed_ones_included(invention: Invention) -> None:
    invention.opd("dinas", "U1")
    for handle, unit, cells in (
        ("diam_satu", "U1", {}), ("suka_satu", "U1", {}), ("suka_dua", "U1", {}),
        ("diretas", "U1", {"flags": "disputed"}), ("komentar", "U1", {}), ("lain_unit", "U2", {}),
        ("gelap", "U1", {"confirmed_by": ""}),
    ):  # fmt: skip
        invention.person(handle, unit, **cells)
    invention.acts("dinas", "share", "relawan_satu", 2)
    for handle in ("suka_satu", "diretas", "lain_unit", "gelap"):
        invention.act(handle, "like", "relawan_satu")
    invention.act("suka_dua", "like", "relawan_dua")
    invention.act("komentar", "comment", "relawan_satu")
    invention.act("diam_satu", "like", "relawan_satu", ETHICS_TIME)
    lead = find_lead_of(invention.leads(), "dinas")
    assert lead["base_rate"] == {"unit": pytest.approx(2 / 5), "registry": pytest.approx(3 / 6)}


def test_a_base_rate_of_nobody_else_is_null(invention: Invention) -> None:
    invention.opd("dinas", "U1")
    invention.acts("dinas", "share", "relawan_satu", 1)
    assert find_lead_of(invention.leads(), "dinas")["base_rate"] == {"unit": None, "registry": None}
    invention.person("pegawai", "U2")
    assert find_lead_of(invention.leads(), "dinas")["base_rate"] == {"unit": None, "registry": 0.0}


def test_an_account_without_a_unit_has_no_base_rate_of_one(invention: Invention) -> None:
    for handle in ("satu", "dua"):
        invention.act(invention.person(handle, unit_id=""), "share", "relawan_satu")
    lead = find_lead_of(invention.leads(), "satu")
    assert lead["base_rate"] == {"unit": None, "registry": 1.0}
    assert lead["subject"]["unit_id"] is None


def test_the_test_against_chance_is_the_hypergeometric_tail_over_all_subjects_of_a_week_and_kind(
    invention: Invention,
) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.person("diam")
    invention.acts("dinas", "share", "relawan_satu", 5)
    invention.acts("dinas", "share", "relawan_dua", 1)
    invention.acts("pegawai", "share", "relawan_dua", 6)
    lead = find_lead_of(invention.leads(), "dinas")
    table = {
        ("dinas", 1): (5, 5, 6), ("dinas", 2): (1, 7, 6), ("pegawai", 1): (0, 5, 6), ("pegawai", 2): (6, 7, 6),
    }  # fmt: skip
    p_values = {key: stats.hypergeom.sf(seen - 1, 12, pair, own) for key, (seen, pair, own) in table.items()}
    others = [1.0] * (9 - len(p_values))
    expected_q = stats.false_discovery_control([*p_values.values(), *others])[0]
    assert lead["p_value"] == pytest.approx(p_values["dinas", 1])
    assert lead["q_value"] == pytest.approx(expected_q)


def test_acts_of_another_kind_or_week_are_no_comparison(invention: Invention) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.acts("dinas", "share", "relawan_satu", 5)
    invention.acts("pegawai", "like", "relawan_dua", 6)
    invention.acts("pegawai", "share", "relawan_dua", 6, "2024-10-08T10:00:00+08:00")
    lead = find_lead_of(invention.leads(), "dinas")
    assert (lead["p_value"], lead["q_value"]) == (1.0, 1.0)


def test_education_counts_likes_below_the_threshold_once_a_subject_and_pair(invention: Invention) -> None:
    for handle in ("satu", "dua", "tiga", "empat", "lima"):
        invention.person(handle)
    invention.person("diretas", flags="disputed")
    invention.acts("satu", "like", "relawan_satu", 2)
    invention.act("satu", "like", "relawan_dua")
    invention.acts("dua", "like", "relawan_satu", 3)
    invention.act("tiga", "like", "relawan_satu")
    invention.act("tiga", "share", "relawan_satu")
    invention.act("empat", "like", "relawan_satu", "2025-01-01T00:00:00Z")
    invention.act("empat", "like", "relawan_satu", None)
    invention.act("lima", "like", "relawan_satu", ETHICS_TIME)
    invention.act("lima", "like", "relawan_satu")
    invention.acts("diretas", "like", "relawan_satu", 2)
    result = invention.leads()
    assert result["education"]["single_likes"] == 3  # satu toward two pairs, lima toward one
    assert sorted(names(result)) == [("dua", "D-6", 1), ("tiga", "D-6", 1)]


def test_education_counts_follows_of_confirmed_accounts_joins_apart(invention: Invention) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.person("gelap", confirmed_at="")
    invention.account("kantor", "incumbent_office", basis="official_directory")
    for actor in ("dinas", "pegawai", "gelap", "warga"):
        for target in ("relawan_satu", "relawan_dua", "kantor"):
            invention.act(actor, "follow", target)
        invention.act(actor, "join", "relawan_tiga")
    invention.act("relawan_satu", "follow", "dinas")
    result = invention.leads()
    assert result["education"]["follows"] == 4
    assert result["nil"] is True


def test_coverage_counts_what_is_declared_unconfirmed_and_incomplete(invention: Invention) -> None:
    invention.opd("dinas")
    invention.person("pegawai", platform="instagram")
    invention.person("pegawai")
    invention.person("gelap", basis_ref="")
    invention.opd("klaim", basis="claimed")
    invention.act("dinas", "like", "relawan_satu")
    invention.ingest()
    users = [{"id": 700 + number, "username": f"warga{number}"} for number in range(3)]
    for name, target, declared in (
        ("penuh", "relawan_satu", 3),
        ("kurang", "relawan_dua", 40),
        ("tanpa", "relawan_tiga", None),
    ):
        invention.ingest_lines(f"{name}.jsonl", [followers(user, target, declared) for user in users])
    coverage = invention.leads()["coverage"]
    stated = {
        "accounts_declared": 3, "unconfirmed": 2, "employees": 100, "platforms": ["x"], "lists_incomplete": 1,
        "disputed": [], "handle_reused": [],
    }  # fmt: skip
    assert {key: coverage[key] for key in stated} == stated


def followers(user: dict[str, Any], target: str, declared: int | None) -> dict[str, Any]:
    further = {} if declared is None else {"declared_count": declared}
    return make_envelope(user, "2024-10-01T00:00:00Z", "followers", target_handle=target, **further)


def test_an_investigation_without_any_act_is_a_nil_report_with_coverage(invention: Invention) -> None:
    invention.opd("dinas")
    invention.act("warga", "like", "relawan_satu")
    result = invention.leads()
    assert (result["nil"], result["leads"], result["coordinated"]) == (True, [], [])
    assert result["coverage"]["accounts_declared"] == 1
