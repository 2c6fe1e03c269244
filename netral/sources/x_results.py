"""A post or user as X's own pages hold it, in today's shape or an older one -> what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.model import AccountSeen
from netral.sources.tweet import ADDRESS, RETWEET, TweetSeen, expand_links, find_linked, unescape_text
from netral.sources.unusable import to_id
from netral.times import parse_platform_time

Json = dict[str, Any]
# Under which names X's site and its apps get what a post shares or quotes.
SHARED = ("retweeted_status_result", "retweeted_status_results", "repostedStatusResults")
QUOTED = ("quoted_status_result", "quoted_tweet_results", "quotedPostResults")


def flat_to_result(item: Json) -> Json:
    """A post of X's older pages, or of the API before version 2, its author beside it, as a result of today's."""
    user, legacy = item.get("user"), item.get("legacy")
    author = {"rest_id": user.get("id_str"), "legacy": user} if isinstance(user, dict) else {}
    core = {"user_results": {"result": author}}
    if isinstance(legacy, dict):
        return {**item, "rest_id": legacy.get("id_str"), "core": core}
    shared, quoted = item.get("retweeted_status"), item.get("quoted_status")
    legacy = {"full_text": dig(item, "extended_tweet", "full_text") or item.get("text"), **item}
    if isinstance(shared, dict):
        legacy["retweeted_status_result"] = {"result": flat_to_result(shared)}
    result = {"rest_id": item.get("id_str"), "core": core, "legacy": legacy}
    if isinstance(quoted, dict):
        result["quoted_status_result"] = {"result": flat_to_result(quoted)}
    return result


def unwrap_result(result: Any) -> Any:
    """A post with whom may answer it, or other notes of X around it, to the post itself."""
    is_wrapped = isinstance(result, dict) and not result.get("legacy") and isinstance(result.get("tweet"), dict)
    return result["tweet"] if is_wrapped else result


def result_to_account(result: Any) -> AccountSeen | None:
    """A user of X's pages to an account; None where its id or handle is missing."""
    native_id = find_id(result, "rest_id")
    handle = find_text(result, "core", "screen_name") or find_text(result, "legacy", "screen_name")
    name = find_text(result, "core", "name") or find_text(result, "legacy", "name")
    return AccountSeen("x", native_id, handle, name) if native_id and handle else None


def result_to_tweet(result: Any) -> TweetSeen | None:
    """A post of X's pages to what it says; None where it is not shown, or has no id.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When an id or its time cannot be read.
    """
    result = unwrap_result(result)
    legacy, native_id = _find_fields(result), find_id(result, "rest_id")
    if not isinstance(legacy, dict) or native_id is None:
        return None
    first_id = _find_first_version(result) or native_id
    conversation_id = find_id(legacy, "conversation_id_str")
    return TweetSeen(
        first_id,
        _find_author(result, legacy),
        expand_links(
            find_text(result, "note_tweet", "note_tweet_results", "result", "text")
            or unescape_text(find_text(legacy, "full_text")),
            _list_links(result, legacy),
        ),
        parse_platform_time(find_text(legacy, "created_at"))
        if first_id == native_id
        else None,  # else that of the edit
        first_id if conversation_id == native_id else conversation_id,
        find_id(legacy, "in_reply_to_status_id_str") or find_id(dig(result, "reply_to_results"), "rest_id"),
        _to_named(legacy, "in_reply_to_user_id_str", "in_reply_to_screen_name")
        or result_to_account(dig(result, "reply_to_user_results", "result")),
        tuple(_to_mentions(result, legacy)),
        _find_shared(legacy),
        _find_quoted(result, legacy),
        tagged=tuple(_to_tagged(legacy)),
    )


def _find_fields(result: Any) -> Any:
    """Where a post says what it says: under ``legacy``, or beside its id where X has left that empty since May 2026."""
    legacy = dig(result, "legacy")
    return result if legacy is None and find_text(result, "full_text") is not None else legacy


def _find_shared(legacy: Json) -> TweetSeen | None:
    """The post that a retweet shares; of one that the page does not show, its id where that is told."""
    holder = next((legacy[key] for key in SHARED if isinstance(legacy.get(key), dict)), None)
    result = unwrap_result(dig(holder, "result"))
    if shared := result_to_tweet(result):
        return shared
    native_id = find_id(result, "rest_id") or find_id(legacy, "retweeted_status_id_str")
    is_shared = native_id or (holder is not None and RETWEET.match(find_text(legacy, "full_text") or ""))
    return TweetSeen(native_id or "") if is_shared else None


def _find_quoted(result: Json, legacy: Json) -> TweetSeen | None:
    """The post that a post quotes. Of one that the page does not show, its address names the author.

    Of one that is deleted X may leave out the id too: the link to it is in the text then, if it is anywhere.
    """
    holder = next((result[key] for key in QUOTED if isinstance(result.get(key), dict)), None)
    if quoted := result_to_tweet(dig(holder, "result")):
        return quoted
    native_id = find_id(legacy, "quoted_status_id_str") or find_id(holder, "rest_id")
    if native_id is None:
        addresses = (address for _, address in _list_links(result, legacy))
        is_quote = dig(legacy, "is_quote_status") is True
        return find_linked(addresses, own_id=find_id(result, "rest_id") or "") if is_quote else None
    match = ADDRESS.match(find_text(legacy, "quoted_status_permalink", "expanded") or "")
    return TweetSeen(native_id, match and _name(legacy, match[1]), shown=False)


def _name(legacy: Json, handle: str) -> AccountSeen:
    """Whom a handle names: the one mentioned by it, who has an id, else the handle alone."""
    named = (each for each in _to_mentions(legacy, legacy) if (each.handle or "").lower() == handle.lower())
    return next(named, AccountSeen("x", None, handle))


def _find_author(result: Json, legacy: Json) -> AccountSeen | None:
    """The author as the page shows them; of one whom it does not, the post keeps the id, its pictures the handle."""
    if author := result_to_account(dig(result, "core", "user_results", "result")):
        return author
    author_id, handle = find_id(legacy, "user_id_str"), _find_handle(legacy, find_id(result, "rest_id"))
    return AccountSeen("x", author_id, handle) if author_id or handle else None


def _find_handle(legacy: Json, native_id: str | None) -> str | None:
    """The handle in the address of a picture or video that was put into this very post and no other."""
    for key in ("extended_entities", "entities"):
        shown = dig(legacy, key, "media")
        for media in shown if isinstance(shown, list) else ():
            match = ADDRESS.match(find_text(media, "expanded_url") or "")
            if match and match[2] == native_id:
                return match[1]
    return None


def _find_first_version(result: Any) -> str | None:
    """X gives every version of an edited post an id of its own; the first one's stands for the post."""
    control = dig(result, "edit_control")
    if initial := dig(control, "edit_control_initial"):
        control = initial
    versions = dig(control, "edit_tweet_ids")
    return find_id({"first": versions[0]}, "first") if isinstance(versions, list) and versions else None


def list_versions(result: Any) -> Iterator[tuple[str, str]]:
    """The later versions of an edited post, each with the first, which stands for them all."""
    result = unwrap_result(result)
    if (first_id := _find_first_version(result)) and (native_id := find_id(result, "rest_id")):
        yield native_id, first_id


def _list_links(result: Json, legacy: Json) -> Iterator[tuple[Any, Any]]:
    note = dig(result, "note_tweet", "note_tweet_results", "result", "entity_set", "urls")
    for links in (dig(legacy, "entities", "urls"), note):
        for link in links if isinstance(links, list) else ():
            yield dig(link, "url"), dig(link, "expanded_url")


def _to_mentions(result: Json, legacy: Json) -> Iterator[AccountSeen]:
    """Whom a post mentions, each once; whom only the long text of a note does stands with the note."""
    note = dig(result, "note_tweet", "note_tweet_results", "result", "entity_set", "user_mentions")
    seen: set[str | None] = set()
    for mentions in (dig(legacy, "entities", "user_mentions"), note):
        for mention in mentions if isinstance(mentions, list) else ():
            named = _to_named(mention, "id_str", "screen_name")
            if named and (key := named.platform_id or named.handle) not in seen:
                seen.add(key)
                yield named


def _to_tagged(legacy: Json) -> Iterator[AccountSeen]:
    """Whom the author tagged in pictures, each once; tags in a picture out of another post are somebody else's."""
    seen: set[str | None] = set()
    shown = dig(legacy, "extended_entities", "media")
    for media in shown if isinstance(shown, list) else ():
        tags = dig(media, "features", "all", "tags")
        for tag in tags if isinstance(tags, list) and not dig(media, "source_status_id_str") else ():
            named = _to_named(tag, "user_id", "screen_name")
            if named and (key := named.platform_id or named.handle) not in seen:
                seen.add(key)
                yield named


def _to_named(node: Any, id_key: str, handle_key: str) -> AccountSeen | None:
    native_id, handle = find_id(node, id_key), find_text(node, handle_key)
    return AccountSeen("x", native_id, handle, find_text(node, "name")) if native_id or handle else None


def find_id(node: Any, key: str) -> str | None:
    """The id that an object has under a key; None where it has none, or something else.

    Raises
    ------
    MangledId
        When it is a float: the id it was cannot be told any more.
    Unusable
        When it is text that no platform has as an id.
    """
    value = dig(node, key)
    return to_id(value, key) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def find_text(node: Any, *keys: str) -> str | None:
    """The text that lies below an object's keys; None where there is none, or something else."""
    value = dig(node, *keys)
    return value if isinstance(value, str) else None


def dig(node: Any, *keys: str) -> Any:
    """What lies below an object's keys, one after the other; None where there is nothing."""
    for key in keys:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node
