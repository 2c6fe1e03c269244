"""Raw X GraphQL pages, one JSON a file or JSONL -> records; an item's hash is over its compact JSON.

What counts as an item: every post and user of a timeline's entries and modules, unavailable ones included. Cursors and
"who to follow" suggestions are the page's furniture, not observations, and are not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, Op, Record
from netral.sources.bare import ListTarget, target_to_posts, user_to_acts
from netral.sources.lines import Lines, open_decompressed
from netral.sources.tweet import TweetSeen, tweet_to_facts
from netral.times import BadTime, parse_platform_time

Json = dict[str, Any]
SUGGESTIONS = ("who-to-follow", "promoted", "cursor", "pinned-tweets-prompt", "similar-to")


def read_pages(lines: Lines, target: ListTarget) -> Iterator[Record]:
    """Pages to records, one an item.

    Raises
    ------
    BadCapture
        When users come without an op and target, or the page has no timeline.
    """
    whole = _read_whole(lines)
    if whole is not None:
        yield from _read_page(whole, "", lines.path.name, target)
        return
    for line in lines:
        place = f"{lines.path.name}, line {line.number}"
        try:
            page = json.loads(line.data)
        except (ValueError, RecursionError) as error:
            reason = "not_json" if line.ended else "cut"
            yield Record(f"line:{line.number}", line.sha256, reason=reason, detail=str(error))
            continue
        yield from _read_page(page, f"line:{line.number}#", place, target)


def _read_whole(lines: Lines) -> Any:
    with open_decompressed(lines.path) as stream:
        try:
            return json.loads(stream.read())
        except (ValueError, EOFError, RecursionError):
            return None


def _read_page(page: Any, prefix: str, place: str, target: ListTarget) -> Iterator[Record]:
    user = _dig(page, "data", "user", "result") or _dig(page, "data", "user_results", "result")
    items = list(_find_items(page, ""))
    if not items and isinstance(user, dict) and "rest_id" in user:
        items = [(_dig_pointer(page), user, "user")]
        target = target if target.op else ListTarget(Op.PROFILE, target.account)
    for pointer, result, kind in items:
        yield _result_to_record(f"{prefix}{pointer}", result, kind, place, target)


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
    sha256 = hash_bytes(to_compact_json(result))
    base = Record(locator, sha256, target.op and target.op.value, target.name)
    tweet_type, user_type = result.get("__typename"), result.get("__typename")
    if kind == "user":
        if target.op is None:
            raise BadCapture(f"{place}: a bare list of users does not say whose it is; give --op and --target")
        user = _to_account(result)
        if user is None:
            return base._replace(reason="unavailable", detail=f"the platform showed only a {user_type or 'gap'}")
        acts = user_to_acts(user, target, None)
        return base._replace(accounts=(user,), posts=target_to_posts(target), acts=acts)
    try:
        tweet = _to_tweet(result)
    except BadTime as error:
        return base._replace(reason="bad_time", detail=str(error))
    if tweet is None or tweet.author is None:
        return base._replace(reason="unavailable", detail=f"the platform showed only a {tweet_type or 'gap'}")
    facts = tweet_to_facts(tweet)
    return base._replace(accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))


def _to_account(result: Any) -> AccountSeen | None:
    native_id = _dig(result, "rest_id")
    handle = _dig(result, "core", "screen_name") or _dig(result, "legacy", "screen_name")
    name = _dig(result, "core", "name") or _dig(result, "legacy", "name")
    if not isinstance(native_id, str) or not isinstance(handle, str):
        return None
    return AccountSeen("x", native_id, handle, name if isinstance(name, str) else None)


def _to_tweet(result: Any) -> TweetSeen | None:
    if _dig(result, "__typename") == "TweetWithVisibilityResults":
        result = _dig(result, "tweet")
    legacy, native_id = _dig(result, "legacy"), _dig(result, "rest_id")
    if not isinstance(legacy, dict) or not isinstance(native_id, str):
        return None
    note = _dig(result, "note_tweet", "note_tweet_results", "result", "text")
    quoted = _to_tweet(_dig(result, "quoted_status_result", "result"))
    if quoted is None and isinstance(legacy.get("quoted_status_id_str"), str):
        quoted = TweetSeen(legacy["quoted_status_id_str"])
    return TweetSeen(
        native_id,
        _to_account(_dig(result, "core", "user_results", "result")),
        note if isinstance(note, str) else legacy.get("full_text"),
        parse_platform_time(legacy.get("created_at")),
        legacy.get("conversation_id_str"),
        legacy.get("in_reply_to_status_id_str"),
        _to_replied(legacy),
        tuple(_to_mentions(legacy)),
        _to_tweet(_dig(legacy, "retweeted_status_result", "result")),
        quoted,
    )


def _to_replied(legacy: Json) -> AccountSeen | None:
    native_id, handle = legacy.get("in_reply_to_user_id_str"), legacy.get("in_reply_to_screen_name")
    return AccountSeen("x", native_id, handle) if native_id or handle else None


def _to_mentions(legacy: Json) -> Iterator[AccountSeen]:
    for mention in _dig(legacy, "entities", "user_mentions") or ():
        native_id, handle = _dig(mention, "id_str"), _dig(mention, "screen_name")
        if native_id or handle:
            yield AccountSeen("x", native_id, handle, _dig(mention, "name"))


def _dig(node: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node
