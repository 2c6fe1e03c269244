"""Raw X GraphQL pages, one JSON a file or JSONL -> records; an item's hash is over its compact JSON.

What counts as an item: every post and user of a timeline's entries and modules, unavailable ones included. Cursors and
"who to follow" suggestions are the page's furniture, not observations, and are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.model import LIST_OPS, Op, Record
from netral.sources.bare import ListTarget, require_target, require_user_op, target_to_posts, user_to_acts
from netral.sources.document import is_document_too_long, item_to_base, load_json, read_content, read_document
from netral.sources.format import Format, Sample
from netral.sources.items import limit_texts, read_shape
from netral.sources.lines import Lines
from netral.sources.tweet import Facts, join_versions, tweet_to_facts
from netral.sources.unusable import MangledId, Unusable, shorten
from netral.sources.x_pages import Json, dig, find_asked, find_items, has_timeline, is_page, unwrap_item
from netral.sources.x_results import list_versions, result_to_account, result_to_tweet
from netral.sources.x_shapes import Result, User
from netral.times import BadTime


def recognise(sample: Sample) -> bool:
    """Whether some first line, or the whole file, is a page of X GraphQL, or breaks off within one."""
    pages = [value["data"] for value in sample.values if isinstance(value, dict) and "data" in value]
    wrapped = any(isinstance(value, dict) and "source_platform" in value for value in sample.values)
    if pages:
        return not wrapped and any(is_page(page) for page in pages)
    is_begun = not sample.values and sample.head.lstrip()[:1] == b"{"
    return is_begun and b'"data"' in sample.head and b'"instructions"' in sample.head


def read_pages(lines: Lines, target: ListTarget, _zone: str) -> Iterator[Record]:
    """Pages to records, one an item. No pointer leads into a page that was cut: it is one half record.

    Raises
    ------
    BadCapture
        When users come without an op and target, or with an op that is not for them, or an id was mangled to a float.
    """
    name = lines.path.name
    if _is_page_per_line(lines.path):
        for line in lines:
            page = _load(line.data)
            if page is None:
                is_cut = not line.ended and line.data.rstrip()[-1:] not in (b"}", b"]")
                reason = "line_too_long" if line.too_long else "cut" if is_cut else "not_json"
                detail = "longer than 32 MiB" if line.too_long else "the line is no JSON object"
                yield Record(f"line:{line.number}", line.sha256, reason=reason, detail=detail)
            else:
                base = Record(f"line:{line.number}", line.sha256)
                place = Sentence("{file}, line {line}", file=name, line=line.number)
                yield from _read_page(page, f"{base.locator}#", place, target, base)
        return
    page, refused = read_document(lines)
    if refused is not None:
        yield refused
    else:
        base = replace(item_to_base("", page, target), locator="line:1")
        yield from _read_page(page, "", name, target, base)


def _is_page_per_line(path: Path) -> bool:
    """Whether a file holds one page a line: its lines, more than one, are JSON, or the file as a whole is none."""
    first = list(islice(Lines(path), 2))
    if len(first) < 2 or _load(first[0].data):
        return len(first) == 2
    is_whole = not is_document_too_long(path) and _load(read_content(path)[0]) is not None
    return not is_whole and any(_load(line.data) for line in Lines(path))


def _load(data: bytes) -> Any:
    """Bytes to the JSON object or array they are; None when they are anything else."""
    try:
        value = load_json(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _read_page(page: Any, prefix: str, place: Place, target: ListTarget, base: Record) -> Iterator[Record]:
    """A page to records; one in which nothing is to be found is quarantined as a whole, as ``base``."""
    try:
        items, is_timeline = list(find_items(page)), has_timeline(page)
        "".join(pointer for pointer, *_ in items).encode()
    except (RecursionError, UnicodeEncodeError, Unusable):
        yield replace(base, reason="unexpected_shape", detail="nested too deep, or with keys that no pointer can hold")
        return
    is_search = isinstance(dig(page, "data", "search_by_raw_query"), dict)
    is_asked = not items and not is_timeline
    if is_asked and not (items := list(find_asked(page))):
        yield replace(base, reason="unexpected_shape", detail="no page with posts or users")
    is_one = is_asked and [kind for *_, kind in items] == ["user"]
    if (is_search or is_one) and (target.op is None or target.op in LIST_OPS):
        # Whoever was searched for, or asked for by name, is in nobody's list.
        target = ListTarget(Op.SEARCH if is_search else Op.PROFILE)
    read = [_read_shape(found.result, found.kind) for found in items]
    first_ids = _find_versions(shape for shape in read if isinstance(shape, Result))
    for (pointer, result, kind), shape in zip(items, read, strict=True):
        base = item_to_base(f"{prefix}{pointer}", result, target)
        if kind == "user" and not base.reason:
            require_target(target, place)
            require_user_op(target.op, place)
        yield base if base.reason else _shape_to_record(base, shape, place, target, first_ids)


def _read_shape(result: Json, kind: str) -> Result | User | Unusable:
    """A post or user of a page as its typed shape, or why it has another one."""
    if kind == "gap":  # what it says is no post's
        return Result()
    if kind == "user":
        return read_shape(lambda: msgspec.convert(result, User))
    return read_shape(lambda: msgspec.convert(result, Result))


def _find_versions(results: Iterable[Result]) -> dict[str, str]:
    """The later versions of the edited posts of a page to the first ones; ids that cannot be read are told of later."""
    first_ids: dict[str, str] = {}
    for result in results:
        with suppress(Unusable, MangledId):
            first_ids.update(list_versions(result))
    return {later: first for later, first in first_ids.items() if later != first}


def _shape_to_record(
    base: Record, shape: Result | User | Unusable, place: Place, target: ListTarget, first_ids: dict[str, str]
) -> Record:
    try:
        read = _shape_to_facts(shape, target)
    except BadTime as error:
        return replace(base, reason="bad_time", detail=str(error))
    except Unusable as error:
        return replace(base, reason=error.reason, detail=error.detail)
    except RecursionError:
        return replace(base, reason="unexpected_shape", detail="nested too deep")
    except MangledId as error:
        raise BadCapture(
            "{place}, {locator}, key {error}", place=place, locator=base.locator.rpartition("#")[2], error=error
        ) from None
    if read is None:
        shown = shape.typename if isinstance(shape, (Result, User)) else None
        return replace(base, reason="unavailable", detail=f"the platform showed only a {_say_type(shown)}")
    read = join_versions(read, first_ids) if first_ids else read
    record = replace(base, accounts=tuple(read.accounts), posts=tuple(read.posts), acts=tuple(read.acts))
    return limit_texts(record)


def _shape_to_facts(
    shape: Result | User | Unusable, target: ListTarget, collected_us: int | None = None
) -> Facts | None:
    """What a post or user says; None where it is not shown.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When it cannot be read.
    """
    if isinstance(shape, Unusable):
        raise shape
    if isinstance(shape, Result):
        tweet = result_to_tweet(shape)
        return tweet_to_facts(tweet) if tweet and tweet.author else None
    user = result_to_account(shape)
    if user is None:
        return None
    return Facts([user], list(target_to_posts(target)), list(user_to_acts(user, target, collected_us)))


def value_to_facts(value: Json, target: ListTarget, collected_us: int | None = None) -> Facts:
    """One item of X's pages, or all items of a page, to what they say.

    Parameters
    ----------
    value : dict
        A post or user as ``result`` holds it, or wrapped; a page; or a post of the API before version 2.
    target : ListTarget
        What a user is listed in.
    collected_us : int, optional
        UTC microseconds.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When nothing is shown, or it cannot be read.
    """
    facts = Facts([], [], [])
    for found in list(find_items(value)) or [unwrap_item(value)]:
        if read := _shape_to_facts(_read_shape(found.result, found.kind), target, collected_us):
            facts.accounts.extend(read.accounts)
            facts.posts.extend(read.posts)
            facts.acts.extend(read.acts)
    if not facts.accounts:
        shown = _say_type(value.get("__typename"))
        raise Unusable("unavailable", f"the platform showed only a {shown}, or names no author")
    return facts


def _say_type(typename: Any) -> str:
    return shorten(str(typename or "gap"), 60)


FORMAT = Format("x-graphql", recognise, read_pages, (b'"instructions"', b'"rest_id"', b'"legacy"', b'"data"'))
