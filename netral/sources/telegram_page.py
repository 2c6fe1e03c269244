"""A message on the public page of a Telegram channel, as minet and snscrape read it -> accounts, posts and acts.

It is known by its address. Both tools drop the ends of its lines, and leave out whom it answers; what it forwards only
Bellingcat's snscrape keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.mentions import find_mentions
from netral.sources.moments import name_precision
from netral.sources.targets import url_to_post_id
from netral.sources.tweet import Facts
from netral.sources.unusable import Unusable

_LINKED = re.compile(r"https?://t\.me/([A-Za-z]\w{3,31})/?", re.ASCII)


def address_to_facts(
    address: str,
    text: str,
    sent_us: int | None,
    links: Iterable[object] = (),
    name: str | None = None,
    is_reply: bool = False,
    forwarded: str | None = None,
) -> Facts:
    """A message of a public channel, known by its address, to what it says.

    Parameters
    ----------
    address : str
        Such as https://t.me/kanal/12.
    text : str
        Of the message, which may have lost the ends of its lines.
    sent_us : int or None
        UTC microseconds.
    links : iterable of str
        The addresses that the text leads to.
    name : str, optional
        The channel's, as people read it.
    is_reply : bool
        Whether it answers another message, which is not known.
    forwarded : str, optional
        The address of the message that it forwards, or of whoever wrote that.

    Raises
    ------
    Unusable
        When the address is none of a message.
    """
    native_id = url_to_post_id("telegram", address) if address else ""
    channel, _, number = native_id.partition("/")
    if not channel or not (number.isascii() and number.isdigit()):
        raise Unusable("id_unknown", "there is no address of a message, such as https://t.me/kanal/12")
    author, url = AccountSeen("telegram", None, channel, name), f"https://t.me/{native_id}"
    if forwarded:
        return _share(PostSeen("telegram", native_id, author, "repost", None, sent_us, url), author, forwarded)
    text = part_handles(text, links) if "@" in text else text
    own = ActSeen(Kind.MENTION.value, author, None, native_id, act_url=url, occurred_us=sent_us, text=text)
    own = replace(own, precision=name_precision(sent_us), derivation="regex")
    named = [AccountSeen("telegram", None, handle) for handle in find_mentions("telegram", text)]
    post = PostSeen("telegram", native_id, author, "reply" if is_reply else "post", text, sent_us, url)
    return Facts([author, *named], [post], [replace(own, target=account) for account in named])


def _share(post: PostSeen, author: AccountSeen, forwarded: str) -> Facts:
    """A message that forwards another one, whose words are not its own."""
    object_id = url_to_post_id("telegram", forwarded)
    chat, _, number = object_id.partition("/")
    linked = _LINKED.fullmatch(forwarded)
    shared = AccountSeen("telegram", None, linked[1]) if linked else None
    if number.isascii() and number.isdigit():
        shared = AccountSeen("telegram", chat, None) if chat.isdigit() else AccountSeen("telegram", None, chat)
    act = ActSeen(Kind.SHARE.value, author, shared, post.native_id, act_url=post.url, occurred_us=post.created_us)
    act = replace(act, precision=name_precision(post.created_us))
    if not linked and shared:
        act = replace(act, object_id=object_id, object_url=f"https://t.me/{object_id}" if shared.handle else None)
    return Facts([author, *([shared] if shared else [])], [post], [act])


def part_handles(text: str, links: Iterable[object]) -> str:
    """A text that lost the ends of its lines, as minet's and snscrape's do, with those around the handles in it.

    A handle runs into the words of the lines before and behind it there; the addresses that the text leads to, to which
    Telegram makes every handle, tell where it ends.

    >>> part_handles("ikuti @kanal_contohBesok libur", ["https://t.me/kanal_contoh"])
    'ikuti @kanal_contoh\\nBesok libur'
    """
    matches = (_LINKED.fullmatch(link.strip()) for link in links if isinstance(link, str))
    handles = sorted({match[1].lower() for match in matches if match}, key=len, reverse=True)
    if not handles:
        return text

    def part(match: re.Match[str]) -> str:
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
        is_mail = behind[:1] == "." and behind[1:].isalnum()
        return match[0] if is_mail else f"{_end_line(before)}{match[0]}{_end_line(behind[:1])}"

    return re.sub(f"@(?:{'|'.join(handles)})", part, text, flags=re.ASCII | re.IGNORECASE)


def _end_line(letter: str) -> str:
    return "\n" if letter.isalnum() or letter == "_" else ""
