"""What every capture's parse left behind -> the checked tables, written anew and swapped in at one moment."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from functools import partial
from importlib.resources import files
from pathlib import Path

import duckdb

from netral.errors import NetralError
from netral.model import Capture
from netral.store.captures import PARSED, list_parts
from netral.store.check import check_table
from netral.store.count import DUPLICATES, quote_paths
from netral.store.declared import read_declared
from netral.store.fingerprint import PARSER_VERSION, write_fingerprint
from netral.store.parts import INT, PARTS, TEXT
from netral.store.steps import Step, run_steps
from netral.store.sync import sync_folders
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
    "post_lineage": "post_id, record_id",
}
SMALL_BYTES = 16_384  # of files that are smaller on average, opening costs more than reading, so each is opened once
ROWS_IN_GROUP, ROWS_IN_BUCKET, ROWS_FOR_TWO = 61_440, 2_000_000, 1_000_000
# Tables with fewer records than that are made two at a time; of larger ones each keeps all processors busy by itself.
# The inputs that hold all versions of a thing, and the tables for which these are held at once.
BUCKETED = {"part_posts": ("post_again", "post_newest"), "part_acts": ("act_again", "act_toward", "act_merged")}
CREATED, WORD = re.compile(r"CREATE (?:TABLE|VIEW) (\w+)"), re.compile(r"\w+")
COMMENT = re.compile(r"^--.*\n", re.MULTILINE)
CAPTURE_TYPES = {"int": INT, "int64": INT, "str": TEXT, "string": TEXT}
# Little suffices nearly always, since DuckDB puts on the disk what does not fit; long texts may need more.
MEMORY_LIMITS = ("192MiB", "256MiB", "512MiB", "1GiB", "4GiB")


def merge_tables(store_folder: Path, captures: Iterable[Capture], fingerprint: str = "") -> None:
    """The committed parts to ``store/tables/<table>/part-0.parquet``.

    The new tables are written beside, validated against the schema, and put in place by one rename, with the
    fingerprint of what they were made from. When that fails the old ones stay and nothing of the new ones does.

    Raises
    ------
    pandera.errors.SchemaErrors
        When a table breaks its own schema: a fault of netral, not of the input.
    """
    beside, spill = store_folder / f"tables.{os.getpid()}.tmp", store_folder / "spill.tmp"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _build_tables(store_folder, tuple(captures), beside, spill)
        sync_folders(beside.iterdir())  # else a power cut might leave the fingerprint and empty tables
        write_fingerprint(beside, fingerprint)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    _swap(store_folder / "tables", beside)


def _build_tables(store_folder: Path, captures: tuple[Capture, ...], beside: Path, spill: Path) -> None:
    for limit in MEMORY_LIMITS:
        try:
            with duckdb.connect(config={"memory_limit": limit, "temp_directory": str(spill)}) as con:
                con.execute("SET preserve_insertion_order = false")  # every file is ordered by itself
                con.execute("SET GLOBAL disabled_optimizers = 'build_side_probe_side'")  # merge.sql knows better
                _make_inputs(con, store_folder, captures)
                at_once = 2 if sum(capture.read for capture in captures) < ROWS_FOR_TWO else 1
                # Whoever asks works too: more threads than processors only wait for one another.
                con.execute(f"SET threads = {max((os.cpu_count() or 1) + 1 - at_once, 1)}")
                run_steps(con, _list_steps(con, beside), at_once)
        except duckdb.OutOfMemoryException as error:
            shutil.rmtree(beside, ignore_errors=True)
            problem = error
        else:
            return
    raise NetralError(
        "{folder}: {memory} of memory do not suffice to merge the tables: {problem}",
        folder=store_folder,
        memory=MEMORY_LIMITS[-1],
        problem=problem,
    )


def _list_steps(con: duckdb.DuckDBPyConnection, beside: Path) -> dict[str, Step]:
    """Every statement of merge.sql, then every table's file, which is checked once it is written."""
    steps: dict[str, Step] = {}
    sql = COMMENT.sub("", files("netral.store").joinpath("merge.sql").read_text("utf-8"))
    buckets = {table: 1 + rows // ROWS_IN_BUCKET for name, rows in _count_rows(con).items() for table in BUCKETED[name]}
    for statement in sql.strip().removesuffix(";").split(";\n\n"):  # by DuckDB each would be parsed twice
        (name,) = CREATED.findall(statement)
        steps[name] = Step(statement, frozenset(WORD.findall(statement)) & steps.keys(), buckets.get(name, 1))
    for name, order in ORDER_BY.items():
        (beside / name).mkdir(parents=True)
        columns = ", ".join(f'"{column}"' for column in read_declared()[name].columns)
        target = str(beside / name / "part-0.parquet").replace("'", "''")
        options = f"FORMAT parquet, ROW_GROUP_SIZE {ROWS_IN_GROUP}"
        copy = f"COPY (SELECT {columns} FROM {name} ORDER BY {order}) TO '{target}' ({options})"
        check = partial(check_table, folder=beside, name=name)
        steps[f"file of {name}"] = Step(copy, frozenset([name]), check=check)
    return steps


def _count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    row = con.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in BUCKETED)).fetchone()
    return dict(zip(BUCKETED, row or (), strict=True))


def _make_inputs(con: duckdb.DuckDBPyConnection, store_folder: Path, captures: Iterable[Capture]) -> None:
    _make_captures(con, captures)
    for name, columns in PARTS.items():
        _make_input(con, name, columns, list_parts(store_folder, f"{name}-*.parquet"))
    _make_input(con, "duplicates", {"seq": INT}, list_parts(store_folder, DUPLICATES))


def _make_input(con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], paths: list[Path]) -> None:
    """A view ``part_<name>`` over the files of every part, or a table, with the capture each row comes from."""
    is_held = sum(path.stat().st_size for path in paths) < SMALL_BYTES * len(paths)
    if paths:
        source = f"read_parquet({quote_paths(map(str, paths))}, filename = true)"
        capture_id = f"regexp_extract(filename, '{PARSED}[/\\\\](c-[0-9a-f]+)', 1)"
    else:
        nulls = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in columns.items())
        source, capture_id = f"(SELECT {nulls} WHERE false)", "''"
    kind = "TABLE" if is_held else "VIEW"
    con.execute(f"CREATE {kind} part_{name} AS SELECT p.*, {capture_id} AS capture_id FROM {source} p")


def _make_captures(con: duckdb.DuckDBPyConnection, captures: Iterable[Capture]) -> None:
    rows = [_capture_to_row(capture) for capture in captures]
    columns = {name: CAPTURE_TYPES[kind] for name, kind in read_declared()["captures"].columns.items()}
    listed = ", ".join(f'unnest(?::{kind}[]) AS "{name}"' for name, kind in columns.items())
    con.execute(
        f"CREATE TABLE part_captures AS SELECT {listed}, '{PARSER_VERSION}' AS parser_version",
        [[row[name] for row in rows] for name in columns],
    )


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
