from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import astuple

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, Record
from tests.sources.invented import list_acts, make_envelope, make_tweet, make_user, read_records, write_lines

COLLECTED_US = 1_728_086_400_000_000
WARGA = make_user(33, "warga_biasa")


def read_one(tmp_path: Path, line: object) -> Record:
    (record,) = read_records(write_lines(tmp_path / "a.jsonl", [line]))
    return record


def test_an_envelope_says_whose_list_it_is_and_when_it_was_taken(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, make_envelope(WARGA, "followers", target="22", target_handle="relawan_satu", declared_count=9)
    )
    (act,) = record.acts
    assert (act.actor.handle, act.target) == ("warga_biasa", AccountSeen("x", "22", "relawan_satu"))
    assert (record.op, record.target, record.declared_count) == ("followers", "x:22", 9)
    assert (record.tool, record.tool_version, record.collected_us) == ("alat", "1.2", COLLECTED_US)


def test_a_list_of_likers_lies_between_post_and_capture(tmp_path: Path) -> None:
    line = make_envelope(WARGA, "likers", "1840938000000000000", target_handle="@relawan_satu")
    (act,) = read_one(tmp_path, line).acts
    assert (act.kind, act.object_id, act.target) == (
        "like", "1840938000000000000", AccountSeen("x", None, "relawan_satu"),
    )  # fmt: skip
    assert act.before_us == COLLECTED_US
    assert act.after_us is not None
    assert act.after_us < act.before_us


def test_a_raw_string_is_hashed_as_the_string_it_is(tmp_path: Path) -> None:
    raw = json.dumps(make_tweet(1, rawContent="é 😀"), ensure_ascii=False)
    for escaped in (True, False):
        record = read_one(tmp_path, json.dumps(make_envelope(raw), ensure_ascii=escaped))
        assert (record.reason, record.posts[0].text) == (None, "é 😀")


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_raw_object_may_be_written_with_spaces_and_escapes(
    tmp_path: Path, separators: tuple[str, str], escaped: bool
) -> None:
    line = make_envelope(make_tweet(1, rawContent="é 😀"))
    record = read_one(tmp_path, json.dumps(line, separators=separators, ensure_ascii=escaped))
    assert (record.reason, record.posts[0].text) == (None, "é 😀")


def test_a_hash_over_escaped_compact_json_or_over_the_bytes_as_they_stand_is_right_too(tmp_path: Path) -> None:
    item = make_tweet(1, rawContent="é")
    for text in (json.dumps(item, separators=(",", ":")), json.dumps(item)):
        line = json.dumps(make_envelope(item, raw_sha256=hash_bytes(text.encode())))
        assert read_one(tmp_path, line).reason is None


@pytest.mark.parametrize("raw", [make_tweet(1), json.dumps(make_tweet(1))])
def test_a_wrong_hash_is_quarantined(tmp_path: Path, raw: object) -> None:
    for digest in ("0" * 64, "", "bukan"):
        assert read_one(tmp_path, make_envelope(raw, raw_sha256=digest)).reason == "wrong_hash"


def test_a_hash_in_capitals_is_right(tmp_path: Path) -> None:
    line = make_envelope(make_tweet(1))
    assert read_one(tmp_path, line | {"raw_sha256": line["raw_sha256"].upper()}).reason is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"op": "retweet"}, "unknown_op"),
        ({"target_platform": "friendster"}, "unknown_platform"),
        ({"op": "followers", "target_id": None}, "target_unknown"),
        ({"op": "followers", "target_id": "", "target_handle": "@"}, "target_unknown"),
        ({"op": "likers", "target_id": None, "target_handle": "relawan_satu"}, "target_unknown"),
        ({"op": None}, "unexpected_shape"),
        ({"raw_sha256": 5}, "unexpected_shape"),
        ({"declared_count": -1}, "unexpected_shape"),
        ({"declared_count": 2**70}, "unexpected_shape"),
        ({"collected_at_utc": "kemarin"}, "bad_time"),
        ({"collected_at_utc": "9999-12-31T23:59:59-12:00"}, "bad_time"),
    ],
)
def test_an_envelope_that_does_not_say_what_it_holds_is_quarantined(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    path = write_lines(tmp_path / "a", [make_envelope(WARGA, "followers"), make_envelope(WARGA, "followers") | change])
    assert [record.reason for record in read_records(path)] == [None, reason]


def test_a_collection_in_1970_is_an_unknown_one(tmp_path: Path) -> None:
    assert (
        read_one(tmp_path, make_envelope(WARGA, "followers", collected_at_utc="1970-01-01T00:00:00Z")).collected_us
        is None
    )


@pytest.mark.parametrize("native_id", [1.29e18, "1.29e+18"])
def test_float_ids_refuse_the_file_and_name_line_and_key(tmp_path: Path, native_id: object) -> None:
    path = write_lines(
        tmp_path / "kirim.jsonl",
        [make_envelope(WARGA, "followers", "1"), make_envelope(WARGA, "followers") | {"target_id": native_id}],
    )
    with pytest.raises(BadCapture, match=r"kirim\.jsonl, line 2, key target_id: "):
        read_records(path)
    path = write_lines(tmp_path / "kirim.jsonl", [make_envelope(make_user(1, "a") | {"id": native_id}, "followers")])
    with pytest.raises(BadCapture, match=r"kirim\.jsonl, line 1, key id: "):
        read_records(path)


@pytest.mark.parametrize(
    "item",
    [
        {"id": "77", "username": "warga_biasa"},
        {"pk": 77, "username": "warga_biasa", "full_name": "Warga"},
        {"uid": "77", "unique_id": "warga_biasa"},
    ],
)
def test_users_of_other_platforms_are_read_from_their_usual_keys(tmp_path: Path, item: dict[str, Any]) -> None:
    line = make_envelope(item, "followers", target=None, target_handle="relawan.satu", target_platform="instagram")
    record = read_one(tmp_path, line)
    (act,) = record.acts
    assert astuple(act.actor)[:3] == ("instagram", "77", "warga_biasa")
    assert record.target == "instagram:@relawan.satu"


def test_an_item_that_a_list_cannot_hold_is_quarantined(tmp_path: Path) -> None:
    for raw in ([1], "teks", 5, {"judul": "x"}):
        line = make_envelope(raw, "followers", target_platform="tiktok")
        assert read_one(tmp_path, line).reason in ("unexpected_shape", "not_json")


def test_a_raw_item_that_is_half_is_not_json(tmp_path: Path) -> None:
    assert read_one(tmp_path, make_envelope('{"id": 1, "us')).reason == "not_json"


def test_the_posts_target_and_a_reply_in_an_envelope_agree(tmp_path: Path) -> None:
    reply = make_tweet(500, inReplyToTweetId=400, inReplyToUser=make_user(22, "relawan_satu"))
    (act,) = list_acts([read_one(tmp_path, make_envelope(reply, "replies", "400", target_handle="relawan_satu"))])
    assert (act.kind, act.object_id, act.target) == ("reply", "400", AccountSeen("x", "22", "relawan_satu"))


def test_half_and_broken_lines_are_quarantined(tmp_path: Path) -> None:
    deep = b'{"raw": ' + b"[" * 5000 + b"]" * 5000 + b', "raw_sha256": "", "op": "posts", "target_platform": "x"}'
    path = write_lines(
        tmp_path / "a", [make_envelope(make_tweet(1)), b"\x00", b"{", deep, make_envelope(make_tweet(2))]
    )
    path.write_bytes(path.read_bytes()[:-9])
    assert [record.reason for record in read_records(path)][:4] == [None, "not_json", "not_json", "unexpected_shape"]
    assert [record.reason for record in read_records(path)][4] == "cut"


def test_an_envelope_of_forty_megabytes_is_quarantined(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_envelope("x" * 40_000_000), make_envelope(make_tweet(1))])
    assert [record.reason for record in read_records(path)] == ["line_too_long", None]


def test_hints_for_a_file_that_says_it_itself_are_passed_over(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_envelope(WARGA, "followers", "1"), make_envelope(WARGA, "followers", "2")])
    assert [record.target for record in read_records(path, "followers")] == ["x:1", "x:2"]


@pytest.mark.parametrize(
    ("further", "reason"),
    [
        ({"target_id": "relawan_satu"}, "bad_id"),
        ({"target_id": "https://x.com/relawan_satu"}, "bad_id"),
        ({"target_id": "2.002"}, "bad_id"),
        ({"target_id": "None"}, "bad_id"),
        ({"target_id": None, "target_handle": "https://x.com/relawan_satu"}, "target_unknown"),
        ({"target_id": None, "target_handle": "Relawan Satu"}, "target_unknown"),
        ({"target_id": None, "target_handle": "x:@relawan_satu"}, "target_unknown"),
        ({"target_id": None, "target_handle": "None"}, "target_unknown"),
        ({"op": "likers", "target_id": "https://x.com/relawan_satu/status/5"}, "bad_id"),
        ({"op": "likers", "target_id": "x:post:5"}, "bad_id"),
        ({"op": "likers", "target_id": "https://www.instagram.com/p/C1/", "target_platform": "instagram"}, "bad_id"),
    ],
)
def test_whose_list_it_is_must_be_an_id_or_a_handle(tmp_path: Path, further: dict[str, Any], reason: str) -> None:
    record = read_one(tmp_path, make_envelope(WARGA, "followers") | further)
    assert (record.reason, record.acts) == (reason, ())


def test_a_word_for_nothing_is_no_handle_beside_an_id(tmp_path: Path) -> None:
    (act,) = read_one(tmp_path, make_envelope(WARGA, "followers", "22", target_handle="None")).acts
    assert act.target == AccountSeen("x", "22", None)
    (act,) = read_one(tmp_path, make_envelope(WARGA, "followers", None, target_handle="\u200b@ relawan_satu ")).acts
    assert act.target == AccountSeen("x", None, "relawan_satu")


@pytest.mark.parametrize("query", ["pilkada kota contoh", "#ContohMaju", "from:dinas_contoh"])
@pytest.mark.parametrize("key", ["target_id", "target_handle"])
def test_what_was_searched_for_is_no_account_and_costs_nothing(tmp_path: Path, key: str, query: str) -> None:
    record = read_one(tmp_path, make_envelope(make_tweet(1), "search", None) | {key: query})
    assert (record.reason, record.target, len(record.posts)) == (None, None, 1)


@pytest.mark.parametrize("platform", ["x", "instagram", "tiktok"])
def test_a_listed_user_without_an_id_needs_a_handle(tmp_path: Path, platform: str) -> None:
    def read(user: dict[str, Any]) -> Record:
        return read_one(tmp_path, make_envelope(user, "followers", "22", target_platform=platform))

    assert read({"username": "@warga_biasa"}).acts[0].actor == AccountSeen(platform, None, "warga_biasa")
    assert read({"id": "33", "username": "@warga_biasa"}).acts[0].actor.handle == "warga_biasa"
    for name in ("https://contoh.id/warga_biasa", "Warga Biasa"):
        assert read({"username": name}).reason in ("unexpected_shape", "account_unknown")


def test_a_count_of_milliseconds_is_no_time_of_collection(tmp_path: Path) -> None:
    line = make_envelope(WARGA, "followers", "22", collected_at_utc="1712011200000")
    assert read_one(tmp_path, line).reason == "bad_time"
