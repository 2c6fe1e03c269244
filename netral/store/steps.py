"""Statements that build on one another, each run as soon as what it needs is there, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import NamedTuple

import duckdb

BUCKET = "getvariable('bucket')"


class Step(NamedTuple):
    """A statement, the steps it needs, into how many buckets it is cut, and what is asked of its result.

    One that is cut creates a table ``AS`` a query that names the variables ``bucket`` and ``buckets``.
    """

    statement: str
    needs: frozenset[str]
    buckets: int = 1
    check: Callable[[duckdb.DuckDBPyConnection], None] | None = None


def run_steps(con: duckdb.DuckDBPyConnection, steps: Mapping[str, Step], at_once: int = 2) -> None:
    """All steps, so many at a time; from the first that finds too little memory on, one at a time.

    Raises
    ------
    duckdb.OutOfMemoryException
        When the memory does not suffice for one step alone.
    """
    order = TopologicalSorter({name: step.needs for name, step in steps.items()})
    order.prepare()
    places = {name: place for place, name in enumerate(steps)}
    ready, running = list(order.get_ready()), dict[Future[None], tuple[str, bool]]()
    with ThreadPoolExecutor(at_once) as pool:
        while ready or running:
            ready.sort(key=places.__getitem__)
            while ready and len(running) < at_once:
                name = ready.pop(0)
                running[pool.submit(_run_step, con.cursor(), steps[name])] = name, at_once == 1
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name, is_alone = running.pop(future)
                try:
                    future.result()
                except duckdb.OutOfMemoryException:
                    if is_alone:
                        raise
                    at_once, ready = 1, [name, *ready]
                else:
                    order.done(name)
            ready += order.get_ready()


def _run_step(con: duckdb.DuckDBPyConnection, step: Step) -> None:
    with con:
        head, _, query = step.statement.partition(" AS\n")
        table = head.rpartition(" ")[2]
        if step.buckets > 1:
            query = query.rstrip().rstrip(";")
            con.execute(f"CREATE OR REPLACE {head.removeprefix('CREATE ')} AS\nSELECT * FROM ({query}) LIMIT 0")
        for bucket in range(step.buckets):
            if BUCKET in step.statement:
                con.execute(f"SET VARIABLE buckets = {step.buckets}; SET VARIABLE bucket = {bucket}")
            con.execute(f"INSERT INTO {table}\n{query}" if step.buckets > 1 else step.statement)
        if step.check:
            step.check(con)
