"""The parts a report is made of, as plain values: what they hold is decided here, how they look in templates/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import segno

from netral.evidence.glyphs import LINE_EMS, add_breaks, measure_ems, to_printable

Block = dict[str, Any]
Cell = str | dict[str, Any]

# Keys whose values are not text for people: they go to the template as they are.
VERBATIM = frozenset({"svg", "link", "kind", "colour", "style", "to", "key"})
# Keys whose text fits its line and must be found in one piece.
UNBROKEN = frozenset({"sha256", "foot_hash", "code"})
# Rows stay in one piece on a page while no cell is longer than this.
LONG_CELL_CHARACTERS, LINE_CHARACTERS = 700, 70
# A table with no more than this stays on one page: a row alone under a repeated header reads like another table.
SHORT_TABLE_ROWS, SHORT_TABLE_CHARACTERS = 8, 1800
# Of a table in its letters' size (9 points): its width, what lies between two columns, the most that a column of short
# words and numbers takes, and the least that any gets.
TABLE_EMS, COLUMN_EMS, LONGEST_AUTO_EMS, LEAST_EMS = 49.0, 0.9, 14.0, 5.0
SIGNATURE_EMS = 17.0  # the width of one of two signatures beside each other, in the size of bold letters
# A code of 23 mm with more has dots of less than 0.4 mm, which a phone cannot tell apart on paper.
LONGEST_SCANNED = 213
# An address that can be linked as it stands.
WEB_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,600}")


def heading(text: str, key: str = "") -> Block:
    """A numbered section heading; by its key other parts can point to it."""
    return {"kind": "heading", "text": text, "key": key}


def subheading(text: str, key: str = "") -> Block:
    """A heading within a section."""
    return {"kind": "subheading", "text": text, "key": key}


def paragraph(text: str, style: str = "plain") -> Block:
    """A paragraph; style ``quiet`` is small and grey, ``strong`` the one sentence of a section that matters most."""
    return {"kind": "paragraph", "text": text, "style": style}


def bullets(items: Iterable[str]) -> Block:
    """A list of sentences."""
    return {"kind": "bullets", "items": list(items)}


def statement(text: str) -> Block:
    """A framed sentence about the document itself."""
    return {"kind": "statement", "text": text}


def decision(rows: Iterable[tuple[str, Sequence[str]]]) -> Block:
    """The framed box of what is asked: labels, and one sentence or several under each."""
    return {"kind": "decision", "rows": [{"text": label, "items": list(items)} for label, items in rows]}


def finding(text: str, cites: Sequence[str] = (), see: str = "", more: str = "") -> Block:
    """A sentence with the exhibits it rests on, neighbours drawn together, or the key of a section that shows it.

    Parameters
    ----------
    cites : sequence of str
        Exhibits that have a card.
    more : str
        What stands behind them: how many have none, and where those are.
    """
    runs = [
        {"text": run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}", "to": run[0]} for run in join_neighbours(cites)
    ]
    return {"text": text, "cites": runs, "to": see, "more": more}


def findings(items: Iterable[Block]) -> Block:
    """Numbered findings."""
    return {"kind": "findings", "items": list(items)}


def cite(exhibit_id: str) -> Cell:
    """An exhibit's number that leads to its card."""
    return {"kind": "cite", "text": exhibit_id, "to": exhibit_id}


def join_neighbours(cites: Sequence[str]) -> list[list[str]]:
    """Exhibits to runs of three and more whose numbers follow each other; any other stands alone."""
    runs: list[list[str]] = []
    for each in cites:
        if runs and _number(each) == _number(runs[-1][-1]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    split = [[each] for run in runs if len(run) == 2 for each in run]
    return sorted([run for run in runs if len(run) != 2] + split, key=lambda run: _number(run[0]))


def _number(exhibit_id: str) -> int:
    digits = exhibit_id.removeprefix("B-")
    return int(digits) if digits.isdecimal() else -1


def together(parts: Iterable[Block]) -> Block:
    """Parts that stay on one page."""
    return {"kind": "together", "parts": list(parts)}


def facts(rows: Iterable[tuple[str, Cell]]) -> Block:
    """Labels and what belongs to them."""
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def table(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[float | str], numbers: int = 0
) -> Block:
    """A table whose header repeats on every page.

    Parameters
    ----------
    widths : sequence
        One a column: ``auto``, or a part of what is left.
    numbers : int
        How many columns, from the right, hold numbers.
    """
    cells = [list(row) for row in rows]
    return {
        "kind": "table",
        "header": list(header),
        "rows": cells,
        "whole": len(cells) <= SHORT_TABLE_ROWS and weigh_text(*_list_texts(cells)) < SHORT_TABLE_CHARACTERS,
        "whole_rows": all(weigh_text(*_list_texts(cell)) < LONG_CELL_CHARACTERS for row in cells for cell in row),
        "widths": list(widths),
        "numbers": numbers,
        "limits": _find_limits(header, cells, widths),
    }


def weigh_text(*texts: str) -> int:
    """How much room texts take, in letters as printed; a line end takes a line's worth."""
    return sum(len(to_printable(text)) + LINE_CHARACTERS * text.count("\n") for text in texts)


def _find_limits(header: Sequence[str], rows: list[list[Cell]], widths: Sequence[float | str]) -> list[float]:
    """How wide a word may be in each column before it must break, in the size of the table's letters."""
    texts = [[_first_text(row[place]) for row in [header, *rows]] for place in range(len(widths))]
    taken = [
        min(LONGEST_AUTO_EMS, max(measure_ems(text) for text in column)) if width == "auto" else 0.0
        for column, width in zip(texts, widths, strict=True)
    ]
    left = TABLE_EMS - sum(taken) - COLUMN_EMS * len(widths)
    shares = [0.0 if width == "auto" else float(width) for width in widths]
    return [own or max(LEAST_EMS, left * share / (sum(shares) or 1)) for own, share in zip(taken, shares, strict=True)]


def _list_texts(value: Any) -> list[str]:
    """Every text of a cell, or of rows of cells."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [str(value)]
    return [text for item in items for text in _list_texts(item)]


def _first_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell.get("text") or cell.get("code") or "")


def ruled(lines: int) -> Block:
    """Lines to write on by hand."""
    return {"kind": "ruled", "lines": lines}


def figure(svg: str, alt: str, shows: str, shows_not: str) -> Block:
    """A figure with one sentence on what it shows and one on what it does not."""
    return {"kind": "figure", "svg": svg, "alt": alt, "shows": shows, "shows_not": shows_not}


def mono(text: str) -> Cell:
    """A hash, printed in one piece."""
    return {"kind": "mono", "code": text}


def two_lines(first: str, second: str) -> Cell:
    """A value with a quieter one under it."""
    return {"kind": "two", "text": first, "under": second}


def pair_label(pair_no: int, name: str, colour: str) -> Cell:
    """A pair's number in its colour, and its name."""
    return {"kind": "pair", "number": str(pair_no), "text": name, "colour": colour}


def bar(share: float | None, text: str, colour: str) -> Cell:
    """A share as a short bar with its number."""
    return {"kind": "bar", "share": share or 0.0, "text": text, "colour": colour}


def web_link(url: str | None) -> Cell:
    """An address as a link where it is one of the web; anything else is only printed."""
    if not url:
        return "–"
    return {"kind": "link", "text": url, "link": url} if WEB_ADDRESS.fullmatch(url) else url


def draw_qr(url: str | None) -> str:
    """An address of the web to a QR code as SVG; empty where there is none or it is too long to scan.

    The mask is fixed: trying all eight takes ten times as long, and every code is read back from its page.
    """
    if not url or not WEB_ADDRESS.fullmatch(url) or len(url) > LONGEST_SCANNED:
        return ""
    stream = BytesIO()
    segno.make(url, error="m", mask=3, micro=False).save(stream, kind="svg", xmldecl=False, border=0, unit="pt")
    return stream.getvalue().decode()


def make_printable(value: Any, key: str = "", limit_em: float = LINE_EMS) -> Any:
    """A report's value with every text in it made printable; nothing else reaches the template.

    Parameters
    ----------
    limit_em : float
        How wide a word of it may be before it must break; a table's columns have their own.
    """
    if isinstance(value, str):
        if key in VERBATIM:
            return value
        return to_printable(value) if key in UNBROKEN else add_breaks(to_printable(value), limit_em)
    if isinstance(value, dict):
        limits = value.get("limits")
        limit_em = min(limit_em, SIGNATURE_EMS) if value.get("kind") == "signatures" else limit_em
        return {
            name: [_print_row(row, limits) for row in item]
            if limits and name == "rows"
            else make_printable(item, name, limit_em)
            for name, item in value.items()
        }
    return [make_printable(item, key, limit_em) for item in value] if isinstance(value, list | tuple) else value


def _print_row(row: list[Cell], limits: list[float]) -> list[Any]:
    return [make_printable(cell, limit_em=limit) for cell, limit in zip(row, limits, strict=True)]
