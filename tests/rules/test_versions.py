"""Catalogues that extend others: on each day one version of a rule is in force, and the later catalogue's stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadRule
from netral.model import Rule
from netral.rules import load_catalogue
from netral.rules.versions import sort_rules, supersede
from tests.invented_investigation import Invention, names
from tests.rules.invented_rule import RULE, write_catalogue

EXTENDS = 'id: edaran\nversion: "1"\nextends: {}\n'
CIRCULAR = RULE | {"id": "D-6", "version": "edaran", "valid_from": date(2024, 10, 1)}
QUESTION = {
    "rules": ["D-6"],
    "asks": {"id": "Bolehkah mengikuti?"},
    "positions": [
        {"by": {"id": "Bawaslu Kota"}, "date": date(2024, 10, 1), "says": {"id": "Boleh."}, "source": "SE 1/2024",
         "confidence": "C-prim"},
    ],
}  # fmt: skip
EPOCH = date(2024, 1, 1)
(SAMPLE,) = [rule for rule in load_catalogue("skb-2022").rules if rule.rule_id == "D-6"]


def in_force(rules: Any, rule_id: str, day: date) -> list[str]:
    return [
        rule.version for rule in rules
        if rule.rule_id == rule_id and rule.valid_from <= day <= (rule.valid_to or date.max)
    ]  # fmt: skip


def test_a_circular_beside_the_shipped_catalogue_replaces_a_rule_from_its_own_day_on(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "edaran", CIRCULAR, head=EXTENDS.format("skb-2022"))
    catalogue = load_catalogue(str(folder))
    assert (catalogue.catalogue_id, len(catalogue.rules)) == ("edaran", 20)
    assert in_force(catalogue.rules, "D-6", date(2024, 9, 30)) == ["1"]
    assert in_force(catalogue.rules, "D-6", date(2024, 10, 1)) == ["edaran"]
    assert in_force(catalogue.rules, "KE-4", date(2024, 10, 1)) == ["1"]
    ours = [rule for rule in catalogue.rules if rule.version == "edaran"]
    assert [question.behaviour for question in ours[0].questions] == ["follow"]


def test_a_circular_that_only_takes_a_position_adds_it_to_the_question(tmp_path: Path) -> None:
    folder = write_catalogue(
        tmp_path / "edaran", head=EXTENDS.format("skb-2022"), interpretations={"follow": QUESTION, "join": QUESTION}
    )
    found = {rule.rule_id: rule.questions for rule in load_catalogue(str(folder)).rules}
    assert [(each.behaviour, len(each.positions)) for each in found["D-6"]] == [("follow", 4), ("join", 1)]
    assert [(each.behaviour, len(each.positions)) for each in found["KE-4"]] == [("follow", 3)]


def test_a_folder_extends_another_by_a_path_from_its_own_place(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "provinsi", RULE | {"id": "P-1"}, head=EXTENDS.format("skb-2022"))
    folder = write_catalogue(tmp_path / "kota", RULE | {"id": "K-1"}, head=EXTENDS.format("../provinsi"))
    assert {"K-1", "P-1", "KE-4"} < {rule.rule_id for rule in load_catalogue(str(folder)).rules}


def test_catalogues_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "satu", RULE, head=EXTENDS.format("../dua"))
    write_catalogue(tmp_path / "dua", RULE, head=EXTENDS.format("../satu"))
    with pytest.raises(BadRule, match=r"dua.catalogue\.yaml, line 3: key 'extends' is '\.\./satu'"):
        load_catalogue(str(tmp_path / "satu"))


def test_acts_are_read_by_the_circular_from_its_day_on(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "uji" / "edaran", CIRCULAR, head=EXTENDS.format("skb-2022"))
    made = Invention(tmp_path / "uji", rules="edaran")
    made.volunteer("relawan", 1)
    made.act(made.opd("dinas_awal"), "share", "relawan", "2024-09-30T23:59:59+08:00")
    made.act(made.opd("dinas_akhir"), "share", "relawan", "2024-10-01T00:00:00+08:00")
    assert {lead.subject.handle: lead.rule.version for lead in made.find().leads} == {
        "dinas_awal": "1", "dinas_akhir": "edaran",
    }  # fmt: skip
    assert names(made.leads()) == [("dinas_awal", "D-6", 1), ("dinas_akhir", "D-6", 1)]


def make_versions(name: str, days: list[int], open_end: bool) -> list[Rule]:
    """Day numbers to versions of one rule: each from one day to the next but one, disjoint."""
    days = sorted(days)
    pairs = [(days[n], days[n + 1] if n + 1 < len(days) else None) for n in range(0, len(days), 2)]
    return [
        replace(
            SAMPLE, version=f"{name}{n}", valid_from=EPOCH + timedelta(first),
            valid_to=EPOCH + timedelta(last) if last is not None else None if open_end else date(2030, 1, 1),
        )
        for n, (first, last) in enumerate(pairs)
    ]  # fmt: skip


DAYS = st.lists(st.integers(0, 40), unique=True, max_size=8)


@given(DAYS, DAYS, st.booleans(), st.integers(-2, 45))
def test_on_every_day_the_later_catalogue_stands_and_the_earlier_fills_the_rest(
    earlier_days: list[int], later_days: list[int], open_end: bool, number: int
) -> None:
    earlier, later = make_versions("a", earlier_days, open_end), make_versions("b", later_days, open_end)
    day = EPOCH + timedelta(number)
    expected = in_force(later, "D-6", day) or in_force(earlier, "D-6", day)
    assert in_force(supersede(earlier, later), "D-6", day) == expected


@given(st.lists(st.text(max_size=6), max_size=6))
def test_rules_of_any_names_can_be_ordered(rule_ids: list[str]) -> None:
    rules = [replace(SAMPLE, rule_id=rule_id) for rule_id in rule_ids]
    assert sorted(rule.rule_id for rule in sort_rules(rules)) == sorted(rule_ids)


def test_acts_under_two_versions_of_a_rule_are_one_lead_by_the_version_at_the_first(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "uji" / "edaran", CIRCULAR, head=EXTENDS.format("skb-2022"))
    made = Invention(tmp_path / "uji", rules="edaran")
    made.volunteer("relawan", 1)
    made.opd("dinas")
    made.acts("dinas", "like", "relawan", 1, "2024-09-30T10:00:00+08:00")
    made.acts("dinas", "like", "relawan", 2, "2024-10-02T10:00:00+08:00")
    (lead,) = made.find().leads
    assert (lead.rule.version, len(lead.acts), lead.notes) == ("1", 3, ("rule_versions",))
