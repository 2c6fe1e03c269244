"""Whom a post of Instagram names: who is tagged, joint author, or shown as liking it -> accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from netral.model import AccountSeen
from netral.sources.instagram_shapes import Media, Tagged, User, UserTags, list_nodes
from netral.sources.instagram_shown import list_liking
from netral.sources.tweet import is_same
from netral.sources.unusable import Unusable, to_id

# Instagram allows 20 tags and fewer authors; every pair of authors makes two acts.
MAX_NAMED = 100
# Facebook's own number of an Instagram account, which Instagram's pages of 2026 give as id, the account's own as pk.
FACEBOOK_ID = re.compile(r"17841\d{12}", re.ASCII)


def to_account(user: User) -> AccountSeen | None:
    """A user to an account; None when it has neither id nor username."""
    native_id = to_id(user.pk, "pk") or to_id(user.id, "id")
    if native_id and FACEBOOK_ID.fullmatch(native_id):
        native_id = None
    if native_id is None and not user.username:
        return None
    return AccountSeen("instagram", native_id, user.username or None, user.full_name or None)


def read_users(shown: list[Any]) -> Iterator[AccountSeen]:
    """Users, or mere handles, to accounts; what is none is passed over."""
    for user in shown:
        try:
            account = to_account(User(username=user) if isinstance(user, str) else msgspec.convert(user, User))
        except msgspec.ValidationError:
            continue
        if account is not None:
            yield account


def list_tagged(media: Media) -> list[AccountSeen]:
    """Who is tagged in the pictures of a post, or named as its paid partner, each once.

    Raises
    ------
    Unusable
        When there are more than any post can name.
    """
    tags: list[Tagged] = []
    for each in filter(None, (media, media.iphone_struct)):
        slides = (*(each.carousel_media or ()), *(each.resources or ()), *list_nodes(each.edge_sidecar_to_children))
        for part in (each, *slides):
            tags += list_nodes(part.edge_media_to_tagged_user)
            tags += (part.usertags.inside if isinstance(part.usertags, UserTags) else part.usertags) or ()
        tags += _list_partners(each)
    return drop_same([account for tag in tags if tag.user and (account := to_account(tag.user))]) if tags else []


def _list_partners(media: Media) -> Iterator[Tagged]:
    """Whom a paid post names as its partners: its author tags them, if not in the picture."""
    tags = media.sponsor_tags if isinstance(media.sponsor_tags, list) else ()
    for tag in (*list_nodes(media.edge_media_to_sponsor_user), *tags):
        try:
            yield Tagged(msgspec.convert(tag["sponsor"], User))
        except (TypeError, KeyError, msgspec.ValidationError):  # tools write the account there, or less
            continue


def list_joint(media: Media) -> list[AccountSeen]:
    """Everybody named as an author beside the one who posted."""
    users = [*(media.coauthor_producers or ())]
    users += (media.iphone_struct.coauthor_producers or ()) if media.iphone_struct else ()
    return [account for user in users if (account := to_account(user))]


def drop_same(accounts: list[AccountSeen]) -> list[AccountSeen]:
    """Accounts, each once.

    Raises
    ------
    Unusable
        When there are more than any post can name.
    """
    if len(accounts) < 2:
        return accounts
    left: list[AccountSeen] = []
    for account in accounts:
        if not any(is_same(account, other) for other in left):
            left.append(account)
        if len(left) > MAX_NAMED:
            raise Unusable("unexpected_shape", f"one post names more than {MAX_NAMED} people, which no platform allows")
    return left


def list_likers(media: Media) -> list[AccountSeen]:
    """The few who are shown below a post as liking it, mostly those whom the analyst's account follows, each once.

    Instagram names the same few by id, by handle and by both, so those with both come first.
    """
    shown: list[Any] = list_nodes(media.edge_media_preview_like)
    for each in filter(None, (media, media.iphone_struct)):
        for users in (list_liking(each), each.likers, each.facepile_top_likers, each.top_likers):
            shown += users if isinstance(users, list) else ()
    if not shown:
        return []
    likers: list[AccountSeen] = []
    seen: set[tuple[str, str]] = set()
    for liker in sorted(read_users(shown), key=lambda liker: not (liker.platform_id and liker.handle)):
        named = (("id", liker.platform_id), ("handle", (liker.handle or "").lower()))
        names = {(what, name) for what, name in named if name}
        if not names & seen:
            likers.append(liker)
        seen |= names
    return likers
