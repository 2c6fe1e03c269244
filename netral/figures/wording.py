"""Numbers and dates within figures, as readers of the language write them."""

from __future__ import annotations

import re
import textwrap
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


def format_number(number: float, lang: str = "id", decimals: int = 1) -> str:
    """A number to text with so many decimals, as the language writes it.

    >>> format_number(2.25, "id")
    '2,2'
    """
    return format_decimal(number, format=f"#,##0.{'0' * decimals}", locale=lang)


def shorten_name(name: object, longest: int) -> str:
    """A name to so many letters at most, cut between words and never behind a comma or a conjunction.

    One long word loses its middle: handles of one office differ at their ends.

    >>> shorten_name("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", 30)
    'Badan Kepegawaian…'
    >>> shorten_name("@dinas_kependudukan_dan_pencatatan_sipil_kota_contoh", 30)
    '@dinas_kependuduk…_kota_contoh'
    """
    text = " ".join(str(name).split())
    if len(text) <= longest:
        return text or "…"
    first, end = text.split()[0], longest * 2 // 5
    if len(first) >= longest:
        return f"{first[: longest - end - 1]}…{first[-end:]}"
    short = textwrap.shorten(text, longest, placeholder="…")
    return re.sub(r"(?:[,;:/-]| (?:dan|serta|and|&))+…$", "…", short)


def wrap_name(name: str, room: int, lines: int = 4) -> str:
    r"""A name to lines of so many letters; words stay whole.

    >>> wrap_name("1  Galang Mahardira & Putri Anindyaswari", 20)
    '1  Galang Mahardira\n& Putri Anindyaswari'
    """
    return textwrap.fill(name, room, max_lines=lines, placeholder=" …", break_long_words=False)
