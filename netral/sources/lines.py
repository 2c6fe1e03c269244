"""A file -> its non-blank lines with number and SHA-256, decompressed on the way, in memory that does not grow."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

import zstandard

MAX_LINE_BYTES = 32 << 20
GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line without its end and BOM; ``data`` is empty and ``too_long`` set past 32 MiB, the hash is always whole."""

    number: int
    data: bytes
    sha256: str
    ended: bool
    too_long: bool = False


def open_decompressed(path: Path) -> BinaryIO:
    """A file, plain, gzip or zstd by its first bytes, to a stream of its content."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic[:2] == GZIP_MAGIC:
        return cast(BinaryIO, gzip.open(path, "rb"))
    if magic == ZSTD_MAGIC:
        return cast(BinaryIO, zstandard.open(path, "rb"))
    return path.open("rb")


class Lines:
    """The non-blank lines of a file; after the last one ``is_cut`` says whether compressed data ended too early."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_cut = False

    def __iter__(self) -> Iterator[Line]:
        with open_decompressed(self.path) as stream:
            number = 0
            while data := self._read(stream):
                number += 1
                if number == 1 and data.startswith(BOM):
                    data = data[3:]
                if len(data) >= MAX_LINE_BYTES and not data.endswith(b"\n"):
                    yield self._skip_long(stream, number, data)
                    continue
                stripped = data.rstrip(b"\r\n")
                if stripped.strip():
                    yield Line(number, stripped, hashlib.sha256(stripped).hexdigest(), len(stripped) < len(data))

    def _read(self, stream: IO[bytes]) -> bytes:
        try:
            return stream.readline(MAX_LINE_BYTES)
        except (EOFError, zlib.error, zstandard.ZstdError, gzip.BadGzipFile):
            self.is_cut = True
            return b""

    def _skip_long(self, stream: IO[bytes], number: int, data: bytes) -> Line:
        digest, ended = hashlib.sha256(data), False
        while not ended and (rest := self._read(stream)):
            ended = rest.endswith(b"\n")
            digest.update(rest.rstrip(b"\r\n"))
        return Line(number, b"", digest.hexdigest(), ended, too_long=True)


def read_sample(path: Path, size: int = 1 << 20) -> bytes:
    """The first bytes of a file's content, decompressed, without BOM."""
    with open_decompressed(path) as stream:
        try:
            return stream.read(size).removeprefix(BOM)
        except (EOFError, zlib.error, zstandard.ZstdError, gzip.BadGzipFile):
            return b""
