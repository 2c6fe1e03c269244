"""An Instagram post or comment, whatever tool captured it -> accounts, posts and acts. Posts are known by shortcode."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations, product
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import ListTarget
from netral.sources.instagram_mentions import add_mentions, list_mentioned
from netral.sources.instagram_people import drop_same, list_joint, list_likers, list_tagged, read_users, to_account
from netral.sources.instagram_remix import Source, find_source
from netral.sources.instagram_shapes import MAX_EXACT, Caption, Comment, Media, list_nodes
from netral.sources.instagram_shown import list_reposting
from netral.sources.likes import add_like_by_author
from netral.sources.moments import Epoch, epoch_to_us, name_precision, parse_moment
from netral.sources.targets import PostTarget, name_post
from netral.sources.tweet import Facts, is_same
from netral.sources.unusable import Unusable, is_id, to_id


def item_to_facts(item: Any, target: ListTarget) -> Facts:
    """A post in any of the shapes, as JSON, or a comment on the post that ``target`` names, to what it says.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime, msgspec.ValidationError
        When it cannot be read, or a comment does not say on which post it is.
    """
    for key in ("node", "media"):
        if isinstance(item, dict) and isinstance(item.get(key), dict):
            item = item[key]
    if isinstance(item, dict) and {"code", "shortcode"} & item.keys():
        return media_to_facts(msgspec.convert(item, Media))
    if target.post is None:
        raise Unusable("object_unknown", "a comment does not say on which post it is")
    facts = Facts([], [], [])
    add_comment(facts, msgspec.convert(item, Comment), target.post)
    return facts


def media_to_facts(media: Media) -> Facts:
    """A post to what it says: its author tags and mentions, and of a joint post every author acts toward every other.

    A reel that remixes another quotes it, and one that answers a comment is a reply. Where nothing tells who posted it,
    each of the joint authors acts toward nobody known yet, too.

    Raises
    ------
    Unusable
        When it names no post or author, was only seen in part, or is a story.
    """
    post = media_to_target(media)
    if media.product_type == "story":
        raise Unusable("unsupported_type", "a story, by whose code no post can be found")
    author, text = post.author, _read_text(media)
    together = drop_same([*filter(None, (author,)), *list_joint(media)])
    if not together:
        raise Unusable("author_unknown", "the post names no author")
    created_us = _to_us(media.taken_at or media.taken_at_timestamp or media.date)
    is_dated = created_us is not None and (media.caption is not msgspec.UNSET or text is not None)
    if media.is_partial and not is_dated and "polaris" not in (media.typename or "").lower():
        raise Unusable("partial_item", "the post was seen only in part, without its time or caption")
    url = f"https://www.instagram.com/p/{post.native_id}/"
    source = find_source(media) if author else None
    # A video that answers a comment stands on its author's own page, as every other post does.
    kind, quoted_id = ("quote", source.object_id) if source and source.kind is Kind.QUOTE else ("post", None)
    seen = PostSeen("instagram", post.native_id, author, kind, text, created_us, url, quoted_id)
    facts = Facts([together[0]], [seen], [])
    _add_own(facts, media, seen, together, source)
    _add_shown(facts, media, post)
    _add_inner(facts, list_nodes(media.edge_media_to_parent_comment), post)
    _add_previews(facts, media, post)
    return facts


def _add_own(facts: Facts, media: Media, post: PostSeen, together: list[AccountSeen], source: Source | None) -> None:
    """Add whom a post remixes, tags and mentions, and what its authors together do toward one another.

    It is the author who remixes, tags and mentions, and toward whom joint authors act, whoever it turns out to be.
    """
    tags, named = (list_tagged(media), list_mentioned(post.text)) if post.author else ([], [])
    others = () if post.author else (None,)
    if not (source or tags or named or others or len(together) > 1):
        return
    facts.accounts.extend((*tags, *named, *together[1:]))
    created_us = post.created_us
    own = ActSeen("", together[0], None, post.native_id, act_url=post.url, occurred_us=created_us, text=post.text)
    own = replace(own, precision=name_precision(created_us))
    if source:
        target = to_account(source.user) if source.user else None
        facts.accounts.extend([target] if target else [])
        facts.acts.append(replace(own, kind=source.kind.value, target=target, object_id=source.object_id))
    facts.acts.extend(replace(own, kind=Kind.TAG.value, target=tagged) for tagged in tags)
    mention = replace(own, kind=Kind.MENTION.value, derivation="regex")
    facts.acts.extend(replace(mention, target=mentioned) for mentioned in named)
    joint = replace(own, kind=Kind.COAUTHOR.value, object_id=post.native_id, object_url=post.url)
    pairs = (*permutations(together, 2), *product(together, others))
    facts.acts.extend(replace(joint, actor=one, target=other) for one, other in pairs)


def media_to_target(media: Media) -> PostTarget:
    """A post to its shortcode and author, as a list of comments needs them.

    Raises
    ------
    Unusable
        When the item has no shortcode, or user and owner are two people of whom neither is a joint author.
    """
    native_id = name_post("instagram", media.code or media.shortcode or "")
    if not native_id or not is_id(native_id):
        raise Unusable("id_unknown", "the post has no shortcode")
    inside = media.iphone_struct.user if media.iphone_struct else None
    seen = [account for user in (media.user, media.owner, inside) if user and (account := to_account(user))]
    if not seen:  # of a profile's posts a page may give nothing else
        owner = media.owner_id if isinstance(media.owner_id, dict) else {"pk": media.owner_id}
        seen = list(read_users([owner]))
    if _are_two(seen):
        # instaloader before 4.13 names as a joint post's owner the author whose page it read, whoever posted it.
        joint = list_joint(media)
        seen = [account for account in seen if not any(is_same(account, other) for other in joint)]
        if not seen or _are_two(seen):
            raise Unusable("unexpected_shape", "the post has a user and another owner")
    full = (account for account in seen if account.handle)
    return PostTarget("instagram", native_id, next(full, seen[0] if seen else None))


def add_comment(facts: Facts, comment: Comment, post: PostTarget, parent: PostSeen | None = None) -> None:
    """Add a comment on a post, or on another comment, and its answers to what is known.

    Raises
    ------
    Unusable
        When the comment has no id or author.
    """
    native_id, user = to_id(comment.pk, "pk") or to_id(comment.id, "id"), comment.owner or comment.user
    author = to_account(user) if user else None
    # Below a comment stand also the answers to answers; which one is answered, some pages tell.
    below_id = parent.native_id if parent else to_id(comment.parent_comment_id, "parent_comment_id")
    answered_id = to_id(comment.replied_to_comment_id, "replied_to_comment_id") or below_id
    if native_id is None or author is None:
        raise Unusable("author_unknown" if native_id else "id_unknown", "a comment names no author or has no id")
    kind, object_id = (Kind.REPLY, answered_id) if answered_id else (Kind.COMMENT, post.native_id)
    target = (parent.author if parent and parent.native_id == answered_id else None) if answered_id else post.author
    # Of a comment just written, Instagram gives its own local time as created_at.
    created_us = _to_us(comment.created_at_utc or comment.created_at)
    url = f"https://www.instagram.com/p/{post.native_id}/c/{native_id}/"
    seen = PostSeen(
        "instagram", native_id, author, kind.value, comment.text, created_us, url, object_id, post.native_id
    )
    act = ActSeen(kind.value, author, target, native_id, object_id, act_url=url)
    facts.accounts.append(author)
    facts.posts.append(seen)
    act = replace(act, occurred_us=created_us, precision=name_precision(created_us), text=comment.text)
    facts.acts.append(act)
    if comment.is_liked_by_media_owner:
        add_like_by_author(facts, post.author, act)
    add_mentions(facts, act)
    _add_inner(facts, _list_answers(comment), post, seen)


def _add_inner(facts: Facts, comments: Iterable[Comment], post: PostTarget, parent: PostSeen | None = None) -> None:
    """Add comments that stand within a post or another comment.

    One of nobody, as where the account is gone, is no act and costs neither the rest nor its answers anything.
    """
    for comment in comments:
        user, native_id = comment.owner or comment.user, to_id(comment.pk, "pk") or to_id(comment.id, "id")
        if user and to_account(user):
            add_comment(facts, comment, post, parent)
        else:
            above = PostSeen("instagram", native_id, None) if native_id else parent
            _add_inner(facts, _list_answers(comment), post, above)


def _list_answers(comment: Comment) -> list[Comment]:
    inside = (*(comment.answers or ()), *(comment.preview_child_comments or ()))
    return [*inside, *list_nodes(comment.edge_threaded_comments)]


def _add_shown(facts: Facts, media: Media, post: PostTarget) -> None:
    """Add whom a page shows as having liked or reposted a post; when, it does not tell."""
    done = [(Kind.LIKE.value, liker, None) for liker in list_likers(media)]
    sharers: dict[str | None, tuple[str, AccountSeen, str | None]] = {}
    for each in filter(None, (media, media.iphone_struct)):
        for user, text in list_reposting(each):
            if sharer := to_account(user):
                sharers.setdefault(sharer.platform_id or sharer.handle, (Kind.SHARE.value, sharer, text))
    url = f"https://www.instagram.com/p/{post.native_id}/"
    for kind, actor, text in (*done, *sharers.values()):
        facts.accounts.append(actor)
        act = ActSeen(kind, actor, post.author, object_id=post.native_id, object_url=url, precision="interval")
        facts.acts.append(replace(act, text=text) if text else act)


def _add_previews(facts: Facts, media: Media, post: PostTarget) -> None:
    """Add the few comments that are shown below a post, each once.

    What they are made of has changed often: one of another shape, or without id or author, costs the post nothing. An
    id that is a number too large for a browser to keep may have been rounded, and is none.
    """
    items = [*list_nodes(media.edge_media_to_comment), *list_nodes(media.edge_media_preview_comment)]
    for each in filter(None, (media, media.iphone_struct)):
        for shown in (each.preview_comments, each.comments):  # tools put mere counts there
            items += shown if isinstance(shown, list) else ()
    if not items:
        return
    seen = {known.native_id for known in facts.posts}
    for item in items:
        comment = _read_preview(item)
        native_id, user = to_id(comment.pk, "pk") or to_id(comment.id, "id"), comment.owner or comment.user
        is_exact = not (isinstance(comment.pk, int) and comment.pk > MAX_EXACT)
        if native_id and is_exact and native_id not in seen and user and to_account(user):
            seen.add(native_id)
            add_comment(facts, comment, post)


def _read_preview(item: Any) -> Comment:
    try:
        return msgspec.convert(item, Comment)
    except msgspec.ValidationError:
        return Comment()


def _are_two(seen: list[AccountSeen]) -> bool:
    if len(seen) < 2:
        return False
    handles = {(account.handle or "").lower() for account in seen} - {""}
    return len({account.platform_id for account in seen}) > 1 and len(handles) > 1


def _read_text(media: Media) -> str | None:
    if isinstance(media.caption, Caption):
        return media.caption.text
    if isinstance(media.caption, str):
        return media.caption
    return next((caption.text for caption in list_nodes(media.edge_media_to_caption)), media.caption_text)


def _to_us(value: Epoch) -> int | None:
    """A time as Instagram gives it, or in ISO 8601 as instagrapi writes it, to UTC microseconds."""
    return parse_moment(value)[0] if isinstance(value, str) and ":" in value else epoch_to_us(value)
