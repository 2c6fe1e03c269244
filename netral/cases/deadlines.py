"""When a case's acts became known -> the last day of every step, by a form profile and a table of holidays."""

from __future__ import annotations

from datetime import date, timedelta

from netral.model import DayCount, Deadline, FormProfile, Holidays

KNOWN = "known"
SATURDAY = 5


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
    starts: dict[str, date | None] = {KNOWN: known_on}
    found: list[Deadline] = []
    uncovered: int | None = None
    for step in profile.steps:
        start, due = starts[step.counted_from], None
        if start is not None:
            due, uncovered = _count(start, step.days, step.day_count, holidays)
        found.append(Deadline(step, start or known_on, due, None if due else uncovered))
        starts[step.step_id] = due
        if step.counted_from == KNOWN and forwarded_on is not None and (due is None or forwarded_on <= due):
            starts[step.step_id] = max(forwarded_on, known_on)
    return tuple(found)


def _count(start: date, days: int, day_count: DayCount, holidays: Holidays) -> tuple[date | None, int | None]:
    """The day so many days after another, or the year in which it cannot be counted."""
    if day_count is DayCount.CALENDAR:
        return start + timedelta(days=days), None
    day = start
    while days:
        day += timedelta(days=1)
        if day.year not in holidays.years:
            return None, day.year
        days -= day.weekday() < SATURDAY and day not in holidays.days
    return day, None
