"""Ids that a spreadsheet or another program rounded -> the file that holds them is refused.

A spreadsheet keeps 15 digits and makes the rest zeros. What then goes through a float, or only through one, ends in any
digits; that shows where the row also has the post's address, which nobody rounds.
"""

from __future__ import annotations

from netral.errors import BadCapture, Place, Sentence
from netral.sources.unusable import shorten

KEPT_DIGITS = 15
# Two ids of 19 digits. One alone proves nothing: a third of X's ids are multiples of 4096, so that about one of two
# thousand true ones ends in four zeros; two in a row are one of millions.
PROOF_ZEROS = 8


def refuse_unlike_address(native_id: str, address_id: str, column: str, place: Place) -> None:
    """Compare a post's id with the one in its address.

    Parameters
    ----------
    native_id : str
        In digits.
    address_id : str
        Of the same row. One that differs in more than the digits that rounding changes is another matter.
    column : str
        Of the id.
    place : Place
        File and row, for the message.

    Raises
    ------
    BadCapture
        When the id is that of the address, rounded.
    """
    if is_rounded(native_id, address_id):
        raise BadCapture(
            "{place}: {value} is an id that was rounded to a float; capture again with ids as text",
            place=Sentence("{place}, column {column}", place=place, column=column),
            value=repr(native_id),
        )


def is_rounded(native_id: str, address_id: str) -> bool:
    """Whether an id is the one in its post's address, but for the digits that rounding changes; letters are no digits.

    >>> is_rounded("1735608555141730048", "1735608555141734513")
    True
    """
    digits, both = len(native_id), native_id + address_id
    if native_id == address_id or len(address_id) != digits or not (both.isascii() and both.isdigit()):
        return False
    return bool(abs(int(native_id) - int(address_id)) < 10 ** (digits - KEPT_DIGITS))


class RoundingWatch:
    """Tells the ids that a spreadsheet rounded from those that happen to end in zeros, for one file.

    A spreadsheet rounds all numbers of a column, so that one id which it cannot have rounded clears the column for
    good. However many rows there are, only what each column shows first can count against the file.
    """

    def __init__(self) -> None:
        self.cleared: set[str] = set()
        self.rounded: dict[tuple[str, str], Place] = {}

    def see(self, native_id: str, column: str, place: Place) -> None:
        """Take note of an id; of what are no digits, or too few to be rounded, nothing is noted.

        Parameters
        ----------
        native_id : str
            As read.
        column : str
        place : Place
            Its column; its file and row, for the message.

        Raises
        ------
        BadCapture
            When the ids of all columns that are not cleared end in so many zeros that chance is ruled out.
        """
        if len(native_id) <= KEPT_DIGITS or column in self.cleared or not (native_id.isascii() and native_id.isdigit()):
            return
        if native_id[KEPT_DIGITS:].strip("0"):
            self.cleared.add(column)
            self.rounded = {key: seen for key, seen in self.rounded.items() if key[0] != column}
            return
        self.rounded.setdefault(
            (column, native_id),
            Sentence("{place}, column {column}: {value!r}", place=place, column=shorten(column, 60), value=native_id),
        )
        if sum(len(each) - KEPT_DIGITS for each in {each for _, each in self.rounded}) >= PROOF_ZEROS:
            raise BadCapture(
                "{first} and those after it end in zeros: rounded by a spreadsheet; export again",
                first=next(iter(self.rounded.values())),
            )
