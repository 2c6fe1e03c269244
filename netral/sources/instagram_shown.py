"""Whom Instagram shows beside a post as having liked it, with a name to each -> users.

Source: Instagram's items in the browser, ``social_context``.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from netral.sources.instagram_shapes import Media

T = TypeVar("T")


class Context(msgspec.Struct, gc=False):
    """What people whom one may know did with a post, and who they are."""

    what: str | None = msgspec.field(default=None, name="social_context_type")
    users: list[Any] | None = msgspec.field(default=None, name="social_context_facepile_users")


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
