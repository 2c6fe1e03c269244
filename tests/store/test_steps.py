from __future__ import annotations

import threading
from typing import Any

import duckdb
import pytest

from netral.store import steps
from netral.store.steps import Step, run_steps

GROUPED = (
    "CREATE TABLE grouped AS\nSELECT x % 10 AS digit, count(*) AS rows FROM numbers "
    "WHERE hash(x % 10) % getvariable('buckets') = getvariable('bucket') GROUP BY 1;"
)


@pytest.fixture
def con() -> Any:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE numbers AS SELECT range AS x FROM range(1000)")
        yield connection


@pytest.mark.parametrize("buckets", [1, 2, 7, 40])
def test_a_table_made_in_buckets_is_the_table_made_in_one(con: duckdb.DuckDBPyConnection, buckets: int) -> None:
    run_steps(con, {"grouped": Step(GROUPED, frozenset(), buckets)})
    assert sorted(con.execute("FROM grouped").fetchall()) == [(digit, 100) for digit in range(10)]


def test_a_step_runs_after_what_it_needs_in_whatever_order_they_are_given(con: duckdb.DuckDBPyConnection) -> None:
    checked: list[int] = []

    def check(cursor: duckdb.DuckDBPyConnection) -> None:
        checked.extend(cursor.execute("SELECT sum(y) FROM sums").fetchone() or ())

    run_steps(
        con,
        {
            "sums": Step("CREATE TABLE sums AS\nSELECT sum(y) AS y FROM doubles", frozenset({"doubles"}), check=check),
            "doubles": Step("CREATE TABLE doubles AS\nSELECT 2 * x AS y FROM numbers", frozenset()),
        },
    )
    assert checked == [999_000]


def test_a_step_for_which_memory_lacks_beside_another_runs_again_alone(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, running, seen = threading.Barrier(2), set[str](), list[tuple[str, int]]()

    def run(cursor: duckdb.DuckDBPyConnection, step: Step) -> None:
        running.add(step.statement)
        seen.append((step.statement, len(running)))
        try:
            if len(seen) <= 2:
                both.wait(timeout=10)
                raise duckdb.OutOfMemoryException("too little")
        finally:
            running.remove(step.statement)

    monkeypatch.setattr(steps, "_run_step", run)
    run_steps(con, {name: Step(name, frozenset()) for name in "abcd"})
    assert sorted(name for name, _ in seen) == sorted("abcd" + "ab")
    assert all(beside == 1 for _, beside in seen[2:])


def test_memory_that_does_not_suffice_for_one_step_alone_is_said(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def run(cursor: duckdb.DuckDBPyConnection, step: Step) -> None:
        tried.append(step.statement)
        raise duckdb.OutOfMemoryException("too little")

    monkeypatch.setattr(steps, "_run_step", run)
    with pytest.raises(duckdb.OutOfMemoryException, match="too little"):
        run_steps(con, {"a": Step("a", frozenset())})
    assert tried == ["a", "a"]
