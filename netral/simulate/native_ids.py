"""Ids as each platform makes them: of most of them, the upper bits say when."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from random import Random

SNOWFLAKE_EPOCH_MS = 1288834974657  # X ids count milliseconds from here
MEDIA_EPOCH_MS = 1314220021721  # and Instagram's from here
CHAT_EPOCH = datetime(2024, 7, 1, tzinfo=UTC)  # when the region's chats began to count their messages
SMALLEST_COMMENT_ID = 17_900_000_000_000_000


def draw_account_id(rng: Random, platform: str, created_at: datetime) -> str:
    """The number a platform gives an account made at a time."""
    if platform == "x":
        return _draw_x_account_id(rng, created_at)
    if platform == "tiktok":
        return str((int(created_at.timestamp()) << 32) | rng.randrange(1 << 32))
    if platform == "telegram":
        return str(rng.randrange(1_100_000_000, 2_400_000_000))
    if platform == "facebook":
        return str(100_000_000_000_000 + rng.randrange(90_000_000_000))
    return str(rng.randrange(200_000_000, 68_000_000_000))


def _draw_x_account_id(rng: Random, created_at: datetime) -> str:
    if created_at.year < 2016:  # X gave short ids until late 2015
        return str(rng.randrange(10_000_000, 4_000_000_000))
    milliseconds = int(created_at.timestamp() * 1000) - SNOWFLAKE_EPOCH_MS
    return str((milliseconds << 22) | rng.randrange(1 << 22))


def draw_post_id(rng: Random, platform: str, at: datetime, chat_id: str = "") -> str:
    """The name a platform gives a post made at a time; a message's is its chat's id and a number that rises."""
    milliseconds = int(at.timestamp()) * 1000 + rng.randrange(1000)
    if platform == "x":
        return str((milliseconds - SNOWFLAKE_EPOCH_MS << 22) | rng.randrange(1 << 22))
    if platform == "tiktok":
        return draw_tiktok_id(rng, at)
    if platform == "telegram":
        return f"{chat_id}/{int((at - CHAT_EPOCH).total_seconds()) // 20 + rng.randrange(3)}"
    return media_to_shortcode((milliseconds - MEDIA_EPOCH_MS << 23) | rng.randrange(1 << 23))


def draw_comment_id(rng: Random, platform: str, at: datetime) -> str:
    """The number of a comment on Instagram or TikTok."""
    if platform == "tiktok":
        return draw_tiktok_id(rng, at)
    return str(SMALLEST_COMMENT_ID + rng.randrange(10**15))


def draw_tiktok_id(rng: Random, at: datetime) -> str:
    """Nineteen digits, of which the upper 32 bits are seconds since 1970."""
    return str((int(at.timestamp()) << 32) | rng.randrange(1 << 32))


def media_to_shortcode(media_id: int) -> str:
    """Instagram's number of a post to the code in its address."""
    return urlsafe_b64encode(media_id.to_bytes(9, "big")).decode("ascii").lstrip("A")


def shortcode_to_media(shortcode: str) -> str:
    """The code in a post's address to Instagram's number of it."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    number = 0
    for letter in shortcode:
        number = number * 64 + letters.index(letter)
    return str(number)
