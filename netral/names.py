"""What somebody wrote for an account -> its handle or id, or nothing where it can be neither."""

from __future__ import annotations

import re

# What tools and spreadsheets write where they have nothing.
NOTHING = frozenset({"", "nan", "null", "none", "undefined"})
# What people write there, too; an account that is called so is written with its @.
EMPTY = NOTHING | {"-", "–", "—", "n/a", "na", "<na>", "nat"}
LONGEST_EMPTY = max(map(len, EMPTY))
# Who copies a name out of a chat or a page copies the marks of its direction, too.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_PLAIN = re.compile("[A-Za-z_][A-Za-z0-9_]*")
# Of an address, of several names, of a name that is shown, of quotes around it, of a spreadsheet's error.
_NO_HANDLE = re.compile(r"""[\s/:@＠,;|!?#=+*<>()\[\]{}"'`\\&%$^~\xa1-\xb6\xb8-\xbf\u2000-\u206f\ufffd]|\.$""")
_BETWEEN = re.compile("[ \xa0-]+")
# Platforms on which digits alone are always an id, and those on which an id may have letters.
_NO_DIGITS_ALONE = ("facebook", "telegram")
_WITH_LETTERS = {"youtube": re.compile(r"[\w-]{1,200}", re.ASCII), "facebook": re.compile(r"\w{1,200}", re.ASCII)}
MAX_ID = 200


def strip_unseen(text: str) -> str:
    """A text without blanks around it and without marks that nobody sees.

    >>> strip_unseen("\\u200b platform\\ufeff")
    'platform'
    """
    return (text if text.isascii() else _UNSEEN.sub("", text)).strip()


def name_column(text: str) -> str:
    """What stands at the head of a column to its name: small letters, ``_`` where somebody wrote a blank or a hyphen.

    >>> name_column("\ufeff Occurred At")
    'occurred_at'
    """
    return _BETWEEN.sub("_", strip_unseen(text).lower())


def clean_cell(text: str) -> str:
    """A cell without what nobody sees, and without the apostrophe that keeps a spreadsheet from running or rounding it.

    >>> clean_cell(" '@dinas_contoh\\u2069")
    '@dinas_contoh'
    """
    text = strip_unseen(text)
    return text if text[:1] != "'" else text[1:].lstrip()


def to_handle(platform: str, text: str) -> str | None:
    """A handle, with or without @, as its platform has it; None for what can be none on any, or is an id.

    An address is none, nor are several names, a name with blanks, as platforms show it, or one in quotes: whom it means
    must not be guessed. A spreadsheet writes 0 where a formula found nothing.

    >>> to_handle("x", "@ Dinas_Contoh"), to_handle("x", "Dinas Contoh"), to_handle("x", "#NAME?")
    ('Dinas_Contoh', None, None)
    """
    if _PLAIN.fullmatch(text):  # nearly every handle there is
        return text
    handle = text.lstrip("@＠").lstrip()
    if handle in ("", "0") or _NO_HANDLE.search(handle):
        return None
    return None if handle.isdigit() and platform in _NO_DIGITS_ALONE else handle


def is_account_id(platform: str, text: str) -> bool:
    """Whether a text may be the platform's id of an account: digits, on YouTube and Facebook also letters.

    >>> is_account_id("x", "2002"), is_account_id("x", "2.002"), is_account_id("x", "dinas"), is_account_id("x", "0")
    (True, False, False, False)
    """
    if text.isascii() and text.isdigit():
        return text.strip("0") != "" and len(text) <= MAX_ID
    letters = _WITH_LETTERS.get(platform)
    return bool(letters and letters.fullmatch(text) and text.lower() not in EMPTY)
