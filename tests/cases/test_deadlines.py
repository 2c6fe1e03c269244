"""Days counted from when a case became known: all of them, or those on which people work."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.cases import count_deadlines
from netral.model import DayCount, DeadlineStep, FormProfile, Holidays, Regime, RuleSource
from netral.rules import load_form_profile, load_holidays

SOURCE = RuleSource("UU Contoh", "Pasal 1", "G")
NOWHERE = Path("tidak-ada")


def step(step_id: str, days: int, count: DayCount = DayCount.WORKING, start: str = "known") -> DeadlineStep:
    return DeadlineStep(step_id, {"id": step_id}, days, count, start, (SOURCE,))


def profile(*steps: DeadlineStep) -> FormProfile:
    return FormProfile("uji", {"id": "uji"}, steps)


def holidays(*days: date) -> Holidays:
    return Holidays(dict.fromkeys(days, "libur"), frozenset({2024}), "contoh", "G")


def test_pilkada_counts_seven_calendar_days_then_three_then_two() -> None:
    found = count_deadlines(load_form_profile(Regime.PILKADA, NOWHERE), load_holidays(NOWHERE), date(2024, 10, 1))
    assert [(each.step.step_id, each.due) for each in found] == [
        ("report", date(2024, 10, 8)),
        ("action", date(2024, 10, 11)),
        ("further", date(2024, 10, 13)),
    ]


def test_pemilu_counts_working_days_and_its_holidays() -> None:
    # Wednesday before Nyepi 2024 (Monday the 11th, collective leave the 12th).
    found = count_deadlines(load_form_profile(Regime.PEMILU, NOWHERE), load_holidays(NOWHERE), date(2024, 3, 6))
    assert [(each.step.step_id, each.due) for each in found] == [
        ("report", date(2024, 3, 19)),
        ("action", date(2024, 3, 28)),
        ("further", date(2024, 4, 17)),
    ]


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (date(2024, 10, 4), date(2024, 10, 7)),  # a Friday
        (date(2024, 10, 5), date(2024, 10, 7)),  # a Saturday
        (date(2024, 10, 7), date(2024, 10, 9)),  # before a holiday
    ],
)
def test_weekends_and_holidays_are_no_working_days(known: date, due: date) -> None:
    (found,) = count_deadlines(profile(step("lapor", 1)), holidays(date(2024, 10, 8)), known)
    assert found.due == due


def test_a_year_that_the_table_does_not_cover_leaves_the_step_and_what_follows_open() -> None:
    steps = profile(step("lapor", 5), step("tangani", 1, start="lapor"), step("lain", 3, DayCount.CALENDAR))
    lapor, tangani, lain = count_deadlines(steps, holidays(), date(2024, 12, 30))
    assert (lapor.due, lapor.uncovered_year) == (None, 2025)
    assert (tangani.due, tangani.uncovered_year) == (None, 2025)
    assert (lain.due, lain.uncovered_year) == (date(2025, 1, 2), None)


def test_what_follows_is_counted_from_the_day_on_which_the_case_was_forwarded() -> None:
    steps = profile(step("lapor", 7, DayCount.CALENDAR), step("tangani", 3, DayCount.CALENDAR, "lapor"))
    lapor, tangani = count_deadlines(steps, holidays(), date(2024, 10, 1), forwarded_on=date(2024, 10, 4))
    assert (lapor.due, tangani.counted_from, tangani.due) == (date(2024, 10, 8), date(2024, 10, 4), date(2024, 10, 7))
    late = count_deadlines(steps, holidays(), date(2024, 10, 1), forwarded_on=date(2024, 11, 4))
    assert late[1].counted_from == date(2024, 10, 8)


DAYS_2024 = st.dates(date(2024, 1, 1), date(2024, 6, 30))


@given(DAYS_2024, st.integers(1, 30), st.sets(DAYS_2024, max_size=20))
def test_exactly_so_many_working_days_lie_between(known: date, days: int, off: set[date]) -> None:
    (found,) = count_deadlines(profile(step("lapor", days)), holidays(*off), known)
    assert found.due
    between = [known + timedelta(days=number) for number in range(1, (found.due - known).days + 1)]
    worked = [day for day in between if day.weekday() < 5 and day not in off]
    assert len(worked) == days and worked[-1] == found.due


@pytest.mark.parametrize(("confidence", "told"), [("G", True), ("U", True), ("C", False), ("C-prim", False)])
def test_a_day_that_rests_on_holidays_nobody_confirmed_says_which(confidence: str, told: bool) -> None:
    table = Holidays({date(2024, 10, 8): "libur", date(2024, 10, 12): "libur"}, frozenset({2024}), "contoh", confidence)
    first, second, third = count_deadlines(
        profile(step("satu", 2), step("dua", 1, start="satu"), step("tiga", 5, DayCount.CALENDAR)),
        table,
        date(2024, 10, 7),
    )
    expected = (date(2024, 10, 8),) if told else ()  # the 12th is a Saturday, and moves nothing
    assert (first.due, first.unconfirmed_holidays) == (date(2024, 10, 10), expected)
    assert second.unconfirmed_holidays == expected  # counted from a day that rests on it
    assert third.unconfirmed_holidays == ()
