"""A registry CSV -> its rows, each with the line it stands on; comma or semicolon, with or without BOM."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from netral.errors import BadInvestigation, Sentence
from netral.names import EMPTY, clean_cell, is_account_id, name_column, to_handle

FLOAT_ID = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$|^\d{6,}\.\d+$")
MAX_DIGITS = 9  # of a whole number: tables hold no more than 18
_WEEK = re.compile(r"\d{4}-?W\d\d(?!-?\d)", re.ASCII)  # Python takes it for its Monday
# What a spreadsheet writes where a formula fails, as it does of =dinas and +dinas.
_FAILED = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a registry file; complaints name file, line and column."""

    path: Path
    line: int
    cells: dict[str, str]

    def fail_at(self, column: str, problem: str, /, **values: object) -> BadInvestigation:
        """A complaint about one cell."""
        return BadInvestigation(
            "{path}, row {row}, column {column}: {problem}",
            path=self.path,
            row=self.line,
            column=column,
            problem=Sentence(problem, **values),
        )

    def text(self, column: str) -> str:
        """A cell, empty where the column is absent."""
        return self.cells.get(column, "")

    def plain(self, column: str) -> str:
        """A cell without what a spreadsheet or chat puts around it; empty where it says nothing."""
        value = clean_cell(self.text(column))
        return "" if value.lower() in EMPTY else value

    def optional(self, column: str) -> str | None:
        """The same, or None when empty."""
        return self.plain(column) or None

    def required(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.plain(column):
            raise self.fail_at(column, "is empty")
        return self.text(column)

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """A cell that must hold one of some words."""
        value = clean_cell(self.required(column)).lower()
        if value not in allowed:
            raise self.fail_at(
                column, "{value!r} is unknown; allowed are {allowed}", value=value, allowed=", ".join(allowed)
            )
        return value

    def whole(self, column: str) -> int | None:
        """A cell with a whole number, or None."""
        value = self.plain(column)
        if not value:
            return None
        if not value.isascii() or not value.isdigit():
            raise self.fail_at(column, "{value!r} is not a whole number", value=value)
        if len(value) > MAX_DIGITS:
            raise self.fail_at(column, "has {digits} digits; allowed are {most}", digits=len(value), most=MAX_DIGITS)
        return int(value)

    def handle(self, column: str, platform: str) -> str:
        """A cell with a handle, with or without @; empty where there is none."""
        value = self.plain(column)
        handle = to_handle(platform, value)
        if value and handle is None:
            raise self.fail_at(
                column, "{value!r} is no handle; allowed is the handle alone, such as dinas_contoh", value=value
            )
        return handle or ""

    def platform_id(self, column: str, platform: str) -> str | None:
        """A cell with a platform id; one that a spreadsheet rounded is refused."""
        value = self.plain(column)
        if FLOAT_ID.match(value):
            raise self.fail_at(
                column, "{value!r} is an id that a spreadsheet has rounded; write the id as text", value=value
            )
        if value and not is_account_id(platform, value):
            raise self.fail_at(
                column,
                "{value!r} is no id; allowed are digits, on YouTube and Facebook also letters, or nothing",
                value=value,
            )
        return value or None

    def date(self, column: str) -> date | None:
        """A cell with a date, or None."""
        value = self.plain(column)
        if not value:
            return None
        try:
            if _WEEK.match(value):
                raise ValueError
            return datetime.fromisoformat(value).date()
        except ValueError:
            raise self.fail_at(column, "{value!r} is not a date; allowed is 2024-09-20", value=value) from None


def names_account(cells: Mapping[str, str], platform: str, platform_id: str | None, handles: Collection[str]) -> bool:
    """Whether a row of accounts.csv, cells by column, is of an account: by id when both have one, else by handle."""
    row = Row(Path(), 0, {column: cell.strip() for column, cell in cells.items()})
    if row.plain("platform").lower() != platform:
        return False
    if platform_id and (row_id := row.plain("platform_id")):
        return row_id == platform_id
    return (to_handle(platform, row.plain("handle")) or "").lower() in handles


def read_rows(path: Path, columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Row]:
    """A registry CSV to its rows, cells stripped, blank lines left out.

    Raises
    ------
    BadInvestigation
        When the file is missing or not UTF-8, a needed column is absent, or one is unknown or there twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInvestigation("{path} is missing", path=path) from None
    except UnicodeDecodeError as error:
        raise BadInvestigation(
            "{path}: byte {byte} is not UTF-8; save the file as CSV UTF-8", path=path, byte=error.start
        ) from None
    rows = _split(path, text)
    names = [name_column(name) for name in next(rows, (1, []))[1]]
    width = len(names)
    while names and not names[-1]:
        names.pop()
    for number, name in enumerate(names):
        if name not in columns:
            raise BadInvestigation(
                "{path}, row 1: column {name!r} is unknown; allowed are {allowed}",
                path=path,
                name=name,
                allowed=", ".join(columns),
            )
        if name in names[:number]:
            raise BadInvestigation("{path}, row 1: column {name!r} stands there twice", path=path, name=name)
    if missing := [name for name in needed if name not in names]:
        raise BadInvestigation("{path}, row 1: column {missing!r} is missing", path=path, missing=missing[0])
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            yield _make_row(path, line, names, cells, width)


def _split(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadInvestigation(
            "{path}, row {row}: {error}; a quote stands open or out of place",
            path=path,
            row=reader.line_num,
            error=error,
        ) from None


def _make_row(path: Path, line: int, names: list[str], cells: list[str], width: int) -> Row:
    """A row of named cells; columns without names behind them, ``width`` in all, may hold nothing."""
    if len(cells) > width or any(cell.strip() for cell in cells[len(names) :]):
        raise BadInvestigation(
            "{path}, row {row}: {cells} cells where the header has {columns} columns",
            path=path,
            row=line,
            cells=len(cells),
            columns=len(names),
        )
    row = Row(path, line, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
    if failed := next((name for name, cell in row.cells.items() if _FAILED.fullmatch(cell)), None):
        raise row.fail_at(
            failed, "{value!r} is what a spreadsheet writes where a formula fails", value=row.text(failed)
        )
    return row
