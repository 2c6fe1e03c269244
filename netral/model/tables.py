"""Captures, the tables made of them, and the networks made of those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from netral.model.vocabulary import CaptureStatus

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import networkx as nx
    import pandas as pd


class Said(NamedTuple):
    """Of what somebody said that a file is a list; what its records say may be another matter."""

    op: str | None
    target: str | None
    target_author: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One registered file; ``path`` is relative to the investigation's folder, with forward slashes.

    ``op``, ``target`` and ``target_author`` are what it turned out to be, ``said`` is what was said of it.
    """

    capture_id: str
    sha256: str
    path: str
    format: str
    op: str | None
    target: str | None
    target_author: str | None
    tool: str | None
    tool_version: str | None
    collected_at: datetime | None
    ingested_at: datetime
    operator: str
    size_bytes: int
    status: CaptureStatus
    read: int
    stored: int
    duplicate: int
    quarantined: int
    declared_count: int | None
    observed_count: int
    said: Said | None = None

    @property
    def given(self) -> Said:
        """With what it is read again: what was said of it, or, of older ones that did not keep that, what it is."""
        return self.said or Said(self.op, self.target, self.target_author)

    @property
    def balances(self) -> bool:
        """Whether every record read is accounted for."""
        return self.read == self.stored + self.duplicate + self.quarantined


@dataclass(frozen=True)
class Tables:
    """The checked tables of one investigation, as Ibis expressions over Parquet; columns in store/schema.py."""

    captures: ir.Table
    records: ir.Table
    quarantine: ir.Table
    accounts: ir.Table
    account_aliases: ir.Table
    posts: ir.Table
    follows: ir.Table
    interactions: ir.Table
    lineage: ir.Table
    post_lineage: ir.Table


@dataclass(frozen=True)
class Network:
    """Nodes and edges of one network.

    ``nodes``: account_id, platform, handle, role, unit_id, pair_no, community and measures.
    ``edges``: source, target, source_handle, target_handle, kind, weight, pair_no, phase, first_at, last_at, p_value,
    q_value, effect.
    """

    kind: str
    phase: str | None
    nodes: pd.DataFrame
    edges: pd.DataFrame
    note: str = ""

    def to_networkx(self) -> nx.MultiDiGraph:
        """To a networkx graph: account_id names the nodes, columns become attributes, nulls are left out."""
        import networkx as nx

        graph = nx.MultiDiGraph(kind=self.kind, phase=self.phase or "", note=self.note)
        for row in self.nodes.to_dict("records"):
            graph.add_node(row["account_id"], **_known(row, {"account_id"}))
        for row in self.edges.to_dict("records"):
            graph.add_edge(row["source"], row["target"], **_known(row, {"source", "target"}))
        return graph


def _known(row: dict[Any, Any], left_out: set[str]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if key not in left_out and _is_known(value)}


def _is_known(value: Any) -> bool:
    """Whether a cell holds something: not None, NaN or NA (which is equal to nothing, not even itself)."""
    if value is None:
        return False
    same = value == value
    return same is True or (not isinstance(same, bool) and type(same).__name__ == "bool" and bool(same))
