"""Instants, the three zones, and the times that platforms write or hide in their ids."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netral.times import (
    SECOND_US,
    ZONE_LABELS,
    BadTime,
    datetime_to_us,
    day_bounds_us,
    format_utc,
    local_date,
    parse_iso,
    parse_platform_time,
    parse_x_time,
    snowflake_to_us,
    us_to_datetime,
)

AWARE = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))


@given(AWARE)
def test_an_instant_survives_the_way_to_microseconds_and_back(instant: datetime) -> None:
    assert us_to_datetime(datetime_to_us(instant)) == instant


@given(AWARE)
def test_a_printed_instant_reads_back(instant: datetime) -> None:
    text = format_utc(instant)
    assert text.endswith("Z")
    assert parse_iso(text) == (datetime_to_us(instant), False)


def test_whole_seconds_are_printed_without_a_fraction() -> None:
    assert format_utc(datetime(2024, 9, 27, 14, 5, tzinfo=ZoneInfo("Asia/Makassar"))) == "2024-09-27T06:05:00Z"


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)])
def test_a_day_begins_and_ends_at_the_regions_own_midnight(zone: str, hour: int) -> None:
    first_us, last_us = day_bounds_us(date(2024, 9, 22), zone)
    assert us_to_datetime(first_us) == datetime(2024, 9, 21, hour, tzinfo=UTC)
    assert us_to_datetime(last_us + 1) == datetime(2024, 9, 22, hour, tzinfo=UTC)
    assert (local_date(first_us - 1, zone), local_date(first_us, zone)) == (date(2024, 9, 21), date(2024, 9, 22))
    assert (local_date(last_us, zone), local_date(last_us + 1, zone)) == (date(2024, 9, 22), date(2024, 9, 23))


@example(date.max, "Asia/Jakarta")
@example(date.min, "Asia/Jayapura")
@given(st.dates(), st.sampled_from(sorted(ZONE_LABELS)))
def test_every_day_there_is_has_bounds(day: date, zone: str) -> None:
    first_us, last_us = day_bounds_us(day, zone)
    assert last_us - first_us >= 23 * 3600 * SECOND_US
    assert last_us % SECOND_US == SECOND_US - 1


@pytest.mark.parametrize(
    ("text", "zone", "expected", "assumed"),
    [
        ("2024-09-27T14:05:00+08:00", None, "2024-09-27T06:05:00Z", False),
        ("2024-09-27T14:05:00Z", "Asia/Jayapura", "2024-09-27T14:05:00Z", False),
        ("2024-09-27 14:05", "Asia/Jakarta", "2024-09-27T07:05:00Z", True),
        ("2024-09-27 14:05", "Asia/Makassar", "2024-09-27T06:05:00Z", True),
        ("2024-09-27 14:05", "Asia/Jayapura", "2024-09-27T05:05:00Z", True),
        (" 2011-01-10 02:06:34+00:00 ", None, "2011-01-10T02:06:34Z", False),
        ("2024-09-27T14:05:00.123456", None, "2024-09-27T14:05:00.123456Z", True),
    ],
)
def test_a_time_without_zone_is_the_regions_and_says_so(
    text: str, zone: str | None, expected: str, assumed: bool
) -> None:
    instant_us, was_assumed = parse_iso(text, zone)
    assert (format_utc(us_to_datetime(instant_us)), was_assumed) == (expected, assumed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "2024-02-30",
        "27/09/2024",
        "2024-09-27T25:00:00Z",
        "1727417100",
        "2024-09-27 14.05",
        "2024-09-27T14:05.30",
        "1712011200000",
        "2024-09-27+08:00",
        "2024-09-27Z",
        "2024-W39",
        "2024W39T10:00",
    ],
)
def test_what_is_no_time_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(BadTime, match="is not a time"):
        parse_iso(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"),
        ("Fri Sep 27 14:05:00 +0800 2024", "2024-09-27T06:05:00Z"),
        ("Fri Sep 27 01:35:00 -0430 2024", "2024-09-27T06:05:00Z"),
    ],
)
def test_xs_own_time_is_read_with_its_offset(text: str, expected: str) -> None:
    assert format_utc(us_to_datetime(parse_x_time(text))) == expected


@pytest.mark.parametrize("text", ["", "Wed Oct 10", "Wed Okt 10 20:19:24 +0000 2018", "Wed Oct 41 20:19:24 +0000 2018"])
def test_what_is_no_time_of_x_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        parse_x_time(text)


@pytest.mark.parametrize("text", [None, "", "1970-01-01T00:00:00+00:00", "Thu Jan 01 00:00:00 +0000 1970"])
def test_nothing_and_1970_stay_unknown(text: str | None) -> None:
    assert parse_platform_time(text) is None


def test_the_id_of_an_x_post_gives_its_time() -> None:
    created_us = snowflake_to_us("1541815603606036480")
    assert created_us is not None
    assert format_utc(us_to_datetime(created_us)) == "2022-06-28T16:07:40.105000Z"


@pytest.mark.parametrize("post_id", [None, "", "20", "29700859246", "12345678901234567890", "abc", "١٢٣٤٥٦٧٨٩٠١٢"])
def test_an_id_older_than_the_scheme_or_none_gives_no_time(post_id: str | None) -> None:
    assert snowflake_to_us(post_id) is None


@given(st.datetimes(min_value=datetime(2010, 11, 5), max_value=datetime(2070, 1, 1), timezones=st.just(UTC)))
def test_an_id_made_at_an_instant_gives_that_millisecond(instant: datetime) -> None:
    milliseconds = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert snowflake_to_us(str((milliseconds - 1_288_834_974_657) << 22)) == milliseconds * 1000
