"""Invented captures of every format, a file at a time, and what their parser makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from netral.identity import hash_bytes, to_compact_json
from netral.model import ActSeen, Op, Record
from netral.sources import Hints, detect_format, open_reading

AT = "2024-10-01T02:00:00+00:00"
AT_US = 1_727_748_000_000_000


def write_lines(path: Path, items: Iterable[object], end: str = "\n") -> Path:
    """Items, as they are when bytes or text and as JSON otherwise, one a line."""
    texts = (item if isinstance(item, (bytes, str)) else json.dumps(item) for item in items)
    lines = [text.encode() if isinstance(text, str) else text for text in texts]
    path.write_bytes(b"".join(line + end.encode() for line in lines))
    return path


def read_records(path: Path, op: str | None = None, target: str | None = None, **hints: Any) -> list[Record]:
    """A file to its records, by the format its shape has."""
    return read_file(path, op, target, **hints)[0]


def read_file(path: Path, op: str | None = None, target: str | None = None, **hints: Any) -> tuple[list[Record], bool]:
    """A file to its records and whether compressed data was cut."""
    reading = open_reading(path, detect_format(path), Hints(Op(op) if op else None, target, **hints))
    return list(reading.records), reading.is_cut()


def list_acts(records: Iterable[Record]) -> list[ActSeen]:
    return [act for record in records for act in record.acts]


def make_user(native_id: int, handle: str, **further: Any) -> dict[str, Any]:
    return {"_type": "snscrape.modules.twitter.User", "id": native_id, "username": handle, **further}


def make_tweet(native_id: int, author: tuple[int, str] = (11, "dinas_contoh"), **further: Any) -> dict[str, Any]:
    """A post with today's field names."""
    return {
        "_type": "snscrape.modules.twitter.Tweet",
        "id": native_id,
        "id_str": str(native_id),
        "date": AT,
        "rawContent": "contoh",
        "user": make_user(*author),
        **further,
    }


def make_envelope(raw: object, op: str = "posts", target: str | None = "11", **further: Any) -> dict[str, Any]:
    """An envelope around an item, its hash over the string or the compact object."""
    digest = hash_bytes(raw.encode() if isinstance(raw, str) else to_compact_json(raw))
    return {
        "capture_id": "c1",
        "seq": 0,
        "tool": "alat",
        "tool_version": "1.2",
        "op": op,
        "target_platform": "x",
        "target_id": target,
        "target_handle": None,
        "args": {},
        "collected_at_utc": "2024-10-05T00:00:00Z",
        "cursor": None,
        "raw_sha256": digest,
        "raw": raw,
        **further,
    }


def make_graph_user(native_id: str | float, handle: str, where: str = "core") -> dict[str, Any]:
    """A user of X's pages; ``legacy`` held the handle before ``core`` did."""
    return {"__typename": "User", "rest_id": native_id, where: {"screen_name": handle, "name": handle.title()}}


def make_graph_tweet(native_id: str, author: tuple[str, str] = ("11", "dinas_contoh"), **legacy: Any) -> dict[str, Any]:
    return {
        "__typename": "Tweet",
        "rest_id": native_id,
        "core": {"user_results": {"result": make_graph_user(*author)}},
        "legacy": {"full_text": "contoh", "created_at": "Tue Oct 01 02:00:00 +0000 2024", **legacy},
    }


def make_page(*results: dict[str, Any] | None) -> dict[str, Any]:
    """A timeline page: users and posts as entries, a cursor and suggestions around them."""
    entries: list[dict[str, Any]] = [
        {"entryId": "who-to-follow-1", "content": {"items": [_make_item(make_graph_user("999", "disarankan"))]}}
    ]
    entries += [
        {"entryId": f"entry-{number}", "content": {"itemContent": _make_item(result)}}
        for number, result in enumerate(results)
    ]
    entries.append({"entryId": "cursor-bottom-1", "content": {"value": "xyz"}})
    return {"data": {"a/b~c": {"timeline": {"instructions": [{"type": "TimelineAddEntries", "entries": entries}]}}}}


def _make_item(result: dict[str, Any] | None) -> dict[str, Any]:
    key = "tweet_results" if result and str(result.get("__typename")).startswith("Tweet") else "user_results"
    return {"itemType": "TimelineItem", key: {} if result is None else {"result": result}}
