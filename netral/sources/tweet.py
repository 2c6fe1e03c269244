"""An X post, whatever tool captured it -> accounts, posts and acts. The one place that knows what X means by what."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import created_from_id

# UTC microseconds, the precision, and the derivation where it is not that of the act.
Moment = tuple[int | None, str | None, str | None]
SHARE, REPLY, QUOTE, MENTION, TAG = (
    kind.value for kind in (Kind.SHARE, Kind.REPLY, Kind.QUOTE, Kind.MENTION, Kind.TAG)
)
# X writes the text of a retweet so, and hardly anybody begins a text of their own with it.
RETWEET = re.compile(r"RT @([A-Za-z0-9_]{1,15}): ")
# X begins the text of a reply with whom it answers, unless that is its own author.
ANSWER = re.compile(r"@([A-Za-z0-9_]{1,15})\b")
ADDRESS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?!i/)([A-Za-z0-9_]{1,15})/status/(\d+)")
SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]+")
# The only signs that X escapes; the one that begins every escape comes last.
ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


class TweetSeen(msgspec.Struct, frozen=True, gc=False):
    """A post of X; times UTC microseconds.

    Of one that is not shown there may be the author, and the id, which is empty where nothing tells it. ``named`` are
    those whom a text mentions beyond what its tool lists.
    """

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
    shown: bool = True
    tagged: tuple[AccountSeen, ...] = ()
    named: tuple[AccountSeen, ...] = ()


class Facts(msgspec.Struct, gc=False):
    """What a record says, in lists that grow as a post's nested posts are walked."""

    accounts: list[AccountSeen]
    posts: list[PostSeen]
    acts: list[ActSeen]


def tweet_to_facts(tweet: TweetSeen) -> Facts:
    """A post and the posts nested in it to what they say.

    A retweet is a share and nothing else: X copies the shared post's mentions, quote and reply marks onto it. A reply's
    own mention of whom it answers is no further act. A post in a conversation that another one began is a reply, also
    where the capture does not say to whom: X leaves that out where it shows the account no more, some tools always.
    """
    facts = Facts([], [], [])
    _add_tweet(facts, tweet)
    return facts


def join_versions(facts: Facts, first_ids: dict[str, str]) -> Facts:
    """What a record says, the later versions of edited posts that it refers to as the first ones."""
    posts = [
        replace(
            post,
            native_id=first_ids.get(post.native_id, post.native_id),
            parent_id=first_ids.get(post.parent_id or "", post.parent_id),
            root_id=first_ids.get(post.root_id or "", post.root_id),
        )
        for post in facts.posts
    ]
    acts = [replace(act, object_id=first_ids.get(act.object_id or "", act.object_id)) for act in facts.acts]
    return Facts(facts.accounts, posts, acts)


def unescape_text(text: str | None) -> str | None:
    """A text as X hands it out, with three signs escaped as in HTML, to what its author wrote.

    >>> unescape_text("Budi &amp; Wati &lt;3")
    'Budi & Wati <3'
    """
    if text and "&" in text:
        for escaped, sign in ESCAPES:
            text = text.replace(escaped, sign)
    return text


def expand_links(text: str | None, links: Iterable[tuple[object, object]]) -> str | None:
    """A text with the addresses to which X's short links in it lead, as the capture tells them.

    X makes a short link anew for every post, so that two posts of one address have none in common.

    >>> expand_links("baca https://t.co/abc", [("https://t.co/abc", "https://contoh.go.id/a")])
    'baca https://contoh.go.id/a'
    """
    if not text or "://t.co/" not in text:
        return text
    known: dict[str, list[str]] = {}
    for short, address in links:
        if isinstance(short, str) and isinstance(address, str) and address:
            known.setdefault(short, []).append(address)
    if not known:  # as where the only link is that of a picture
        return text
    return SHORT.sub(lambda match: addresses.pop() if (addresses := known.get(match[0])) else match[0], text)


def find_linked(addresses: Iterable[object], native_id: str = "", own_id: str = "") -> TweetSeen:
    """The quoted post that is not shown, as a link to it tells: to the post of this id, else to the last one of all."""
    linked = TweetSeen(native_id, shown=False)
    for address in addresses:
        match = ADDRESS.match(address) if isinstance(address, str) else None
        if match and match[2] != own_id and native_id in ("", match[2]):
            linked = TweetSeen(match[2], AccountSeen("x", None, match[1]), shown=False)
    return linked


def _add_tweet(facts: Facts, tweet: TweetSeen) -> None:
    author, shared, quoted = tweet.author, tweet.retweeted, tweet.quoted
    if shared is not None and shared.author is None:
        # The text of a retweet begins with the handle.
        shared = replace(shared, author=_find_begun(tweet, RETWEET), shown=shared.text is not None)
    if author is not None:
        facts.accounts.append(author)
        native_id, handle = tweet.native_id, author.handle
        url = f"https://x.com/{handle}/status/{native_id}" if handle else None
        when = _find_moment(tweet)
        if not tweet.shown:
            facts.posts += [PostSeen("x", native_id, author)] if native_id else []
        elif shared is None:
            _add_own(facts, tweet, author, url, when)
        else:
            shared_id = shared.native_id or None
            facts.posts.append(PostSeen("x", native_id, author, "repost", None, when[0], url, shared_id))
            found = "native" if shared_id else "regex"
            facts.acts.append(_make_act(SHARE, author, shared.author, native_id, shared_id, url, when, None, found))
    if shared is not None:
        _add_tweet(facts, shared)
    elif quoted is not None:
        _add_tweet(facts, quoted)


def _find_begun(tweet: TweetSeen, pattern: re.Pattern[str]) -> AccountSeen | None:
    """Whom the beginning of a text names: the account that the post mentions under this handle, else the handle."""
    match = pattern.match(tweet.text or "")
    named = match and AccountSeen("x", None, match[1])
    return next((mentioned for mentioned in tweet.mentions if named and is_same(named, mentioned)), named)


def _find_moment(tweet: TweetSeen) -> Moment:
    """When a post was made, how precisely that is known, and from what where not from X's own time."""
    created_us = tweet.created_us
    if created_us is not None:
        return created_us, "second", None
    from_id_us = created_from_id("x", tweet.native_id)
    return (None, None, None) if from_id_us is None else (from_id_us, "millisecond", "id")


def _add_own(facts: Facts, tweet: TweetSeen, author: AccountSeen, url: str | None, when: Moment) -> None:
    native_id, text, quoted = tweet.native_id, tweet.text, tweet.quoted
    reply_to_id, reply_to, told = tweet.reply_to_id, tweet.reply_to, "native"
    is_reply = bool(reply_to_id or reply_to)
    if not is_reply and tweet.conversation_id not in (None, native_id):
        is_reply, reply_to, told = True, _find_begun(tweet, ANSWER), "regex"
    kind = "reply" if is_reply else "quote" if quoted is not None else "post"
    quoted_id = (quoted.native_id or None) if quoted is not None else None
    parent_id = reply_to_id or quoted_id
    posts, acts = facts.posts, facts.acts
    posts.append(PostSeen("x", native_id, author, kind, text, when[0], url, parent_id, tweet.conversation_id))
    if reply_to_id and reply_to is not None:
        posts.append(PostSeen("x", reply_to_id, reply_to))
    if reply_to_id or reply_to is not None:
        acts.append(_make_act(REPLY, author, reply_to, native_id, reply_to_id, url, when, text, told))
    if quoted is not None:
        acts.append(_make_act(QUOTE, author, quoted.author, native_id, quoted_id, url, when, text))
    named = tweet.named
    for mentioned in tweet.mentions + named if named else tweet.mentions:
        facts.accounts.append(mentioned)
        if not (is_reply and is_same(mentioned, reply_to)):
            found = "regex" if mentioned in named else "entity"
            acts.append(_make_act(MENTION, author, mentioned, native_id, None, url, when, text, found))
    for tagged in tweet.tagged:
        facts.accounts.append(tagged)
        acts.append(_make_act(TAG, author, tagged, native_id, None, url, when, text))


def _make_act(
    kind: str,
    actor: AccountSeen,
    target: AccountSeen | None,
    native_id: str,
    object_id: str | None,
    url: str | None,
    when: Moment,
    text: str | None,
    derivation: str = "native",
) -> ActSeen:
    created_us, precision, from_id = when
    return ActSeen(
        kind, actor, target, native_id, object_id, None, url, created_us, None, None, precision, False,
        from_id or derivation, 1, text,
    )  # fmt: skip


def is_same(one: AccountSeen, other: AccountSeen | None) -> bool:
    """Whether two accounts are one: by id where both have one, else by handle."""
    if other is None:
        return False
    if one.platform_id and other.platform_id:
        return one.platform_id == other.platform_id
    return bool(one.handle and other.handle) and str(one.handle).lower() == str(other.handle).lower()
