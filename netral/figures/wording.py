"""Numbers and dates within figures, as readers of the language write them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent


def format_count(count: float, lang: str = "id") -> str:
    """A count to text with the language's own separators.

    >>> format_count(5580, "id")
    '5.580'
    """
    return format_decimal(int(count), locale=lang)


def format_share(share: float, lang: str = "id") -> str:
    """A share between 0 and 1 to a percentage with one decimal.

    >>> format_share(0.0109, "id")
    '1,1%'
    """
    return format_percent(share, format="#,##0.0%", locale=lang)


def format_day(day: date, lang: str = "id") -> str:
    """A date to ``27 Sep 2024`` as the language writes it."""
    return format_date(day, format="d MMM y", locale=lang)
