"""Memberships of campaign groups -> who made a group, invites into it or administers it; most only are in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from netral import sources, store
from netral.model import GroupPart, GroupRole, Investigation, RecordRef, Tables
from netral.times import us_to_datetime


def find_group_parts(
    investigation: Investigation, tables: Tables, roster: pd.DataFrame, handles: Mapping[str, str]
) -> tuple[GroupPart, ...]:
    """What captures tell of confirmed accounts in campaign groups beyond their being there, by account, pair and group.

    ``handles`` are the newest by account id.

    Raises
    ------
    BrokenEvidence
        When a record changed since it was ingested.
    """
    latest = roster[roster["is_latest"]]
    subjects, campaign = latest[latest["is_subject"]], latest[latest["is_campaign"]].set_index("account_id")["pair_no"]
    seen: dict[tuple[str, str, GroupRole], list[tuple[int | None, RecordRef]]] = defaultdict(list)
    for member, group, ref, path, format_id in store.list_memberships(tables, subjects["account_id"], campaign.index):
        raw = store.read_record_bytes(investigation.folder / path, [ref])[ref.locator]
        if told := sources.read_group_role(investigation.folder / path, format_id, raw):
            seen[member, group, told[0]].append((told[1], ref))
    parts = []
    for (member, group, role), shown in seen.items():
        times = [us for us, _ in shown if us is not None]
        parts.append(
            GroupPart(
                account_id=member,
                handle=handles.get(member, ""),
                group_id=group,
                group_handle=handles.get(group, ""),
                pair_no=int(campaign[group]),
                role=role,
                first_at=us_to_datetime(min(times)) if times else None,
                records=tuple(ref for _, ref in shown),
            )
        )
    return tuple(sorted(parts, key=lambda part: (part.account_id, part.pair_no, part.group_id, part.role)))
