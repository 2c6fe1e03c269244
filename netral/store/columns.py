"""Columns -> the Parquet files of a capture's part, by Arrow without NumPy."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from netral.store.parts import FLAG, INT, PARTS, TEXT

Column = Sequence[Any]
ROWS_IN_GROUP = 30_000
DIGITS = b"01" + bytes(254)
SMALL = {"op", "target", "reason", "platform", "kind", "precision", "derivation"}  # few values, so a dictionary pays
TYPES = {TEXT: pa.string(), INT: pa.int64(), FLAG: pa.bool_()}


class PartWriter:
    """Columns to one Parquet file, some rows at a time; so many are held before they are written as a group."""

    def __init__(self, folder: Path, name: str, number: int) -> None:
        self.schema = pa.schema([(column, TYPES[kind]) for column, kind in PARTS[name].items()])
        path = folder / f"{name}-{number:05d}.parquet"
        small = [column for column in self.schema.names if column in SMALL]
        self._held: list[pa.Table] = []
        self._writer = pq.ParquetWriter(
            path, self.schema, compression="lz4", use_dictionary=small, write_statistics=False, store_schema=False
        )

    def write(self, columns: Sequence[Column]) -> None:
        """More rows, if there are any."""
        if columns and columns[0]:
            self._held.append(columns_to_arrow(columns, self.schema))
        if sum(map(len, self._held)) >= ROWS_IN_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the rest and the footer."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close without caring for the rest; the folder is thrown away."""
        self._writer.close()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.concat_tables(self._held))
            self._held = []


def columns_to_arrow(columns: Sequence[Column], schema: pa.Schema) -> pa.Table:
    """Columns to Arrow, by its builders and buffers: `pyarrow.array` would import pandas only to ask for its types."""
    if not columns:
        return schema.empty_table()
    arrays = [_to_array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _to_array(column: Column, kind: pa.DataType) -> pa.Array:
    nulls = column.count(None)
    if nulls == len(column):
        return pa.nulls(nulls, kind)
    validity = None
    if nulls:
        validity = _to_bits([value is not None for value in column])
        column = [value or "" for value in column] if kind == pa.string() else [value or 0 for value in column]
    return pa.Array.from_buffers(kind, len(column), [validity, *_to_buffers(column, kind)], nulls)


def _to_buffers(column: Column, kind: pa.DataType) -> list[pa.Buffer]:
    if kind == pa.string():
        return _to_texts(column)
    return [_to_bits(column) if kind == pa.bool_() else _to_integers(column, "q")]


def _to_bits(flags: Sequence[bool]) -> pa.Buffer:
    digits = bytes(flags).translate(DIGITS)[::-1]  # of one number, whose lowest bit is the first flag
    return pa.py_buffer(int(digits, 2).to_bytes((len(flags) + 7) // 8, "little"))


def _to_integers(numbers: Sequence[int], code: str) -> pa.Buffer:
    return pa.py_buffer(struct.pack(f"={len(numbers)}{code}", *numbers))


def _to_texts(texts: Sequence[str]) -> list[pa.Buffer]:
    """Texts to where each begins and all of them; joined at once, since a builder takes three times as long.

    Half a surrogate pair, which JSON can hold and UTF-8 cannot, becomes U+FFFD.
    """
    joined = "".join(texts)
    if joined.isascii():
        sizes, data = map(len, texts), joined.encode()
    else:
        encoded = [_to_utf8(text) for text in texts]
        sizes, data = map(len, encoded), b"".join(encoded)
    return [_to_integers([*accumulate(sizes, initial=0)], "i"), pa.py_buffer(data)]


def _to_utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
