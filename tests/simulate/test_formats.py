"""Which formats, platforms, compressions and tools' habits the region holds: all of them, each as its tool writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from netral.simulate.captures import write_captures
from netral.simulate.folder import plan_region, write_region
from netral.sources import detect_format, find_formats
from tests.simulate.written import parse_lines, read_rows, read_text

SEED, INTERACTIONS = 2, 500
MINET_TABLES = {
    "tweets": "retweeted_user_id", "followers": "follower_id", "posts": "taken_at_timestamp",
    "comments": "created_at_utc", "messages": "link_to_message",
}  # fmt: skip


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("simulate") / "region", SEED, interactions=INTERACTIONS) / "captures"


@pytest.fixture(scope="module")
def formats() -> dict[str, str]:
    """Every file's name with the format it was written in."""
    plan = plan_region(SEED, interactions=INTERACTIONS)
    return {capture.name: capture.format_id for capture in write_captures(plan)}


def list_scrolled(captures: Path, platform: str) -> list[dict[str, Any]]:
    """The items of a platform that a browser received."""
    lines = [item for _, item in parse_lines(captures) if item and "nav_index" in item]
    return [item["data"] for item in lines if item["source_platform"] == platform]


def test_every_format_that_netral_reads_is_there_and_every_file_is_recognised(
    captures: Path, formats: dict[str, str]
) -> None:
    assert set(formats.values()) == set(find_formats())
    assert {path.name: detect_format(path) for path in captures.iterdir()} == formats


def test_files_are_plain_and_compressed_each_way_and_small(captures: Path) -> None:
    magics = {path.read_bytes()[:2] for path in captures.iterdir()}
    assert {b"\x1f\x8b", b"\x28\xb5", b"\xfd7"} < magics
    assert all(path.read_bytes()[4:8] == bytes(4) for path in captures.glob("*.gz"))  # no time within
    assert sum(path.stat().st_size for path in captures.iterdir()) < 1_500_000


def test_a_browser_scrolled_every_platform_and_all_three_shapes_of_instagram(captures: Path) -> None:
    lines = [item for _, item in parse_lines(captures) if item and "nav_index" in item]
    assert {line["source_platform"] for line in lines} == {
        "twitter.com", "instagram.com", "tiktok.com", "tiktok-comments", "threads.net",
    }  # fmt: skip
    assert all(line["timestamp_collected"] > 10**12 and line["user_agent"] for line in lines)
    items = list_scrolled(captures, "instagram.com")
    tiles = [item for item in items if str(item.get("__typename")).startswith("XIGPolaris")]
    nodes = [item for item in items if "shortcode" in item]
    listed = [item for item in items if "taken_at" in item]
    assert tiles and nodes and listed and len(items) == len(tiles) + len(nodes) + len(listed)
    assert not any("taken_at" in item or "like_count" in item for item in tiles)
    assert any(item["coauthor_producers"] for item in listed) and any(item.get("usertags") for item in listed)
    assert any(item["edge_media_to_parent_comment"]["edges"] for item in nodes)


def test_x_items_of_the_browser_bear_a_rounded_id_beside_the_right_one(captures: Path) -> None:
    items = list_scrolled(captures, "twitter.com")
    assert items and all(item["rest_id"] == item["legacy"]["id_str"] for item in items)
    assert any(str(item["id"]) != item["rest_id"] for item in items)
    assert all(abs(item["id"] - int(item["rest_id"])) < 1000 for item in items)


def test_tiktok_has_duets_mentions_embedded_authors_and_answers_of_both_kinds(captures: Path) -> None:
    videos, comments = (list_scrolled(captures, name) for name in ("tiktok.com", "tiktok-comments"))
    assert {type(video["author"]) for video in videos} == {str, dict}
    assert {type(video["createTime"]) for video in videos} == {str, int}
    assert any(video["duetInfo"]["duetFromId"] != "0" for video in videos)
    assert any(extra["userUniqueId"] for video in videos for extra in video["textExtra"])
    assert any(comment["reply_id"] != "0" for comment in comments)
    assert any(comment["reply_comment"] for comment in comments)


def test_threads_has_reposts_quotes_replies_and_posts_without_words(captures: Path) -> None:
    infos = [item["text_post_app_info"] for item in list_scrolled(captures, "threads.net")]
    assert any(info["reply_to_author"] for info in infos)
    assert any(info["share_info"]["quoted_post"] for info in infos)
    assert any(info["share_info"]["reposted_post"] for info in infos)
    assert any(item["caption"] is None for item in list_scrolled(captures, "threads.net"))


def test_minet_left_all_of_its_tables_with_the_local_times_of_its_machine(
    captures: Path, formats: dict[str, str]
) -> None:
    headers = {name: read_text(captures / name).partition("\n")[0] for name, each in formats.items() if each == "minet"}
    for table, column in MINET_TABLES.items():
        assert any(column in header for header in headers.values()), table
    rows = read_rows(captures / "x-akun-pegawai-minet.csv")
    assert rows and not any(re.search(r"[Z+]", row["local_time"] + row["collection_time"]) for row in rows)
    captions = [row["caption"] for row in read_rows(captures / "instagram-tim-minet.csv")]
    garbled = [text for text in captions if text != repair(text)]
    assert len(garbled) == 1
    assert any(row["coauthor_usernames"] for row in read_rows(captures / "instagram-tim-minet.csv"))


def repair(text: str) -> str:
    """A text that was taken for Latin-1 as it was before; others as they are."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def test_tweet_harvest_left_both_delimiters_and_both_ways_to_write_times(
    captures: Path, formats: dict[str, str]
) -> None:
    texts = [read_text(captures / name) for name, each in sorted(formats.items()) if each == "tweet-harvest"]
    header = '"conversation_id_str","created_at","favorite_count"'
    assert texts[0].startswith(header) and texts[1].startswith(header.replace('"', "").replace(",", ";"))
    assert re.search(r'"\d{4}-\d\d-\d\dT', texts[0]) and re.search(r'"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d ', texts[1])


def test_instaloader_left_posts_plain_and_compressed_with_their_comments_beside(captures: Path) -> None:
    comments = sorted(captures.glob("*_comments.json"))
    posts = [next(captures.glob(f"{path.name.removesuffix('_comments.json')}.json*")) for path in comments]
    assert {path.suffix for path in posts} == {".json", ".xz"}
    for path, beside in zip(posts, comments, strict=True):
        assert json.loads(read_text(path))["instaloader"]["node_type"] == "Post"
        items = json.loads(read_text(beside))
        assert items and all({"id", "created_at", "text", "owner", "likes_count"} <= set(item) for item in items)


def test_telegram_exports_are_public_and_old_ones_have_local_times_only(
    captures: Path, formats: dict[str, str]
) -> None:
    chats = [json.loads(read_text(captures / name)) for name, each in formats.items() if each == "telegram-export"]
    assert {chat["type"] for chat in chats} == {"public_channel", "public_supergroup"}
    messages = [message for chat in chats for message in chat["messages"]]
    assert {"date_unixtime" in message for message in messages} == {True, False}
    assert not any(re.search(r"[Z+]", message["date"]) for message in messages)
    assert {type(message["text"]) for message in messages} == {str, list}
    for key in ("forwarded_from", "reply_to_message_id", "reactions", "action"):
        assert any(key in message for message in messages), key
    for chat in chats:
        numbers = [message["id"] for message in chat["messages"]]
        assert numbers == sorted(set(numbers))


def test_x_pages_hold_tombstones_cursors_and_both_versions_of_an_edited_post(captures: Path) -> None:
    text = {path.name: read_text(path) for path in captures.iterdir() if path.suffix != ".jpg"}
    assert "TweetTombstone" in text["x-akun-pegawai-halaman.jsonl.zst"]
    assert "cursor-bottom" in text["x-utas-01.json"]
    pages = [json.loads(line) for line in text["x-akun-opd-2024-10-15.jsonl.gz"].splitlines()]
    assert all({"data", "includes", "meta", "__twarc"} <= set(page) for page in pages)
    sweep = [json.loads(line) for line in text["x-akun-opd-2024-12-05.jsonl.zst"].splitlines()]
    (edited,) = (item for item in sweep if item["editControl"])
    first, second = edited["editControl"]["edit_tweet_ids"]
    assert edited["id_str"] == second
    assert [item["edit_history_tweet_ids"] for page in pages for item in page["data"] if item["id"] == first] == [
        [first]
    ]


def test_what_x_did_not_say_is_1970_and_renamed_accounts_bear_both_handles(captures: Path) -> None:
    text = "".join(read_text(path) for path in captures.iterdir() if path.suffix != ".jpg")
    assert '"created": "1970-01-01 00:00:00+00:00"' in text or '"created":"1970-01-01 00:00:00+00:00"' in text
    plan = plan_region(SEED, interactions=INTERACTIONS)
    renamed = [account for account in plan.roster.registered if account.renamed_to]
    assert {account.platform for account in renamed} == {"x", "instagram"}
    assert all(account.handle in text and account.renamed_to in text for account in renamed)
