"""NDJSON that the Zeeschuimer browser extension collects from X, Instagram, TikTok and Threads -> records.

What the browser says of itself (``user_agent``) is the analyst's own and is never read.

Source: Zeeschuimer's modules and background script, and the data sources of 4CAT that read what they write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.errors import Place
from netral.model import Record
from netral.sources import instagram, instagram_shapes, threads, tiktok
from netral.sources.bare import ListTarget, target_to_posts
from netral.sources.format import Format, Sample
from netral.sources.items import item_to_record
from netral.sources.lines import Line, Lines
from netral.sources.moments import Epoch, epoch_to_us
from netral.sources.tweet import Facts, tweet_to_facts
from netral.sources.unusable import Unusable
from netral.sources.x_results import flat_to_result, result_to_tweet, unwrap_result

KEYS = frozenset({"item_id", "timestamp_collected", "source_platform", "data"})


class Collected(msgspec.Struct, gc=False):
    """One line: an item as the platform gave it, where and when it was collected (milliseconds).

    An item that was collected again may have replaced the one before: then it was ``last_updated`` later.
    """

    source_platform: str
    data: msgspec.Raw
    timestamp_collected: Epoch = None
    last_updated: Epoch = None
    source_platform_url: str | None = None


_LINE = msgspec.json.Decoder(Collected)
_ANY = msgspec.json.Decoder()
_MEDIA = msgspec.json.Decoder(instagram_shapes.Media)
_POST = msgspec.json.Decoder(tiktok.Post)
_COMMENT = msgspec.json.Decoder(tiktok.Comment)
_THREAD = msgspec.json.Decoder(threads.Post)


def read_collected(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Lines to records, one each; all times are instants, so that ``zone`` is not needed.

    Raises
    ------
    BadCapture
        When an id was mangled to a float.
    """
    name = lines.path.name
    for line in lines:
        yield _read_line(line, target, Place("{file}, line {line}", file=name, line=line.number))


def _read_line(line: Line, target: ListTarget, place: str) -> Record:
    base = Record(f"line:{line.number}", line.sha256, target.op and target.op.value, target.name, tool="zeeschuimer")
    if line.too_long:
        return replace(base, reason="line_too_long", detail="longer than 32 MiB")
    times: list[int | None] = []

    def read() -> Facts:
        collected = _LINE.decode(line.data)
        times.append(_find_moment(collected))
        facts = _read_item(collected)
        facts.posts.extend(target_to_posts(target))
        return facts

    record = item_to_record(base, place, read, line.ended, len(line.data))
    return replace(record, collected_us=times[0]) if times else record


def _find_moment(collected: Collected) -> int | None:
    """When the item was seen as it stands here."""
    moments = (epoch_to_us(collected.timestamp_collected), epoch_to_us(collected.last_updated))
    return max((moment for moment in moments if moment), default=None)


def is_line(value: Any) -> bool:
    """Whether a JSON value is a line of the extension."""
    return isinstance(value, dict) and value.keys() >= KEYS


def collected_to_facts(data: bytes) -> Facts:
    """One line, or an item wrapped as in one, to what it says.

    Raises
    ------
    MangledId
        When an id was mangled to a float.
    Unusable, BadTime, msgspec.DecodeError
        When it cannot be read.
    """
    return _read_item(_LINE.decode(data))


def _read_item(collected: Collected) -> Facts:
    read = _READERS.get(collected.source_platform.lower().removeprefix("www."))
    if read is None:
        detail = f"source_platform {collected.source_platform!r}; read are {', '.join(_READERS)}"
        raise Unusable("unknown_platform", detail)
    return read(collected)


def _read_x(collected: Collected) -> Facts:
    """An X item. Its own ``id`` is never read: the extension makes it a number, which rounds it."""
    item = unwrap_result(_ANY.decode(collected.data))
    legacy = item.get("legacy") if isinstance(item, dict) else None
    if isinstance(legacy, dict) and "rest_id" not in item:
        item = flat_to_result(item)
    tweet = result_to_tweet(item)
    if tweet is None:
        raise Unusable("unexpected_shape", "no post of X: rest_id or legacy is missing")
    if tweet.author is None:
        raise Unusable("author_unknown", f"post {tweet.native_id} names no author")
    return tweet_to_facts(tweet)


def _read_instagram(collected: Collected) -> Facts:
    return instagram.media_to_facts(_MEDIA.decode(collected.data))


def _read_tiktok(collected: Collected) -> Facts:
    data = bytes(collected.data)
    if b'"aweme_id"' in data and (comment := _COMMENT.decode(data)).cid is not None:
        return tiktok.comment_to_facts(comment, collected.source_platform_url)
    return tiktok.post_to_facts(_POST.decode(data))


def _read_threads(collected: Collected) -> Facts:
    return threads.post_to_facts(_THREAD.decode(collected.data))


_READERS: dict[str, Callable[[Collected], Facts]] = {
    "twitter.com": _read_x,
    "x.com": _read_x,
    "instagram.com": _read_instagram,
    "tiktok.com": _read_tiktok,
    "tiktok-comments": _read_tiktok,
    "threads.net": _read_threads,
    "threads.com": _read_threads,
}


def _recognise(sample: Sample) -> bool:
    if any(is_line(value) for value in sample.values):
        return True
    return not sample.values and all(f'"{key}"'.encode() in sample.head for key in KEYS)


FORMAT = Format(
    "zeeschuimer",
    _recognise,
    read_collected,
    (b'"nav_index"', b'"item_id"', b'"timestamp_collected"', b'"source_platform"'),
    takes_target=False,
    by_line=True,
)
