"""What the registry and the captures cover, and what they do not, to a figure."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.wording import format_count
from netral.locale import N_, use_language
from netral.model import Investigation, Op

OUTCOMES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("stored", N_("stored"), {"facecolor": colours.SOFT_INK}),
    ("duplicate", N_("duplicate"), {"facecolor": colours.OTHER}),
    ("quarantined", N_("quarantined"), {"facecolor": colours.PAPER, "hatch": "//////"}),
)
MOST_LISTS = 14
TITLE_CHARACTERS = 68


def draw_coverage(coverage: dict[str, pd.DataFrame], investigation: Investigation, lang: str = "id") -> Figure:
    """Coverage tables to a figure: accounts by role, captured records by outcome, lists against what they declared.

    Parameters
    ----------
    coverage
        Tables ``registry`` (role, accounts, confirmed), ``captures`` (op, read, stored, duplicate, quarantined) and
        ``lists`` (account, op, declared, observed).
    investigation
        For the number of employees, the denominator of the declared accounts.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    registry, captures, lists = coverage["registry"], coverage["captures"], coverage["lists"]
    if registry.empty and captures.empty:
        return draw_empty(_("The registry is empty and nothing was captured."), str(investigation.title))
    heights = [max(2, len(registry)), max(1, captures["op"].fillna("").nunique()), max(1, min(len(lists), MOST_LISTS))]
    with house_style():
        figure = open_figure(2.3 + 0.24 * sum(heights))
        accounts, records, people = figure.subplots(3, height_ratios=[height + 2 for height in heights])
        _draw_accounts(accounts, registry, investigation, lang)
        _draw_records(records, captures, lang)
        _draw_lists(people, lists, lang)
        figure.legend(handles=_legend_handles(_), loc="outside lower left", ncols=4)
    return figure


def _draw_accounts(axes: Axes, registry: pd.DataFrame, investigation: Investigation, lang: str) -> None:
    _ = use_language(lang)
    names = [_(colours.ROLE_NAMES[role]) if role in colours.ROLE_NAMES else str(role) for role in registry["role"]]
    labels = [
        _("{confirmed} of {accounts} confirmed").format(
            confirmed=format_count(row["confirmed"], lang), accounts=format_count(row["accounts"], lang)
        )
        for row in registry.to_dict("records")
    ]
    _draw_parts(axes, names, registry["accounts"], registry["confirmed"], labels)
    people = registry[registry["role"] == "person"]
    title = _("Accounts of the registry: {people} of {employees} employees have a confirmed personal account").format(
        people=format_count(people["confirmed"].sum(), lang),
        employees=format_count(investigation.employees_asn + investigation.employees_non_asn, lang),
    )
    axes.set_title(textwrap.fill(title, TITLE_CHARACTERS))


def _draw_records(axes: Axes, captures: pd.DataFrame, lang: str) -> None:
    _ = use_language(lang)
    counts = ["read", "stored", "duplicate", "quarantined"]
    table = captures.assign(op=captures["op"].fillna(_("not one thing"))).groupby("op")[counts].sum()
    left = np.zeros(len(table))
    for column, _name, paint in OUTCOMES:
        axes.barh(
            range(len(table)), table[column], left=left, height=0.6, edgecolor=colours.SOFT_INK, linewidth=0.4, **paint
        )
        left = left + table[column].to_numpy()
    for row, read in enumerate(table["read"]):
        _label_bar(axes, float(read), row, format_count(read, lang))
    _set_rows(axes, [str(op) for op in table.index], table["read"])
    title = _("Records read from {files} captured files, by what was asked of the platform: {read}").format(
        files=format_count(len(captures), lang), read=format_count(table["read"].sum(), lang)
    )
    axes.set_title(textwrap.fill(title, TITLE_CHARACTERS))


def _draw_lists(axes: Axes, lists: pd.DataFrame, lang: str) -> None:
    _ = use_language(lang)
    title = _("Lists: observed of declared; what is missing is not observed, not absent")
    if len(lists) > MOST_LISTS:
        title += _(" ({shown} of {lists} drawn)").format(shown=MOST_LISTS, lists=format_count(len(lists), lang))
    axes.set_title(textwrap.fill(title, TITLE_CHARACTERS))
    lists = _choose_lists(lists)
    if lists.empty:
        axes.set_axis_off()
        axes.text(
            0, 0.5, _("No list of followers, following, likers or sharers was captured."), transform=axes.transAxes
        )
        return
    declared = lists["declared"].astype("Float64").fillna(lists["observed"]).astype(float)
    labels = [
        _("{observed} of {declared}").format(
            observed=format_count(row["observed"], lang),
            declared=_("unknown") if pd.isna(row["declared"]) else format_count(row["declared"], lang),
        )
        for row in lists.to_dict("records")
    ]
    names = [f"{_name_list(row)}  {row['op']}" for row in lists.to_dict("records")]
    _draw_parts(axes, names, declared.clip(lower=lists["observed"].astype(float)), lists["observed"], labels)


def _name_list(row: dict[Any, Any]) -> str:
    """A list's account by its handle where that is known, else by its id."""
    handle = row.get("handle")
    return f"@{handle}" if isinstance(handle, str) else str(row["account"])


def _choose_lists(lists: pd.DataFrame) -> pd.DataFrame:
    """Lists of accounts before those of single posts, so many as find room."""
    of_accounts = lists["op"].isin([Op.FOLLOWERS, Op.FOLLOWING])
    return pd.concat([lists[of_accounts], lists[~of_accounts]]).head(MOST_LISTS)


def _draw_parts(
    axes: Axes, names: list[str], whole: pd.Series[float], part: pd.Series[float], labels: list[str]
) -> None:
    """One bar a row: the part filled within the outlined whole."""
    rows = range(len(names))
    axes.barh(rows, whole, height=0.6, facecolor=colours.PAPER, edgecolor=colours.SOFT_INK, linewidth=0.5)
    axes.barh(rows, part, height=0.6, facecolor=colours.SOFT_INK, linewidth=0)
    for row, (end, label) in enumerate(zip(whole, labels, strict=True)):
        _label_bar(axes, float(end), row, label)
    _set_rows(axes, names, whole)


def _label_bar(axes: Axes, end: float, row: int, label: str) -> None:
    axes.annotate(label, (end, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=7.5)


def _set_rows(axes: Axes, names: list[str], ends: pd.Series[float]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, max(1.0, float(ends.max()) if len(ends) else 1.0) * 1.25)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="x")


def _legend_handles(_: Callable[[str], str]) -> list[Patch]:
    outline: dict[str, Any] = {"edgecolor": colours.SOFT_INK, "linewidth": 0.5}
    return [Patch(label=_(name), **{**outline, **paint}) for _column, name, paint in OUTCOMES] + [
        Patch(label=_("declared, not observed or not confirmed"), facecolor=colours.PAPER, **outline)
    ]
