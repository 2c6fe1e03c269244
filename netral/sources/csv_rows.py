"""Lines of a CSV file -> its header and its rows, of which a quoted one may run over several lines."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from netral.errors import BadCapture, Sentence
from netral.identity import hash_bytes
from netral.names import name_column
from netral.sources.lines import Line, Lines

MAX_ROW_BYTES = MAX_HEADER_BYTES = 64 << 10
MAX_CELLS = 100_000


def read_table(lines: Lines) -> tuple[list[str], str, Iterator[tuple[Line, list[str] | None]]] | None:
    """A file, delimited by comma or semicolon, to the lower-case names of its columns, its delimiter and its rows.

    The rows are those of `read_rows`. None when there is no header.

    Raises
    ------
    BadCapture
        When the first line that is not blank is no row of names.
    """
    source = lines.read_all()
    header = next((line for line in source if line.too_long or line.data.strip()), None)
    if header is None:
        return None
    place = Sentence("{file}, row {row}", file=lines.path.name, row=header.number)
    if b"\r" in header.data.strip():
        raise BadCapture(
            "{place}: the lines end as on old Macintosh computers (CR); save the file again as CSV UTF-8", place=place
        )
    if header.too_long or len(header.data) > MAX_HEADER_BYTES:
        raise BadCapture(
            "{place}: the header is longer than {most} KiB, which are allowed",
            place=place,
            most=MAX_HEADER_BYTES >> 10,
        )
    delimiter = ";" if header.data.count(b";") > header.data.count(b",") else ","
    names = [name_column(name) for name in split_cells(header.data, delimiter) or ()]
    if not names:
        raise BadCapture("{place}: the header is no row of names in UTF-8", place=place)
    return names, delimiter, read_rows(source, delimiter, len(names))


def read_rows(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[tuple[Line, list[str] | None]]:
    """Lines, blank ones too, to rows with their cells, None where they have none; blank rows are left out.

    A line whose quote stays open runs on into the next ones; the row keeps the first line's number. Where that gives no
    row of at most ``width`` cells, or takes more than 64 KiB, the line alone is at fault and those behind it are read
    as rows of their own.
    """
    waiting: deque[Line] = deque()
    while line := waiting.popleft() if waiting else next(lines, None):
        if not line.data.strip() and not line.too_long:
            continue
        cells, held = split_cells(line.data, delimiter), [line]
        is_open, size = cells is None and _has_open_quote(line), len(line.data)
        while is_open and size < MAX_ROW_BYTES and (more := waiting.popleft() if waiting else next(lines, None)):
            held.append(more)
            size += MAX_ROW_BYTES if more.too_long else len(more.data) + 1  # blank lines are held, too
            is_open = more.too_long or not _has_open_quote(more)
        if len(held) > 1:
            cells = None if is_open else split_cells(b"\n".join(each.data for each in held), delimiter)
        if cells is None or len(cells) > width:
            waiting.extendleft(reversed(held[1:]))
            yield line, None
        else:
            yield _join(held), cells


def split_cells(data: bytes, delimiter: str) -> list[str] | None:
    """A row to its cells; None when it is no UTF-8, its quotes are not in pairs, or it is too much for one row."""
    if has_too_many_cells(data, delimiter):
        return None
    try:
        return next(csv.reader([data.decode("utf-8")], delimiter=delimiter, strict=True), [])
    except (csv.Error, UnicodeDecodeError):
        return None


def has_too_many_cells(data: bytes, delimiter: str) -> bool:
    """Whether a row would have more than 100,000 cells, which no tool writes and no memory should have to hold."""
    return data.count(delimiter.encode()) >= MAX_CELLS


def _has_open_quote(line: Line) -> bool:
    return line.data.count(b'"') % 2 == 1


def _join(held: list[Line]) -> Line:
    if len(held) == 1:
        return held[0]
    data = b"\n".join(line.data for line in held)
    return Line(held[0].number, data, hash_bytes(data), held[-1].ended)
