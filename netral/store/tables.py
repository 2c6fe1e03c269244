"""The tables on disk -> Ibis expressions that the other rooms compute with."""

from __future__ import annotations

import weakref
from pathlib import Path

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from netral.errors import BadInvestigation
from netral.model import Tables
from netral.store.declared import read_declared
from netral.store.engine import DUCKDB, connect_engine


def open_tables(store_folder: Path, engine: str = DUCKDB) -> Tables:
    """``store/tables`` to Ibis tables over an engine; nothing is read yet.

    Whoever holds the store's lock meanwhile gets the tables of one moment: what is ingested later does not change them.
    Spark's workers open files by their paths, so the lock stays held until the tables are let go.

    Parameters
    ----------
    engine : str
        See `connect_engine`.

    Raises
    ------
    BadInvestigation
        When nothing was ingested.
    BadParameter
        When the engine cannot be used.
    """
    folder = store_folder / "tables"
    if not folder.is_dir():
        raise BadInvestigation(
            "{folder}: nothing was ingested yet; 'netral ingest DIR FILE...' comes first", folder=store_folder.parent
        )
    con = connect_engine(engine)
    paths = {name: folder / name / "part-0.parquet" for name in read_declared()}
    if engine == DUCKDB:
        return Tables(**{name: _view_file(con, name, _hold(con, path)) for name, path in paths.items()})
    _hold_lock(con, store_folder)
    found = {name: path.resolve().as_uri() for name, path in paths.items()}
    return Tables(**{name: con.read_parquet(path, table_name=name) for name, path in found.items()})


def _view_file(con: ibis.BaseBackend, name: str, path: Path) -> ir.Table:
    """A file of a table as a view; its columns are declared, and asking DuckDB for them takes longer than the rest."""
    quoted = str(path).replace("'", "''")
    con.raw_sql(f"CREATE TEMP VIEW {name} AS FROM read_parquet('{quoted}')")
    table: ir.Table = ops.DatabaseTable(name, schema=ibis.schema(read_declared()[name].columns), source=con).to_expr()
    return table


def _hold(con: ibis.BaseBackend, path: Path) -> Path:
    """A path by which a file is found for as long as the connection lives, be it replaced meanwhile.

    Where open files have no paths, as on Windows, they cannot be replaced either.
    """
    stream = path.open("rb")
    weakref.finalize(con, stream.close)
    held = Path("/dev/fd") / str(stream.fileno())
    return held if held.exists() else path


def _hold_lock(con: ibis.BaseBackend, store_folder: Path) -> None:
    """The store's lock, for as long as the connection lives."""
    from netral.store.ingest import lock_store

    lock = lock_store(store_folder)
    lock.acquire()
    weakref.finalize(con, lock.release)


def count_rows(tables: Tables) -> dict[str, int]:
    """Rows of every table."""
    return {name: int(getattr(tables, name).count().execute()) for name in read_declared()}


def count_reasons(tables: Tables) -> dict[str, int]:
    """Quarantined records by reason."""
    frame = tables.quarantine.group_by("reason").aggregate(rows=lambda table: table.count()).execute()
    return {str(row.reason): int(row.rows) for row in frame.sort_values("reason").itertuples()}


def list_quarantined(tables: Tables, most: int) -> dict[str, list[dict[str, str]]]:
    """Quarantined records by reason to where they stand, as path and locator; of each reason the first so many."""
    captures = tables.captures.select("capture_id", "path")
    placed = tables.quarantine.join(captures, "capture_id").select("reason", "path", "locator")
    order = [placed.path, placed.locator.length(), placed.locator]
    numbered = placed.mutate(number=ibis.row_number().over(group_by=placed.reason, order_by=order))
    found: dict[str, list[dict[str, str]]] = {}
    first = numbered.filter(numbered.number < most).order_by("reason", "number").to_pandas()
    for reason, path, locator in first[["reason", "path", "locator"]].itertuples(index=False):
        found.setdefault(reason, []).append({"path": path, "locator": locator})
    return found
