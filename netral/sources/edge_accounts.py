"""The actor or target that somebody wrote into a row of edges -> the account that it names."""

from __future__ import annotations

import re

from netral.errors import BadCapture, Place
from netral.model import AccountSeen
from netral.sources.rounded_ids import RoundingWatch
from netral.sources.targets import FLOAT_ID
from netral.sources.unusable import Unusable, is_id, shorten

# Who copies a name out of a chat or a page copies the marks of its direction, too.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NO_HANDLE = re.compile("[/:@]")  # of an address, of an account as netral writes it, of several
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3}){2,}", re.ASCII)


def cell_to_account(
    value: object, text: str, platform: str, column: str, place: Place, watch: RoundingWatch
) -> AccountSeen | None:
    """A handle, or ``id:`` and the platform's id, to the account; None for an empty cell.

    Parameters
    ----------
    value : object
        As the file has it.
    text : str
        The same as text, empty where it says nothing.
    column : str
    place : Place
        For messages.
    watch : RoundingWatch
        Of the file.

    Raises
    ------
    BadCapture
        When it is an id that was rounded to a float, or those of the file were rounded in a spreadsheet.
    Unusable
        When it can be neither a handle nor an id.
    """
    text = _UNSEEN.sub("", text).strip().removeprefix("'")  # the apostrophe keeps a spreadsheet from running it
    if not text:
        return None
    name = text.removeprefix("id:").strip()
    if isinstance(value, float) or FLOAT_ID.match(name):
        raise BadCapture(
            "{place}, column {column}: {value} is an id that was rounded to a float; export it as text",
            place=place,
            column=column,
            value=shorten(repr(text), 40),
        )
    watch.see(name, column, place)
    native_id, handle = (name, None) if text.startswith("id:") else (None, text.lstrip("@"))
    if not native_id and (not handle or _NO_HANDLE.search(handle)):
        raise Unusable(f"{column}_unknown", f"{column} names nobody; allowed are a handle and id:<platform id>")
    if _GROUPED.fullmatch(name) or (native_id and not is_id(native_id)):
        raise Unusable("bad_id", f"{column} holds no id; allowed are digits, or letters and signs without blanks")
    return AccountSeen(platform, native_id, handle)
