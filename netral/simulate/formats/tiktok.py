"""TikTok posts and comments as its web pages give them to whoever scrolls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.formats.x_post import list_hashtags
from netral.simulate.posts import Post


def post_to_item(post: Post, seen_at: datetime, embedded: bool = False) -> dict[str, Any]:
    """A video to its item; embedded in a page, the author is a mere handle and the time is text."""
    author, seconds = post.author, int(post.created_at.timestamp())
    mentions = [
        {"type": 0, "userId": account.platform_id, "userUniqueId": account.handle_at(seen_at), "hashtagName": ""}
        for account in post.mentioned
    ]  # fmt: skip
    item: dict[str, Any] = {
        "id": post.native_id, "desc": spell_description(post, seen_at),
        "createTime": str(seconds) if embedded else seconds,
        "author": author.handle_at(seen_at) if embedded else _account_to_author(author, seen_at),
        "stats": {"diggCount": post.likes, "commentCount": post.likes // 7, "shareCount": post.likes // 20,
                  "playCount": post.likes * 53},
        "textExtra": [{"type": 1, "hashtagName": tag, "userId": "", "userUniqueId": ""}
                      for tag in list_hashtags(post.text)] + mentions,
        "duetInfo": {"duetFromId": post.quoted.native_id if post.quoted else "0"},
        "music": {"id": "7000000000000000001", "title": "suara asli"}, "video": {"duration": 15 + post.likes % 40},
    }  # fmt: skip
    if embedded:
        item |= {"authorId": author.platform_id, "nickname": author.name}
    return item


def comment_to_item(comment: Post, seen_at: datetime, answers: list[Post] | None = None) -> dict[str, Any]:
    """A comment to its item; an answer says which comment it is below, and may lie within it."""
    parent = comment.answered
    return {
        "cid": comment.native_id, "aweme_id": comment.root.native_id, "text": comment.text,
        "create_time": int(comment.created_at.timestamp()), "digg_count": comment.likes % 9,
        "reply_id": parent.native_id if parent and parent.answered else "0", "reply_to_reply_id": "0",
        "reply_comment_total": len(answers or ()),
        "reply_comment": [comment_to_item(answer, seen_at) for answer in answers] if answers else None,
        "user": {"uid": comment.author.platform_id, "unique_id": comment.author.handle_at(seen_at),
                 "nickname": comment.author.name, "sec_uid": f"MS4wLjAB{comment.author.platform_id}"},
    }  # fmt: skip


def spell_description(post: Post, seen_at: datetime) -> str:
    """A description with those it mentions at its end."""
    return " ".join([post.text, *(f"@{account.handle_at(seen_at)}" for account in post.mentioned)])


def _account_to_author(account: Account, seen_at: datetime) -> dict[str, Any]:
    return {
        "id": account.platform_id, "uniqueId": account.handle_at(seen_at), "nickname": account.name,
        "secUid": f"MS4wLjAB{account.platform_id}", "signature": account.bio, "verified": False,
    }  # fmt: skip
