"""JSONL of netral's own envelope around any tool's item -> records; the envelope says what a list is a list of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.model import LIST_OPS, POST_OPS, AccountSeen, Op, Platform, Record
from netral.names import EMPTY, is_account_id, strip_unseen, to_handle
from netral.sources.bare import ListTarget, is_user_alone, target_to_posts
from netral.sources.document import load_json
from netral.sources.enveloped import is_of_x, item_to_facts
from netral.sources.format import Format, Sample
from netral.sources.items import MAX_TEXT, item_to_record, limit_texts
from netral.sources.lines import Line, Lines
from netral.sources.moments import parse_moment
from netral.sources.snscrape import Accounts, read_item
from netral.sources.targets import PostTarget, is_post_id, name_post
from netral.sources.unusable import MangledId, NativeId, Unusable, shorten, to_id
from netral.times import BadTime


class Envelope(msgspec.Struct, gc=False):
    """One line: who asked what of which platform when, and the item as it came."""

    raw: msgspec.Raw
    raw_sha256: str
    op: str
    target_platform: str
    collected_at_utc: str | None = None
    capture_id: str | None = None
    tool: str | None = None
    tool_version: str | None = None
    target_id: str | int | float | None = None
    target_handle: str | None = None
    declared_count: Annotated[int, msgspec.Meta(ge=0, le=1 << 53)] | None = None


class Around(NamedTuple):
    """Where an envelope stands: its file, the zone of times without one there, and the accounts that were seen."""

    file_name: str
    zone: str
    accounts: Accounts


_DECODER = msgspec.json.Decoder(Envelope)
WORDS = (b'"raw"', b'"raw_sha256"', b'"op"', b'"seq"')


def recognise(sample: Sample) -> bool:
    """Whether some first line is an envelope, or the file breaks off within the first one."""
    if any(isinstance(value, dict) and {"raw", "raw_sha256", "op"} <= value.keys() for value in sample.values):
        return True
    return not sample.values and all(word in sample.head for word in WORDS[:3])


def read_envelopes(lines: Lines, _target: ListTarget, zone: str) -> Iterator[Record]:
    """Lines of envelopes to records, one each; a raw item whose hash is wrong is quarantined.

    Raises
    ------
    BadCapture
        When an id was mangled to a float.
    """
    name, accounts = lines.path.name, Accounts()
    for line in lines:
        base = Record(f"line:{line.number}", line.sha256)
        if line.too_long:
            yield replace(base, reason="line_too_long", detail="longer than 32 MiB")
            continue
        try:
            envelope = _DECODER.decode(line.data)
            record = _read_envelope(line, envelope, base, Around(name, zone, accounts))
            yield limit_texts(record, len(line.data))
        except BadTime as error:
            yield replace(base, reason="bad_time", detail=str(error))
        except msgspec.ValidationError as error:
            yield replace(base, reason="unexpected_shape", detail=str(error))
        except Unusable as error:
            yield replace(base, reason=error.reason, detail=error.detail)
        except RecursionError:
            yield replace(base, reason="unexpected_shape", detail="nested too deep")
        except ValueError as error:  # also of json, which refuses what msgspec passes over
            yield replace(base, reason="not_json" if line.ended else "cut", detail=str(error))


def _read_envelope(line: Line, envelope: Envelope, base: Record, around: Around) -> Record:
    base = replace(
        base,
        op=envelope.op,
        declared_count=envelope.declared_count,
        tool=envelope.tool,
        tool_version=envelope.tool_version,
        collected_us=parse_moment(envelope.collected_at_utc)[0] if envelope.collected_at_utc else None,
    )
    if envelope.op not in tuple(Op):
        detail = f"op {shorten(envelope.op, 40)!r}; allowed are {', '.join(Op)}"
        return replace(base, reason="unknown_op", detail=detail)
    if envelope.target_platform not in tuple(Platform):
        detail = f"target_platform {shorten(envelope.target_platform, 40)!r}; allowed are {', '.join(Platform)}"
        return replace(base, reason="unknown_platform", detail=detail)
    target = _read_target(envelope, _say_place(around, line))
    base = replace(base, target=target.name)
    if target.op in LIST_OPS and target.name is None:
        return replace(base, reason="target_unknown", detail=f"a {target.op} list without target_id and target_handle")
    raw = bytes(envelope.raw)
    if not is_hash_of(raw, envelope.raw_sha256):
        return replace(base, reason="wrong_hash", detail="raw_sha256 is not the hash of raw")
    if raw.lstrip()[:1] == b'"':
        raw = json.loads(raw).encode("utf-8", "surrogatepass")
    return _read_raw(line, raw, base, target, envelope.target_platform, around)


def _say_place(around: Around, line: Line) -> Sentence:
    return Sentence("{file}, line {line}", file=around.file_name, line=line.number)


def _read_target(envelope: Envelope, place: Place) -> ListTarget:
    try:
        return _name_target(envelope, place)
    except Unusable:
        if envelope.op != Op.SEARCH:
            raise
        return ListTarget(Op.SEARCH)  # what was searched for is no account


def _name_target(envelope: Envelope, place: Place) -> ListTarget:
    op, platform = Op(envelope.op), envelope.target_platform
    text_id = _to_id(envelope.target_id, "target_id", place)
    handle = _read_handle(platform, envelope.target_handle) if envelope.target_handle else None
    if op in POST_OPS:
        if text_id and not is_post_id(platform, text_id):
            raise Unusable("bad_id", "target_id holds no id of a post; allowed is the id alone, no address")
        author = AccountSeen(platform, None, handle) if handle else None
        post = PostTarget(platform, name_post(platform, text_id), author) if text_id else None
        return ListTarget(op, None, post)
    if text_id and not is_account_id(platform, text_id):
        raise Unusable("bad_id", "target_id holds no id of an account; a handle belongs into target_handle")
    return ListTarget(op, AccountSeen(platform, text_id, handle) if text_id or handle else None)


def _read_handle(platform: str, written: str) -> str | None:
    """Whose list it is, or who wrote the post, as the script has it; a word for nothing is nobody."""
    if len(written) > MAX_TEXT:  # and so is the whole line refused
        return written
    text = strip_unseen(written)
    if text.lower() in EMPTY or text == "@":
        return None
    handle = to_handle(platform, text)
    if handle is None:
        raise Unusable("target_unknown", "target_handle names nobody; allowed is the handle alone")
    return handle


def _to_id(value: NativeId, key: str, place: Place) -> str | None:
    try:
        return to_id(value, key)
    except MangledId as error:
        raise BadCapture("{place}, key {error}", place=place, error=error) from None


def _read_raw(line: Line, raw: bytes, base: Record, target: ListTarget, platform: str, around: Around) -> Record:
    """The item to a record: snscrape's as its format reads it, every other one by its shape."""
    is_named = b'"snscrape.modules.' in raw[:4096] or b'"snscrape.modules.' in raw[-4096:]
    item: Any = None
    if not is_named or platform == Platform.TELEGRAM:
        try:
            item = load_json(raw)
        except ValueError as error:
            return replace(base, reason="not_json", detail=f"raw: {error}")
    if platform == Platform.TELEGRAM or not (is_named or (platform == Platform.X and not is_of_x(item))):
        found = partial(item_to_facts, item, raw, target, platform, base.collected_us, around.zone)
        read = item_to_record(base, _say_place(around, line), found)
    else:
        read = read_item(line, raw, target, around.file_name, base.collected_us, around.accounts)
    if platform == Platform.X and is_user_alone(read, target):
        detail = f"raw is no item of {platform} that {target.op} holds"
        return replace(base, reason="unexpected_shape", detail=detail)
    posts = read.posts if read.reason else (*read.posts, *target_to_posts(target))
    return replace(base, reason=read.reason, detail=read.detail, accounts=read.accounts, posts=posts, acts=read.acts)


def is_hash_of(raw: bytes, sha256: str) -> bool:
    """Whether a hash is that of ``raw``: over the string, or over the object as compact JSON in the file's key order.

    The object's bytes as they stand come first; a file that was written with spaces, or with escapes for letters, is
    compared as compact JSON with letters as they are, then escaped.
    """
    expected = sha256.lower()
    if raw.lstrip()[:1] == b'"':
        text = json.loads(raw).encode("utf-8", "surrogatepass")
        return hashlib.sha256(text).hexdigest() == expected
    if hashlib.sha256(raw).hexdigest() == expected:
        return True
    value = json.loads(raw)
    return any(
        hashlib.sha256(
            json.dumps(value, separators=(",", ":"), ensure_ascii=escaped).encode("utf-8", "surrogatepass")
        ).hexdigest()
        == expected
        for escaped in (False, True)
    )


FORMAT = Format("envelope", recognise, read_envelopes, WORDS, takes_target=False, by_line=True)
