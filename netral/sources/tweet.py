"""An X post, whatever tool captured it -> accounts, posts and acts. The one place that knows what X means by what."""

from __future__ import annotations

from typing import NamedTuple

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import created_from_id


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
    author = tweet.author
    created_us = tweet.created_us or created_from_id("x", tweet.native_id)
    if author is not None:
        facts.accounts.append(author)
        url = f"https://x.com/{author.handle}/status/{tweet.native_id}" if author.handle else None
        if tweet.retweeted is not None:
            _add_share(facts, tweet, author, created_us, url)
        else:
            _add_own(facts, tweet, author, created_us, url)
    for nested in (tweet.retweeted, tweet.quoted if tweet.retweeted is None else None):
        if nested is not None:
            _add_tweet(facts, nested)


def _add_share(facts: Facts, tweet: TweetSeen, author: AccountSeen, created_us: int | None, url: str | None) -> None:
    shared = tweet.retweeted
    if shared is None:
        return
    facts.posts.append(PostSeen("x", tweet.native_id, author, "repost", None, created_us, url, shared.native_id))
    facts.acts.append(_make_act(Kind.SHARE, tweet, author, shared.author, shared.native_id, created_us, url))


def _add_own(facts: Facts, tweet: TweetSeen, author: AccountSeen, created_us: int | None, url: str | None) -> None:
    is_reply = bool(tweet.reply_to_id or tweet.reply_to)
    kind = "reply" if is_reply else "quote" if tweet.quoted else "post"
    parent_id = tweet.reply_to_id or (tweet.quoted.native_id if tweet.quoted else None)
    facts.posts.append(
        PostSeen("x", tweet.native_id, author, kind, tweet.text, created_us, url, parent_id, tweet.conversation_id)
    )
    if is_reply:
        if tweet.reply_to_id and tweet.reply_to:
            facts.posts.append(PostSeen("x", tweet.reply_to_id, tweet.reply_to))
        facts.acts.append(_make_act(Kind.REPLY, tweet, author, tweet.reply_to, tweet.reply_to_id, created_us, url))
    if tweet.quoted is not None:
        quoted = tweet.quoted
        facts.acts.append(_make_act(Kind.QUOTE, tweet, author, quoted.author, quoted.native_id, created_us, url))
    for mentioned in tweet.mentions:
        facts.accounts.append(mentioned)
        if not (is_reply and _is_same(mentioned, tweet.reply_to)):
            facts.acts.append(_make_act(Kind.MENTION, tweet, author, mentioned, None, created_us, url, "entity"))


def _make_act(
    kind: Kind,
    tweet: TweetSeen,
    actor: AccountSeen,
    target: AccountSeen | None,
    object_id: str | None,
    created_us: int | None,
    url: str | None,
    derivation: str = "native",
) -> ActSeen:
    from_id = created_us is not None and tweet.created_us is None
    return ActSeen(
        kind.value,
        actor,
        target,
        native_id=tweet.native_id,
        object_id=object_id,
        act_url=url,
        occurred_us=created_us,
        precision=None if created_us is None else "millisecond" if from_id else "second",
        derivation="id" if from_id else derivation,
        text=None if kind is Kind.SHARE else tweet.text,
    )


def _is_same(one: AccountSeen, other: AccountSeen | None) -> bool:
    if other is None:
        return False
    if one.platform_id and other.platform_id:
        return one.platform_id == other.platform_id
    return bool(one.handle and other.handle) and str(one.handle).lower() == str(other.handle).lower()
