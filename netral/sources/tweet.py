"""An X post, whatever tool captured it -> accounts, posts and acts. The one place that knows what X means by what."""

from __future__ import annotations

from typing import NamedTuple

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import created_from_id

SHARE, REPLY, QUOTE, MENTION = (kind.value for kind in (Kind.SHARE, Kind.REPLY, Kind.QUOTE, Kind.MENTION))


class TweetSeen(NamedTuple):
    """A post of X. A mere reference to a post has an id and no author; times UTC microseconds."""

    native_id: str
    author: AccountSeen | None = None
    text: str | None = None
    created_us: int | None = None
    conversation_id: str | None = None
    reply_to_id: str | None = None
    reply_to: AccountSeen | None = None
    mentions: tuple[AccountSeen, ...] = ()
    retweeted: TweetSeen | None = None
    quoted: TweetSeen | None = None


class Facts(NamedTuple):
    """What a record says, in lists that grow as a post's nested posts are walked."""

    accounts: list[AccountSeen]
    posts: list[PostSeen]
    acts: list[ActSeen]


def tweet_to_facts(tweet: TweetSeen) -> Facts:
    """A post and the posts nested in it to what they say.

    A retweet is a share and nothing else: X copies the shared post's mentions, quote and reply marks onto it. A reply's
    own mention of whom it answers is no further act.
    """
    facts = Facts([], [], [])
    _add_tweet(facts, tweet)
    return facts


def _add_tweet(facts: Facts, tweet: TweetSeen) -> None:
    native_id, author, _, created_us, _, _, _, _, shared, quoted = tweet
    from_id = created_us is None
    if from_id:
        created_us = created_from_id("x", native_id)
    if author is not None:
        facts.accounts.append(author)
        url = f"https://x.com/{author.handle}/status/{native_id}" if author.handle else None
        if shared is None:
            _add_own(facts, tweet, author, created_us, from_id, url)
        else:
            facts.posts.append(PostSeen("x", native_id, author, "repost", None, created_us, url, shared.native_id))
            share = (SHARE, author, shared.author, native_id, shared.native_id)
            facts.acts.append(_make_act(share, url, created_us, from_id, None))
    if shared is not None:
        _add_tweet(facts, shared)
    elif quoted is not None:
        _add_tweet(facts, quoted)


def _add_own(
    facts: Facts, tweet: TweetSeen, author: AccountSeen, created_us: int | None, from_id: bool, url: str | None
) -> None:
    native_id, _, text, _, conversation_id, reply_to_id, reply_to, mentions, _, quoted = tweet
    is_reply = bool(reply_to_id or reply_to)
    kind = "reply" if is_reply else "quote" if quoted else "post"
    parent_id = reply_to_id or (quoted.native_id if quoted else None)
    facts.posts.append(PostSeen("x", native_id, author, kind, text, created_us, url, parent_id, conversation_id))
    if is_reply:
        if reply_to_id and reply_to:
            facts.posts.append(PostSeen("x", reply_to_id, reply_to))
        reply = (REPLY, author, reply_to, native_id, reply_to_id)
        facts.acts.append(_make_act(reply, url, created_us, from_id, text))
    if quoted is not None:
        quote = (QUOTE, author, quoted.author, native_id, quoted.native_id)
        facts.acts.append(_make_act(quote, url, created_us, from_id, text))
    for mentioned in mentions:
        facts.accounts.append(mentioned)
        if not (is_reply and is_same(mentioned, reply_to)):
            mention = (MENTION, author, mentioned, native_id, None)
            facts.acts.append(_make_act(mention, url, created_us, from_id, text, "entity"))


def _make_act(
    act: tuple[str, AccountSeen, AccountSeen | None, str, str | None],
    url: str | None,
    created_us: int | None,
    from_id: bool,
    text: str | None,
    derivation: str = "native",
) -> ActSeen:
    kind, actor, target, native_id, object_id = act
    precision = None
    if created_us is not None:
        precision, derivation = ("millisecond", "id") if from_id else ("second", derivation)
    return ActSeen(
        kind, actor, target, native_id, object_id, None, url, created_us, None, None, precision, False,
        derivation, 1, text,
    )  # fmt: skip


def is_same(one: AccountSeen, other: AccountSeen | None) -> bool:
    """Whether two accounts are one: by id where both have one, else by handle."""
    if other is None:
        return False
    if one.platform_id and other.platform_id:
        return one.platform_id == other.platform_id
    return bool(one.handle and other.handle) and str(one.handle).lower() == str(other.handle).lower()
