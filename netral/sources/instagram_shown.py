"""Whom Instagram shows beside a post as having liked or reposted it, with a name to each -> users.

Source: Instagram's items in the browser, ``social_context``, ``floating_context_items`` and ``media_notes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from netral.sources.instagram_shapes import Media, User
from netral.sources.unusable import NativeId

T = TypeVar("T")


class Context(msgspec.Struct, gc=False):
    """What people whom one may know did with a post, and who they are."""

    what: str | None = msgspec.field(default=None, name="social_context_type")
    users: list[Any] | None = msgspec.field(default=None, name="social_context_facepile_users")


class Note(msgspec.Struct, gc=False):
    """What somebody wrote to a post; of a mere repost nothing."""

    text: str | None = None
    user: User | None = None
    user_id: NativeId = None


class Notes(msgspec.Struct, gc=False):
    inside: Any = msgspec.field(default=None, name="items")


class Bubble(msgspec.Struct, gc=False):
    """Somebody's picture that floats over a post, and why it does."""

    what: str | None = msgspec.field(default=None, name="floating_context_item_type")
    user: User | None = None
    note: Note | None = msgspec.field(default=None, name="media_note")


def list_reposting(media: Media) -> Iterator[tuple[User, str | None]]:
    """Who reposted a post, and what each wrote to it; somebody may come twice.

    The page of somebody's reposts has them among the notes alone, where those with words may be no reposts: until 2025
    people could leave a note at a post without reposting it.
    """
    for each in _read(media.floating_context_items, Bubble):
        if each.what == "REPOSTED_BY" and each.user:
            yield each.user, (each.note.text or None) if each.note else None
    for notes in _read([media.media_notes], Notes) if media.media_notes else ():
        for note in _read(notes.inside, Note):
            if note.text == "":
                yield note.user or User(pk=note.user_id), None


def list_liking(media: Media) -> list[Any]:
    """Who "liked by" names, with id and handle."""
    contexts = _read(media.social_context, Context)
    return [user for each in contexts if each.what == "liked_by" for user in each.users or ()]


def _read(items: Any, shape: type[T]) -> list[T]:
    """A list whose shape Instagram changes often; what is of another costs the post nothing."""
    found = []
    for item in items if isinstance(items, list) else ():
        try:
            found.append(msgspec.convert(item, shape))
        except msgspec.ValidationError:
            continue
    return found
