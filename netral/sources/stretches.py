"""A large plain file of lines -> stretches of whole lines, each to be read apart from the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from netral.model import Stretch
from netral.packed import GZIP_MAGIC, XZ_MAGIC, ZSTD_MAGIC
from netral.sources.formats import find_format

STRETCH_BYTES = 16 << 20
BLOCK_BYTES = 1 << 20


def is_splittable(path: Path, format_id: str) -> bool:
    """Whether a file is large, plain, and of a format whose lines are read without knowing the others."""
    declared = find_format(format_id)
    return declared is not None and declared.by_line and is_large(path)


def is_large(path: Path) -> bool:
    """Whether a file is plain, and so large that several processes read it the sooner."""
    if path.stat().st_size < 2 * STRETCH_BYTES:
        return False
    with path.open("rb") as stream:
        return not stream.read(6).startswith((GZIP_MAGIC, ZSTD_MAGIC, XZ_MAGIC))


def split_file(path: Path) -> Iterator[Stretch]:
    """A plain file to stretches of whole lines, found one by one.

    Where they end depends on the file alone, so that the same file is always split alike.
    """
    size_bytes = path.stat().st_size
    start, first_line = 0, 1
    with path.open("rb") as stream:
        while start < size_bytes:
            end = _find_line_end(stream, min(start + STRETCH_BYTES, size_bytes))
            yield Stretch(start, end, first_line)
            first_line += _count_lines(stream, start, end)
            start = end


def _find_line_end(stream: BinaryIO, position: int) -> int:
    """Where the line that holds the byte before a position ends; a line may be longer than memory."""
    position -= 1
    stream.seek(position)
    while block := stream.read(BLOCK_BYTES):
        if (found := block.find(b"\n")) >= 0:
            return position + found + 1
        position += len(block)
    return position


def _count_lines(stream: BinaryIO, start: int, end: int) -> int:
    stream.seek(start)
    return sum(stream.read(min(BLOCK_BYTES, end - at)).count(b"\n") for at in range(start, end, BLOCK_BYTES))
