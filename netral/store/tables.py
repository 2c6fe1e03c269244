"""The tables on disk -> Ibis expressions that the other rooms compute with."""

from __future__ import annotations

import weakref
from pathlib import Path

import ibis

from netral.errors import BadInvestigation
from netral.model import Tables
from netral.store.schema import TABLES


def open_tables(store_folder: Path) -> Tables:
    """``store/tables`` to Ibis tables over DuckDB; nothing is read yet.

    Whoever holds the store's lock meanwhile gets the tables of one moment: what is ingested later does not change them.

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
    con.raw_sql("SET enable_progress_bar = false")  # it would be written into executed notebooks
    paths = {name: _hold(con, folder / name / "part-0.parquet") for name in TABLES}
    return Tables(**{name: con.read_parquet(path, table_name=name) for name, path in paths.items()})


def _hold(con: ibis.BaseBackend, path: Path) -> Path:
    """A path by which a file is found for as long as the connection lives, be it replaced meanwhile.

    Where open files have no paths, as on Windows, they cannot be replaced either.
    """
    stream = path.open("rb")
    weakref.finalize(con, stream.close)
    held = Path("/dev/fd") / str(stream.fileno())
    return held if held.exists() else path


def count_rows(tables: Tables) -> dict[str, int]:
    """Rows of every table."""
    return {name: int(getattr(tables, name).count().execute()) for name in TABLES}


def count_reasons(tables: Tables) -> dict[str, int]:
    """Quarantined records by reason."""
    frame = tables.quarantine.group_by("reason").aggregate(rows=lambda table: table.count()).execute()
    return {str(row.reason): int(row.rows) for row in frame.sort_values("reason").itertuples()}
