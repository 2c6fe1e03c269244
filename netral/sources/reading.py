"""One capture being read: its records one by one, and afterwards whether the file was cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from netral.errors import BadCapture
from netral.model import LIST_OPS, POST_OPS, AccountSeen, Kind, Op, Record, Stretch
from netral.sources.bare import ListTarget
from netral.sources.formats import find_format
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget, parse_account_target, parse_post_target


class Hints(NamedTuple):
    """What the analyst says about a file that does not say it itself."""

    op: Op | None = None
    target: str | None = None
    target_author: str | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class Reading:
    """The records of a capture, to be read once; ``is_cut`` is known after the last one.

    ``count_bytes`` tells meanwhile how far into the file the reading has come.
    """

    records: Iterator[Record]
    is_cut: Callable[[], bool]
    count_bytes: Callable[[], int]


def open_reading(path: Path, format_id: str, hints: Hints, stretch: Stretch | None = None) -> Reading:
    """A file of a known format, or a stretch of it as `split_file` gave it, to its records.

    Raises
    ------
    BadCapture
        While reading, when the file must be refused as a whole: ids mangled to floats, a list without op or target,
        or with a target on another platform.
    BadParameter
        When the target is no account or post, whichever the op needs.
    """
    declared = find_format(format_id)
    if declared is None:
        raise BadCapture(
            "{file}: format {format_id!r} is not one that netral reads", file=path.name, format_id=format_id
        )
    lines = Lines(path, stretch)
    target = _read_target(hints) if declared.takes_target else ListTarget()
    records = declared.read(lines, target, hints.zone)
    if target.op in LIST_OPS:
        records = _keep_to_list(records, target, path.name)
    return Reading(records, lambda: lines.is_cut, lines.count_bytes)


def _keep_to_list(records: Iterator[Record], target: ListTarget, name: str) -> Iterator[Record]:
    """The records of a list as they are; a post among them is read, and is none of whom the list holds."""
    platform = getattr(target.post or target.account, "platform", None)
    for record in records:
        if record.reason is None and record.op == target.op:
            if not _is_listed(record):
                yield replace(record, op=None, target=None)
                continue
            if platform and any(account.platform != platform for account in record.accounts):
                raise BadCapture(
                    "{file}, {locator}: an account on {platform}, and --target {target} lies on another platform",
                    file=name,
                    locator=record.locator,
                    platform=record.accounts[0].platform,
                    target=target.name,
                )
        yield record


def _is_listed(record: Record) -> bool:
    """Whether a record shows that somebody is in its list, which is not the analyst's where the file says it itself."""
    post_id = (record.target or "").partition(":post:")[2] or None
    kinds = (Kind.LIKE, Kind.SHARE) if post_id else (Kind.FOLLOW,)
    return any(act.kind in kinds and act.object_id == post_id for act in record.acts)


def _read_target(hints: Hints) -> ListTarget:
    account: AccountSeen | None = None
    post: PostTarget | None = None
    if hints.target and hints.op in POST_OPS:
        author = parse_account_target(hints.target_author) if hints.target_author else None
        post = parse_post_target(hints.target)._replace(author=author)
    elif hints.target:
        account = parse_account_target(hints.target)
    return ListTarget(hints.op, account, post)
