"""A line of snscrape or twscrape as the tools print it, and what it says in more than one way over the years."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import msgspec

from netral.model import AccountSeen
from netral.sources.mentions import find_mentions
from netral.sources.moments import epoch_to_us
from netral.sources.targets import FLOAT_ID
from netral.sources.tweet import RETWEET, SHORT, unescape_text
from netral.sources.unusable import MANGLED, MangledId, NativeId, shorten, to_id
from netral.times import parse_platform_time

# A post of more letters than this, its links aside, is a note.
SHORT_LETTERS = 280
# Where X cuts a note it leaves at least so many of them, counting those from here on, emoji among them, twice.
BEGINNING, TWICE = 260, "\u1100"
UNTOLD = msgspec.Raw(b"null")


class Versions(msgspec.Struct, gc=False):
    """The ids of an edited post's versions, oldest first, as X says it (twscrape) or under snscrape's own name.

    twscrape 0.18 left them where X has them for a later version: one level deeper.
    """

    edit_tweet_ids: list[NativeId] | None = None
    edit_control_initial: Versions | None = None
    editTweetIds: list[NativeId] | None = None  # noqa: N815


class Counts(msgspec.Struct, gc=False):
    """How often a post was liked, answered and so on; hardly ever needed, so read apart from the rest."""

    likeCount: Any = None  # noqa: N815 - the tools' own names
    replyCount: Any = None  # noqa: N815
    quoteCount: Any = None  # noqa: N815
    retweetCount: Any = None  # noqa: N815


_COUNTS = msgspec.json.Decoder(Counts)


class Forward(msgspec.Struct, gc=False):
    """What a message of a Telegram channel forwards, as Bellingcat's snscrape alone keeps it."""

    forwardedUrl: str | None = None  # noqa: N815


_FORWARD = msgspec.json.Decoder(Forward)


class User(msgspec.Struct, gc=False):
    """Whom an item names: its author, whom it answers or mentions; what else is told of them is passed over."""

    id: NativeId = None
    id_str: str | None = None
    username: str | None = None
    displayname: str | None = None


class Item(msgspec.Struct, gc=False):
    """A Tweet, User or reference to one, as the tools print them, in their order; other fields are passed over."""

    id: NativeId = None
    id_str: str | None = None
    url: str | None = None
    date: str | int | float | None = None
    username: str | None = None
    displayname: str | None = None
    followersCount: Any = None  # noqa: N815 - the tool's own name
    user: User | None = None
    rawContent: str | None = None  # noqa: N815
    content: str | None = None
    conversationId: NativeId = None  # noqa: N815
    conversationIdStr: str | None = None  # noqa: N815
    mentionedUsers: list[User] | None = None  # noqa: N815
    links: msgspec.Raw = UNTOLD
    retweetedTweet: Item | None = None  # noqa: N815
    quotedTweet: Item | None = None  # noqa: N815
    inReplyToTweetId: NativeId = None  # noqa: N815
    inReplyToTweetIdStr: str | None = None  # noqa: N815
    inReplyToUser: User | None = None  # noqa: N815
    inReplyToScreenName: str | None = None  # noqa: N815
    isQuoteStatus: Any = None  # noqa: N815
    editControl: Versions | None = None  # noqa: N815
    editState: Versions | None = None  # noqa: N815
    outlinks: msgspec.Raw = UNTOLD
    tcooutlinks: msgspec.Raw = UNTOLD
    type_: str | None = msgspec.field(default=None, name="_type")


def find_first_version(control: Versions) -> str | None:
    """X gives every version of an edited post an id of its own; the first one's stands for the post."""
    initial = control.edit_control_initial or control
    versions = initial.edit_tweet_ids or initial.editTweetIds
    return read_id(None, versions[0], "edit_tweet_ids") if versions else None


def is_bare_retweet(item: Item, data: bytes) -> bool:
    """Whether a post is a retweet of which twscrape leaves no more than the text: any until July 2023, later some.

    A text that somebody began so by hand can be liked and answered; a retweet cannot, and counts itself.
    """
    if not _is_of_twscrape(item) or RETWEET.match(item.rawContent or "") is None:
        return False
    counts = _COUNTS.decode(data)
    is_untouched = counts.likeCount == counts.replyCount == counts.quoteCount == 0
    return is_untouched and isinstance(counts.retweetCount, int) and counts.retweetCount > 0


def _is_of_twscrape(item: Item) -> bool:
    """Its ids are text too, and its dates always had a blank; snscrape prints the shared post of every retweet."""
    return item.id_str is not None or str(item.date)[10:11] == " "


def find_forwarded(data: bytes) -> str | None:
    """The address of the message that one of Telegram forwards, where the tool kept it."""
    return _FORWARD.decode(data).forwardedUrl if b'"forwardedUrl"' in data else None


def find_named(item: Item) -> list[AccountSeen]:
    """Whom only the rest of a note's long text mentions: twscrape lists the people of its beginning alone."""
    text = item.rawContent or ""
    if len(text) <= SHORT_LETTERS or "@" not in text or len(unescape_text(SHORT.sub("", text)) or "") <= SHORT_LETTERS:
        return []
    listed = {user.username.lower() for user in item.mentionedUsers or () if user.username}
    names = [name for name in find_mentions("x", text) if name.lower() not in listed]
    if not names:  # as for nearly all; to weigh every letter takes long
        return []
    # Somebody in the beginning is listed, if under a newer handle than the text has.
    begun = {name.lower() for name in find_mentions("x", _cut_beginning(text))}
    return [AccountSeen("x", None, name) for name in names if name.lower() not in begun]


def _cut_beginning(text: str) -> str:
    """What X leaves of a note at least."""
    beginning = text[:BEGINNING]
    if beginning.isascii():
        return beginning
    counts = [*accumulate(1 if letter < TWICE else 2 for letter in beginning)]
    return beginning[: bisect(counts, BEGINNING)]


def read_time(date: str | float | None) -> int | None:
    """When an item was written to UTC microseconds: a text, as the tools print it, or a number, as pandas keeps it.

    Raises
    ------
    BadTime
        When it is no time, or lies beyond the year 9998.
    """
    return parse_platform_time(date) if isinstance(date, str) else epoch_to_us(date)


def list_links(item: Item) -> Iterator[tuple[Any, Any]]:
    """X's short links in an item and where they lead; before May 2022 in two lists of one length."""
    links = msgspec.json.decode(item.links)
    if isinstance(links, list):
        return ((link.get("tcourl"), link.get("url")) for link in links if isinstance(link, dict))
    shorts, addresses = msgspec.json.decode(item.tcooutlinks), msgspec.json.decode(item.outlinks)
    if isinstance(shorts, list) and isinstance(addresses, list) and len(shorts) == len(addresses):
        return zip(shorts, addresses, strict=True)
    return iter(())


def read_id(text: str | None, number: NativeId, key: str) -> str | None:
    """An id that the tools print as text, as a number, or as both; None where they print neither.

    Raises
    ------
    MangledId
        When it was rounded to a float.
    Unusable
        When it is text that no platform has as an id.
    """
    if number.__class__ is int:
        if text is None:
            return str(number)
        if text.isdigit() and text.isascii():
            return text
    elif number is None and text is None:
        return None
    for value in (text, number):
        if isinstance(value, float) or (isinstance(value, str) and not value.isdigit() and FLOAT_ID.match(value)):
            raise MangledId(MANGLED, key=key, value=shorten(repr(value), 40))
    return to_id(text or number, key)
