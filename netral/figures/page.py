"""What pages and notebook outputs share: the style sheet, and text from outside made inert."""

from __future__ import annotations

import html
import unicodedata
from pathlib import Path

import pandas as pd

STYLE_SHEET = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
UNKNOWN = "—"
# Controls, direction and zero-width marks, half surrogates, line separators: what nobody can see.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


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
    is_hidden = unicodedata.category(character) in HIDDEN and character not in "\n\t"
    return f"[U+{ord(character):04X}]" if is_hidden else character
