"""How much of a very large case its report prints; the rest lies in the pack, and the report says how much and where.

A report that prints everything is one that nobody can open: a hundred thousand cards would be as many pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from netral.evidence.blocks import Block, paragraph
from netral.evidence.wording import Wording
from netral.model import Exhibit

MOST_CARDS = 300  # exhibits with a card and a row in the table of acts
MOST_ROWS = 300  # of any other table or list
MOST_RECORDS = 50  # of one card; an act that is captured every day has one a day
MOST_CITES = 24  # exhibits, or runs of them, behind one sentence
MOST_NAMES = 12  # in one sentence

Printed = TypeVar("Printed")


def first_exhibits(exhibits: Sequence[Printed]) -> Sequence[Printed]:
    """Of a case's exhibits those that are printed, in order of time."""
    return exhibits[:MOST_CARDS]


def first_rows(rows: Sequence[Printed]) -> Sequence[Printed]:
    """Of a list's rows those that are printed."""
    return rows[:MOST_ROWS]


def first_records(records: Sequence[Printed]) -> Sequence[Printed]:
    """Of an exhibit's records those that its card names."""
    return records[:MOST_RECORDS]


def say_records(exhibit: Exhibit, words: Wording) -> str:
    """A sentence on the records that a card does not name; empty where it names all."""
    _ = words.translate
    sentence = _("Printed are {shown} of {count} records; each stands with its SHA-256 in {place}.")
    place = f"data/bukti/{exhibit.exhibit_id}/item.json"
    return " ".join(_say(sentence.replace("{place}", place), MOST_RECORDS, len(exhibit.records), words))


def say_exhibits(count: int, words: Wording) -> list[str]:
    """A sentence on the exhibits that are not printed; none where all are."""
    _ = words.translate
    sentence = _(
        "This report prints the first {shown} of {count} exhibits in order of time. The others lie in this pack beside "
        "them, under data/bukti, and every one stands in data/tabel/acts.csv."
    )
    return _say(sentence, MOST_CARDS, count, words)


def say_rows(sentence: str, count: int, words: Wording) -> list[Block]:
    """A sentence with {shown} and {count}, as a quiet paragraph under a list; none where all rows are printed."""
    return [paragraph(text, "quiet") for text in _say(sentence, MOST_ROWS, count, words)]


def list_names(names: Sequence[str], words: Wording) -> str:
    """Names in one line, and how many more there are."""
    _, more = words.translate, len(names) - MOST_NAMES
    if more <= 0:
        return words.listed(names)
    return _("{names} and {count} more").format(names=words.listed(names[:MOST_NAMES]), count=words.count(more))


def _say(sentence: str, most: int, count: int, words: Wording) -> list[str]:
    return [sentence.format(shown=words.count(most), count=words.count(count))] if count > most else []
