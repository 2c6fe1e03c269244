"""A TikTok post or comment, as its web pages give them -> accounts, posts and acts.

Source: the shapes that 4CAT's TikTok and TikTok comments data sources read, and how TikTok's app and pages show the
names in a description. A duet or stitch is a quote: a post of one's own beside another's, or after its beginning,
which says nothing of its direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import ListTarget
from netral.sources.likes import add_like_by_author
from netral.sources.moments import Epoch, epoch_to_us, name_precision
from netral.sources.targets import PostTarget
from netral.sources.tiktok_names import write_handles
from netral.sources.tweet import Facts, is_same
from netral.sources.unusable import NativeId, Unusable, to_id

_PAGE = re.compile(r"^https?://(?:www\.)?tiktok\.com/@([\w.]+)/(?:video|photo)/(\d+)")
# The ``label_type`` of comments, and answers, by the author of the post they are under.
_BY_AUTHOR = 1
# The ``sub_type`` of the name that TikTok puts into the description of a video that answers a comment.
_ANSWERED = 2


class Author(msgspec.Struct, rename="camel", gc=False):
    id: NativeId = None
    unique_id: str | None = None
    nickname: str | None = None


class Extra(msgspec.Struct, rename="camel", gc=False):
    """A hashtag or a mention within the description; only a mention has a user.

    In a duet or stitch, the mention of the other video's author leads to that video, ``aweme_id``.
    """

    user_id: NativeId = None
    user_unique_id: str | None = None
    aweme_id: NativeId = None
    sub_type: Any = None
    start: Any = None
    end: Any = None


class Duet(msgspec.Struct, rename="camel", gc=False):
    duet_from_id: NativeId = None


class ImagePost(msgspec.Struct, rename="camel", gc=False):
    """What only photo posts have; their title stands above the description and is no part of it."""

    title: str | None = None


class Post(msgspec.Struct, rename="camel"):
    """A video or photo post; ``author`` is a mere handle where it was embedded in a page."""

    id: NativeId = None
    create_time: Epoch = None
    author: Author | str | None = None
    author_id: NativeId = None
    nickname: str | None = None
    desc: str | None = None
    text_extra: list[Extra] | None = None
    duet_info: Duet | None = None
    image_post: ImagePost | None = None


class CommentUser(msgspec.Struct, gc=False):
    uid: NativeId = None
    unique_id: str | None = None
    nickname: str | None = None


class CommentExtra(msgspec.Struct, gc=False):
    """A hashtag or a mention within a comment, and where it stands; only a mention has a user."""

    user_id: NativeId = None
    start: Any = None
    end: Any = None


class Comment(msgspec.Struct):
    """``reply_id`` is 0 at the top, else the comment answered, ``reply_to_reply_id`` the answer answered below it.

    The author of the post has liked it where ``is_author_digged``, and wrote it where it is labelled as the creator's.
    """

    cid: NativeId = None
    aweme_id: NativeId = None
    reply_id: NativeId = None
    reply_to_reply_id: NativeId = None
    create_time: Epoch = None
    user: CommentUser | None = None
    text: str | None = None
    text_extra: list[CommentExtra] | None = None
    reply_comment: list[Comment] | None = None
    is_author_digged: Any = None
    label_type: Any = None


def post_to_facts(post: Post) -> Facts:
    """A post to what it says: mentions, whose video it is a duet or stitch with, and whose comment it answers.

    The mention of whom it quotes or answers is no further act.

    Raises
    ------
    Unusable
        When it has no id or names no author.
    """
    native_id, author = to_id(post.id, "id"), _to_author(post)
    if native_id is None or author is None:
        raise Unusable("author_unknown" if native_id else "id_unknown", "a post names no author or has no id")
    created_us, text, (quoted_id, quoted) = epoch_to_us(post.create_time), _read_text(post), _read_quoted(post)
    url = f"https://www.tiktok.com/@{author.handle}/video/{native_id}" if author.handle else None
    kind = "quote" if quoted_id else "post"
    facts = Facts([author], [PostSeen("tiktok", native_id, author, kind, text, created_us, url, quoted_id)], [])
    if quoted_id or post.text_extra:
        own = ActSeen("", author, None, native_id, act_url=url, occurred_us=created_us, text=text)
        _add_acts(facts, post, replace(own, precision=name_precision(created_us)), quoted_id, quoted)
    return facts


def item_to_facts(item: Any, target: ListTarget) -> Facts:
    """A post or comment, as JSON, to what it says; ``target`` may name the post that a comment is on, and its author.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime, msgspec.ValidationError
        When it cannot be read.
    """
    if isinstance(item, dict) and "cid" in item:
        return comment_to_facts(msgspec.convert(item, Comment), None, target.post)
    return post_to_facts(msgspec.convert(item, Post))


def comment_to_facts(comment: Comment, page_url: str | None, on: PostTarget | None = None) -> Facts:
    """A comment and the answers shown with it to what they say.

    An answer's own mention of whom it answers, with which it begins, is no further act.

    Parameters
    ----------
    page_url : str or None
        The page it was collected on, which names the post's author when it is that post's own page.
    on : PostTarget, optional
        The post that comments were asked of.

    Raises
    ------
    Unusable
        When it has no id or post, or names no author.
    """
    facts = Facts([], [], [])
    post_id = to_id(comment.aweme_id, "aweme_id") or (on and on.native_id)
    if post_id is None:
        raise Unusable("object_unknown", "a comment does not say on which post it is")
    page = _PAGE.match(page_url or "")
    author = AccountSeen("tiktok", None, page.group(1)) if page and page.group(2) == post_id else None
    author = author or (on.author if on and on.native_id == post_id else None) or _find_creator(comment)
    if author is not None:
        facts.posts.append(PostSeen("tiktok", post_id, author))
    _add_comment(facts, comment, post_id, author, {post_id: author})
    return facts


def _add_comment(
    facts: Facts, comment: Comment, post_id: str, author: AccountSeen | None, authors: dict[str, AccountSeen | None]
) -> None:
    native_id, actor = to_id(comment.cid, "cid"), _to_account(comment.user)
    if native_id is None or actor is None:
        raise Unusable("author_unknown" if native_id else "id_unknown", "a comment names no author or has no id")
    parent_id = to_id(comment.reply_to_reply_id, "reply_to_reply_id") or to_id(comment.reply_id, "reply_id")
    kind, object_id = (Kind.REPLY, parent_id) if parent_id else (Kind.COMMENT, post_id)
    target = authors.get(parent_id) if parent_id else author
    created_us = epoch_to_us(comment.create_time)
    url = f"https://m.tiktok.com/v/{post_id}.html?share_comment_id={native_id}"
    text = _read_words(comment) if comment.text_extra else comment.text
    facts.accounts.append(actor)
    authors.setdefault(native_id, actor)
    facts.posts.append(PostSeen("tiktok", native_id, actor, kind.value, text, created_us, url, object_id, post_id))
    act = ActSeen(kind.value, actor, target, native_id, object_id, act_url=url, occurred_us=created_us)
    act = replace(act, precision=name_precision(created_us), text=text)
    facts.acts.append(act)
    if comment.is_author_digged:
        add_like_by_author(facts, author, act)
    mention = replace(act, kind=Kind.MENTION.value, object_id=None, derivation="entity")
    for mentioned in _list_mentioned_in(comment, bool(parent_id)):
        facts.accounts.append(mentioned)
        if not is_same(mentioned, target):
            facts.acts.append(replace(mention, target=mentioned))
    for answer in comment.reply_comment or ():
        _add_comment(facts, answer, post_id, author, authors)


def _read_words(comment: Comment) -> str | None:
    extras = comment.text_extra or ()
    return write_handles(
        comment.text, ((one.start, one.end, to_id(one.user_id, "text_extra.user_id")) for one in extras)
    )


def _find_creator(comment: Comment) -> AccountSeen | None:
    """The author of the post, where one of a comment and its answers is labelled as that author's."""
    labelled = (each.user for each in (comment, *(comment.reply_comment or ())) if each.label_type == _BY_AUTHOR)
    return next(filter(None, map(_to_account, labelled)), None)


def _to_account(user: CommentUser | None) -> AccountSeen | None:
    uid, handle = (to_id(user.uid, "uid"), user.unique_id or None) if user else (None, None)
    return AccountSeen("tiktok", uid, handle, user.nickname or None) if user and (uid or handle) else None


def _to_author(post: Post) -> AccountSeen | None:
    if isinstance(post.author, Author):
        native_id, handle, name = to_id(post.author.id, "author.id"), post.author.unique_id, post.author.nickname
    else:
        native_id, handle, name = to_id(post.author_id, "authorId"), post.author, post.nickname
    return AccountSeen("tiktok", native_id, handle or None, name or None) if native_id or handle else None


def _read_text(post: Post) -> str | None:
    text, title = post.desc, post.image_post.title if post.image_post else None
    if post.text_extra:
        text = write_handles(text, ((each.start, each.end, _name(each)) for each in post.text_extra))
    return "\n".join(filter(None, (title, text))) if title else text


def _name(extra: Extra) -> str | None:
    return extra.user_unique_id or to_id(extra.user_id, "textExtra.userId")


def _read_quoted(post: Post) -> tuple[str | None, AccountSeen | None]:
    """The video that a duet or stitch plays, and its author where the description leads to that video."""
    duet_id = to_id(post.duet_info.duet_from_id, "duetFromId") if post.duet_info else None
    for extra in post.text_extra or ():
        played_id = to_id(extra.aweme_id, "textExtra.awemeId")
        if played_id and duet_id in (None, played_id) and extra.sub_type != _ANSWERED and (to := _to_mentioned(extra)):
            return played_id, to
    return duet_id, None


def _add_acts(facts: Facts, post: Post, own: ActSeen, quoted_id: str | None, quoted: AccountSeen | None) -> None:
    extras = post.text_extra or ()
    answered = _list_mentioned(extra for extra in extras if extra.sub_type == _ANSWERED)
    mentioned = _list_mentioned(extra for extra in extras if extra.sub_type != _ANSWERED)
    if quoted_id:
        facts.posts.extend([PostSeen("tiktok", quoted_id, quoted)] if quoted else [])
        facts.acts.append(replace(own, kind=Kind.QUOTE.value, target=quoted, object_id=quoted_id))
    facts.accounts.extend((*answered, *mentioned))
    facts.acts.extend(replace(own, kind=Kind.REPLY.value, target=each) for each in answered)
    mention = replace(own, kind=Kind.MENTION.value, derivation="entity")
    others = (each for each in mentioned if not any(is_same(each, known) for known in (quoted, *answered)))
    facts.acts.extend(replace(mention, target=each) for each in others)


def _list_mentioned(extras: Iterable[Extra]) -> list[AccountSeen]:
    return list(dict.fromkeys(account for account in map(_to_mentioned, extras) if account))


def _to_mentioned(extra: Extra) -> AccountSeen | None:
    native_id, handle = to_id(extra.user_id, "textExtra.userId"), extra.user_unique_id or None
    return AccountSeen("tiktok", native_id, handle) if native_id or handle else None


def _list_mentioned_in(comment: Comment, is_answer: bool) -> list[AccountSeen]:
    extras = (extra for extra in comment.text_extra or () if not (is_answer and extra.start == 0))
    ids = (to_id(extra.user_id, "text_extra.user_id") for extra in extras)
    return [AccountSeen("tiktok", native_id, None) for native_id in dict.fromkeys(ids) if native_id]
