"""Tables against their own declaration: one question a table in SQL, and pandera's verdict where it finds anything.

Asking pandera for every table after every ingest costs half a second whatever the size; the same conditions, read from
the same declaration, are one pass over each table in DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import ibis

from netral.errors import NetralError
from netral.store.schema import TABLES


def check_tables(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every table of a folder, ``<table>/*.parquet``, against netral/store/schema.py.

    Raises
    ------
    pandera.errors.SchemaError
        When a table breaks its declaration: a fault of netral, not of the input.
    """
    for name, model in TABLES.items():
        source = str(folder / name / "*.parquet").replace("'", "''")
        rules = [rule for column in model.to_schema().columns.items() for rule in _broken_when(*column)]
        query = f"SELECT {' + '.join(f'count(*) FILTER (WHERE {rule})' for rule in rules if 'count(' not in rule)}"
        unique = [rule for rule in rules if "count(" in rule]
        row = con.execute(f"{query} + {' + '.join(unique) or '0'} FROM read_parquet('{source}')").fetchone()
        if row is None or row[0]:
            _explain(name, folder)


def _broken_when(name: str, column: Any) -> Iterator[str]:
    """The conditions under which a row breaks a column's declaration, and the count of repeats where it is unique."""
    quoted = f'"{name}"'
    if not column.nullable:
        yield f"{quoted} IS NULL"
    if column.unique:
        yield f"(count({quoted}) - count(DISTINCT {quoted}))"
    for check in column.checks:
        yield _check_to_sql(quoted, check.name, check.statistics)


def _check_to_sql(quoted: str, name: str, statistics: dict[str, Any]) -> str:
    if name == "isin":
        return f"{quoted} NOT IN ({', '.join(map(_literal, statistics['allowed_values']))})"
    if name == "str_matches":
        return f"NOT regexp_matches({quoted}, {_literal(statistics['pattern'])})"
    if name == "greater_than_or_equal_to":
        return f"{quoted} < {int(statistics['min_value'])}"
    raise NetralError(f"schema check {name!r} has no form in SQL; add it beside the others")


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _explain(name: str, folder: Path) -> None:
    connection = ibis.duckdb.connect()
    TABLES[name].validate(connection.read_parquet(folder / name / "*.parquet", table_name=name))
    raise NetralError(f"table {name} breaks its declaration in a way that pandera does not see")
