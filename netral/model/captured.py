"""What a parser saw in a capture; frozen structs of msgspec, since there are millions of them and they cost least."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class AccountSeen(msgspec.Struct, frozen=True, gc=False):
    """An account as a record names it; handle without @, at least one of id and handle known."""

    platform: str
    platform_id: str | None
    handle: str | None
    display_name: str | None = None


class PostSeen(msgspec.Struct, frozen=True, gc=False):
    """A post as a record shows it. Ids are the platform's own; times UTC microseconds.

    ``version_us`` is when this version of its text was written, where the capture tells of edits.
    """

    platform: str
    native_id: str
    author: AccountSeen | None
    kind: str | None = None
    text: str | None = None
    created_us: int | None = None
    url: str | None = None
    parent_id: str | None = None
    root_id: str | None = None
    version_us: int | None = None


class ActSeen(msgspec.Struct, frozen=True, gc=False):
    """An act as a record shows it. Post ids are the platform's own; times UTC microseconds.

    ``native_id`` is the platform's id of the act itself (a tweet's id for a reply), ``object_id`` the post acted on,
    ``after_us``/``before_us`` the interval in which the act lies when its own time is unknown.
    """

    kind: str
    actor: AccountSeen
    target: AccountSeen | None
    native_id: str | None = None
    object_id: str | None = None
    object_url: str | None = None
    act_url: str | None = None
    occurred_us: int | None = None
    after_us: int | None = None
    before_us: int | None = None
    precision: str | None = None
    zone_assumed: bool = False
    derivation: str = "native"
    weight: int = 1
    text: str | None = None


class Stretch(NamedTuple):
    """A part of a file that can be read apart from the rest: its bytes, and the number of its first line."""

    start: int
    end: int
    first_line: int


class Record(msgspec.Struct, frozen=True, gc=False):
    """One line or item of a capture, read or quarantined, with everything it says."""

    locator: str
    sha256: str
    op: str | None = None
    target: str | None = None
    collected_us: int | None = None
    declared_count: int | None = None
    reason: str | None = None
    detail: str | None = None
    accounts: tuple[AccountSeen, ...] = ()
    posts: tuple[PostSeen, ...] = ()
    acts: tuple[ActSeen, ...] = ()
    tool: str | None = None
    tool_version: str | None = None
