"""The head of a table -> the names of its columns, or why a table that netral reads is not recognised."""

from __future__ import annotations

import csv
import io

from netral.errors import BadCapture
from netral.names import name_column
from netral.sources.format import Sample
from netral.sources.formats import find_formats

MAX_HEADER_BYTES = 64 << 10
SAMPLE_ROWS = 20
# Between cells, where it is neither comma nor semicolon; a quote around whole rows puts each into one cell.
OTHER_DELIMITERS = ("\t", "|", ",", ";")


def split_header(line: bytes) -> tuple[str, ...]:
    """The first row of a table to the names of its columns; none where it is no such row."""
    if len(line) > MAX_HEADER_BYTES:
        return ()
    text = line.decode("utf-8", "replace")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    try:
        names = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(name_column(name) for name in names)


def refuse_misplaced_header(head: bytes, name: str) -> None:
    """Say what is wrong with a table whose columns have the right names, but not where they are looked for.

    Raises
    ------
    BadCapture
        When rows stand above the names, or what stands between the cells is neither comma nor semicolon.
    """
    for number, line in enumerate(head.splitlines()[:SAMPLE_ROWS], start=1):
        if number > 1 and (found := _find_format(split_header(line))):
            raise BadCapture(
                "{file}: not recognised; the names of the columns of {format} stand in row {row}: delete what stands "
                "above them",
                file=name,
                format=found,
                row=number,
            )
        text = line[:MAX_HEADER_BYTES].decode("utf-8", "replace").strip().strip('"')
        for delimiter in OTHER_DELIMITERS:
            if found := _find_format(tuple(map(name_column, text.split(delimiter)))):
                raise BadCapture(
                    "{file}: not recognised; it is a table of {format}, but neither comma nor semicolon stands between "
                    "its cells: save it again as CSV UTF-8 with one of them",
                    file=name,
                    format=found,
                )


def _find_format(names: tuple[str, ...]) -> str | None:
    """The format that has columns of these names."""
    sample = Sample((), names, b"")
    return next((format_id for format_id, each in find_formats().items() if each.recognise(sample)), None)
