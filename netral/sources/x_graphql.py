"""Raw X GraphQL pages, one JSON a file or JSONL -> records; an item's hash is over its compact JSON.

What counts as an item: every post and user of a timeline's entries and modules, unavailable ones included. Cursors and
"who to follow" suggestions are the page's furniture, not observations, and are not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, Op, Record
from netral.sources.bare import ListTarget, require_target, target_to_posts, user_to_acts
from netral.sources.format import Format, Sample
from netral.sources.lines import BOM, Lines, open_decompressed
from netral.sources.targets import FLOAT_ID
from netral.sources.tweet import Facts, TweetSeen, tweet_to_facts
from netral.times import BadTime, parse_platform_time

Json = dict[str, Any]
PAGE_DEPTH = 6
SUGGESTIONS = ("who-to-follow", "promoted", "cursor", "pinned-tweets-prompt", "similar-to")


class MangledId(Exception):
    """An id was rounded to a float: the whole file is refused."""


def recognise(sample: Sample) -> bool:
    """Whether some first line, or the whole file, is a page of X GraphQL, or breaks off within one."""
    pages = [value["data"] for value in sample.values if isinstance(value, dict) and "data" in value]
    wrapped = any(isinstance(value, dict) and "source_platform" in value for value in sample.values)
    if pages:
        return not wrapped and any(_is_page(page) for page in pages)
    is_begun = not sample.values and sample.head.lstrip()[:1] == b"{"
    return is_begun and b'"data"' in sample.head and b'"instructions"' in sample.head


def _is_page(node: Any, depth: int = 0) -> bool:
    if not isinstance(node, dict) or depth > PAGE_DEPTH:
        return False
    if "instructions" in node or {"rest_id", "__typename"} <= node.keys():
        return True
    return any(_is_page(child, depth + 1) for child in node.values())


def read_pages(lines: Lines, target: ListTarget, _zone: str) -> Iterator[Record]:
    """Pages to records, one an item. No pointer leads into a page that was cut: it is one half record.

    Raises
    ------
    BadCapture
        When users come without an op and target, or an id was mangled to a float.
    """
    name = lines.path.name
    if _is_page_per_line(lines.path):
        for line in lines:
            page = _load(line.data)
            if page is None:
                reason = "line_too_long" if line.too_long else "not_json" if line.ended else "cut"
                yield Record(f"line:{line.number}", line.sha256, reason=reason, detail="the line is no JSON object")
            else:
                yield from _read_page(page, f"line:{line.number}#", f"{name}, line {line.number}", target, line.sha256)
        return
    with open_decompressed(lines.path) as stream:
        data = stream.read().removeprefix(BOM)
    page, sha256 = _load(data), hash_bytes(data)
    if page is None:
        yield Record("line:1", sha256, reason="cut", detail="the file is one JSON page and ends before the page does")
    else:
        yield from _read_page(page, "", name, target, sha256)


def _is_page_per_line(path: Path) -> bool:
    """Whether a file holds one page a line: its lines, more than one, are JSON, or the file as a whole is none."""
    first = list(islice(Lines(path), 2))
    if len(first) < 2 or _load(first[0].data):
        return len(first) == 2
    with open_decompressed(path) as stream:
        is_whole = _load(stream.read()) is not None
    return not is_whole and any(_load(line.data) for line in Lines(path))


def _load(data: bytes) -> Any:
    """Bytes to the JSON object or array they are; None when they are anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _read_page(page: Any, prefix: str, place: str, target: ListTarget, sha256: str) -> Iterator[Record]:
    user = _dig(page, "data", "user", "result") or _dig(page, "data", "user_results", "result")
    try:
        items, is_page = list(_find_items(page, "")), _has_timeline(page)
    except RecursionError:
        items, is_page = [], False
    if not items and isinstance(user, dict) and "rest_id" in user:
        items = [(_dig_pointer(page), user, "user")]
        target = target if target.op else ListTarget(Op.PROFILE, target.account)
    if not items and not is_page:
        locator = prefix.removesuffix("#") or "line:1"
        yield Record(locator, sha256, reason="unexpected_shape", detail="no page with posts or users")
    for pointer, result, kind in items:
        yield _result_to_record(f"{prefix}{pointer}", result, kind, place, target)


def _has_timeline(node: Any) -> bool:
    if isinstance(node, dict):
        return "instructions" in node or any(_has_timeline(value) for value in node.values())
    return isinstance(node, list) and any(_has_timeline(value) for value in node)


def _dig_pointer(page: Json) -> str:
    return "/data/user/result" if _dig(page, "data", "user") else "/data/user_results/result"


def _find_items(node: Any, pointer: str) -> Iterator[tuple[str, Json, str]]:
    if isinstance(node, dict):
        entry_id = node.get("entryId")
        if isinstance(entry_id, str) and entry_id.startswith(SUGGESTIONS):
            return
        if "itemType" in node:
            for key, kind in (("tweet_results", "tweet"), ("user_results", "user")):
                if key in node:
                    result = _dig(node, key, "result")
                    yield f"{pointer}/{key}/result", result if isinstance(result, dict) else {}, kind
            return
        for key, value in node.items():
            yield from _find_items(value, f"{pointer}/{_escape(key)}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _find_items(value, f"{pointer}/{number}")


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _result_to_record(locator: str, result: Json, kind: str, place: str, target: ListTarget) -> Record:
    try:
        sha256 = hash_bytes(to_compact_json(result))
    except RecursionError:
        sha256 = hash_bytes(repr(locator).encode())
        return Record(locator, sha256, reason="unexpected_shape", detail="nested too deep")
    base = Record(locator, sha256, target.op and target.op.value, target.name)
    if kind == "user":
        require_target(target, place)
    try:
        read = _read_user(result, target) if kind == "user" else _read_tweet(result)
    except BadTime as error:
        return base._replace(reason="bad_time", detail=str(error))
    except MangledId as error:
        raise BadCapture(f"{place}, {locator.rpartition('#')[2]}, key {error}") from None
    if read is None:
        shown = _text(result, "__typename") or "gap"
        return base._replace(reason="unavailable", detail=f"the platform showed only a {shown}")
    accounts, posts, acts = read
    return base._replace(accounts=tuple(accounts), posts=tuple(posts), acts=tuple(acts))


def _read_user(result: Json, target: ListTarget) -> Facts | None:
    user = _to_account(result)
    return user and Facts([user], list(target_to_posts(target)), list(user_to_acts(user, target, None)))


def _read_tweet(result: Json) -> Facts | None:
    tweet = _to_tweet(result)
    return tweet_to_facts(tweet) if tweet and tweet.author else None


def _to_account(result: Any) -> AccountSeen | None:
    native_id = _id(result, "rest_id")
    handle = _text(result, "core", "screen_name") or _text(result, "legacy", "screen_name")
    name = _text(result, "core", "name") or _text(result, "legacy", "name")
    return AccountSeen("x", native_id, handle, name) if native_id and handle else None


def _to_tweet(result: Any) -> TweetSeen | None:
    if _dig(result, "__typename") == "TweetWithVisibilityResults":
        result = _dig(result, "tweet")
    legacy, native_id = _dig(result, "legacy"), _id(result, "rest_id")
    if not isinstance(legacy, dict) or native_id is None:
        return None
    quoted = _to_tweet(_dig(result, "quoted_status_result", "result"))
    if quoted is None and (quoted_id := _id(legacy, "quoted_status_id_str")):
        quoted = TweetSeen(quoted_id)
    first_id = _find_first_version(result) or native_id
    return TweetSeen(
        first_id,
        _to_account(_dig(result, "core", "user_results", "result")),
        _text(result, "note_tweet", "note_tweet_results", "result", "text") or _text(legacy, "full_text"),
        parse_platform_time(_text(legacy, "created_at")) if first_id == native_id else None,  # else that of the edit
        _id(legacy, "conversation_id_str"),
        _id(legacy, "in_reply_to_status_id_str"),
        _to_named(legacy, "in_reply_to_user_id_str", "in_reply_to_screen_name"),
        tuple(_to_mentions(legacy)),
        _to_tweet(_dig(legacy, "retweeted_status_result", "result")),
        quoted,
    )


def _find_first_version(result: Any) -> str | None:
    """X gives every version of an edited post an id of its own; the first one's stands for the post."""
    control = _dig(result, "edit_control")
    if initial := _dig(control, "edit_control_initial"):
        control = initial
    versions = _dig(control, "edit_tweet_ids")
    return _id({"first": versions[0]}, "first") if isinstance(versions, list) and versions else None


def _to_mentions(legacy: Json) -> Iterator[AccountSeen]:
    mentions = _dig(legacy, "entities", "user_mentions")
    for mention in mentions if isinstance(mentions, list) else ():
        if named := _to_named(mention, "id_str", "screen_name"):
            yield named


def _to_named(node: Any, id_key: str, handle_key: str) -> AccountSeen | None:
    native_id, handle = _id(node, id_key), _text(node, handle_key)
    return AccountSeen("x", native_id, handle, _text(node, "name")) if native_id or handle else None


def _id(node: Any, key: str) -> str | None:
    """An id, as text or whole number; a float is refused, for the id it was cannot be told any more."""
    value = _dig(node, key)
    if isinstance(value, float) or (isinstance(value, str) and FLOAT_ID.match(value)):
        raise MangledId(f"{key}: {value!r} is an id mangled to a float; capture again with ids as text")
    return str(value) if value and isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _text(node: Any, *keys: str) -> str | None:
    value = _dig(node, *keys)
    return value if isinstance(value, str) else None


def _dig(node: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


FORMAT = Format("x-graphql", recognise, read_pages, (b'"instructions"', b'"rest_id"', b'"legacy"', b'"data"'))
