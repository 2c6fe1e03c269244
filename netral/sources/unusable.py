"""What cannot be read of a capture: a single record goes to quarantine, an id rounded to a float refuses the file."""

from __future__ import annotations

import re

from netral.errors import BadCapture, NetralError, Place
from netral.locale import N_
from netral.sources.targets import FLOAT_ID

NativeId = int | str | float | None
MAX_DETAIL = 300
MANGLED = N_("{key}: {value} is an id mangled to a float; capture again with ids as text")
MAX_ID = 200
# Platforms' ids are digits, or letters with few signs between; @ and ~ begin handles and pseudonyms.
_ID = re.compile("[^@~\\s\x00-\x1f\x7f\ud800-\udfff]{1,200}")


def shorten(text: str, length: int) -> str:
    """A text to at most so many letters, the last an ellipsis where there were more; for messages.

    >>> shorten("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= length else f"{text[: length - 1]}…"


class Unusable(Exception):
    """A single record cannot be read; it goes to quarantine with this reason and detail."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, shorten(detail, MAX_DETAIL)


class MangledId(NetralError):
    """An id was rounded to a float: the whole file is refused."""


def to_id(value: NativeId, key: str) -> str | None:
    """A platform's id, text or whole number, to text; nothing, an empty one and 0 are None.

    Raises
    ------
    MangledId
        When it is a float, or text that was one: which id it was cannot be told any more.
    Unusable
        When it is text that no platform has as an id, or too long for one.
    """
    if value is None:
        return None
    if value.__class__ is int:
        return str(value) if value else None
    if value.__class__ is str and value.isdigit() and value.isascii() and len(value) <= MAX_ID and value != "0":
        return value  # nearly every id there is
    if isinstance(value, float) or (isinstance(value, str) and FLOAT_ID.match(value)):
        raise MangledId(MANGLED, key=key, value=shorten(repr(value), 40))
    if not value or value == "0":
        return None
    text = str(value)
    if not is_id(text):
        raise Unusable(
            "bad_id", f"{key} holds no id; allowed are digits, or up to 200 letters and signs without blanks"
        )
    return text


def read_id(value: str, place: Place) -> str | None:
    """A cell that should hold an id, to its text without blanks around it; None where it is empty, or 0.

    Parameters
    ----------
    value : str
        As the file has it.
    place : Place
        File, row and column, for the message.

    Raises
    ------
    BadCapture
        When the id was rounded to a float: the id that it was cannot be told any more, in this row or any other.
    """
    text = value.strip()
    if FLOAT_ID.match(text):
        raise BadCapture(
            "{place}: {value} is an id that was rounded to a float; capture again with ids as text",
            place=place,
            value=shorten(repr(value), 40),
        )
    return text if text not in ("", "0") else None


def is_id(text: str) -> bool:
    """Whether some platform may have this as an id; half a surrogate pair, which UTF-8 cannot hold, is in none."""
    return bool(_ID.fullmatch(text))
