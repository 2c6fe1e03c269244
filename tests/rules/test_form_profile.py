"""The deadlines of an election law and the table of holidays: shipped, an agency's own, and faulty ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netral.errors import BadRule
from netral.model import DayCount, Regime
from netral.rules import load_form_profile, load_holidays

PROFILE = """\
id: kota-uji
title: {id: Batas waktu uji}
steps:
  - id: report
    title: {id: melapor}
    days: 5
    count: working
    from: known
    sources:
      - {about: days, instrument: Edaran Uji, article: null, confidence: G}
"""
TABLE = """\
source: contoh
confidence: U
years: ["2026"]
days:
  2026-08-17: Proklamasi Kemerdekaan
"""


@pytest.mark.parametrize("regime", list(Regime))
def test_every_shipped_step_names_its_days_its_sources_and_how_sure_they_are(tmp_path: Path, regime: Regime) -> None:
    profile = load_form_profile(regime, tmp_path)
    assert profile.profile_id == regime.value
    assert [step.step_id for step in profile.steps] == ["report", "action", "further"]
    assert all(step.sources and step.title["id"] and step.title["en"] for step in profile.steps)
    assert profile.steps[0].counted_from == "known"


def test_pilkada_counts_calendar_days_and_is_as_sure_as_its_weakest_source(tmp_path: Path) -> None:
    report, action, further = load_form_profile(Regime.PILKADA, tmp_path).steps
    assert [(each.days, each.day_count) for each in (report, action, further)] == [
        (7, DayCount.CALENDAR),
        (3, DayCount.CALENDAR),
        (2, DayCount.CALENDAR),
    ]
    assert report.confidence == "G" and any("2024" in doubt for doubt in report.doubts["id"])


def test_pemilu_counts_working_days(tmp_path: Path) -> None:
    steps = load_form_profile(Regime.PEMILU, tmp_path).steps
    assert [(each.days, each.day_count) for each in steps] == [(days, DayCount.WORKING) for days in (7, 7, 14)]


def test_the_shipped_table_covers_two_years_and_marks_itself_as_not_read_in_the_decree(tmp_path: Path) -> None:
    table = load_holidays(tmp_path)
    assert (table.years, table.confidence) == (frozenset({2024, 2025}), "G")
    assert "SKB 3 Menteri" in table.source
    assert {date(2024, 8, 17), date(2025, 8, 17), date(2024, 12, 25), date(2024, 11, 27)} <= set(table.days)


def test_an_investigations_own_files_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "form-profile.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "holidays.yaml").write_text(TABLE, encoding="utf-8")
    profile, table = load_form_profile(Regime.PILKADA, tmp_path), load_holidays(tmp_path)
    assert (profile.profile_id, profile.steps[0].days) == ("kota-uji", 5)
    assert table.days == {date(2026, 8, 17): "Proklamasi Kemerdekaan"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days: 5", "days: 0", "line 6: key 'steps[0].days' is '0'; allowed are whole days from 1"),
        ("days: 5", "days: 5.5", "is '5.5'"),
        ("days: 5", "days: [5]", "allowed are whole days"),
        ("count: working", "count: kerja", "line 7: key 'steps[0].count' is 'kerja'; allowed are calendar, working"),
        ("from: known", "from: report", "allowed are known"),
        ("id: report", "id: known", "'known', which is taken"),
        ("    sources:\n      - {about: days, instrument: Edaran Uji, article: null, confidence: G}\n",
         "    sources: []\n", "is empty; a deadline names where it is written"),
        ("confidence: G", "confidence: yakin", "allowed are C-prim, C, G, U"),
        ("    from: known\n", "", "key 'steps[0].from' is missing"),
        ("id: kota-uji", "id: kota-uji\nlama: 3", "key 'lama' is unknown"),
    ],
)  # fmt: skip
def test_a_faulty_profile_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PROFILE
    (tmp_path / "form-profile.yaml").write_text(PROFILE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadRule) as caught:
        load_form_profile(Regime.PILKADA, tmp_path)
    assert said in str(caught.value) and "form-profile.yaml, line" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-08-17:", "2027-08-17:", "lies outside the years covered, 2026"),
        ("2026-08-17:", "17 Agustus:", "is no day"),
        ('["2026"]', '["26"]', "allowed is a year such as 2024"),
        ("source: contoh\n", "", "key 'source' is missing"),
        ("2026-08-17: Proklamasi Kemerdekaan", "2026-08-17: a\n  2026-08-17: b", "stands here twice"),
    ],
)
def test_a_faulty_table_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TABLE
    (tmp_path / "holidays.yaml").write_text(TABLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadRule) as caught:
        load_holidays(tmp_path)
    assert said in str(caught.value) and "holidays.yaml, line" in str(caught.value)
