"""A bare user of a list -> the tie or act that the list stands for."""

from __future__ import annotations

from typing import NamedTuple

from netral.errors import BadCapture, Place
from netral.model import LIST_OPS, POST_OPS, AccountSeen, ActSeen, Kind, Op, PostSeen, Record
from netral.sources.targets import PostTarget
from netral.times import snowflake_to_us

# Under these stands what people wrote, or pictures of it, so that a user alone shows nothing.
WRITTEN_OPS = POST_OPS - LIST_OPS


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


def require_target(target: ListTarget, place: Place) -> None:
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


def require_user_op(op: Op | None, place: Place) -> None:
    """Refuse a bare user under an op that no user can belong to: what the list is of would be lost without a word.

    Raises
    ------
    BadCapture
        With the op of comments, replies or pictures.
    """
    if op in WRITTEN_OPS:
        raise BadCapture(
            "{place}: a user, but --op {op} is for what people wrote; for users allowed are {allowed}",
            place=place,
            op=op,
            allowed=", ".join(each for each in Op if each not in WRITTEN_OPS),
        )


def is_user_alone(record: Record, target: ListTarget) -> bool:
    """Whether a record shows a user where, by its op, it should show what somebody wrote."""
    if target.op not in WRITTEN_OPS or record.acts or not record.accounts:
        return False
    return set(record.posts) <= set(target_to_posts(target))


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
