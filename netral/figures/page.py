"""What pages and notebook outputs share: the style sheet, and text from outside made inert."""

from __future__ import annotations

import html
from pathlib import Path

import pandas as pd

from netral.figures.hidden import is_hidden

STYLE_SHEET = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
UNKNOWN = "—"


def escape_text(value: object) -> str:
    """Any value to text within HTML that runs nothing; nothing known becomes a dash.

    Characters that nobody can see, as those that turn the direction of the text, are written as their code points.

    >>> escape_text("<b>Selamat</b>")
    '&lt;b&gt;Selamat&lt;/b&gt;'
    """
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return UNKNOWN
    return html.escape("".join(_show_control(character) for character in str(value)))


def _show_control(character: str) -> str:
    return f"[U+{ord(character):04X}]" if is_hidden(character) and character not in "\n\t" else character
