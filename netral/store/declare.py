"""netral/store/schema.py -> declared.json: the pandera models as columns, types and conditions in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from netral.errors import NetralError
from netral.store.declared import Declared
from netral.store.schema import TABLES


def build_declared() -> str:
    """The table models to the text of declared.json."""
    declared = {name: _declare(model.to_schema().columns) for name, model in TABLES.items()}
    return json.dumps({name: each._asdict() for name, each in declared.items()}, indent=1) + "\n"


def _declare(columns: dict[str, Any]) -> Declared:
    return Declared(
        {name: str(column.dtype) for name, column in columns.items()},
        [condition for column in columns.items() for condition in _broken_when(*column)],
        [name for name, column in columns.items() if column.unique],
    )


def _broken_when(name: str, column: Any) -> Iterator[str]:
    quoted = f'"{name}"'
    if not column.nullable:
        yield f"{quoted} IS NULL"
    for check in column.checks:
        yield _check_to_sql(quoted, check.name, check.statistics)


def _check_to_sql(quoted: str, name: str, statistics: dict[str, Any]) -> str:
    if name == "isin":
        return f"{quoted} NOT IN ({', '.join(map(_literal, statistics['allowed_values']))})"
    if name == "str_matches":
        # not regexp_matches: DuckDB asks that of every row, and this once of every value in a Parquet dictionary
        return f"regexp_extract({quoted}, {_literal(statistics['pattern'])}) = ''"
    if name == "greater_than_or_equal_to":
        return f"{quoted} < {int(statistics['min_value'])}"
    raise NetralError("schema check {name!r} has no form in SQL; add it beside the others", name=name)


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
