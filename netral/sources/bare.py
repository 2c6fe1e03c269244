"""A bare user of a list -> the tie or act that the list stands for."""

from __future__ import annotations

from typing import NamedTuple

from netral.errors import BadCapture
from netral.model import LIST_OPS, AccountSeen, ActSeen, Kind, Op, PostSeen
from netral.sources.targets import PostTarget
from netral.times import snowflake_to_us


class ListTarget(NamedTuple):
    """What a file's users are a list of: an account for follower lists, a post for likers and retweeters."""

    op: Op | None = None
    account: AccountSeen | None = None
    post: PostTarget | None = None

    @property
    def name(self) -> str | None:
        """``x:@handle``, ``x:<id>`` or ``x:post:<id>``, as people write it."""
        if self.post:
            return f"{self.post.platform}:post:{self.post.native_id}"
        if self.account:
            name = self.account.platform_id or f"@{(self.account.handle or '').lower()}"
            return f"{self.account.platform}:{name}"
        return None


def require_target(target: ListTarget, place: str) -> None:
    """Refuse a bare user of whom nobody says to which list he belongs.

    Raises
    ------
    BadCapture
        Without an op, or with the op of a list and no target.
    """
    if target.op is None:
        raise BadCapture("{place}: a bare list of users does not say whose it is; give --op and --target", place=place)
    if target.op in LIST_OPS and target.name is None:
        raise BadCapture(
            "{place}: a {op} list does not say whose it is; give --target x:@handle or x:post:<id>",
            place=place,
            op=target.op,
        )


def created_from_id(platform: str, native_id: str | None) -> int | None:
    """When a post was made, read from its id where the platform's ids carry it (X); UTC microseconds."""
    return snowflake_to_us(native_id) if platform == "x" else None


def user_to_acts(user: AccountSeen, target: ListTarget, collected_us: int | None) -> tuple[ActSeen, ...]:
    """A user of a list to the tie or act it shows; none for profiles and searches."""
    if target.op is Op.FOLLOWERS and target.account:
        return (ActSeen(Kind.FOLLOW.value, user, target.account),)
    if target.op is Op.FOLLOWING and target.account:
        return (ActSeen(Kind.FOLLOW.value, target.account, user),)
    if target.op in (Op.LIKERS, Op.RETWEETERS) and target.post:
        kind = Kind.LIKE if target.op is Op.LIKERS else Kind.SHARE
        post = target.post
        created_us = created_from_id(post.platform, post.native_id)
        return (
            ActSeen(
                kind.value,
                user,
                post.author,
                object_id=post.native_id,
                after_us=created_us,
                before_us=collected_us,
                precision="interval",
            ),
        )
    return ()


def target_to_posts(target: ListTarget) -> tuple[PostSeen, ...]:
    """The post a list belongs to, with its author where the capture names one."""
    post = target.post
    if post is None or post.author is None:
        return ()
    return (PostSeen(post.platform, post.native_id, post.author),)
