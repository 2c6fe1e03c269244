"""The all-pairs table to a figure: every unit toward every pair, side by side and to one scale."""

from __future__ import annotations

from collections import Counter
from typing import cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.timeline import UNDIRECTED_HATCH, direction_handles
from netral.figures.wording import format_count, format_share, shorten_name, wrap_name
from netral.locale import use_language
from netral.model import DIRECTED_KINDS, SUBJECT_ROLES, TIE_KINDS, Registry

LONGEST_NAME = 34


def draw_all_pairs(comparison: pd.DataFrame, registry: Registry, lang: str = "id") -> Figure:
    """The all-pairs table to small multiples: a panel a pair, a row a unit, the same scale for all.

    Parameters
    ----------
    comparison
        Columns unit_id, unit, pair_no, pair, kind, acts, accounts, base_rate, zeros included; ties are left out.
    registry
        For the order of pairs and units.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    units = summarise_units(comparison, registry)
    silent = units.groupby("unit_id")["acts"].transform("sum") == 0
    shown = units[~silent]
    if shown.empty:
        looked_at = _("Looked at: {units} units and {pairs} pairs; every cell of the table is zero.")
        counts = {"units": format_count(len(registry.units), lang), "pairs": len(registry.pairs)}
        return draw_empty(_("No act of any unit toward any pair was observed."), looked_at.format(**counts))
    with house_style():
        order = list(dict.fromkeys(shown["unit_id"]))
        room = 62 // max(1, len(registry.pairs))
        titles = [wrap_name(f"{pair.pair_no}  {pair.name}", room) for pair in registry.pairs]
        lines = max(title.count("\n") for title in titles)
        figure = open_figure(1.25 + 0.25 * len(order) + 0.16 * max(0, lines - 1))
        panels = figure.subplots(1, len(registry.pairs), sharex=True, sharey=True, squeeze=False)[0]
        for axes, pair, title in zip(panels, registry.pairs, titles, strict=True):
            part = shown[shown["pair_no"] == pair.pair_no].set_index("unit_id").reindex(order)
            _draw_panel(axes, part, pair.pair_no, lang)
            axes.set_title(title, fontsize=9, linespacing=1.2)
        _name_units(panels[0], shown, order)
        _scale_panels(panels[0], shown)
        quiet = units[silent]["unit_id"].nunique()
        legend = figure.legend(
            handles=direction_handles(_),
            loc="outside lower left",
            ncols=2,
            title=_axis_text(quiet, _count_refuted(comparison), lang),
            alignment="left",
        )
        legend.get_title().set(fontsize=8, color=colours.SOFT_INK, multialignment="left")
    return figure


def summarise_units(comparison: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The all-pairs table to one row a unit and pair: directed and undirected acts, base rate, confirmed accounts.

    What a person read as against the pair or as neither is in neither number, and so not in ``acts``.
    Rows stand in the order of the registry's units, and of pairs within them.
    """
    acts = comparison[~comparison["kind"].isin(TIE_KINDS)]
    directed = acts["acts"].where(acts["kind"].isin(DIRECTED_KINDS), 0)
    if "support" in acts:
        directed = acts["support"]
        acts = acts.assign(acts=acts["acts"] - acts["attack"] - acts["neither"])
    rows = acts.assign(directed=directed, undirected=acts["acts"] - directed)
    keys = ["unit_id", "unit", "pair_no"]
    sums = {"directed": "sum", "undirected": "sum", "acts": "sum", "base_rate": "max"}
    table = rows.groupby(keys, dropna=False, as_index=False).agg(sums)
    table["confirmed"] = table["unit_id"].map(_count_confirmed(registry)).fillna(0)
    rank = {unit.unit_id: number for number, unit in enumerate(registry.units)}
    order = table["unit_id"].map(rank).fillna(len(rank))
    return table.assign(order=order).sort_values(["order", "pair_no"], ignore_index=True).drop(columns="order")


def _count_confirmed(registry: Registry) -> Counter[str | None]:
    """Units to the number of their confirmed agency and personal accounts, the denominator of the base rate."""
    subjects = [account for account in registry.accounts if account.role in SUBJECT_ROLES and account.is_confirmed]
    return Counter(account.unit_id for account in subjects)


def _draw_panel(axes: Axes, part: pd.DataFrame, pair_no: int, lang: str) -> None:
    rows = np.arange(len(part))
    directed, undirected = part["directed"].fillna(0), part["undirected"].fillna(0)
    colour = colours.pair_to_colour(pair_no)
    axes.barh(rows, directed, height=0.62, color=colour)
    axes.barh(
        rows,
        undirected,
        left=directed,
        height=0.62,
        facecolor=colours.PAPER,
        edgecolor=colour,
        hatch=UNDIRECTED_HATCH,
        linewidth=0.5,
    )
    numbers = zip(directed + undirected, part["base_rate"], part["confirmed"], strict=True)
    for row, (acts, rate, confirmed) in enumerate(numbers):
        label = _label_bar(acts, rate, confirmed, lang)
        axes.annotate(label, (acts, row), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7.5)
    axes.spines["left"].set_color(colours.LINE)
    axes.grid(axis="x")


def _label_bar(acts: float, rate: float, confirmed: float, lang: str) -> str:
    """The number of acts and, in brackets, how many of the unit's confirmed accounts acted with a direction."""
    if not acts or pd.isna(rate):
        return format_count(acts, lang)
    active = round(rate * confirmed)
    share = f"{active}/{int(confirmed)}" if active == confirmed * rate else format_share(rate, lang)
    return f"{format_count(acts, lang)}  ({share})"


def _name_units(axes: Axes, shown: pd.DataFrame, order: list[str]) -> None:
    names = shown.drop_duplicates("unit_id").set_index("unit_id")["unit"].reindex(order)
    axes.set_yticks(range(len(order)), [shorten_name(name, LONGEST_NAME) for name in names])
    axes.set_ylim(len(order) - 0.4, -0.6)


def _scale_panels(axes: Axes, shown: pd.DataFrame) -> None:
    """One scale for all pairs, with room for the figures that stand behind the longest bar."""
    axes.set_xlim(0, max(1.0, cast(float, shown["acts"].max())) * 1.55)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _count_refuted(comparison: pd.DataFrame) -> int:
    """Acts that a person read as against the pair or as neither."""
    return int(comparison["attack"].sum() + comparison["neither"].sum()) if "support" in comparison else 0


def _axis_text(quiet_units: int, refuted_acts: int, lang: str) -> str:
    _ = use_language(lang)
    text = _("Acts; in brackets, of the unit's confirmed accounts, those with a like, share or coauthored post.")
    if refuted_acts:
        read = _("Not drawn, since a person read them as against the pair or as neither: {acts} acts.")
        text += "\n" + read.format(acts=format_count(refuted_acts, lang))
    if not quiet_units:
        return text
    quiet = _("Units without any observed act, not drawn: {units}.").format(units=format_count(quiet_units, lang))
    return f"{text}\n{quiet}"
