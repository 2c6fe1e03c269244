"""A data frame to a quiet table whose every cell is inert text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from babel.dates import format_datetime
from babel.numbers import format_decimal

from netral.figures.colours import KIND_NAMES, ROLE_NAMES
from netral.figures.page import STYLE_SHEET, UNKNOWN, escape_text
from netral.figures.timeline import phase_to_name
from netral.figures.wording import format_count, format_share
from netral.locale import N_, use_language

COLUMN_NAMES = {
    "account": N_("account"),
    "act": N_("act"),
    "all_pairs": N_("acts toward all pairs"),
    "all_pairs_undirected": N_("without a direction"),
    "appeared": N_("appeared"),
    "base_rates": N_("base rate: unit / registry"),
    "direction": N_("direction"),
    "earlier_collected_at": N_("earlier capture (UTC)"),
    "handle": N_("handle"),
    "later_collected_at": N_("later capture (UTC)"),
    "lead": N_("lead"),
    "notes": N_("to note"),
    "number": N_("number"),
    "stayed": N_("in both"),
    "support": N_("in favour"),
    "attack": N_("against"),
    "neither": N_("neither for nor against"),
    "unread": N_("not read yet"),
    "vanished": N_("not observed any more"),
    "read_by": N_("read by"),
    "records": N_("records"),
    "rule": N_("rule"),
    "time": N_("time"),
    "toward": N_("toward"),
    "what": N_("what"),
    "accounts": N_("accounts"),
    "acts": N_("acts"),
    "base_rate": N_("base rate of the unit"),
    "capture_id": N_("capture"),
    "collected_at": N_("collected (UTC)"),
    "confirmed": N_("confirmed"),
    "declared": N_("declared"),
    "declared_count": N_("declared"),
    "duplicate": N_("duplicate"),
    "format": N_("format"),
    "kind": N_("kind"),
    "name": N_("name"),
    "object_url": N_("object"),
    "observed": N_("observed"),
    "observed_count": N_("observed"),
    "occurred_at": N_("time (UTC)"),
    "op": N_("asked for"),
    "pair": N_("name of the pair"),
    "pair_no": N_("pair"),
    "path": N_("file"),
    "phase": N_("phase"),
    "quarantined": N_("quarantined"),
    "read": N_("read"),
    "reason": N_("reason"),
    "role": N_("role"),
    "rows": N_("records"),
    "source_handle": N_("account"),
    "status": N_("status"),
    "stored": N_("stored"),
    "target_handle": N_("toward"),
    "text": N_("text"),
    "unit": N_("unit"),
    "unit_id": N_("unit id"),
}
MOST_ROWS = 2000  # more than that no page of a browser likes, and nobody reads
LONG_CHARACTERS = 34
SHARES = {"base_rate"}
HANDLES = {"source_handle", "target_handle"}


@dataclass(frozen=True)
class Table:
    """A table as a notebook shows it."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show_table(frame: pd.DataFrame, lang: str = "id", empty: str = "", rows: int | None = None) -> Table:
    """A data frame to a table with headers, numbers and times of the language; an empty one says so.

    Of more than `MOST_ROWS` rows the first are shown, and how many there are is said.

    Parameters
    ----------
    frame
        Columns that have a name for readers are translated, others keep theirs.
    lang
        ``id`` or ``en``.
    empty
        What to say instead of an empty table; otherwise that there are no rows.
    rows
        How many there are in all, where the frame has only the first.
    """
    _ = use_language(lang)
    if frame.empty:
        nothing = empty or _("No rows.")
        return Table(f'<style>{STYLE_SHEET}</style><div class="netral quiet">{escape_text(nothing)}</div>', nothing)
    count, first = len(frame) if rows is None else rows, frame.head(MOST_ROWS)
    counted = _("{rows} rows").format(rows=format_count(count, lang))
    note = ""
    if count > len(first):
        cut = _("Shown are the first {shown} of {count} rows.")
        counted = cut.format(shown=format_count(len(first), lang), count=format_count(count, lang))
        note = f'<div class="quiet">{escape_text(counted)}</div>'
    shown = f'<div class="netral">{frame_to_html(first, lang)}{note}</div>'
    return Table(f"<style>{STYLE_SHEET}</style>{shown}", counted)


def frame_to_html(frame: pd.DataFrame, lang: str) -> str:
    """A data frame to an HTML ``table`` element; every cell is escaped."""
    _ = use_language(lang)
    classes = {column: _column_class(frame[column], str(column)) for column in frame.columns}
    heads = [
        f'<th class="{classes[column]}">{escape_text(_(COLUMN_NAMES.get(str(column), str(column))))}</th>'
        for column in frame.columns
    ]
    rows = [
        "".join(
            f'<td class="{classes[column]}">{escape_text(format_cell(str(column), row[column], lang))}</td>'
            for column in frame.columns
        )
        for row in frame.to_dict("records")
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{"".join(heads)}</tr></thead><tbody>{body}</tbody></table></div>'


def format_cell(column: str, value: Any, lang: str) -> str:
    """One value to its text: numbers with the language's separators, known codes by name, unknown as a dash."""
    _ = use_language(lang)
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return UNKNOWN
    if isinstance(value, datetime):
        return format_datetime(value, "d MMM y HH:mm", locale=lang)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _name_code(column, value, _)
    if column in SHARES:
        return format_share(float(value), lang)
    return format_decimal(value, locale=lang) if isinstance(value, int | float) else str(value)


def _name_code(column: str, value: str, _: Callable[[str], str]) -> str:
    if column == "role" and value in ROLE_NAMES:
        return _({str(role): name for role, name in ROLE_NAMES.items()}[value])
    if column == "kind" and value in KIND_NAMES:
        return _(KIND_NAMES[value])
    if column == "phase":
        return phase_to_name(value, _)
    return f"@{value}" if column in HANDLES and value and value[0] not in "@~" else value


def _column_class(values: pd.Series[Any], column: str) -> str:
    if pd.api.types.is_numeric_dtype(values) and column != "pair_no":
        return "number"
    longest = max((len(str(value)) for value in values.dropna()), default=0)
    return "text" if longest > LONG_CHARACTERS and column != "records" else "plain"
