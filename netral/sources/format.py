"""What a format module declares of itself, so that adding a format is adding one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from netral.model import Record
from netral.sources.bare import ListTarget
from netral.sources.lines import Lines

EMPTY = "empty"  # the format of a file that holds nothing


class Sample(NamedTuple):
    """The beginning of a file as shapes see it.

    ``values`` are the first lines' JSON values, or the whole file's one value; ``header`` the lower-case names of the
    first line read as CSV, or of a Parquet file's columns; ``head`` the first bytes, decompressed.
    """

    values: tuple[Any, ...]
    header: tuple[str, ...]
    head: bytes


class Format(NamedTuple):
    """One format: its id, how its shape is recognised, how its records are read, and words to guess it by.

    ``read`` takes the file's lines, what the analyst says a bare list is a list of, and the region's zone for times
    without one. ``takes_target`` is false where every record says itself what it belongs to; ``by_line`` is true where
    every line is read without knowing the others, so that a large file can be read in stretches.
    """

    format_id: str
    recognise: Callable[[Sample], bool]
    read: Callable[[Lines, ListTarget, str], Iterator[Record]]
    words: tuple[bytes, ...]
    takes_target: bool = True
    by_line: bool = False
