"""What an ingest left on the disk, so that two investigations can be held against each other."""

from __future__ import annotations

import stat
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from netral.cases import read_log
from netral.identity import hash_file
from netral.store import list_captures
from netral.store.schema import TABLES

AT_INGEST = "when it was ingested"
Rows = list[dict[str, Any]]


def read_tables(folder: Path) -> dict[str, Rows]:
    """Every table of an investigation as it lies on the disk, row by row, sorted.

    Two ingests cannot happen at the same moment: the time of ingest, and wherever it stands in for a capture's own, is
    shown as such. Everything else is compared, ids and counts too.
    """
    tables = {name: pq.read_table(folder / "store" / "tables" / name / "part-0.parquet").to_pylist() for name in TABLES}
    ingested = {row["ingested_us"] for row in tables["captures"]}
    return {name: sorted((_hide_ingest(row, ingested) for row in rows), key=repr) for name, rows in tables.items()}


def _hide_ingest(row: dict[str, Any], ingested: set[int]) -> dict[str, Any]:
    return {
        name: AT_INGEST if name.endswith("_us") and value in ingested else value for name, value in sorted(row.items())
    }


def forget_captures(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Tables without what depends on how records were spread over files: the files' names, and places in them."""
    shas = {row["record_id"]: row["sha256"] for row in tables["records"]}
    plain = {
        name: sorted(({key: value for key, value in row.items() if key != "capture_id"} for row in rows), key=repr)
        for name, rows in tables.items()
        if name in ("accounts", "account_aliases", "posts", "follows", "interactions")
    }
    records = ({key: row[key] for key in ("sha256", "op", "target")} for row in tables["records"])
    lineage = ({"edge_id": row["edge_id"], "sha256": shas[row["record_id"]]} for row in tables["lineage"])
    quarantine = ({"sha256": shas[row["record_id"]], "reason": row["reason"]} for row in tables["quarantine"])
    return plain | {
        "records": _make_unique(records),
        "lineage": _make_unique(lineage),
        "quarantine": _make_unique(quarantine),
    }


def _make_unique(rows: Any) -> Rows:
    return [dict(key) for key in sorted({tuple(row.items()) for row in rows}, key=repr)]


def list_places(folder: Path) -> set[str]:
    """Every file and folder of an investigation, by its path within it; without those of the custody log.

    That log notes a killed command too, and keeps the half line that the kill may have left: `check_custody` reads it.
    """
    places = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return {place for place in places if place != "cases" and not place.startswith("cases/custody")}


def check_custody(folder: Path) -> None:
    """The chain of the custody log holds, wherever a kill fell."""
    read_log(folder / "cases" / "custody")


def check_captures(folder: Path) -> None:
    """Each captured file lies there once, with its hash, and nobody may write to it; nothing else lies beside it."""
    captures = list_captures(folder / "store")
    lying = {path for path in (folder / "captures").rglob("*") if path.is_file()}
    assert lying == {folder / capture.path for capture in captures}
    assert len({hash_file(path) for path in lying}) == len(lying)
    for capture in captures:
        assert capture.balances
        assert hash_file(folder / capture.path) == capture.sha256
        assert stat.S_IMODE((folder / capture.path).stat().st_mode) == 0o444


@lru_cache(maxsize=1)
def _read_undisturbed(folder: Path) -> tuple[dict[str, Rows], set[str]]:
    """What a folder that nothing changes any more is compared with, again and again."""
    return read_tables(folder), list_places(folder)


def check_same(folder: Path, undisturbed: Path) -> None:
    """An investigation is, to the last file and row, what an undisturbed ingest makes of it."""
    found, (expected, places) = read_tables(folder), _read_undisturbed(undisturbed)
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert list_places(folder) == places
    check_captures(folder)
    check_custody(folder)
