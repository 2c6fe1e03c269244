"""A post of the X API v2, with what its page includes -> a post of X.

twarc moves what a page includes into the posts that refer to it (``author``, ``in_reply_to_user``,
``referenced_tweets``).

Source: X's data dictionary of posts and users, version 2; twarc's ``expansions.flatten``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from netral.model import AccountSeen, Op
from netral.sources.api_shapes import Item, User, to_item
from netral.sources.bare import ListTarget, created_from_id
from netral.sources.moments import parse_moment
from netral.sources.tweet import ADDRESS, RETWEET, TweetSeen, expand_links, unescape_text
from netral.sources.unusable import NativeId, Unusable, to_id
from netral.times import SECOND_US

MAX_DEPTH = 4
# An included post that many refer to says the same each time. One with more people, links and references than this, or
# of which the text and its acts hold more letters, says it once a page, so that a page does not multiply with itself.
MOST_NAMED, MOST_LETTERS = 100, 1_000_000


class Support(NamedTuple):
    """What a page includes, by id (users by handle too), and the first version of each post it shows.

    ``told`` are the ids of long posts that some item has repeated already. ``refers`` says that posts were asked for
    with what they refer to, so that one that names nothing refers to nothing.
    """

    users: dict[str, AccountSeen]
    tweets: dict[str, Item]
    first_ids: dict[str, str]
    told: set[str]
    refers: bool = False


def index_support(includes: Any, items: list[Item | Unusable]) -> Support:
    """What a page includes, by id; what has another shape supports nothing.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    """
    support = Support({}, {}, {}, set())
    for user in _list_included(includes, "users"):
        with suppress(Unusable):
            if isinstance(user, Item) and (account := to_account(user)):
                for key in (account.platform_id, account.handle and f"@{account.handle.lower()}"):
                    if key:
                        support.users[key] = account
    for item in (*_list_included(includes, "tweets"), *_list_included(includes, "posts"), *items):
        with suppress(Unusable):
            if isinstance(item, Item) and (native_id := to_id(item.id, "id")):
                support.tweets[native_id] = item
                support.first_ids[native_id] = _first_id(item, native_id)
    posts = [item for item in items if isinstance(item, Item)]
    return support._replace(refers=any(item.referenced_tweets or item.twarc for item in posts))


def _list_included(includes: Any, key: str) -> list[Item | Unusable]:
    raws = includes.get(key) if isinstance(includes, dict) else None
    return [to_item(raw) for raw in raws] if isinstance(raws, list) else []


def to_tweet(item: Item, support: Support, target: ListTarget | None = None, depth: int = 0) -> TweetSeen:
    """A post to what it says, with the posts that it shares, quotes or answers as far as the page includes them.

    Parameters
    ----------
    item : Item
        The post; of an edited one, any version.
    support : Support
        What the page includes.
    target : ListTarget, optional
        Whose posts these are, for posts that name no author.
    depth : int
        How many posts this one is nested in.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When the post has no id, no author or no time that can be read.
    """
    version_id = to_id(item.id, "id")
    if version_id is None:
        raise Unusable("id_unknown", "the post has no id")
    native_id = _first_id(item, version_id)
    author = _find_author(item, support)
    if author is None and target is not None and target.op is Op.POSTS:
        author = target.account
    if author is None and depth == 0:
        raise Unusable("author_unknown", "the post names no author")
    referred = {ref.type: ref for ref in reversed(item.referenced_tweets or ())}
    # Of the post that is answered only the author is needed, not whom it answers itself: conversations are long.
    parent = _follow(referred.get("replied_to"), support, max(depth, MAX_DEPTH - 1), is_told=False)
    reply_to = _find_account(item.in_reply_to_user, item.in_reply_to_user_id, support, "in_reply_to_user_id")
    conversation_id = to_id(item.conversation_id, "conversation_id")
    return TweetSeen(
        native_id,
        author,
        expand_links(unescape_text((item.note_tweet and item.note_tweet.text) or item.text), _list_links(item)),
        _find_time(item, native_id, version_id),
        native_id if conversation_id == version_id else support.first_ids.get(conversation_id or "", conversation_id),
        parent.native_id if parent else None,
        reply_to or (parent.author if parent else None),
        tuple(_find_mentions(item, support)),
        _follow(referred.get("retweeted") or referred.get("reposted"), support, depth)
        or (TweetSeen("") if _is_shared(item, support) else None),
        _find_quoted(item, referred.get("quoted"), support, depth),
    )


def _find_author(item: Item, support: Support) -> AccountSeen | None:
    """The author; where no user was asked for, the address of a picture put into this very post has the handle."""
    author = _find_account(item.author, item.author_id, support, "author_id")
    if author is not None and author.handle:
        return author
    own_ids = {str(version) for version in (item.id, *(item.edit_history_tweet_ids or ()))}
    matches = (ADDRESS.match(address) for _, address in _list_links(item) if isinstance(address, str))
    handle = next((match[1] for match in matches if match and match[2] in own_ids), None)
    return AccountSeen("x", author.platform_id if author else None, handle) if handle else author


def _first_id(item: Item, version_id: str) -> str:
    """The id of the first version: X gives every version of an edited post an id of its own."""
    history = item.edit_history_tweet_ids or [None]
    return to_id(history[0], "edit_history_tweet_ids") or version_id


def _find_time(item: Item, native_id: str, version_id: str) -> int | None:
    """When a post was made; a later version says when it was edited, so the first one's id tells, to the second."""
    created_us = parse_moment(item.created_at)[0] if item.created_at else None
    first_us = created_from_id("x", native_id) if native_id != version_id else None
    return created_us if first_us is None else first_us // SECOND_US * SECOND_US


def _follow(ref: Item | None, support: Support, depth: int, is_told: bool = True) -> TweetSeen | None:
    """A post that another one refers to: the whole of it where the capture has it, else its id.

    Of a long one whose author alone is needed (not ``is_told``), or that is told already, id and author.
    """
    if ref is None:
        return None
    native_id = to_id(ref.id, "referenced_tweets")
    if native_id is None:
        return None
    whole = ref if ref.author_id is not None or ref.text is not None else support.tweets.get(native_id)
    if whole is None or depth >= MAX_DEPTH:
        return TweetSeen(support.first_ids.get(native_id, native_id))
    if whole is not ref and _is_long(whole):
        if not is_told or native_id in support.told:
            author = _find_account(whole.author, whole.author_id, support, "author_id")
            return TweetSeen(support.first_ids.get(native_id, native_id), author, shown=False)
        support.told.add(native_id)
    return to_tweet(whole, support, None, depth + 1)


def _is_long(item: Item) -> bool:
    """Whether a post says so much that a page in which many refer to it must not repeat it for each."""
    held = [entities for entities in (item.entities, item.note_tweet and item.note_tweet.entities) if entities]
    people = sum(len(entities.mentions or ()) for entities in held)
    links = sum(len(entities.urls) for entities in held if isinstance(entities.urls, list))
    letters = len((item.note_tweet and item.note_tweet.text) or item.text or "")
    named = people + links + len(item.referenced_tweets or ())
    return named > MOST_NAMED or letters * (people + 1) > MOST_LETTERS


def _find_quoted(item: Item, ref: Item | None, support: Support, depth: int) -> TweetSeen | None:
    """The post that a post quotes. Of one that the page does not include, the link to it names the author."""
    quoted = _follow(ref, support, depth)
    if quoted is None or ref is None or quoted.author is not None:
        return quoted
    matches = (ADDRESS.match(address) for _, address in _list_links(item) if isinstance(address, str))
    handle = next((match[1] for match in matches if match and match[2] == str(ref.id)), None)
    return TweetSeen(quoted.native_id, AccountSeen("x", None, handle), shown=False) if handle else quoted


def _is_shared(item: Item, support: Support) -> bool:
    """Whether a post is a retweet whose references were not asked for, of which its text tells whose post it was."""
    is_told = support.refers or item.referenced_tweets or item.twarc
    return not is_told and RETWEET.match(item.text or "") is not None


def _find_mentions(item: Item, support: Support) -> Iterator[AccountSeen]:
    seen: set[str] = set()
    for entities in (item.entities, item.note_tweet and item.note_tweet.entities):
        for mention in (entities and entities.mentions) or ():
            account = _find_account(mention, mention.id, support, "mentions")
            key = account and (account.platform_id or f"@{(account.handle or '').lower()}")
            if account and key and key not in seen:
                seen.add(key)
                yield account


def _list_links(item: Item) -> Iterator[tuple[Any, Any]]:
    for entities in (item.entities, item.note_tweet and item.note_tweet.entities):
        for link in entities.urls if entities and isinstance(entities.urls, list) else ():
            if isinstance(link, dict):
                yield link.get("url"), link.get("expanded_url")


def _find_account(user: User | None, id_: NativeId, support: Support, key: str) -> AccountSeen | None:
    """An account as the item itself has it, completed by what the page includes; by its id alone where nothing is."""
    own = user and to_account(user)
    if own and own.platform_id and own.handle and own.display_name:
        return own
    native_id = to_id(id_, key)
    handle = own.handle if own and own.handle else None
    included = support.users.get(native_id or "") or support.users.get(f"@{handle.lower()}" if handle else "")
    return included or own or (AccountSeen("x", native_id, None) if native_id else None)


def to_account(user: User | Item) -> AccountSeen | None:
    """A user to an account; None when it has neither id nor username."""
    native_id = to_id(user.id, "id")
    return AccountSeen("x", native_id, user.username or None, user.name) if native_id or user.username else None
