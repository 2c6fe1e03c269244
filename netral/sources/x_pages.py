"""Where posts and users lie in a page of X, or in what tools keep of one -> each with its pointer.

Cursors, advertisements and "who to follow" suggestions are the page's furniture, and no items.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from netral.sources.unusable import Unusable

Json = dict[str, Any]


class Found(NamedTuple):
    """A ``tweet`` or ``user`` of a page, empty where the page shows none; or the ``gap`` that it tells of instead."""

    pointer: str
    result: Json
    kind: str


PAGE_DEPTH = 6
MAX_POINTER = 2000
# Where X's apps are answered, whose items have no itemType.
ITEM_TYPES = ("TimelineTweet", "TimelineUser", "TimelineTombstone")
HOLDERS = {"tweet_results": "tweet", "tweetResult": "tweet", "user_results": "user"}
ASKED = {
    "tweetResult": "tweet",
    "tweet_result": "tweet",
    "tweet_results": "tweet",
    "tweet_result_by_rest_id": "tweet",
    "user": "user",
    "user_result": "user",
    "user_results": "user",
    "user_result_by_screen_name": "user",
    "users": "user",
}
WRAPPERS = ("data", "tweet", *HOLDERS, *ASKED, "result", "itemContent", "content")
SUGGESTIONS = (
    "who-to-follow", "whoToFollow", "who-to-subscribe", "connect-module", "promoted", "cursor", "pinned-tweets-prompt",
    "similar-to",
)  # fmt: skip
# Advertisements within conversations.
ADVERTISED, ADVERTISED_ENTRY = ("promotedMetadata", "promoted_metadata"), "-promoted-tweet-"


def is_page(node: Any, depth: int = 0) -> bool:
    """Whether a JSON value is a page of X, or what is asked for by id lies in it, not too deep."""
    if not isinstance(node, dict) or depth > PAGE_DEPTH:
        return False
    if "instructions" in node or {"rest_id", "__typename"} <= node.keys():
        return True
    children = [child for value in node.values() for child in (value if isinstance(value, list) else (value,))]
    return any(is_page(child, depth + 1) for child in children)


def has_timeline(node: Any) -> bool:
    """Whether a JSON value holds a timeline, be it an empty one."""
    if isinstance(node, dict):
        return "instructions" in node or any(has_timeline(value) for value in node.values())
    return isinstance(node, list) and any(has_timeline(value) for value in node)


def find_items(node: Any, pointer: str = "") -> Iterator[Found]:
    """The posts and users of a timeline's entries and modules, unavailable ones too.

    Raises
    ------
    Unusable
        When an item lies so deep that its pointer gets too long.
    """
    if len(pointer) > MAX_POINTER:
        raise Unusable("unexpected_shape", f"a pointer of more than {MAX_POINTER} letters")
    if isinstance(node, list):
        for number, value in enumerate(node):
            yield from find_items(value, f"{pointer}/{number}")
    elif not isinstance(node, dict) or _is_furniture(node):
        return
    elif "itemType" in node or node.get("__typename") in ITEM_TYPES:
        yield from _list_held(node, pointer)
    else:
        for key, value in node.items():
            yield from find_items(value, f"{pointer}/{_escape(key)}")


def _is_furniture(node: Json) -> bool:
    if any(node.get(key) for key in ADVERTISED):
        return True
    entry_id = node.get("entryId", node.get("entry_id"))
    return isinstance(entry_id, str) and (entry_id.startswith(SUGGESTIONS) or ADVERTISED_ENTRY in entry_id)


def _list_held(node: Json, pointer: str) -> Iterator[Found]:
    for key, kind in HOLDERS.items():
        if key in node:
            yield _make_found(f"{pointer}/{key}/result", dig(node, key, "result"), kind)
    if "tombstoneInfo" in node:  # why the post that was here is not shown
        yield _make_found(f"{pointer}/tombstoneInfo", node["tombstoneInfo"], "gap")


def find_asked(page: Any) -> Iterator[Found]:
    """The posts or users of a page that answers for those asked for by id or name, one or several."""
    for key, kind in ASKED.items():
        held = dig(page, "data", key)
        if isinstance(held, list):
            for number, each in enumerate(held):
                yield _make_found(f"/data/{key}/{number}/result", dig(each, "result"), kind)
        elif isinstance(result := dig(held, "result"), dict) and (kind == "tweet" or "rest_id" in result):
            yield Found(f"/data/{key}/result", result, kind)


def unwrap_item(value: Json) -> Found:
    """One post or user, with whatever tools leave around it, to the item itself; it needs no pointer."""
    for _ in range(PAGE_DEPTH):
        if "legacy" in value or ("rest_id" in value and not isinstance(value.get("result"), dict)):
            break
        if isinstance(value.get("user"), dict) and "id_str" in value:
            return Found("", value, "tweet")
        value = next((value[key] for key in WRAPPERS if isinstance(value.get(key), dict)), value)
    is_user = value.get("__typename") == "User" or any(dig(value, key, "screen_name") for key in ("core", "legacy"))
    return Found("", value, "user" if is_user else "tweet")


def _make_found(pointer: str, result: Any, kind: str) -> Found:
    return Found(pointer, result if isinstance(result, dict) else {}, kind)


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def dig(node: Any, *keys: str) -> Any:
    """What lies below an object's keys, one after the other; None where there is nothing."""
    for key in keys:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node
