"""Tables against their own declaration: one question a table in SQL, and pandera's verdict where it finds anything.

Asking pandera for every table after every ingest costs half a second whatever the size; the same conditions, read from
the same declaration, are one pass over each table in DuckDB.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from netral.errors import NetralError
from netral.store.declared import read_declared


def check_table(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """A table of a folder, ``<table>/*.parquet``, against netral/store/schema.py.

    Raises
    ------
    pandera.errors.SchemaError
        When it breaks its declaration: a fault of netral, not of the input.
    """
    declared = read_declared()[name]
    source = str(folder / name / "*.parquet").replace("'", "''")
    counts = [f"count(*) FILTER (WHERE {' OR '.join(declared.broken_when)})"] if declared.broken_when else []
    counts += [f'(count("{column}") - count(DISTINCT "{column}"))' for column in declared.unique]
    row = con.execute(f"SELECT {' + '.join(counts) or '0'} FROM read_parquet('{source}')").fetchone()
    if row is None or row[0]:
        _explain(name, folder)


def _explain(name: str, folder: Path) -> None:
    import ibis

    from netral.store.schema import TABLES

    connection = ibis.duckdb.connect()
    TABLES[name].validate(connection.read_parquet(folder / name / "*.parquet", table_name=name))
    raise NetralError("table {name} breaks its declaration in a way that pandera does not see", name=name)
