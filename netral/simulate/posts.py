"""The nouns of what happens: posts, acts toward accounts, captured lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netral.simulate.accounts import Account

COMMENTED = ("instagram", "tiktok")  # where an answer to a post is called a comment, and only one to a comment a reply


@dataclass(frozen=True, eq=False)
class Post:
    """A post; a retweet, quote, reply, comment, duet or forwarded message is a post too and refers to another.

    ``chat`` is the channel or group of a message, ``action`` what a service message tells. ``captured`` is false for a
    post nobody took, ``timeless`` true for one only seen where no time stands, ``tampered`` for one whose captured
    record will not match the hash beside it, and ``seen_twice`` for one whose comments two tools took.
    An edited post of X has a second id from ``edited_at`` on. ``picture`` is the one it shows, where somebody took it.
    """

    platform: str
    native_id: str
    author: Account
    created_at: datetime
    text: str
    likes: int = 0
    mentioned: tuple[Account, ...] = ()
    tagged: tuple[Account, ...] = ()
    coauthors: tuple[Account, ...] = ()
    shared: Post | None = None
    quoted: Post | None = None
    answered: Post | None = None
    chat: Account | None = None
    action: str = ""
    captured: bool = True
    timeless: bool = False
    tampered: bool = False
    seen_twice: bool = False
    edited_id: str = ""
    edited_at: datetime | None = None
    picture: bytes = b""

    @property
    def root(self) -> Post:
        """The post a thread began with."""
        post = self
        while post.answered:
            post = post.answered
        return post

    @property
    def url(self) -> str:
        """The address people copy."""
        if self.platform == "x":
            return f"https://x.com/{self.author.handle}/status/{self.native_id}"
        if self.platform == "telegram" and self.chat:
            return f"https://t.me/{self.chat.handle}/{self.native_id.partition('/')[2]}"
        if self.platform == "threads":
            return f"https://www.threads.com/@{self.author.handle}/post/{self.native_id}"
        if self.platform == "tiktok":
            return f"https://www.tiktok.com/@{self.root.author.handle}/video/{self.root.native_id}"
        page = f"https://www.instagram.com/p/{self.root.native_id}/"
        return f"{page}c/{self.native_id}/" if self.answered else page

    def list_versions(self, seen_at: datetime) -> list[str]:
        """The ids of the versions there are at a time, oldest first."""
        is_edited = self.edited_at is not None and seen_at >= self.edited_at
        return [self.native_id, self.edited_id] if is_edited else [self.native_id]


@dataclass(frozen=True, eq=False)
class Act:
    """An act toward an account. ``at`` is None where no platform told; then the interval may be known.

    ``books`` names the hand-kept lists (``catatan``, ``aduan``) that hold it; a post or a captured list holds others.
    ``weight`` is how many times a hand-kept row says it happened.
    """

    kind: str
    actor: Account
    target: Account
    post: Post | None
    at: datetime | None
    after: datetime | None = None
    before: datetime | None = None
    text: str = ""
    books: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True, eq=False)
class ListCapture:
    """A captured list of accounts: followers or following of an account, likers or retweeters of a post."""

    op: str
    target: Account
    post: Post | None
    members: tuple[Account, ...]
    collected_at: datetime
    declared: int
    raw_as_text: bool = False
