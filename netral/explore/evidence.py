"""The acts behind a network as a table to filter: by account, pair, phase and kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import ipywidgets
import pandas as pd
from babel.dates import format_datetime

from netral.explore.graph import NetworkView
from netral.explore.table import format_cell
from netral.figures import colours
from netral.figures.page import STYLE_SHEET, UNKNOWN, escape_text
from netral.figures.wording import format_count
from netral.locale import N_, use_language
from netral.locale.casework import DIRECTIONS
from netral.model import Investigation
from netral.times import ZONE_LABELS, format_utc

ROWS_A_PAGE = 50
ALL = ""
ACCOUNTS = ["source_handle", "target_handle"]
FILTERS = {
    "account": N_("Account"),
    "pair_no": N_("Pair"),
    "phase": N_("Phase"),
    "kind": N_("Kind"),
}
HEADERS = (
    N_("Time"),
    N_("Account"),
    N_("Act"),
    N_("Toward"),
    N_("Direction"),
    N_("Phase"),
    N_("Text, as captured"),
    N_("Where it is written"),
)


@dataclass(frozen=True)
class _View:
    """What the table needs to draw itself anew."""

    acts: pd.DataFrame
    zone: str
    lang: str
    filters: dict[str, ipywidgets.Dropdown]
    page: ipywidgets.BoundedIntText
    table: ipywidgets.HTML

    def draw(self, _change: object = None) -> None:
        """Filter, count and show one page of rows."""
        kept = self.acts
        for column, dropdown in self.filters.items():
            if dropdown.value != ALL:
                columns = ACCOUNTS if column == "account" else [column]
                kept = kept[(kept[columns] == dropdown.value).any(axis=1)]
        self.page.max = max(1, -(-len(kept) // ROWS_A_PAGE))
        start = (self.page.value - 1) * ROWS_A_PAGE
        shown = kept.iloc[start : start + ROWS_A_PAGE]
        self.table.value = acts_to_html(shown, start, len(kept), len(self.acts), self.zone, self.lang)

    def select(self, handle: str | None) -> None:
        """Show only the acts of one account, or of all; an account without acts changes nothing."""
        chosen = handle or ALL
        if chosen in {value for _, value in self.filters["account"].options}:
            self.filters["account"].value = chosen


def show_evidence(
    acts: pd.DataFrame, investigation: Investigation, lang: str = "id", network: NetworkView | None = None
) -> ipywidgets.VBox:
    """Acts to a table with filters; each row names the record it stands on, and no text in it can run.

    Parameters
    ----------
    acts
        One row an act: source_handle, target_handle, kind, pair_no, phase, occurred_at (UTC), text, object_url,
        capture_id, locator, record_sha256.
    investigation
        For the region's zone.
    lang
        ``id`` or ``en``.
    network
        A drawn network; selecting an account there filters the table.
    """
    _ = use_language(lang)
    ordered = acts.sort_values("occurred_at", na_position="last", kind="stable")
    filters = {column: _make_filter(ordered, column, lang) for column in FILTERS}
    page = ipywidgets.BoundedIntText(
        value=1, min=1, max=1, description=_("Page"), layout=ipywidgets.Layout(width="150px")
    )
    table = ipywidgets.HTML(layout=ipywidgets.Layout(width="100%"))
    view = _View(ordered, investigation.region.timezone, lang, filters, page, table)
    for control in (*filters.values(), page):
        control.observe(view.draw, names="value")
    view.draw()
    if network is not None:
        network.on_select(view.select)
    row = ipywidgets.HBox([*filters.values(), page], layout=ipywidgets.Layout(flex_flow="row wrap"))
    return ipywidgets.VBox([row, table])


def _make_filter(acts: pd.DataFrame, column: str, lang: str) -> ipywidgets.Dropdown:
    _ = use_language(lang)
    columns = ACCOUNTS if column == "account" else [column]
    values = sorted({value for name in columns for value in acts[name].dropna()})
    options: list[tuple[str, Any]] = [(_("all"), ALL)]
    options += [(str(int(v)) if column == "pair_no" else format_cell(columns[0], v, lang), v) for v in values]
    return ipywidgets.Dropdown(
        options=options,
        value=ALL,
        description=_(FILTERS[column]),
        layout=ipywidgets.Layout(width="250px" if column == "account" else "215px"),
        style={"description_width": "initial"},
    )


def acts_to_html(acts: pd.DataFrame, start: int, kept: int, total: int, zone: str, lang: str) -> str:
    """One page of acts to HTML in which every text from a capture is inert."""
    _ = use_language(lang)
    counts = {"kept": format_count(kept, lang), "total": format_count(total, lang)}
    if acts.empty:
        sentence = _("No act matches; looked at {total} acts between accounts of the registry.").format(**counts)
        return f'<style>{STYLE_SHEET}</style><div class="netral quiet">{escape_text(sentence)}</div>'
    counts |= {"first": format_count(start + 1, lang), "last": format_count(start + len(acts), lang)}
    sentence = _("Acts {first} to {last} of {kept} that match, of {total} in all, in order of time.").format(**counts)
    heads = "".join(f'<th style="position:sticky;top:0">{escape_text(_(header))}</th>' for header in HEADERS)
    rows = "".join(_row_to_html(row, zone, lang, _) for row in acts.to_dict("records"))
    return (
        f'<style>{STYLE_SHEET}</style><div class="netral"><div class="quiet">{escape_text(sentence)}</div>'
        f'<div style="max-height:430px;overflow:auto;font-size:.92em"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></div>"
    )


def _row_to_html(row: dict[Any, Any], zone: str, lang: str, _: Callable[[str], str]) -> str:
    pair = "" if pd.isna(row["pair_no"]) else _pair_mark(int(row["pair_no"]))
    phase = format_cell("phase", row["phase"], lang)
    source = f"{escape_text(row['capture_id'])}<br>{escape_text(row['locator'])}"
    cells = [
        f'<td class="time">{_format_time(row["occurred_at"], zone, lang)}</td>',
        f"<td>{escape_text(format_cell('source_handle', row['source_handle'], lang))}</td>",
        f"<td>{escape_text(format_cell('kind', row['kind'], lang))}</td>",
        f"<td>{pair}{escape_text(format_cell('target_handle', row['target_handle'], lang))}</td>",
        f"<td>{_say_direction(row, _)}</td>",
        f"<td>{escape_text(phase)}</td>",
        f'<td class="text">{escape_text(row["text"])}<br>{_link(row["object_url"])}</td>',
        f'<td><span class="mono">{source}<br>{escape_text(str(row["record_sha256"])[:16])}…</span></td>',
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _say_direction(row: dict[Any, Any], _: Callable[[str], str]) -> str:
    """What an act is toward its pair, and who read it so; a dash where the acts come without that."""
    if "direction" not in row:
        return UNKNOWN
    direction = escape_text(_(DIRECTIONS[row["direction"]]))
    if not isinstance(row["read_by"], str):
        return direction
    reader = _("read by {person}").format(person=row["read_by"])
    return f"{direction}<br>{escape_text(reader)}"


def _pair_mark(pair_no: int) -> str:
    return f'<span style="color:{colours.pair_to_colour(pair_no)}">◆</span> {pair_no} '


def _format_time(instant: Any, zone: str, lang: str) -> str:
    """Local time with its zone, and the UTC instant below it."""
    if pd.isna(instant):
        return UNKNOWN
    utc = pd.Timestamp(instant)
    utc = utc.tz_convert("UTC") if utc.tzinfo else utc.tz_localize("UTC")
    local = escape_text(format_instant(utc.to_pydatetime(), zone, lang))
    return f'{local}<br><span class="mono quiet">{format_utc(utc.to_pydatetime())}</span>'


def format_instant(instant: datetime, zone: str, lang: str) -> str:
    """An aware instant to the region's own time, such as ``27 Sep 2024, 14.05 WITA``."""
    local = format_datetime(instant, "d MMM y, HH.mm", tzinfo=ZoneInfo(zone), locale=lang)
    return f"{local} {ZONE_LABELS.get(zone, zone)}"


def _link(url: Any) -> str:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return ""
    shown = escape_text(url)
    short = shown.partition("://")[2]
    return f'<a class="mono" href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{short}</a>'
