"""What instaloader leaves in a folder: a post's structure, and beside it the comments under it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from netral.simulate.formats.instagram_web import account_to_user, post_to_graph_node
from netral.simulate.posts import Post

VERSION = "4.13.1"


def name_files(post: Post) -> tuple[str, str]:
    """The names of a post's structure and of its comments: whose it is, and when it was made in UTC."""
    stem = f"{post.author.handle}_{post.created_at:%Y-%m-%d_%H-%M-%S}_UTC"
    return f"{stem}.json", f"{stem}_comments.json"


def write_post(post: Post, seen_at: datetime) -> str:
    """A post to its structure on one line, as instaloader compresses it."""
    node = post_to_graph_node(post, seen_at) | {"edge_media_to_comment": {"count": post.likes // 7}}
    structure = {"instaloader": {"node_type": "Post", "version": VERSION}, "node": node}
    return json.dumps(structure, ensure_ascii=True, separators=(",", ":"))


def write_post_indented(post: Post, seen_at: datetime) -> str:
    """A post to its structure as instaloader writes it where compression is switched off."""
    return json.dumps(json.loads(write_post(post, seen_at)), indent=4, sort_keys=True)


def write_comments(post: Post, comments: list[Post], seen_at: datetime) -> str:
    """The comments under a post, newest first, each with its answers."""
    own = [comment for comment in comments if comment.answered is post]
    own.sort(key=lambda comment: (comment.created_at, comment.native_id), reverse=True)
    return json.dumps([_comment_to_item(comment, comments, seen_at) for comment in own], indent=4)


def _comment_to_item(comment: Post, comments: list[Post], seen_at: datetime) -> dict[str, Any]:
    answers = [answer for answer in comments if answer.answered is comment]
    item: dict[str, Any] = {
        "id": int(comment.native_id), "created_at": int(comment.created_at.timestamp()), "text": comment.text,
        "owner": account_to_user(comment.author, seen_at), "likes_count": comment.likes % 9,
    }  # fmt: skip
    if comment.answered and comment.answered.answered is None:
        item["answers"] = [_comment_to_item(answer, comments, seen_at) for answer in answers]
    return item
