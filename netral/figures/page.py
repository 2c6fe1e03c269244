"""What pages and notebook outputs share: the style sheet, and text from outside made inert."""

from __future__ import annotations

import html
from pathlib import Path

import pandas as pd

STYLE_SHEET = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
UNKNOWN = "—"


def escape_text(value: object) -> str:
    """Any value to text within HTML that runs nothing; nothing known becomes a dash.

    Characters that turn the direction of the text around it are written as their code points.

    >>> escape_text("<b>Selamat</b>")
    '&lt;b&gt;Selamat&lt;/b&gt;'
    """
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return UNKNOWN
    return html.escape("".join(_show_control(character) for character in str(value)))


def _show_control(character: str) -> str:
    turns = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    hidden = ord(character) < 32 and character not in "\n\t"
    return f"[U+{ord(character):04X}]" if turns or hidden or "\ud800" <= character <= "\udfff" else character
