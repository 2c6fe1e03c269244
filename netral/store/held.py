"""Everything the tables hold about one account, for whoever it belongs to."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from netral.model import Tables
from netral.store.subject import SubjectNames

# By which columns a table's rows are about an account.
COLUMNS = {
    "accounts": ("account_id",),
    "account_aliases": ("alias", "account_id"),
    "posts": ("account_id",),
    "interactions": ("actor", "target"),
    "follows": ("follower", "followed"),
    "captures": ("target", "target_author"),
}


def list_held(tables: Tables, key: bytes, names: SubjectNames) -> dict[str, list[dict[str, Any]]]:
    """The rows about an account, by table; and under ``records`` where in the captures each of them comes from.

    Parameters
    ----------
    key : bytes
        The investigation's own: an account outside the registry stands in the tables under its pseudonym.
    names : SubjectNames
        From `resolve_subject`.
    """
    ids = [*names.list_ids(), *names.list_pseudonyms(key)]
    found = {name: _find_rows(getattr(tables, name), columns, ids) for name, columns in COLUMNS.items()}
    edges = [row["interaction_id"] for row in found["interactions"]] + [row["follow_id"] for row in found["follows"]]
    posts = [row["post_id"] for row in found["posts"]]
    shown = tables.lineage.filter(tables.lineage.edge_id.isin(edges)).select("record_id")
    shown = shown.union(tables.post_lineage.filter(tables.post_lineage.post_id.isin(posts)).select("record_id"))
    records = tables.records.semi_join(shown.distinct(), "record_id").select("capture_id", "locator", "sha256")
    return found | {"records": _to_rows(records.order_by("capture_id", "locator"))}


def _find_rows(table: ir.Table, columns: tuple[str, ...], ids: list[str]) -> list[dict[str, Any]]:
    return _to_rows(table.filter(ibis.or_(*(table[column].isin(ids) for column in columns))))


def _to_rows(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
