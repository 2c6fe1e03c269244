"""Times that people or tools write into a file -> UTC microseconds that the tables can hold."""

from __future__ import annotations

from netral.times import SECOND_US, BadTime, parse_iso

EARLIEST_US = 365 * 86_400 * SECOND_US
LATEST_US = 253_370_764_800 * SECOND_US


def parse_moment(text: str, zone: str | None = None) -> tuple[int | None, bool]:
    """An ISO 8601 time to UTC microseconds and whether its zone had to be assumed; 1970 and before stay unknown.

    Raises
    ------
    BadTime
        When the text is no time, or lies beyond the year 9998.
    """
    instant_us, assumed = parse_iso(text, zone)
    if instant_us >= LATEST_US:
        raise BadTime("the time lies beyond the year 9998")
    return (instant_us, assumed) if instant_us >= EARLIEST_US else (None, assumed)
