"""One item of a capture -> its record, read or quarantined with a reason; an id that was rounded refuses the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture, Place
from netral.model import Record
from netral.sources.tweet import Facts
from netral.sources.unusable import MangledId, Unusable
from netral.times import BadTime

T = TypeVar("T")
# The longest that any platform allows is Facebook's 63,206.
MAX_TEXT = 100_000
# What all acts of a record may say together: each that a post mentions is an act, with all of the post's text.
MAX_TEXTS = 10_000_000
LONG_TEXT = f"a text of more than {MAX_TEXT} letters, which are allowed"
LONG_TEXTS = f"a long text with so many people in it that their acts hold more than {MAX_TEXTS} letters"


def item_to_record(
    base: Record, place: Place, read: Callable[[], Facts], is_whole: bool = True, size_bytes: int | None = None
) -> Record:
    """What ``read`` finds in an item to its record; an item that cannot be read is quarantined.

    Parameters
    ----------
    base : Record
        Locator, hash, op, target, time and tool.
    place : Place
        File and line or pointer, for messages.
    is_whole : bool
        Whether the item's bytes have their end; if not, broken JSON was cut.
    size_bytes : int, optional
        How long the item is where it stands, which no text in it can exceed.

    Raises
    ------
    BadCapture
        When an id was mangled to a float.
    """
    try:
        facts = read()
    except MangledId as error:
        raise BadCapture("{place}, key {error}", place=place, error=error) from None
    except Unusable as error:
        return replace(base, reason=error.reason, detail=error.detail)
    except BadTime as error:
        return replace(base, reason="bad_time", detail=str(error))
    except msgspec.ValidationError as error:
        return replace(base, reason="unexpected_shape", detail=str(error))
    except UnicodeEncodeError:
        return replace(base, reason="unexpected_shape", detail="a key holds half a surrogate pair")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return replace(base, reason="not_json" if is_whole else "cut", detail=str(error))
    except RecursionError:
        return replace(base, reason="unexpected_shape", detail="nested too deep")
    record = replace(base, accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))
    return limit_texts(record, size_bytes)


def read_shape(read: Callable[[], T]) -> T | Unusable:
    """A typed shape, as ``read`` makes it of a JSON value, or why the value has another one."""
    try:
        return read()
    except msgspec.ValidationError as error:
        return Unusable("unexpected_shape", str(error))
    except UnicodeEncodeError:
        return Unusable("unexpected_shape", "a key holds half a surrogate pair")
    except RecursionError:
        return Unusable("unexpected_shape", "nested too deep")


def limit_texts(record: Record, size_bytes: int | None = None) -> Record:
    """A record as it is, or quarantined where some text of it is longer than any that a platform allows.

    Tables, and whoever reads them, need not be ready for a name of 30 MiB, nor for a text of 20,000 letters with as
    many people in it.

    Parameters
    ----------
    size_bytes : int, optional
        How long the record is where it stands: where no text in it can be too long, none is looked at.
    """
    if size_bytes is not None and size_bytes <= MAX_TEXT and size_bytes * len(record.acts) <= MAX_TEXTS:
        return record
    is_long = any(text and len(text) > MAX_TEXT for text in _list_texts(record))
    if not is_long and sum(len(act.text or "") for act in record.acts) <= MAX_TEXTS:
        return record
    record = replace(record, target=None, tool=None, tool_version=None, accounts=(), posts=(), acts=())
    if record.reason is not None:
        return record
    return replace(record, reason="text_too_long", detail=LONG_TEXT if is_long else LONG_TEXTS)


def _list_texts(record: Record) -> Iterator[str | None]:
    yield from (record.target, record.tool, record.tool_version)
    for account in record.accounts:
        yield from (account.platform_id, account.handle, account.display_name)
    for post in record.posts:
        yield from (post.text, post.url, post.native_id)
    for act in record.acts:
        yield from (act.text, act.act_url, act.object_url, act.actor.handle, act.target.handle if act.target else None)
