"""Handles inside a text -> what stands for them, whether they are written as ``@handle`` or as a profile's address."""

from __future__ import annotations

import re
from collections.abc import Callable

Mask = Callable[[str, str], str]

_NAME = r"[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*"
_PROFILE = (
    r"((x|twitter|instagram|instagr|tiktok|threads|facebook|fb|youtube|t|telegram)\.(?:com|net|me|am|dog)/@?)"
    rf"(?!(?:i|p|reel|reels|tv|hashtag|watch|shorts|live)\b)({_NAME})"
)
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9-]){_PROFILE}(\S*)", re.IGNORECASE)
# Telegram's other ways to write one; they are looked for only where there may be one.
_HANDLE = r"([A-Za-z][A-Za-z0-9_]{3,31})"
_TELEGRAM = re.compile(
    rf"(?<![A-Za-z0-9-])(?:{_PROFILE}|((tg)://resolve/?\?(?:[^\s&]*&)*?domain=){_HANDLE}|(()){_HANDLE}(?=\.t\.me\b))(\S*)",
    re.IGNORECASE,
)
# The last is a wide @ whose UTF-8 was read as Latin-1, as it stands in a text kept as it was captured.
_MENTION = re.compile(rf"([@＠]|ï¼\xa0)({_NAME})")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLATFORMS = {
    "twitter": "x",
    "instagr": "instagram",
    "fb": "facebook",
    "t": "telegram",
    "tg": "telegram",
    "": "telegram",
}


def mask_handles(text: str, platform: str, mask: Mask) -> str:
    """A text to the same text with every handle replaced by what ``mask`` makes of platform and handle.

    An e-mail address stays; of the address of a profile that is masked, the rest of the path goes too.

    Parameters
    ----------
    platform : str
        Where the text was written, and so what ``@handle`` in it means.

    >>> mask_handles("kepada @warga, info@contoh.go.id", "x", lambda platform, handle: "~")
    'kepada @~, info@contoh.go.id'
    """
    lower = text.lower()
    is_of_telegram = ".t.me" in lower or "tg://" in lower
    if "/" not in text and not is_of_telegram:
        return _mask_mentions(text, platform, mask)
    parts, end = [], 0
    address = _TELEGRAM if is_of_telegram else _ADDRESS
    for match in address.finditer(text):
        before, host, handle, rest = (each for each in match.groups() if each is not None)
        masked = mask(_PLATFORMS.get(host.lower(), host.lower()), handle)
        parts += [_mask_mentions(text[end : match.start()], platform, mask), before, masked]
        parts += [_mask_mentions(rest, platform, mask)] if masked == handle else []
        end = match.end()
    return "".join([*parts, _mask_mentions(text[end:], platform, mask)])


def _mask_mentions(text: str, platform: str, mask: Mask) -> str:
    if "@" not in text and "＠" not in text and "ï¼" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and before.isalnum() and _DOMAIN.match(text, match.start(2)):
            return match.group()
        sign, handle, rest = *match.groups(), ""
        if platform == "x":
            # Its handles have no dots; a small letter behind one may still belong to a handle of another platform. That
            # is hidden, and what stands before it says the same name however much is known of it by now.
            handle, dot, further = handle.partition(".")
            if mask(platform, handle) == handle or not further[:1].islower():
                rest = dot + further
        return f"{sign}{mask(platform, handle)}{rest}"

    return _MENTION.sub(replace, text)
