from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, Kind, Record
from netral.sources.edges import COLUMNS
from tests.sources.invented import list_acts, read_file, read_records

HEADER = ",".join(COLUMNS)
ZONE = "Asia/Makassar"
AT_US = 1_727_748_000_000_000
DAY_US = 86_400_000_000


def read_text(tmp_path: Path, text: str | bytes, name: str = "catatan.csv") -> list[Record]:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_records(tmp_path / name, zone=ZONE)


def read_row(tmp_path: Path, **cells: object) -> Record:
    row = {"platform": "x", "actor": "@dinas_contoh", "kind": "like", "target": "relawan_satu"} | cells
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow([row.get(name, "") for name in COLUMNS])
    (record,) = read_text(tmp_path, f"{HEADER}\n{stream.getvalue()}")
    return record


def read_parquet(tmp_path: Path, **columns: list[Any] | pa.Array) -> list[Record]:
    rows = max(len(values) for values in columns.values())
    whole = {"platform": ["x"] * rows, "actor": ["dinas"] * rows, "kind": ["like"] * rows, "target": ["relawan"] * rows}
    pq.write_table(pa.table(whole | columns), tmp_path / "a.parquet")
    return read_records(tmp_path / "a.parquet", zone=ZONE)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comma_or_semicolon_with_or_without_bom_reads_the_same(
    tmp_path: Path, delimiter: str, start: str, end: str
) -> None:
    rows = [
        ("Platform", " Actor", "KIND", "target"),
        ("x", "@Dinas", "like", "id:22"),
        ("", "", "", ""),
        ("x", "a", "b"),
    ]
    text = start + "".join(delimiter.join(row) + end for row in rows)
    records = read_text(tmp_path, text)
    assert [(record.locator, record.reason) for record in records] == [
        ("line:2", None), ("line:3", "unknown_platform"), ("line:4", "unknown_kind"),
    ]  # fmt: skip
    (act,) = records[0].acts
    assert (act.actor, act.target) == (AccountSeen("x", None, "Dinas"), AccountSeen("x", "22", None))
    assert records[0].sha256 == hash_bytes(delimiter.join(rows[1]).encode())


def test_columns_may_come_in_any_order_and_others_are_passed_over(tmp_path: Path) -> None:
    records = read_text(tmp_path, "kind,catatan,target,platform,actor\nfollow,bebas,relawan,x,warga\n")
    assert [(act.kind, act.actor.handle, act.target and act.target.handle) for act in list_acts(records)] == [
        ("follow", "warga", "relawan")
    ]


def test_a_quoted_cell_may_hold_newlines_blank_lines_quotes_and_delimiters(tmp_path: Path) -> None:
    text = 'baris satu\n\n"dua", tiga; \u2028 empat\n'
    cell = '"' + text.replace('"', '""') + '"'
    row = f"x,dinas,comment,relawan,,https://x.com/relawan/status/5,,,https://x.com/dinas/status/6,{cell}"
    first, second = read_text(tmp_path, f"{HEADER}\n{row}\nx,dinas,like,relawan\n")
    assert (first.locator, second.locator) == ("line:2", "line:6")
    assert first.acts[0].text == text.strip()
    assert first.sha256 == hash_bytes(row.encode())


@pytest.mark.parametrize("cell", ['layar 5" baru', '"tak ditutup', '"ditutup" lalu lanjut', 'a"b"c"'])
def test_a_stray_quote_costs_at_most_its_own_line(tmp_path: Path, cell: str) -> None:
    rows = [f"x,dinas,comment,relawan{number},,,,,,{cell if number in (1, 3) else ''}" for number in range(6)]
    records = read_text(tmp_path, "\n".join([HEADER, *rows]))
    assert [record.locator for record in records] == [f"line:{number}" for number in range(2, 8)]
    assert [record.reason for record in records if record.locator not in ("line:3", "line:5")] == [None] * 4


def test_a_file_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    assert read_text(tmp_path, HEADER) == []
    assert read_text(tmp_path, f"{HEADER}\n\n\n") == []


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("platform,actor,kind,target,target", "column 'target' stands there twice"),
        ("platform,actor,actor,kind,target", "column 'actor' stands there twice"),
    ],
)
def test_a_header_that_says_a_column_twice_is_refused(tmp_path: Path, header: str, problem: str) -> None:
    with pytest.raises(BadCapture, match=rf"catatan\.csv: {problem}"):
        read_text(tmp_path, f"{header}\nx,a,b,like,c\n")
    table = pa.table([pa.array(["x"])] * 5, names=header.split(","))
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(BadCapture, match=problem):
        read_records(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"platform": "friendster"}, "unknown_platform"),
        ({"kind": "retweet"}, "unknown_kind"),
        ({"actor": ""}, "actor_unknown"),
        ({"actor": "@"}, "actor_unknown"),
        ({"actor": "id:"}, "actor_unknown"),
        ({"target": ""}, "target_unknown"),
        ({"target": "@"}, "target_unknown"),
        ({"actor": "https://x.com/dinas_contoh"}, "actor_unknown"),
        ({"actor": "x:@dinas_contoh"}, "actor_unknown"),
        ({"target": "ID:123"}, "target_unknown"),
        ({"target": "@relawan @dua"}, "target_unknown"),
        ({"target": "id:1.839.522.123"}, "bad_id"),
        ({"target": "1,839,522,123"}, "bad_id"),
        ({"actor": "id:22.0"}, "bad_id"),
        ({"actor": "id:2.002"}, "bad_id"),
        ({"actor": "id:dinas_contoh"}, "bad_id"),
        ({"platform": "telegram", "target": "id:-1002002002"}, "bad_id"),
        ({"platform": "facebook", "target": "100012345"}, "target_unknown"),
        ({"actor": "#NAME?"}, "actor_unknown"),
        ({"actor": "Dinas Contoh"}, "actor_unknown"),
        ({"actor": "dinas_contoh, kantor_contoh"}, "actor_unknown"),
        ({"target": "“relawan_satu”"}, "target_unknown"),
        ({"target": "0"}, "target_unknown"),
        ({"object_url": "#N/A"}, "bad_url"),
        ({"object_url": "lihat tangkapan layar"}, "bad_url"),
        ({"object_url": "tautan"}, "bad_url"),
        ({"object_url": "0"}, "bad_url"),
        ({"object_url": '=HYPERLINK("https://x.com/relawan/status/5")'}, "bad_url"),
        ({"object_url": "https://x.com/relawan/status/5, https://x.com/relawan/status/6"}, "bad_url"),
        ({"object_url": "https://x.com/relawan/status/5\nhttps://x.com/relawan/status/6"}, "bad_url"),
        ({"act_url": "x.com/relawan/status/18409…"}, "bad_url"),
        ({"weight": "0"}, "bad_weight"),
        ({"weight": "1.5"}, "bad_weight"),
        ({"weight": "²"}, "bad_weight"),
        ({"weight": "9" * 30}, "bad_weight"),
        ({"occurred_at": "kemarin"}, "bad_time"),
        ({"occurred_at": "27/09/2024"}, "bad_time"),
        ({"occurred_at": "27/09/2024 14.05"}, "bad_time"),
        ({"occurred_at": "2024-02-30"}, "bad_time"),
        ({"occurred_at": "9999-12-31"}, "bad_time"),
        ({"occurred_at": "9999-12-31T23:59:59-12:00"}, "bad_time"),
        ({"observed_at": "2024-13-01"}, "bad_time"),
        ({"observed_at": "1712011200000"}, "bad_time"),
        ({"occurred_at": "2024-09-27+08:00"}, "bad_time"),
        ({"occurred_at": "2024-W40"}, "bad_time"),
        ({"occurred_at": "45562,58681"}, "bad_time"),
    ],
)
def test_a_bad_row_is_quarantined_with_its_reason_and_never_its_cells(
    tmp_path: Path, cells: dict[str, object], reason: str
) -> None:
    record = read_row(tmp_path, **cells)
    assert (record.reason, record.acts) == (reason, ())
    for cell in cells.values():
        assert len(str(cell)) < 4 or str(cell) not in str(record.detail)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"x,dinas,like,relawan,,,,,,,lebih", "unexpected_shape"),
        (b"x,dinas\xff,like,relawan", "unexpected_shape"),
        (b'x,"dinas"a,like,relawan', "unexpected_shape"),
        (b"x,dinas,comment,relawan,,,,,," + b"t" * 200_000, "unexpected_shape"),
    ],
)
def test_a_line_that_is_no_row_is_quarantined(tmp_path: Path, line: bytes, reason: str) -> None:
    good = b"x,dinas,like,relawan"
    records = read_text(tmp_path, b"\n".join([HEADER.encode(), good, line, good]) + b"\n")
    assert [record.reason for record in records] == [None, reason, None]


def test_a_line_of_forty_megabytes_is_quarantined(tmp_path: Path) -> None:
    text = b"x,dinas,comment,relawan,,,,,," + b"t" * 40_000_000
    records = read_text(tmp_path, b"\n".join([HEADER.encode(), text, b"x,dinas,like,relawan\n"]))
    assert [record.reason for record in records] == ["line_too_long", None]


def test_nul_bytes_and_a_lone_carriage_return_do_no_harm(tmp_path: Path) -> None:
    records = read_text(tmp_path, f"{HEADER}\nx,di\x00nas,like,relawan\nx,dinas,like,rela\rwan\nx,dinas,like,relawan\n")
    assert records[0].acts[0].actor.handle == "di\x00nas"
    assert records[1].reason == "unexpected_shape"
    assert records[2].reason is None


def test_a_half_row_at_the_end_is_cut(tmp_path: Path) -> None:
    assert [record.reason for record in read_text(tmp_path, f"{HEADER}\nx,dinas,like,relawan\nx,dinas,lik")] == [
        None, "cut",
    ]  # fmt: skip
    assert [record.reason for record in read_text(tmp_path, f'{HEADER}\nx,dinas,like,relawan,,,,,,"setengah')] == [
        "cut"
    ]


@pytest.mark.parametrize(
    ("text", "occurred_us", "assumed"),
    [
        ("2024-10-01T10:00:00+08:00", AT_US, False),
        ("2024-10-01 10:00:00", AT_US, True),
        ("2024-10-01T10:00", AT_US, True),
        ("2024-10-01 10.05", AT_US + 300_000_000, True),
        ("2024-10-01 10.00.00", AT_US, True),
        ("2024-10-01 10.05+08:00", AT_US + 300_000_000, False),
        ("2024-10-01T02:00:00Z", AT_US, False),
        ("2024-10-01T02:00:00.250Z", AT_US + 250_000, False),
    ],
)
def test_a_time_without_zone_is_the_regions_and_marked_as_assumed(
    tmp_path: Path, text: str, occurred_us: int, assumed: bool
) -> None:
    (act,) = read_row(tmp_path, occurred_at=text).acts
    assert (act.occurred_us, act.zone_assumed, act.precision) == (occurred_us, assumed, "second")


@pytest.mark.parametrize("text", ["2024-10-01", "20241001"])
def test_a_bare_date_is_an_interval_of_that_local_day(tmp_path: Path, text: str) -> None:
    (act,) = read_row(tmp_path, occurred_at=text).acts
    start_us = AT_US - 10 * 3_600_000_000
    assert (act.occurred_us, act.after_us, act.before_us) == (None, start_us, start_us + DAY_US - 1)
    assert (act.precision, act.zone_assumed) == ("day", True)


@pytest.mark.parametrize(
    "text", ["1970-01-01T00:00:00Z", "1970-01-01", "1969-05-05T00:00:00Z", "0001-01-01T00:00:00+08:00"]
)
def test_a_time_of_1970_or_before_is_an_unknown_one(tmp_path: Path, text: str) -> None:
    (act,) = read_row(tmp_path, occurred_at=text, observed_at=text).acts
    assert (act.occurred_us, act.after_us, act.before_us, act.precision) == (None, None, None, "interval")


def test_without_a_time_the_act_lies_between_the_posts_creation_and_the_observation(tmp_path: Path) -> None:
    url = "https://x.com/relawan_satu/status/1840938000000000000"
    record = read_row(tmp_path, object_url=url, observed_at="2024-10-05T08:00:00")
    (act,) = record.acts
    assert act.before_us == record.collected_us == 1_728_086_400_000_000
    assert act.after_us is not None
    assert act.after_us < act.before_us
    assert (act.precision, act.derivation) == ("interval", "native")


def test_what_was_observed_on_a_day_had_happened_by_its_end(tmp_path: Path) -> None:
    url = "https://x.com/relawan_satu/status/1840938000000000000"
    record = read_row(tmp_path, object_url=url, observed_at="2024-10-05")
    assert record.acts[0].before_us == record.collected_us == 1_728_144_000_000_000 - 1
    assert read_row(tmp_path, kind="follow", observed_at="2024-10-05").collected_us == record.collected_us


def test_an_act_with_an_address_of_its_own_is_timed_by_its_id(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, kind="reply", act_url="https://x.com/dinas_contoh/status/1840938000000000000").acts
    assert (act.native_id, act.derivation) == ("1840938000000000000", "id")
    assert act.occurred_us is not None


@pytest.mark.parametrize(
    ("platform", "url", "native_id"),
    [
        ("x", "https://twitter.com/relawan/status/123?s=20", "123"),
        ("x", "x.com/i/web/status/123", "123"),
        ("x", "https://mobile.twitter.com/relawan/statuses/123/photo/1", "123"),
        ("instagram", "https://www.instagram.com/relawan.satu/reel/Cab_1-2/?igsh=x", "Cab_1-2"),
        ("tiktok", "https://www.tiktok.com/@relawan.satu/video/712345?lang=id", "712345"),
        ("threads", "https://www.threads.net/@relawan/post/Cab12", "Cab12"),
        ("telegram", "https://t.me/s/kanal_contoh/55", "kanal_contoh/55"),
        ("youtube", "https://youtu.be/abcdefghijk?t=3", "abcdefghijk"),
        ("youtube", "https://www.youtube.com/watch?v=abcdefghijk", "abcdefghijk"),
        ("facebook", "https://m.facebook.com/story.php?story_fbid=998877&id=1", "998877"),
        ("facebook", "https://www.facebook.com/relawan/posts/998877", "998877"),
        ("facebook", "https://contoh.id/berita/7?x=1", "contoh.id/berita/7"),
        ("x", "http://[rusak", "http://[rusak"),
    ],
)
def test_an_address_names_its_post(tmp_path: Path, platform: str, url: str, native_id: str) -> None:
    record = read_row(tmp_path, platform=platform, object_url=url)
    assert record.acts[0].object_id == native_id
    assert [(post.native_id, post.author) for post in record.posts] == [
        (native_id, AccountSeen(platform, None, "relawan_satu"))
    ]


def test_a_follow_has_no_object(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, kind="follow", object_url="https://x.com/relawan/status/123").acts
    assert act.object_id is None


def test_a_coauthored_post_counts_both_ways(tmp_path: Path) -> None:
    acts = read_row(tmp_path, kind="coauthor", object_url="https://x.com/a/status/123").acts
    assert [(act.actor.handle, act.target and act.target.handle) for act in acts] == [
        ("dinas_contoh", "relawan_satu"),
        ("relawan_satu", "dinas_contoh"),
    ]


def test_a_weight_is_a_count_of_an_aggregated_source(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, weight="12").acts
    assert (act.weight, act.derivation) == (12, "aggregate")
    assert read_row(tmp_path, weight="").acts[0].weight == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"actor": "id:1.29e+18"}, "column actor"),
        ({"actor": "1.29E+18"}, "column actor"),
        ({"target": "id:129000000000000000.0"}, "column target"),
        ({"target": "id: 1,29E+18"}, "column target"),
        ({"object_url": "https://x.com/relawan/status/1.29e+18"}, "1.29e"),
        ({"act_url": "https://x.com/relawan/status/1.29E+18"}, "1.29E"),
    ],
)
def test_float_ids_refuse_the_file_and_name_row_and_column(
    tmp_path: Path, cells: dict[str, object], column: str
) -> None:
    with pytest.raises(BadCapture, match=rf"catatan\.csv, row 2.*{column}"):
        read_row(tmp_path, **cells)


@pytest.mark.parametrize("kind", ["like", "comment"])
@pytest.mark.parametrize("form", ["{}", "id:{}", "https://x.com/i/status/{}"])
def test_ids_that_a_spreadsheet_rounded_refuse_the_file(tmp_path: Path, kind: str, form: str) -> None:
    column = "object_url" if "/" in form else "target"
    first, second, whole = (form.format(f"1838609417647{end}") for end in ("450000", "460000", "459563"))
    head = f"platform,actor,kind,{column}\nx,dinas,{kind},"
    with pytest.raises(BadCapture, match=rf"catatan\.csv, row 2, column {column}: '18386094176474.*by a spreadsheet"):
        read_text(tmp_path, f"{head}{first}\nx,dinas,{kind},{second}\n")
    records = read_text(tmp_path, f"{head}{first}\nx,dinas,{kind},{whole}\nx,dinas,{kind},{second}\n")
    assert [record.reason for record in records] == [None] * 3


@pytest.mark.parametrize("type_", [pa.int64(), pa.string()])
def test_parquet_ids_that_a_spreadsheet_rounded_refuse_the_file(tmp_path: Path, type_: pa.DataType) -> None:
    ids = pa.array([1838609417647450000, 1838609417647460000]).cast(type_)
    with pytest.raises(BadCapture, match=r"a\.parquet, row 0, column actor: '18386094176474.*rounded by a spreadsheet"):
        read_parquet(tmp_path, actor=ids)


def test_an_apostrophe_that_keeps_a_spreadsheet_from_running_a_cell_is_no_part_of_a_name(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, actor="'@dinas_contoh", target="'id:22").acts
    assert (act.actor, act.target) == (AccountSeen("x", None, "dinas_contoh"), AccountSeen("x", "22", None))


def test_marks_that_nobody_sees_are_no_part_of_a_name(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, actor="\u2068@dinas_contoh\u2069", target="\u200eid:22\ufeff").acts
    assert (act.actor, act.target) == (AccountSeen("x", None, "dinas_contoh"), AccountSeen("x", "22", None))


def test_what_stands_around_a_cell_is_no_part_of_it(tmp_path: Path) -> None:
    cells = {"platform": "X\u200b", "kind": "\u00a0Like", "actor": "@ dinas_contoh", "weight": "'3"}
    url = "https://x.com/relawan_satu/status/1840938000000000000"
    (act,) = read_row(tmp_path, **cells, occurred_at="'2024-10-01 10:00\u200b", object_url=f"'{url}").acts
    assert (act.kind, act.actor, act.weight) == ("like", AccountSeen("x", None, "dinas_contoh"), 3)
    assert (act.occurred_us, act.object_id, act.object_url) == (AT_US, "1840938000000000000", url)
    assert read_row(tmp_path, text="'=1+1\u200b!").acts[0].text == "'=1+1\u200b!"


def test_a_number_alone_may_be_the_posts(tmp_path: Path) -> None:
    assert read_row(tmp_path, object_url="1840938000000000000").acts[0].object_id == "1840938000000000000"


@pytest.mark.parametrize("start", ["\ufeff\ufeff", "\u200b", ""])
def test_names_of_columns_are_read_whatever_nobody_sees_around_them(tmp_path: Path, start: str) -> None:
    text = f"{start}Platform,actor\u200b,kind,target,Occurred At,observed-at,Object URL\n"
    row = "x,dinas,like,relawan,2024-10-01 10:00,2024-10-02,https://x.com/a/status/5\n"
    (record,) = read_text(tmp_path, text + row)
    assert (record.acts[0].occurred_us, record.acts[0].object_id) == (AT_US, "5")
    assert record.collected_us is not None
    (record,) = read_parquet(tmp_path, **{"\u200bOccurred At": ["2024-10-01 10:00"]})
    assert record.acts[0].occurred_us == AT_US


@pytest.mark.parametrize("end", ["\r", "\r\r"])
def test_a_file_whose_lines_end_as_on_old_computers_is_refused_in_a_sentence(tmp_path: Path, end: str) -> None:
    with pytest.raises(BadCapture, match=r"catatan\.csv, row 1: the lines end .*CR"):
        read_text(tmp_path, f"{HEADER}{end}x,dinas,like,relawan{end}")


@pytest.mark.parametrize("nothing", ["-", "–", "NA", "n/a", "nan", "NaT", "<NA>", "None", "NULL"])
def test_what_is_written_where_there_is_nothing_is_nothing(tmp_path: Path, nothing: str) -> None:
    columns = ("occurred_at", "object_url", "weight", "observed_at", "act_url", "text")
    record = read_row(tmp_path, **dict.fromkeys(columns, nothing))
    assert record == replace(read_row(tmp_path, text=nothing), sha256=record.sha256)
    assert (record.acts[0].weight, record.acts[0].object_id, record.acts[0].text) == (1, None, nothing)
    assert read_row(tmp_path, target=nothing).reason == "target_unknown"
    assert read_row(tmp_path, actor=nothing).reason == "actor_unknown"


def test_an_account_may_be_called_nothing(tmp_path: Path) -> None:
    (act,) = read_row(tmp_path, target="@nan").acts
    assert act.target == AccountSeen("x", None, "nan")


def test_an_act_may_name_its_object_without_target(tmp_path: Path) -> None:
    record = read_row(tmp_path, target="", object_url="https://x.com/siapa/status/123")
    assert (record.acts[0].target, record.acts[0].object_id, record.posts) == (None, "123", ())


# -- Parquet -----------------------------------------------------------------------------------------------------------


def test_parquet_rows_are_found_by_their_number(tmp_path: Path) -> None:
    records = read_parquet(tmp_path, actor=["dinas", "@dinas_dua", "id:7"], text=["a", None, "c"])
    assert [record.locator for record in records] == ["/0", "/1", "/2"]
    actors = [(act.actor.platform_id, act.actor.handle) for act in list_acts(records)]
    assert actors == [(None, "dinas"), (None, "dinas_dua"), ("7", None)]


WITA = timezone(timedelta(hours=8))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize(
    ("zone", "assumed"), [("UTC", False), ("Asia/Jayapura", False), ("+08:00", False), (None, True)]
)
def test_parquet_times_keep_their_zone_whatever_their_unit(
    tmp_path: Path, unit: str, zone: str | None, assumed: bool
) -> None:
    moment = datetime(2024, 10, 1, 2, tzinfo=UTC) if zone else datetime(2024, 10, 1, 10)
    times = pa.array([moment, None], pa.timestamp(unit, zone))
    first, second = read_parquet(tmp_path, occurred_at=times)
    assert (first.acts[0].occurred_us, first.acts[0].zone_assumed) == (AT_US, assumed)
    assert (second.acts[0].occurred_us, second.acts[0].precision) == (None, "interval")


def test_parquet_dates_and_texts_are_times_too(tmp_path: Path) -> None:
    (record,) = read_parquet(tmp_path, occurred_at=pa.array([date(2024, 10, 1)]))
    assert record.acts[0].precision == "day"
    (record,) = read_parquet(tmp_path, occurred_at=["2024-10-01T10:00:00+08:00"])
    assert record.acts[0].occurred_us == AT_US


def test_parquet_texts_may_be_bytes_that_do_not_say_so(tmp_path: Path) -> None:
    cells = {"platform": b"x", "actor": b"dinas", "kind": b"like", "target": b"relawan"}
    (record,) = read_parquet(tmp_path, **{name: [cell] for name, cell in cells.items()})
    assert (record.acts[0].actor.handle, record.acts[0].target and record.acts[0].target.handle) == ("dinas", "relawan")


def test_a_parquet_row_of_bytes_that_are_no_text_is_quarantined_alone(tmp_path: Path) -> None:
    records = read_parquet(tmp_path, actor=[b"dinas", b"\xff\xfe"])
    assert [record.reason for record in records] == [None, "unexpected_shape"]


def test_parquet_weights_may_be_floats_with_gaps(tmp_path: Path) -> None:
    records = read_parquet(tmp_path, weight=[2.0, None, float("nan"), 1.5])
    assert [record.acts[0].weight if record.acts else record.reason for record in records] == [2, 1, 1, "bad_weight"]


def test_parquet_weights_may_be_decimals(tmp_path: Path) -> None:
    records = read_parquet(tmp_path, weight=[Decimal("2.00"), Decimal("200.00"), Decimal("2.50")])
    assert [record.acts[0].weight if record.acts else record.reason for record in records] == [2, 200, "bad_weight"]


def test_a_parquet_list_of_names_is_nobody(tmp_path: Path) -> None:
    assert [record.reason for record in read_parquet(tmp_path, actor=[["dinas", "kantor"]])] == ["actor_unknown"]


def test_parquet_ids_that_are_floats_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"a\.parquet, row 0, column actor"):
        read_parquet(tmp_path, actor=[1.29e18])


def test_parquet_columns_of_any_type_are_hashed_and_passed_over(tmp_path: Path) -> None:
    extra = {"biner": [b"\xff"], "desimal": [Decimal("1.5")], "daftar": [[1, None]], "peta": [{"a": b"x"}]}
    (record,) = read_parquet(tmp_path, **extra, kategori=pa.array(["a"]).dictionary_encode())
    assert (record.reason, len(record.sha256)) == (None, 64)


def test_parquet_with_broken_pages_is_refused_in_a_sentence(tmp_path: Path) -> None:
    read_parquet(tmp_path, text=[str(number) * 50 for number in range(500)])
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    data[4:1500] = b"\xff" * 1496
    (tmp_path / "a.parquet").write_bytes(data)
    with pytest.raises(BadCapture, match="begins like Parquet but cannot be read"):
        read_records(tmp_path / "a.parquet")


def test_a_file_without_rows_in_parquet_reads_nothing(tmp_path: Path) -> None:
    assert read_parquet(tmp_path, platform=[], actor=[], kind=[], target=[]) == []


# -- whatever the rows -------------------------------------------------------------------------------------------------

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=20)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(list(Kind)), CELLS, CELLS, CELLS), max_size=8), st.sampled_from(",;"))
def test_every_row_that_a_csv_writer_writes_is_one_record(
    tmp_path: Path, rows: list[tuple[str, str, str, str]], delimiter: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["platform", "kind", "actor", "target", "text"])
    for kind, actor, target, text in rows:
        writer.writerow(["x", kind, f"a{actor}", f"t{target}", text])
    (tmp_path / "a.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    records, _ = read_file(tmp_path / "a.csv")
    assert len(records) == len(rows)
    for record, (_, _, _, text) in zip(records, rows, strict=True):
        assert record.reason in (None, "bad_time", "actor_unknown", "target_unknown")
        for act in record.acts:
            assert (act.text or "") == text.strip()
