"""One item of a capture -> its record, read or quarantined with a reason; an id that was rounded refuses the file."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from netral.errors import BadCapture
from netral.model import Record
from netral.sources.targets import FLOAT_ID
from netral.sources.tweet import Facts
from netral.sources.unusable import NativeId, Unusable
from netral.sources.x_graphql import MangledId
from netral.times import BadTime


def to_id(value: NativeId, key: str) -> str | None:
    """A platform's id, text or whole number, to text; nothing, an empty one and 0 are None.

    Raises
    ------
    MangledId
        When it is a float, or text that was one: which id it was cannot be told any more.
    """
    if isinstance(value, float) or (isinstance(value, str) and FLOAT_ID.match(value)):
        raise MangledId(f"{key}: {value!r} is an id mangled to a float; capture again with ids as text")
    return str(value) if value and value != "0" else None


def item_to_record(base: Record, place: str, read: Callable[[], Facts], is_whole: bool = True) -> Record:
    """What ``read`` finds in an item to its record; an item that cannot be read is quarantined.

    Parameters
    ----------
    base : Record
        Locator, hash, op, target, time and tool.
    place : str
        File and line or pointer, for messages.
    is_whole : bool
        Whether the item's bytes have their end; if not, broken JSON was cut.

    Raises
    ------
    BadCapture
        When an id was mangled to a float.
    """
    try:
        facts = read()
    except MangledId as error:
        raise BadCapture(f"{place}, key {error}") from None
    except Unusable as error:
        return base._replace(reason=error.reason, detail=error.detail)
    except BadTime as error:
        return base._replace(reason="bad_time", detail=str(error))
    except msgspec.ValidationError as error:
        return base._replace(reason="unexpected_shape", detail=str(error))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return base._replace(reason="not_json" if is_whole else "cut", detail=str(error))
    except RecursionError:
        return base._replace(reason="unexpected_shape", detail="nested too deep")
    return base._replace(accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))
