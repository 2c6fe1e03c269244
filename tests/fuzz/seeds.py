"""Valid invented files of every format, from which bad ones are bred; and with what words each is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tests.pictures import draw_picture, to_bytes
from tests.sources.invented import (
    AT,
    make_envelope,
    make_graph_tweet,
    make_graph_user,
    make_page,
    make_tweet,
    make_user,
)
from tests.sources.invented_formats import (
    AT_SECONDS,
    make_collected,
    make_comment,
    make_export,
    make_graph_node,
    make_item,
    make_message,
    make_structure,
)

DINAS, RELAWAN, WARGA = (11, "dinas_contoh"), (22, "relawan_satu"), (33, "warga_biasa")
TEXT = "halo @relawan_satu, lihat https://x.com/relawan_satu/status/700 dan t.me/kanal/5 — terima kasih"


class Seed(NamedTuple):
    """A file's bytes, and what the analyst says of it."""

    data: bytes
    op: str | None = None
    target: str | None = None
    author: str | None = None


def to_lines(*items: object) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def to_csv(*rows: dict[str, object], delimiter: str = ",") -> bytes:
    """Rows below the header of all their names."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, "", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def to_parquet(rows: Iterable[dict[str, Any]]) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), stream)
    return stream.getvalue()


def _make_posts() -> list[dict[str, Any]]:
    """snscrape's items: a post, a reply, a share and a quote."""
    other = make_tweet(400, RELAWAN, rawContent=TEXT)
    return [
        make_tweet(1_840_938_000_000_000_123, DINAS, rawContent=TEXT, mentionedUsers=[make_user(*RELAWAN)]),
        make_tweet(502, DINAS, inReplyToTweetId=400, inReplyToUser=make_user(*RELAWAN), conversationId=400),
        make_tweet(503, DINAS, retweetedTweet=other),
        make_tweet(504, WARGA, quotedTweet=other, editControl={"edit_tweet_ids": ["504", "505"]}),
    ]


def _make_graph_posts() -> list[dict[str, Any]]:
    shared = {"retweeted_status_result": {"result": make_graph_tweet("400", ("22", "relawan_satu"))}}
    replied = {"in_reply_to_status_id_str": "400", "in_reply_to_user_id_str": "22", "conversation_id_str": "400"}
    mentioned = {"entities": {"user_mentions": [{"id_str": "22", "screen_name": "relawan_satu", "name": "R"}]}}
    return [
        make_graph_tweet("500", **mentioned, full_text=TEXT),
        make_graph_tweet("501", **shared),
        make_graph_tweet("502", **replied),
        {
            **make_graph_tweet("503"),
            "quoted_status_result": {"result": make_graph_tweet("400", ("22", "relawan_satu"))},
        },
        {**make_graph_tweet("504"), "edit_control": {"edit_control_initial": {"edit_tweet_ids": ["504", "505"]}}},
    ]


def _make_api_page() -> dict[str, Any]:
    post = {"id": "500", "text": TEXT, "author_id": "11", "created_at": "2024-10-01T02:00:00.000Z"}
    entities = {"mentions": [{"id": "22", "username": "relawan_satu"}]}
    return {
        "data": [
            {**post, "entities": entities, "conversation_id": "500", "edit_history_tweet_ids": ["500"]},
            {**post, "id": "501", "referenced_tweets": [{"type": "retweeted", "id": "400"}]},
            {
                **post,
                "id": "502",
                "referenced_tweets": [{"type": "replied_to", "id": "400"}],
                "in_reply_to_user_id": "22",
            },
            {**post, "id": "503", "note_tweet": {"text": TEXT}, "referenced_tweets": [{"type": "quoted", "id": "400"}]},
        ],
        "includes": {
            "users": [{"id": str(number), "username": handle, "name": handle} for number, handle in (DINAS, RELAWAN)],
            "tweets": [{"id": "400", "text": "asal", "author_id": "22"}],
        },
        "meta": {"result_count": 4},
        "__twarc": {"version": "2.14.0", "retrieved_at": "2024-10-05T00:00:00+00:00"},
    }


def _make_media() -> dict[str, Any]:
    people = [{"pk": "22", "username": "relawan_satu"}, {"pk": "33", "username": "warga_biasa"}]
    return make_item(usertags={"in": [{"user": people[0]}]}, coauthor_producers=people, caption={"text": TEXT})


def _make_node() -> dict[str, Any]:
    tagged = {"edges": [{"node": {"user": {"id": "22", "username": "relawan_satu"}}}]}
    answers = {"edges": [{"node": make_comment("6", ("33", "warga_biasa"))}]}
    commented = {"edges": [{"node": {**make_comment("5", ("22", "relawan_satu")), "edge_threaded_comments": answers}}]}
    return make_graph_node(
        edge_media_to_tagged_user=tagged, edge_media_to_parent_comment=commented, iphone_struct=_make_media()
    )


def _make_collected() -> list[dict[str, Any]]:
    video = {
        "id": "700", "createTime": AT_SECONDS, "author": {"id": "11", "uniqueId": "dinas_contoh", "nickname": "Dinas"},
        "desc": TEXT, "duetInfo": {"duetFromId": "699"},
        "textExtra": [{"userId": "22", "userUniqueId": "relawan_satu"}],
    }  # fmt: skip
    comment = {
        "cid": "801", "aweme_id": "700", "reply_id": "0", "create_time": AT_SECONDS, "text": "mantap",
        "user": {"uid": "22", "unique_id": "relawan_satu"},
    }  # fmt: skip
    answered = {**comment, "reply_comment": [{**comment, "cid": "802", "reply_id": "801"}]}
    quoted = {"code": "Drelawan", "user": {"pk": "22", "username": "relawan_satu"}, "taken_at": AT_SECONDS}
    thread = {
        "pk": "61", "code": "Dthread1", "taken_at": AT_SECONDS, "user": {"pk": "11", "username": "dinas_contoh"},
        "caption": {"text": TEXT},
        "text_post_app_info": {"share_info": {"quoted_post": quoted, "reposted_post": None}, "reply_to_author": None},
    }  # fmt: skip
    page = "https://www.tiktok.com/@dinas_contoh/video/700"
    return [
        *(make_collected(post, "twitter.com") for post in _make_graph_posts()),
        make_collected(_make_media(), "instagram.com"),
        make_collected(_make_node(), "www.instagram.com"),
        make_collected(video, "tiktok.com"),
        make_collected(answered, "tiktok-comments", source_platform_url=page),
        make_collected(thread, "threads.net"),
    ]


def _make_messages() -> list[dict[str, Any]]:
    mention = [
        {"type": "mention", "text": "@relawan_satu"},
        " halo ",
        {"type": "mention_name", "text": "W", "user_id": 33},
    ]
    recent = [{"from": "Relawan", "from_id": "user22", "date": "2024-10-01T10:05:00"}]
    likes = [{"type": "emoji", "emoji": "👍", "count": 1, "recent": recent}]
    return [
        make_message(1, text=mention),
        make_message(2, "user22", reply_to_message_id=1, reactions=likes),
        make_message(3, forwarded_from="Kanal Lain"),
        {"id": 4, "type": "service", "date": "2024-10-01T10:00:00", "actor": "Warga", "actor_id": "user33",
         "action": "join_group_by_link", "text": ""},
    ]  # fmt: skip


def _make_edges() -> list[dict[str, Any]]:
    given = {"platform": "x", "actor": "@dinas_contoh", "kind": "like", "target": "relawan_satu"}
    return [
        {**given, "occurred_at": "2024-10-01T10:00:00", "object_url": "https://x.com/relawan_satu/status/700",
         "weight": "1", "observed_at": AT, "act_url": "", "text": ""},
        {**given, "kind": "reply", "occurred_at": "2024-10-01", "act_url": "https://x.com/dinas_contoh/status/701",
         "text": TEXT},
        {**given, "kind": "follow", "target": "id:22"},
        {**given, "platform": "instagram", "kind": "coauthor", "object_url": "https://www.instagram.com/p/Cabc_12/"},
    ]  # fmt: skip


def _make_minet() -> list[Seed]:
    tweet = {
        "query": "contoh", "id": "500", "timestamp_utc": str(AT_SECONDS), "local_time": "2024-10-01T10:00:00",
        "user_screen_name": "dinas_contoh", "text": TEXT, "to_username": "relawan_satu", "to_userid": "22",
        "to_tweetid": "400", "user_id": "11", "user_name": "Dinas", "retweeted_id": "", "retweeted_user": "",
        "quoted_id": "399", "quoted_user": "relawan_satu", "quoted_user_id": "22",
        "quoted_timestamp_utc": str(AT_SECONDS), "mentioned_names": "relawan_satu|warga", "mentioned_ids": "22|33",
    }  # fmt: skip
    post = {
        "username": "dinas_contoh", "full_name": "Dinas", "id": "31", "shortcode": "Cabc_1", "caption": TEXT,
        "mentioned_names": "relawan_satu", "usertags_medias": "relawan_satu|warga", "utc_time": "2024-10-01T02:00:00",
        "taken_at_timestamp": str(AT_SECONDS), "coauthor_usernames": "relawan_satu|warga",
    }  # fmt: skip
    comment = {
        "post": "https://www.instagram.com/p/Cabc_1/", "id": "5", "index": "1", "parent_id": "4", "text": TEXT,
        "mentioned_names": "relawan_satu", "created_at_utc": str(AT_SECONDS), "utc_time": "2024-10-01T02:00:00",
        "username": "relawan_satu", "user_id": "22", "user_full_name": "Relawan",
    }  # fmt: skip
    message = {
        "channel_name": "kanal", "link_to_message": "https://t.me/kanal/5", "user": "Kanal", "text": TEXT,
        "is_reply_user": "a", "views": "3", "datetime": "2024-10-01T02:00:00+00:00",
    }  # fmt: skip
    user = {"user": "relawan_satu", "id": "33", "username": "warga_biasa", "full_name": "Warga", "is_private": "False"}
    x_user = {"id": "33", "screen_name": "warga", "name": "W", "timestamp_utc": "1", "followers": "1", "friends": "1"}
    return [
        Seed(to_csv(tweet, {**tweet, "id": "501", "quoted_id": "", "retweeted_id": "400", "retweeted_user": "a"})),
        Seed(to_csv(post)),
        Seed(to_csv(comment, {**comment, "id": "6", "parent_id": ""})),
        Seed(to_csv(message)),
        Seed(to_csv(user), "followers"),
        Seed(to_csv(x_user), "following", "x:@dinas_contoh"),
        Seed(to_csv({"user": "dinas_contoh", "cursor": "1", "follower_id": "22"})),
    ]


def make_harvest() -> list[dict[str, object]]:
    row = {
        "conversation_id_str": "1840938000000000123", "created_at": "Tue Oct 01 02:00:00 +0000 2024", "full_text": TEXT,
        "id_str": "1840938000000000123", "in_reply_to_screen_name": "relawan_satu", "lang": "in",
        "tweet_url": "https://x.com/dinas_contoh/status/1840938000000000123", "user_id_str": "11",
        "username": "dinas_contoh",
    }  # fmt: skip
    return [row, {**row, "full_text": 'RT @relawan_satu: "halo"\ndunia', "created_at": "2024-10-01T02:00:00.000Z"}]


def _make_envelopes() -> list[dict[str, Any]]:
    (post, *_), item = _make_posts(), {"id": "33", "username": "warga_biasa", "full_name": "Warga"}
    return [
        make_envelope(post),
        make_envelope(json.dumps(post)),
        make_envelope(make_user(*WARGA), "followers", "22", target_handle="relawan_satu", declared_count=5),
        make_envelope(make_user(*WARGA), "likers", "700", target_handle="relawan_satu"),
        make_envelope(item, "likers", "Cabc_12", target_platform="instagram", target_handle="relawan_satu"),
    ]


_FOLLOWERS = ("followers", "x:@relawan_satu")
SEEDS: dict[str, list[Seed]] = {
    "edges": [
        Seed(to_csv(*_make_edges())),
        Seed(to_csv(*_make_edges(), delimiter=";")),
        Seed(to_parquet({"weight": "1", **row} for row in _make_edges())),
    ],
    "envelope": [Seed(to_lines(*_make_envelopes()))],
    "instaloader": [
        Seed(json.dumps(make_structure(_make_node()), indent=1).encode()),
        Seed(json.dumps(make_structure({"id": "11", "username": "dinas_contoh"}, "Profile")).encode()),
        Seed(
            json.dumps([make_comment("5", ("22", "a"), answers=[make_comment("6", ("33", "b"))])], indent=1).encode(),
            "comments",
            "instagram:post:Cabc_12",
        ),
    ],
    "minet": _make_minet(),
    "picture": [
        Seed(to_bytes(draw_picture(1, (40, 30)), ending), "media", "x:post:400", "x:@dinas_contoh")
        for ending in ("JPEG", "PNG", "WEBP", "GIF")
    ],
    "snscrape": [
        Seed(to_lines(*_make_posts())),
        Seed(to_lines(make_user(*DINAS), make_user(*WARGA)), *_FOLLOWERS),
        Seed(
            to_lines(
                {
                    "_type": "snscrape.modules.instagram.InstagramPost",
                    "url": "https://www.instagram.com/p/Cab/",
                    "date": AT,
                    "content": TEXT,
                    "username": "dinas_contoh",
                }
            )
        ),
    ],
    "telegram-export": [
        Seed(json.dumps(make_export(*_make_messages()), indent=1).encode()),
        Seed(json.dumps(make_export(*_make_messages(), kind="public_channel")).encode(), "posts", "telegram:@kanal"),
    ],
    "tweet-harvest": [Seed(to_csv(*make_harvest())), Seed(to_csv(*make_harvest(), delimiter=";"))],
    "x-api-v2": [
        Seed(to_lines(_make_api_page(), _make_api_page())),
        Seed(json.dumps(_make_api_page(), indent=1).encode()),
        Seed(to_lines(*({**post, "author": {"id": "11"}} for post in _make_api_page()["data"]))),
        Seed(to_lines({"data": [{"id": "33", "username": "warga", "name": "W"}]}), *_FOLLOWERS),
    ],
    "x-graphql": [
        Seed(to_lines(make_page(*_make_graph_posts()), make_page(*_make_graph_posts()[:2]))),
        Seed(json.dumps(make_page(*_make_graph_posts()), indent=1).encode()),
        Seed(to_lines(make_page(make_graph_user("33", "warga"), make_graph_user("11", "dinas_contoh"))), *_FOLLOWERS),
    ],
    "zeeschuimer": [Seed(to_lines(*_make_collected()))],
}
