"""One database a process, and connections that see nothing of each other."""

from __future__ import annotations

import os

import duckdb
import pytest

from netral.store.database import open_database


def test_what_is_temporary_in_one_connection_no_other_sees() -> None:
    with open_database() as one, open_database() as other:
        one.execute("CREATE TEMP TABLE acts AS SELECT 1 AS weight")
        one.execute("CREATE TEMP VIEW posts AS SELECT 2 AS weight")
        one.execute("SET TimeZone = 'Asia/Makassar'")
        for name in ("acts", "posts"):
            with pytest.raises(duckdb.CatalogException):
                other.execute(f"FROM {name}")
        other.execute("CREATE TEMP TABLE acts AS SELECT 3 AS weight")
        assert one.execute("FROM acts").fetchall() == [(1,)]
        assert other.execute("SELECT current_setting('TimeZone')").fetchall() != [("Asia/Makassar",)]
    with pytest.raises(duckdb.ConnectionException), open_database() as later:
        assert later.execute("SELECT 4").fetchall() == [(4,)]
        one.execute("SELECT 5")


@pytest.mark.skipif(os.name == "nt", reason="this system has no fork")
def test_a_forked_child_computes_with_a_database_of_its_own() -> None:
    with open_database() as parent:
        parent.execute("SELECT 1")
        pid = os.fork()
        if pid == 0:
            with open_database() as child:
                found = child.execute("SELECT sum(range) FROM range(1000000)").fetchall()
            os._exit(0 if found == [(499999500000,)] else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
