"""A tool's CSV -> records, one a row. What is the same for every tool: header, delimiter, rows that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.model import Record
from netral.names import NOTHING
from netral.sources.csv_rows import has_too_many_cells, read_table
from netral.sources.items import LONG_TEXT, MAX_TEXT, limit_texts
from netral.sources.lines import Line, Lines
from netral.sources.rounded_ids import RoundingWatch
from netral.sources.unusable import Unusable, read_id
from netral.times import BadTime

MAX_ID_DIGITS = 40


class Row(NamedTuple):
    """A row: its record so far, names and cells of its columns, its file and line, and whether the line has its end.

    ``watch`` is the file's, for ids that were rounded.
    """

    base: Record
    names: tuple[str, ...]
    cells: tuple[str, ...]
    by_name: dict[str, str]
    place: Place
    ended: bool
    watch: RoundingWatch

    def text(self, column: str) -> str:
        """A cell without blanks around it; empty where it says nothing. Of columns with one name the last is taken."""
        cell = self.by_name.get(column, "").strip()
        return "" if cell.lower() in NOTHING else cell

    def id(self, column: str) -> str | None:
        """An id in digits; None where there is none.

        Raises
        ------
        BadCapture
            When it was rounded to a float, or those of the file were rounded in a spreadsheet.
        Unusable
            When it is anything else.
        """
        place = Sentence("{place}, column {column}", place=self.place, column=column)
        native_id = read_id(self.text(column).removeprefix("'"), place)
        if native_id is None:
            return None
        if not is_digits(native_id):
            raise Unusable("bad_id", f"{column} holds no id; allowed are up to {MAX_ID_DIGITS} digits")
        self.watch.see(native_id, column, self.place)
        return native_id


def is_digits(text: str) -> bool:
    """Whether a text is an id in digits."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS


def read_csv(
    lines: Lines,
    tool: str,
    is_known: Callable[[tuple[str, ...]], bool],
    read_row: Callable[[Row], Record],
    split_broken: Callable[[bytes, str], list[str] | None] | None = None,
) -> Iterator[Record]:
    """The rows of a file, delimited by comma or semicolon, to records; a header that is repeated is no row.

    Parameters
    ----------
    lines : Lines
        Of the file.
    tool, is_known
        Whose table it is said to be, and whether that writes one with these columns.
    read_row : callable
        What one row says; raises Unusable or BadTime for a row to be quarantined.
    split_broken : callable, optional
        A row that is no proper CSV, and the delimiter, to cells.

    Raises
    ------
    BadCapture
        When the header cannot be read or is another tool's, or ids were rounded, to floats or in a spreadsheet.
    """
    table, watch = read_table(lines), RoundingWatch()
    if table is None:
        return
    names, delimiter, rows = tuple(table[0]), table[1], table[2]
    if not is_known(names):
        raise BadCapture(
            "{file}: the columns are those of no table that {tool} writes and netral reads",
            file=lines.path.name,
            tool=tool,
        )
    for line, cells in rows:
        if cells is None and split_broken is not None and not has_too_many_cells(line.data, delimiter):
            cells = split_broken(line.data, delimiter)
        if cells is not None and tuple(cell.strip().lower() for cell in cells) == names:
            continue
        yield _read_line(line, names, cells, read_row, lines.path.name, watch)


def _read_line(
    line: Line,
    names: tuple[str, ...],
    cells: list[str] | None,
    read_row: Callable[[Row], Record],
    file_name: str,
    watch: RoundingWatch,
) -> Record:
    base = Record(f"line:{line.number}", line.sha256)
    if line.too_long:
        return replace(base, reason="line_too_long", detail="longer than 32 MiB")
    if cells is None or len(cells) != len(names):
        detail = f"not {len(names)} cells of UTF-8 with quotes in pairs"
        return replace(base, reason="unexpected_shape" if line.ended else "cut", detail=detail)
    if len(line.data) > MAX_TEXT and any(len(cell) > MAX_TEXT for cell in cells):
        return replace(base, reason="text_too_long", detail=LONG_TEXT)
    try:
        by_name = dict(zip(names, cells, strict=True))
        place = Sentence("{file}, row {row}", file=file_name, row=line.number)
        record = read_row(Row(base, names, tuple(cells), by_name, place, line.ended, watch))
        return limit_texts(record, len(line.data))
    except Unusable as error:
        return replace(base, reason=error.reason, detail=error.detail)
    except BadTime as error:
        return replace(base, reason="bad_time", detail=str(error))
