"""From an edge back to the records that show it."""

from __future__ import annotations

from collections.abc import Iterable

from netral.model import RecordRef, Tables


def read_lineage(tables: Tables, edge_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    """Ids of interactions or follows to the records that support each, in order of capture and place."""
    wanted = sorted(set(edge_ids))
    if not wanted:
        return {}
    lineage = tables.lineage.filter(tables.lineage.edge_id.isin(wanted))
    joined = lineage.join(tables.records, "record_id").select("edge_id", "capture_id", "locator", "sha256").to_pandas()
    found: dict[str, list[RecordRef]] = {}
    for edge_id, *ref in joined.sort_values(["edge_id", "capture_id", "locator"]).itertuples(index=False):
        found.setdefault(str(edge_id), []).append(RecordRef(*ref))
    return {edge_id: tuple(refs) for edge_id, refs in found.items()}


def read_handles(tables: Tables) -> dict[str, str]:
    """Newest observed handle of every registry account, by account_id."""
    known = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    return dict(zip(known["account_id"], known["handle"], strict=True))
