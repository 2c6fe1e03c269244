"""How the name of an account is written, as handles go."""

from __future__ import annotations

import unicodedata

_SIGN = "[A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿]"
NAME = rf"{_SIGN}+(?:[.．]{_SIGN}+)*"


def fold_name(written: str) -> str:
    """A name in wide letters to the same name in those that platforms know.

    >>> fold_name("ｗａｒｇａ＿1")
    'warga_1'
    """
    return written if written.isascii() else unicodedata.normalize("NFKC", written)
