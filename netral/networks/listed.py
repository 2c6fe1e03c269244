"""What captures show of follower lists, and which files and pages of one list are one snapshot of it.

A list is one account's followers, whom it follows, or a group's joins. What is captured of it in one go, also in
several files or pages, is one snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from netral.model import Kind, Op, Tables
from netral.times import SECOND_US

# Pages of one capture follow each other within this time, and share at most this part of the shorter one's members:
# a page shifts by a few while somebody is added in front.
LONGEST_PAUSE_US = 3600 * SECOND_US
MOST_SHARED = 0.1


class Snapshot(NamedTuple):
    """One list as it was captured in one go; times UTC microseconds, those of the ingest where it names none.

    ``members`` are numbers of ties, sorted.
    """

    account: str
    op: str
    capture_ids: tuple[str, ...]
    tool: str | None
    starts_us: int
    ends_us: int
    is_timed: bool
    declared: int | None
    is_read_to_end: bool
    members: np.ndarray

    @property
    def is_whole(self) -> bool:
        """Whether as many were seen as the platform declared, to the end of every file."""
        return self.is_read_to_end and self.declared is not None and len(self.members) >= self.declared


def pair_snapshots(tables: Tables) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Every two snapshots of a list that follow each other, by list and time."""
    for _, parts in groupby(_read_parts(tables), key=lambda part: (part.account, part.op)):
        yield from pairwise(_join_by_tool(parts))


def _join_by_tool(parts: Iterator[Snapshot]) -> list[Snapshot]:
    """Files and stretches of a list to snapshots, in order of time; two tools may have taken turns."""
    by_tool: dict[str | None, list[Snapshot]] = {}
    for part in parts:
        by_tool.setdefault(part.tool, []).append(part)
    joined = [snapshot for own in by_tool.values() for snapshot in _join_parts(iter(own))]
    return sorted(joined, key=lambda snapshot: (snapshot.starts_us, snapshot.capture_ids))


def _join_parts(parts: Iterator[Snapshot]) -> Iterator[Snapshot]:
    """Files and stretches of a list from one tool, in order of time, to snapshots."""
    held: Snapshot | None = None
    for part in parts:
        if held is not None and _continues(held, part):
            held = held._replace(
                capture_ids=tuple(dict.fromkeys((*held.capture_ids, *part.capture_ids))),
                ends_us=max(held.ends_us, part.ends_us),
                is_timed=held.is_timed and part.is_timed,
                declared=max((each.declared for each in (held, part) if each.declared is not None), default=None),
                is_read_to_end=held.is_read_to_end and part.is_read_to_end,
                members=np.union1d(held.members, part.members),
            )
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _continues(held: Snapshot, part: Snapshot) -> bool:
    """Whether a part goes on where the snapshot ended: the same file or hour, and others in it."""
    is_near = part.capture_ids[0] in held.capture_ids or part.starts_us - held.ends_us <= LONGEST_PAUSE_US
    shared = len(np.intersect1d(held.members, part.members))
    return is_near and shared <= MOST_SHARED * min(len(held.members), len(part.members))


def number_ties(tables: Tables) -> ir.Table:
    """The ties, each with a number: that of its place by id."""
    return tables.follows.mutate(number=ibis.row_number().over(order_by="follow_id"))


def see_ties(tables: Tables) -> ir.Table:
    """One row a tie and record of a list.

    Returns
    -------
    ibis Table
        number (of the tie, see `number_ties`), follow_id, record_id, locator, sha256, declared_count, account (whose
        list), op (followers, following or join), capture_id, at_us (UTC microseconds; of the ingest where not timed).
    """
    ties, records = number_ties(tables), tables.records.rename(record_op="op", record_capture="capture_id")
    seen = ties.join(tables.lineage, ties.follow_id == tables.lineage.edge_id).join(records, "record_id")
    is_join = seen.kind == Kind.JOIN.value
    seen = seen.filter(is_join | seen.record_op.isin([Op.FOLLOWERS.value, Op.FOLLOWING.value]))
    op = ibis.ifelse(is_join, Kind.JOIN.value, seen.record_op)
    seen = seen.join(tables.captures.select(record_capture="capture_id", ingested_us="ingested_us"), "record_capture")
    return seen.select(
        "number",
        "follow_id",
        "record_id",
        "locator",
        "sha256",
        "declared_count",
        account=ibis.ifelse(op == Op.FOLLOWING.value, seen.follower, seen.followed),
        op=op,
        capture_id=seen.record_capture,
        at_us=ibis.coalesce(seen.collected_us, seen.ingested_us),
        timed=seen.collected_us.notnull(),
    )


def _read_parts(tables: Tables) -> Iterator[Snapshot]:
    """Lists that may have several parts to these: one a file, or a stretch of it without a long pause, by time."""
    seen, keys = see_ties(tables), ["account", "op", "capture_id"]
    files = seen.group_by(keys).aggregate(starts_us=seen.at_us.min(), ends_us=seen.at_us.max())
    found = files.join(tables.captures.select("capture_id", "tool", "status"), "capture_id").to_pandas()
    is_long = found["ends_us"] - found["starts_us"] > LONGEST_PAUSE_US
    lists = found.assign(is_long=is_long).groupby(["account", "op"])["is_long"]
    found = found[(lists.transform("size") > 1) | lists.transform("any")].reset_index(drop=True)
    numbered = ibis.memtable(found[keys].assign(file=np.arange(len(found), dtype="int32")))
    rows = numbered.join(seen, keys).select("file", "number", "at_us", "timed", "declared_count").to_pandas()
    by_file = rows.groupby("file") if len(rows) else {}
    parts = [part for number, own in by_file for part in _split_file(found.loc[number], own)]
    yield from sorted(parts, key=lambda part: (part.account, part.op, part.starts_us, part.capture_ids))


def _split_file(file: pd.Series, rows: pd.DataFrame) -> Iterator[Snapshot]:
    """What one file shows of one list, cut where the tool paused for long."""
    rows = rows.sort_values("at_us")
    pauses = np.flatnonzero(np.diff(rows["at_us"]) > LONGEST_PAUSE_US) + 1
    for first, end in pairwise([0, *pauses, len(rows)]):
        part = rows.iloc[first:end]
        declared = part["declared_count"].max()
        yield Snapshot(
            account=file["account"],
            op=file["op"],
            capture_ids=(file["capture_id"],),
            tool=None if pd.isna(file["tool"]) else file["tool"],
            starts_us=int(part["at_us"].iloc[0]),
            ends_us=int(part["at_us"].iloc[-1]),
            is_timed=bool(part["timed"].all()),
            declared=None if pd.isna(declared) else int(declared),
            is_read_to_end=file["status"] == "complete",
            members=np.unique(part["number"]),
        )
