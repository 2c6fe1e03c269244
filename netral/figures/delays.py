"""How long after one act on an object the next one came, one panel a pair."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_panels, title_panel
from netral.figures.wording import format_count
from netral.locale import use_language
from netral.model import Registry

BINS = 12
MOST_BESIDE = 4


def draw_delays(pairs: pd.DataFrame, window_seconds: float, registry: Registry, lang: str = "id") -> Figure:
    """Pairs of acts on the same object to how far apart in time they lie, one panel a pair, all to one scale.

    Parameters
    ----------
    pairs
        One row two acts within the window: delta_seconds, pair_no (of the object; null where it has none).
    window_seconds
        The longest time between two acts.
    registry
        For the pairs; all have a panel, and objects of no single pair one of their own where there are any.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    if pairs.empty:
        return draw_empty(
            _("No two acts on the same object within the window were observed."),
            _("Looked at: acts with a time of their own, {seconds} seconds apart at most.").format(
                seconds=format_count(window_seconds, lang)
            ),
        )
    named: list[tuple[int | None, str]] = [(pair.pair_no, f"{pair.pair_no}  {pair.name}") for pair in registry.pairs]
    if pairs["pair_no"].isna().any():
        named.append((None, _("objects of no single pair")))
    edges = np.linspace(0, max(window_seconds, 1), BINS + 1)
    with house_style():
        beside = len(named) if len(named) <= MOST_BESIDE else MOST_BESIDE - 1
        figure, panels = open_panels(len(named), 1.75, 0.1, beside)
        for axes, (pair_no, title) in zip(panels, named, strict=True):
            part = pairs[pairs["pair_no"].isna() if pair_no is None else pairs["pair_no"] == pair_no]
            _draw_panel(axes, part["delta_seconds"], edges, pair_no)
            count = _("pairs of acts: {pairs}").format(pairs=format_count(len(part), lang))
            title_panel(axes, title, beside, count)
        for axes in panels[-beside:]:
            axes.set_xlabel(_("seconds apart"))
        for axes in panels[::beside]:
            axes.set_ylabel(_("pairs of acts"))
    return figure


def _draw_panel(axes: Axes, delays: pd.Series[float], edges: np.ndarray, pair_no: int | None) -> None:
    counts, _places = np.histogram(delays.to_numpy(dtype=float), bins=edges)
    paint = colours.OTHER if pair_no is None else colours.pair_to_colour(pair_no)
    axes.bar(edges[:-1], counts, width=np.diff(edges) * 0.9, align="edge", color=paint)
    axes.grid(axis="y")
    axes.set_xlim(0, edges[-1])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
