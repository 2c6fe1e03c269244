from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from netral.simulate import write_region
from tests.simulate.written import parse_lines, read_lines, read_rows, read_text

SNOWFLAKE_EPOCH_MS = 1288834974657


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("simulate") / "region", 1, interactions=600) / "captures"


def test_exactly_two_lines_are_cut_and_each_ends_its_file(captures: Path) -> None:
    killed = ["x-pencarian-2.jsonl", "x-pencarian-6.ndjson.gz"]
    assert [name for name, item in parse_lines(captures) if item is None] == killed
    assert not any(read_text(captures / name).endswith("\n") for name in killed)


def test_exactly_one_bare_line_stands_in_two_files(captures: Path) -> None:
    counted = Counter(line for _, line in read_lines(captures))
    assert [n for n in counted.values() if n > 1] == [2]


def test_envelope_hashes_are_right_but_for_the_tampered_one(captures: Path) -> None:
    wrong, seen = 0, Counter[str]()
    for _, item in parse_lines(captures):
        if item and "raw_sha256" in item:
            raw = item["raw"]
            text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
            wrong += hashlib.sha256(text.encode("utf-8")).hexdigest() != item["raw_sha256"]
            seen[item["op"]] += 1
            seen[type(raw).__name__] += 1
    assert wrong == 1
    assert {"followers", "following", "retweeters", "likers", "posts", "replies", "str", "dict"} <= set(seen)


def test_envelope_raw_is_compact_in_the_file_too(captures: Path) -> None:
    for path in captures.glob("x-followers-*.jsonl.gz"):
        for line in read_text(path).split("\n")[:-1]:
            raw = json.dumps(json.loads(line)["raw"], ensure_ascii=False, separators=(",", ":"))
            assert raw in line


def test_a_follower_list_declares_more_than_it_shows(captures: Path) -> None:
    incomplete = 0
    for path in captures.glob("x-followers-*.jsonl.gz"):
        lines = [json.loads(line) for line in read_text(path).split("\n")[:-1]]
        assert len({line["declared_count"] for line in lines}) == 1
        assert lines[0]["declared_count"] >= len(lines)
        incomplete += lines[0]["declared_count"] > len(lines)
    assert incomplete


def list_tweets(value: Any) -> list[dict[str, Any]]:
    """Every tweet in a parsed line, nested ones too."""
    if not isinstance(value, dict):
        return []
    nested = [tweet for inner in value.values() for tweet in list_tweets(inner)]
    return [value, *nested] if value.get("_type") == "snscrape.modules.twitter.Tweet" else nested


def test_tweet_ids_are_snowflakes_of_their_time(captures: Path) -> None:
    flavours = set()
    for _, item in parse_lines(captures):
        for tweet in list_tweets(item):
            made_at = datetime.fromtimestamp(((tweet["id"] >> 22) + SNOWFLAKE_EPOCH_MS) // 1000, UTC)
            assert datetime.fromisoformat(tweet["date"]) == made_at
            flavours.add(("content" in tweet, "id_str" in tweet, "T" in tweet["date"], tweet["url"].split("/")[2]))
    assert flavours == {(False, True, False, "x.com"), (True, False, True, "twitter.com")}


def test_a_timeline_holds_nothing_from_after_its_capture(captures: Path) -> None:
    for _, item in parse_lines(captures):
        if item and item.get("op") in ("posts", "replies"):
            assert datetime.fromisoformat(item["raw"]["date"]) < datetime.fromisoformat(item["collected_at_utc"])


def test_posts_hold_what_breaks_careless_readers(captures: Path) -> None:
    raw = "\n".join(line for _, line in read_lines(captures))
    for trap in ("\u202e", "\u2028", "\\u0000", '\\ud83d"', "=HYPERLINK", "السلام", "\u200b"):
        assert trap in raw, ascii(trap)


def test_hand_kept_lists_parse_in_their_own_dialects(captures: Path) -> None:
    journal, transcript = (read_rows(captures / name) for name in ("catatan-instagram.csv", "salinan-aduan.csv"))
    assert (captures / "salinan-aduan.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert {row["kind"] for row in journal} == {"like", "comment", "coauthor", "tag", "follow"}
    assert {"1"} < {row["weight"] for row in journal}
    assert {row["kind"] for row in transcript} == {"comment", "join"}
    assert all(row["occurred_at"] == "" or row["occurred_at"].endswith("+08:00") for row in journal)
    assert {bool(row["occurred_at"]) for row in transcript} == {True, False}
    assert not any("+" in row["occurred_at"] for row in transcript)
    ways = {row["actor"][0] if row["actor"][0] == "@" else row["actor"][:3] == "id:" for row in journal}
    assert ways == {"@", True, False}
