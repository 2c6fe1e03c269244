"""Acts by day to a figure, one row for each pair, with the phases of the election behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from netral.figures import colours
from netral.figures.canvas import draw_empty, house_style, open_figure
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
        figure = open_figure(0.9 + 1.05 * len(shown))
        rows = figure.subplots(len(shown), sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, pair_no in zip(rows, shown, strict=True):
            part = dated[dated["pair_no"] == pair_no]
            _draw_bands(axes, investigation.phases)
            _draw_days(axes, part, pair_no)
            title = _("Pair {pair_no}: {acts} acts").format(pair_no=pair_no, acts=format_count(len(part), lang))
            axes.set_title(title, pad=5 if axes is not rows[0] else 25)
        _format_days(rows[-1], dated, investigation.phases, lang)
        _name_bands(rows[0], investigation.phases, _)
        figure.legend(handles=direction_handles(_), loc="outside lower left", ncols=2)
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


def _draw_days(axes: Axes, acts: pd.DataFrame, pair_no: int) -> None:
    colour = colours.pair_to_colour(pair_no)
    directed = acts[acts["directed"]].groupby("day").size()
    undirected = acts[~acts["directed"]].groupby("day").size()
    axes.bar(_to_numbers(directed.index), directed.to_numpy(), width=0.86, color=colour, zorder=3)
    axes.bar(
        _to_numbers(undirected.index),
        undirected.to_numpy(),
        bottom=directed.reindex(undirected.index, fill_value=0).to_numpy(),
        width=0.86,
        facecolor=colours.PAPER,
        edgecolor=colour,
        hatch=UNDIRECTED_HATCH,
        linewidth=0.5,
        zorder=3,
    )


def _draw_bands(axes: Axes, phases: tuple[Phase, ...]) -> None:
    for order, phase in enumerate(phases):
        start, end = _phase_bounds(phase)
        axes.axvspan(start, end, color=BANDS[order % 2], linewidth=0, zorder=0)
    axes.grid(axis="y", zorder=1)


def _name_bands(axes: Axes, phases: tuple[Phase, ...], _: Callable[[str], str]) -> None:
    """Phase names above the first row; neighbours too short for their names stand on lines of their own."""
    level, first, last = 0, axes.get_xlim()[0], axes.get_xlim()[1]
    for phase in phases:
        start, end = _phase_bounds(phase)
        short = end - start < (last - first) / 9
        level = (level + 1) % 3 if short else 0
        at_edge = short and (end - first) / (last - first) > 0.85
        axes.annotate(
            phase_to_name(phase.phase_id, _),
            (end if at_edge else (start + end) / 2, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3 + 9 * max(0, level - 1)),
            textcoords="offset points",
            ha="right" if at_edge else "center",
            va="bottom",
            fontsize=7.5,
            color=colours.SOFT_INK,
            annotation_clip=False,
        )


def phase_to_name(phase_id: str, _: Callable[[str], str]) -> str:
    """A phase's id to its name in the language of ``_``; an id that is not one of the usual five stays as it is."""
    return _(PHASE_NAMES[phase_id]) if phase_id in PHASE_NAMES else phase_id


def _phase_bounds(phase: Phase) -> tuple[float, float]:
    """First and last edge of a phase on an axis whose days are centred on their number."""
    return _to_number(phase.starts_on) - 0.5, _to_number(phase.ends_on) + 0.5


def _format_days(axes: Axes, acts: pd.DataFrame, phases: tuple[Phase, ...], lang: str) -> None:
    days: list[date] = [*acts["day"], *(p.starts_on for p in phases), *(p.ends_on for p in phases)]
    margin = timedelta(days=MARGIN_DAYS)
    axes.set_xlim(_to_number(min(days) - margin), _to_number(max(days) + margin))
    axes.set_xticks([_to_number(day) for day in _choose_ticks(min(days), max(days))])
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda number, _: format_date(date.fromordinal(int(number)), format="d MMM", locale=lang))
    )
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


def direction_handles(_: Callable[[str], str]) -> list[Patch]:
    """The two legend entries of figures that count acts: with a direction, and without one until read."""
    return [
        Patch(facecolor=colours.SOFT_INK, label=_("like, share, coauthored post")),
        Patch(
            facecolor=colours.PAPER,
            edgecolor=colours.SOFT_INK,
            hatch=UNDIRECTED_HATCH,
            linewidth=0.5,
            label=_("comment, reply, quote, mention: no direction until read"),
        ),
    ]
