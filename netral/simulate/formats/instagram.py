"""Instagram posts as snscrape gives them and the bare user objects of a list of likers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.posts import Post


def post_to_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to snscrape's InstagramPost: an address with the shortcode, a date, a username; no id."""
    return {
        "_type": "snscrape.modules.instagram.InstagramPost", "url": post.url, "date": post.created_at.isoformat(),
        "content": post.text, "thumbnailUrl": f"https://cdn.contoh.invalid/{post.native_id}_s.jpg",
        "displayUrl": f"https://cdn.contoh.invalid/{post.native_id}.jpg", "username": post.author.handle_at(seen_at),
        "likes": post.likes + max(0, (seen_at - post.created_at).days), "comments": post.likes // 7,
        "commentsDisabled": False, "isVideo": post.likes % 5 == 0,
    }  # fmt: skip


def account_to_item(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account to a liker: id, username, full name and little else."""
    return {
        "id": account.platform_id, "username": account.handle_at(seen_at), "full_name": account.name,
        "is_private": False, "is_verified": False, "profile_pic_url": f"https://cdn.contoh.invalid/u/{account.platform_id}.jpg",
    }  # fmt: skip
