"""How posts and users lie in X's own pages, today's, older ones and those of the API before version 2.

Unknown fields are passed over. Source: the pages themselves; X's data dictionary of posts, version 1.1.
"""

from __future__ import annotations

from typing import Any

import msgspec

from netral.sources.moments import Epoch
from netral.sources.unusable import NativeId


class User(msgspec.Struct, gc=False):
    """A user, or a mention of one: names lie under ``core``, in older pages under ``legacy``, before that beside."""

    rest_id: NativeId = None
    core: User | None = None
    legacy: User | None = None
    id_str: NativeId = None
    screen_name: str | None = None
    name: str | None = None
    typename: Any = msgspec.field(default=None, name="__typename")


class UserHolder(msgspec.Struct, gc=False):
    result: User | None = None


class Core(msgspec.Struct, gc=False):
    """Whose post it is; some pages for X's apps name it otherwise."""

    user_results: UserHolder | None = None
    user_result: UserHolder | None = None


class Link(msgspec.Struct, gc=False):
    url: Any = None
    expanded_url: Any = None


class Tag(msgspec.Struct, gc=False):
    """Somebody tagged in a picture."""

    user_id: NativeId = None
    screen_name: str | None = None
    name: str | None = None


class Feature(msgspec.Struct, gc=False):
    tags: list[Tag] | None = None


class Features(msgspec.Struct, gc=False):
    all: Feature | None = None


class Media(msgspec.Struct, gc=False):
    """A picture or video; one out of another post says which."""

    expanded_url: str | None = None
    source_status_id_str: Any = None
    features: Features | None = None


class Entities(msgspec.Struct, gc=False):
    user_mentions: list[User] | None = None
    urls: list[Link] | None = None
    media: list[Media] | None = None


class Note(msgspec.Struct, gc=False):
    """The whole of a post longer than 280 letters."""

    text: str | None = None
    entity_set: Entities | None = None


class NoteHolder(msgspec.Struct, gc=False):
    result: Note | None = None


class NoteTweet(msgspec.Struct, gc=False):
    note_tweet_results: NoteHolder | None = None


class Versions(msgspec.Struct, gc=False):
    """The ids of an edited post's versions, oldest first; a later version has them one level deeper."""

    edit_tweet_ids: list[NativeId] | None = None
    edit_control_initial: Versions | None = None


class Permalink(msgspec.Struct, gc=False):
    expanded: str | None = None


class Holder(msgspec.Struct, gc=False):
    """A post within another one's; of one that is not shown there may be the id."""

    result: Result | None = None
    rest_id: NativeId = None


class Extended(msgspec.Struct, gc=False):
    full_text: str | None = None


class Fields(msgspec.Struct, gc=False):
    """What a post says. X's site and its apps get what it shares, and its time, under different names."""

    created_at: str | None = None
    created_at_ms: Epoch = None
    conversation_id_str: NativeId = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    full_text: str | None = None
    in_reply_to_screen_name: str | None = None
    in_reply_to_status_id_str: NativeId = None
    in_reply_to_user_id_str: NativeId = None
    is_quote_status: Any = None
    quoted_status_id_str: NativeId = None
    quoted_status_permalink: Permalink | None = None
    user_id_str: NativeId = None
    id_str: NativeId = None
    retweeted_status_id_str: NativeId = None
    retweeted_status_result: Holder | None = None
    retweeted_status_results: Holder | None = None
    repostedStatusResults: Holder | None = None  # noqa: N815 - X's own name
    retweeted_status: Result | None = None
    text: str | None = None
    extended_tweet: Extended | None = None


class Result(Fields, gc=False):
    """A post; what it says lies under ``legacy``, or, since May 2026 and before there were such pages, beside its id.

    In the newest pages text and time lie under ``details``, people, links and pictures beside the id, and what it
    shares alone under ``legacy``. With notes of X around it, it lies under ``tweet``.
    """

    rest_id: NativeId = None
    core: Core | None = None
    details: Fields | None = None
    edit_control: Versions | None = None
    legacy: Fields | None = None
    media_entities: list[Media] | None = None
    media_entities2: list[Media] | None = None
    mention_entities: list[User] | None = None
    note_tweet: NoteTweet | None = None
    quoted_status_result: Holder | None = None
    quoted_tweet_results: Holder | None = None
    quotedPostResults: Holder | None = None  # noqa: N815
    quoted_status: Result | None = None
    reply_to_results: Holder | None = None
    reply_to_user_results: UserHolder | None = None
    tweet: Result | None = None
    url_entities: list[Link] | None = None
    user: User | None = None
    typename: Any = msgspec.field(default=None, name="__typename")
