"""One DuckDB a process: to start one takes longer than most of the questions that are put to it."""

from __future__ import annotations

import os
from functools import cache

import duckdb


def open_database() -> duckdb.DuckDBPyConnection:
    """A connection to the process's own database in memory; its temporary tables and views no other connection sees.

    Who must bound memory starts a database of his own, since the bound is one for all connections.
    """
    return _start_database(os.getpid()).cursor()


@cache
def _start_database(process: int) -> duckdb.DuckDBPyConnection:
    """A forked child inherits a database without the threads that work for it, so each process starts its own."""
    return duckdb.connect()
