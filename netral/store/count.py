"""How many of a capture's records are new, known or unreadable: the balance, and which records are duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from netral.model import LIST_OPS, Kind

DUPLICATES = "duplicates.parquet"

# A record is known when its bytes, op and target are: here before it, or in a capture before this one.
COUNT = """
CREATE TEMP TABLE mine AS
SELECT seq, sha256, op, target, collected_us, declared_count, reason FROM read_parquet({mine});
CREATE TEMP TABLE duplicate AS
SELECT seq FROM mine WHERE reason IS NULL
QUALIFY row_number() OVER (PARTITION BY sha256, op, target ORDER BY seq) > 1
"""
KNOWN_BEFORE = """
INSERT INTO duplicate
SELECT seq FROM mine SEMI JOIN read_parquet({earlier}) e
    ON e.sha256 = mine.sha256 AND e.op IS NOT DISTINCT FROM mine.op AND e.target IS NOT DISTINCT FROM mine.target
   AND e.reason IS NULL
WHERE mine.reason IS NULL
"""
BALANCE = """
SELECT count(*), (SELECT count(DISTINCT seq) FROM duplicate), count(reason), max(declared_count), max(collected_us),
       (SELECT count(DISTINCT CASE WHEN m.op = 'following' THEN a.target ELSE a.actor END)
        FROM mine m JOIN read_parquet({acts}) a USING (seq)
        WHERE m.op IN {lists} AND a.kind IN {listed})
FROM mine
"""
LISTED = tuple(kind.value for kind in (Kind.FOLLOW, Kind.JOIN, Kind.LIKE, Kind.SHARE))


class Counts(NamedTuple):
    """The balance of one capture, and what its list declares and holds; times UTC microseconds."""

    read: int
    duplicate: int
    quarantined: int
    declared: int | None
    collected_us: int | None
    listed: int


def count_records(part: Path, earlier: Iterable[Path]) -> Counts:
    """A parsed part to its counts; which of its records are duplicates is left in it.

    Parameters
    ----------
    part : Path
        The folder that `parse_records` filled.
    earlier : iterable of Path
        The folders of every capture before it.
    """
    mine, acts = (quote_paths(map(str, sorted(part.glob(f"{name}-*.parquet")))) for name in ("records", "acts"))
    before = sorted(str(path) for folder in earlier for path in folder.glob("records-*.parquet"))
    with duckdb.connect() as con:
        con.execute(COUNT.format(mine=mine))
        if before:
            con.execute(KNOWN_BEFORE.format(earlier=quote_paths(before)))
        target = str(part / DUPLICATES).replace("'", "''")
        con.execute(f"COPY (SELECT DISTINCT seq FROM duplicate ORDER BY seq) TO '{target}' (FORMAT parquet)")
        row = con.execute(BALANCE.format(acts=acts, lists=tuple(map(str, LIST_OPS)), listed=LISTED)).fetchone()
    return Counts(*row) if row else Counts(0, 0, 0, None, None, 0)


def quote_paths(paths: Iterable[str]) -> str:
    """Paths to a list as SQL writes it."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
