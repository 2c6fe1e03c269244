from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import astuple

from netral.errors import BadCapture, BadParameter
from netral.model import AccountSeen, Kind
from netral.times import snowflake_to_us
from tests.sources.invented import AT, AT_US, list_acts, make_tweet, make_user, read_file, read_records, write_lines

DINAS, RELAWAN, WARGA = (11, "dinas_contoh"), (22, "relawan_satu"), (33, "warga_biasa")


def read_one(tmp_path: Path, item: object) -> Any:
    (record,) = read_records(write_lines(tmp_path / "a.jsonl", [item]))
    return record


def seen(account: tuple[int, str]) -> AccountSeen:
    return AccountSeen("x", str(account[0]), account[1])


def test_old_and_new_field_names_say_the_same(tmp_path: Path) -> None:
    new = make_tweet(500, conversationId=500, inReplyToTweetId=400, inReplyToUser=make_user(*RELAWAN))
    old = {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": "https://twitter.com/dinas_contoh/status/500",
        "date": AT,
        "content": "contoh",
        "outlinks": [],
        "id": 500,
        "user": make_user(*DINAS),
        "conversationId": 500,
        "inReplyToTweetId": 400,
        "inReplyToUser": make_user(*RELAWAN),
        "retweetedTweet": None,
    }
    first, second = read_one(tmp_path, new), read_one(tmp_path, old)
    assert astuple(first)[8:11] == astuple(second)[8:11]
    assert first.acts[0].kind == Kind.REPLY
    assert first.acts[0].occurred_us == AT_US


# As snscrape printed a post until October 2020, until May 2021, and twscrape until May 2023: none names a class.
UNTYPED: list[dict[str, Any]] = [
    {"content": "contoh", "id": 500, "username": "dinas_contoh", "outlinks": [], "outlinksss": "", "tcooutlinks": []},
    {"content": "contoh", "id": 500, "user": {"username": "dinas_contoh", "id": "11"}, "tcooutlinks": []},
    {"id": 500, "user": {"id": 11, "username": "dinas_contoh"}, "rawContent": "contoh"},
]


@pytest.mark.parametrize("item", UNTYPED)
def test_a_post_of_a_version_that_named_no_class_is_known_and_read(tmp_path: Path, item: dict[str, Any]) -> None:
    path = write_lines(tmp_path / "a", [{"url": "https://twitter.com/dinas_contoh/status/500", "date": AT, **item}])
    (record,) = read_records(path)
    assert [(post.native_id, post.text, post.created_us) for post in record.posts] == [("500", "contoh", AT_US)]
    assert [account.handle for account in record.accounts] == ["dinas_contoh"]


def test_a_tweet_of_twscrape_with_a_space_in_its_date_is_read(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(500, date="2024-10-01 02:00:00+00:00", quotedTweet=make_tweet(4, RELAWAN)))
    assert [act.occurred_us for act in record.acts] == [AT_US]


def test_a_time_that_pandas_kept_as_a_number_is_read(tmp_path: Path) -> None:
    (record,) = read_records(write_lines(tmp_path / "a", [make_tweet(500, date=AT_US // 1000)]))
    assert [post.created_us for post in record.posts] == [AT_US]


def test_ids_that_pandas_made_floats_refuse_the_file_whatever_its_times_are(tmp_path: Path) -> None:
    item = make_tweet(500, date=AT_US // 1000, inReplyToTweetId=1.8409346578482463e18)
    with pytest.raises(BadCapture, match="inReplyToTweetId"):
        read_records(write_lines(tmp_path / "a", [item]))


def test_a_retweet_is_a_share_and_mentions_nobody(tmp_path: Path) -> None:
    shared = make_tweet(400, RELAWAN, mentionedUsers=[make_user(*WARGA)], quotedTweet=None)
    retweet = make_tweet(500, retweetedTweet=shared, mentionedUsers=[make_user(*RELAWAN), make_user(*WARGA)])
    own = [act for act in read_one(tmp_path, retweet).acts if act.actor == seen(DINAS)]
    (act,) = own
    assert (act.kind, act.target, act.native_id, act.object_id, act.text) == (
        "share", seen(RELAWAN), "500", "400", None,
    )  # fmt: skip


def test_what_the_shared_post_does_is_the_shared_authors_act(tmp_path: Path) -> None:
    shared = make_tweet(400, RELAWAN, mentionedUsers=[make_user(*WARGA)])
    acts = read_one(tmp_path, make_tweet(500, retweetedTweet=shared)).acts
    assert [(act.kind, act.actor, act.target) for act in acts] == [
        ("share", seen(DINAS), seen(RELAWAN)),
        ("mention", seen(RELAWAN), seen(WARGA)),
    ]


def test_a_reply_s_own_mention_of_whom_it_answers_is_no_act(tmp_path: Path) -> None:
    reply = make_tweet(
        500,
        inReplyToTweetId=400,
        inReplyToUser={"username": "Relawan_SATU", "id": 22},
        mentionedUsers=[make_user(*RELAWAN), make_user(*WARGA)],
    )
    assert [(act.kind, act.target) for act in read_one(tmp_path, reply).acts] == [
        ("reply", AccountSeen("x", "22", "Relawan_SATU")),
        ("mention", seen(WARGA)),
    ]


def test_a_reply_known_by_handle_only_does_not_mention_that_handle(tmp_path: Path) -> None:
    reply = make_tweet(
        500, inReplyToTweetId=400, inReplyToScreenName="RELAWAN_satu", mentionedUsers=[make_user(*RELAWAN)]
    )
    assert [act.kind for act in read_one(tmp_path, reply).acts] == ["reply"]


@pytest.mark.parametrize("told", [{}, {"inReplyToTweetId": None, "inReplyToUser": None}])
def test_a_post_in_a_conversation_that_another_began_answers_whom_its_text_begins_with(
    tmp_path: Path, told: dict[str, None]
) -> None:
    users = [make_user(*RELAWAN), make_user(*WARGA)]
    text = "@Relawan_Satu @warga_biasa setuju"
    record = read_one(tmp_path, make_tweet(500, conversationId=400, rawContent=text, mentionedUsers=users, **told))
    assert [(act.kind, act.target, act.object_id, act.derivation) for act in record.acts] == [
        ("reply", seen(RELAWAN), None, "regex"),
        ("mention", seen(WARGA), None, "entity"),
    ]
    assert (record.posts[0].kind, record.posts[0].root_id) == ("reply", "400")


def test_a_reply_to_somebody_whom_x_shows_no_more_is_toward_the_handle(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(500, conversationId=400, rawContent="@akun_hilang setuju"))
    assert [(act.kind, act.target) for act in record.acts] == [("reply", AccountSeen("x", None, "akun_hilang"))]


def test_a_further_post_of_ones_own_thread_is_a_reply_and_no_act(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(500, conversationId=400, rawContent="bagian kedua #contoh"))
    assert ([*record.acts], record.posts[0].kind) == ([], "reply")


def test_a_post_that_begins_its_own_conversation_with_a_handle_answers_nobody(tmp_path: Path) -> None:
    item = make_tweet(500, conversationId=500, rawContent="@relawan_satu halo", mentionedUsers=[make_user(*RELAWAN)])
    assert [act.kind for act in read_one(tmp_path, item).acts] == ["mention"]


def test_a_quote_names_the_quoted_post_and_its_author(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(500, quotedTweet=make_tweet(400, RELAWAN)))
    (act,) = record.acts
    assert (act.kind, act.target, act.object_id) == ("quote", seen(RELAWAN), "400")
    assert [(post.native_id, post.kind, post.parent_id) for post in record.posts] == [
        ("500", "quote", "400"),
        ("400", "post", None),
    ]


@pytest.mark.parametrize("name", ["TweetRef", "Tombstone"])
def test_an_act_on_a_reference_or_tombstone_keeps_its_object_without_target(tmp_path: Path, name: str) -> None:
    ref = {"_type": f"snscrape.modules.twitter.{name}", "id": 400}
    for key, kind in (("retweetedTweet", "share"), ("quotedTweet", "quote")):
        (act,) = read_one(tmp_path, make_tweet(500, **{key: ref})).acts
        assert (act.kind, act.target, act.object_id) == (kind, None, "400")


def test_a_share_of_a_mere_reference_is_toward_whom_its_text_names(tmp_path: Path) -> None:
    reference = {"_type": "snscrape.modules.twitter.TweetRef", "id": 400}
    item = make_tweet(500, rawContent="RT @relawan_satu: ya", retweetedTweet=reference)
    for mentioned in (None, [make_user(22, "Relawan_Satu")]):
        (record,) = read_records(write_lines(tmp_path / "a", [item | {"mentionedUsers": mentioned}]))
        (act,) = record.acts
        expected = AccountSeen("x", "22", "Relawan_Satu") if mentioned else AccountSeen("x", None, "relawan_satu")
        assert (act.kind, act.object_id, act.target) == ("share", "400", expected)


def test_a_post_marked_as_a_quote_is_one_though_x_did_not_show_the_quoted_post(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(500, isQuoteStatus=True, quotedTweet=None))
    (act,) = record.acts
    assert (act.kind, act.target, act.object_id) == ("quote", None, None)
    assert [(post.native_id, post.kind, post.parent_id) for post in record.posts] == [("500", "quote", None)]


def test_a_link_names_the_quoted_post_that_x_did_not_show_and_its_author(tmp_path: Path) -> None:
    addresses = [
        "https://x.com/warga_biasa/status/300",
        "https://twitter.com/relawan_satu/status/400?s=20",
        "https://x.com/dinas_contoh/status/500/photo/1",
        "https://contoh.go.id/a",
    ]
    links = [{"url": address, "tcourl": f"https://t.co/{place}"} for place, address in enumerate(addresses)]
    for marked in ({"isQuoteStatus": True}, {"quotedTweet": {"_type": "snscrape.modules.twitter.TweetRef", "id": 400}}):
        record = read_one(tmp_path, make_tweet(500, links=links, **marked))
        (act,) = record.acts
        assert (act.kind, act.target, act.object_id) == ("quote", AccountSeen("x", None, "relawan_satu"), "400")
        assert record.posts[-1].author == act.target
    assert not read_one(tmp_path, make_tweet(500, links=links)).acts


def test_a_retweet_marked_as_a_quote_quotes_nothing_itself(tmp_path: Path) -> None:
    item = make_tweet(500, isQuoteStatus=True, retweetedTweet=make_tweet(400, RELAWAN, isQuoteStatus=True))
    acts = read_one(tmp_path, item).acts
    assert [(act.kind, act.actor) for act in acts] == [("share", seen(DINAS)), ("quote", seen(RELAWAN))]


def test_a_retweet_of_what_x_did_not_show_is_a_share_by_its_text_and_its_counts(tmp_path: Path) -> None:
    counts = {"likeCount": 0, "replyCount": 0, "quoteCount": 0, "retweetCount": 7}
    item = make_tweet(500, rawContent="RT @relawan_satu: ya", retweetedTweet=None, mentionedUsers=[make_user(*RELAWAN)])
    record = read_one(tmp_path, item | counts)
    (act,) = record.acts
    assert (act.kind, act.target, act.object_id, act.derivation) == ("share", seen(RELAWAN), None, "regex")
    assert [(post.native_id, post.kind, post.text) for post in record.posts] == [("500", "repost", None)]
    for by_hand in ({"likeCount": 1}, {"replyCount": 1}, {"retweetCount": 0}, {"id_str": None}):
        (act,) = read_one(tmp_path, item | counts | by_hand).acts
        assert (act.kind, act.text) == ("mention", "RT @relawan_satu: ya")
    (act,) = read_one(tmp_path, item | counts | {"id_str": None, "date": "2024-10-01 02:00:00+00:00"}).acts
    assert (act.kind, act.target) == ("share", seen(RELAWAN))


def test_whom_only_the_rest_of_a_long_text_mentions_is_read_from_the_text(tmp_path: Path) -> None:
    text = "Halo @Relawan_Satu " + "panjang " * 40 + "dan @warga_biasa, tulis ke warga@contoh.id"
    mentioned = [make_user(*RELAWAN)]
    acts = read_one(tmp_path, make_tweet(500, rawContent=text, mentionedUsers=mentioned)).acts
    assert [(act.kind, act.target, act.derivation) for act in acts] == [
        ("mention", seen(RELAWAN), "entity"),
        ("mention", AccountSeen("x", None, "warga_biasa"), "regex"),
    ]
    renamed = text.replace("@Relawan_Satu", "@nama_lama")
    acts = read_one(tmp_path, make_tweet(500, rawContent=renamed, mentionedUsers=mentioned)).acts
    assert [act.target for act in acts] == [seen(RELAWAN), AccountSeen("x", None, "warga_biasa")]
    emoji = "\N{SMILING FACE WITH SMILING EYES}" * 140 + " @warga_biasa " + "panjang " * 40
    assert [act.target.handle for act in read_one(tmp_path, make_tweet(500, rawContent=emoji)).acts] == ["warga_biasa"]
    short = "&amp;" * 60 + "@tidak_ada https://t.co/contoh1234"
    assert not read_one(tmp_path, make_tweet(500, rawContent=short)).acts


@pytest.mark.parametrize(
    "versions",
    [
        {"editControl": {"edit_tweet_ids": ["400", "500"]}},
        {"editControl": {"edit_control_initial": {"edit_tweet_ids": ["400", "500"]}, "initial_tweet_id": "400"}},
        {"editState": {"editTweetIds": [400, 500], "editableUntilDate": AT, "editsRemaining": 4}},
    ],
)
def test_a_later_version_is_the_post_of_the_first_whoever_wrote_the_versions(
    tmp_path: Path, versions: dict[str, Any]
) -> None:
    (post,) = read_one(tmp_path, make_tweet(500, conversationId=500, **versions)).posts
    assert (post.native_id, post.url) == ("400", "https://x.com/dinas_contoh/status/400")
    assert post.root_id == "400"
    assert read_one(tmp_path, make_tweet(500, conversationId=300, **versions)).posts[0].root_id == "300"


@pytest.mark.parametrize("name", ["TweetRef", "Tombstone"])
def test_a_line_that_is_a_mere_reference_is_unavailable(tmp_path: Path, name: str) -> None:
    assert read_one(tmp_path, {"_type": f"snscrape.modules.twitter.{name}", "id": 400}).reason == "unavailable"


def test_user_refs_are_accounts_with_an_id_and_no_handle(tmp_path: Path) -> None:
    ref = {"_type": "snscrape.modules.twitter.UserRef", "id": 22}
    (act,) = read_one(tmp_path, make_tweet(500, mentionedUsers=[ref])).acts
    assert act.target == AccountSeen("x", "22", None)


def test_a_post_without_date_is_timed_by_its_id(tmp_path: Path) -> None:
    native_id = 1_840_938_000_000_000_000
    for date in (None, "1970-01-01 00:00:00+00:00"):
        (act,) = read_one(tmp_path, make_tweet(native_id, date=date, mentionedUsers=[make_user(*WARGA)])).acts
        assert (act.derivation, act.precision) == ("id", "millisecond")
        assert act.occurred_us is not None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": 1.29e18, "id_str": None}, "id"),
        ({"id": "1.29e18", "id_str": None}, "id"),
        ({"id_str": "1.29E+18"}, "id"),
        ({"user": {"id": 1.5e18, "username": "a"}}, "id"),
        ({"conversationId": 1.29e18}, "conversationId"),
        ({"inReplyToTweetId": "129000000000000000.0"}, "inReplyToTweetId"),
        ({"quotedTweet": {"id": 1.29e18}}, "id"),
        ({"mentionedUsers": [{"id": 1.29e18, "username": "a"}]}, "id"),
    ],
)
def test_float_ids_refuse_the_file_and_name_line_and_key(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    path = write_lines(tmp_path / "ekspor.jsonl", [make_tweet(1), make_tweet(2) | change])
    with pytest.raises(BadCapture, match=rf"ekspor\.jsonl, line 2, key {key}: .*(1\.29|1\.5e|129)"):
        read_records(path)


def test_huge_whole_ids_are_kept_to_the_last_digit(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_tweet(9_223_372_036_854_775_807, id_str=None))
    assert record.posts[0].native_id == "9223372036854775807"


def test_whose_posts_follow_may_stand_on_the_first_line(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_user(11, "dinas_contoh"), make_tweet(500)])
    entity, post = read_records(path)
    assert (entity.op, entity.accounts[0].handle, entity.acts) == ("profile", "dinas_contoh", ())
    assert (post.op, post.posts[0].native_id) == (None, "500")
    with pytest.raises(BadCapture, match="bare list"):
        read_records(write_lines(tmp_path / "b", [make_user(11, "dinas_contoh"), make_user(22, "relawan_satu")]))


@pytest.mark.parametrize("op", ["comments", "replies", "media"])
@pytest.mark.parametrize("author", [None, "x:@dinas_contoh"])
def test_users_under_an_op_of_what_people_wrote_are_refused(tmp_path: Path, op: str, author: str | None) -> None:
    path = write_lines(tmp_path / "daftar.jsonl", [make_tweet(500), make_user(*WARGA)])
    allowed = "followers, following, likers, retweeters, posts, search, profile"
    with pytest.raises(BadCapture, match=rf"daftar\.jsonl, line 2: a user, but --op {op} .* allowed are {allowed}$"):
        read_records(path, op, "x:post:400", target_author=author)
    assert [record.op for record in read_records(path, "posts", "x:@dinas_contoh")] == ["posts", "posts"]


def test_a_bare_list_needs_op_and_target(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "daftar.jsonl", [make_user(*WARGA)])
    with pytest.raises(BadCapture, match=r"daftar\.jsonl, line 1: a bare list of users .*--op and --target"):
        read_records(path)
    with pytest.raises(BadCapture, match="--target"):
        read_records(path, "followers")
    with pytest.raises(BadParameter, match="names no post"):
        read_records(path, "likers", "x:@relawan_satu")
    with pytest.raises(BadParameter, match="names no account"):
        read_records(path, "followers", "x:post:1")
    with pytest.raises(BadParameter, match="platform 'y' is unknown"):
        read_records(path, "followers", "y:@relawan_satu")
    with pytest.raises(BadParameter, match=r"'@relawan_satu' is unknown; .* then a colon, as in x:@handle"):
        read_records(path, "followers", "@relawan_satu")


def test_followers_and_following_point_in_opposite_directions(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_user(*WARGA)])
    target = AccountSeen("x", None, "relawan_satu")
    (follow,) = list_acts(read_records(path, "followers", "x:@relawan_satu"))
    assert (follow.kind, follow.actor, follow.target) == ("follow", seen(WARGA), target)
    (follow,) = list_acts(read_records(path, "following", "x:@relawan_satu"))
    assert (follow.kind, follow.actor, follow.target) == ("follow", target, seen(WARGA))


@pytest.mark.parametrize(("op", "kind"), [("likers", "like"), ("retweeters", "share")])
def test_likers_and_retweeters_act_between_the_posts_creation_and_the_capture(
    tmp_path: Path, op: str, kind: str
) -> None:
    path = write_lines(tmp_path / "a", [make_user(*WARGA)])
    (record,) = read_records(path, op, "x:post:1840938000000000000", target_author="x:22")
    (act,) = record.acts
    assert (act.kind, act.object_id, act.target) == (kind, "1840938000000000000", AccountSeen("x", "22", None))
    assert act.occurred_us is None
    assert act.after_us is not None
    assert record.posts[0].author == act.target
    (act,) = list_acts(read_records(path, op, "x:post:1840938000000000000"))
    assert act.target is None


def test_users_found_by_search_or_profile_are_accounts_and_do_nothing(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_user(*WARGA, followersCount={"value": 3, "granularity": 1})])
    (record,) = read_records(path, "search")
    assert (astuple(record.accounts[0])[:3], record.acts) == (("x", "33", "warga_biasa"), ())


def test_an_instagram_post_is_known_by_its_shortcode(tmp_path: Path) -> None:
    item = {
        "_type": "snscrape.modules.instagram.InstagramPost",
        "url": "https://www.instagram.com/p/Cab_12-x/",
        "date": AT,
        "content": "contoh",
        "username": "relawan_satu",
        "likes": 5,
    }
    (post,) = read_one(tmp_path, item).posts
    assert (post.native_id, post.author, post.created_us) == (
        "Cab_12-x", AccountSeen("instagram", None, "relawan_satu"), AT_US,
    )  # fmt: skip


def test_a_post_of_a_telegram_channel_is_known_by_its_address(tmp_path: Path) -> None:
    item = {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": "https://t.me/s/Relawan_Satu/12",
        "date": AT,
        "content": "ikuti @warga_biasaBesok libur",  # snscrape drops the ends of lines
        "outlinks": ["https://t.me/warga_biasa"],
    }
    channel = AccountSeen("telegram", None, "relawan_satu")
    record = read_one(tmp_path, item)
    assert [(post.native_id, post.author, post.created_us) for post in record.posts] == [
        ("relawan_satu/12", channel, AT_US)
    ]
    (act,) = record.acts
    assert (act.kind, act.actor, act.target) == ("mention", channel, AccountSeen("telegram", None, "warga_biasa"))
    (picture,) = read_one(tmp_path, item | {"content": None}).posts
    assert picture.text == ""


@pytest.mark.parametrize(
    ("address", "shared", "object_id", "object_url"),
    [
        ("https://t.me/Dinas_Contoh/7", (None, "dinas_contoh"), "dinas_contoh/7", "https://t.me/dinas_contoh/7"),
        ("https://t.me/Dinas_Contoh", (None, "Dinas_Contoh"), None, None),
        ("https://t.me/c/900/7", ("900", None), "900/7", None),
        ("https://contoh.example/", None, None, None),
    ],
)
def test_what_a_telegram_channel_forwards_is_shared_where_a_tool_kept_it(
    tmp_path: Path, address: str, shared: tuple[Any, ...] | None, object_id: str | None, object_url: str | None
) -> None:
    item = {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": "https://t.me/s/Relawan_Satu/12",
        "date": AT,
        "content": "ikuti @warga_biasa",
        "outlinks": None,
        "mentions": ["warga_biasa"],
        "forwarded": {"_type": "snscrape.modules.telegram.Channel", "username": "x", "title": None},
        "forwardedUrl": address,
    }
    record = read_one(tmp_path, item)
    (post,), (act,) = record.posts, record.acts
    assert (post.kind, post.text, post.native_id) == ("repost", None, "relawan_satu/12")
    assert (act.kind, act.native_id, act.occurred_us) == ("share", "relawan_satu/12", AT_US)
    assert (act.target and astuple(act.target)[1:3], act.object_id, act.object_url) == (shared, object_id, object_url)
    (own,) = read_one(tmp_path, item | {"forwarded": None, "forwardedUrl": None}).acts
    assert own.kind == "mention"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bukan json}", "not_json"),
        (b"\x00\x00", "not_json"),
        (json.dumps(make_tweet(1)).encode() + b"\x00", "not_json"),
        (b'{"_type": "snscrape.modules.twitter.Tweet", "id": 1, "rawContent": "\xff"}', "not_json"),
        (b"[1, 2]", "unexpected_shape"),
        (b'"teks"', "unexpected_shape"),
        (b"{}", "unexpected_shape"),
        (b'{"a": ' * 5000 + b"1" + b"}" * 5000, "unexpected_shape"),
        (json.dumps(make_tweet(1, date="kemarin")).encode(), "bad_time"),
        (json.dumps(make_tweet(1, date="0001-13-01")).encode(), "bad_time"),
        (json.dumps(make_tweet(1, user=None)).encode(), "author_unknown"),
        (json.dumps(make_tweet(1, id_str=None) | {"id": None}).encode(), "id_unknown"),
        (
            json.dumps({"_type": "snscrape.modules.reddit.Comment", "id": "t1_a", "author": "b"}).encode(),
            "unsupported_type",
        ),
        (json.dumps({"_type": "snscrape.modules.instagram.InstagramPost"}).encode(), "id_unknown"),
        (json.dumps({"_type": "snscrape.modules.telegram.TelegramPost"}).encode(), "id_unknown"),
    ],
)
def test_a_line_that_cannot_be_read_is_quarantined_with_a_reason(tmp_path: Path, line: bytes, reason: str) -> None:
    path = write_lines(tmp_path / "a", [make_tweet(1), line, make_tweet(2)])
    assert [record.reason for record in read_records(path)] == [None, reason, None]


def test_a_user_without_id_and_handle_is_quarantined(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [{"_type": "snscrape.modules.twitter.User"}])
    assert read_records(path, "followers", "x:1")[0].reason == "account_unknown"


def test_the_half_record_of_a_cut_file_is_quarantined_as_cut(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_tweet(1), make_tweet(2), make_tweet(3)])
    path.write_bytes(path.read_bytes()[:-40])
    records, is_cut = read_file(path)
    assert [record.reason for record in records] == [None, None, "cut"]
    assert not is_cut


def test_a_last_line_without_its_end_is_whole_when_its_json_is(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_tweet(1), make_tweet(2)])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert [record.reason for record in read_records(path)] == [None, None]


@pytest.mark.parametrize("text", ["\u2028 \u2029", "\x00", "😀 مرحبا", "a\r\nb", "\x85"])
def test_a_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a"
    for escaped in (True, False):
        path.write_bytes(json.dumps(make_tweet(1, rawContent=text), ensure_ascii=escaped).encode() + b"\n")
        assert [record.posts[0].text for record in read_records(path)] == [text]


def test_signs_that_x_escapes_are_read_as_they_were_written(tmp_path: Path) -> None:
    for key in ("rawContent", "content"):
        item = make_tweet(1, rawContent=None) | {key: "Budi &amp; Wati &gt; &lt;3 &amp;lt; &nbsp;"}
        (record,) = read_records(write_lines(tmp_path / "a", [item]))
        assert record.posts[0].text == "Budi & Wati > <3 &lt; &nbsp;"


@pytest.mark.parametrize(
    "links",
    [
        {"links": [{"url": "https://contoh.go.id/a", "text": "contoh.go.id/a", "tcourl": "https://t.co/abc"}]},
        {"outlinks": ["https://contoh.go.id/a"], "tcooutlinks": ["https://t.co/abc"]},
    ],
)
def test_a_short_link_is_read_as_the_address_it_leads_to(tmp_path: Path, links: dict[str, Any]) -> None:
    text = "baca https://t.co/abc dan https://t.co/xyz"
    (record,) = read_records(write_lines(tmp_path / "a", [make_tweet(1, rawContent=text, **links)]))
    assert record.posts[0].text == "baca https://contoh.go.id/a dan https://t.co/xyz"


@pytest.mark.parametrize(
    "links",
    [
        {"links": None},
        {"links": [None, {}, {"url": 5, "tcourl": "https://t.co/abc"}]},
        {"links": "rusak"},
        {"outlinks": [], "tcooutlinks": ["https://t.co/abc"]},
    ],
)
def test_links_of_another_shape_leave_the_text_as_it_is(tmp_path: Path, links: dict[str, Any]) -> None:
    (record,) = read_records(write_lines(tmp_path / "a", [make_tweet(1, rawContent="https://t.co/abc", **links)]))
    assert (record.reason, record.posts[0].text) == (None, "https://t.co/abc")


def test_forty_megabytes_on_one_line_are_quarantined_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_tweet(1), make_tweet(2, rawContent="x" * 40_000_000), make_tweet(3)])
    assert [record.reason for record in read_records(path)] == [None, "line_too_long", None]


def test_versions_of_an_edited_post_are_one_post(tmp_path: Path) -> None:
    first, second = 1_800_000_000_000_000_000, 1_800_000_100_000_000_000
    versions = {"edit_tweet_ids": [str(first), str(second)], "edits_remaining": "4"}
    lines = [make_tweet(native_id, editControl=versions) for native_id in (first, second)]
    posts = [record.posts[0] for record in read_records(write_lines(tmp_path / "a", lines))]
    assert {post.native_id for post in posts} == {str(first)}
    assert posts[1].created_us == snowflake_to_us(str(first))


def test_a_number_that_was_rounded_refuses_the_file_where_the_address_has_it_whole(tmp_path: Path) -> None:
    whole = {"url": "https://twitter.com/dinas_contoh/status/1840938000000123457"}
    rounded = make_tweet(1840938000000123400, **whole) | {"id_str": None}
    path = write_lines(tmp_path / "a.jsonl", [make_tweet(5), rounded])
    with pytest.raises(BadCapture, match=r"a\.jsonl, line 2, key id: .*1840938000000123400"):
        read_records(path)
    letters = "184093800000012345x"
    others = ((1840938000000123457, whole["url"]), (1840938000000123400, "https://[contoh/a"), (letters, whole["url"]))
    for native_id, url in others:
        unlike = make_tweet(5, url=url) | {"id": native_id, "id_str": None}
        assert read_records(write_lines(tmp_path / "b.jsonl", [unlike]))[0].posts[0].native_id == str(native_id)


@pytest.mark.parametrize("number", [33.0, 3.3e18])
def test_an_account_seen_before_with_a_whole_id_does_not_hide_one_rounded_to_a_float(
    tmp_path: Path, number: float
) -> None:
    good, bad = make_user(*WARGA), make_user(*WARGA) | {"id": number}
    for user in (good, bad):
        user.pop("id_str", None)
    path = write_lines(tmp_path / "a.jsonl", [make_tweet(1) | {"user": good}, make_tweet(2) | {"user": bad}])
    with pytest.raises(BadCapture, match=r"a\.jsonl, line 2, key id: .* is an id mangled to a float"):
        read_records(path)


def test_accounts_are_told_apart_by_all_that_a_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.sources.snscrape.MOST_ACCOUNTS", 2)
    users = [
        make_user(*WARGA),
        make_user(*WARGA) | {"displayname": "Warga"},
        make_user(33, "warga_lain"),
        {"username": "warga_biasa"},
        {"username": ""},
    ]
    items = [make_tweet(number, mentionedUsers=[user]) for number, user in enumerate(users * 2, start=1)]
    mentioned = [record.accounts[1:] for record in read_records(write_lines(tmp_path / "a.jsonl", items))]
    names = [("33", "warga_biasa", None), ("33", "warga_biasa", "Warga"), ("33", "warga_lain", None)]
    expected = [(AccountSeen("x", *name),) for name in (*names, (None, "warga_biasa", None))] + [()]
    assert mentioned == expected * 2
