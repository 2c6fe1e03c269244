"""A text -> the handles it mentions, for captures whose tool kept no list of them."""

from __future__ import annotations

import re

# What stands before or behind an @ in an e-mail address keeps it from being a mention. Patterns begin with the sign:
# a text without one is passed over at once; what stands before it is looked at then.
_PATTERNS = {
    "x": re.compile(r"[@＠](?<![\w!#$%&*@＠].)([A-Za-z0-9_]{1,15})(?![\w@＠])"),
    "instagram": re.compile(r"@(?<![\w!#$%&*@＠./+-].)([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)(?![\w@])"),
    "telegram": re.compile(r"@(?<![\w!#$%&*@＠./+-].)([A-Za-z][A-Za-z0-9_]{3,31})(?![\w@])"),
}


def find_mentions(platform: str, text: str) -> list[str]:
    """The handles mentioned in a text, without @, each once, in their order.

    >>> find_mentions("x", "Halo @Dinas_Contoh dan @dinas_contoh, tulis ke warga@contoh.go.id")
    ['Dinas_Contoh']
    """
    found: dict[str, str] = {}
    for handle in _PATTERNS[platform].findall(text):
        found.setdefault(handle.lower(), handle)
    return list(found.values())
