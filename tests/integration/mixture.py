"""Invented captures of every format about one region, each of them items that any number of files may hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from netral.model import Investigation
from tests.invented_investigation import make_snowflake
from tests.pictures import draw_picture, to_bytes
from tests.sources.invented import AT_US, make_envelope, make_graph_tweet, make_page, make_tweet, make_user
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
from tests.store.captured import (
    DINAS,
    PEGAWAI,
    RELAWAN,
    WARGA,
    invent_region,
    make_list_line,
    make_post_line,
)

POST_ID = make_snowflake("2024-10-01T02:00:00Z")
KEY = b"k" * 32


class Source(NamedTuple):
    """Items of one format; ``join`` makes a file of some of them, and ``options`` say what a bare list is."""

    suffix: str
    items: tuple[Any, ...]
    join: Callable[[Sequence[Any]], bytes]
    options: tuple[tuple[str, str], ...] = ()


def _join_lines(items: Sequence[Any]) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def _join_export(items: Sequence[Any]) -> bytes:
    return json.dumps(make_export(*items), indent=1).encode()


def _join_array(items: Sequence[Any]) -> bytes:
    return json.dumps(list(items), indent=4).encode()


def _join_rows(items: Sequence[dict[str, str]], columns: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), "", lineterminator="\n")
    writer.writeheader()
    writer.writerows(items)
    return text.getvalue().encode()


def _make_rows(columns: str, *rows: dict[str, str]) -> tuple[tuple[dict[str, str], ...], Callable[..., bytes]]:
    return rows, lambda items: _join_rows(items, columns.split())


def _make_api_page(native_id: str, author: tuple[int, str], **further: Any) -> dict[str, Any]:
    post = {"id": native_id, "text": "contoh", "author_id": str(author[0]), "created_at": "2024-10-01T02:00:00.000Z"}
    users = [{"id": str(number), "username": handle} for number, handle in (author, RELAWAN)]
    made = {"url": "https://contoh", "version": "2.14.0", "retrieved_at": "2024-10-05T00:00:00+00:00"}
    return {"data": [post | further], "includes": {"users": users}, "__twarc": made}


EDGES, join_edges = _make_rows(
    "platform actor kind target occurred_at object_url weight observed_at act_url text",
    {"platform": "x", "actor": "pegawai_contoh", "kind": "reply", "target": "relawan_satu",
     "object_url": f"https://x.com/relawan_satu/status/{POST_ID}", "occurred_at": "2024-10-01T10:00:00+08:00",
     "observed_at": "2024-10-05T00:00:00Z"},
    {"platform": "x", "actor": "id:33", "kind": "follow", "target": "@relawan_satu"},
    {"platform": "x", "actor": "dinas_contoh", "kind": "suka-suka", "target": "@relawan_satu"},
)  # fmt: skip
HARVEST, join_harvest = _make_rows(
    "conversation_id_str created_at full_text id_str in_reply_to_screen_name tweet_url user_id_str username",
    {"conversation_id_str": "610", "created_at": "2024-10-01T02:00:00.000Z", "full_text": "halo @relawan_satu",
     "id_str": "610", "tweet_url": "https://x.com/dinas_contoh/status/610", "user_id_str": "11",
     "username": "dinas_contoh"},
    {"conversation_id_str": POST_ID, "created_at": "2024-10-01T02:10:00.000Z", "full_text": "@relawan_satu ya",
     "id_str": "611", "in_reply_to_screen_name": "relawan_satu", "tweet_url": "https://x.com/warga_biasa/status/611",
     "user_id_str": "33", "username": "warga_biasa"},
)  # fmt: skip
MINET, join_minet = _make_rows(
    "id timestamp_utc user_screen_name user_id text retweeted_id retweeted_user retweeted_user_id",
    {"id": "620", "timestamp_utc": str(AT_US // 1_000_000), "user_screen_name": "dinas_contoh", "user_id": "11",
     "text": "contoh", "retweeted_id": POST_ID, "retweeted_user": "relawan_satu", "retweeted_user_id": "22"},
    {"id": "621", "timestamp_utc": str(AT_US // 1_000_000), "user_screen_name": "pegawai_contoh", "user_id": "44",
     "text": "contoh"},
)  # fmt: skip

SOURCES: dict[str, Source] = {
    "envelope": Source(".jsonl", (
        make_post_line(int(POST_ID), RELAWAN, mentionedUsers=[make_user(*WARGA)]),
        make_post_line(500, retweetedTweet=make_tweet(int(POST_ID), RELAWAN)),
        make_post_line(501, PEGAWAI, inReplyToTweetId=int(POST_ID), inReplyToUser=make_user(*RELAWAN)),
        make_list_line("likers", POST_ID, DINAS),
        make_list_line("followers", "22", WARGA, declared_count=5),
        make_envelope(make_tweet(599), raw_sha256="0" * 64),
    ), _join_lines),
    "snscrape": Source(".jsonl", (
        make_tweet(500, retweetedTweet=make_tweet(int(POST_ID), RELAWAN)),
        make_tweet(502, WARGA, quotedTweet=make_tweet(int(POST_ID), RELAWAN)),
        make_tweet(503, PEGAWAI, mentionedUsers=[make_user(*DINAS)]),
    ), _join_lines),
    "snscrape users": Source(
        ".jsonl", (make_user(*WARGA), make_user(*DINAS), make_user(*WARGA)), _join_lines,
        (("op", "followers"), ("target", "x:@relawan_satu")),
    ),
    "x-graphql": Source(".jsonl", (
        make_page(make_graph_tweet("504", in_reply_to_status_id_str=POST_ID, in_reply_to_user_id_str="22")),
        make_page(make_graph_tweet("505", ("33", "warga_biasa")), make_graph_tweet("503", ("44", "pegawai_contoh"))),
    ), _join_lines),
    "x-api-v2": Source(".jsonl", (
        _make_api_page("506", DINAS, referenced_tweets=[{"type": "quoted", "id": POST_ID}]),
        _make_api_page("507", WARGA),
    ), _join_lines),
    "zeeschuimer": Source(".ndjson", (
        make_collected(make_item("Cabc_1", usertags={"in": [{"user": {"pk": 33, "username": "warga"}}]}),
                       "instagram.com"),
        make_collected(make_item("Cabc_2"), "instagram.com", item_id="8"),
        make_collected({"id": "700", "createTime": AT_SECONDS, "desc": "halo @relawan_satu",
                        "author": {"id": "11", "uniqueId": "dinas_contoh"}}, "tiktok.com", item_id="9"),
    ), _join_lines),
    "instaloader": Source(
        ".json", (make_structure(make_graph_node("Cabc_3")),), lambda items: json.dumps(items[0], indent=4).encode()
    ),
    "instaloader comments": Source(
        "_comments.json",
        (make_comment("5", ("22", "relawan_satu")), make_comment("6", ("33", "warga"))), _join_array,
        (("op", "comments"), ("target", "instagram:post:Cabc_3"), ("target_author", "instagram:11")),
    ),
    "telegram-export": Source(".json", (
        make_message(1),
        make_message(2, "user22", reply_to_message_id=1),
        make_message(3, None),
        make_message(4, None, type="service", action="join_group_by_link", actor="Dinas Contoh", actor_id="user11"),
    ), _join_export),
    "picture": Source(
        ".png", (to_bytes(draw_picture(1, (40, 30)), "PNG"),), lambda items: items[0],
        (("op", "media"), ("target", "x:post:500"), ("target_author", "x:@dinas_contoh")),
    ),
    "edges": Source(".csv", EDGES, join_edges),
    "tweet-harvest": Source(".csv", HARVEST, join_harvest),
    "minet": Source(".csv", MINET, join_minet),
}  # fmt: skip


def write_region(folder: Path) -> Investigation:
    """The region that all these captures are about, with a pseudonym key that every copy of it shares."""
    invention = invent_region(folder)
    for platform in ("instagram", "telegram", "tiktok"):
        invention.opd("dinas_contoh", platform=platform, platform_id="11")
        invention.volunteer("relawan_satu", platform=platform, platform_id="22")
    investigation = invention.write()
    investigation.store_folder.mkdir()
    (investigation.store_folder / "pseudonym.key").write_bytes(KEY)
    return investigation


def write_captures(folder: Path, names: Sequence[str] = tuple(SOURCES)) -> list[Path]:
    """One file of each of these sources, in a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in names:
        source = SOURCES[name]
        paths.append(folder / f"{name.replace(' ', '-')}{source.suffix}")
        paths[-1].write_bytes(source.join(source.items))
    return paths
