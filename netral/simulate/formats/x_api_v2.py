"""Pages of the X API v2 as twarc writes them, one a line: posts, and beside them whom and what they refer to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.formats.x_post import count_reactions, list_named, locate_mentions, spell_text
from netral.simulate.posts import Post

PAGE_POSTS = 100
API_TIME = "%Y-%m-%dT%H:%M:%S.000Z"


def write_pages(posts: list[Post], seen_at: datetime) -> Iterator[str]:
    """Posts to pages; X escapes nothing but what JSON asks for, twarc all that is not ASCII."""
    for start in range(0, len(posts), PAGE_POSTS):
        page = posts[start : start + PAGE_POSTS]
        tweets = {post.native_id: post for each in page for post in (each.shared, each.quoted, each.answered) if post}
        users = {
            account.platform_id: account
            for post in [*page, *tweets.values()] for account in [post.author, *list_named(post)]
        }  # fmt: skip
        items = [post_to_item(post, seen_at) for post in page]
        yield json.dumps({
            "data": items,
            "includes": {
                "users": [account_to_item(account, seen_at) for account in users.values()],
                "tweets": [post_to_item(post, seen_at) for post in tweets.values()],
            },
            "meta": {"newest_id": items[-1]["id"], "oldest_id": items[0]["id"], "result_count": len(items)},
            "__twarc": {
                "url": "https://api.twitter.com/2/tweets/search/all?max_results=100", "version": "2.14.0",
                "retrieved_at": seen_at.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            },
        })  # fmt: skip


def post_to_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to the API's object of it; of an edited one, the newest version there is."""
    versions, counts = post.list_versions(seen_at), count_reactions(post, seen_at)
    made_at = post.edited_at if post.edited_at and len(versions) > 1 else post.created_at
    item: dict[str, Any] = {
        "id": versions[-1], "text": spell_text(post, seen_at), "created_at": made_at.strftime(API_TIME),
        "author_id": post.author.platform_id, "conversation_id": post.root.native_id, "lang": "in",
        "edit_history_tweet_ids": versions, "reply_settings": "everyone", "possibly_sensitive": False,
        "public_metrics": {
            "retweet_count": counts["retweetCount"], "reply_count": counts["replyCount"],
            "like_count": 0 if post.shared else counts["likeCount"], "quote_count": counts["quoteCount"],
            "impression_count": post.likes * 31,
        },
    }  # fmt: skip
    referred = [
        {"type": kind, "id": other.native_id}
        for kind, other in (("retweeted", post.shared), ("quoted", post.quoted), ("replied_to", post.answered)) if other
    ]  # fmt: skip
    if referred:
        item["referenced_tweets"] = referred
    if post.answered:
        item["in_reply_to_user_id"] = post.answered.author.platform_id
    if mentions := locate_mentions(post, seen_at):
        item["entities"] = {"mentions": [
            {"start": start, "end": end, "username": account.handle_at(seen_at), "id": account.platform_id}
            for account, start, end in mentions
        ]}  # fmt: skip
    return item


def account_to_item(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account to the API's object of it."""
    return {
        "id": account.platform_id, "name": account.name, "username": account.handle_at(seen_at),
        "created_at": account.created_at.strftime(API_TIME), "description": account.bio, "protected": False,
        "verified": False,
        "public_metrics": {
            "followers_count": account.followers, "following_count": account.followers % 700 + 30,
            "tweet_count": account.followers % 4000 + 12, "listed_count": account.followers // 1000,
        },
    }  # fmt: skip
