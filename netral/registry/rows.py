"""A registry CSV -> its rows, each with the line it stands on; comma or semicolon, with or without BOM."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from netral.errors import BadInvestigation, Sentence

FLOAT_ID = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$|^\d{6,}\.\d+$")
MAX_DIGITS = 9  # of a whole number: tables hold no more than 18


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

    def optional(self, column: str) -> str | None:
        """A cell, or None when empty."""
        return self.text(column) or None

    def required(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.text(column)
        if not value:
            raise self.fail_at(column, "is empty")
        return value

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """A cell that must hold one of some words."""
        value = self.required(column).lower()
        if value not in allowed:
            raise self.fail_at(
                column, "{value!r} is unknown; allowed are {allowed}", value=value, allowed=", ".join(allowed)
            )
        return value

    def whole(self, column: str) -> int | None:
        """A cell with a whole number, or None."""
        value = self.text(column)
        if not value:
            return None
        if not value.isascii() or not value.isdigit():
            raise self.fail_at(column, "{value!r} is not a whole number", value=value)
        if len(value) > MAX_DIGITS:
            raise self.fail_at(column, "has {digits} digits; allowed are {most}", digits=len(value), most=MAX_DIGITS)
        return int(value)

    def platform_id(self, column: str) -> str | None:
        """A cell with a platform id; one that a spreadsheet rounded is refused."""
        value = self.text(column)
        if FLOAT_ID.match(value):
            raise self.fail_at(
                column, "{value!r} is an id that a spreadsheet has rounded; write the id as text", value=value
            )
        return value or None

    def date(self, column: str) -> date | None:
        """A cell with a date, or None."""
        value = self.text(column)
        if not value:
            return None
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            raise self.fail_at(column, "{value!r} is not a date; allowed is 2024-09-20", value=value) from None


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
    names = [name.strip().lower() for name in next(rows, (1, []))[1]]
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
            yield _make_row(path, line, names, cells)


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


def _make_row(path: Path, line: int, names: list[str], cells: list[str]) -> Row:
    if len(cells) > len(names):
        raise BadInvestigation(
            "{path}, row {row}: {cells} cells where the header has {columns} columns",
            path=path,
            row=line,
            cells=len(cells),
            columns=len(names),
        )
    return Row(path, line, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
