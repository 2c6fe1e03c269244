"""The edges of a network -> the captures and records that show them."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import pandas as pd

from netral.model import TIE_KINDS, Investigation, Network, Registry, Tables
from netral.networks.acts import list_acts

EDGE_KEYS = ["source", "target", "kind", "phase"]
RECORD_COLUMNS = [*EDGE_KEYS, "capture_id", "locator", "record_sha256"]


@dataclass(frozen=True)
class Provenance:
    """What stands behind the edges of one network.

    ``records``: source, target, kind, phase (as of the edge), capture_id, locator, record_sha256: one row a record that
    shows an edge. ``captures``: the table, those among ``records``. ``registry`` gives units their names.
    """

    records: pd.DataFrame
    captures: pd.DataFrame
    registry: Registry


def trace_edges(
    network: Network,
    tables: Tables,
    roster: pd.DataFrame,
    investigation: Investigation,
    registry: Registry,
    pairs: pd.DataFrame | None = None,
) -> Provenance:
    """A follow, interaction or co-action network to the records behind its edges.

    Parameters
    ----------
    pairs : DataFrame, optional
        The pairs of acts of a co-action network (see `Coaction`).

    Returns
    -------
    Provenance
        Without records for networks whose edges count what two accounts have in common: the records would name it.
    """
    if network.kind == "follow":
        records = _trace_follows(network, tables)
    elif network.kind == "interaction":
        edges = network.edges[EDGE_KEYS].drop_duplicates()
        records = list_acts(tables, roster, investigation).merge(edges, on=EDGE_KEYS)
    elif network.kind == "coaction" and pairs is not None:
        records = _trace_acts(network, pairs, tables)
    else:
        records = pd.DataFrame(columns=RECORD_COLUMNS)
    records = records[RECORD_COLUMNS].drop_duplicates(ignore_index=True)
    captures = tables.captures.to_pandas()
    known = captures["capture_id"].isin(set(records["capture_id"]))
    return Provenance(records, captures[known].sort_values("capture_id", ignore_index=True), registry)


def _trace_follows(network: Network, tables: Tables) -> pd.DataFrame:
    ends = ibis.memtable(network.edges[["source", "target", "kind"]].astype("str").drop_duplicates())
    follows = tables.follows.filter(tables.follows.kind.isin([kind.value for kind in TIE_KINDS]))
    found = follows.join(
        ends, [follows.follower == ends.source, follows.followed == ends.target, follows.kind == ends.kind]
    ).select("source", "target", "kind", edge_id="follow_id")
    return _find_records(found, tables).assign(phase=network.phase)


def _trace_acts(network: Network, pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The acts of each edge, both of every pair; what was written is looked up by its post."""
    ends = pairs[["source", "target"]].astype("str")
    both = pd.concat([pairs["act_source"], pairs["act_target"]], ignore_index=True)
    acts = pd.DataFrame({
        "source": [*ends.min(axis=1)] * 2, "target": [*ends.max(axis=1)] * 2, "kind": network.kind, "edge_id": both,
    })  # fmt: skip
    found = ibis.memtable(acts.astype("str").drop_duplicates())
    records = _find_records(found, tables)
    return records.merge(network.edges[["source", "target", "phase"]].astype("str"), on=["source", "target"])


def _find_records(found: ibis.Table, tables: Tables) -> pd.DataFrame:
    """source, target, kind and edge_id to these and the records of each."""
    lineage = tables.lineage.select("edge_id", "record_id")
    posts = tables.post_lineage.select("record_id", edge_id="post_id").select("edge_id", "record_id")
    records = tables.records.select("record_id", "capture_id", "locator", record_sha256="sha256")
    joined = found.join(lineage.union(posts), "edge_id").join(records, "record_id")
    return pd.DataFrame(joined.select(*RECORD_COLUMNS[:3], *RECORD_COLUMNS[4:]).to_pandas())
