"""How many of a capture's records are new, known or unreadable: the balance, and which records are duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from netral.model import LIST_OPS, Kind
from netral.store.database import open_database

DUPLICATES = "duplicates.parquet"

# A record is known when its bytes, op and target are: here before it, or in a capture before this one. All three are
# held as one key of 128 bits: a store may have millions of records.
KEY = "CASE WHEN reason IS NULL THEN md5_number(concat(sha256, '|', coalesce(op, '~'), '|', coalesce(target, '~'))) END"
NOTE = f"INSERT INTO known SELECT {KEY} AS key FROM read_parquet({{paths}}) WHERE key IS NOT NULL"
MINE = f"""
CREATE OR REPLACE TEMP TABLE mine AS
SELECT seq, {KEY} AS key, op, collected_us, declared_count, reason FROM read_parquet({{paths}})
"""
DUPLICATE = """
CREATE OR REPLACE TEMP TABLE duplicate AS
SELECT seq FROM mine JOIN (SELECT key, min(seq) AS first FROM mine GROUP BY key HAVING count(*) > 1) USING (key)
WHERE seq > first
UNION
SELECT seq FROM mine SEMI JOIN known USING (key)
"""
BALANCE = """
SELECT count(*), (SELECT count(*) FROM duplicate), count(reason), max(declared_count), max(collected_us),
       coalesce(bool_or(op IN {lists}), false)
FROM mine
"""
LISTED = """
SELECT count(DISTINCT CASE WHEN m.op = 'following' THEN a.target ELSE a.actor END)
FROM mine m JOIN read_parquet({acts}) a USING (seq) WHERE m.op IN {lists} AND a.kind IN {kinds}
"""
LISTS = tuple(map(str, LIST_OPS))
LISTED_KINDS = tuple(kind.value for kind in (Kind.FOLLOW, Kind.JOIN, Kind.LIKE, Kind.SHARE))


class Counts(NamedTuple):
    """The balance of one capture, and what its list declares and holds; times UTC microseconds."""

    read: int
    duplicate: int
    quarantined: int
    declared: int | None
    collected_us: int | None
    listed: int


class Counter:
    """Counts captures one after the other, each against the ones before it."""

    def __init__(self) -> None:
        self._con = open_database()
        self._con.execute("CREATE TEMP TABLE known (key UHUGEINT)")
        self._noted: list[str] = []

    def note(self, parts: Iterable[Path]) -> None:
        """Captures that were before: the folders of their parts, to be read when something is counted."""
        self._noted += [str(path) for part in parts for path in part.glob("records-*.parquet")]

    def count(self, part: Path) -> Counts:
        """A part, as `parse_records` filled it, to its counts; which of its records are duplicates is left in it."""
        if self._noted:
            self._con.execute(NOTE.format(paths=quote_paths(sorted(self._noted))))
            self._noted = []
        con = self._con
        paths, acts = (quote_paths(map(str, sorted(part.glob(f"{name}-*.parquet")))) for name in ("records", "acts"))
        con.execute(MINE.format(paths=paths))
        con.execute(DUPLICATE)
        row = con.execute(BALANCE.format(lists=LISTS)).fetchone()
        read, duplicate, quarantined, declared, collected_us, is_list = row or (0, 0, 0, None, None, False)
        if duplicate:
            target = str(part / DUPLICATES).replace("'", "''")
            con.execute(f"COPY (FROM duplicate ORDER BY seq) TO '{target}' (FORMAT parquet)")
        listed = None
        if is_list and acts != "[]":
            listed = con.execute(LISTED.format(acts=acts, lists=LISTS, kinds=LISTED_KINDS)).fetchone()
        con.execute("INSERT INTO known SELECT key FROM mine WHERE key IS NOT NULL")
        return Counts(read, duplicate, quarantined, declared, collected_us, listed[0] if listed else 0)

    def close(self) -> None:
        """Let go of what was counted."""
        self._con.close()


def quote_paths(paths: Iterable[str]) -> str:
    """Paths to a list as SQL writes it."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
