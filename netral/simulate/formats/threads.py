"""Threads posts as its web pages give them: a repost or quote holds the other post, a reply only its author."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.native_ids import shortcode_to_media
from netral.simulate.posts import Post


def post_to_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to its item; one without a caption has null for it."""
    media_id, answered = shortcode_to_media(post.native_id), post.answered
    return {
        "pk": media_id, "id": f"{media_id}_{post.author.platform_id}", "code": post.native_id,
        "user": account_to_user(post.author, seen_at), "taken_at": int(post.created_at.timestamp()),
        "caption": {"text": post.text} if post.text else None, "like_count": post.likes,
        "text_post_app_info": {
            "is_reply": answered is not None, "direct_reply_count": post.likes // 9,
            "reply_to_author": account_to_user(answered.author, seen_at) if answered else None,
            "share_info": {
                "quoted_post": post_to_item(post.quoted, seen_at) if post.quoted else None,
                "reposted_post": post_to_item(post.shared, seen_at) if post.shared else None,
            },
        },
    }  # fmt: skip


def account_to_user(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account as posts name it."""
    return {
        "pk": account.platform_id, "username": account.handle_at(seen_at), "full_name": account.name,
        "is_verified": False, "profile_pic_url": f"https://cdn.contoh.invalid/u/{account.platform_id}.jpg",
    }  # fmt: skip
