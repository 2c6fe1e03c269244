"""Pages of the X API v2, or the posts that twarc flattens out of them, JSONL or one JSON a file -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.model import Record
from netral.sources.api_post import Support, index_support, to_account, to_tweet
from netral.sources.api_shapes import Item, to_item
from netral.sources.bare import ListTarget, require_target, require_user_op, target_to_posts, user_to_acts
from netral.sources.document import item_to_base, load_json, read_document
from netral.sources.format import Format, Sample
from netral.sources.items import limit_texts
from netral.sources.lines import Lines
from netral.sources.moments import parse_moment
from netral.sources.twarc_asked import check_asked
from netral.sources.tweet import Facts, tweet_to_facts
from netral.sources.unusable import MangledId, Unusable, shorten
from netral.times import BadTime

HEAD_LINES = 20


_NOTHING = Support({}, {}, {}, set())


def recognise(sample: Sample) -> bool:
    """Whether the first lines, or the file's one JSON, are pages of the API or flattened posts and users."""
    if any(_is_page(value) or _is_flat(value) for value in sample.values):
        return True
    is_begun = not sample.values and re.match(rb'\s*\{\s*"data"\s*:\s*[\[{]', sample.head) is not None
    return is_begun and b'"author_id"' in sample.head and b'"instructions"' not in sample.head


def _is_page(value: Any) -> bool:
    if not isinstance(value, dict) or {"nav_index", "raw_sha256", "paging"} & value.keys():
        return False
    meta = value.get("meta")
    if "data" not in value:
        return "id" not in value and ("__twarc" in value or (isinstance(meta, dict) and "result_count" in meta))
    data = value["data"]
    items = data if isinstance(data, list) else [data]
    return any(_is_item(item) for item in items[:20])


def _is_flat(value: Any) -> bool:
    items = value[:20] if isinstance(value, list) else [value]
    marks = {"author_id", "edit_history_tweet_ids", "edit_history_post_ids", "public_metrics", "__twarc"}
    return any(_is_item(item) and marks & item.keys() for item in items)


def _is_item(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("id"), (str, int, float)) or "_type" in item:
        return False
    is_post = isinstance(item.get("text"), str) and not {"owner", "user", "from_id"} & item.keys()
    return is_post or {"id", "name", "username"} <= item.keys()


def read_posts(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Pages and flattened posts to records, one an item of a page's ``data`` and one a flattened post.

    Raises
    ------
    BadCapture
        When users come without an op and target, or with one that is not theirs, a message is a direct one, or an id
        was rounded to a float.
    """
    if _is_document(lines.path):
        value, refused = read_document(lines)
        if refused is not None:
            yield refused
        else:
            base = replace(item_to_base("", value, target), locator="line:1")
            yield from _read_value(value, "", base, target, lines.path.name)
        return
    for line in lines:
        base = Record(f"line:{line.number}", line.sha256, target.op and target.op.value, target.name)
        if line.too_long:
            yield replace(base, reason="line_too_long", detail="longer than 32 MiB")
            continue
        try:
            value = load_json(line.data)
        except RecursionError:
            yield replace(base, reason="unexpected_shape", detail="nested too deep")
        except ValueError as error:
            yield replace(base, reason="not_json" if line.ended else "cut", detail=str(error))
        else:
            place = Sentence("{file}, line {line}", file=lines.path.name, line=line.number)
            yield from _read_value(value, f"{base.locator}#", base, target, place)


def _is_document(path: Path) -> bool:
    """Whether a file is one JSON over many lines, cut or not, rather than lines of which the first may be broken."""
    heads = islice(Lines(path), HEAD_LINES)
    first = next((head.data.strip() for head in heads), b"")
    if first[:1] not in (b"{", b"[") or _is_object(first):
        return False
    return first == b"[" or not any(head.data.lstrip()[:1] == b"{" and _is_object(head.data) for head in heads)


def _is_object(data: bytes) -> bool:
    try:
        value = load_json(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, (dict, list)) and bool(value)


def _read_value(value: Any, prefix: str, base: Record, target: ListTarget, place: Place) -> Iterator[Record]:
    """A page, an array of posts or a post to records; what is none of them is one quarantined record."""
    if isinstance(value, list):
        yield from _read_page({}, value, prefix, target, place)
    elif isinstance(value, dict) and "data" in value:
        data = value["data"]
        items = data if isinstance(data, list) else [] if data is None else [data]
        yield from _read_page(value, items, f"{prefix}/data", target, place)
    elif isinstance(value, dict) and "id" in value and prefix:
        yield _read_item(to_item(value), base, _NOTHING, target, place)
    elif not isinstance(value, dict) or not {"meta", "errors"} & value.keys():
        yield replace(base, reason="unexpected_shape", detail="neither a page of the API nor a post on one line")


def value_to_facts(value: dict[str, Any], target: ListTarget, collected_us: int | None = None) -> Facts:
    """A post, a user, or a page of them with what it includes, to what they say.

    Parameters
    ----------
    value : dict
        ``includes`` may also stand within the post itself.
    target : ListTarget
        Whose posts these are, or what a user is listed in.
    collected_us : int, optional
        UTC microseconds.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When one of them cannot be read.
    """
    data = value.get("data", value)
    items = [to_item(raw) for raw in (data if isinstance(data, list) else [data])]
    support, facts = index_support(value.get("includes"), items), Facts([], [], [])
    for item in items:
        if isinstance(item, Unusable):
            raise item
        read = _item_to_facts(item, support, target, collected_us)
        facts.accounts.extend(read.accounts)
        facts.posts.extend(read.posts)
        facts.acts.extend(read.acts)
    return facts


def is_value(value: dict[str, Any]) -> bool:
    """Whether a JSON object is a post, user or page of this API."""
    return _is_page(value) or _is_item(value)


def _item_to_facts(item: Item, support: Support, target: ListTarget, collected_us: int | None) -> Facts:
    if item.event_type is not None:
        raise Unusable("unsupported_type", "a direct message, which is private")
    if item.text is not None or item.author_id is not None or item.username is None:
        return tweet_to_facts(to_tweet(item, support, target))
    user = to_account(item)
    if user is None:
        raise Unusable("account_unknown", "the user has neither id nor username")
    return Facts([user], list(target_to_posts(target)), list(user_to_acts(user, target, collected_us)))


def _read_page(
    page: dict[str, Any], raws: list[Any], pointer: str, target: ListTarget, place: Place
) -> Iterator[Record]:
    """The items of a page, of which ``data`` is one alone where one was asked for."""
    items = [to_item(raw) for raw in raws]
    try:
        support = index_support(page.get("includes"), items)
    except MangledId as error:
        raise BadCapture("{place}, key {error}", place=place, error=error) from None
    made = page.get("__twarc")
    support = support._replace(refers=True) if made else support
    for number, (raw, item) in enumerate(zip(raws, items, strict=True)):
        is_one = bool(page) and not isinstance(page["data"], list)
        base = item_to_base(pointer if is_one else f"{pointer}/{number}", raw, target)
        yield base if base.reason else _read_item(item, base, support, target, place, made)


def _read_item(
    item: Item | Unusable, base: Record, support: Support, target: ListTarget, place: Place, made: Any = None
) -> Record:
    try:
        if isinstance(item, Unusable):
            raise item
        if item.event_type is not None:
            raise BadCapture("{place}: a direct message, which is private; leave this file out", place=place)
        made = made if made is not None else item.twarc
        base = _add_twarc(base, made)
        if item.text is None and item.author_id is None and item.username is not None:
            require_target(target, place)
            require_user_op(target.op, place)
            check_asked(made, target, place)
        facts = _item_to_facts(item, support, target, base.collected_us)
    except MangledId as error:
        raise BadCapture("{place}, key {error}", place=place, error=error) from None
    except RecursionError:
        return replace(base, reason="unexpected_shape", detail="nested too deep")
    except Unusable as error:
        return replace(base, reason=error.reason, detail=error.detail)
    except BadTime as error:
        return replace(base, reason="bad_time", detail=str(error))
    record = replace(base, accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))
    return limit_texts(record)


def _add_twarc(base: Record, made: Any) -> Record:
    """What twarc says of when and how it was run, which posts that it flattens keep."""
    if not isinstance(made, dict):
        return base
    retrieved_at, version = made.get("retrieved_at"), made.get("version")
    collected_us = parse_moment(retrieved_at)[0] if isinstance(retrieved_at, str) and retrieved_at else None
    known = shorten(version, 40) if isinstance(version, str) and version.isprintable() else None
    return replace(base, collected_us=collected_us, tool="twarc", tool_version=known)


FORMAT = Format(
    "x-api-v2",
    recognise,
    read_posts,
    (b'"author_id"', b'"includes"', b'"referenced_tweets"', b'"edit_history_tweet_ids"', b'"conversation_id"'),
)
