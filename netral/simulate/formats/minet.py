"""The CSVs of minet for X, Instagram and Telegram: its own columns behind the input's, lists joined by ``|``.

``local_time`` and ``collection_time`` are those of the machine it ran on, here in Paris, and do not say so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from netral.simulate.accounts import Account
from netral.simulate.formats.x_post import count_reactions, list_hashtags, list_named, spell_text
from netral.simulate.native_ids import shortcode_to_media
from netral.simulate.posts import Post

MACHINE_ZONE = ZoneInfo("Europe/Paris")
LOCAL_TIME = "%Y-%m-%dT%H:%M:%S"
TWEET = (
    "query", "id", "timestamp_utc", "local_time", "user_screen_name", "text", "possibly_sensitive", "retweet_count",
    "like_count", "reply_count", "lang", "to_username", "to_userid", "to_tweetid", "source_name", "source_url",
    "user_location", "lat", "lng", "user_id", "user_name", "user_verified", "user_description", "user_url",
    "user_image", "user_tweets", "user_followers", "user_friends", "user_likes", "user_lists", "user_created_at",
    "user_timestamp_utc", "collected_via", "match_query", "retweeted_id", "retweeted_user", "retweeted_user_id",
    "retweeted_timestamp_utc", "quoted_id", "quoted_user", "quoted_user_id", "quoted_timestamp_utc", "collection_time",
    "url", "place_country_code", "place_name", "place_type", "place_coordinates", "links", "domains", "media_urls",
    "media_files", "media_types", "mentioned_names", "mentioned_ids", "hashtags",
)  # fmt: skip
INSTAGRAM_POST = (
    "user", "username", "full_name", "is_verified", "id", "media_type", "shortcode", "url", "caption", "hashtags",
    "mentioned_names", "like_and_view_counts_disabled", "like_count", "comment_count", "main_thumbnail_url",
    "medias_type", "medias_url", "usertags_medias", "taken_at_timestamp", "utc_time", "coauthor_usernames",
)  # fmt: skip
INSTAGRAM_COMMENT = (
    "post", "id", "index", "parent_id", "child_index", "text", "hashtags", "mentioned_names", "has_translation",
    "comment_like_count", "is_liked_by_media_owner", "child_comment_count", "created_at_utc", "utc_time", "username",
    "user_id", "user_full_name", "user_is_private", "user_is_mentionable", "user_is_verified", "user_profile_pic_id",
    "user_profile_pic_url", "user_fbid_v2",
)  # fmt: skip
TELEGRAM_MESSAGE = (
    "channel_name", "link_to_message", "could_be_displayed", "user", "user_link", "user_img", "text", "nb_hashtags",
    "hashtags", "is_reply_img", "is_reply_user", "is_reply_text", "stickers", "nb_photos", "photos", "nb_videos",
    "videos", "videos_times", "nb_links", "links", "link_img", "link_site", "link_title", "link_description", "views",
    "datetime", "edited",
)  # fmt: skip
Rows = Iterable[dict[str, Any]]


def write_tweets(posts: Iterable[Post], query: str, seen_at: datetime) -> str:
    """Posts of X to rows; a quoted post's words stand in the text of the one that quotes it."""
    return _write_table(TWEET, (_tweet_to_row(post, query, seen_at) for post in posts))


def write_followers(lists: Iterable[tuple[Account, list[Account]]]) -> str:
    """Accounts of X with their followers to rows: bare ids behind the account that was asked for."""
    rows = (
        {"user": account.handle, "cursor": "", "follower_id": follower.platform_id}
        for account, followers in lists for follower in followers
    )  # fmt: skip
    return _write_table(("user", "cursor", "follower_id"), rows)


def write_instagram_posts(posts: Iterable[Post], seen_at: datetime, garbled: Iterable[Post] = ()) -> str:
    """Posts of Instagram to rows; the captions of ``garbled`` went through a program that took UTF-8 for Latin-1."""
    spoilt = set(garbled)
    return _write_table(INSTAGRAM_POST, (_post_to_row(post, seen_at, post in spoilt) for post in posts))


def write_instagram_comments(comments: Iterable[Post], seen_at: datetime) -> str:
    """Comments and the answers to them to rows, behind the address of the post they are on."""
    return _write_table(INSTAGRAM_COMMENT, (_comment_to_row(comment, seen_at) for comment in comments))


def write_telegram_messages(messages: Iterable[Post]) -> str:
    """Messages of public channels to rows; what was forwarded stands there as the channel's own."""
    return _write_table(TELEGRAM_MESSAGE, (_message_to_row(message) for message in messages))


def _write_table(columns: tuple[str, ...], rows: Rows) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, "", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _tweet_to_row(post: Post, query: str, seen_at: datetime) -> dict[str, Any]:
    author, counts, text = post.author, count_reactions(post, seen_at), spell_text(post, seen_at)
    handle, named = author.handle_at(seen_at), list_named(post)
    if post.quoted:
        quoted = post.quoted
        text += f" « {quoted.author.handle_at(seen_at)}: {spell_text(quoted, seen_at)} — {quoted.url} »"
        named = [*named, *list_named(quoted)]
    row = {
        "query": query, "id": post.native_id, "timestamp_utc": _to_seconds(post.created_at),
        "local_time": post.created_at.astimezone(MACHINE_ZONE).strftime(LOCAL_TIME), "user_screen_name": handle,
        "text": text, "possibly_sensitive": 0, "retweet_count": counts["retweetCount"],
        "like_count": counts["likeCount"], "reply_count": counts["replyCount"], "lang": "in",
        "source_name": "Twitter Web App", "user_location": "Kota Contoh", "user_id": author.platform_id,
        "user_name": author.name, "user_verified": 0, "user_description": author.bio,
        "user_followers": author.followers, "user_created_at": author.created_at.strftime(LOCAL_TIME),
        "user_timestamp_utc": _to_seconds(author.created_at), "collected_via": "scraping", "match_query": 1,
        "collection_time": seen_at.astimezone(MACHINE_ZONE).strftime("%Y-%m-%dT%H:%M:%S.%f"),
        "url": f"https://twitter.com/{handle}/status/{post.native_id}",
        "mentioned_names": "|".join(account.handle_at(seen_at).lower() for account in named),
        "mentioned_ids": "|".join(account.platform_id for account in named),
        "hashtags": "|".join(tag.lower() for tag in list_hashtags(post.text)),
    }  # fmt: skip
    if post.answered:
        answered = post.answered
        row |= {"to_username": answered.author.handle_at(seen_at), "to_userid": answered.author.platform_id,
                "to_tweetid": answered.native_id}  # fmt: skip
    for prefix, other in (("retweeted", post.shared), ("quoted", post.quoted)):
        if other:
            row |= {
                f"{prefix}_id": other.native_id, f"{prefix}_user": other.author.handle_at(seen_at),
                f"{prefix}_user_id": other.author.platform_id,
                f"{prefix}_timestamp_utc": _to_seconds(other.created_at),
            }  # fmt: skip
    return row


def _post_to_row(post: Post, seen_at: datetime, is_garbled: bool) -> dict[str, Any]:
    caption = " ".join([post.text, *(f"@{account.handle_at(seen_at)}" for account in post.mentioned)])
    handle = post.author.handle_at(seen_at)
    return {
        "user": handle, "username": handle, "full_name": post.author.name, "is_verified": "false",
        "id": shortcode_to_media(post.native_id), "media_type": "GraphImage", "shortcode": post.native_id,
        "url": post.url, "caption": caption.encode("utf-8").decode("latin-1") if is_garbled else caption,
        "hashtags": "|".join(list_hashtags(post.text)),
        "mentioned_names": "|".join(account.handle_at(seen_at) for account in post.mentioned),
        "like_and_view_counts_disabled": "false", "like_count": post.likes, "comment_count": post.likes // 7,
        "main_thumbnail_url": f"{post.url}media/?size=l", "medias_type": "GraphImage",
        "medias_url": f"https://cdn.contoh.invalid/{post.native_id}.jpg",
        "usertags_medias": "|".join(account.handle_at(seen_at) for account in post.tagged),
        "taken_at_timestamp": _to_seconds(post.created_at), "utc_time": post.created_at.strftime(LOCAL_TIME),
        "coauthor_usernames": "|".join(account.handle_at(seen_at) for account in post.coauthors),
    }  # fmt: skip


def _comment_to_row(comment: Post, seen_at: datetime) -> dict[str, Any]:
    parent, author = comment.answered, comment.author
    return {
        "post": comment.root.url, "id": comment.native_id, "index": 0,
        "parent_id": parent.native_id if parent and parent.answered else "", "text": comment.text,
        "hashtags": "|".join(list_hashtags(comment.text)),
        "mentioned_names": "|".join(re.findall(r"@([\w.]+)", comment.text)), "has_translation": "false",
        "comment_like_count": comment.likes % 9, "is_liked_by_media_owner": "false", "child_comment_count": 0,
        "created_at_utc": _to_seconds(comment.created_at), "utc_time": comment.created_at.strftime(LOCAL_TIME),
        "username": author.handle_at(seen_at), "user_id": author.platform_id, "user_full_name": author.name,
        "user_is_private": "false", "user_is_mentionable": "true", "user_is_verified": "false",
    }  # fmt: skip


def _message_to_row(message: Post) -> dict[str, Any]:
    channel = message.author.handle
    return {
        "channel_name": channel, "link_to_message": message.url, "could_be_displayed": "true",
        "user": message.author.name, "user_link": f"https://t.me/{channel}", "text": message.text,
        "nb_hashtags": len(list_hashtags(message.text)), "hashtags": "|".join(list_hashtags(message.text)),
        "is_reply_img": "false", "nb_photos": 0, "nb_videos": 0, "nb_links": 0, "views": message.likes * 11,
        "datetime": message.created_at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), "edited": "false",
    }  # fmt: skip


def _to_seconds(at: datetime) -> int:
    return int(at.timestamp())
