"""The tables on disk -> Ibis expressions that the other rooms compute with."""

from __future__ import annotations

from pathlib import Path

import ibis

from netral.errors import BadInvestigation
from netral.model import Tables
from netral.store.schema import TABLES


def open_tables(store_folder: Path) -> Tables:
    """``store/tables`` to Ibis tables over DuckDB; nothing is read yet.

    Raises
    ------
    BadInvestigation
        When nothing was ingested.
    """
    folder = store_folder / "tables"
    if not folder.is_dir():
        raise BadInvestigation(
            f"{store_folder.parent}: nothing was ingested yet; 'netral ingest DIR FILE...' comes first"
        )
    con = ibis.duckdb.connect()
    return Tables(**{name: con.read_parquet(folder / name / "*.parquet", table_name=name) for name in TABLES})


def count_rows(tables: Tables) -> dict[str, int]:
    """Rows of every table."""
    return {name: int(getattr(tables, name).count().execute()) for name in TABLES}


def count_reasons(tables: Tables) -> dict[str, int]:
    """Quarantined records by reason."""
    frame = tables.quarantine.group_by("reason").aggregate(rows=lambda table: table.count()).execute()
    return {str(row.reason): int(row.rows) for row in frame.sort_values("reason").itertuples()}
