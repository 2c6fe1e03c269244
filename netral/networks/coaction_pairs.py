"""Acts on objects -> pairs of acts within a window, and edges between the accounts, in work that is bounded."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from netral.errors import BadParameter
from netral.times import SECOND_US

if TYPE_CHECKING:
    import pyarrow.dataset as ds  # brings pandas, half a second

MEMORY_LIMIT = "1GiB"
# What the squares of acts in one object and bucket may sum up to: no registry comes near it, and ten million acts of
# everybody stay within a minute.
WORK = 10_000_000

PAIRS = """
SELECT object, first_account AS source, second_account AS target, first_act AS act_source, second_act AS act_target,
       first_us AS occurred_us, last_us - first_us AS delta_us
FROM pair
"""
# one post may be an act on several objects, and a dictionary names it once
BOUNDS = "SELECT (SELECT count(*) = count(DISTINCT act_id) FROM act), getvariable('max_acts')"
NAME_ACTS = """
CREATE TEMP TABLE act_name AS
SELECT act, (dense_rank() OVER (ORDER BY first_act) - 1)::INTEGER AS number
FROM (SELECT act, min(act) OVER (PARTITION BY act_id) AS first_act FROM act)
"""
OF_NAMED = "GROUP BY act_id ORDER BY min(act)"
PAIRS_OF_NAMED = """
SELECT object, first_account AS source, second_account AS target, one.number AS act_source, other.number AS act_target,
       first_us AS occurred_us, last_us - first_us AS delta_us
FROM pair JOIN act_name one ON one.act = first_act JOIN act_name other ON other.act = second_act
"""
EDGES = """
SELECT (accounts // 4294967296)::INTEGER AS source, (accounts % 4294967296)::INTEGER AS target,
       coalesce(objects, 1)::INTEGER AS objects, acts::INTEGER AS acts, first_us, last_us
FROM edge LEFT JOIN several USING (accounts)
"""
CROWDS = """
SELECT o.object, count(*) AS buckets, sum(c.acts)::BIGINT AS acts, any_value(m.accounts) AS accounts,
       sum(c.acts * (c.acts - 1) // 2 + c.acts * coalesce(n.acts, 0)
           + CASE WHEN p.acts <= getvariable('max_acts') THEN c.acts * p.acts ELSE 0 END)::BIGINT AS pairs_left_out
FROM crowd c
JOIN object_number o ON o.number = c.object
JOIN (SELECT object, count(DISTINCT account) AS accounts
      FROM numbered SEMI JOIN crowd USING (object, bucket) GROUP BY object) m ON m.object = c.object
LEFT JOIN bucket n ON n.object = c.object AND n.bucket = c.bucket + 1
LEFT JOIN bucket p ON p.object = c.object AND p.bucket = c.bucket - 1
GROUP BY o.object
"""


@dataclass(frozen=True)
class Coactions:
    """What lies within the window; objects, accounts and acts are dictionaries of their names; rows in no order.

    ``pairs``: object, source, target (the earlier act's account and the later's), act_source, act_target,
    occurred_us (of the earlier), delta_us. ``edges``: source, target (source before target by name), objects (distinct
    ones), acts (pairs of them), first_us, last_us. ``crowds``: object, buckets (stretches of one window with more than
    ``max_acts`` acts), acts, accounts, pairs_left_out (at most so many).
    """

    pairs: pa.Table
    edges: pa.Table
    crowds: pa.Table
    max_acts: int


def find_coactions(
    acts: pa.Table | ds.Dataset, window_seconds: int, min_participation: int = 1, work: int = WORK
) -> Coactions:
    """Acts to the pairs of them by two accounts on one object no further apart than the window, both ends included.

    An account with itself is no pair, nor is an object with an act on it. Where an object has so many acts in one
    bucket (a stretch of one window, counted from 1970) that pairing them would exceed the work allowed, those acts are
    left out of every pair and counted as a crowd; the bound is one for all objects.

    Parameters
    ----------
    acts : Table or Dataset
        object, account, act_id (text), occurred_us (UTC microseconds; rows without are left out) and optionally
        is_subject (bool): then a pair needs one such end.
    window_seconds : int
        Zero pairs only acts of the same microsecond.
    min_participation : int
        Accounts with fewer acts are left out; then a pair stays when one of its two accounts has so many acts in pairs.
    work : int
        What the squares of acts in one object and bucket may sum up to; acts that are alone in theirs cost nothing.

    Raises
    ------
    BadParameter
        When the window is negative or min_participation is less than 1.

    Source
    ------
    Righetti & Balluff, CooRTweet: what participation means, and that both ends of the window count. Giglietto et al.
    2020, It takes a village to manipulate the media, Information, Communication & Society 23(6).
    """
    require_allowed(window_seconds, min_participation)
    subject = "is_subject" if "is_subject" in acts.schema.names else "true AS is_subject"
    with tempfile.TemporaryDirectory(prefix="netral-") as spill, duckdb.connect(
        config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill, "preserve_insertion_order": False}
    ) as con:  # fmt: skip
        con.execute("SET enable_progress_bar = false")  # it would stand between a command's own lines
        con.register("given", acts)
        con.execute(f"""CREATE TEMP VIEW acts AS SELECT object, account, act_id, occurred_us, {subject} FROM given
                        WHERE occurred_us IS NOT NULL AND object IS NOT NULL AND account IS NOT NULL""")
        for name, value in list_variables(window_seconds, min_participation, work).items():
            con.execute(f"SET VARIABLE {name} = {value:d}")
        con.execute(read_statements())
        return _read_answer(con)


def require_allowed(window_seconds: int, min_participation: int) -> None:
    """Refuse a window or a participation that means nothing."""
    if window_seconds < 0:
        raise BadParameter("window of {window_seconds} seconds: allowed are 0 and more", window_seconds=window_seconds)
    if min_participation < 1:
        raise BadParameter(
            "min-participation {min_participation}: allowed are 1 and more", min_participation=min_participation
        )


def read_statements() -> str:
    """The SQL that both engines run, in DuckDB's words."""
    return files("netral.networks").joinpath("coaction_pairs.sql").read_text("utf-8")


def list_variables(window_seconds: int, min_participation: int, work: int) -> dict[str, int]:
    """What the statements of coaction_pairs.sql ask for by name."""
    window_us = window_seconds * SECOND_US
    return {
        "window_us": window_us, "width_us": max(window_us, 1), "min_participation": min_participation, "work": work,
    }  # fmt: skip


def _read_answer(con: duckdb.DuckDBPyConnection) -> Coactions:
    accounts = _read_names(con, "SELECT account FROM account_number ORDER BY number")
    objects = _read_names(con, "SELECT object FROM object_number ORDER BY number")
    ((is_distinct, max_acts),) = con.sql(BOUNDS).fetchall()
    if not is_distinct:
        con.execute(NAME_ACTS)
    act_ids = _read_names(con, f"SELECT act_id FROM act {'ORDER BY act' if is_distinct else OF_NAMED}")
    names = {"object": objects, **dict.fromkeys(("source", "target"), accounts)}
    names |= dict.fromkeys(("act_source", "act_target"), act_ids)
    pairs = name_numbers(con.sql(PAIRS if is_distinct else PAIRS_OF_NAMED).to_arrow_table(), names)
    edges = name_numbers(con.sql(EDGES).to_arrow_table(), {"source": accounts, "target": accounts})
    return Coactions(pairs, edges, con.sql(CROWDS).to_arrow_table(), int(max_acts))


def _read_names(con: duckdb.DuckDBPyConnection, query: str) -> pa.Array:
    column = con.sql(query).to_arrow_table().column(0)
    return column.combine_chunks() if column.num_chunks else pa.array([], column.type)


def name_numbers(table: pa.Table, names: dict[str, pa.Array]) -> pa.Table:
    """Columns of numbers to dictionaries of what the numbers stand for."""
    for column, values in names.items():
        chunks = [pa.DictionaryArray.from_arrays(chunk, values) for chunk in table[column].chunks]
        table = _put(table, column, pa.chunked_array(chunks, pa.dictionary(pa.int32(), values.type)))
    return table


def _put(table: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    return table.set_column(table.schema.get_field_index(column), column, values)
