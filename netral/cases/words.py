"""What people type into the log: cleaned, refused where it holds a personal number, names compared by their letters."""

from __future__ import annotations

import re
import unicodedata

from netral.errors import BadParameter

# Digits written together or in groups, as people write an employee or citizen number.
_DIGIT_GROUPS = re.compile(r"\d(?:[\s.,/_\-–]?\d)*")
_PERSONAL_NUMBER_DIGITS = {16: "NIK", 18: "NIP"}


def clean_words(name: str, text: str) -> str:
    """Text with single spaces.

    Raises
    ------
    BadParameter
        When it is empty, or holds what looks like a NIP or NIK: those never enter the house.
    """
    cleaned = " ".join(text.split())
    if not cleaned:
        raise BadParameter("{name}: missing; a decision and a signature name the person and say why", name=name)
    refuse_personal_numbers(name, cleaned)
    return cleaned


def refuse_personal_numbers(name: str, text: str) -> None:
    """Let a text pass that holds no personal number.

    Raises
    ------
    BadParameter
        When it holds what looks like a NIP or NIK.
    """
    for group in _DIGIT_GROUPS.findall(text):
        number = _PERSONAL_NUMBER_DIGITS.get(sum(character.isdigit() for character in group))
        if number:
            raise BadParameter(
                "{name}: holds what looks like a {kind}; write where it was checked, never the number",
                name=name,
                kind=number,
            )


def fold_name(text: str) -> str:
    """A name to what two spellings of it have in common."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
