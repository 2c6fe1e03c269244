"""The actor or target that somebody wrote into a row of edges -> the account that it names."""

from __future__ import annotations

import re

from netral.errors import BadCapture, Place
from netral.model import AccountSeen
from netral.names import is_account_id, to_handle
from netral.sources.rounded_ids import RoundingWatch
from netral.sources.targets import FLOAT_ID
from netral.sources.unusable import Unusable, shorten

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
        The same as text, without what stands around it; empty where it says nothing.
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
    if not name:
        raise Unusable(f"{column}_unknown", f"{column} names nobody; allowed are a handle and id:<platform id>")
    if text.startswith("id:") or _GROUPED.fullmatch(name):
        if not is_account_id(platform, name):
            raise Unusable("bad_id", f"{column} holds no id; allowed are digits, on YouTube and Facebook also letters")
        return AccountSeen(platform, name, None)
    handle = to_handle(platform, text)
    if handle is None:
        raise Unusable(f"{column}_unknown", f"{column} names nobody; allowed are a handle and id:<platform id>")
    return AccountSeen(platform, None, handle)
