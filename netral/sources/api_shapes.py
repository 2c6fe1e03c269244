"""The typed shapes of posts and users of the X API v2.

twarc leaves an empty object where a page includes nothing. To whom asks for ``post.fields``, and not for
``tweet.fields`` as before, X calls the same things by other names.

Source: X's data dictionary of posts and users, version 2, and its OpenAPI specification of 2026.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from netral.sources.items import read_shape
from netral.sources.unusable import NativeId, Unusable


class User(msgspec.Struct, gc=False):
    """A user, or a mention of one; empty where a page did not include the user."""

    id: NativeId = None
    username: str | None = None
    name: str | None = None


class Entities(msgspec.Struct, gc=False):
    mentions: list[User] | None = None
    urls: Any = None


class Note(msgspec.Struct, gc=False):
    """The whole of a post longer than 280 letters."""

    text: str | None = None
    entities: Entities | None = None


class Item(msgspec.Struct, gc=False):
    """A post, a user, or what a post says of another one, which twarc extends to the whole of it.

    What X calls by a newer name is kept by the older one.
    """

    id: NativeId = None
    type: str | None = None
    text: str | None = None
    created_at: str | None = None
    author_id: NativeId = None
    author: User | None = None
    conversation_id: NativeId = None
    in_reply_to_user_id: NativeId = None
    in_reply_to_user: User | None = None
    referenced_tweets: list[Item] | None = None
    edit_history_tweet_ids: list[NativeId] | None = None
    entities: Entities | None = None
    note_tweet: Note | None = None
    referenced_posts: list[Item] | None = None
    edit_history_post_ids: list[NativeId] | None = None
    note_post: Note | None = None
    username: str | None = None
    name: str | None = None
    event_type: Any = None  # of direct messages alone
    twarc: Any = msgspec.field(default=None, name="__twarc")

    def __post_init__(self) -> None:
        if self.referenced_posts or self.edit_history_post_ids or self.note_post:
            self.referenced_tweets = self.referenced_tweets or self.referenced_posts
            self.edit_history_tweet_ids = self.edit_history_tweet_ids or self.edit_history_post_ids
            self.note_tweet = self.note_tweet or self.note_post


def to_item(raw: Any) -> Item | Unusable:
    """A JSON value to the post or user that it is, or to why it is none."""
    return read_shape(partial(_convert, raw))


def _convert(raw: Any) -> Item:
    try:
        return msgspec.convert(raw, Item)
    except msgspec.ValidationError:
        return msgspec.convert(_without_gaps(raw), Item)


def _without_gaps(raw: Any) -> Any:
    """A JSON value without empty objects, which academictwitteR writes for lists with nothing in them, as R does."""
    if isinstance(raw, dict):
        return {key: _without_gaps(value) for key, value in raw.items() if value != {}}
    return [_without_gaps(value) for value in raw] if isinstance(raw, list) else raw
