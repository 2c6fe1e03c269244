"""Ids of which a spreadsheet kept 15 digits and made the rest zeros -> the file that holds them is refused."""

from __future__ import annotations

from netral.errors import BadCapture, Place, Sentence
from netral.sources.unusable import shorten

KEPT_DIGITS = 15
# Two ids of 19 digits. One alone proves nothing: a third of X's ids are multiples of 4096, so that about one of two
# thousand true ones ends in four zeros; two in a row are one of millions.
PROOF_ZEROS = 8


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
