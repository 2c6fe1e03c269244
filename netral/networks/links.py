"""Links in a text -> canonical addresses: two spellings of one page are one object. Nothing is fetched."""

from __future__ import annotations

from contextlib import suppress

from ural import normalize_url, urls_from_text

# What platforms put behind a link to say who shared it and where; ural knows the others.
TRACKING = {"_r", "_t", "igsh", "img_index", "ref_src", "ref_url", "s", "share_id", "si"}
SAME_HOST = {"twitter.com": "x.com"}


def find_links(text: str) -> list[str]:
    """A text to the canonical links in it, each once, in order.

    >>> find_links("lihat http://www.contoh.go.id/a?utm_source=x#b dan https://contoh.go.id/a/")
    ['contoh.go.id/a']
    """
    return sorted({canonicalise_link(url) for url in urls_from_text(text)})


def canonicalise_link(url: str) -> str:
    """An address without scheme, www, mobile host, fragment and tracking parameters; the rest sorted.

    A short link (t.co) of which no capture tells where it leads stays as it is: only a request could.

    >>> canonicalise_link("https://mobile.twitter.com/contoh/status/1?s=20&t=abc")
    'x.com/contoh/status/1'
    """
    link = _normalise(url)
    host, slash, rest = link.partition("/")
    host = SAME_HOST.get(host, host)
    if host == "x.com":
        rest = rest.partition("?")[0]
    return f"{host}{slash}{rest}"


def _normalise(url: str) -> str:
    """An address as ural writes it: without what it knows of platforms where that is at a loss, else as it stands.

    It is at a loss with addresses of posts that were cut within their query, and with hosts and ports that are none.
    """
    for is_platform_known in (True, False):
        with suppress(AttributeError, LookupError, RecursionError, ValueError):
            return str(normalize_url(url, platform_aware=is_platform_known, query_item_filter=_is_kept))
    return url


def _is_kept(key: str, _: str) -> bool:
    return key not in TRACKING
