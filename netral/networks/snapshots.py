"""One list captured several times -> who appeared in it, who was not observed any more; never when anybody followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ibis
import numpy as np
import pandas as pd

from netral.model import Op, Tables
from netral.networks.edges import read_handles
from netral.networks.listed import Snapshot, number_ties, pair_snapshots, see_ties

COLUMNS = [
    "account", "handle", "op", "earlier_capture_id", "earlier_collected_at", "earlier_declared", "earlier_observed",
    "later_capture_id", "later_collected_at", "later_declared", "later_observed", "appeared", "vanished", "stayed",
    "appeared_is_certain", "vanished_is_certain",
]  # fmt: skip
CHANGE_COLUMNS = [
    "account", "handle", "op", "member", "member_handle", "member_role", "pair_no", "change", "is_certain",
    "earlier_collected_at", "later_collected_at", "follow_id", "record_id", "capture_id", "locator", "record_sha256",
]  # fmt: skip


def compare_snapshots(tables: Tables, roster: pd.DataFrame) -> pd.DataFrame:
    """Every list captured more than once to what changed from each snapshot to the next.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`; gives handles that no capture shows.

    Returns
    -------
    DataFrame
        One row a list and two snapshots that follow each other, by list and time: account (whose list), handle, op
        (followers, following or join), of the earlier and the later snapshot capture_id (several, where it came in
        several files), collected_at (UTC, its end; null where it names no time), declared and observed (distinct
        members); appeared, vanished and stayed (members, pseudonyms too); appeared_is_certain where the earlier list
        was whole, vanished_is_certain where both were, and either only where both name their time.
    """
    handles = read_handles(tables.accounts, roster)
    rows = [_compare(earlier, later, handles) for earlier, later in pair_snapshots(tables)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    counts = [f"{side}_{name}" for side in ("earlier", "later") for name in ("declared", "observed")]
    frame = frame.astype(dict.fromkeys([*counts, "appeared", "vanished", "stayed"], "Int64"))
    frame = frame.astype({"appeared_is_certain": "bool", "vanished_is_certain": "bool"})
    return _with_times(frame)


def list_snapshot_changes(tables: Tables, roster: pd.DataFrame) -> pd.DataFrame:
    """Registry accounts that appeared in a registry account's list, or were not observed in it any more.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`. As in the follow network, one end is an OPD or personal account and the other not.

    Returns
    -------
    DataFrame
        One row a change: account and handle (whose list), op, member, member_handle, member_role, pair_no (of the
        campaign end), change (appeared, or vanished: not observed any more, which is not the same as not following),
        is_certain (as in `compare_snapshots`), both snapshots' collected_at, follow_id, and the record that shows the
        member, in the snapshot that has it: record_id, capture_id, locator, record_sha256.
    """
    ties, handles = _read_registry_ties(tables, roster), read_handles(tables.accounts, roster)
    rows = [
        _describe(tie, earlier, later, change, handles)
        for earlier, later in pair_snapshots(tables)
        for tie, change in _list_changes(ties, earlier, later)
    ]
    frame = pd.DataFrame(rows, columns=[*CHANGE_COLUMNS, "capture_ids", "starts_us", "ends_us"])
    frame = frame.drop(columns=["record_id", "capture_id", "locator", "record_sha256"])
    found = frame.merge(_read_support(tables, frame), how="left", left_index=True, right_index=True)
    return _with_times(found[CHANGE_COLUMNS].astype({"pair_no": "Int64", "is_certain": "bool"}))


def _compare(earlier: Snapshot, later: Snapshot, handles: dict[str, str]) -> dict[str, Any]:
    stayed = len(np.intersect1d(earlier.members, later.members))
    row: dict[str, Any] = {"account": earlier.account, "handle": handles.get(earlier.account), "op": earlier.op}
    for side, each in (("earlier", earlier), ("later", later)):
        row[f"{side}_capture_id"] = ", ".join(each.capture_ids)
        row[f"{side}_collected_at"] = each.ends_us if each.is_timed else None
        row[f"{side}_declared"], row[f"{side}_observed"] = each.declared, len(each.members)
    row["appeared"], row["vanished"] = len(later.members) - stayed, len(earlier.members) - stayed
    row["stayed"] = stayed
    return row | {f"{change}_is_certain": _is_certain(change, earlier, later) for change in ("appeared", "vanished")}


def _is_certain(change: str, earlier: Snapshot, later: Snapshot) -> bool:
    is_ordered = earlier.is_timed and later.is_timed and earlier.ends_us < later.starts_us
    return is_ordered and earlier.is_whole and (change == "appeared" or later.is_whole)


def _list_changes(ties: pd.DataFrame, earlier: Snapshot, later: Snapshot) -> Iterator[tuple[Any, str]]:
    """The registry's ties that only one of two snapshots has, each with its change."""
    only = {
        "appeared": np.setdiff1d(later.members, earlier.members),
        "vanished": np.setdiff1d(earlier.members, later.members),
    }
    for change, numbers in only.items():
        for tie in ties[ties["number"].isin(numbers)].itertuples(index=False):
            yield tie, change


def _describe(tie: Any, earlier: Snapshot, later: Snapshot, change: str, handles: dict[str, str]) -> dict[str, Any]:
    is_follower = earlier.op != Op.FOLLOWING
    member = tie.follower if is_follower else tie.followed
    shows = later if change == "appeared" else earlier
    return {
        "account": earlier.account,
        "handle": handles.get(earlier.account),
        "op": earlier.op,
        "member": member,
        "member_handle": handles.get(member),
        "member_role": tie.follower_role if is_follower else tie.followed_role,
        "pair_no": tie.pair_no,
        "change": change,
        "is_certain": _is_certain(change, earlier, later),
        "earlier_collected_at": earlier.ends_us if earlier.is_timed else None,
        "later_collected_at": later.ends_us if later.is_timed else None,
        "follow_id": tie.follow_id,
        "capture_ids": shows.capture_ids,
        "starts_us": shows.starts_us,
        "ends_us": shows.ends_us,
    }


def _with_times(frame: pd.DataFrame) -> pd.DataFrame:
    for column in ("earlier_collected_at", "later_collected_at"):
        frame[column] = pd.to_datetime(frame[column].astype("Int64"), unit="us", utc=True)
    return frame


def _read_registry_ties(tables: Tables, roster: pd.DataFrame) -> pd.DataFrame:
    """Ties between an OPD or personal account and another one of the registry: number, both ends, roles, pair_no."""
    latest = roster[roster["is_latest"]]
    ties = number_ties(tables)
    for end in ("follower", "followed"):
        ties = ties.semi_join(ibis.memtable(pd.DataFrame({end: latest["account_id"].unique()})), end)
    frame = ties.to_pandas()
    by_account = latest.drop_duplicates("account_id").set_index("account_id")
    subject = by_account["is_subject"]
    frame = frame[frame["follower"].map(subject) != frame["followed"].map(subject)]
    pairs = {end: frame[end].map(by_account["pair_no"]) for end in ("follower", "followed")}
    roles = {f"{end}_role": frame[end].map(by_account["role"]) for end in ("follower", "followed")}
    return pd.DataFrame(frame).assign(pair_no=pairs["followed"].fillna(pairs["follower"]), **roles)


def _read_support(tables: Tables, changes: pd.DataFrame) -> pd.DataFrame:
    """The first record, by capture and place, that shows each change's member in the snapshot that has it."""
    seen = see_ties(tables)
    wanted = ibis.memtable(pd.DataFrame({"follow_id": changes["follow_id"].astype(str).unique()}))
    records = seen.semi_join(wanted, "follow_id").order_by(["capture_id", "at_us", "locator"]).to_pandas()
    by_tie = dict(iter(records.groupby("follow_id")))
    rows = []
    for change in changes.itertuples():
        own = by_tie[change.follow_id]
        fits = own["capture_id"].isin(change.capture_ids) & own["at_us"].between(change.starts_us, change.ends_us)
        rows.append(own[fits & (own["op"] == change.op)].iloc[0])
    columns = {"record_id": "record_id", "capture_id": "capture_id", "locator": "locator", "sha256": "record_sha256"}
    return pd.DataFrame(rows, columns=list(columns)).rename(columns=columns).set_axis(changes.index)
