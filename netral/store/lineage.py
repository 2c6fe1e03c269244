"""From an edge back to the records that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netral.model import RecordRef, Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir


def read_lineage(tables: Tables, edge_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    """Ids of interactions or follows to the records that support each, in order of capture and place."""
    wanted = sorted(set(edge_ids))
    if not wanted:
        return {}
    return _find_refs(tables, tables.lineage.filter(tables.lineage.edge_id.isin(wanted)).rename(name="edge_id"))


def read_post_lineage(tables: Tables, post_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    """Ids of registry accounts' posts to the records that show each, in order of capture and place."""
    wanted = sorted(set(post_ids))
    if not wanted:
        return {}
    return _find_refs(
        tables, tables.post_lineage.filter(tables.post_lineage.post_id.isin(wanted)).rename(name="post_id")
    )


def _find_refs(tables: Tables, lineage: ir.Table) -> dict[str, tuple[RecordRef, ...]]:
    joined = lineage.join(tables.records, "record_id").select("name", "capture_id", "locator", "sha256").to_pandas()
    found: dict[str, list[RecordRef]] = {}
    for name, *ref in joined.sort_values(["name", "capture_id", "locator"]).itertuples(index=False):
        found.setdefault(str(name), []).append(RecordRef(*ref))
    return {name: tuple(refs) for name, refs in found.items()}


def read_handles(tables: Tables) -> dict[str, str]:
    """Newest observed handle of every registry account, by account_id."""
    known = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    return dict(zip(known["account_id"], known["handle"], strict=True))
