"""The pairs of acts within a window where the acts are too many for one machine: the same SQL, run by Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ibis.expr.types as ir
import sqlglot
from sqlglot import exp

from netral.networks.coaction_pairs import (
    CROWDS,
    EDGES,
    WORK,
    Coactions,
    list_variables,
    name_numbers,
    read_statements,
    require_allowed,
)

# Spark has no place in an order but by sorting everything on one machine. Objects therefore keep their names, and an
# act's place is what it is ordered by.
OWN_TABLES = {
    "object_number": "SELECT DISTINCT object, object AS number FROM acts",
    "numbered": """
        SELECT a.object, n.number AS account, a.occurred_us, a.occurred_us // getvariable('width_us') AS bucket,
               a.act_id, a.is_subject
        FROM acts a JOIN account_number n USING (account) WHERE a.act_id <> a.object
    """,
}
UNKEPT = {"object_number"}  # only crowds, which are few, are looked up in it
PLACE = "struct(occurred_us, act_id) AS act"
PAIRS = """
SELECT object, first_account AS source, second_account AS target, first_act.act_id AS act_source,
       second_act.act_id AS act_target, first_us AS occurred_us, last_us - first_us AS delta_us
FROM pair
"""


def find_coactions_on_spark(
    acts: ir.Table, window_seconds: int, min_participation: int = 1, work: int = WORK
) -> Coactions:
    """A table of Spark's to what `find_coactions` gives of the same acts.

    Only what lies within the window comes to this machine, and of that no more than the work allows.

    Parameters
    ----------
    acts : ibis Table
        object, account, act_id (text), occurred_us (UTC microseconds) and is_subject (bool), as in `find_coactions`.

    Raises
    ------
    BadParameter
        When the window is negative or min_participation is less than 1.
    """
    require_allowed(window_seconds, min_participation)
    timed = acts.filter(acts.occurred_us.notnull(), acts.object.notnull(), acts.account.notnull())
    variables = list_variables(window_seconds, min_participation, work)
    connection = acts.get_backend()
    with _keep_tables(connection, timed) as tables:
        for statement in sqlglot.parse(read_statements(), read="duckdb"):
            _run(connection, statement, variables, tables)
        return _read_answer(connection, variables)


@contextmanager
def _keep_tables(connection: Any, acts: ir.Table) -> Iterator[list[str]]:
    """A view ``acts``, and a list of the tables made meanwhile; all of them are gone afterwards."""
    connection.create_view("acts", acts, overwrite=True)
    tables = ["acts"]
    try:
        yield tables
    finally:
        for name in tables:
            connection.raw_sql(f"DROP VIEW IF EXISTS {name}")


def _run(connection: Any, statement: Any, variables: dict[str, int], tables: list[str]) -> None:
    """One statement of DuckDB's: a table to keep, the one variable that is read from tables, or rows to delete."""
    if isinstance(statement, exp.Set):
        (query,) = (found.this for found in statement.find_all(exp.Subquery) if found.parent_select is None)
        variables["max_acts"] = int(connection.raw_sql(_to_spark(query, variables)).first()[0])
        return
    name, query = statement.this.name, statement.expression
    if name in OWN_TABLES:
        query = sqlglot.parse_one(OWN_TABLES[name], read="duckdb")
    elif isinstance(statement, exp.Delete):
        query = exp.select("*").from_(name).where(exp.not_(statement.args["where"].this))
    # kept in memory, then on disk, and cut off from how it was made: plans of plans take Spark longer than their rows
    rows = connection.raw_sql(_to_spark(query, variables))
    (rows if name in UNKEPT else rows.localCheckpoint()).createOrReplaceTempView(name)
    tables.append(name)


def _to_spark(query: Any, variables: dict[str, int]) -> str:
    """A query of DuckDB's with variables to Spark's words, each variable being its value."""
    place = sqlglot.parse_one(PLACE, read="spark")

    def put(node: Any) -> Any:
        if isinstance(node, exp.Anonymous) and node.name.lower() == "getvariable":
            return exp.Literal.number(variables[node.expressions[0].name])
        if isinstance(node, exp.Alias) and node.alias == "act" and node.find(exp.RowNumber):
            return place
        return node

    return str(query.transform(put).sql("spark"))


def _read_answer(connection: Any, variables: dict[str, int]) -> Coactions:
    names = connection.raw_sql("SELECT account FROM account_number ORDER BY number").toArrow()["account"]
    accounts = {"source": names.combine_chunks(), "target": names.combine_chunks()}
    pairs = name_numbers(connection.raw_sql(PAIRS).toArrow(), accounts)
    for column in ("object", "act_source", "act_target"):
        pairs = pairs.set_column(pairs.schema.get_field_index(column), column, pairs[column].dictionary_encode())
    edges, crowds = (
        connection.raw_sql(_to_spark(sqlglot.parse_one(query, read="duckdb"), variables)).toArrow()
        for query in (EDGES, CROWDS)
    )
    return Coactions(pairs, name_numbers(edges, accounts), crowds, variables["max_acts"])
