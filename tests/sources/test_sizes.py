"""Files that are too much: they end in a sentence or in quarantine, and memory stays small meanwhile."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from netral import packed
from netral.errors import BadCapture
from netral.model import Record
from netral.sources import EMPTY, Hints, csv_rows, detect_format, document, open_reading, parquet_rows
from netral.sources.lines import MAX_LINE_BYTES, Line, Lines
from tests.fuzz.seeds import SEEDS
from tests.sources.invented import make_tweet

MB = 1 << 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
    "xz": lzma.compress,
}
HEADERS = {
    "edges": b"platform,actor,kind,target\n",
    "envelope": b'{"raw_sha256": "", "op": "posts", "raw": "',
    "instaloader": b'[{"id": 1, "created_at": 1, "text": "a", "owner": {}, "likes_count": "',
    "minet": b"link_to_message,user,datetime\n",
    "snscrape": b'{"_type": "snscrape.modules.twitter.Tweet", "rawContent": "',
    "telegram-export": b'{"type": "public_channel", "id": 1, "messages": [{"text": "',
    "tweet-harvest": b"created_at,id_str,full_text,user_id_str,conversation_id_str\n",
    "x-api-v2": b'{"data": [{"author_id": "1", "text": "',
    "x-graphql": b'{"data": {"instructions": "',
    "zeeschuimer": b'{"item_id": "1", "timestamp_collected": 1, "source_platform": "x.com", "data": "',
}
REFUSED = ("instaloader", "telegram-export", "x-graphql")
SIZES = {"snscrape": 500_000_000, "tweet-harvest": 200_000_000, **dict.fromkeys(REFUSED, 300_000_000)}


def read(path: Path, format_id: str | None = None) -> list[Record]:
    return list(open_reading(path, format_id or detect_format(path), Hints()).records)


# -- content out of proportion -----------------------------------------------------------------------------------------

BOMBS: dict[str, Callable[[], bytes]] = {
    "an endless line": lambda: b'{"_type": "snscrape.modules.twitter.Tweet", "rawContent": "' + b"x" * (48 * MB),
    "short lines": lambda: json.dumps(make_tweet(1)).encode() + b"\n{}" * (8 * MB),
    "blank lines": lambda: b"\n" * (24 * MB),
    "one document": lambda: json.dumps(make_tweet(1))[:-1].encode() + b', "x": [' + b"0," * (12 * MB) + b"0]}",
    "behind honest lines": lambda: make_lines(20_000) + bytes(24 * MB),
}


def make_lines(count: int) -> bytes:
    """Lines that cannot be packed well."""
    return b"".join(b'{"a": "%x"}\n' % (number * 7919**5) for number in range(count))


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_content_out_of_proportion_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, bomb: str
) -> None:
    monkeypatch.setattr(packed, "ALLOWED_BYTES", 16 * MB)
    monkeypatch.setattr(packed, "ALLOWED_RATIO", 20)
    (tmp_path / "bom").write_bytes(PACKERS[name](BOMBS[bomb]()))
    for format_id in ("snscrape", "x-graphql", "telegram-export"):
        with pytest.raises(BadCapture, match=rf"bom: {name} that unpacks to more than \d+ MiB; allowed are 16 MiB"):
            read(tmp_path / "bom", format_id)


@pytest.mark.parametrize("name", PACKERS)
def test_a_table_out_of_proportion_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(packed, "ALLOWED_BYTES", 16 * MB)
    rows = b"platform,actor,kind,target\n" + b"x,a,like,b\n" * (2 * MB)
    (tmp_path / "bom").write_bytes(PACKERS[name](rows))
    with pytest.raises(BadCapture, match=rf"bom: {name} that unpacks to more than"):
        read(tmp_path / "bom")


def test_parquet_out_of_proportion_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ALLOWED_BYTES", MB)
    rows = pa.table({name: ["a"] * 500_000 for name in ("platform", "actor", "kind", "target")})
    pq.write_table(rows, tmp_path / "bom", row_group_size=500_000)
    with pytest.raises(BadCapture, match="bom: Parquet that unpacks to more than"):
        read(tmp_path / "bom")


def test_parquet_that_repeats_one_long_value_is_refused_and_few_rows_of_it_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "ALLOWED_BYTES", 16 * MB)
    monkeypatch.setattr(parquet_rows, "MOST_BATCH_BYTES", MB)
    values = {"platform": "x", "actor": "a", "kind": "like", "target": "b", "text": "z" * 100_000}
    numbers = pa.array([0] * 2000, pa.int32())
    rows = {name: pa.DictionaryArray.from_arrays(numbers, pa.array([value])) for name, value in values.items()}
    pq.write_table(pa.table(rows), tmp_path / "bom", store_schema=False)
    assert (tmp_path / "bom").stat().st_size < 20_000
    records = open_reading(tmp_path / "bom", "edges", Hints()).records
    tracemalloc.start()
    with pytest.raises(BadCapture, match="bom: Parquet that unpacks to more than 16 MiB"):
        list(records)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 32 * MB


@pytest.mark.parametrize("name", PACKERS)
def test_content_that_is_long_but_in_proportion_or_short_but_out_of_it_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(PACKERS[name](make_lines(20_000) + b"\n" * (40 * MB)))
    assert len(list(Lines(tmp_path / "a"))) == 20_000


def test_two_gigabytes_in_two_hundred_kilobytes_are_refused_before_anything_is_made_of_them(tmp_path: Path) -> None:
    block = zstandard.compress(b"\n" * (64 * MB))
    (tmp_path / "bom.zst").write_bytes(zstandard.compress(json.dumps(make_tweet(1)).encode() + b"\n") + block * 32)
    assert (tmp_path / "bom.zst").stat().st_size < 200_000
    with pytest.raises(BadCapture, match=r"bom\.zst: zstd that unpacks to more than 1024 MiB"):
        read(tmp_path / "bom.zst", "snscrape")


def test_packing_that_needs_more_memory_than_is_allowed_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 512 * MB}]
    (tmp_path / "a.xz").write_bytes(lzma.compress(b"{}\n", filters=filters))
    parameters = zstandard.ZstdCompressionParameters(window_log=30)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    (tmp_path / "b.zst").write_bytes(packer.compress(b"{}\n" * MB) + packer.flush())
    for name in ("a.xz", "b.zst"):
        with pytest.raises(BadCapture, match="needs more memory than 128 MiB"):
            read(tmp_path / name, "snscrape")


@pytest.mark.parametrize("name", PACKERS)
def test_packed_data_of_which_nothing_can_be_read_is_not_empty(tmp_path: Path, name: str) -> None:
    data = PACKERS[name](b"satu\n" * 1000)
    (tmp_path / "a").write_bytes(data[:10])
    with pytest.raises(BadCapture, match=f"a: begins as {name}, and nothing of it can be unpacked"):
        detect_format(tmp_path / "a")
    (tmp_path / "a").write_bytes(PACKERS[name](b""))
    assert detect_format(tmp_path / "a") == EMPTY


# -- lines, cells and documents without end ----------------------------------------------------------------------------


MEASURE = """
import json, sys
from pathlib import Path
from netral import packed
from netral.errors import BadCapture
from netral.sources import Hints, open_reading

told = {}
for path in Path(sys.argv[1]).iterdir():
    try:
        told[path.name] = [record.reason for record in open_reading(path, path.name, Hints()).records]
    except BadCapture as error:
        told[path.name] = str(error)
status = Path("/proc/self/status")
peaks = [line for line in status.read_text("ascii").splitlines() if "VmHWM" in line] if status.exists() else []
print(json.dumps([told, int(peaks[0].split()[1]) if peaks else 0]))
"""


def test_half_a_gigabyte_without_a_line_end_takes_little_memory(tmp_path: Path) -> None:
    for format_id, header in HEADERS.items():
        with (tmp_path / format_id).open("wb") as stream:
            stream.write(header)
            stream.truncate(SIZES.get(format_id, 40_000_000))
    words = [sys.executable, "-c", MEASURE, str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    told, peak_kib = json.loads(done.stdout)
    for format_id in HEADERS:
        expected = "one JSON document of more than 256 MiB" if format_id in REFUSED else "line_too_long"
        assert expected in told[format_id]
    assert peak_kib < 300 << 10


def test_the_first_line_is_too_long_with_a_mark_of_order_as_without(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + b"x" * MAX_LINE_BYTES + b"\nakhir")
    assert [(line.number, line.too_long, line.data) for line in Lines(tmp_path / "a")] == [
        (1, True, b""),
        (2, False, b"akhir"),
    ]


@pytest.mark.parametrize("format_id", ["edges", "tweet-harvest", "minet"])
def test_a_header_without_end_is_refused(tmp_path: Path, format_id: str) -> None:
    names = SEEDS[format_id][0].data.partition(b"\n")[0]
    for data in (names + b",x" * 100_000 + b"\na\n", names + b"x" * MAX_LINE_BYTES):
        (tmp_path / "a.csv").write_bytes(data)
        with pytest.raises(BadCapture, match=r"a\.csv, row 1: the header is longer than 64 KiB, which are allowed"):
            read(tmp_path / "a.csv", format_id)
        with pytest.raises(BadCapture, match="not recognised"):
            detect_format(tmp_path / "a.csv")


def test_a_quote_that_is_never_closed_costs_its_own_row_and_no_other(tmp_path: Path) -> None:
    rows = [b'x,a,like,"b', *[b"x,c,like,d"] * 20_000]
    (tmp_path / "a.csv").write_bytes(b"platform,actor,kind,target\n" + b"\n".join(rows) + b"\n")
    first, *others = read(tmp_path / "a.csv", "edges")
    assert first.reason == "unexpected_shape"
    assert len(others) == 20_000 and all(record.reason is None for record in others)


def test_blank_lines_behind_a_quote_that_is_never_closed_are_not_held(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'platform,actor,kind,target\nx,a,like,"b' + b"\n" * MB)
    lines, read_lines = Lines(tmp_path / "a.csv"), 0

    def count() -> Iterator[Line]:
        nonlocal read_lines
        for line in lines.read_all():
            read_lines += 1
            yield line

    rows = csv_rows.read_rows(count(), ",", 4)
    next(rows)
    assert next(rows)[1] is None
    assert read_lines <= csv_rows.MAX_ROW_BYTES + 1


def test_a_line_past_the_limit_inside_quotes_is_no_part_of_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = b'x,a,reply,b,"awal\n' + b"y" * (MAX_LINE_BYTES + 10) + b'\nakhir"\nx,c,like,d,\n'
    (tmp_path / "a.csv").write_bytes(b"platform,actor,kind,target,text\n" + rows)
    assert [record.reason for record in read(tmp_path / "a.csv", "edges")] == [
        "unexpected_shape",
        "line_too_long",
        "unknown_platform",
        None,
    ]


def test_a_row_of_more_cells_than_any_tool_writes_is_quarantined(tmp_path: Path) -> None:
    assert csv_rows.split_cells(b"," * 99_000, ",") == [""] * 99_001
    assert csv_rows.split_cells(b"," * 100_000, ",") is None
    for format_id, header in (("edges", HEADERS["edges"]), ("tweet-harvest", HEADERS["tweet-harvest"])):
        (tmp_path / "a.csv").write_bytes(header + b"," * (20 * MB) + b"\n")
        assert [record.reason for record in read(tmp_path / "a.csv", format_id)] == ["unexpected_shape"]


def test_json_of_more_values_than_fit_into_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_VALUES_BYTES", MB)
    (tmp_path / "a").write_bytes(b'{"type": "public_channel", "id": 1, "messages": [' + b"[]," * 20_000 + b"[]]}")
    with pytest.raises(BadCapture, match="a: one JSON document with more values than fit into"):
        read(tmp_path / "a", "telegram-export")
    for format_id in ("x-graphql", "x-api-v2"):
        (tmp_path / "b").write_bytes(b'{"a": 1}\n{"data": [' + b"[]," * 20_000 + b"[]]}\n")
        assert "not_json" in [record.reason for record in read(tmp_path / "b", format_id)]


def test_content_behind_a_megabyte_of_blanks_is_not_overlooked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b" \n" * MB + json.dumps(make_tweet(1)).encode() + b"\n")
    assert [record.locator for record in read(tmp_path / "a")] == [f"line:{MB + 1}"]


def test_text_in_utf_16_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(json.dumps(make_tweet(1)).encode("utf-16"))
    with pytest.raises(BadCapture, match="a: not recognised; its text is UTF-16, as PowerShell writes it"):
        detect_format(tmp_path / "a")
