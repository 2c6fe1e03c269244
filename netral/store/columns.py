"""The shape of what one parse of one capture leaves behind: four Parquet files that the tables are merged from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TEXT, INT, FLAG, KEY = pa.string(), pa.int64(), pa.bool_(), pa.binary(16)

PARTS: dict[str, pa.Schema] = {
    "records": pa.schema(
        [
            ("seq", INT), ("locator", TEXT), ("sha256", TEXT), ("op", TEXT), ("target", TEXT),
            ("collected_us", INT), ("declared_count", INT), ("outcome", TEXT), ("reason", TEXT), ("detail", TEXT),
            ("key", KEY),
        ]
    ),
    "accounts": pa.schema(
        [
            ("account_id", TEXT), ("alias_id", TEXT), ("handle", TEXT), ("display_name", TEXT),
            ("reused_handle", TEXT), ("first_us", INT), ("last_us", INT),
        ]
    ),
    "posts": pa.schema(
        [
            ("seq", INT), ("post_id", TEXT), ("hashed_id", TEXT), ("account_id", TEXT), ("kind", TEXT),
            ("text", TEXT), ("created_us", INT), ("url", TEXT), ("parent", TEXT), ("root", TEXT),
            ("observed_us", INT),
        ]
    ),
    "acts": pa.schema(
        [
            ("seq", INT), ("platform", TEXT), ("kind", TEXT), ("actor", TEXT), ("target", TEXT), ("act_post", TEXT),
            ("object_post", TEXT), ("object_url", TEXT), ("act_url", TEXT), ("text", TEXT), ("occurred_us", INT),
            ("after_us", INT), ("before_us", INT), ("observed_us", INT), ("precision", TEXT),
            ("zone_assumed", FLAG), ("derivation", TEXT), ("weight", INT),
        ]
    ),
}  # fmt: skip


class PartWriter:
    """Rows to one Parquet file, a row group at a time, so that memory does not grow with the file."""

    ROWS = 50_000

    def __init__(self, folder: Path, name: str) -> None:
        self.schema = PARTS[name]
        self.rows: list[tuple[Any, ...]] = []
        self._writer = pq.ParquetWriter(folder / f"{name}.parquet", self.schema, compression="zstd")

    def add(self, row: tuple[Any, ...]) -> None:
        """One row, in the schema's order."""
        self.rows.append(row)
        if len(self.rows) >= self.ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is held as one row group."""
        if self.rows:
            columns = zip(*self.rows, strict=True)
            arrays = [_to_array(column, field.type) for column, field in zip(columns, self.schema, strict=True)]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self.rows = []

    def close(self) -> None:
        """Write the rest and the footer, and force it to the disk."""
        self.flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close without caring for the rest; the folder is thrown away."""
        self._writer.close()


def _to_array(column: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    """A column to Arrow; half a surrogate pair, which JSON can hold and UTF-8 cannot, becomes U+FFFD."""
    try:
        return pa.array(column, kind)
    except UnicodeEncodeError:
        texts = (text and text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in column)
        return pa.array(texts, kind)


def sync_folder(folder: Path) -> None:
    """Force every file of a folder to the disk before the folder is given its name."""
    for path in folder.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
