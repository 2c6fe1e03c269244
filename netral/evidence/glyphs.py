"""Text of any origin to text that the report's fonts can print: nothing dropped, nothing hidden.

Typst carries the two fonts itself. ``glyphs.txt`` holds the code points each has in every weight the report uses, in
hexadecimal ranges; a test compiles them all. Should a font lose one, PDF/A export fails aloud instead of dropping it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

GLYPHS = Path(__file__).with_name("glyphs.txt")
LONGEST_RUN = 32

# Categories nobody can see: controls, format characters, surrogates, private use, unassigned, line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_CLUSTER = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩|.", re.DOTALL)
# What Typst itself takes for an address, and breaks like one.
_URL = re.compile(r"https?://[A-Za-z0-9/._~%?&=#:+,;@!-]+")


def to_printable(text: str) -> str:
    """Text to what the report prints of it; every character without a glyph becomes its code point.

    Line ends stay. Zero-width, direction and control characters are shown as code points too, and so is the bracket
    that marks them, so that no post can pretend to be one. A letter and its marks stay together only where one font
    has them all.

    >>> to_printable("Siap! \\U0001F600\\u202e")
    'Siap! ⟨U+1F600⟩⟨U+202E⟩'
    """
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    base_fonts: frozenset[str] = frozenset()
    for character in text:
        fonts = _fonts_with(character)
        is_mark = unicodedata.category(character).startswith("M")
        if is_mark:
            fonts &= base_fonts
        if not is_mark or fonts:
            base_fonts = fonts
        shown.append(character if fonts or character == "\n" else f"⟨U+{ord(character):04X}⟩")
    return "".join(shown)


def add_breaks(text: str) -> str:
    """Printable text with a zero-width space within every run too long for a line; addresses break by themselves."""
    return "".join(part if _URL.fullmatch(part) else _break_run(part) for part in re.split(r"(\s+)", text) if part)


def _break_run(run: str) -> str:
    if len(run) <= LONGEST_RUN:
        return run
    clusters = _CLUSTER.findall(run)
    width, broken = 0, list[str]()
    for cluster in clusters:
        if width + len(cluster) > LONGEST_RUN and not unicodedata.category(cluster[0]).startswith("M"):
            broken.append("\u200b")
            width = 0
        broken.append(cluster)
        width += len(cluster)
    return "".join(broken)


def _fonts_with(character: str) -> frozenset[str]:
    if unicodedata.category(character) in _UNSEEN or character in "⟨⟩" or _is_variation_selector(character):
        return frozenset()
    return frozenset(name for name, covered in read_glyphs().items() if ord(character) in covered)


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character == "\u034f"


@cache
def read_glyphs() -> dict[str, frozenset[int]]:
    """The fonts of the report to the code points they hold."""
    _, *fonts = GLYPHS.read_text(encoding="utf-8").split("[")
    return {name: _parse_ranges(ranges) for name, _, ranges in (font.partition("]") for font in fonts)}


def _parse_ranges(text: str) -> frozenset[int]:
    ends = (span.partition("-") for span in text.split())
    return frozenset(point for first, _, last in ends for point in range(int(first, 16), int(last or first, 16) + 1))
