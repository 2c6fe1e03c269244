"""Acts by day to a figure, one row for each pair, with the phases of the election behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from netral.figures import colours
from netral.figures.canvas import WIDTH_INCHES, draw_empty, house_style, open_figure
from netral.figures.wording import format_count
from netral.locale import N_, use_language
from netral.model import CAMPAIGN_ROLES, DIRECTED_KINDS, Direction, Investigation, Phase

PHASE_NAMES = {
    "registration": N_("registration"),
    "determination": N_("determination"),
    "campaign": N_("campaign"),
    "quiet": N_("quiet period"),
    "vote": N_("vote"),
}
BANDS = ("#F6F6F6", "#ECECEC")
UNDIRECTED_HATCH = "//////"
MARGIN_DAYS = 3
LONG_DAYS = 240
WIDTH_POINTS = 0.93 * 72 * WIDTH_INCHES  # of the days
LETTER_POINTS, LEVEL_POINTS = 3.6, 9  # of the names of phases
THIN_POINTS = 3.0  # a narrower bar has no room for hatching


def draw_timeline(
    acts: pd.DataFrame, investigation: Investigation, lang: str = "id", pair_nos: Iterable[int] = ()
) -> Figure:
    """Acts toward the pairs to their number by local day, one row a pair, all rows to one scale.

    Parameters
    ----------
    acts
        One row an act and record: ``interaction_id``, ``occurred_at`` (UTC), ``pair_no``, ``kind``, ``source_role``. An
        act with several records counts once; acts toward no pair, or without a time, are not drawn.
    investigation
        For the phases and the region's zone.
    lang
        ``id`` or ``en``.
    pair_nos
        Pairs that have a row even without any act.
    """
    _ = use_language(lang)
    dated = select_dated_acts(acts, investigation)
    if dated.empty:
        looked_at = _("Looked at: {acts} interactions between accounts of the registry.")
        return draw_empty(
            _("No act toward a pair with a known time was observed."),
            looked_at.format(acts=format_count(len(acts), lang)),
        )
    shown = sorted({*pair_nos, *dated["pair_no"]})
    with house_style():
        first, last = _find_ends(dated, investigation.phases)
        names = _place_names(investigation.phases, first, last, _)
        above = LEVEL_POINTS * (1 + max((level for *_others, level in names), default=-1))
        figure = open_figure(0.75 + 1.05 * len(shown) + above / 72)
        rows = figure.subplots(len(shown), sharex=True, sharey=True, squeeze=False)[:, 0]
        is_thin = WIDTH_POINTS / (last - first) < THIN_POINTS
        for axes, pair_no in zip(rows, shown, strict=True):
            part = dated[dated["pair_no"] == pair_no]
            _draw_bands(axes, investigation.phases)
            _draw_days(axes, part, pair_no, is_thin)
            title = _("Pair {pair_no}: {acts} acts") if len(part) != 1 else _("Pair {pair_no}: 1 act")
            title = title.format(pair_no=pair_no, acts=format_count(len(part), lang))
            axes.set_title(title, pad=5 if axes is not rows[0] else 7 + above)
        _format_days(rows[-1], first, last, lang)
        _write_names(rows[0], names)
        figure.supylabel(_("acts a day"), fontsize=8, color=colours.SOFT_INK)
        figure.legend(handles=direction_handles(_, is_thin), loc="outside lower left", ncols=2)
    return figure


def select_acts(acts: pd.DataFrame) -> pd.DataFrame:
    """Rows of evidence to the acts toward a pair, each once however many records show it."""
    toward = acts["pair_no"].notna()
    if "target_role" in acts:
        toward &= acts["target_role"].isin(CAMPAIGN_ROLES)
    return acts[toward].drop_duplicates("interaction_id")


def select_dated_acts(acts: pd.DataFrame, investigation: Investigation) -> pd.DataFrame:
    """Acts to those toward a pair whose time is known, with ``day`` (local) and ``directed``."""
    kept = select_acts(acts)
    kept = kept[kept["occurred_at"].notna()]
    directed = kept["kind"].isin(DIRECTED_KINDS)
    if "direction" in kept:  # what a person read as against the pair or as neither stands beside neither kind of act
        kept = kept[~kept["direction"].isin([Direction.ATTACK.value, Direction.NEITHER.value])]
        directed = kept["direction"] == Direction.SUPPORT.value
    local = pd.to_datetime(kept["occurred_at"], utc=True).dt.tz_convert(investigation.region.timezone)
    return kept.assign(day=local.dt.date, pair_no=kept["pair_no"].astype(int), directed=directed)


def _draw_days(axes: Axes, acts: pd.DataFrame, pair_no: int, is_thin: bool) -> None:
    colour = colours.pair_to_colour(pair_no)
    directed = acts[acts["directed"]].groupby("day").size()
    undirected = acts[~acts["directed"]].groupby("day").size()
    axes.bar(_to_numbers(directed.index), directed.to_numpy(), width=0.86, color=colour, zorder=3)
    axes.bar(
        _to_numbers(undirected.index),
        undirected.to_numpy(),
        bottom=directed.reindex(undirected.index, fill_value=0).to_numpy(),
        width=0.86,
        zorder=3,
        **_paint_undirected(colour, is_thin),
    )


def _paint_undirected(colour: str, is_thin: bool) -> dict[str, Any]:
    """Hatched, or a paler colour where a bar is too thin for lines."""
    if is_thin:
        pale = [1 - 0.4 * (1 - part) for part in to_rgb(colour)]
        return {"facecolor": pale, "linewidth": 0}
    return {"facecolor": colours.PAPER, "edgecolor": colour, "hatch": UNDIRECTED_HATCH, "linewidth": 0.5}


def _draw_bands(axes: Axes, phases: tuple[Phase, ...]) -> None:
    for order, phase in enumerate(phases):
        start, end = _phase_bounds(phase)
        axes.axvspan(start, end, color=BANDS[order % 2], linewidth=0, zorder=0)
    axes.grid(axis="y", zorder=1)


def _place_names(
    phases: tuple[Phase, ...], first: float, last: float, _: Callable[[str], str]
) -> list[tuple[str, float, str, int]]:
    """Phases to their names, each with the day it points at, the side of its text there, and its line above the rows.

    A name that fits stands in the middle of its phase. Another one ends there, above all names before it that it would
    touch, so that the line from it down to its phase crosses none.
    """
    scale = WIDTH_POINTS / (last - first)
    placed: list[tuple[float, float, int]] = []
    names = []
    for phase in phases:
        start, end = ((each - first) * scale for each in _phase_bounds(phase))
        name, middle = phase_to_name(phase.phase_id, _), (start + end) / 2
        width = LETTER_POINTS * len(name) + 4
        side = "center" if width <= end - start else "right" if middle > width else "left"
        left = middle - width * {"center": 0.5, "right": 1.0, "left": 0.0}[side]
        level = 1 + max((each for low, high, each in placed if left < high and low < left + width), default=-1)
        placed.append((left, left + width, level))
        names.append((name, first + middle / scale, side, level))
    return names


def _write_names(axes: Axes, names: list[tuple[str, float, str, int]]) -> None:
    """Phase names above the first row, with a line down to their phase where they do not stand in it."""
    above: dict[str, Any] = {
        "xycoords": ("data", "axes fraction"), "textcoords": "offset points", "annotation_clip": False,
    }  # fmt: skip
    line = {"arrowstyle": "-", "color": colours.LINE, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 0}
    for name, day, side, level in names:
        place = (0, 3 + LEVEL_POINTS * level)
        axes.annotate(name, (day, 1), place, ha=side, va="bottom", fontsize=7.5, color=colours.SOFT_INK, **above)
        if side != "center":
            axes.annotate("", (day, 1), (0, place[1] + 0.9 * LEVEL_POINTS), arrowprops=line, **above)


def phase_to_name(phase_id: str, _: Callable[[str], str]) -> str:
    """A phase's id to its name in the language of ``_``; an id that is not one of the usual five stays as it is."""
    return _(PHASE_NAMES[phase_id]) if phase_id in PHASE_NAMES else phase_id


def _phase_bounds(phase: Phase) -> tuple[float, float]:
    """First and last edge of a phase on an axis whose days are centred on their number."""
    return _to_number(phase.starts_on) - 0.5, _to_number(phase.ends_on) + 0.5


def _find_ends(acts: pd.DataFrame, phases: tuple[Phase, ...]) -> tuple[float, float]:
    """The first and the last day shown: of all acts and phases, and a few beside them."""
    days: list[date] = [*acts["day"], *(p.starts_on for p in phases), *(p.ends_on for p in phases)]
    margin = timedelta(days=MARGIN_DAYS)
    return _to_number(min(days) - margin), _to_number(max(days) + margin)


def _format_days(axes: Axes, first: float, last: float, lang: str) -> None:
    """Days below the last row; the year where it begins to hold."""
    margin = timedelta(days=MARGIN_DAYS)
    ticks = _choose_ticks(date.fromordinal(int(first)) + margin, date.fromordinal(int(last)) - margin)
    years = [None, *(day.year for day in ticks)]
    labels = [
        format_date(day, format="d MMM" if day.year == before else "d MMM\ny", locale=lang)
        for day, before in zip(ticks, years, strict=False)
    ]
    axes.set_xlim(first, last)
    axes.set_xticks([_to_number(day) for day in ticks], labels, linespacing=1.1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))


def _choose_ticks(first: date, last: date) -> list[date]:
    """The 1st and 15th of every month, or only the 1st of every third one in a long investigation."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if len(days) > LONG_DAYS:
        return [day for day in days if day.day == 1 and day.month % 3 == 1]
    return [day for day in days if day.day in {1, 15}] or [first]


def _to_number(day: date) -> float:
    return float(day.toordinal())


def _to_numbers(days: Iterable[date]) -> list[float]:
    return [_to_number(day) for day in days]


def direction_handles(_: Callable[[str], str], is_thin: bool = False) -> list[Patch]:
    """The two legend entries of figures that count acts: with a direction, and without one until read."""
    return [
        Patch(facecolor=colours.SOFT_INK, label=_("like, share, coauthored post")),
        Patch(
            label=_("comment, reply, quote, mention: no direction until read"),
            **_paint_undirected(colours.SOFT_INK, is_thin),
        ),
    ]
