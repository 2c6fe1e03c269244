"""Lines of a CSV file -> its rows, of which a quoted one may run over several lines."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from netral.identity import hash_bytes
from netral.sources.lines import Line

MAX_ROW_BYTES = 64 << 10


def read_rows(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[tuple[Line, list[str] | None]]:
    """Lines, blank ones too, to rows with their cells, None where they have none; blank rows are left out.

    A line whose quote stays open runs on into the next ones; the row keeps the first line's number. Where that gives no
    row of at most ``width`` cells, the line alone is at fault and those behind it are read as rows of their own.
    """
    waiting: deque[Line] = deque()
    while line := waiting.popleft() if waiting else next(lines, None):
        if not line.data.strip() and not line.too_long:
            continue
        cells, held = split_cells(line.data, delimiter), [line]
        is_open, size = cells is None and _has_open_quote(line), len(line.data)
        while is_open and size < MAX_ROW_BYTES and (more := waiting.popleft() if waiting else next(lines, None)):
            held.append(more)
            size += len(more.data)
            is_open = not _has_open_quote(more)
        if len(held) > 1:
            cells = split_cells(b"\n".join(each.data for each in held), delimiter)
        if cells is None or len(cells) > width:
            waiting.extendleft(reversed(held[1:]))
            yield line, None
        else:
            yield _join(held), cells


def split_cells(data: bytes, delimiter: str) -> list[str] | None:
    """A row to its cells; None when it is no UTF-8, or its quotes are not in pairs."""
    try:
        return next(csv.reader([data.decode("utf-8")], delimiter=delimiter, strict=True), [])
    except (csv.Error, UnicodeDecodeError):
        return None


def _has_open_quote(line: Line) -> bool:
    return line.data.count(b'"') % 2 == 1


def _join(held: list[Line]) -> Line:
    if len(held) == 1:
        return held[0]
    data = b"\n".join(line.data for line in held)
    return Line(held[0].number, data, hash_bytes(data), held[-1].ended)
