"""A Parquet file -> its rows, in memory that does not grow, whatever the file claims to hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from netral.errors import BadCapture
from netral.names import name_column
from netral.packed import refuse_disproportion
from netral.sources.unusable import shorten

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

PARQUET_MAGIC = b"PAR1"
BATCH_ROWS, MOST_BATCH_BYTES = 20_000, 512 << 20


class Table(NamedTuple):
    """The names of the columns, in small letters, and the rows as they are read."""

    names: list[str]
    rows: Iterator[dict[str, Any]]


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(4) == PARQUET_MAGIC


def read_parquet_table(path: Path) -> Table:
    """A file to its columns and rows.

    Raises
    ------
    BadCapture
        Here or while the rows are read, when it is broken, or unpacks to more than is in proportion.
    """
    import pyarrow as pa  # slow to import, and most captures are no Parquet
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        names = [name_column(name) for name in file.schema_arrow.names]
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _refuse(path, error) from None
    return Table(names, _read_rows(file, names, path))


def _read_rows(file: pq.ParquetFile, names: list[str], path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow as pa

    try:
        size_bytes = _count_bytes(file.metadata)
        refuse_disproportion(path, "Parquet", lambda limit: size_bytes > limit)
        for batch in _read_batches(file, path):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield dict(zip(names, values, strict=True))
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError) as error:
        raise _refuse(path, error) from None


def _refuse(path: Path, error: Exception) -> BadCapture:
    detail = shorten(" ".join(str(error).split()), 200)
    return BadCapture("{file}: begins like Parquet but cannot be read: {detail}", file=path.name, detail=detail)


def _count_bytes(metadata: pq.FileMetaData) -> int:
    """The bytes of a file's content, as it declares them, and at least one a cell."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return int(max(sum(group.total_byte_size for group in groups), metadata.num_rows * metadata.num_columns))


def _read_batches(file: pq.ParquetFile, path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a file, so few at once that they fit into memory should all have the longest value that one can have.

    A value that is stored once may stand in every row.
    """
    metadata, seen_bytes = file.metadata, 0
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = (group.column(number) for group in groups for number in range(group.num_columns))
    longest = max((column.total_uncompressed_size for column in columns), default=0)
    for batch in file.iter_batches(batch_size=max(1, min(BATCH_ROWS, MOST_BATCH_BYTES // max(1, longest)))):
        seen_bytes += batch.nbytes
        refuse_disproportion(path, "Parquet", seen_bytes.__gt__)
        yield batch
