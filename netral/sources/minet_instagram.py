"""A row of Instagram's posts or comments as minet writes them -> accounts, posts and acts.

Posts are known by shortcode. Who is mentioned is looked for in the text, since ``mentioned_names`` also holds names in
addresses of other platforms. ``coauthor_usernames`` also names those who were invited as authors and may not have
agreed yet.

Source: medialab/minet, ``minet/instagram/types.py`` and ``utils.py``.
"""

from __future__ import annotations

from itertools import permutations

from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.csv_records import Row
from netral.sources.instagram_mentions import add_mentions, list_mentioned
from netral.sources.likes import add_like_by_author
from netral.sources.moments import epoch_to_us, name_precision, parse_moment
from netral.sources.targets import PostTarget, name_post
from netral.sources.tweet import Facts
from netral.sources.unusable import Unusable, is_id

MAX_NAMED = 100


def read_post(row: Row) -> Facts:
    """A row of a user's, hashtag's or location's posts to what it says.

    Raises
    ------
    BadCapture
        When an id was rounded to a float.
    Unusable, BadTime
        When the row cannot be read.
    """
    native_id = name_post("instagram", row.text("shortcode"))
    if not native_id:
        raise Unusable("unavailable", "minet found no post for this row")
    if not is_id(native_id):
        raise Unusable("bad_id", "shortcode holds none; allowed are letters, digits, - and _")
    author = _find_author(row)
    created_us = epoch_to_us(row.text("taken_at_timestamp")) or _parse_utc(row.text("utc_time"))
    url, text = f"https://www.instagram.com/p/{native_id}/", row.text("caption")
    facts = Facts([], [PostSeen("instagram", native_id, author, "post", text, created_us, url)], [])
    if author is None:
        return facts
    facts.accounts.append(author)
    own = ActSeen("", author, None, native_id, act_url=url, occurred_us=created_us, text=text)
    own = replace(own, precision=name_precision(created_us))
    tags, mentioned = _list_names(row, "usertags_medias"), list_mentioned(text)
    facts.accounts.extend((*tags, *mentioned))
    facts.acts.extend(replace(own, kind=Kind.TAG.value, target=named) for named in tags)
    mention = replace(own, kind=Kind.MENTION.value, derivation="regex")
    facts.acts.extend(replace(mention, target=named) for named in mentioned)
    together = [author, *(named for named in _list_names(row, "coauthor_usernames") if not _is_same(named, author))]
    facts.accounts.extend(together[1:])
    joint = replace(own, kind=Kind.COAUTHOR.value, object_id=native_id, object_url=url)
    facts.acts.extend(replace(joint, actor=one, target=other) for one, other in permutations(together, 2))
    return facts


def read_comment(row: Row, post: PostTarget) -> Facts:
    """A row of a post's comments, or of the answers to them, to what it says.

    Raises
    ------
    BadCapture
        When an id was rounded to a float.
    Unusable, BadTime
        When the row cannot be read.
    """
    native_id, parent_id = row.id("id"), row.id("parent_id")
    user_id, handle = row.id("user_id"), row.text("username")
    if native_id is None:
        raise Unusable("unavailable", "minet found no comment for this row")
    if user_id is None and not handle:
        raise Unusable("author_unknown", "the comment names no author")
    author = AccountSeen("instagram", user_id, handle or None, row.text("user_full_name") or None)
    kind = Kind.REPLY if parent_id else Kind.COMMENT
    object_id, target = parent_id or post.native_id, None if parent_id else post.author
    created_us = epoch_to_us(row.text("created_at_utc")) or _parse_utc(row.text("utc_time"))
    url, text = f"https://www.instagram.com/p/{post.native_id}/c/{native_id}/", row.text("text")
    seen = PostSeen("instagram", native_id, author, kind.value, text, created_us, url, object_id, post.native_id)
    act = ActSeen(kind.value, author, target, native_id, object_id, act_url=url, occurred_us=created_us, text=text)
    act = replace(act, precision=name_precision(created_us))
    facts = Facts([author], [seen], [act])
    if post.author is not None:
        facts.posts.append(PostSeen("instagram", post.native_id, post.author))
    if row.text("is_liked_by_media_owner").lower() == "true":
        add_like_by_author(facts, post.author, act)
    add_mentions(facts, act)
    return facts


def _find_author(row: Row) -> AccountSeen | None:
    handle, owner_id = row.text("username"), row.id("owner_id")
    if not handle and owner_id is None:
        return None
    return AccountSeen("instagram", owner_id, handle or None, row.text("full_name") or None)


def _list_names(row: Row, column: str) -> list[AccountSeen]:
    names = (name.strip().strip("@.") for name in row.text(column).split("|"))
    handles = dict.fromkeys(name for name in names if name and "@" not in name)
    if len(handles) > MAX_NAMED:
        raise Unusable("unexpected_shape", f"{column} names more than {MAX_NAMED} people, which no platform allows")
    return [AccountSeen("instagram", None, handle) for handle in handles]


def _is_same(one: AccountSeen, other: AccountSeen) -> bool:
    return (one.handle or "").lower() == (other.handle or "").lower()


def _parse_utc(text: str) -> int | None:
    return parse_moment(text)[0] if text else None
