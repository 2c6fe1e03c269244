"""Other tools' items in an envelope: read as their own formats read them, whatever is wrapped around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import astuple

from netral.errors import BadCapture
from netral.model import AccountSeen, Record
from netral.sources.telegram_export import FORMAT as TELEGRAM_EXPORT
from netral.sources.zeeschuimer import FORMAT as ZEESCHUIMER
from tests.sources.invented import (
    AT_US,
    list_acts,
    make_envelope,
    make_graph_tweet,
    make_graph_user,
    make_page,
    read_records,
    write_lines,
)
from tests.sources.invented_formats import (
    make_collected,
    make_comment,
    make_export,
    make_graph_node,
    make_item,
    make_message,
    make_structure,
    read_format,
)

RELAWAN_TARGET = {"target_id": "22", "target_handle": "relawan_satu"}
COLLECTED_US = 1_728_086_400_000_000


def open_envelope(tmp_path: Path, raw: object, op: str = "posts", platform: str = "x", **further: Any) -> Record:
    """An envelope around an item, as an object and as text, to the one record that both are."""
    records = []
    for shape in (raw, json.dumps(raw, ensure_ascii=False)):
        line = make_envelope(shape, op, **{"target": "11", "target_platform": platform, **further})
        records += read_records(write_lines(tmp_path / "a.jsonl", [line]))
    one, other = records
    assert astuple(one)[2:] == astuple(other)[2:]
    return one


def facts(record: Record) -> tuple[Any, ...]:
    assert record.reason is None, record.detail
    return record.accounts, record.posts, record.acts


def read_plain(tmp_path: Path, value: object, **hints: Any) -> tuple[Any, ...]:
    """The same item in a file of its own format."""
    (record,) = read_records(write_lines(tmp_path / "plain.jsonl", [value]), **hints)
    return facts(record)


QUOTED = make_graph_tweet("3", ("33", "warga_biasa"))
GRAPH = make_graph_tweet(
    "5",
    in_reply_to_status_id_str="4",
    in_reply_to_user_id_str="22",
    in_reply_to_screen_name="relawan_satu",
    conversation_id_str="4",
) | {"quoted_status_result": {"result": QUOTED}}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda result: result,
        lambda result: {"__typename": "TweetWithVisibilityResults", "tweet": result, "limitedActionResults": {}},
        lambda result: {"tweet": result},
        lambda result: {"result": {"tweet": result}},
        lambda result: {"tweet_results": {"result": result}},
        lambda result: {"itemContent": {"itemType": "TimelineTweet", "tweet_results": {"result": result}}},
        lambda result: {"data": {"tweetResult": {"result": result}}},
        lambda result: {"tweet_results": {"rest_id": "4", "result": result}},
        lambda result: {"data": {"tweet_result_by_rest_id": {"rest_id": "4", "result": result}}},
        lambda result: make_page(result),
    ],
)
def test_a_post_of_x_pages_is_read_however_it_is_wrapped(tmp_path: Path, wrap: Any) -> None:
    assert facts(open_envelope(tmp_path, wrap(GRAPH))) == read_plain(tmp_path, make_page(GRAPH))


def test_a_wrapped_post_within_another_is_read_too(tmp_path: Path) -> None:
    inner = {"tweet": make_graph_tweet("3", ("22", "relawan_satu"))}
    (act,) = open_envelope(tmp_path, make_graph_tweet("5", retweeted_status_result={"result": inner})).acts
    assert (act.kind, act.object_id, act.target and act.target.handle) == ("share", "3", "relawan_satu")


def test_a_page_of_followers_in_one_envelope_is_one_record_of_many_ties(tmp_path: Path) -> None:
    page = make_page(make_graph_user("33", "warga"), make_graph_user("34", "lain"))
    record = open_envelope(tmp_path, page, "followers", **RELAWAN_TARGET)
    assert [(act.kind, act.actor.platform_id, act.target and act.target.platform_id) for act in record.acts] == [
        ("follow", "33", "22"), ("follow", "34", "22"),
    ]  # fmt: skip


def test_a_user_of_x_pages_who_liked_lies_between_post_and_capture(tmp_path: Path) -> None:
    user = make_graph_user("33", "warga")
    for raw in (user, {"user_results": {"result": user}}, {"user_results": {"rest_id": "33", "result": user}}):
        (act,) = open_envelope(tmp_path, raw, "likers", target="1840938000000000000").acts
        assert (act.kind, act.actor.handle, act.before_us) == ("like", "warga", COLLECTED_US)


def test_what_x_did_not_show_is_unavailable(tmp_path: Path) -> None:
    for raw in ({"__typename": "TweetTombstone", "tombstone": {}}, {"tweet_results": {}}, make_page(None)):
        assert open_envelope(tmp_path, raw).reason == "unavailable"


def test_a_gap_in_a_page_of_x_leaves_the_posts_beside_it(tmp_path: Path) -> None:
    gap = {"itemType": "TimelineTombstone", "tombstoneInfo": {"text": {"text": "dihapus"}}}
    page = {"data": {"instructions": [gap, make_page(make_graph_tweet("500"))]}}
    assert [post.native_id for post in open_envelope(tmp_path, page).posts] == ["500"]


API_POST = {
    "id": "5",
    "text": "setuju",
    "author_id": "11",
    "created_at": "2024-10-01T02:00:00.000Z",
    "referenced_tweets": [{"type": "quoted", "id": "3"}],
}
API_INCLUDES = {
    "users": [
        {"id": "11", "username": "dinas_contoh", "name": "Dinas"},
        {"id": "22", "username": "relawan_satu", "name": "R"},
    ],
    "tweets": [{"id": "3", "text": "contoh", "author_id": "22"}],
}


@pytest.mark.parametrize(
    "raw",
    [
        {"data": API_POST, "includes": API_INCLUDES},
        {"data": [API_POST], "includes": API_INCLUDES, "meta": {"result_count": 1}},
        {**API_POST, "includes": API_INCLUDES},
        {
            **API_POST,
            "author": API_INCLUDES["users"][0],
            "referenced_tweets": [{"type": "quoted", **API_INCLUDES["tweets"][0], "author": API_INCLUDES["users"][1]}],
        },
    ],
)
def test_a_post_of_the_api_is_read_with_its_includes_or_flattened(tmp_path: Path, raw: dict[str, Any]) -> None:
    expected = read_plain(tmp_path, {"data": [API_POST], "includes": API_INCLUDES})
    assert facts(open_envelope(tmp_path, raw)) == expected


def test_users_of_the_api_and_of_older_interfaces_follow(tmp_path: Path) -> None:
    for raw in (
        {"id": "33", "username": "warga", "name": "Warga"},
        {"data": {"id": "33", "username": "warga", "name": "Warga"}},
        {"id": 33, "id_str": "33", "screen_name": "warga", "name": "Warga", "followers_count": 2},
    ):
        (act,) = open_envelope(tmp_path, raw, "followers", **RELAWAN_TARGET).acts
        assert (act.kind, act.actor) == ("follow", AccountSeen("x", "33", "warga", "Warga"))


def test_a_post_of_the_interface_before_version_two_keeps_what_it_shares_and_quotes(tmp_path: Path) -> None:
    def make_old(native_id: str, author: tuple[str, str], **further: Any) -> dict[str, Any]:
        user = {"id_str": author[0], "screen_name": author[1], "name": author[1].title()}
        at = "Tue Oct 01 02:00:00 +0000 2024"
        return {
            "id": int(native_id),
            "id_str": native_id,
            "full_text": "contoh",
            "created_at": at,
            "user": user,
            **further,
        }

    shared = make_old("3", ("22", "relawan_satu"))
    (act,) = open_envelope(tmp_path, make_old("5", ("11", "dinas"), retweeted_status=shared)).acts
    assert (act.kind, act.object_id, act.target, act.occurred_us) == (
        "share", "3", AccountSeen("x", "22", "relawan_satu", "Relawan_Satu"), AT_US,
    )  # fmt: skip
    record = open_envelope(tmp_path, make_old("6", ("11", "dinas"), quoted_status=shared, quoted_status_id_str="3"))
    assert [(act.kind, act.object_id, act.text) for act in record.acts] == [("quote", "3", "contoh")]


@pytest.mark.parametrize(
    "raw",
    [
        make_item(usertags={"in": [{"user": {"pk": "33", "username": "warga"}}]}),
        make_item(coauthor_producers=[{"pk": "22", "username": "relawan_satu"}]),
        make_graph_node(edge_media_to_tagged_user={"edges": [{"node": {"user": {"id": "33", "username": "warga"}}}]}),
    ],
)
def test_instagram_posts_are_read_as_the_browsers_are(tmp_path: Path, raw: dict[str, Any]) -> None:
    expected = facts(read_format(ZEESCHUIMER, write_lines(tmp_path / "z", [make_collected(raw, "instagram.com")]))[0])
    assert facts(open_envelope(tmp_path, raw, platform="instagram")) == expected
    for wrapped in ({"media": raw}, {"node": raw}, make_collected(raw, "instagram.com"), make_structure(raw)):
        assert facts(open_envelope(tmp_path, wrapped, platform="instagram")) == expected


def make_instagrapi_media(**fields: Any) -> dict[str, Any]:
    return {
        "pk": "31", "id": "31_11", "code": "Cabc_1", "taken_at": "2024-09-27T06:05:00Z", "media_type": 8,
        "user": {"pk": "11", "username": "dinas_contoh", "full_name": "Dinas"}, "caption_text": "salam @warga",
        "usertags": [{"user": {"pk": "22", "username": "relawan_satu"}, "x": 0.5, "y": 0.5}], "sponsor_tags": [],
        "coauthor_producers": [{"pk": 44, "username": "partai"}], "clips_metadata": {},
        "resources": [{"pk": "32", "media_type": 1, "usertags": [{"user": {"pk": "55", "username": "calon"}}]}],
        **fields,
    }  # fmt: skip


def test_a_post_as_instagrapi_writes_it_keeps_time_words_and_tags(tmp_path: Path) -> None:
    record = open_envelope(tmp_path, make_instagrapi_media(), platform="instagram")
    assert [(post.native_id, post.text, post.created_us) for post in record.posts] == [
        ("Cabc_1", "salam @warga", 1_727_417_100_000_000)
    ]
    assert {(act.kind, act.actor.handle, act.target and act.target.handle) for act in record.acts} == {
        ("tag", "dinas_contoh", "relawan_satu"), ("tag", "dinas_contoh", "calon"), ("mention", "dinas_contoh", "warga"),
        ("coauthor", "dinas_contoh", "partai"), ("coauthor", "partai", "dinas_contoh"),
    }  # fmt: skip
    bare = make_instagrapi_media(usertags=[], resources=[], coauthor_producers=[], caption_text="")
    assert open_envelope(tmp_path, bare, platform="instagram").acts == ()
    wrong = make_instagrapi_media(taken_at="kemarin pukul 14:05")
    assert open_envelope(tmp_path, wrong, platform="instagram").reason == "bad_time"
    target = {"target": "Cabc_1", "target_handle": "relawan_satu", "platform": "instagram"}
    user = {"pk": "11", "username": "dinas_contoh"}
    comment = {"pk": "7", "text": "ya", "user": user, "created_at_utc": "2024-09-27 06:05:00+00:00"}
    (act,) = open_envelope(tmp_path, {**comment, "replied_to_comment_id": None}, "comments", **target).acts
    assert (act.kind, act.object_id, act.occurred_us, act.precision) == (
        "comment", "Cabc_1", 1_727_417_100_000_000, "second"
    )  # fmt: skip


def test_instagram_comments_and_answers_to_them_belong_to_the_post_asked_for(tmp_path: Path) -> None:
    target = {"target": "Cabc_1", "target_handle": "relawan_satu", "platform": "instagram"}
    raw = make_comment("5", ("33", "warga"), answers=[make_comment("6", ("11", "dinas_contoh"))])
    record = open_envelope(tmp_path, raw, "comments", **target)
    assert [(act.kind, act.native_id, act.object_id, act.target and act.target.handle) for act in record.acts] == [
        ("comment", "5", "Cabc_1", "relawan_satu"), ("reply", "6", "5", "warga"),
    ]  # fmt: skip
    user = {"pk": "11", "username": "dinas_contoh"}
    phone = {"pk": "7", "text": "ya", "created_at_utc": AT_US // 10**6, "user": user, "parent_comment_id": "5"}
    (act,) = open_envelope(tmp_path, phone, "comments", **target).acts
    assert (act.kind, act.object_id, act.target, act.occurred_us) == ("reply", "5", None, AT_US)
    local = {**phone, "created_at": AT_US // 10**6 - 8 * 3600}
    assert open_envelope(tmp_path, local, "comments", **target).acts[0].occurred_us == AT_US
    assert open_envelope(tmp_path, raw, "posts", platform="instagram").reason == "object_unknown"


def test_an_answer_to_an_answer_on_instagram_answers_the_one_that_its_page_tells(tmp_path: Path) -> None:
    target = {"target": "Cabc_1", "target_handle": "relawan_satu", "platform": "instagram"}
    user = {"pk": "11", "username": "dinas_contoh"}
    first = {"pk": "6", "text": "ya", "user": {"pk": "22", "username": "partai"}, "replied_to_comment_id": "5"}
    second = {"pk": "7", "text": "betul", "user": user, "parent_comment_id": "5", "replied_to_comment_id": "6"}
    raw = make_comment("5", ("33", "warga"), preview_child_comments=[first, second])
    acts = open_envelope(tmp_path, raw, "comments", **target).acts
    assert [(act.native_id, act.object_id, act.target and act.target.handle) for act in acts] == [
        ("5", "Cabc_1", "relawan_satu"), ("6", "5", "warga"), ("7", "6", None),
    ]  # fmt: skip
    (alone,) = open_envelope(tmp_path, second, "comments", **target).acts
    assert (alone.kind, alone.object_id, alone.target) == ("reply", "6", None)


def test_a_user_in_a_list_of_instagram_is_not_known_by_facebooks_number(tmp_path: Path) -> None:
    number = "17841400000000001"
    for user, native_id in (({"id": number, "pk": "22"}, "22"), ({"id": number}, None), ({"id": "22"}, "22")):
        record = open_envelope(tmp_path, {**user, "username": "relawan_satu"}, "followers", platform="instagram")
        assert record.accounts[0] == AccountSeen("instagram", native_id, "relawan_satu")


def test_likers_of_an_instagram_post_like_it_also_where_the_envelope_has_its_number(tmp_path: Path) -> None:
    for name in ("3000000000000000000_22", "3000000000000000000", "CmiJBr2LAAA"):
        record = open_envelope(tmp_path, {"pk": "33", "username": "warga"}, "likers", "instagram", target=name)
        assert [(act.kind, act.actor.handle, act.object_id) for act in record.acts] == [
            ("like", "warga", "CmiJBr2LAAA")
        ]


def test_tiktok_posts_and_comments_are_read(tmp_path: Path) -> None:
    post = {"id": "71", "createTime": AT_US // 10**6, "desc": "contoh", "author": {"id": "11", "uniqueId": "dinas"}}
    post |= {"duetInfo": {"duetFromId": "70"}}
    expected = facts(read_format(ZEESCHUIMER, write_lines(tmp_path / "z", [make_collected(post, "tiktok.com")]))[0])
    assert facts(open_envelope(tmp_path, post, platform="tiktok")) == expected
    answer = {"cid": "9", "aweme_id": "71", "reply_id": "8", "text": "ya", "user": {"uid": "22"}}
    raw = {"cid": "8", "text": "hore", "user": {"uid": "33"}, "reply_comment": [answer]}
    record = open_envelope(tmp_path, raw, "comments", "tiktok", target="71", target_handle="dinas")
    assert [(act.kind, act.object_id, act.target and astuple(act.target)[1:3]) for act in record.acts] == [
        ("comment", "71", (None, "dinas")), ("reply", "8", ("33", None)),
    ]  # fmt: skip


def test_threads_posts_are_read(tmp_path: Path) -> None:
    quoted = {"code": "Q", "user": {"pk": "22", "username": "relawan_satu"}, "caption": {"text": "a"}}
    post = {
        "code": "P",
        "user": {"pk": "11", "username": "dinas"},
        "taken_at": AT_US // 10**6,
        "caption": {"text": "b"},
    }
    post |= {"text_post_app_info": {"share_info": {"quoted_post": quoted}}}
    expected = facts(read_format(ZEESCHUIMER, write_lines(tmp_path / "z", [make_collected(post, "threads.com")]))[0])
    for raw in (post, {"post": post}):
        assert facts(open_envelope(tmp_path, raw, platform="threads")) == expected


def test_telegram_messages_are_read_when_somebody_says_in_which_chat(tmp_path: Path) -> None:
    message = make_message(7, forwarded_from="Kanal", forwarded_from_id="channel901")
    path = tmp_path / "result.json"
    path.write_text(json.dumps(make_export(message, name=None)), encoding="utf-8")
    (exported,) = read_format(TELEGRAM_EXPORT, path)
    assert facts(open_envelope(tmp_path, message, platform="telegram", target="900")) == facts(exported)
    named = open_envelope(tmp_path, make_message(7), platform="telegram", target=None, target_handle="Relawan")
    assert named.posts[0].native_id == "relawan/7"
    unnamed = open_envelope(tmp_path, make_message(7), "search", platform="telegram", target=None)
    assert unnamed.reason == "target_unknown"
    nobody = open_envelope(tmp_path, make_message(7, None), platform="telegram", target="900")
    assert nobody.reason == "author_unknown"


def test_a_telegram_message_without_utc_time_is_in_the_regions_zone_in_an_envelope_too(tmp_path: Path) -> None:
    message = make_message(7, forwarded_from="Kanal", forwarded_from_id="channel901")
    del message["date_unixtime"]
    line = make_envelope(message, "posts", target="900", target_platform="telegram")
    path = tmp_path / "result.json"
    path.write_text(json.dumps(make_export(message, name=None)), encoding="utf-8")
    (exported,) = read_format(TELEGRAM_EXPORT, path)
    (record,) = read_records(write_lines(tmp_path / "a.jsonl", [line]), zone="Asia/Makassar")
    assert facts(record) == facts(exported)
    assert {(act.occurred_us, act.zone_assumed) for act in record.acts} == {(AT_US, True)}


def test_a_telegram_message_that_has_an_address_says_itself_in_which_channel(tmp_path: Path) -> None:
    raw = {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": "https://t.me/s/Relawan_Satu/12",
        "date": "2024-10-01T02:00:00+00:00",
        "content": "halo @dinas_contohBesok libur",
        "outlinks": ["https://t.me/dinas_contoh", None],
    }
    record = open_envelope(tmp_path, raw, platform="telegram", target=None, target_handle="relawan_satu")
    (post,) = record.posts
    assert (post.native_id, post.created_us, post.author) == (
        "relawan_satu/12", AT_US, AccountSeen("telegram", None, "relawan_satu"),
    )  # fmt: skip
    assert [(act.kind, act.target and act.target.handle) for act in record.acts] == [("mention", "dinas_contoh")]


@pytest.mark.parametrize("op", ["posts", "search"])
@pytest.mark.parametrize(
    ("platform", "raw"),
    [
        ("telegram", {"_": "Message", "id": 12, "peer_id": {"channel_id": 900}, "message": "contoh"}),
        ("facebook", {"id": "11_7", "message": "contoh", "created_time": "2024-10-01T02:00:00+0000"}),
        ("facebook", {"post_id": "7", "text": "contoh", "username": "Dinas Contoh", "user_id": "11"}),
        ("youtube", {"id": "abcdefghijk", "title": "contoh", "channel_id": "UC11"}),
    ],
)
def test_a_post_that_nobody_can_read_is_quarantined_and_no_user(
    tmp_path: Path, op: str, platform: str, raw: dict[str, Any]
) -> None:
    record = open_envelope(tmp_path, raw, op, platform)
    assert (record.reason, record.accounts) == ("unexpected_shape", ())


@pytest.mark.parametrize("op", ["posts", "search", "profile"])
def test_a_user_may_stand_among_posts(tmp_path: Path, op: str) -> None:
    channel = {"_type": "snscrape.modules.telegram.Channel", "username": "relawan_satu", "title": "Relawan"}
    accounts, _, _ = facts(open_envelope(tmp_path, channel, op, "telegram"))
    assert accounts == (AccountSeen("telegram", None, "relawan_satu"),)


@pytest.mark.parametrize(
    ("platform", "raw"),
    [
        ("tiktok", {"user": {"id": "22", "uniqueId": "relawan_satu"}, "stats": {"followerCount": 7}}),
        ("tiktok", {"userInfo": {"user": {"id": "22", "uniqueId": "relawan_satu"}, "stats": {}}}),
        ("instagram", {"node": {"id": "22", "username": "relawan_satu"}}),
        ("threads", {"node": {"pk": "22", "username": "relawan_satu"}, "cursor": "c"}),
    ],
)
def test_a_user_beside_counts_or_in_a_node_is_that_user_in_lists_and_profiles(
    tmp_path: Path, platform: str, raw: dict[str, Any]
) -> None:
    _, _, (act,) = facts(open_envelope(tmp_path, raw, "followers", platform))
    assert (act.kind, act.actor) == ("follow", AccountSeen(platform, "22", "relawan_satu"))
    assert act.target and act.target.platform_id == "11"
    if platform == "tiktok":
        accounts, _, _ = facts(open_envelope(tmp_path, raw, "profile", platform))
        assert accounts == (AccountSeen("tiktok", "22", "relawan_satu"),)
    assert open_envelope(tmp_path, raw, "posts", platform).reason is not None


@pytest.mark.parametrize(
    ("platform", "raw"),
    [
        ("tiktok", {"user": {"uid": "22", "unique_id": "relawan_satu"}, "cid": "1"}),
        ("tiktok", {"user": {"uid": "22", "unique_id": "relawan_satu"}, "desc": "contoh"}),
        ("threads", {"user": {"pk": "22", "username": "relawan_satu"}, "text": "contoh"}),
        ("instagram", {"node": {"id": "3", "shortcode": "Cabc_1", "owner": {"id": "22"}}}),
        ("tiktok", {"user": {"nickname": "Relawan"}, "stats": {}}),
    ],
)
def test_what_somebody_wrote_stands_for_nobody_in_a_list_of_users(
    tmp_path: Path, platform: str, raw: dict[str, Any]
) -> None:
    assert open_envelope(tmp_path, raw, "followers", platform).reason == "unexpected_shape"


@pytest.mark.parametrize("platform", ["instagram", "tiktok", "threads", "telegram", "facebook", "youtube"])
def test_a_post_in_a_list_of_users_is_quarantined(tmp_path: Path, platform: str) -> None:
    raw = {"code": "C", "cid": "1", "text": "contoh", "judul": "x"}
    assert open_envelope(tmp_path, raw, "followers", platform).reason == "unexpected_shape"


@pytest.mark.parametrize("op", ["followers", "likers", "profile", "posts", "search", "comments"])
@pytest.mark.parametrize(
    "raw",
    [
        {"_": "Message", "id": 12, "peer_id": {"_": "PeerUser", "user_id": 22}, "message": "contoh"},
        {"_": "Message", "id": 12, "from_user": {"id": 22}, "chat": {"id": 900}, "caption": "contoh"},
        {"_": "MessageService", "id": 12, "peer_id": {"channel_id": 900}, "action": {"_": "MessageActionPinMessage"}},
        {"@type": "message", "id": 12, "chat_id": -100900, "content": {"@type": "messagePhoto"}},
        make_export(make_message(7), kind="personal_chat", id=22),
    ],
)
def test_the_number_of_a_telegram_message_or_of_a_chat_is_no_users(
    tmp_path: Path, op: str, raw: dict[str, Any]
) -> None:
    target = "900/7" if op in ("likers", "comments") else "900"
    record = open_envelope(tmp_path, raw, op, "telegram", target=target, target_handle="relawan_satu")
    assert record.reason in ("unexpected_shape", "target_unknown")
    assert (record.accounts, record.acts) == ((), ())


@pytest.mark.parametrize(
    ("platform", "raw"),
    [
        ("x", make_graph_tweet("5") | {"rest_id": 1.29e18}),
        ("x", {"id": 1.29e18, "text": "a", "author_id": "11"}),
        ("instagram", make_item(user={"pk": 1.29e18, "username": "a"})),
        ("tiktok", {"id": 1.29e18, "desc": "a", "author": "b"}),
        ("threads", {"code": "P", "caption": None, "user": {"pk": "1.29e+18"}}),
        ("telegram", make_message(7) | {"id": 1.29e18}),
        ("facebook", {"id": 1.29e18, "name": "a"}),
    ],
)
def test_float_ids_in_any_item_refuse_the_file(tmp_path: Path, platform: str, raw: dict[str, Any]) -> None:
    path = write_lines(tmp_path / "kirim.jsonl", [make_envelope(raw, target="900", target_platform=platform)])
    with pytest.raises(BadCapture, match=r"kirim\.jsonl, line 1, key "):
        read_records(path)


@pytest.mark.parametrize("op", ["comments", "replies"])
def test_a_user_of_x_among_what_people_wrote_is_quarantined_however_it_is_written(tmp_path: Path, op: str) -> None:
    known = {"id": "33", "username": "warga_biasa", "name": "Warga"}
    for raw in (known, known | {"_type": "snscrape.modules.twitter.User"}, make_graph_user("33", "warga_biasa")):
        record = open_envelope(tmp_path, raw, op, target_id="500", target_handle="relawan_satu")
        assert (record.reason, record.accounts, record.posts) == ("unexpected_shape", (), ())
    assert facts(open_envelope(tmp_path, make_graph_tweet("3"), op, target_id="500"))[1]


def test_acts_of_items_in_envelopes_have_their_own_times(tmp_path: Path) -> None:
    record = open_envelope(tmp_path, make_graph_tweet("5", quoted_status_id_str="3"))
    assert [act.occurred_us for act in list_acts([record])] == [AT_US]
    assert record.collected_us == COLLECTED_US
