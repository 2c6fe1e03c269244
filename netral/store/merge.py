"""What every capture's parse left behind -> the checked tables, written anew and swapped in at one moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa

from netral.model import Capture
from netral.store.captures import PARSED, list_parts
from netral.store.check import check_tables
from netral.store.columns import PARTS
from netral.store.parse import PARSER_VERSION
from netral.store.schema import TABLES
from netral.times import datetime_to_us

ORDER_BY = {
    "captures": "capture_id",
    "records": "capture_id, seq",
    "quarantine": "capture_id, record_id",
    "accounts": "account_id",
    "account_aliases": "alias, account_id",
    "posts": "post_id",
    "follows": "follow_id",
    "interactions": "interaction_id",
    "lineage": "edge_id, record_id",
}
CAPTURE_TYPES = {"int": pa.int64(), "int64": pa.int64(), "str": pa.string(), "string": pa.string()}
MEMORY_LIMIT = "256MiB"


def merge_tables(store_folder: Path, captures: Iterable[Capture]) -> None:
    """The committed parts to ``store/tables/<table>/part-0.parquet``.

    The new tables are written beside, validated against the schema, and put in place by one rename.

    Raises
    ------
    pandera.errors.SchemaErrors
        When a table breaks its own schema: a fault of netral, not of the input.
    """
    beside = store_folder / f"tables.{os.getpid()}.tmp"
    shutil.rmtree(beside, ignore_errors=True)
    with duckdb.connect(
        config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(store_folder / "spill.tmp")}
    ) as con:
        _make_inputs(con, store_folder, captures)
        con.execute(files("netral.store").joinpath("merge.sql").read_text("utf-8"))
        for name, order in ORDER_BY.items():
            (beside / name).mkdir(parents=True)
            columns = ", ".join(f'"{column}"' for column in TABLES[name].to_schema().columns)
            target = str(beside / name / "part-0.parquet").replace("'", "''")
            con.execute(f"COPY (SELECT {columns} FROM {name} ORDER BY {order}) TO '{target}' (FORMAT parquet)")
        check_tables(con, beside)
    _swap(store_folder / "tables", beside)


def _make_inputs(con: duckdb.DuckDBPyConnection, store_folder: Path, captures: Iterable[Capture]) -> None:
    con.register("part_captures", _captures_to_arrow(captures))
    for name, schema in PARTS.items():
        paths = [str(path) for path in list_parts(store_folder, f"{name}.parquet")]
        if paths:
            source = f"read_parquet({_quote_list(paths)}, filename = true)"
            capture_id = f"regexp_extract(filename, '{PARSED}[/\\\\](c-[0-9a-f]+)', 1)"
        else:
            con.register(f"empty_{name}", schema.empty_table())
            source, capture_id = f"empty_{name}", "''"
        extra = ""
        if name == "records":
            extra = f", c.format AS parser, '{PARSER_VERSION}' AS parser_version"
        con.execute(
            f"CREATE TEMP VIEW part_{name} AS SELECT p.*, {capture_id} AS capture_id{extra} FROM {source} p"
            + (f" JOIN part_captures c ON c.capture_id = {capture_id}" if name == "records" else "")
        )


def _quote_list(paths: list[str]) -> str:
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"


def _captures_to_arrow(captures: Iterable[Capture]) -> pa.Table:
    columns = TABLES["captures"].to_schema().columns
    schema = pa.schema([(name, CAPTURE_TYPES[str(column.dtype)]) for name, column in columns.items()])
    return pa.Table.from_pylist([_capture_to_row(capture) for capture in captures], schema=schema)


def _capture_to_row(capture: Capture) -> dict[str, object]:
    platform, _, name = (capture.target or "").partition(":")
    return {
        "capture_id": capture.capture_id,
        "sha256": capture.sha256,
        "path": capture.path,
        "format": capture.format,
        "op": capture.op,
        "target": capture.target,
        "target_platform": platform or None,
        "target_handle": name[1:] if name.startswith("@") else None,
        "target_author": capture.target_author,
        "tool": capture.tool,
        "tool_version": capture.tool_version,
        "status": capture.status.value,
        "read": capture.read,
        "stored": capture.stored,
        "duplicate": capture.duplicate,
        "quarantined": capture.quarantined,
        "declared_count": capture.declared_count,
        "observed_count": capture.observed_count,
        "collected_us": capture.collected_at and datetime_to_us(capture.collected_at),
        "ingested_us": datetime_to_us(capture.ingested_at),
        "operator": capture.operator,
        "size_bytes": capture.size_bytes,
    }


def _swap(tables: Path, beside: Path) -> None:
    """Put new tables in place; a kill between the two renames leaves none, and they are merged again."""
    old = tables.with_name(f"{tables.name}.{os.getpid()}.old")
    if tables.exists():
        os.replace(tables, old)
    os.replace(beside, tables)
    shutil.rmtree(old, ignore_errors=True)
