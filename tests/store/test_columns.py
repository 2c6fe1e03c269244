from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from netral.store.columns import columns_to_arrow

SCHEMA = pa.schema([("text", pa.string()), ("number", pa.int64()), ("flag", pa.bool_())])
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
ROWS = st.lists(st.tuples(TEXTS, st.none() | st.integers(-(2**63), 2**63 - 1), st.none() | st.booleans()))


@given(ROWS)
def test_columns_become_the_same_in_arrow(rows: list[tuple[Any, ...]]) -> None:
    table = columns_to_arrow([list(column) for column in zip(*rows, strict=True)], SCHEMA)
    table.validate(full=True)
    assert table.to_pylist() == [dict(zip(SCHEMA.names, row, strict=True)) for row in rows]


def test_half_a_surrogate_pair_becomes_the_sign_for_what_cannot_be_written() -> None:
    table = columns_to_arrow([["halo \ud83d", "\U0001f600", None]], pa.schema([("text", pa.string())]))
    assert table.column("text").to_pylist() == ["halo �", "\U0001f600", None]
