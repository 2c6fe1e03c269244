"""A Threads post, as its web pages give it -> accounts, posts and acts.

Source: the shape that Zeeschuimer's Threads module collects and 4CAT's data source reads. A reply says whom it answers,
never which post.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import ListTarget
from netral.sources.likes import add_like_by_author
from netral.sources.moments import Epoch, epoch_to_us, name_precision
from netral.sources.targets import media_to_shortcode
from netral.sources.tweet import Facts, is_same
from netral.sources.unusable import NativeId, Unusable, is_id, to_id


class User(msgspec.Struct, gc=False):
    pk: NativeId = None
    id: NativeId = None
    username: str | None = None
    full_name: str | None = None


class Caption(msgspec.Struct, gc=False):
    text: str | None = None


class ShareInfo(msgspec.Struct):
    """What a post shares; the attached one is a post whose link or picture was put into this one."""

    quoted_post: Post | None = None
    quoted_attachment_post: Post | None = None
    reposted_post: Post | None = None


class Mention(msgspec.Struct, gc=False):
    mentioned_user: User | None = None


class Fragment(msgspec.Struct, gc=False):
    """A piece of the text: plain, a link, a topic or a mention."""

    mention_fragment: Mention | None = None


class Fragments(msgspec.Struct):
    fragments: list[Fragment] | None = None


class AppInfo(msgspec.Struct):
    """What only Threads has; a reply names nobody once the post that it answers, or its author, is gone.

    The author of the post at the top has liked a reply where ``is_liked_by_root_author``.
    """

    is_reply: bool | None = None
    reply_to_author: User | None = None
    root_post_author: User | None = None
    is_liked_by_root_author: Any = None
    share_info: ShareInfo | None = None
    text_fragments: Fragments | None = None


class Post(msgspec.Struct):
    """A post, and the one it shares within it.

    That one may have its number alone, which is its code in other signs; once it is taken down it has neither.
    """

    code: str | None = None
    pk: NativeId = None
    id: NativeId = None
    user: User | None = None
    taken_at: Epoch = None
    caption: Caption | None = None
    text_post_app_info: AppInfo | None = None


def item_to_facts(item: Any, _target: ListTarget) -> Facts:
    """A post, as JSON, to what it says.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime, msgspec.ValidationError
        When it cannot be read.
    """
    is_wrapped = isinstance(item, dict) and isinstance(item.get("post"), dict)
    return post_to_facts(msgspec.convert(item["post"] if is_wrapped else item, Post))


def post_to_facts(post: Post) -> Facts:
    """A post and those within it to what they say: shares, quotes, mentions, and replies to their authors.

    A reply's own mention of whom it answers is no further act.

    Raises
    ------
    Unusable
        When it has no code or names no author.
    """
    facts = Facts([], [], [])
    author = _to_account(post.user)
    code = _find_code(post)
    if code is None or author is None:
        raise Unusable("author_unknown" if code else "id_unknown", "a post names no author or has no code")
    _add_post(facts, post, code, author)
    return facts


def _find_code(post: Post) -> str | None:
    if post.code:
        return post.code if is_id(post.code) else None
    number = to_id(post.id, "id") or to_id(post.pk, "pk")  # the former is text, which nobody rounds
    return media_to_shortcode(number) if number else None


def _add_post(facts: Facts, post: Post, code: str, author: AccountSeen) -> None:
    info = post.text_post_app_info or AppInfo()
    share = info.share_info or ShareInfo()
    answered = _to_account(info.reply_to_author)
    text = post.caption.text if post.caption else None
    created_us = epoch_to_us(post.taken_at)
    url = f"https://www.threads.com/@{author.handle}/post/{code}" if author.handle else None
    inside = share.reposted_post or share.quoted_post or share.quoted_attachment_post
    parent_id = _find_code(inside) if inside else None
    facts.accounts.append(author)
    seen = PostSeen("threads", code, author, "post", text, created_us, url, parent_id)
    own = ActSeen("", author, None, code, parent_id, act_url=url, occurred_us=created_us, text=text)
    own = replace(own, precision=name_precision(created_us))
    if share.reposted_post is not None:
        facts.posts.append(replace(seen, kind="repost", text=None))
        target = _to_account(share.reposted_post.user)
        facts.acts.append(replace(own, kind=Kind.SHARE.value, target=target, text=None))
    else:
        facts.posts.append(
            replace(seen, kind="reply" if answered or info.is_reply else "quote" if parent_id else "post")
        )
        if answered is not None:
            facts.acts.append(replace(own, kind=Kind.REPLY.value, target=answered, object_id=None))
        if inside is not None and parent_id:
            facts.acts.append(replace(own, kind=Kind.QUOTE.value, target=_to_account(inside.user)))
        mention = replace(own, kind=Kind.MENTION.value, object_id=None, derivation="entity")
        for mentioned in _list_mentioned(info):
            facts.accounts.append(mentioned)
            if not is_same(mentioned, answered):
                facts.acts.append(replace(mention, target=mentioned))
        if info.is_liked_by_root_author:
            add_like_by_author(facts, _to_account(info.root_post_author), own)
    if inside is not None and parent_id and (inner := _to_account(inside.user)):
        _add_post(facts, inside, parent_id, inner)


def _list_mentioned(info: AppInfo) -> list[AccountSeen]:
    pieces = (info.text_fragments.fragments or ()) if info.text_fragments else ()
    seen = (_to_account(piece.mention_fragment.mentioned_user) for piece in pieces if piece.mention_fragment)
    return list(dict.fromkeys(account for account in seen if account))


def _to_account(user: User | None) -> AccountSeen | None:
    if user is None:
        return None
    native_id = to_id(user.pk, "pk") or to_id(user.id, "id")
    if native_id is None and not user.username:
        return None
    return AccountSeen("threads", native_id, user.username or None, user.full_name or None)
