"""Addresses inside a text that lead to an account, and what they name it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from netral.store.handles import NAME, fold_name

# Whatever stands before a host, as in mobile.twitter.com, is passed over. The last of X show its posts to other sites.
_HOSTS = {
    "x": ("x.com", "twitter.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "nitter.net"),
    "instagram": ("instagram.com", "instagr.am", "ig.me"),
    "tiktok": ("tiktok.com",),
    "threads": ("threads.net", "threads.com"),
    "facebook": ("facebook.com", "fb.com", "fb.me", "m.me"),
    "youtube": ("youtube.com",),
    "telegram": ("t.me", "telegram.me", "telegram.dog"),
    "whatsapp": ("wa.me", "api.whatsapp.com"),
}
_PLATFORMS = {host: platform for platform, hosts in _HOSTS.items() for host in hosts}
# What stands where else a name does, before something that is nobody: a post, a video, a hashtag.
_NOBODY = {
    "x": {"i", "hashtag"},
    "instagram": {"p", "reel", "reels", "tv"},
    "facebook": {"reel", "reels", "watch", "hashtag", "live"},
    "youtube": {"watch", "shorts", "live", "hashtag"},
}
_SLASH = r"(?:\\?/|%2F)"
_FIRST = "".join(sorted({host[0] for host in _PLATFORMS}))  # looked at before all else, as it rules out most places
_NAMED = rf"({NAME}|\+\d{{7,}}|(?:%[0-9A-F]{{2}}|(?<=@)\w)(?:[\w.·-]|%[0-9A-F]{{2}})*)(\S*)"
_HOST = (
    rf"(?=[{_FIRST}])(?:(?<![A-Za-z0-9-])|(?<=%2F))({'|'.join(map(re.escape, _PLATFORMS))})(?::\d+)?"
    rf"{_SLASH}+(?:#!{_SLASH})?(?:@|%40)?"
)
_ADDRESS = re.compile(f"(?:{_HOST}){_NAMED}", re.IGNORECASE)
_INNER = r"tg:(?://)?(?:resolve/?\?(?:[^\s&]{0,99}&){0,9}?domain|user/?\?id)="
_BELOW = r"(?<![A-Za-z0-9-])(?=([a-z][a-z0-9_]{3,31}\.t\.me)\b)"
_TELEGRAM = re.compile(f"(?:{_HOST}|{_INNER}|{_BELOW}){_NAMED}", re.IGNORECASE)
_ASKED = re.compile(
    r"(?<=[?&;])((?:taken-by|ab_channel|screen_name|user(?:name|_id)?|sec_u(?:ser_)?id|share_author_id|u_code|u|via)"
    r"=(?:@|%40)?)([^&;#\s@]+)",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """An address in a text: all before the name, platform and name, and what stands behind it up to the next blank."""

    start: int
    end: int
    before: str
    platform: str
    name: str
    rest: str

    @property
    def is_of_nobody(self) -> bool:
        """Whether what stands in the place of a name is none, so that no account is named but in the query."""
        name, path = self.name.lower(), self.rest.partition("?")[0].strip("/")
        if name not in _NOBODY.get(self.platform, ()):
            return False
        return not (name == "i" and path.startswith("user/")) and not (name == "watch" and path)


def find_addresses(text: str) -> Iterator[Address]:
    """The addresses of a text that lead to accounts, or to what is on a platform of accounts."""
    lower = text.lower()
    if "tg:" in lower or ".t.me" in lower:
        yield from map(_read_telegram, _TELEGRAM.finditer(text))
    elif "/" in text or "%2" in text:
        yield from map(_read_address, _ADDRESS.finditer(text))


def _read_address(match: re.Match[str]) -> Address:
    host, name, rest = match.groups()
    before = match.string[match.start() : match.start(2)]
    return Address(match.start(), match.end(), before, _PLATFORMS[host.lower()], _read_name(name), rest)


def _read_telegram(match: re.Match[str]) -> Address:
    """An address that may also be one of Telegram's own, or as kanal.t.me."""
    host, below, name, rest = match.groups()
    before = match.string[match.start() : match.start(3)]
    if below:
        name, dot, behind = name.partition(".")
        rest = dot + behind + rest
    platform = _PLATFORMS[host.lower()] if host else "telegram"
    return Address(match.start(), match.end(), before, platform, _read_name(name), rest)


def mask_query(rest: str, mask: Callable[[str], str]) -> str:
    """What stands behind a name that stays, without the names of others in its query."""
    return _ASKED.sub(lambda match: match[1] + mask(_read_name(match[2])), rest) if "=" in rest else rest


def _read_name(written: str) -> str:
    return fold_name(unquote(written) if "%" in written else written)
