from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, Record
from netral.sources import detect_format
from tests.sources.invented import (
    AT_US,
    make_graph_tweet,
    make_graph_user,
    make_page,
    read_file,
    read_records,
    write_lines,
)

FOLLOWERS = ("followers", "x:@relawan_satu")
USER = make_graph_user("33", "warga_biasa")
RELAWAN_USER = make_graph_user("22", "relawan_satu")
RELAWAN = make_graph_tweet("400", ("22", "relawan_satu"))


def follow(document: Any, pointer: str) -> Any:
    """RFC 6901, to the letter."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def read_one(tmp_path: Path, result: dict[str, Any]) -> Record:
    (record,) = read_records(write_lines(tmp_path / "a.json", [make_page(result)]), "search")
    return record


@pytest.mark.parametrize("indent", [None, 2])
def test_items_are_found_by_json_pointers_and_hashed_as_compact_json(tmp_path: Path, indent: int | None) -> None:
    page = make_page(make_graph_tweet("1"), USER, make_graph_tweet("2"))
    (tmp_path / "a.json").write_text(json.dumps(page, indent=indent))
    records = read_records(tmp_path / "a.json", *FOLLOWERS)
    assert len(records) == 3
    for record in records:
        assert record.locator.startswith("/data/a~1b~0c/timeline/")
        assert record.sha256 == hash_bytes(to_compact_json(follow(page, record.locator)))


def test_pages_a_line_have_the_line_before_the_pointer(tmp_path: Path) -> None:
    pages = [make_page(USER), make_page(make_graph_user("34", "warga_lain"))]
    path = write_lines(tmp_path / "a.jsonl", [pages[0], "", pages[1]])
    records = read_records(path, *FOLLOWERS)
    assert [record.locator.partition("#")[0] for record in records] == ["line:1", "line:3"]
    for record, page in zip(records, pages, strict=True):
        assert record.sha256 == hash_bytes(to_compact_json(follow(page, record.locator.partition("#")[2])))


def test_cursors_and_suggestions_are_no_items(tmp_path: Path) -> None:
    records = read_records(write_lines(tmp_path / "a", [make_page(USER)]), *FOLLOWERS)
    assert [account.handle for record in records for account in record.accounts] == ["warga_biasa"]


def test_an_empty_page_reads_nothing(tmp_path: Path) -> None:
    assert read_file(write_lines(tmp_path / "a", [make_page()]), *FOLLOWERS) == ([], False)


@pytest.mark.parametrize("result", [{"__typename": "UserUnavailable", "reason": "Suspended"}, {}, None])
def test_unavailable_users_are_read_and_quarantined(tmp_path: Path, result: dict[str, Any] | None) -> None:
    records = read_records(write_lines(tmp_path / "a", [make_page(USER, result)]), *FOLLOWERS)
    assert [record.reason for record in records] == [None, "unavailable"]


def test_a_user_before_and_after_its_handle_moved_is_the_same(tmp_path: Path) -> None:
    users = [make_graph_user("33", "warga_biasa", where) for where in ("core", "legacy")]
    first, second = read_records(write_lines(tmp_path / "a", [make_page(*users)]), *FOLLOWERS)
    assert first.acts == second.acts


def test_bare_users_need_op_and_target(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"halaman\.json: a bare list of users .*--op and --target"):
        read_records(write_lines(tmp_path / "halaman.json", [make_page(USER)]))


@pytest.mark.parametrize("op", ["comments", "replies", "media"])
def test_users_under_an_op_of_what_people_wrote_are_refused(tmp_path: Path, op: str) -> None:
    with pytest.raises(BadCapture, match=rf"halaman\.json: a user, but --op {op} .* allowed are followers"):
        read_records(write_lines(tmp_path / "halaman.json", [make_page(USER)]), op, "x:post:400")


def test_one_user_asked_for_by_name_is_a_profile(tmp_path: Path) -> None:
    for key in ("user", "user_results", "user_result_by_screen_name"):
        (record,) = read_records(write_lines(tmp_path / "a", [{"data": {key: {"result": USER}}}]))
        assert (record.locator, record.op, record.acts) == (f"/data/{key}/result", "profile", ())
        assert record.accounts[0].platform_id == "33"


def test_one_user_asked_for_by_name_is_in_nobodys_list(tmp_path: Path) -> None:
    pages = [{"data": {"user": {"result": RELAWAN_USER}}}, make_page(USER)]
    asked, listed = read_records(write_lines(tmp_path / "a", pages), *FOLLOWERS)
    assert (asked.op, asked.target, asked.acts) == ("profile", None, ())
    assert [act.actor.handle for act in listed.acts] == ["warga_biasa"]


def test_people_found_beside_posts_are_in_nobodys_list(tmp_path: Path) -> None:
    timeline = make_page(RELAWAN, USER)["data"]["a/b~c"]
    path = write_lines(tmp_path / "a", [{"data": {"search_by_raw_query": {"search_timeline": timeline}}}])
    for hints in ((), FOLLOWERS):
        post, user = read_records(path, *hints)
        assert (post.posts[0].native_id, user.accounts[0].platform_id) == ("400", "33")
        assert (user.op, user.target, user.acts) == ("search", None, ())


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry["content"]["itemContent"].update(promotedMetadata={"impressionId": "abc"}),
        lambda entry: entry["content"]["itemContent"].update(promoted_metadata={"impressionId": "abc"}),
        lambda entry: entry.update(entryId="conversationthread-500-promoted-tweet-501-abc"),
    ],
)
def test_an_advertisement_within_a_conversation_is_no_item(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    page = make_page(make_graph_tweet("500"), make_graph_tweet("501"))
    (timeline,) = page["data"]["a/b~c"]["timeline"]["instructions"]
    change(timeline["entries"][2])
    records = read_records(write_lines(tmp_path / "halaman.json", [page]))
    assert [record.posts[0].native_id for record in records] == ["500"]


@pytest.mark.parametrize("entry_id", ["who-to-follow-1", "whoToFollow-1", "who-to-subscribe-1", "connect-module-1"])
def test_whom_x_suggests_is_in_nobodys_list(tmp_path: Path, entry_id: str) -> None:
    page = json.loads(json.dumps(make_page(USER)).replace('"entryId": "who-to-follow-1"', f'"entryId": "{entry_id}"'))
    records = read_records(write_lines(tmp_path / "a", [page]), *FOLLOWERS)
    assert [account.handle for record in records for account in record.accounts] == ["warga_biasa"]


def test_posts_asked_for_by_id_are_read_one_or_several_a_page(tmp_path: Path) -> None:
    reply = make_graph_tweet("500", in_reply_to_status_id_str="400", in_reply_to_user_id_str="22")
    one = {"data": {"tweetResult": {"result": reply}}}
    several = {"data": {"tweetResult": [{"result": RELAWAN}, {}, {"result": {"__typename": "TweetUnavailable"}}]}}
    records = read_records(write_lines(tmp_path / "a", [one, several]))
    assert [(record.locator, record.reason) for record in records] == [
        ("line:1#/data/tweetResult/result", None),
        ("line:2#/data/tweetResult/0/result", None),
        ("line:2#/data/tweetResult/1/result", "unavailable"),
        ("line:2#/data/tweetResult/2/result", "unavailable"),
    ]
    assert [act.kind for act in records[0].acts] == ["reply"]
    for page in (one, several):
        assert detect_format(write_lines(tmp_path / "b", [page])) == "x-graphql"


def test_users_asked_for_by_ids_are_a_bare_list(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [{"data": {"users": [{"result": USER}, {"result": RELAWAN_USER}, {}]}}])
    records = read_records(path, *FOLLOWERS)
    assert [(len(record.acts), record.reason) for record in records] == [(1, None), (1, None), (0, "unavailable")]
    with pytest.raises(BadCapture, match="bare list"):
        read_records(path)


def test_a_page_as_x_s_apps_get_it_says_the_same(tmp_path: Path) -> None:
    author = {"user_results": {"result": make_graph_user("22", "relawan_satu")}}
    pairs = [
        ({"retweeted_status_result": {"result": RELAWAN}}, {"retweeted_status_results": {"result": RELAWAN}}, {}),
        ({"in_reply_to_status_id_str": "400", "in_reply_to_user_id_str": "22"},
         {}, {"reply_to_results": {"rest_id": "400"}, "reply_to_user_results": author["user_results"]}),
        ({"quoted_status_id_str": "400"}, {}, {"quoted_tweet_results": {"rest_id": "400"}}),
    ]  # fmt: skip
    for site, legacy, beside in pairs:
        of_site = read_one(tmp_path, make_graph_tweet("500", **site))
        item = {"__typename": "TimelineTweet", "tweet_results": {"result": make_graph_tweet("500", **legacy) | beside}}
        entries = [
            {"entry_id": "tweet-500", "content": {"__typename": "TimelineTimelineItem", "content": item}},
            {
                "entry_id": "who-to-follow-1",
                "content": {"__typename": "TimelineUser", "user_results": {"result": USER}},
            },
        ]
        page = {"data": {"timeline_response": {"timeline": {"instructions": [{"entries": entries}]}}}}
        (record,) = read_records(write_lines(tmp_path / "b", [page]))
        (act,), (of_app,) = of_site.acts, record.acts
        assert (of_app.kind, of_app.object_id, of_app.occurred_us) == (act.kind, act.object_id, act.occurred_us)
        assert (of_app.target and of_app.target.platform_id) == (act.target and act.target.platform_id)


def test_a_post_says_the_same_where_legacy_is_empty_and_its_fields_stand_beside_its_id(tmp_path: Path) -> None:
    def move(tweet: dict[str, Any]) -> dict[str, Any]:
        fields = {key: move_nested(value) for key, value in tweet["legacy"].items()}
        return tweet | fields | {"legacy": None}

    def move_nested(value: Any) -> Any:
        return {"result": move(value["result"])} if isinstance(value, dict) and "result" in value else value

    retweet = make_graph_tweet("500", retweeted_status_result={"result": RELAWAN})
    reply = make_graph_tweet("501", in_reply_to_status_id_str="400", in_reply_to_screen_name="relawan_satu")
    for tweet in (retweet, reply):
        old, new = read_one(tmp_path, tweet), read_one(tmp_path, move(tweet))
        assert (new.reason, new.posts, new.acts) == (None, old.posts, old.acts)
        wrapped = {"__typename": "TweetWithVisibilityResults", "tweet": move(tweet)}
        assert read_one(tmp_path, wrapped).acts == old.acts


def spread(tweet: dict[str, Any]) -> dict[str, Any]:
    """A post as the newest pages have it: what it says in several places, under ``legacy`` only what it shares."""
    legacy = tweet["legacy"]
    entities = legacy.get("entities", {})
    shared = legacy.get("retweeted_status_result")
    return {key: value for key, value in tweet.items() if key != "legacy"} | {
        "details": {"__typename": "TBirdData", "full_text": legacy["full_text"], "created_at_ms": AT_US // 1000},
        "legacy": {
            "__typename": "LegacyTweet",
            "retweeted_status_results": shared and {"rest_id": "400", "result": spread(shared["result"])},
        },
        "mention_entities": entities.get("user_mentions", []),
        "url_entities": entities.get("urls", []),
        "media_entities2": legacy.get("extended_entities", {}).get("media", []),
        **dict.fromkeys(("quoted_tweet_results", "reply_to_results", "reply_to_user_results", "edit_control")),
    }


TAGGED = {"type": "photo", "features": {"all": {"tags": [{"user_id": "33", "screen_name": "warga_biasa"}]}}}
NAMED = {
    "user_mentions": [{"id_str": "22", "name": "Relawan", "screen_name": "relawan_satu", "indices": [5, 18]}],
    "urls": [{"url": "https://t.co/abc", "expanded_url": "https://contoh.go.id/a"}],
}


def test_a_post_says_the_same_where_text_time_people_and_pictures_stand_apart(tmp_path: Path) -> None:
    text = {"full_text": "baca @relawan_satu https://t.co/abc &amp; #contoh", "entities": NAMED}
    post = make_graph_tweet("500", **text, extended_entities={"media": [TAGGED]})
    retweet = make_graph_tweet("501", retweeted_status_result={"result": RELAWAN})
    for tweet in (post, retweet):
        old, new = read_one(tmp_path, tweet), read_one(tmp_path, spread(tweet))
        assert (new.reason, new.posts, new.acts) == (None, old.posts, old.acts)
        wrapped = {"__typename": "TweetWithVisibilityResults", "tweet": spread(tweet)}
        assert read_one(tmp_path, wrapped).acts == old.acts
        bare = {key: value for key, value in spread(tweet).items() if key != "legacy" or tweet is retweet}
        assert read_one(tmp_path, bare).posts == old.posts
    assert [act.kind for act in read_one(tmp_path, spread(post)).acts] == ["mention", "tag"]


def test_an_answer_and_a_quote_are_known_where_text_and_time_stand_apart(tmp_path: Path) -> None:
    answered = {"reply_to_results": {"rest_id": "400"}, "reply_to_user_results": {"result": RELAWAN_USER}}
    quoted = {"quoted_tweet_results": {"rest_id": "400", "result": spread(RELAWAN)}}
    for further, kind in ((answered, "reply"), (quoted, "quote")):
        record = read_one(tmp_path, spread(make_graph_tweet("500")) | further)
        assert [(act.kind, act.object_id, act.occurred_us, act.text) for act in record.acts] == [
            (kind, "400", AT_US, "contoh")
        ]


def test_pictures_and_time_that_x_s_apps_get_apart_are_read(tmp_path: Path) -> None:
    tweet = make_graph_tweet("500", created_at=None, created_at_ms=str(AT_US // 1000)) | {"media_entities": [TAGGED]}
    record = read_one(tmp_path, tweet)
    assert [(act.kind, act.occurred_us) for act in record.acts] == [("tag", AT_US)]
    assert record.posts[0].text == "contoh"


def test_a_conversation_as_x_s_apps_get_it_is_read_with_its_authors(tmp_path: Path) -> None:
    def make_item(result: dict[str, Any]) -> dict[str, Any]:
        return {"content": {"content": {"__typename": "TimelineTweet", "tweetResult": result}}}

    author = {"user_result": {"result": make_graph_user("11", "dinas_contoh")}}
    shown = make_graph_tweet("500", user_id_str="11") | {"core": author}
    page = {
        "data": {"timeline_response": {"instructions": [{"entries": [make_item({"result": shown}), make_item({})]}]}}
    }
    record, gap = read_records(write_lines(tmp_path / "a", [page]))
    assert record.accounts == (AccountSeen("x", "11", "dinas_contoh", "Dinas_Contoh"),)
    assert (record.posts[0].native_id, gap.reason) == ("500", "unavailable")


@pytest.mark.parametrize("is_plain", [True, False])
def test_a_gap_in_a_conversation_is_a_post_that_is_not_shown(tmp_path: Path, is_plain: bool) -> None:
    rich = {"rtl": False, "text": "This Post was deleted by the Post author. Learn more", "entities": []}
    told = {"text": "", "richText": rich} if is_plain else {"text": rich}
    gap = {"itemType": "TimelineTombstone", "tombstoneInfo": told}
    entries = [{"entryId": "tombstone-400", "content": {"itemContent": gap}}]
    page = {"data": {"threaded_conversation_with_injections_v2": {"instructions": [{"entries": entries}]}}}
    (record,) = read_records(write_lines(tmp_path / "a", [page]))
    assert (record.reason, record.posts) == ("unavailable", ())
    assert record.sha256 == hash_bytes(to_compact_json(follow(page, record.locator)))


@pytest.mark.parametrize("key", ["tweet_result", "tweet_result_by_rest_id", "tweet_results"])
def test_posts_asked_for_by_id_are_read_under_any_of_their_names(tmp_path: Path, key: str) -> None:
    pages = [{"data": {key: {"result": RELAWAN}}}, {"data": {key: [{"result": RELAWAN}]}}]
    records = read_records(write_lines(tmp_path / "a", pages))
    assert [(record.reason, [post.native_id for post in record.posts]) for record in records] == [(None, ["400"])] * 2


def test_a_retweet_is_a_share_and_nothing_else(tmp_path: Path) -> None:
    mentions = {"user_mentions": [{"id_str": "22", "screen_name": "relawan_satu"}]}
    retweet = make_graph_tweet("500", retweeted_status_result={"result": RELAWAN}, entities=mentions)
    (act,) = read_one(tmp_path, retweet).acts
    assert (act.kind, act.object_id, act.target, act.occurred_us) == (
        "share", "400", AccountSeen("x", "22", "relawan_satu", "Relawan_Satu"), AT_US,
    )  # fmt: skip


@pytest.mark.parametrize("mentions", [[], [{"id_str": "22", "screen_name": "relawan_satu"}]])
def test_a_retweet_of_a_post_that_is_not_shown_is_a_share_of_it(tmp_path: Path, mentions: list[dict[str, str]]) -> None:
    text = {"full_text": "RT @Relawan_Satu: dukung bersama", "entities": {"user_mentions": mentions}}
    hidden = {"result": {"__typename": "Tweet", "rest_id": "400"}}
    for named in ({"retweeted_status_result": hidden}, {"retweeted_status_id_str": "400"}):
        record = read_one(tmp_path, make_graph_tweet("500", **text, **named))
        assert [(act.kind, act.object_id, act.target) for act in record.acts] == [
            (
                "share",
                "400",
                AccountSeen("x", "22", "relawan_satu") if mentions else AccountSeen("x", None, "Relawan_Satu"),
            )
        ]
        assert [(post.native_id, post.kind) for post in record.posts] == [("500", "repost"), ("400", None)]


@pytest.mark.parametrize("hidden", [{}, {"result": {"__typename": "TweetTombstone"}}])
def test_a_retweet_of_which_nothing_is_left_but_whose_post_it_was_is_a_share(
    tmp_path: Path, hidden: dict[str, Any]
) -> None:
    text = "RT @relawan_satu: dukung bersama @warga_biasa"
    record = read_one(tmp_path, make_graph_tweet("500", full_text=text, retweeted_status_result=hidden))
    assert [(act.kind, act.object_id, act.target) for act in record.acts] == [
        ("share", None, AccountSeen("x", None, "relawan_satu"))
    ]
    assert [(post.native_id, post.kind, post.text) for post in record.posts] == [("500", "repost", None)]
    (own,) = read_one(tmp_path, make_graph_tweet("500", full_text=text)).posts
    assert own.kind == "post"


def test_a_quote_of_a_post_that_is_not_shown_has_its_author_from_the_address(tmp_path: Path) -> None:
    link = {"url": "https://t.co/a", "expanded": "https://twitter.com/relawan_satu/status/400", "display": "x.com/…"}
    quote = make_graph_tweet("500", quoted_status_id_str="400", quoted_status_permalink=link)
    record = read_one(tmp_path, quote | {"quoted_status_result": {"result": {"__typename": "TweetTombstone"}}})
    (act,) = record.acts
    assert (act.kind, act.object_id, act.target) == ("quote", "400", AccountSeen("x", None, "relawan_satu"))
    assert [(post.native_id, post.kind) for post in record.posts] == [("500", "quote"), ("400", None)]


EDITED = make_graph_tweet("500", conversation_id_str="500") | {
    "edit_control": {"initial_tweet_id": "400", "edit_control_initial": {"edit_tweet_ids": ["400", "500"]}}
}


def test_a_later_version_begins_the_conversation_of_the_first(tmp_path: Path) -> None:
    (post,) = read_one(tmp_path, EDITED).posts
    assert (post.native_id, post.root_id) == ("400", "400")


def test_whoever_answers_or_quotes_a_later_version_answers_the_post_that_the_page_shows(tmp_path: Path) -> None:
    answer = make_graph_tweet(
        "600", ("33", "warga_biasa"), conversation_id_str="500",
        in_reply_to_status_id_str="500", in_reply_to_user_id_str="11", in_reply_to_screen_name="dinas_contoh",
    )  # fmt: skip
    quote = make_graph_tweet("700", ("33", "warga_biasa"), conversation_id_str="700", quoted_status_id_str="500")
    for number, edited in enumerate((EDITED, {"__typename": "TweetWithVisibilityResults", "tweet": EDITED})):
        path = write_lines(tmp_path / f"{number}", [make_page(answer, quote, edited)])
        first, second, _ = read_records(path)
        acts = [*first.acts, *second.acts]
        assert [(act.kind, act.object_id) for act in acts] == [("reply", "400"), ("quote", "400")]
        assert [(post.native_id, post.parent_id, post.root_id) for post in first.posts] == [
            ("600", "400", "400"),
            ("400", None, None),
        ]
        assert (second.posts[0].parent_id, second.posts[0].root_id) == ("400", "700")


def test_a_quote_of_a_deleted_post_is_known_by_its_mark_and_the_link_to_it(tmp_path: Path) -> None:
    link = {"url": "https://t.co/a", "expanded_url": "https://twitter.com/relawan_satu/status/400"}
    for urls, target in (([link], AccountSeen("x", None, "relawan_satu")), ([], None)):
        quote = make_graph_tweet("500", is_quote_status=True, entities={"urls": urls})
        record = read_one(tmp_path, quote)
        (act,) = record.acts
        assert (act.kind, act.object_id, act.target) == ("quote", "400" if urls else None, target)
        assert [post.native_id for post in record.posts] == ["500", *(["400"] if urls else [])]
        assert record.posts[0].parent_id == ("400" if urls else None)
    assert not read_one(tmp_path, make_graph_tweet("500", is_quote_status=False, entities={"urls": [link]})).acts


@pytest.mark.parametrize(
    "core", [{}, {"user_results": {}}, {"user_results": {"result": {"__typename": "UserUnavailable"}}}]
)
def test_an_author_whom_the_page_does_not_show_is_known_by_id(tmp_path: Path, core: dict[str, Any]) -> None:
    own = make_graph_tweet("500", user_id_str="11") | {"core": core}
    assert read_one(tmp_path, own).posts[0].author == AccountSeen("x", "11", None)
    shared = make_graph_tweet("400", user_id_str="22") | {"core": core}
    (act,) = read_one(tmp_path, make_graph_tweet("500", retweeted_status_result={"result": shared})).acts
    assert (act.kind, act.object_id, act.target) == ("share", "400", AccountSeen("x", "22", None))


def test_a_reply_s_own_mention_is_no_act(tmp_path: Path) -> None:
    mentions = [{"id_str": "22", "screen_name": "relawan_satu"}, {"id_str": "33", "screen_name": "warga_biasa"}]
    reply = make_graph_tweet(
        "500",
        in_reply_to_status_id_str="400",
        in_reply_to_user_id_str="22",
        in_reply_to_screen_name="relawan_satu",
        entities={"user_mentions": mentions},
    )
    assert [(act.kind, act.target and act.target.platform_id) for act in read_one(tmp_path, reply).acts] == [
        ("reply", "22"),
        ("mention", "33"),
    ]


def test_a_quote_that_is_shown_and_one_that_is_only_named(tmp_path: Path) -> None:
    shown = make_graph_tweet("500") | {"quoted_status_result": {"result": RELAWAN}}
    named = make_graph_tweet("500", quoted_status_id_str="400")
    assert [(act.kind, act.object_id, act.target is None) for act in read_one(tmp_path, shown).acts] == [
        ("quote", "400", False)
    ]
    assert [(act.kind, act.object_id, act.target is None) for act in read_one(tmp_path, named).acts] == [
        ("quote", "400", True)
    ]


def test_a_tweet_behind_a_warning_and_a_long_one_are_read(tmp_path: Path) -> None:
    note = {"note_tweet_results": {"result": {"text": "teks yang panjang"}}}
    tweet = make_graph_tweet("500") | {"note_tweet": note}
    record = read_one(tmp_path, {"__typename": "TweetWithVisibilityResults", "tweet": tweet})
    assert record.posts[0].text == "teks yang panjang"
    assert read_one(tmp_path, {"__typename": "TweetTombstone"}).reason == "unavailable"


def test_a_post_for_subscribers_is_not_read_from_its_preview(tmp_path: Path) -> None:
    shown = make_graph_tweet("400", ("22", "relawan_satu"))
    beginning = {**shown, "legacy": None, "text": "awal tulisan", "created_at": shown["legacy"]["created_at"]}
    preview = {"__typename": "TweetPreviewDisplay", "tweet": beginning, "cta": {}, "limited_action_results": {}}
    record = read_one(tmp_path, preview)
    assert (record.reason, record.posts, record.detail) == (
        "unavailable",
        (),
        "the platform showed only a TweetPreviewDisplay",
    )
    retweet = make_graph_tweet("500", full_text="RT @relawan_satu: awal", retweeted_status_result={"result": preview})
    assert [(act.kind, act.object_id) for act in read_one(tmp_path, retweet).acts] == [("share", "400")]


def test_whom_only_the_long_text_mentions_is_mentioned_once(tmp_path: Path) -> None:
    both = [{"id_str": "22", "screen_name": "relawan_satu"}, {"id_str": "33", "screen_name": "warga_biasa"}]
    note = {"text": "@relawan_satu, dan jauh di bawah @warga_biasa", "entity_set": {"user_mentions": both}}
    tweet = make_graph_tweet("500", entities={"user_mentions": both[:1]})
    acts = read_one(tmp_path, tweet | {"note_tweet": {"note_tweet_results": {"result": note}}}).acts
    assert [(act.kind, act.target and act.target.handle) for act in acts] == [
        ("mention", "relawan_satu"),
        ("mention", "warga_biasa"),
    ]


def test_who_is_tagged_in_a_picture_is_tagged_once_but_not_in_somebody_elses(tmp_path: Path) -> None:
    def show(*tags: Any, **further: str) -> dict[str, Any]:
        return {"type": "photo", "features": {"all": {"tags": list(tags)}}, **further}

    relawan = {"user_id": "22", "name": "Relawan", "screen_name": "relawan_satu", "type": "user"}
    warga = {"user_id": "33", "screen_name": "warga_biasa", "type": "user"}
    others = show(warga, source_status_id_str="900", source_user_id_str="9")
    media = {"media": [show(relawan, {"type": "place"}), show(relawan), others, {"features": {"large": {}}}]}
    record = read_one(tmp_path, make_graph_tweet("1", extended_entities=media))
    assert [(act.kind, act.target, act.native_id, act.derivation) for act in record.acts] == [
        ("tag", AccountSeen("x", "22", "relawan_satu", "Relawan"), "1", "native")
    ]
    assert AccountSeen("x", "22", "relawan_satu", "Relawan") in record.accounts
    shared = make_graph_tweet("400", ("22", "relawan_satu"))
    retweet = make_graph_tweet("2", extended_entities=media, retweeted_status_result={"result": shared})
    assert [act.kind for act in read_one(tmp_path, retweet).acts] == ["share"]


def test_signs_that_x_escapes_are_read_as_they_were_written(tmp_path: Path) -> None:
    note = {"note_tweet_results": {"result": {"text": "A & B, teks yang panjang"}}}
    short = make_graph_tweet("500", full_text="A &amp; B")
    assert read_one(tmp_path, short).posts[0].text == "A & B"
    assert read_one(tmp_path, short | {"note_tweet": note}).posts[0].text == "A & B, teks yang panjang"


def test_a_short_link_is_read_as_the_address_it_leads_to(tmp_path: Path) -> None:
    link = {"url": "https://t.co/abc", "expanded_url": "https://contoh.go.id/a"}
    short = make_graph_tweet("500", full_text="baca https://t.co/abc &amp; https://t.co/xyz", entities={"urls": [link]})
    assert read_one(tmp_path, short).posts[0].text == "baca https://contoh.go.id/a & https://t.co/xyz"
    note = {"text": "jauh di bawah https://t.co/abc", "entity_set": {"urls": [link, {}]}}
    long = make_graph_tweet("500") | {"note_tweet": {"note_tweet_results": {"result": note}}}
    assert read_one(tmp_path, long).posts[0].text == "jauh di bawah https://contoh.go.id/a"


@pytest.mark.parametrize(
    ("result", "key"),
    [
        (make_graph_user(1.29e18, "warga"), "rest_id"),
        (make_graph_user("1.29e+18", "warga"), "rest_id"),
        (make_graph_tweet("5", in_reply_to_status_id_str=1.29e18), "in_reply_to_status_id_str"),
        (make_graph_tweet("5", entities={"user_mentions": [{"id_str": 1.29e18}]}), "id_str"),
    ],
)
def test_float_ids_refuse_the_file_and_name_item_and_key(tmp_path: Path, result: dict[str, Any], key: str) -> None:
    path = write_lines(tmp_path / "halaman.json", [make_page(USER, result)])
    with pytest.raises(BadCapture, match=rf"halaman\.json, /data/.*/2/.*, key {key}: .*1\.29e"):
        read_records(path, *FOLLOWERS)


@pytest.mark.parametrize(
    ("beside", "path"),
    [
        ({"legacy": {"full_text": 5}}, "$.legacy.full_text"),
        ({"legacy": {"full_text": "hadir", "entities": {"user_mentions": "rusak"}}}, "$.legacy.entities.user_mentions"),
        ({"legacy": {"full_text": "hadir", "in_reply_to_screen_name": 7}}, "$.legacy.in_reply_to_screen_name"),
        ({"edit_control": {"edit_tweet_ids": "500"}}, "$.edit_control.edit_tweet_ids"),
        ({"core": []}, "$.core"),
    ],
)
def test_a_key_of_an_unexpected_type_is_quarantined_and_named(
    tmp_path: Path, beside: dict[str, Any], path: str
) -> None:
    tweet = make_graph_tweet("500") | beside
    record = read_one(tmp_path, tweet)
    assert (record.reason, record.acts) == ("unexpected_shape", ())
    assert path in (record.detail or "")
    page = write_lines(tmp_path / "dua.json", [make_page(tweet, make_graph_tweet("501"))])
    assert [record.reason for record in read_records(page)] == ["unexpected_shape", None]  # the others are read


def test_keys_that_are_null_are_as_good_as_absent(tmp_path: Path) -> None:
    nulls = dict.fromkeys(("full_text", "created_at", "entities", "extended_entities", "retweeted_status_result"))
    record = read_one(tmp_path, make_graph_tweet("500", **nulls) | {"note_tweet": None, "edit_control": None})
    assert (record.reason, record.acts, len(record.posts)) == (None, (), 1)


def test_a_time_that_is_none_is_quarantined(tmp_path: Path) -> None:
    assert read_one(tmp_path, make_graph_tweet("500", created_at="kemarin")).reason == "bad_time"


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("share", [0.5, 0.999])
def test_a_page_that_was_cut_is_one_half_record(tmp_path: Path, indent: int | None, share: float) -> None:
    text = json.dumps(make_page(USER, make_graph_user("34", "warga_lain")), indent=indent)
    (tmp_path / "a.json").write_text(text[: int(len(text) * share)])
    (record,) = read_records(tmp_path / "a.json", *FOLLOWERS)
    assert (record.reason, record.locator) == ("cut", "line:1")
    assert record.sha256 == hash_bytes((tmp_path / "a.json").read_bytes())


def test_the_last_page_line_that_was_cut_is_the_half_record(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_page(USER), make_page(USER), make_page(USER)])
    path.write_bytes(path.read_bytes()[:-30])
    assert [record.reason for record in read_records(path, *FOLLOWERS)] == [None, None, "cut"]


def test_a_broken_page_line_does_not_take_the_others_along(tmp_path: Path) -> None:
    lines = [
        b"{rusak",
        make_page(USER),
        b"\x00",
        b"null",
        {"errors": [{"message": "Rate limit exceeded"}]},
        make_page(USER),
    ]
    records = read_records(write_lines(tmp_path / "a", lines), *FOLLOWERS)
    assert [record.reason for record in records] == [
        "not_json", None, "not_json", "not_json", "unexpected_shape", None,
    ]  # fmt: skip


def test_deep_nesting_is_quarantined_wherever_it_stands(tmp_path: Path) -> None:
    def nest(depth: int) -> str:
        return '{"a":' * depth + "1" + "}" * depth

    good = json.dumps(make_page(USER))
    item = json.dumps(make_page({"__typename": "User", "rest_id": "1", "dalam": "DALAM"}))
    lines = [good, *(nest(depth) for depth in (100, 600, 900, 50_000))]
    lines += [item.replace('"DALAM"', nest(depth)) for depth in (700, 900, 50_000)]
    records = read_records(write_lines(tmp_path / "a", [*lines, good]), *FOLLOWERS)
    assert [record.reason for record in (records[0], records[-1])] == [None, None]
    assert len(records) == len(lines) + 1
    assert all(record.reason for record in records[1:-1])


def test_half_a_surrogate_pair_in_a_text_is_read(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_graph_tweet("500", full_text="a\ud83d b"))
    assert record.posts[0].text == "a\ud83d b"
