"""A network to its matrix: units and their accounts below each other, the campaign sides of all pairs side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
from netral.figures.directions import drop_refuted
from netral.figures.matrix_rows import Matrix, make_matrix
from netral.figures.network import name_scale
from netral.figures.wording import format_count, shorten_name, wrap_name
from netral.locale import use_language
from netral.model import Network, Registry

ROW_INCHES = 0.155
TALLEST_INCHES = 14.0
LONGEST_NAME, LONGEST_UNIT = 34, 46
LEAST_MARK, LARGEST_MARK = 0.34, 0.92  # of the width of a cell


def draw_matrix(network: Network, registry: Registry, lang: str = "id", by_unit: bool = False) -> Figure:
    """A network to a matrix whose marks grow with the number of acts; all pairs have columns, acted toward or not.

    Personal accounts have a row but no name. Where there are too many accounts to read, a row is a unit and a column is
    a role of a pair: see :func:`netral.figures.matrix_rows.make_matrix`.

    Parameters
    ----------
    network
        A follow, interaction or co-action network.
    registry
        For the order and names of units and pairs.
    lang
        ``id`` or ``en``.
    by_unit
        A row is a unit, however few accounts there are.
    """
    _ = use_language(lang)
    matrix = make_matrix(drop_refuted(network), registry, by_unit)
    if matrix.cells.empty:
        looked_at = _(
            "Looked at: {accounts} accounts of the registry. What was not captured is not observed, not absent."
        )
        return draw_empty(_("No tie was observed."), looked_at.format(accounts=format_count(len(network.nodes), lang)))
    with house_style():
        height = min(TALLEST_INCHES, 1.9 + ROW_INCHES * len(matrix.rows))
        figure = open_figure(height)
        axes = figure.add_subplot()
        _draw_frame(axes, matrix)
        _name_rows(axes, matrix, _)
        _name_columns(figure, axes, matrix, registry, network.kind == "coaction", _)
        _draw_cells(axes, matrix, height)
        handles = _legend_handles(matrix, network, registry, _find_cell(matrix, height), lang)
        figure.legend(handles=handles, loc="outside lower left", ncols=2)
    return figure


def _draw_frame(axes: Axes, matrix: Matrix) -> None:
    """Thin lines between units and between pairs, so that the eye keeps its row."""
    axes.set_xlim(-0.5, len(matrix.columns) - 0.5)
    axes.set_ylim(len(matrix.rows) - 0.5, -0.5)
    for place in _find_breaks(_block(matrix.rows)):
        axes.axhline(place - 0.5, color=colours.PALE, linewidth=0.6, zorder=0)
    for place in _find_breaks(_block(matrix.columns)):
        axes.axvline(place - 0.5, color=colours.LINE, linewidth=0.6, zorder=0)
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(colours.LINE)
    axes.tick_params(length=0)


def _block(entries: pd.DataFrame) -> pd.Series[str]:
    """What entries of one side stand together: those of one unit, or of one pair."""
    is_campaign = entries["group"] == "campaign"
    return entries["pair_no"].astype(str).where(is_campaign, entries["unit"].fillna("").astype(str))


def _find_breaks(block: pd.Series[str]) -> list[int]:
    """The places at which a new block begins, but for the first."""
    changed = block.to_numpy()[1:] != block.to_numpy()[:-1]
    return [int(place) for place in np.flatnonzero(changed) + 1]


def _name_entry(entry: pd.Series, _: Callable[[str], str]) -> str:
    """A unit, an agency account or a campaign account by name; a personal account by what it is."""
    if entry["group"] == "campaign" and not str(entry["name"]).startswith("@"):
        return _("no account known") if pd.isna(entry["role"]) else _(colours.ROLE_NAMES[entry["role"]])
    if entry["group"] == "person":
        return _("personal account")
    longest = LONGEST_UNIT if entry["group"] == "unit" else LONGEST_NAME
    return shorten_name(entry["name"], longest) if entry["name"] else _("no unit")


def _name_rows(axes: Axes, matrix: Matrix, _: Callable[[str], str]) -> None:
    names = [_name_entry(entry, _) for _index, entry in matrix.rows.iterrows()]
    axes.set_yticks(range(len(names)), names, fontsize=7.2)
    for label, group in zip(axes.get_yticklabels(), matrix.rows["group"], strict=True):
        if group == "person":
            label.set(color=colours.LINE, fontsize=6.4)
    if matrix.row_accounts:
        beside = blended_transform_factory(axes.transAxes, axes.transData)
        for start, end, unit in _list_blocks(matrix.rows):
            if unit["group"] != "campaign" and unit["unit"]:
                name = shorten_name(unit["unit"], LONGEST_NAME)
                place = (start + end) / 2
                axes.text(1.015, place, name, transform=beside, va="center", fontsize=6.6, color=colours.SOFT_INK)


def _name_columns(
    figure: Figure, axes: Axes, matrix: Matrix, registry: Registry, is_square: bool, _: Callable[[str], str]
) -> None:
    names = [_name_entry(entry, _) for _index, entry in matrix.columns.iterrows()]
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(names)), names, rotation=90 if len(names) > 6 else 0, fontsize=6.8)
    if is_square:
        return
    pairs = {pair.pair_no: pair.name for pair in registry.pairs}
    above = blended_transform_factory(axes.transData, axes.transAxes)
    for start, end, entry in _list_blocks(matrix.columns):
        if pd.isna(entry["pair_no"]):
            continue
        number = int(entry["pair_no"])
        paint = colours.pair_to_colour(number)
        below = above + ScaledTranslation(0, -4 / 72, figure.dpi_scale_trans)
        axes.plot([start - 0.4, end + 0.4], [0, 0], transform=below, color=paint, linewidth=3, clip_on=False)
        room = max(9, round(62 * (end - start + 1) / len(matrix.columns)))
        name = wrap_name(f"{number}  {pairs.get(number, '')}", room)
        axes.annotate(
            *(name, ((start + end) / 2, 0)),
            xycoords=above,
            xytext=(0, -8),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=7.2,
            linespacing=1.2,
        )


def _list_blocks(entries: pd.DataFrame) -> Iterator[tuple[int, int, pd.Series]]:
    """Each block of one side: the places of its first and last entry, and the first entry."""
    starts = [0, *_find_breaks(_block(entries))]
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        yield start, end - 1, entries.iloc[start]


def _draw_cells(axes: Axes, matrix: Matrix, height_inches: float) -> None:
    """A square a cell: the outline for all acts, filled within it for those that have a direction."""
    cells = matrix.cells
    points = _find_cell(matrix, height_inches)
    own = pd.Series(matrix.columns["pair_no"].reindex(cells["column"]).to_numpy(), index=cells.index)
    numbers = cells["pair_no"].astype(float).fillna(own)
    paint = [colours.LATER_PAIR if pd.isna(no) else colours.pair_to_colour(int(no)) for no in numbers]
    most = int(cells["acts"].max())
    for column, fill, order in (("acts", colours.PAPER, 3), ("directed", paint, 4)):
        sides = _mark_sides(cells[column], most) * points
        place = (cells["column"], cells["row"])
        axes.scatter(*place, s=sides**2, c=fill, edgecolors=paint, linewidths=0.8, marker="s", zorder=order, snap=False)


def _find_cell(matrix: Matrix, height_inches: float) -> float:
    """The shorter side of a cell, in points."""
    return 72 * min((height_inches - 1.9) / len(matrix.rows), 3.6 / len(matrix.columns))


def _mark_sides(acts: pd.Series[int], most: int) -> pd.Series[float]:
    """Numbers of acts to the widths of their marks, in cells: the area grows with the number, none has no mark."""
    share = (acts / most) ** 0.5
    return (LEAST_MARK + (LARGEST_MARK - LEAST_MARK) * share if most > 1 else share * 0.7).where(acts > 0, 0.0)


def _legend_handles(matrix: Matrix, network: Network, registry: Registry, cell: float, lang: str) -> list[Line2D]:
    _ = use_language(lang)
    mark: dict[str, Any] = {
        "linestyle": "",
        "marker": "s",
        "markersize": 5,
        "markeredgecolor": colours.SOFT_INK,
        "markeredgewidth": 0.8,
    }
    most = int(matrix.cells["acts"].max())
    if network.kind == "coaction":
        handles = [_pair_handle(pair.pair_no, f"{pair.pair_no}  {pair.name}") for pair in registry.pairs]
        if matrix.cells["pair_no"].isna().any():
            handles.append(_pair_handle(None, _("of no single pair")))
    elif network.kind == "follow":
        handles = [Line2D([], [], **mark, markerfacecolor=colours.SOFT_INK, label=_("observed follow"))]
    else:
        filled = Line2D([], [], **mark, markerfacecolor=colours.SOFT_INK, label=_("likes, shares, coauthored posts"))
        hollow = Line2D(
            [], [], **mark, markerfacecolor=colours.PAPER, label=_("all acts, also those without a direction")
        )
        handles = [filled, hollow]
    if most > 1:
        if len(handles) % 2:  # both ends of the scale stand in the second column
            handles.append(Line2D([], [], linestyle="", label=""))
        sides = _mark_sides(pd.Series([1, most]), most) * cell
        for side, name in zip(sides, name_scale(network.kind, most, lang), strict=True):
            handles.append(Line2D([], [], **mark | {"markersize": side}, markerfacecolor=colours.PAPER, label=name))
    return handles


def _pair_handle(pair_no: int | None, label: str) -> Line2D:
    paint = colours.LATER_PAIR if pair_no is None else colours.pair_to_colour(pair_no)
    return Line2D([], [], linestyle="", marker="s", markersize=5, color=paint, label=label)
