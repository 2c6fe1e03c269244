"""The parts a report is made of, as plain values: what they hold is decided here, how they look in templates/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import segno

from netral.evidence.glyphs import add_breaks, to_printable

Block = dict[str, Any]
Cell = str | dict[str, Any]

# Keys whose values are not text for people: they go to the template as they are.
VERBATIM = frozenset({"svg", "link", "kind", "colour", "style"})
# Keys whose text fits its line and must be found in one piece.
UNBROKEN = frozenset({"sha256", "foot_hash", "code"})
# Rows stay in one piece on a page while no cell is longer than this.
LONG_CELL_CHARACTERS = 700
# An address that can be linked and scanned as it stands.
WEB_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,600}")


def heading(text: str) -> Block:
    """A numbered section heading."""
    return {"kind": "heading", "text": text}


def subheading(text: str) -> Block:
    """A heading within a section."""
    return {"kind": "subheading", "text": text}


def paragraph(text: str, style: str = "plain") -> Block:
    """A paragraph; style ``quiet`` is small and grey, ``strong`` the one sentence of a section that matters most."""
    return {"kind": "paragraph", "text": text, "style": style}


def bullets(items: Iterable[str]) -> Block:
    """A list of sentences."""
    return {"kind": "bullets", "items": list(items)}


def statement(text: str) -> Block:
    """A framed sentence about the document itself."""
    return {"kind": "statement", "text": text}


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
        "whole_rows": all(len(str(cell)) < LONG_CELL_CHARACTERS for row in cells for cell in row),
        "widths": list(widths),
        "numbers": numbers,
    }


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
    """An address of the web to a QR code as SVG; empty where there is none or it is too long to scan."""
    if not url or not WEB_ADDRESS.fullmatch(url):
        return ""
    stream = BytesIO()
    segno.make(url, error="m", micro=False).save(stream, kind="svg", xmldecl=False, border=0, unit="pt")
    return stream.getvalue().decode()


def make_printable(value: Any, key: str = "") -> Any:
    """A report's value with every text in it made printable; nothing else reaches the template."""
    if isinstance(value, str):
        if key in VERBATIM:
            return value
        return to_printable(value) if key in UNBROKEN else add_breaks(to_printable(value))
    if isinstance(value, dict):
        return {name: make_printable(item, name) for name, item in value.items()}
    return [make_printable(item) for item in value] if isinstance(value, list | tuple) else value
