"""What a list is a list of: ``x:@handle``, ``x:<id>`` or ``x:post:<id>``; and the posts that URLs name."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from netral.errors import BadParameter
from netral.model import AccountSeen, Platform
from netral.names import EMPTY

FLOAT_ID = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$|^\d{6,}\.\d+$")
MAX_URL = 2000
# Of Instagram: shortcodes of that many digits and nothing else do not occur; ids of posts have 15 to 19.
SHORTEST_ID = 15
# What Instagram puts behind the shortcode of a private account's post; the shortcode itself has 12 letters at most.
PRIVATE_LETTERS = 28
LONGEST_SHORTCODE = 12


class PostTarget(NamedTuple):
    """A post that a list belongs to, with its author where known."""

    platform: str
    native_id: str
    author: AccountSeen | None = None


def parse_account_target(text: str) -> AccountSeen:
    """``x:@handle`` or ``x:<id>`` to the account it names.

    Raises
    ------
    BadParameter
        When the text has neither form or the platform is unknown.
    """
    platform, name = _split_platform(text)
    if name.startswith("@") and len(name) > 1:
        return AccountSeen(platform, None, name[1:])
    if name and not name.startswith(("@", "post:")) and not FLOAT_ID.match(name) and " " not in name:
        return AccountSeen(platform, name, None)
    raise BadParameter("{text!r} names no account; allowed are x:@handle and x:<id>", text=text)


def parse_post_target(text: str) -> PostTarget:
    """``x:post:<id>`` to the post it names.

    Raises
    ------
    BadParameter
        When the text has not that form or the platform is unknown.
    """
    platform, name = _split_platform(text)
    prefix, _, native_id = name.partition(":")
    if prefix != "post" or not native_id or FLOAT_ID.match(native_id):
        raise BadParameter("{text!r} names no post; allowed is x:post:<id>", text=text)
    return PostTarget(platform, name_post(platform, native_id))


def check_given_target(text: str) -> None:
    """Refuse a target that names nobody: a handle without its @, or an address, would be an id that nobody has.

    Raises
    ------
    BadParameter
        When the text is neither a post's id nor an account's handle or id.
    """
    platform, name = _split_platform(text)
    if name.startswith("post:"):
        if "://" in name:
            raise BadParameter("{text!r} names no post; allowed is x:post:<id>", text=text)
        return
    native_id = parse_account_target(text).platform_id or "0"
    is_id = "/" not in native_id if platform == Platform.YOUTUBE else native_id.isascii() and native_id.isdigit()
    if not is_id:
        raise BadParameter("{text!r} names no account; allowed are x:@handle and x:<id>", text=text)


def _split_platform(text: str) -> tuple[str, str]:
    platform, _, name = text.partition(":")
    if platform not in tuple(Platform):
        raise BadParameter(
            "{text!r}: platform {platform!r} is unknown; allowed are {allowed}, then a colon, as in x:@handle",
            text=text,
            platform=platform,
            allowed=", ".join(Platform),
        )
    return platform, name


# What a platform has before its name, as web.facebook.com in Indonesia, changes nothing.
_POST_PATHS = {
    "x": (re.compile(r"/(?:i/web|i|[^/]+)/status(?:es)?/(\d+)"), (".x.com", ".twitter.com")),
    "instagram": (re.compile(r"/(?:[^/]+/)?(?:p|reel|reels|tv)/([\w-]+)"), (".instagram.com", ".instagr.am")),
    "tiktok": (re.compile(r"/(?:@[^/]+/)?(?:video|photo)/(\d+)"), (".tiktok.com",)),
    "threads": (re.compile(r"/(?:@[^/]+/)?(?:post|t)/([\w-]+)"), (".threads.net", ".threads.com")),
    "telegram": (re.compile(r"/(?:s/|c/(?=\d))?(\w{2,})(?:/\d+)?/(\d+)/?$"), (".t.me", ".telegram.me")),
    "youtube": (re.compile(r"/(?:shorts|live)/([\w-]{6,})"), (".youtube.com", ".youtu.be")),
    "facebook": (
        re.compile(
            r"/(?:[^/]+/(?:posts|videos|photos)|groups/[^/]+/(?:posts|permalink)|reel|watch/live)/(?:[^/]+/)*?(\w{5,})/?$"
        ),
        (".facebook.com", ".fb.com"),
    ),
}  # fmt: skip


# An address without user, port, query and fragment, which urlsplit would take apart alike.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)((?:/[\w.@+~-]*)*)", re.ASCII | re.IGNORECASE)


def url_to_post_id(platform: str, url: str) -> str:
    """The URL of a post to the platform's own id of it, or to the URL without its query where it shows none.

    Signs that cannot be seen are left out. Empty where that leaves nothing, or more than any address has.

    >>> url_to_post_id("x", "https://twitter.com/relawan/status/123?s=20")
    '123'
    >>> url_to_post_id("instagram", "https://www.instagram.com/p/Cabc_12/")
    'Cabc_12'
    >>> url_to_post_id("telegram", "https://t.me/s/Relawan_Satu/7/12"), url_to_post_id("telegram", "t.me/c/900/12")
    ('relawan_satu/12', '900/12')
    """
    if len(url) > MAX_URL:
        return ""
    if not url.isprintable():
        url = " ".join("".join(letter if letter.isprintable() else " " for letter in url).split())
    return " ".join(_find_post_id(platform, url).split())


def _find_post_id(platform: str, url: str) -> str:
    if plain := _PLAIN.fullmatch(url):  # nearly every address; to take one apart otherwise takes four times as long
        host, path, query = plain[1].lower(), plain[2], dict[str, list[str]]()
    else:
        try:
            parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        except ValueError:  # brackets that hold no address
            return url.strip()
        host, path, query = parts.hostname or "", parts.path, parse_qs(parts.query)
    host = host.removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    pattern, hosts = _POST_PATHS[platform]
    if f".{host}".endswith(hosts):
        if platform == "telegram" and host.endswith(".t.me"):
            path = f"/{host.removesuffix('.t.me')}{path}"
        if match := pattern.match(path):
            return _name_message(match, query) if platform == "telegram" else name_post(platform, match.group(1))
        if host == "youtu.be" and len(path) > 1:
            return path[1:]
        for key in ("v", "story_fbid", "fbid"):
            if query.get(key) and query[key][0].isprintable():
                return query[key][0]
    return f"{host}{path.rstrip('/')}" if host else url.strip()


def _name_message(match: re.Match[str], query: dict[str, list[str]]) -> str:
    """A message by its chat, a handle in small letters, and number; a comment also by its own number."""
    name = "/".join(match.groups()).lower()
    return f"{name}?comment={query['comment'][0]}" if "comment" in query else name


def is_post_id(platform: str, native_id: str) -> bool:
    """Whether a text may be the platform's own id of a post: on X and TikTok digits, nowhere an address or a prefix.

    >>> is_post_id("x", "123"), is_post_id("x", "x:post:123"), is_post_id("telegram", "relawan_satu/12")
    (True, False, True)
    """
    if platform in (Platform.X, Platform.TIKTOK):
        return native_id.isascii() and native_id.isdigit()
    return ":" not in native_id and native_id.lower() not in EMPTY


def name_post(platform: str, native_id: str) -> str:
    """A post's id as some tool or person gives it, to the one by which it is known."""
    return media_to_shortcode(native_id) if platform == Platform.INSTAGRAM else native_id


def media_to_shortcode(name: str) -> str:
    """A post's id, with or without its owner's behind it, to its shortcode; of a shortcode, what names the post.

    While an account is private, its posts have more letters behind their shortcode, which they lose when it is public.

    >>> media_to_shortcode("3000000000000000000_22"), media_to_shortcode("Cab_12-x")
    ('CmiJBr2LAAA', 'Cab_12-x')
    >>> media_to_shortcode("CmiJBr2LAAAabcdefghijklmnopqrstuvwxyz_0")
    'CmiJBr2LAAA'
    """
    digits = name.partition("_")[0]
    if digits.isascii() and digits.isdigit() and SHORTEST_ID <= len(digits) <= 20:
        code = urlsafe_b64encode(int(digits).to_bytes(9, "big")).decode()
        return code.lstrip("A")
    is_private = PRIVATE_LETTERS < len(name) <= PRIVATE_LETTERS + LONGEST_SHORTCODE
    return name[:-PRIVATE_LETTERS] if is_private else name
