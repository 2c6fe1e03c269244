"""Raw pages of X's own web interface, as a collector keeps them before anything is parsed."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.formats.x_post import count_reactions, list_hashtags, locate_mentions, spell_text
from netral.simulate.posts import Post

PAGE_POSTS = 20
PLATFORM_TIME = "%a %b %d %H:%M:%S +0000 %Y"


def write_timeline(posts: list[Post], seen_at: datetime, tombstones: Iterable[str] = ()) -> Iterator[str]:
    """An account's posts to its timeline's pages, one a line; of a deleted post X shows a tombstone."""
    entries = [_post_to_entry(post, seen_at) for post in posts]
    gone = {"__typename": "TweetTombstone", "tombstone": {}}
    entries += [_wrap(f"tweet-{native_id}", gone) for native_id in tombstones]
    for start in range(0, len(entries), PAGE_POSTS):
        page = [*entries[start : start + PAGE_POSTS], *_make_furniture(start)]
        instructions = [{"type": "TimelineClearCache"}, {"type": "TimelineAddEntries", "entries": page}]
        result = {"__typename": "User", "timeline": {"timeline": {"instructions": instructions}}}
        yield json.dumps({"data": {"user": {"result": result}}}, ensure_ascii=False, separators=(",", ":"))


def write_thread(posts: list[Post], seen_at: datetime) -> str:
    """A post and its answers to one page of the whole thread, as a file of its own."""
    entries = [_post_to_entry(post, seen_at) for post in posts]
    instructions = [{"type": "TimelineAddEntries", "entries": [*entries, *_make_furniture(0)]}]
    page = {"data": {"threaded_conversation_with_injections_v2": {"instructions": instructions}}}
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def post_to_result(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to X's own object of it; shared and quoted posts are nested in full."""
    versions = post.list_versions(seen_at)
    result: dict[str, Any] = {
        "__typename": "Tweet", "rest_id": versions[-1],
        "core": {"user_results": {"result": account_to_result(post.author, seen_at)}},
        "edit_control": _describe_edits(post, versions), "is_translatable": False,
        "views": {"count": str(post.likes * 31), "state": "EnabledWithCount"},
        "source": '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
        "legacy": _describe_legacy(post, versions, seen_at),
    }  # fmt: skip
    if post.quoted:
        result["quoted_status_result"] = {"result": post_to_result(post.quoted, seen_at)}
    return result


def account_to_result(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account to X's own object of it, whose handle stands in ``core`` since 2025 and in ``legacy`` before."""
    return {
        "__typename": "User", "id": b64encode(f"User:{account.platform_id}".encode()).decode("ascii"),
        "rest_id": account.platform_id, "is_blue_verified": account.role == "candidate",
        "legacy": {
            "created_at": account.created_at.strftime(PLATFORM_TIME), "description": account.bio,
            "followers_count": account.followers, "friends_count": account.followers % 700 + 30, "name": account.name,
            "screen_name": account.handle_at(seen_at), "statuses_count": account.followers % 4000 + 12,
        },
    }  # fmt: skip


def _describe_legacy(post: Post, versions: list[str], seen_at: datetime) -> dict[str, Any]:
    counts, text, answered = count_reactions(post, seen_at), spell_text(post, seen_at), post.answered
    made_at = post.edited_at if post.edited_at and len(versions) > 1 else post.created_at
    legacy: dict[str, Any] = {
        "bookmark_count": post.likes // 40, "conversation_id_str": post.root.native_id,
        "created_at": made_at.strftime(PLATFORM_TIME),
        "entities": {
            "hashtags": [{"indices": [0, len(tag) + 1], "text": tag} for tag in list_hashtags(text)], "urls": [],
            "user_mentions": [
                {"id_str": account.platform_id, "name": account.name, "screen_name": account.handle_at(seen_at),
                 "indices": [start, end]}
                for account, start, end in locate_mentions(post, seen_at)
            ],
        },
        "favorite_count": counts["likeCount"], "full_text": text, "is_quote_status": post.quoted is not None,
        "lang": "in", "quote_count": counts["quoteCount"], "reply_count": counts["replyCount"],
        "retweet_count": counts["retweetCount"], "user_id_str": post.author.platform_id, "id_str": versions[-1],
    }  # fmt: skip
    if answered:
        legacy |= {
            "in_reply_to_screen_name": answered.author.handle_at(seen_at),
            "in_reply_to_status_id_str": answered.native_id, "in_reply_to_user_id_str": answered.author.platform_id,
        }  # fmt: skip
    if post.shared:
        legacy["retweeted_status_result"] = {"result": post_to_result(post.shared, seen_at)}
    if post.quoted:
        legacy["quoted_status_id_str"] = post.quoted.native_id
    return legacy


def _describe_edits(post: Post, versions: list[str]) -> dict[str, Any]:
    until = post.created_at + timedelta(hours=1)
    own = {
        "edit_tweet_ids": versions, "editable_until_msecs": str(int(until.timestamp()) * 1000),
        "is_edit_eligible": not post.answered and not post.shared, "edits_remaining": str(6 - len(versions)),
    }  # fmt: skip
    return {"initial_tweet_id": versions[0], "edit_control_initial": own} if len(versions) > 1 else own


def _post_to_entry(post: Post, seen_at: datetime) -> dict[str, Any]:
    return _wrap(f"tweet-{post.list_versions(seen_at)[-1]}", post_to_result(post, seen_at))


def _wrap(entry_id: str, result: dict[str, Any]) -> dict[str, Any]:
    item = {"__typename": "TimelineTweet", "itemType": "TimelineTweet", "tweet_results": {"result": result}}
    kind = "TimelineTimelineItem"
    content = {"__typename": kind, "entryType": kind, "itemContent": item}
    return {"entryId": entry_id, "sortIndex": entry_id.partition("-")[2], "content": content}


def _make_furniture(start: int) -> list[dict[str, Any]]:
    """What stands on a page and is no observation: cursors."""
    return [
        {"entryId": f"cursor-{side}-{start}",
         "content": {"entryType": "TimelineTimelineCursor", "cursorType": side.title(), "value": f"DAAB{start:05d}"}}
        for side in ("top", "bottom")
    ]  # fmt: skip
