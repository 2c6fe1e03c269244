"""How Instagram's posts, comments and users lie in what the tools write; unknown fields are passed over.

Source: the three shapes that 4CAT's Instagram data source tells apart (item list, graph, polaris) and the nodes that
instaloader writes, which are the graph's with Instagram's phone items inside them as ``iphone_struct``.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

from netral.sources.moments import Epoch
from netral.sources.unusable import NativeId

T = TypeVar("T")
# The largest whole number that a browser keeps exactly.
MAX_EXACT = 1 << 53


class User(msgspec.Struct, gc=False):
    id: NativeId = None
    pk: NativeId = None
    username: str | None = None
    full_name: str | None = None


class Edge(msgspec.Struct, Generic[T]):
    node: T


class Edges(msgspec.Struct, Generic[T]):
    """The graph's lists; it also gives mere counts."""

    edges: list[Edge[T]] | None = None


class Caption(msgspec.Struct, gc=False):
    text: str | None = None


class Tagged(msgspec.Struct):
    user: User | None = None


class UserTags(msgspec.Struct):
    inside: list[Tagged] | None = msgspec.field(default=None, name="in")


class Slide(msgspec.Struct):
    """One picture or video of several in a post; each has its own tags."""

    usertags: UserTags | list[Tagged] | None = None  # a mere list in instagrapi's items
    edge_media_to_tagged_user: Edges[Tagged] | None = None


class Comment(msgspec.Struct):
    """A comment, with its answers as instaloader, Instagram's phone interface or the graph holds them."""

    id: NativeId = None
    pk: NativeId = None
    text: str | None = None
    created_at: Epoch = None
    created_at_utc: Epoch = None
    owner: User | None = None
    user: User | None = None
    parent_comment_id: NativeId = None
    replied_to_comment_id: NativeId = None
    answers: list[Comment] | None = None
    preview_child_comments: list[Comment] | None = None
    edge_threaded_comments: Edges[Comment] | None = None
    is_liked_by_media_owner: Any = None


class Media(Slide):
    """A post in any of the three shapes; unknown fields are passed over."""

    typename: str | None = msgspec.field(default=None, name="__typename")
    product_type: str | None = None
    code: str | None = None
    shortcode: str | None = None
    user: User | None = None
    owner: User | None = None
    owner_id: Any = None
    taken_at: Epoch = None
    taken_at_timestamp: Epoch = None
    date: Epoch = None
    caption: Caption | str | msgspec.UnsetType | None = msgspec.UNSET
    caption_text: str | None = None
    edge_media_to_caption: Edges[Caption] | None = None
    carousel_media: list[Slide] | None = None
    resources: list[Slide] | None = None
    edge_sidecar_to_children: Edges[Slide] | None = None
    coauthor_producers: list[User] | None = None
    likers: Any = None
    facepile_top_likers: Any = None
    top_likers: Any = None
    social_context: Any = None
    floating_context_items: Any = None
    media_notes: Any = None
    edge_media_preview_like: Edges[Any] | None = None
    sponsor_tags: Any = None
    edge_media_to_sponsor_user: Edges[Any] | None = None
    edge_media_to_parent_comment: Edges[Comment] | None = None
    edge_media_to_comment: Edges[Any] | None = None
    edge_media_preview_comment: Edges[Any] | None = None
    clips_metadata: Any = None
    visual_replies_info: Any = None
    comments: Any = None
    preview_comments: Any = None
    iphone_struct: Media | None = None
    is_partial: bool | None = msgspec.field(default=None, name="_zs_partial")


def list_nodes(edges: Edges[T] | None) -> list[T]:
    """The nodes of a graph's edges; none where there are no edges."""
    return [edge.node for edge in edges.edges or ()] if edges else []
