"""The shape of what one parse of one capture leaves behind: five Parquet files that the tables are merged from."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Column = Sequence[Any]
ROWS_IN_GROUP = 30_000
TEXT, INT, FLAG = pa.string(), pa.int64(), pa.bool_()
DIGITS = b"01" + bytes(254)
SMALL = {"op", "target", "reason", "platform", "kind", "precision", "derivation"}  # few values, so a dictionary pays

PARTS: dict[str, pa.Schema] = {
    "records": pa.schema(
        [
            ("seq", INT), ("locator", TEXT), ("sha256", TEXT), ("op", TEXT), ("target", TEXT),
            ("collected_us", INT), ("declared_count", INT), ("reason", TEXT), ("detail", TEXT),
        ]
    ),
    "accounts": pa.schema(
        [
            ("account_id", TEXT), ("alias_id", TEXT), ("handle", TEXT), ("display_name", TEXT),
            ("display_name_captured", TEXT), ("reused_handle", TEXT), ("first_us", INT), ("last_us", INT),
            ("known_us", INT),
        ]
    ),
    "posts": pa.schema(
        [
            ("seq", INT), ("post_id", TEXT), ("hashed_id", TEXT), ("account_id", TEXT), ("kind", TEXT),
            ("text", TEXT), ("text_captured", TEXT), ("created_us", INT), ("url", TEXT), ("parent", TEXT),
            ("root", TEXT), ("known_us", INT),
        ]
    ),
    "acts": pa.schema(
        [
            ("seq", INT), ("platform", TEXT), ("kind", TEXT), ("actor", TEXT), ("target", TEXT), ("act_post", TEXT),
            ("object_post", TEXT), ("object_url", TEXT), ("act_url", TEXT), ("text", TEXT), ("text_captured", TEXT),
            ("occurred_us", INT),
            ("after_us", INT), ("before_us", INT), ("observed_us", INT), ("precision", TEXT),
            ("zone_assumed", FLAG), ("derivation", TEXT), ("weight", INT),
        ]
    ),
    "chat_posts": pa.schema([("post_id", TEXT), ("chat", TEXT), ("number", TEXT), ("is_by_id", FLAG)]),
}  # fmt: skip


class PartWriter:
    """Columns to one Parquet file, some rows at a time; so many are held before they are written as a group."""

    def __init__(self, folder: Path, name: str, number: int) -> None:
        self.schema = PARTS[name]
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
        column = [value or "" for value in column] if kind == TEXT else [value or 0 for value in column]
    return pa.Array.from_buffers(kind, len(column), [validity, *_to_buffers(column, kind)], nulls)


def _to_buffers(column: Column, kind: pa.DataType) -> list[pa.Buffer]:
    if kind == TEXT:
        return _to_texts(column)
    return [_to_bits(column) if kind == FLAG else _to_integers(column, "q")]


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
