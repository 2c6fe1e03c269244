from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from netral.errors import BrokenEvidence
from netral.identity import hash_bytes
from netral.model import Investigation, RecordRef
from netral.pipeline import ingest_captures, load_tables
from netral.store import list_captures, read_lineage, read_record_bytes
from tests.sources.invented import make_graph_tweet, make_graph_user, make_page, make_tweet, make_user
from tests.store.captured import COLUMNS, RELAWAN, invent_region, make_list_line, make_post_line, read_table

SHARE = make_post_line(500, retweetedTweet=make_tweet(400, RELAWAN), rawContent="😀 \u2028 \x00")
FOLLOW = make_list_line("followers", "22", (11, "dinas_contoh"))
GRAPH_SHARE = make_graph_tweet(
    "501", retweeted_status_result={"result": make_graph_tweet("400", ("22", "relawan_satu"))}, full_text="a\ud83d"
)
CSV = (
    ",".join(COLUMNS)
    + '\r\nx,dinas_contoh,comment,relawan_satu,,https://x.com/a/status/5,,,,"satu\r\n\r\n  \r\ndua ""tiga"""\r\n'
    + "\r\nx,dinas_contoh,like,relawan_satu\r\n"
)


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_region(tmp_path / "wilayah").write()


def walk_back(investigation: Investigation) -> int:
    """Re-read every record of every lineage row and hash it; returns how many there are."""
    tables = load_tables(investigation)
    edges = set(read_table(investigation, "lineage")["edge_id"])
    assert edges == {
        *read_table(investigation, "interactions")["interaction_id"],
        *read_table(investigation, "follows")["follow_id"],
    }
    refs = {ref for found in read_lineage(tables, edges).values() for ref in found}
    for capture in list_captures(investigation.store_folder):
        mine = [ref for ref in refs if ref.capture_id == capture.capture_id]
        found = read_record_bytes(investigation.folder / capture.path, mine) if mine else {}
        assert {locator: hash_bytes(data) for locator, data in found.items()} == {
            ref.locator: ref.sha256 for ref in mine
        }
    return len(refs)


def ingest_bytes(investigation: Investigation, name: str, data: bytes, **options: str) -> None:
    path = investigation.folder.parent / name
    path.write_bytes(data)
    ingest_captures(investigation, [path], **options)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_every_line_that_shows_an_edge_is_found_again(investigation: Investigation, pack: object, end: bytes) -> None:
    lines = [json.dumps(line, ensure_ascii=False).encode() for line in (SHARE, FOLLOW, SHARE | {"seq": 1})]
    data = b"\xef\xbb\xbf" + end.join([lines[0], b"", lines[1], b"{rusak", lines[2]])
    ingest_bytes(investigation, "a.jsonl", pack(data) if callable(pack) else data)
    assert walk_back(investigation) == 3


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_records_before_the_cut_of_compressed_data_are_found_again(investigation: Investigation, pack: object) -> None:
    lines = b"".join(
        json.dumps(FOLLOW | {"seq": at, "cursor": hash_bytes(b"%d" % at)}).encode() + b"\n" for at in range(900)
    )
    data = pack(lines) if callable(pack) else lines
    ingest_bytes(investigation, "a.jsonl", data[: len(data) * 2 // 3])
    assert 100 < walk_back(investigation) < 900


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_every_item_of_a_page_is_found_again(investigation: Investigation, indent: int | None, start: str) -> None:
    page = json.dumps(make_page(GRAPH_SHARE, make_graph_user("11", "dinas_contoh")), indent=indent)
    options = {"op": "followers", "target": "x:@relawan_satu"}
    ingest_bytes(investigation, "a.json", (start + page).encode(), **options)
    assert walk_back(investigation) == 2


def test_every_item_of_a_page_on_a_line_is_found_again(investigation: Investigation) -> None:
    lines = "\n\n".join(
        json.dumps(make_page(each, each)) for each in (GRAPH_SHARE, make_graph_user("11", "dinas_contoh"))
    )
    ingest_bytes(investigation, "a.jsonl", lines.encode(), op="followers", target="x:@relawan_satu")
    assert walk_back(investigation) == 4


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_every_row_is_found_again_also_one_that_runs_over_lines(investigation: Investigation, pack: object) -> None:
    ingest_bytes(investigation, "a.csv", pack(CSV.encode()) if callable(pack) else b"")
    assert walk_back(investigation) == 2
    (text,) = (each for each in read_table(investigation, "interactions")["text"] if each)
    assert text == 'satu\n\n  \ndua "tiga"'


def test_a_row_of_as_many_lines_as_a_row_may_have_is_found_again(investigation: Investigation) -> None:
    header = ",".join(COLUMNS).encode()
    row = b'\nx,dinas_contoh,comment,relawan_satu,,https://x.com/a/status/5,,,,"awal' + b"\n" * 60_000 + b'akhir"\n'
    ingest_bytes(investigation, "a.csv", header + row)
    assert walk_back(investigation) == 1


def test_every_parquet_row_is_found_again(investigation: Investigation) -> None:
    rows = 25_000
    table = pa.table(
        {
            "platform": ["x"] * rows,
            " Actor": ["dinas_contoh"] * rows,
            "kind": ["like"] * rows,
            "target": ["relawan_satu"] * rows,
            "object_url": [f"https://x.com/relawan_satu/status/{at % 100}" for at in range(rows)],
            "occurred_at": pa.array([datetime(2024, 10, 1, tzinfo=UTC)] * rows, pa.timestamp("ns", "Asia/Jayapura")),
            "lain": pa.array([b"\xff"] * rows),
        }
    )
    pq.write_table(table, investigation.folder.parent / "a.parquet", row_group_size=7_000)
    ingest_captures(investigation, [investigation.folder.parent / "a.parquet"])
    assert walk_back(investigation) == rows
    assert len(read_table(investigation, "interactions")) == 100


def test_a_record_that_is_gone_or_changed_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"satu\ndua\n")
    for locator, problem in (("line:2", "no longer has the hash"), ("line:9", "there is no record at line:9")):
        with pytest.raises(BrokenEvidence, match=rf"a\.jsonl.*{problem}"):
            read_record_bytes(tmp_path / "a.jsonl", [RecordRef("c-1", locator, "0" * 64)])
    (tmp_path / "a.json").write_text(json.dumps({"a": [1]}))
    for pointer in ("/a/7", "/b", "/a/0/x", "/a/-1", "/a/00"):
        with pytest.raises(BrokenEvidence, match="no longer has the hash"):
            read_record_bytes(tmp_path / "a.json", [RecordRef("c-1", pointer, "0" * 64)])


def test_lineage_of_nothing_is_nothing(investigation: Investigation) -> None:
    ingest_bytes(investigation, "a.jsonl", json.dumps(FOLLOW).encode())
    tables = load_tables(investigation)
    assert read_lineage(tables, []) == {}
    assert read_lineage(tables, ["i-tiada"]) == {}


def test_a_bare_user_is_found_again(investigation: Investigation) -> None:
    line = json.dumps(make_user(11, "dinas_contoh")).encode()
    ingest_bytes(investigation, "a.jsonl", line, op="followers", target="x:@relawan_satu")
    assert walk_back(investigation) == 1


def test_many_items_of_one_line_are_found_in_one_reading_of_it(tmp_path: Path) -> None:
    path = tmp_path / "halaman.jsonl"
    page = {"items": [{"id": number} for number in range(3_000)]}
    path.write_text(json.dumps(page) + "\n", encoding="utf-8")
    refs = [RecordRef("c-1", f"line:1#/items/{number}", hash_bytes(b'{"id":%d}' % number)) for number in range(3_000)]

    found = read_record_bytes(path, refs)

    assert found["line:1#/items/2999"] == b'{"id":2999}'
    assert len(found) == 3_000


@pytest.mark.parametrize("line", ["[" * 100_000, "bukan json"])
def test_a_line_that_held_items_and_is_no_json_any_more_is_broken_evidence(tmp_path: Path, line: str) -> None:
    path = tmp_path / "halaman.jsonl"
    path.write_text(line + "\n", encoding="utf-8")

    with pytest.raises(BrokenEvidence, match=r"halaman\.jsonl, line 1: an item was read here at ingest"):
        read_record_bytes(path, [RecordRef("c-1", "line:1#/items/0", "0" * 64)])


def test_an_item_of_a_file_with_the_escapes_of_telegram_desktop_is_found_again(tmp_path: Path) -> None:
    path, item = tmp_path / "result.json", rb'{"id":1,"text":"a\u000bb"}'
    path.write_bytes(rb'{"messages": [{"id": 1, "text": "a\x0Bb"}]}')
    assert read_record_bytes(path, [RecordRef("c-1", "/messages/0", hash_bytes(item))]) == {"/messages/0": item}
