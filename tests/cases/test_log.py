"""The case log: appended to, read back, and what happens when somebody touches it."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.cases import append_entry, read_log, read_log_lines
from netral.errors import BadParameter, BrokenEvidence
from netral.identity import hash_bytes, to_compact_json

START = datetime(2024, 10, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cases folder with three entries in its log."""
    place = tmp_path / "cases"
    for number in range(3):
        append_entry(place, f"L-{number}", "Sri Contoh", "decide", {"n": number}, START + timedelta(hours=number))
    return place


def test_entries_come_back_in_order_and_chained(folder: Path) -> None:
    entries = read_log(folder)
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert entries[0].previous_sha256 == "0" * 64
    assert entries[2].previous_sha256 == entries[1].sha256
    assert entries[1].at == START + timedelta(hours=1)


def test_a_line_is_compact_json_that_carries_its_own_hash(folder: Path) -> None:
    row = json.loads(read_log_lines(folder)[0])
    assert list(row) == ["seq", "at", "case_id", "person", "action", "detail", "previous_sha256", "sha256"]
    assert row["at"] == "2024-10-01T02:00:00Z"
    sha256 = row.pop("sha256")
    assert hash_bytes(to_compact_json(row)) == sha256


def test_a_folder_without_a_log_is_an_empty_log(tmp_path: Path) -> None:
    assert read_log(tmp_path / "cases") == ()
    assert read_log_lines(tmp_path / "cases") == ()


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        (lambda lines: [lines[0].replace(b"Sri", b"Ani"), *lines[1:]], "entry 1"),
        (lambda lines: [lines[0], lines[2]], "entry 2"),
        (lambda lines: [lines[1], lines[0], lines[2]], "entry 1"),
        (lambda lines: lines[1:], "entry 1"),
        (lambda lines: lines[:2], "entry 3"),
        (lambda lines: [], "entry 3"),
        (lambda lines: [lines[0] + b" ", *lines[1:]], "entry 1"),
        (lambda lines: [*lines, b"{}"], "entry 4"),
        (lambda lines: [*lines, b"\xff\xfe"], "entry 4"),
        (lambda lines: [*lines, b"[" * 100_000], "entry 4"),
        (lambda lines: [lines[0], b"", *lines[1:]], "entry 2"),
    ],
    ids=["edited", "removed", "reordered", "first", "last", "all", "space", "added", "bytes", "nested", "blank"],
)
def test_a_touched_log_is_broken_evidence_that_names_the_entry(folder: Path, change: object, entry: str) -> None:
    path = folder / "log.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(line + b"\n" for line in change(lines)))  # type: ignore[operator]
    with pytest.raises(BrokenEvidence, match=entry) as caught:
        read_log(folder)
    assert "log.jsonl" in str(caught.value)
    with pytest.raises(BrokenEvidence):
        append_entry(folder, "L-9", "Sri Contoh", "decide", {})


def test_a_rewritten_log_with_a_chain_of_its_own_does_not_match_the_anchor(folder: Path) -> None:
    previous, lines = "0" * 64, []
    for line in read_log_lines(folder):
        body = json.loads(line) | {"person": "Orang Lain", "previous_sha256": previous}
        del body["sha256"]
        previous = hash_bytes(to_compact_json(body))
        lines.append(to_compact_json(body | {"sha256": previous}) + b"\n")
    (folder / "log.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(BrokenEvidence, match="rewritten"):
        read_log(folder)


def test_a_clock_that_ran_backwards_is_broken_evidence(folder: Path) -> None:
    body = json.loads(read_log_lines(folder)[-1])
    body |= {"seq": 4, "previous_sha256": body.pop("sha256"), "at": "2024-09-30T00:00:00Z"}
    with (folder / "log.jsonl").open("ab") as stream:
        stream.write(to_compact_json(body | {"sha256": hash_bytes(to_compact_json(body))}) + b"\n")
    with pytest.raises(BrokenEvidence, match="entry 4 is dated before"):
        read_log(folder)


def test_an_entry_before_the_last_one_is_refused_when_it_is_made(folder: Path) -> None:
    with pytest.raises(BadParameter, match="before the last entry"):
        append_entry(folder, "L-1", "Sri Contoh", "decide", {}, START)
    with pytest.raises(BadParameter, match="no zone"):
        append_entry(folder, "L-1", "Sri Contoh", "decide", {}, datetime(2025, 1, 1))
    assert len(read_log(folder)) == 3


def test_an_append_killed_before_the_anchor_was_written_recovers(folder: Path) -> None:
    anchor = (folder / "head.json").read_bytes()
    append_entry(folder, "L-4", "Sri Contoh", "decide", {})
    (folder / "head.json").write_bytes(anchor)
    assert len(read_log(folder)) == 4
    append_entry(folder, "L-5", "Sri Contoh", "decide", {})
    assert json.loads((folder / "head.json").read_bytes())["seq"] == 5


@pytest.mark.parametrize("anchor", [None, b"", b"null", b'{"seq":0,"sha256":""}', b'{"seq":9,"sha256":""}'])
def test_a_lost_or_damaged_anchor_is_broken_evidence(folder: Path, anchor: bytes | None) -> None:
    if anchor is None:
        (folder / "head.json").unlink()
    else:
        (folder / "head.json").write_bytes(anchor)
    with pytest.raises(BrokenEvidence):
        read_log(folder)


def test_a_half_last_line_is_set_aside_and_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = folder / "log.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"seq":4,"at":"2024')
    with caplog.at_level(logging.WARNING):
        assert len(read_log(folder)) == 3
    assert "never finished" in caplog.text
    append_entry(folder, "L-4", "Sri Contoh", "decide", {})
    assert [entry.seq for entry in read_log(folder)] == [1, 2, 3, 4]
    assert path.read_bytes().startswith(whole)
    assert (folder / f"log.jsonl.{len(whole)}.partial").read_bytes() == b'{"seq":4,"at":"2024'


@given(cut=st.integers(min_value=0, max_value=700))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cut_of_the_finished_log_is_noticed(folder: Path, cut: int) -> None:
    path = folder / "log.jsonl"
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[: min(cut, len(whole) - 1)])
        with pytest.raises(BrokenEvidence):
            read_log(folder)
    finally:
        path.write_bytes(whole)


def test_many_writers_at_once_keep_one_chain(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: append_entry(folder, f"T-{number}", "Sri Contoh", "decide", {}), range(24)))
    assert [entry.seq for entry in read_log(folder)] == list(range(1, 28))
