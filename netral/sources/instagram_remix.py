"""What an Instagram reel is made of: another reel that it remixes, or a comment that it answers, as its item says so.

Source: Instagram's phone items, ``clips_metadata.mashup_info.original_media`` and ``visual_replies_info``.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import msgspec

from netral.model import Kind
from netral.sources.instagram_shapes import MAX_EXACT, Media, User
from netral.sources.targets import media_to_shortcode
from netral.sources.unusable import NativeId, to_id

T = TypeVar("T")


class Original(msgspec.Struct, gc=False):
    """The reel that is remixed; of one that was deleted there is nothing."""

    pk: NativeId = None
    user: User | None = None


class Mashup(msgspec.Struct):
    original_media: Original | None = None


class Clip(msgspec.Struct):
    mashup_info: Mashup | None = None


class Answered(msgspec.Struct, gc=False):
    comment_id: NativeId = None
    commenter_username: str | None = None


class VisualReply(msgspec.Struct):
    comment_info: Answered | None = None


class Source(NamedTuple):
    """What kind of act the reel is, toward whom, and on which post or comment."""

    kind: Kind
    user: User | None
    object_id: str | None


def find_source(media: Media) -> Source | None:
    """The reel or comment that a post is made of; None for nearly every one."""
    for each in filter(None, (media, media.iphone_struct)):
        clip, reply = _read(each.clips_metadata, Clip), _read(each.visual_replies_info, VisualReply)
        if clip and clip.mashup_info and (original := clip.mashup_info.original_media):
            object_id = _to_shortcode(original.pk)
            if object_id or original.user:
                return Source(Kind.QUOTE, original.user, object_id)
        if reply and reply.comment_info and (object_id := to_id(reply.comment_info.comment_id, "comment_id")):
            return Source(Kind.REPLY, User(username=reply.comment_info.commenter_username), object_id)
    return None


def _read(value: Any, shape: type[T]) -> T | None:
    """A part whose shape Instagram changes often; one that is another costs the post nothing."""
    try:
        return msgspec.convert(value, shape) if value else None
    except msgspec.ValidationError:
        return None


def _to_shortcode(media_id: NativeId) -> str | None:
    if isinstance(media_id, int) and media_id > MAX_EXACT:
        return None  # a browser may have rounded it
    native_id = to_id(media_id, "pk")
    return media_to_shortcode(native_id) if native_id else None
