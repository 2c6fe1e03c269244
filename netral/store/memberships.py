"""From memberships of groups back to the captures that show each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import ibis
import pandas as pd

from netral.model import Kind, RecordRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netral.model import Tables


class Membership(NamedTuple):
    """A record that shows an account in a group; ``path`` is the capture's, relative to the investigation's folder."""

    member: str
    group: str
    ref: RecordRef
    path: str
    format: str


def list_memberships(tables: Tables, members: Iterable[str], groups: Iterable[str]) -> tuple[Membership, ...]:
    """Every record of a join by one of some accounts into one of some groups, in order of member, group and place."""
    ends = [ibis.memtable(pd.DataFrame({"end": sorted(set(each))}, dtype="str")) for each in (members, groups)]
    joins = tables.follows.filter(
        tables.follows.kind == Kind.JOIN.value,
        tables.follows.follower.isin(ends[0].end),
        tables.follows.followed.isin(ends[1].end),
    )
    shown = joins.select("follower", "followed", edge_id="follow_id").join(tables.lineage, "edge_id")
    records = tables.records.select("record_id", "capture_id", "locator", "sha256")
    captures = tables.captures.select("capture_id", "path", "format")
    columns = ["follower", "followed", "capture_id", "locator", "sha256", "path", "format"]
    frame = shown.join(records, "record_id").join(captures, "capture_id").select(*columns).to_pandas()
    return tuple(
        Membership(str(member), str(group), RecordRef(capture_id, locator, sha256), path, format_id)
        for member, group, capture_id, locator, sha256, path, format_id in frame.sort_values(columns[:4]).itertuples(
            index=False
        )
    )
