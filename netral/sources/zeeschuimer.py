"""NDJSON that the Zeeschuimer browser extension collects from X, Instagram, TikTok and Threads -> records.

What the browser says of itself (``user_agent``) is the analyst's own and is never read. 4CAT, to which the extension
can send what it collects, hands out lines of its own: the item, and in it what the extension says of it.

Source: Zeeschuimer's modules and background script, and 4CAT's import and the data sources that read what it keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from netral.errors import Place, Sentence
from netral.model import Record
from netral.sources import instagram, instagram_shapes, threads, tiktok
from netral.sources.bare import ListTarget, target_to_posts
from netral.sources.format import Format, Sample
from netral.sources.items import item_to_record
from netral.sources.lines import Line, Lines
from netral.sources.moments import Epoch, epoch_to_us
from netral.sources.tweet import Facts, tweet_to_facts
from netral.sources.unusable import Unusable
from netral.sources.x_results import result_to_tweet
from netral.sources.x_shapes import Result

T = TypeVar("T")
KEYS = frozenset({"item_id", "timestamp_collected", "source_platform", "data"})
IMPORTED = "__import_meta"  # the key under which 4CAT keeps all but the item


class Collected(msgspec.Struct, Generic[T], gc=False):
    """One line: an item as the platform gave it, where and when it was collected (milliseconds).

    An item that was collected again may have replaced the one before: then it was ``last_updated`` later.
    """

    source_platform: str
    data: T
    timestamp_collected: Epoch = None
    last_updated: Epoch = None
    source_platform_url: str | None = None


class Imported(msgspec.Struct):
    """A line of 4CAT's, as far as it is not the item."""

    meta: msgspec.Raw = msgspec.field(name=IMPORTED)


_LINE = msgspec.json.Decoder(Collected[msgspec.Raw])
_IMPORTED = msgspec.json.Decoder(Imported)
_TWEET = msgspec.json.Decoder(Collected[Result])
_MEDIA = msgspec.json.Decoder(Collected[instagram_shapes.Media])
_POST = msgspec.json.Decoder(Collected[tiktok.Post])
_COMMENT = msgspec.json.Decoder(Collected[tiktok.Comment])
_THREAD = msgspec.json.Decoder(Collected[threads.Post])
# Where the extension writes it, so that a line is decoded once.
_PLATFORM = re.compile(rb'"source_platform" ?: ?"([a-z.-]+)"')


def read_collected(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Lines to records, one each; all times are instants, so that ``zone`` is not needed.

    Raises
    ------
    BadCapture
        When an id was mangled to a float.
    """
    name = lines.path.name
    for line in lines:
        yield _read_line(line, target, Sentence("{file}, line {line}", file=name, line=line.number))


def _read_line(line: Line, target: ListTarget, place: Place) -> Record:
    base = Record(f"line:{line.number}", line.sha256, target.op and target.op.value, target.name, tool="zeeschuimer")
    if line.too_long:
        return replace(base, reason="line_too_long", detail="longer than 32 MiB")
    moments: list[int | None] = []

    def read() -> Facts:
        try:
            collected, to_facts = _decode_line(line.data)
        except (msgspec.ValidationError, Unusable):
            moments.append(_find_moment(_LINE.decode(_unfold(line.data))))  # whatever its item is
            raise
        moments.append(_find_moment(collected))
        facts = to_facts(collected)
        facts.posts.extend(target_to_posts(target))
        return facts

    record = item_to_record(base, place, read, line.ended, len(line.data))
    return replace(record, collected_us=moments[0]) if moments else record


def _find_moment(collected: Collected[Any]) -> int | None:
    """When the item was seen as it stands here."""
    return max(epoch_to_us(collected.timestamp_collected) or 0, epoch_to_us(collected.last_updated) or 0) or None


def is_line(value: Any) -> bool:
    """Whether a JSON value is a line of the extension, or of 4CAT's."""
    if not isinstance(value, dict):
        return False
    meta = value.get(IMPORTED)
    return value.keys() >= KEYS or (isinstance(meta, dict) and meta.keys() >= KEYS - {"data"})


def collected_to_facts(data: bytes) -> Facts:
    """One line, or an item wrapped as in one, to what it says.

    Raises
    ------
    MangledId
        When an id was mangled to a float.
    Unusable, BadTime, msgspec.DecodeError
        When it cannot be read.
    """
    collected, to_facts = _decode_line(data)
    return to_facts(collected)


def _decode_line(data: bytes) -> tuple[Collected[Any], Callable[[Collected[Any]], Facts]]:
    shown = _PLATFORM.search(data, 0, max(data.find(b'"data"'), 0))
    reader = _READERS.get(shown[1].decode()) if shown else None
    if reader is None:
        data = _unfold(data)
        platform = _LINE.decode(data).source_platform
        reader = _READERS.get(platform.lower().removeprefix("www."))
        if reader is None:
            raise Unusable("unknown_platform", f"source_platform is none of {', '.join(_READERS)}")
    decode, to_facts = reader
    return decode(data), to_facts


def _unfold(data: bytes) -> bytes:
    """A line of 4CAT's to one of the extension, with the whole of it as its item; any other as it is."""
    if f'"{IMPORTED}"'.encode() not in data:
        return data
    meta = bytes(_IMPORTED.decode(data).meta)
    return b'%b,"data":%b}' % (meta[:-1], data) if meta[:1] == b"{" else data


def _read_x(collected: Collected[Result]) -> Facts:
    """An X item. Its own ``id`` is never read: the extension makes it a number, which rounds it."""
    tweet = result_to_tweet(collected.data)
    if tweet is None:
        raise Unusable("unexpected_shape", "no post of X: rest_id or legacy is missing")
    if tweet.author is None:
        raise Unusable("author_unknown", "the post names no author")
    return tweet_to_facts(tweet)


def _read_instagram(collected: Collected[instagram_shapes.Media]) -> Facts:
    return instagram.media_to_facts(collected.data)


def _decode_tiktok(data: bytes) -> Collected[tiktok.Post] | Collected[tiktok.Comment]:
    if b'"aweme_id"' in data and (comment := _COMMENT.decode(data)).data.cid is not None:
        return comment
    return _POST.decode(data)


def _read_tiktok(collected: Collected[tiktok.Post] | Collected[tiktok.Comment]) -> Facts:
    if isinstance(collected.data, tiktok.Comment):
        return tiktok.comment_to_facts(collected.data, collected.source_platform_url)
    return tiktok.post_to_facts(collected.data)


def _read_threads(collected: Collected[threads.Post]) -> Facts:
    return threads.post_to_facts(collected.data)


_X, _INSTAGRAM = (_TWEET.decode, _read_x), (_MEDIA.decode, _read_instagram)
_TIKTOK, _THREADS = (_decode_tiktok, _read_tiktok), (_THREAD.decode, _read_threads)
_READERS: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], Facts]]] = {
    "twitter.com": _X,
    "x.com": _X,
    "instagram.com": _INSTAGRAM,
    "tiktok.com": _TIKTOK,
    "tiktok-comments": _TIKTOK,
    "threads.net": _THREADS,
    "threads.com": _THREADS,
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
