"""X posts and accounts as items of twscrape (today's names) and of old snscrape (``content``, twitter.com)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.formats.x_post import count_reactions, list_hashtags, list_named, spell_text
from netral.simulate.posts import Post

PROFILE_IMAGE = "https://pbs.twimg.com/profile_images/{id}/contoh_normal.jpg"
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
SOURCE = '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>'


def write_items(posts: Iterable[Post], seen_at: datetime) -> Iterator[str]:
    """Posts to twscrape's JSONL: ASCII escapes and spaces after separators, as the tool prints them."""
    return (json.dumps(post_to_item(post, seen_at)) for post in posts)


def write_old_items(posts: Iterable[Post], seen_at: datetime) -> Iterator[str]:
    """Posts to the JSONL of snscrape as it was in January 2023."""
    return (json.dumps(post_to_old_item(post, seen_at)) for post in posts)


def account_to_item(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account to twscrape's User, keys in the tool's order."""
    handle = account.handle_at(seen_at)
    return {
        "id": int(account.platform_id), "id_str": account.platform_id, "url": f"https://x.com/{handle}",
        "username": handle, "displayname": account.name, "rawDescription": account.bio,
        "created": _spell_created(account), "followersCount": account.followers,
        "friendsCount": account.followers % 700 + 30, "statusesCount": account.followers % 4000 + 12,
        "favouritesCount": account.followers % 900, "listedCount": account.followers // 1000,
        "mediaCount": account.followers % 300, "location": "Kota Contoh",
        "profileImageUrl": PROFILE_IMAGE.format(id=account.platform_id), "profileBannerUrl": None, "protected": False,
        "verified": False, "blue": account.role == "candidate", "blueType": None, "descriptionLinks": [],
        "pinnedIds": [], "_type": "snscrape.modules.twitter.User",
    }  # fmt: skip


def _spell_created(account: Account) -> str:
    """When an account was made; where X did not say, the tool writes the beginning of 1970."""
    return str(NO_TIME if int(account.platform_id) % 13 == 0 else account.created_at)


def account_to_ref(account: Account, seen_at: datetime) -> dict[str, Any]:
    """An account to the short UserRef of mentions and of the answered."""
    return {
        "id": int(account.platform_id), "id_str": account.platform_id, "username": account.handle_at(seen_at),
        "displayname": account.name, "_type": "snscrape.modules.twitter.UserRef",
    }  # fmt: skip


def post_to_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to twscrape's Tweet; shared and quoted posts are nested in full."""
    named, versions = list_named(post), post.list_versions(seen_at)
    native_id, made_at = versions[-1], post.edited_at if post.edited_at and len(versions) > 1 else post.created_at
    item: dict[str, Any] = {
        "id": int(native_id), "id_str": native_id,
        "url": f"https://x.com/{post.author.handle_at(seen_at)}/status/{native_id}", "date": str(made_at),
        "user": account_to_item(post.author, seen_at), "lang": "in", "rawContent": spell_text(post, seen_at),
        **count_reactions(post, seen_at), "bookmarkedCount": post.likes // 40,
        "conversationId": int(post.root.native_id), "conversationIdStr": post.root.native_id,
        "hashtags": list_hashtags(post.text), "cashtags": [],
        "mentionedUsers": [account_to_ref(account, seen_at) for account in named], "links": [],
        "media": {"photos": [], "videos": [], "animated": []}, "viewCount": None if post.shared else post.likes * 31,
        "retweetedTweet": post_to_item(post.shared, seen_at) if post.shared else None,
        "quotedTweet": post_to_item(post.quoted, seen_at) if post.quoted else None, "place": None, "coordinates": None,
    }  # fmt: skip
    item |= _describe_answer(post, seen_at)
    item |= {
        "source": SOURCE, "sourceUrl": "https://mobile.twitter.com", "sourceLabel": "Twitter Web App", "card": None,
        "possibly_sensitive": False, "isQuoteStatus": post.quoted is not None, "isTranslatable": False,
        "displayTextRange": [0, len(post.text)],
        "inReplyToScreenName": post.answered.author.handle_at(seen_at) if post.answered else None,
        "editControl": {"edit_tweet_ids": versions} if len(versions) > 1 else None, "voiceInfo": None,
        "_type": "snscrape.modules.twitter.Tweet",
    }  # fmt: skip
    return item


def post_to_old_item(post: Post, seen_at: datetime) -> dict[str, Any]:
    """A post to snscrape's Tweet of early 2023: no ``rawContent``, no ``id_str``, ISO dates, twitter.com."""
    text = spell_text(post, seen_at)
    answered = post.answered
    return {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": f"https://twitter.com/{post.author.handle_at(seen_at)}/status/{post.native_id}",
        "date": post.created_at.isoformat(), "content": text, "renderedContent": text, "id": int(post.native_id),
        "user": _account_to_old_item(post.author, seen_at), **count_reactions(post, seen_at),
        "conversationId": int(post.root.native_id), "lang": "in", "source": SOURCE,
        "sourceUrl": "https://mobile.twitter.com", "sourceLabel": "Twitter Web App", "outlinks": None,
        "tcooutlinks": None, "media": None,
        "retweetedTweet": post_to_old_item(post.shared, seen_at) if post.shared else None,
        "quotedTweet": post_to_old_item(post.quoted, seen_at) if post.quoted else None,
        "inReplyToTweetId": int(answered.native_id) if answered else None,
        "inReplyToUser": _account_to_old_item(answered.author, seen_at) if answered else None,
        "mentionedUsers": [_account_to_old_item(account, seen_at) for account in list_named(post)] or None,
        "coordinates": None, "place": None, "hashtags": list_hashtags(post.text) or None, "cashtags": None,
    }  # fmt: skip


def _account_to_old_item(account: Account, seen_at: datetime) -> dict[str, Any]:
    handle = account.handle_at(seen_at)
    return {
        "_type": "snscrape.modules.twitter.User", "username": handle, "id": int(account.platform_id),
        "displayname": account.name, "description": account.bio, "rawDescription": account.bio, "descriptionUrls": None,
        "verified": False, "created": account.created_at.isoformat(), "followersCount": account.followers,
        "friendsCount": account.followers % 700 + 30, "statusesCount": account.followers % 4000 + 12,
        "favouritesCount": account.followers % 900, "listedCount": account.followers // 1000,
        "mediaCount": account.followers % 300, "location": "Kota Contoh", "protected": False, "linkUrl": None,
        "linkTcourl": None, "profileImageUrl": PROFILE_IMAGE.format(id=account.platform_id), "profileBannerUrl": None,
        "label": None, "url": f"https://twitter.com/{handle}",
    }  # fmt: skip


def _describe_answer(post: Post, seen_at: datetime) -> dict[str, Any]:
    answered = post.answered
    return {
        "inReplyToTweetId": int(answered.native_id) if answered else None,
        "inReplyToTweetIdStr": answered.native_id if answered else None,
        "inReplyToUser": account_to_ref(answered.author, seen_at) if answered else None,
    }
