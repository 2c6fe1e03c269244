"""The region's clock: its zone, the phases of its election, and which rule a moment falls under."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

TIMEZONE = ZoneInfo("Asia/Makassar")
PHASES = {
    "registration": (date(2024, 8, 27), date(2024, 9, 21)),
    "determination": (date(2024, 9, 22), date(2024, 9, 24)),
    "campaign": (date(2024, 9, 25), date(2024, 11, 23)),
    "quiet": (date(2024, 11, 24), date(2024, 11, 26)),
    "vote": (date(2024, 11, 27), date(2024, 11, 27)),
}
OUTSIDE = {"before": (date(2024, 7, 15), date(2024, 8, 20)), "after": (date(2024, 11, 29), date(2024, 12, 2))}
FIRST_SWEEP, SECOND_SWEEP = datetime(2024, 10, 15, 3, tzinfo=UTC), datetime(2024, 12, 5, 2, tzinfo=UTC)
FOLLOWERS_AT = datetime(2024, 11, 20, 1, tzinfo=UTC)
WHOLE_PERIOD = (date(2024, 8, 5), date(2024, 12, 2))


def draw_moment(rng: Random, first: date, last: date) -> datetime:
    """A moment between 06:00 and 19:59 local time on a day from ``first`` to ``last``, as a UTC instant.

    Acts follow a post within three hours, hence on the same local day and in the same phase.
    """
    day = first + timedelta(days=rng.randrange((last - first).days + 1))
    local = datetime.combine(day, time(rng.randrange(6, 20), rng.randrange(60), rng.randrange(60)), TIMEZONE)
    return local.astimezone(UTC)


def date_to_rule(at: datetime) -> str:
    """A UTC instant to KE-4 before the pairs were determined, D-6 from then on, nothing outside all phases."""
    day: date = at.replace(tzinfo=at.tzinfo or UTC).astimezone(TIMEZONE).date()
    for phase, (first, last) in PHASES.items():
        if first <= day <= last:
            return "KE-4" if phase == "registration" else "D-6"
    return ""
