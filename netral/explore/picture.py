"""A figure and its caption to one output of a notebook."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from matplotlib.figure import Figure

from netral.figures import Caption, figure_to_bytes
from netral.figures.page import STYLE_SHEET, escape_text

SHOWN_DPI = 110


@dataclass(frozen=True)
class Picture:
    """A figure as a notebook shows it: the picture with its alternative text, what it shows and what it does not."""

    png: bytes
    width_pixels: int
    caption: Caption

    def __repr__(self) -> str:
        return self.caption.alt

    def _repr_html_(self) -> str:
        source = b64encode(self.png).decode("ascii")
        alt, shows, not_shown = (
            escape_text(text) for text in (self.caption.alt, self.caption.shows, self.caption.not_shown)
        )
        return (
            f'<style>{STYLE_SHEET}</style><div class="netral"><figure>'
            f'<img alt="{alt}" width="{self.width_pixels}" src="data:image/png;base64,{source}">'
            f'<figcaption><p>{shows}</p><p class="quiet">{not_shown}</p></figcaption></figure></div>'
        )


def show_figure(figure: Figure, caption: Caption) -> Picture:
    """A figure and its caption to what a notebook shows; the same figure gives the same bytes."""
    return Picture(figure_to_bytes(figure, ".png"), round(figure.get_size_inches()[0] * SHOWN_DPI), caption)
