"""Texts for people, in Indonesian and English.

A text stands in the code in English, inside ``_("...")``, where ``_`` is what :func:`use_language` returned. The
catalogues beside this module hold the Indonesian; `make locale` collects new texts into them and compiles them.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

from netral.errors import BadParameter

LANGUAGES = ("id", "en")
CATALOGUES = Path(__file__).parent


def use_language(language: str = "id") -> Callable[[str], str]:
    """A language to the function that translates an English text into it.

    Parameters
    ----------
    language
        ``id`` or ``en``.

    Raises
    ------
    BadParameter
        The language has no catalogue.

    Examples
    --------
    >>> _ = use_language("en")
    >>> _("A lead, never a verdict.")
    'A lead, never a verdict.'
    """
    if language not in LANGUAGES:
        raise BadParameter(
            "language {language!r} is unknown; allowed: {allowed}", language=language, allowed=", ".join(LANGUAGES)
        )
    return gettext.translation("netral", CATALOGUES, languages=[language]).gettext


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """Mark a text of a table or constant for the catalogues; it is translated where it is shown."""
    return text
