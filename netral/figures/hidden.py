"""Text from outside with what nobody can see in it made visible: direction marks, zero-width and blank characters."""

from __future__ import annotations

import unicodedata

# Controls, direction and zero-width marks, half surrogates, line separators.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# What Unicode leaves without a picture of its own though it is a letter, a mark or not assigned: fillers, joiners,
# variation selectors, tags, and the blank of Braille.
BLANK = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xFFF0, 0xFFF9),
            *range(0xE0000, 0xE1000),
        ),
    )
)


def is_hidden(character: str) -> bool:
    """Whether nobody can see a character where it stands; line ends and tabs count too."""
    return character in BLANK or unicodedata.category(character) in UNSEEN


def show_hidden(text: str) -> str:
    """Text with every character that nobody can see as its code point; line ends and tabs stay, and so do all letters.

    >>> show_hidden("siap\\u202e\\u200b 日本")
    'siap⟨U+202E⟩⟨U+200B⟩ 日本'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"⟨U+{ord(character):04X}⟩" if is_hidden(character) and character not in "\t\n\r" else character
        for character in text
    )
