"""Text of any origin to text that the report's fonts can print: nothing dropped, nothing hidden.

Typst carries the two fonts itself. ``glyphs.txt`` holds the code points each has in every weight the report uses, in
hexadecimal ranges; a test compiles them all. Should a font lose one, PDF/A export fails aloud instead of dropping it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from netral.figures.hidden import BLANK

GLYPHS = Path(__file__).with_name("glyphs.txt")
# The narrowest line of running text, in the size of its letters; cells of tables are narrower.
LINE_EMS = 28.0
MOST_MARKS = 2
# Widths in the size of a letter, measured: of a code point in brackets, and of the widest letter that a font has.
MARKED_EM, WIDEST_EM = 0.5, 1.3
_WIDTHS = {chr(point): 0.56 for point in range(0x20, 0x7F)}
_WIDTHS |= dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ%&", 0.75) | dict.fromkeys("mwMW@", 0.96)

# Categories nobody can see: controls, format characters, surrogates, private use, unassigned, line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_CLUSTER = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩|.", re.DOTALL)
_MARKED = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩")
# What Typst itself takes for an address, and breaks like one.
_URL = re.compile(r"https?://[A-Za-z0-9/._~%?&=#:+,;@!-]+")
_SEGMENT = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")


def to_printable(text: str) -> str:
    """Text to what the report prints of it; every character without a glyph becomes its code point.

    Line ends stay. Zero-width, direction and control characters are shown as code points too, and so is the bracket
    that marks them, so that no post can pretend to be one. A letter and its marks stay together only where one font
    has them all, and a third mark is a code point: piled up, they would cover the line above.

    >>> to_printable("Siap! \\U0001F600\\u202e")
    'Siap! ⟨U+1F600⟩⟨U+202E⟩'
    """
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    base_fonts: frozenset[str] = frozenset()
    marks = 0
    for character in text:
        fonts = _fonts_with(character)
        is_mark = unicodedata.category(character).startswith("M")
        marks = marks + 1 if is_mark else 0
        if is_mark:
            fonts = fonts & base_fonts if marks <= MOST_MARKS else frozenset()
        if not is_mark or fonts:
            base_fonts = fonts
        shown.append(character if fonts or character == "\n" else f"⟨U+{ord(character):04X}⟩")
    return "".join(shown)


def add_breaks(text: str, limit_em: float = LINE_EMS) -> str:
    """Printable text with a zero-width space within every run too wide for its line.

    Addresses break by themselves at their signs, where these are close enough.

    Parameters
    ----------
    limit_em : float
        The width of the line, in the size of its letters.
    """
    return "".join(part if _breaks_by_itself(part, limit_em) else _break_run(part, limit_em) for part in _split(text))


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"(\s+)", text) if part]


def _breaks_by_itself(part: str, limit_em: float) -> bool:
    """Whether it is an address that can be broken often enough at its signs."""
    is_address = _URL.fullmatch(part) is not None
    return is_address and all(measure_ems(piece) <= limit_em / 2 for piece in _SEGMENT.findall(part))


def measure_ems(text: str) -> float:
    """How wide printable text is at most, in the size of its letters; measured on the widest letter of each class."""
    marked = sum(len(mark) for mark in _MARKED.findall(text))
    return marked * MARKED_EM + sum(_WIDTHS.get(character, WIDEST_EM) for character in _MARKED.sub("", text))


def _break_run(run: str, limit_em: float) -> str:
    if len(run) * WIDEST_EM <= limit_em or measure_ems(run) <= limit_em:
        return run
    width, broken = 0.0, list[str]()
    for cluster in _CLUSTER.findall(run):
        own = measure_ems(cluster)
        if width + own > limit_em and not unicodedata.category(cluster[0]).startswith("M"):
            broken.append("\u200b")
            width = 0.0
        broken.append(cluster)
        width += own
    return "".join(broken)


def _fonts_with(character: str) -> frozenset[str]:
    if unicodedata.category(character) in _UNSEEN or character in BLANK or character in "⟨⟩":
        return frozenset()
    return frozenset(name for name, covered in read_glyphs().items() if ord(character) in covered)


@cache
def read_glyphs() -> dict[str, frozenset[int]]:
    """The fonts of the report to the code points they hold."""
    _, *fonts = GLYPHS.read_text(encoding="utf-8").split("[")
    return {name: _parse_ranges(ranges) for name, _, ranges in (font.partition("]") for font in fonts)}


def _parse_ranges(text: str) -> frozenset[int]:
    ends = (span.partition("-") for span in text.split())
    return frozenset(point for first, _, last in ends for point in range(int(first, 16), int(last or first, 16) + 1))
