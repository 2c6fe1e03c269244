from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from netral.simulate import write_bulk_edges, write_bulk_scrolled, write_bulk_x_jsonl

EPOCH_MS = 1288834974657


def test_bulk_tweets_are_json_with_distinct_ids_and_whole_users(tmp_path: Path) -> None:
    path = write_bulk_x_jsonl(tmp_path / "bulk.jsonl", 4, 6)
    assert 6 << 20 <= path.stat().st_size < 13 << 20
    tweets = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    assert len({tweet["id"] for tweet in tweets}) == len(tweets)
    assert all(tweet["user"]["_type"].endswith(".User") and tweet["user"]["id_str"] for tweet in tweets)
    shares = sum(tweet["retweetedTweet"] is not None for tweet in tweets) / len(tweets)
    replies = sum(tweet["inReplyToTweetId"] is not None for tweet in tweets) / len(tweets)
    quotes = sum(tweet["quotedTweet"] is not None for tweet in tweets) / len(tweets)
    assert min(shares, replies, quotes) > 0.03
    assert 1500 < path.stat().st_size / len(tweets) < 4500
    assert list(tmp_path.iterdir()) == [path]


def test_bulk_tweets_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one, two, other = (write_bulk_x_jsonl(tmp_path / name, seed, 1) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


def test_bulk_edges_have_follows_without_time_and_acts_after_their_post(tmp_path: Path) -> None:
    table = pq.read_table(write_bulk_edges(tmp_path / "e.parquet", 1, 20_000, 300, 20, 5000))
    assert table.column_names[:6] == ["platform", "actor", "kind", "target", "occurred_at", "object_url"]
    assert table.num_rows == 20_000
    follow = pc.equal(table["kind"], "follow")
    assert 0.38 < pc.mean(pc.cast(follow, "float64")).as_py() < 0.42
    follows, acts = table.filter(follow), table.filter(pc.invert(follow))
    assert follows["occurred_at"].null_count == follows["object_url"].null_count == follows.num_rows
    assert acts["occurred_at"].null_count == acts["object_url"].null_count == 0
    ids = pc.cast(pc.list_element(pc.split_pattern(acts["object_url"], "/"), 5), pa.int64())
    created_ms = pc.add(pc.shift_right(ids, 22), EPOCH_MS)
    assert pc.all(pc.less_equal(created_ms, pc.divide(pc.cast(acts["occurred_at"], pa.int64()), 1000))).as_py()


def test_bulk_edges_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one = write_bulk_edges(tmp_path / "a.parquet", 1, 5000, 100, 10, 900)
    assert one.read_bytes() == write_bulk_edges(tmp_path / "b.parquet", 1, 5000, 100, 10, 900).read_bytes()


@pytest.mark.parametrize(("platform", "key"), [("instagram.com", "code"), ("tiktok.com", "id")])
def test_bulk_posts_scrolled_past_have_distinct_ids_and_are_the_same_for_the_same_seed(
    tmp_path: Path, platform: str, key: str
) -> None:
    path = write_bulk_scrolled(tmp_path / "a.ndjson", platform, 1, 2)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert {line["source_platform"] for line in lines} == {platform}
    assert len({line["data"][key] for line in lines}) == len(lines) > 1000
    assert path.read_bytes() == write_bulk_scrolled(tmp_path / "b.ndjson", platform, 1, 2).read_bytes()
