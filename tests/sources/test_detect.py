from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from netral.errors import BadCapture
from netral.sources import EMPTY, detect_format, find_formats
from tests.sources.invented import make_envelope, make_graph_tweet, make_page, make_tweet, write_lines
from tests.sources.shapes import OTHER_SHAPES, sample_of

SHAPES: dict[str, object] = {
    "envelope": make_envelope(make_tweet(1)),
    "snscrape": make_tweet(1),
    "x-graphql": make_page(make_graph_tweet("1")),
    "edges": "platform;actor;kind;target",
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
@pytest.mark.parametrize("format_id", SHAPES)
def test_a_format_is_known_by_its_shape_and_not_by_its_name(tmp_path: Path, format_id: str, pack: object) -> None:
    path = write_lines(tmp_path / "edges.envelope.csv", [SHAPES[format_id], SHAPES[format_id]])
    path.write_bytes(pack(b"\xef\xbb\xbf\n" + path.read_bytes()) if callable(pack) else b"")
    assert detect_format(path) == format_id


def test_a_page_over_many_lines_is_known(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(json.dumps(make_page(make_graph_tweet("1")), indent=2))
    assert detect_format(tmp_path / "a") == "x-graphql"


def test_a_page_that_is_one_user_is_known(tmp_path: Path) -> None:
    page = {"data": {"user": {"result": {"__typename": "User", "rest_id": "1", "core": {"screen_name": "a"}}}}}
    assert detect_format(write_lines(tmp_path / "a", [page])) == "x-graphql"


@pytest.mark.parametrize("format_id", ["envelope", "snscrape", "x-graphql"])
def test_json_that_was_cut_before_anything_is_whole_is_known(tmp_path: Path, format_id: str) -> None:
    text = json.dumps(SHAPES[format_id]) if format_id != "x-graphql" else json.dumps(SHAPES[format_id], indent=1)
    (tmp_path / "a").write_text(text[: len(text) * 9 // 10])
    assert detect_format(tmp_path / "a") == format_id


def test_truncated_gzip_is_no_empty_file(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(json.dumps(make_tweet(number)).encode() + b"\n" for number in range(2000)))
    (tmp_path / "a").write_bytes(packed[: len(packed) // 2])
    assert detect_format(tmp_path / "a") == "snscrape"


def test_broken_lines_before_the_first_good_one_do_not_hide_the_format(tmp_path: Path) -> None:
    assert detect_format(write_lines(tmp_path / "a", ["{", b"\x00\xff", "[1]", "null", make_tweet(1)])) == "snscrape"


def test_a_first_line_of_two_megabytes_is_looked_at_whole(tmp_path: Path) -> None:
    big = make_page(*(make_graph_tweet(str(number)) for number in range(8000)))
    assert detect_format(write_lines(tmp_path / "a", [big, big])) == "x-graphql"


@pytest.mark.parametrize(
    "data", [b"", b"\n \r\n\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0), zstandard.compress(b"\n")]
)
def test_nothing_but_blank_is_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    assert detect_format(tmp_path / "a") == EMPTY


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ('{"id": 1, "username": "a", "content": "b"}', "snscrape, "),
        ('{"op": "followers", "seq": 1, "raw": {}}', "envelope, "),
        ("platform,actor,target\nx,a,b", "edges, "),
        ('{"data": {"legacy": {"rest_id": "1"}}}', "x-graphql, "),
        ('{"nama": "bebas"}', ", "),
    ],
)
def test_an_unknown_shape_is_refused_with_the_two_nearest_formats(tmp_path: Path, text: str, nearest: str) -> None:
    (tmp_path / "aneh.txt").write_text(text)
    with pytest.raises(BadCapture, match=f"aneh.txt: not recognised; the nearest formats are .*{nearest}"):
        detect_format(tmp_path / "aneh.txt")


@pytest.mark.parametrize("data", [b"\x00" * 64, bytes(range(256)), b"[" * 100_000, "platform,actor".encode("utf-16")])
def test_bytes_that_are_no_capture_are_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(BadCapture, match="not recognised"):
        detect_format(tmp_path / "a")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "a workbook or a zip archive: take the CSV or JSON of the tool"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook or a zip archive"),
        (b"\r\n<!DOCTYPE html>\n<html><body></body></html>", r"a web page \(HTML\): export again as JSON"),
    ],
)
def test_what_is_often_taken_for_a_capture_is_told_with_what_to_take_instead(
    tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / "messages.html").write_bytes(data)
    with pytest.raises(BadCapture, match=rf"messages\.html: not recognised; it is {told}"):
        detect_format(tmp_path / "messages.html")


@pytest.mark.parametrize("format_id", ["envelope", "snscrape", "zeeschuimer"])
@pytest.mark.parametrize(
    "save",
    [
        json.dumps,
        lambda items: json.dumps(items, indent=2),
        lambda items: "[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]",
        lambda items: json.dumps(items[0], indent=2),
        lambda items: "\n".join(json.dumps(item, indent=2) for item in items),
    ],
    ids=["array", "indented array", "array of lines", "indented item", "indented items"],
)
def test_items_that_stand_not_one_a_line_are_refused_with_what_they_are(
    tmp_path: Path, save: Callable[[list[object]], str], format_id: str
) -> None:
    (tmp_path / "a.json").write_text(save([OTHER_SHAPES[format_id]] * 3))
    with pytest.raises(BadCapture, match=f"it holds items of {format_id}, but not one a line"):
        detect_format(tmp_path / "a.json")


ROW = "platform{0}actor{0}kind{0}target\nx{0}dinas{0}like{0}relawan\n"


@pytest.mark.parametrize("above", ["sep=;", "Daftar temuan;;;", "Daftar temuan, pekan ini", ";;;"])
def test_what_stands_above_the_names_of_columns_is_said(tmp_path: Path, above: str) -> None:
    (tmp_path / "a.csv").write_text(f"{above}\n\n{ROW.format(';')}", encoding="utf-8")
    with pytest.raises(BadCapture, match=r"a\.csv: not recognised; the names of the columns of edges stand in row 3"):
        detect_format(tmp_path / "a.csv")


@pytest.mark.parametrize("text", [ROW.format("\t"), ROW.format("|"), '"platform,actor,kind"\n"x,dinas,like"\n'])
def test_a_table_without_commas_or_semicolons_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadCapture, match=r"a table of edges, but neither comma nor semicolon stands between its cells"):
        detect_format(tmp_path / "a.csv")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"tiada\.jsonl: there is no such file"):
        detect_format(tmp_path / "tiada.jsonl")


def test_parquet_needs_the_columns_of_edges(tmp_path: Path) -> None:
    pq.write_table(pa.table({"Platform": ["x"], " actor": ["a"], "KIND": ["follow"]}), tmp_path / "a")
    assert detect_format(tmp_path / "a") == "edges"
    pq.write_table(pa.table({"akun": ["a"]}), tmp_path / "b")
    with pytest.raises(BadCapture, match="must hold the edges columns platform, actor, kind"):
        detect_format(tmp_path / "b")
    (tmp_path / "c").write_bytes((tmp_path / "a").read_bytes()[:-20])
    with pytest.raises(BadCapture, match="begins like Parquet but cannot be read"):
        detect_format(tmp_path / "c")


@pytest.mark.parametrize("name", sorted(OTHER_SHAPES.keys() - {"coordination"}))
def test_every_shape_is_recognised_by_its_own_format_alone(name: str) -> None:
    sample = sample_of(OTHER_SHAPES[name])
    assert [each for each, declared in find_formats().items() if declared.recognise(sample)] == [name.split()[0]]
