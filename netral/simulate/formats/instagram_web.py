"""An Instagram post in the three shapes its web pages give it: item of a list, node of the graph, tile of a profile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.native_ids import shortcode_to_media
from netral.simulate.posts import Post

PICTURE = "https://cdn.contoh.invalid/{id}.jpg"


def post_to_list_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post as feeds give it: with tags, and everybody named beside its author."""
    media_id = shortcode_to_media(post.native_id)
    item: dict[str, Any] = {
        "pk": media_id, "id": f"{media_id}_{post.author.platform_id}", "code": post.native_id, "media_type": 1,
        "product_type": "feed", "taken_at": int(post.created_at.timestamp()),
        "user": account_to_user(post.author, seen_at),
        "caption": {"pk": media_id[::-1], "text": spell_caption(post, seen_at), "user_id": post.author.platform_id},
        "like_count": post.likes, "comment_count": post.likes // 7, "like_and_view_counts_disabled": False,
        "image_versions2": {"candidates": [{"url": PICTURE.format(id=post.native_id), "width": 1080, "height": 1080}]},
        "coauthor_producers": [account_to_user(account, seen_at) for account in post.coauthors],
    }  # fmt: skip
    if post.tagged:
        item["usertags"] = {"in": [{"user": account_to_user(a, seen_at), "position": [0.5, 0.25]} for a in post.tagged]}
    return item


def post_to_graph_node(post: Post, seen_at: datetime, comments: list[Post] | None = None) -> dict[str, Any]:
    """A post as its own page gives it: counts, tags, and the comments that were on the screen with their answers."""
    node: dict[str, Any] = {
        "__typename": "GraphImage", "id": shortcode_to_media(post.native_id), "shortcode": post.native_id,
        "display_url": PICTURE.format(id=post.native_id), "is_video": False,
        "taken_at_timestamp": int(post.created_at.timestamp()),
        "owner": {"id": post.author.platform_id, "username": post.author.handle_at(seen_at),
                  "full_name": post.author.name, "is_private": False, "is_verified": False},
        "edge_media_to_caption": {"edges": [{"node": {"text": spell_caption(post, seen_at)}}]},
        "edge_media_to_tagged_user": {"edges": [
            {"node": {"user": account_to_user(account, seen_at), "x": 0.5, "y": 0.25}} for account in post.tagged
        ]},
        "edge_media_preview_like": {"count": post.likes}, "comments_disabled": False,
    }  # fmt: skip
    if comments is not None:
        own = [comment for comment in comments if comment.answered is post]
        edges = [{"node": _comment_to_node(comment, comments, seen_at)} for comment in own]
        node["edge_media_to_parent_comment"] = {"count": len(comments) + post.likes // 9, "edges": edges}
    return node


def post_to_tile(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post as a profile's grid gives it: neither time nor likes."""
    media_id = shortcode_to_media(post.native_id)
    return {
        "__typename": "XIGPolarisImageMedia", "pk": media_id, "id": media_id, "code": post.native_id, "media_type": 1,
        "accessibility_caption": None, "display_uri": PICTURE.format(id=post.native_id),
        "caption": {"text": post.text}, "user": account_to_user(post.author, seen_at), "_zs_partial": True,
        "_zs_instagram_view": "user",
    }  # fmt: skip


def account_to_user(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account as posts and tags name it."""
    return {
        "pk": account.platform_id, "id": account.platform_id, "username": account.handle_at(seen_at),
        "full_name": account.name, "is_private": False, "is_verified": False,
        "profile_pic_url": f"https://cdn.contoh.invalid/u/{account.platform_id}.jpg",
    }  # fmt: skip


def spell_caption(post: Post, seen_at: datetime) -> str:
    """A caption with those it mentions at its end."""
    return " ".join([post.text, *(f"@{account.handle_at(seen_at)}" for account in post.mentioned)])


def _comment_to_node(comment: Post, comments: list[Post], seen_at: datetime) -> dict[str, Any]:
    answers = [answer for answer in comments if answer.answered is comment]
    return {
        "id": comment.native_id, "text": comment.text, "created_at": int(comment.created_at.timestamp()),
        "owner": account_to_user(comment.author, seen_at), "edge_liked_by": {"count": comment.likes % 9},
        "edge_threaded_comments": {
            "count": len(answers), "edges": [{"node": _comment_to_node(each, comments, seen_at)} for each in answers],
        },
    }  # fmt: skip
