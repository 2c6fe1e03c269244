"""When a case's acts became known -> the last day of every step, by a form profile and a table of holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from netral.model import DayCount, Deadline, FormProfile, Holidays

KNOWN = "known"
SATURDAY = 5
UNCONFIRMED = ("G", "U")  # marks of a table that no published instrument confirms


def count_deadlines(
    profile: FormProfile, holidays: Holidays, known_on: date, forwarded_on: date | None = None
) -> tuple[Deadline, ...]:
    """The last day of every step of a profile, in its order.

    A step that follows another is counted from the other's last day. A case that was forwarded no later than that has
    made its first step on that day, and what follows is counted from there.

    Parameters
    ----------
    known_on : date
        The local day on which the acts became known; it is not counted itself.
    forwarded_on : date, optional
        The local day on which the case was forwarded.
    """
    starts: dict[str, _Start] = {KNOWN: _Start(known_on)}
    found: list[Deadline] = []
    uncovered: int | None = None
    for step in profile.steps:
        start, due = starts[step.counted_from], None
        passed = start.passed
        if start.day is not None:
            due, uncovered, skipped = _count(start.day, step.days, step.day_count, holidays)
            passed = (*start.passed, *skipped)
        unconfirmed = passed if due and holidays.confidence in UNCONFIRMED else ()
        found.append(Deadline(step, start.day or known_on, due, None if due else uncovered, unconfirmed))
        starts[step.step_id] = _Start(due, passed)
        if step.counted_from == KNOWN and forwarded_on is not None and (due is None or forwarded_on <= due):
            starts[step.step_id] = _Start(max(forwarded_on, known_on))
    return tuple(found)


class _Start(NamedTuple):
    """What a step is counted from, and the holidays that were passed over on the way there."""

    day: date | None
    passed: tuple[date, ...] = ()


def _count(
    start: date, days: int, day_count: DayCount, holidays: Holidays
) -> tuple[date | None, int | None, tuple[date, ...]]:
    """The day so many days after another, or the year in which it cannot be counted; and the holidays in between."""
    if day_count is DayCount.CALENDAR:
        return start + timedelta(days=days), None, ()
    day, passed = start, []
    while days:
        day += timedelta(days=1)
        if day.year not in holidays.years:
            return None, day.year, ()
        is_weekday, is_holiday = day.weekday() < SATURDAY, day in holidays.days
        days -= is_weekday and not is_holiday
        passed += [day] * (is_weekday and is_holiday)
    return day, None, tuple(passed)
