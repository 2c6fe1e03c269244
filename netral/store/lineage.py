"""From an edge back to the records that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from netral.model import RecordRef, Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir


def read_lineage(tables: Tables, edge_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    """Ids of interactions or follows to the records that support each, in order of capture and place."""
    return _find_refs(tables, tables.lineage.rename(name="edge_id"), edge_ids)


def read_post_lineage(tables: Tables, post_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    """Ids of registry accounts' posts to the records that show each, in order of capture and place."""
    return _find_refs(tables, tables.post_lineage.rename(name="post_id"), post_ids)


def _find_refs(tables: Tables, lineage: ir.Table, ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    import ibis

    names = sorted(set(ids))
    if not names:
        return {}
    # as a table: a hundred thousand ids written out in a query take minutes to be read
    wanted = ibis.memtable(pd.DataFrame({"name": names}, dtype="str"))
    joined = (
        lineage.semi_join(wanted, "name")
        .join(tables.records, "record_id")
        .select("name", "capture_id", "locator", "sha256")
        .to_pandas()
    )
    found: dict[str, list[RecordRef]] = {}
    for name, *ref in joined.sort_values(["name", "capture_id", "locator"]).itertuples(index=False):
        found.setdefault(str(name), []).append(RecordRef(*ref))
    return {name: tuple(refs) for name, refs in found.items()}


def read_handles(tables: Tables) -> dict[str, str]:
    """Newest observed handle of every registry account, by account_id."""
    known = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    return dict(zip(known["account_id"], known["handle"], strict=True))
