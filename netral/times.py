"""UTC instants in microseconds, the three Indonesian zones, and the times that platforms' ids carry."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE_LABELS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
SECOND_US = 1_000_000
# Tools write 1970 where a platform gave no time; nothing that netral reads lies beyond 9998.
EARLIEST_US, LATEST_US = 365 * 86_400 * SECOND_US, 253_370_764_800 * SECOND_US
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What Python takes for something else: "14.05", as Indonesians write five past two, for a fraction of an hour; a zone
# behind a date for the time of day; a count of milliseconds for a day in the year 1712; a week for its Monday.
_MISTAKEN = re.compile(r"[T ]\d\d(:?\d\d)?[.,]|^\s*(\d{9}|\d{4}-\d\d-\d\d[Zz+-]|\d{4}-?W\d\d(?!-?\d))", re.ASCII)
X_EPOCH_MS = 1_288_834_974_657
X_FIRST_SNOWFLAKE = 29_700_859_247
X_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}  # fmt: skip


class BadTime(ValueError):
    """A text that should be a time is none. Readers turn it into a quarantined record.

    The sentence never quotes the text, which in a table whose cells have moved may be what anybody wrote.
    """


def datetime_to_us(instant: datetime) -> int:
    """An aware datetime to UTC microseconds since 1970.

    >>> datetime_to_us(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    since = instant - EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND_US + since.microseconds


def us_to_datetime(instant_us: int) -> datetime:
    """UTC microseconds to an aware UTC datetime."""
    return EPOCH + timedelta(microseconds=instant_us)


def format_utc(instant: datetime) -> str:
    """An aware datetime to ``2024-09-27T06:05:00Z``; microseconds only where there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def now_utc() -> datetime:
    """The present instant, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def parse_iso(text: str, zone: str | None = None) -> tuple[int, bool]:
    """An ISO 8601 time, with ``T`` or a space, to UTC microseconds and whether the zone had to be assumed.

    Parameters
    ----------
    text : str
        Such as ``2024-09-27T14:05:00+08:00`` or ``2011-01-10 02:06:34+00:00``.
    zone : str, optional
        Zone of a text without offset; UTC when None.

    Raises
    ------
    BadTime
        When the text is not such a time.
    """
    try:
        parsed = None if _MISTAKEN.search(text) else datetime.fromisoformat(text.strip())
    except ValueError:
        parsed = None
    if parsed is None:
        raise BadTime("this is not a time; allowed is ISO 8601 such as 2024-09-27T14:05:00+08:00")
    assumed = parsed.tzinfo is None
    if assumed:
        parsed = parsed.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
    try:
        return datetime_to_us(parsed), assumed
    except OverflowError:
        raise BadTime("the time lies outside the years 1 to 9999") from None


def parse_x_time(text: str) -> int:
    """X's own time, ``Wed Oct 10 20:19:24 +0000 2018``, to UTC microseconds.

    Raises
    ------
    BadTime
        When the text is not in that form.
    """
    parts = text.split()
    try:
        hour, minute, second = (int(part) for part in parts[3].split(":"))
        sign = -1 if parts[4][0] == "-" else 1
        offset_minutes = sign * (int(parts[4][1:3]) * 60 + int(parts[4][3:5]))
        local = datetime(int(parts[5]), X_MONTHS[parts[1]], int(parts[2]), hour, minute, second, tzinfo=UTC)
    except (IndexError, KeyError, ValueError, OverflowError):
        raise BadTime("this is not a time as X writes it, such as Wed Oct 10 20:19:24 +0000 2018") from None
    return datetime_to_us(local) - offset_minutes * 60 * SECOND_US


def parse_platform_time(text: str | None) -> int | None:
    """A platform's time in ISO 8601 or X's own form to UTC microseconds; nothing, and 1970, stay unknown.

    Raises
    ------
    BadTime
        When the text is no time, or lies beyond the year 9998.
    """
    if not text:
        return None
    if not text[0].isdigit():
        return bound_instant(parse_x_time(text))
    try:  # nearly every time there is: with an offset, and nothing around it
        since = datetime.fromisoformat(text) - EPOCH
    except (ValueError, TypeError, OverflowError):
        return bound_instant(parse_iso(text)[0])
    instant_us = (since.days * 86_400 + since.seconds) * SECOND_US + since.microseconds
    return instant_us if EARLIEST_US <= instant_us < LATEST_US else bound_instant(instant_us)


def bound_instant(instant_us: int) -> int | None:
    """UTC microseconds as the tables hold them; 1970 and before are unknown: tools write that where they have no time.

    Raises
    ------
    BadTime
        Beyond the year 9998.
    """
    if instant_us >= LATEST_US:
        raise BadTime("the time lies beyond the year 9998")
    return instant_us if instant_us >= EARLIEST_US else None


def snowflake_to_us(post_id: str | None) -> int | None:
    """The id of an X post to the instant of its creation in UTC microseconds; None for ids older than the scheme.

    Source: the id's upper bits are milliseconds since 4 November 2010, 01:42:54.657 UTC.
    """
    if not post_id or not post_id.isascii() or not post_id.isdigit() or len(post_id) > 19:
        return None
    number = int(post_id)
    return ((number >> 22) + X_EPOCH_MS) * 1000 if number >= X_FIRST_SNOWFLAKE else None


def local_date(instant_us: int, zone: str) -> date:
    """UTC microseconds to the calendar date in a zone."""
    return us_to_datetime(instant_us).astimezone(ZoneInfo(zone)).date()


def day_bounds_us(day: date, zone: str) -> tuple[int, int]:
    """A local day to its first and last microsecond in UTC."""
    first, last = (datetime.combine(day, moment, tzinfo=ZoneInfo(zone)) for moment in (time.min, time.max))
    return datetime_to_us(first), datetime_to_us(last)
