"""Times that people, tools or platforms write into a file -> UTC microseconds that the tables can hold."""

from __future__ import annotations

import math
import re

from netral.times import SECOND_US, BadTime, bound_instant, parse_iso

# A number since 1970, in seconds, milliseconds or microseconds.
Epoch = int | float | str | None
_NUMBER = re.compile(r"-?\d{1,17}(\.\d{1,9})?", re.ASCII)
# A count of seconds reaches the first bound in the year 5138; one of milliseconds passed it in 1973.
_FIRST_MILLISECOND, _FIRST_MICROSECOND = 10**11, 10**14


def parse_moment(text: str, zone: str | None = None) -> tuple[int | None, bool]:
    """An ISO 8601 time to UTC microseconds and whether its zone had to be assumed; 1970 and before stay unknown.

    Raises
    ------
    BadTime
        When the text is no time, or lies beyond the year 9998.
    """
    instant_us, assumed = parse_iso(text, zone)
    return bound_instant(instant_us), assumed


def epoch_to_us(value: Epoch) -> int | None:
    """A number since 1970 to UTC microseconds; its size tells its unit. Nothing, 0, 1970 and before stay unknown.

    >>> epoch_to_us(1727748000), epoch_to_us("1727748000123"), epoch_to_us(0)
    (1727748000000000, 1727748000123000, None)

    Raises
    ------
    BadTime
        When the value is no number, or lies beyond the year 9998.
    """
    if value.__class__ is int and 0 < value < _FIRST_MICROSECOND:  # nearly every time there is
        return bound_instant(value * (SECOND_US if value < _FIRST_MILLISECOND else 1000))
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise BadTime("the time is no number of seconds or milliseconds since 1970")
        value = float(value) if "." in value else int(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise BadTime("the time is no finite number")
    return bound_instant(int(value * _unit_us(abs(value))))


def name_precision(instant_us: int | None) -> str | None:
    """UTC microseconds to ``second``, or ``millisecond`` where there is more than whole seconds; None for none."""
    if instant_us is None:
        return None
    return "second" if instant_us % SECOND_US == 0 else "millisecond"


def _unit_us(size: int | float) -> int:
    if size < _FIRST_MILLISECOND:
        return SECOND_US
    return 1000 if size < _FIRST_MICROSECOND else 1
