"""Invented files of what browsers, instaloader and Telegram Desktop write, and one sample of every other format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netral.model import Record
from netral.sources.bare import ListTarget
from netral.sources.format import Format, Sample
from netral.sources.lines import Lines
from tests.sources.invented import make_envelope, make_graph_tweet, make_page, make_tweet

AT_SECONDS, AT_MS = 1_727_748_000, 1_727_748_000_000


def read_format(
    declared: Format, path: Path, target: ListTarget | None = None, zone: str = "Asia/Makassar"
) -> list[Record]:
    """A file to its records, read as the format that is declared."""
    return list(declared.read(Lines(path), target or ListTarget(), zone))


def make_sample(text: str) -> Sample:
    """A file's text to what shapes see of it."""
    lines = [line for line in text.splitlines() if line.strip()]
    values = [_load(line) for line in lines] or []
    known = tuple(value for value in values if isinstance(value, (dict, list)))
    whole = _load(text)
    if not known and isinstance(whole, (dict, list)):
        known = (whole,)
    header = tuple(name.strip().lower() for name in lines[0].split(",")) if lines and not known else ()
    return Sample(known, header, text.encode("utf-8", "replace"))


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def make_collected(data: object, platform: str, **further: Any) -> dict[str, Any]:
    """A line of the browser extension around an item."""
    return {
        "nav_index": "1:2:3",
        "item_id": "7",
        "timestamp_collected": AT_MS + 60_000,
        "last_updated": AT_MS + 60_000,
        "source_platform": platform,
        "source_platform_url": f"https://{platform}/halaman",
        "source_url": f"https://{platform}/api",
        "user_agent": "Peramban Rahasia/1.0",
        "data": data,
        **further,
    }


def make_item(code: str = "Cabc_1", **further: Any) -> dict[str, Any]:
    """An Instagram post as item lists have it."""
    return {
        "id": "31_11",
        "pk": "31",
        "code": code,
        "media_type": 1,
        "taken_at": AT_SECONDS,
        "user": {"pk": "11", "id": "11", "username": "dinas_contoh", "full_name": "Dinas Contoh"},
        "caption": {"text": "contoh"},
        "like_count": 3,
        **further,
    }


def make_graph_node(code: str = "Cabc_1", **further: Any) -> dict[str, Any]:
    """An Instagram post as the graph and instaloader have it."""
    return {
        "__typename": "GraphImage",
        "id": "31",
        "shortcode": code,
        "taken_at_timestamp": AT_SECONDS,
        "owner": {"id": "11", "username": "dinas_contoh"},
        "edge_media_to_caption": {"edges": [{"node": {"text": "contoh"}}]},
        "edge_media_preview_like": {"count": 3},
        **further,
    }


def make_structure(node: dict[str, Any], node_type: str = "Post") -> dict[str, Any]:
    return {"instaloader": {"node_type": node_type, "version": "4.15"}, "node": node}


def make_comment(native_id: str, author: tuple[str, str], **further: Any) -> dict[str, Any]:
    """A comment as instaloader writes it."""
    return {
        "id": native_id,
        "created_at": AT_SECONDS + 60,
        "text": "komentar",
        "owner": {"id": author[0], "username": author[1]},
        "likes_count": 0,
        "answers": [],
        **further,
    }


def make_message(native_id: int, author: str | None = "user11", **further: Any) -> dict[str, Any]:
    """A message of Telegram Desktop; its local time is Makassar's."""
    return {
        "id": native_id,
        "type": "message",
        "date": "2024-10-01T10:00:00",
        "date_unixtime": str(AT_SECONDS),
        "from": "Dinas Contoh",
        **({"from_id": author} if author else {}),
        "text": "contoh",
        **further,
    }


def make_export(*messages: object, kind: str | None = "public_supergroup", **further: Any) -> dict[str, Any]:
    return {"name": "Relawan Satu", "type": kind, "id": 900, "messages": list(messages), **further}


OTHER_SAMPLES = {
    "envelope": json.dumps(make_envelope(make_tweet(1))),
    "snscrape": json.dumps(make_tweet(1)),
    "x-graphql": json.dumps(make_page(make_graph_tweet("1"))),
    "x-graphql, indented": json.dumps(make_page(make_graph_tweet("1")), indent=1),
    "x-api-v2": json.dumps({"data": [{"id": "1", "text": "contoh", "author_id": "11"}], "includes": {}, "meta": {}}),
    "x-api-v2, flat": json.dumps({"id": "1", "text": "contoh", "author_id": "11", "created_at": "2024-10-01"}),
    "edges": "platform,actor,kind,target\nx,dinas,like,relawan\n",
    "tweet-harvest": "created_at,id_str,full_text,user_id_str,username,tweet_url\na,1,b,11,c,d\n",
    "minet": "id,timestamp_utc,user_id,user_screen_name,text\n1,2,11,b,c\n",
    "minet, telegram": "link_to_message,user,datetime,views\nhttps://t.me/a/1,b,2024-10-01,3\n",
    "nothing": "halo dunia\n",
    "an array": "[]",
}

OWN_SAMPLES = {
    "zeeschuimer": json.dumps(make_collected(make_item(), "instagram.com")),
    "zeeschuimer, X": json.dumps(make_collected(make_graph_tweet("1"), "twitter.com")),
    "zeeschuimer, cut": json.dumps(make_collected(make_item(), "instagram.com"))[:-40],
    "instaloader": json.dumps(make_structure(make_graph_node()), indent=4),
    "instaloader, one line": json.dumps(make_structure(make_graph_node())),
    "instaloader, comments": json.dumps([make_comment("5", ("22", "relawan_satu"))], indent=4),
    "instaloader, cut": json.dumps(make_structure(make_graph_node()), indent=4)[:-40],
    "telegram-export": json.dumps(make_export(make_message(1)), indent=1),
    "telegram-export, private": json.dumps(make_export(make_message(1), kind="personal_chat"), indent=1),
    "telegram-export, account": json.dumps({"personal_information": {}, "chats": {"list": []}}, indent=1),
    "telegram-export, cut": json.dumps(make_export(make_message(1)), indent=1)[:-30],
}
