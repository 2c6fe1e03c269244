"""Blank figures in the house style, their empty states, and files whose bytes depend on nothing but the value."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from netral.errors import BadParameter
from netral.figures.colours import SOFT_INK
from netral.figures.hidden import show_hidden
from netral.figures.wording import wrap_name

STYLE = Path(__file__).with_name("netral.mplstyle")
WIDTH_INCHES = 6.4
TITLE_CHARACTERS = 78
NOT_XML_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
FORMATS = {".svg": {"Date": None, "Creator": None}, ".png": {"Software": None}, ".pdf": {"CreationDate": None}}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw or save within the house style, whatever the analyst's own matplotlib settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(mpl.rc_params_from_file(STYLE, use_default_template=False))
        yield


def open_figure(height_inches: float, width_inches: float = WIDTH_INCHES) -> Figure:
    """A size to a figure that belongs to no window; call within :func:`house_style`."""
    return Figure(figsize=(width_inches, height_inches), layout="constrained")


def open_panels(count: int, panel_inches: float, room_inches: float, beside: int = 3) -> tuple[Figure, list[Axes]]:
    """So many panels to a figure with them side by side, in rows, all with the same axes; call within the house style.

    Parameters
    ----------
    count
        How many panels; what is left of the last row stays empty.
    panel_inches
        The height of one panel with its title.
    room_inches
        The height of what stands below them all.
    beside
        The most panels in one row.
    """
    beside = min(count, beside)
    below = -(-count // beside)
    figure = open_figure(room_inches + below * panel_inches)
    figure.set_layout_engine("constrained", h_pad=0.09)  # titles of several lines reach above their own box
    grid = figure.subplots(below, beside, sharex=True, sharey=True, squeeze=False).ravel()
    for axes in grid[count:]:
        axes.set_visible(False)
    for axes in grid[max(0, count - beside) : count]:
        axes.tick_params(labelbottom=True)
    return figure, list(grid[:count])


def title_panel(axes: Axes, title: str, beside: int, below: str = "") -> None:
    """A panel's name, broken to its width among so many beside each other, and a line of numbers below it."""
    name = wrap_name(title, TITLE_CHARACTERS // beside)
    axes.set_title(f"{name}\n{below}" if below else name, fontsize=8.4, linespacing=1.3)


def draw_empty(title: str, looked_at: str) -> Figure:
    """A figure that says why it is empty and what was looked at.

    Parameters
    ----------
    title
        Why there is nothing to draw.
    looked_at
        What was looked at, with numbers.
    """
    with house_style():
        figure = open_figure(1.5)
        lines = "\n".join(textwrap.wrap(looked_at, 92))
        figure.text(0.5, 0.66, title, ha="center", va="center", fontsize=10.5)
        figure.text(0.5, 0.36, lines, ha="center", va="center", fontsize=8.5, color=SOFT_INK, linespacing=1.4)
        return figure


def figure_to_bytes(figure: Figure, suffix: str) -> bytes:
    """A figure to the bytes of a .svg, .png or .pdf file; the same figure gives the same bytes.

    Raises
    ------
    BadParameter
        The suffix is none of these.
    """
    if suffix not in FORMATS:
        raise BadParameter(
            "figure suffix {suffix!r} is unknown; allowed: {allowed}", suffix=suffix, allowed=", ".join(FORMATS)
        )
    stream = BytesIO()
    for text in figure.findobj(Text):  # a name may hold what neither a font nor XML has
        shown = show_hidden(text.get_text())
        if shown != text.get_text():
            text.set_text(shown)
    with house_style():
        if suffix == ".svg":  # savefig draws everything once more before, to lay it out; here that happens on the way
            FigureCanvasSVG(figure).print_svg(stream, metadata=FORMATS[suffix])  # type: ignore[no-untyped-call]
        else:
            figure.savefig(stream, format=suffix[1:], metadata=FORMATS[suffix])
    data = stream.getvalue()
    return NOT_XML_BYTES.sub("\ufffd".encode(), data) if suffix == ".svg" else data


def write_figure(figure: Figure, path: Path) -> Path:
    """A figure to a file, its format by the suffix as in :func:`figure_to_bytes`; returns the path."""
    data = figure_to_bytes(figure, path.suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f"{path.name}.part")
    half_written.write_bytes(data)
    os.replace(half_written, path)
    return path
