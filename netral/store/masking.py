"""Handles inside a text -> what stands for them, whether they are written as ``@handle`` or as a profile's address."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from netral.store.addresses import find_addresses, mask_query
from netral.store.handles import NAME, fold_name

Mask = Callable[[str, str], str]

# A wide @ whose UTF-8 was read as Latin-1 stands in a text kept as it was captured, and so do marks that nobody sees.
_AT = "[@＠﹫]|%40|ï¼\xa0"
_UNSEEN = "(?:[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|â[€\x80\x81][^@]){0,8}"
_MENTION = re.compile(rf"({_AT}){_UNSEEN}({NAME})")
_MENTIONS = {"youtube": re.compile(rf"({_AT}){_UNSEEN}(\w(?:[\w.·-]*\w)?)")}
_ISOLATED = re.compile(rf"({_AT})\u2068([^\u2068\u2069\n]+)\u2069")  # so WhatsApp writes whom a message names
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.(?![A-Z][a-z])[A-Za-z0-9-]+)+")  # behind a sentence's end stands a capital


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
    parts, end = [], 0
    for each in find_addresses(text):
        parts += [_mask_mentions(text[end : each.start], platform, mask), each.before]
        masked = each.name if each.is_of_nobody else mask(each.platform, each.name)
        if masked == each.name:
            rest = mask_query(each.rest, partial(mask, each.platform))
            parts += [text[each.start + len(each.before) : each.end - len(each.rest)]]
            parts += [_mask_mentions(rest, platform, mask)]
        else:
            parts += [masked]
        end = each.end
    return "".join([*parts, _mask_mentions(text[end:], platform, mask)])


def _mask_mentions(text: str, platform: str, mask: Mask) -> str:
    if not ("@" in text or "＠" in text or "﹫" in text or "%40" in text or "ï¼" in text):
        return text

    def replace(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and before.isalnum() and _DOMAIN.match(text, match.end(1)):
            return match.group()
        sign, handle, rest = match[1], fold_name(match[2]), ""
        if platform == "x":
            # Its handles have no dots; a small letter behind one may still belong to a handle of another platform. That
            # is hidden, and what stands before it says the same name however much is known of it by now.
            handle, dot, further = handle.partition(".")
            if not further[:1].islower():
                rest = dot + further
        masked = mask(platform, handle)
        return match.group() if masked == handle else f"{sign}{masked}{rest}"

    if "\u2068" in text:
        text = _ISOLATED.sub(lambda match: match[1] + mask(platform, fold_name(match[2].strip())), text)
    return _MENTIONS.get(platform, _MENTION).sub(replace, text)
