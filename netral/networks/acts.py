"""Every interaction between registry accounts, each with the records that show it: the table beside the network."""

from __future__ import annotations

import ibis
import pandas as pd

from netral.model import Investigation, Tables
from netral.networks.edges import join_roster, read_handles, to_times, whole_phase

COLUMNS = [
    "source", "target", "source_handle", "target_handle", "source_role", "target_role", "kind", "pair_no",
    "phase", "occurred_at", "text", "object_url", "interaction_id", "capture_id", "locator", "record_sha256",
]  # fmt: skip


def list_acts(tables: Tables, roster: pd.DataFrame, investigation: Investigation) -> pd.DataFrame:
    """Tables and roster to one row an interaction and record, in order of time.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.

    Returns
    -------
    DataFrame
        source, target (account ids), source_handle, target_handle, source_role, target_role, kind, pair_no (of the
        campaign end), phase, occurred_at (UTC; null where only an interval is known), text, object_url,
        interaction_id, capture_id, locator, record_sha256.
    """
    acts = tables.interactions
    acts = acts.filter(~acts.is_self).mutate(
        first_us=ibis.coalesce(acts.occurred_us, acts.after_us), last_us=ibis.coalesce(acts.occurred_us, acts.before_us)
    )
    joined = join_roster(acts, roster)
    rows = joined.join(tables.lineage, joined.interaction_id == tables.lineage.edge_id)
    rows = rows.join(tables.records, "record_id", rname="record_{name}")
    rows = rows.mutate(
        source=rows.actor,
        source_role=rows.actor_role,
        pair_no=ibis.coalesce(rows.target_pair_no, rows.actor_pair_no),
        phase=whole_phase(rows, investigation),
        record_sha256=rows.sha256,
    )
    frame = to_times(rows.to_pandas(), {"occurred_us": "occurred_at"})
    handles = read_handles(tables.accounts, roster)
    frame["source_handle"], frame["target_handle"] = frame["source"].map(handles), frame["target"].map(handles)
    frame = frame.astype({"pair_no": "Int64"}).sort_values(
        ["occurred_at", "interaction_id", "locator"], ignore_index=True
    )
    return frame[COLUMNS]
