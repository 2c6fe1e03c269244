"""A file -> its non-blank lines with number and SHA-256, decompressed on the way, in memory that does not grow."""

from __future__ import annotations

import hashlib
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, cast

import zstandard

MAX_LINE_BYTES = 32 << 20
CHUNK_BYTES, READ_BYTES = 16 << 10, 64 << 10
GZIP_MAGIC, ZSTD_MAGIC, XZ_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\x00"
BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line without its end and BOM; ``data`` is empty and ``too_long`` set past 32 MiB, the hash is always whole."""

    number: int
    data: bytes
    sha256: str
    ended: bool
    too_long: bool = False


class _Decompressed(io.RawIOBase):
    """What can be decompressed of a file, member after member; ``is_cut`` when that is not all of it."""

    def __init__(self, path: Path, make_decoder: Callable[[], Any]) -> None:
        self.is_cut = False
        self._file, self._make_decoder, self._decoder = path.open("rb"), make_decoder, make_decoder()
        self._waiting, self._ready, self._is_over = b"", memoryview(b""), False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._is_over:
            self._fill()
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()

    def count_bytes(self) -> int:
        return self._file.tell()

    def _fill(self) -> None:
        data = self._waiting or self._file.read(CHUNK_BYTES)
        self._waiting = b""
        if not data:
            self._is_over, self.is_cut = True, not self._decoder.eof
        elif not self._decoder.eof:
            self._decompress(data)
        elif data := data.lstrip(b"\0"):  # zeros may pad the end of a member
            self._decoder = self._make_decoder()
            self._decompress(data)

    def _decompress(self, data: bytes) -> None:
        try:
            self._ready = memoryview(self._decoder.decompress(data))
        except (zlib.error, zstandard.ZstdError, lzma.LZMAError):
            self._is_over = self.is_cut = True
        else:
            self._waiting = self._decoder.unused_data if self._decoder.eof else b""


def open_decompressed(path: Path) -> BinaryIO:
    """A file, plain, gzip, zstd or xz by its first bytes, to a stream of its content; what was cut off is not there."""
    with path.open("rb") as stream:
        magic = stream.read(6)
    if magic[:2] == GZIP_MAGIC:
        raw = _Decompressed(path, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16))
    elif magic.startswith(ZSTD_MAGIC):
        raw = _Decompressed(path, lambda: zstandard.ZstdDecompressor().decompressobj())
    elif magic == XZ_MAGIC:
        raw = _Decompressed(path, lzma.LZMADecompressor)
    else:
        return path.open("rb")
    return cast(BinaryIO, io.BufferedReader(raw, READ_BYTES))


class Lines:
    """The non-blank lines of a file; after the last one ``is_cut`` says whether compressed data ended too early."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_cut = False
        self._stream: BinaryIO | None = None

    def __iter__(self) -> Iterator[Line]:
        return (line for line in self.read_all() if line.too_long or line.data.strip())

    def count_bytes(self) -> int:
        """How far into the file, as it lies on the disk, the reading has come."""
        if self._stream is None or self._stream.closed:
            return 0
        raw = getattr(self._stream, "raw", None)
        return raw.count_bytes() if isinstance(raw, _Decompressed) else self._stream.tell()

    def read_all(self) -> Iterator[Line]:
        """Every line, blank ones too."""
        with open_decompressed(self.path) as stream:
            self._stream = stream
            number = 0
            while data := stream.readline(MAX_LINE_BYTES):
                number += 1
                if number == 1 and data.startswith(BOM):
                    data = data[3:]
                if len(data) >= MAX_LINE_BYTES and not data.endswith(b"\n"):
                    yield self._skip_long(stream, number, data)
                    continue
                stripped = data.rstrip(b"\r\n")
                yield Line(number, stripped, hashlib.sha256(stripped).hexdigest(), data.endswith(b"\n"))
            self.is_cut = getattr(getattr(stream, "raw", None), "is_cut", False)

    def _skip_long(self, stream: IO[bytes], number: int, data: bytes) -> Line:
        digest, ended = hashlib.sha256(data), False
        while not ended and (rest := stream.readline(MAX_LINE_BYTES)):
            ended = rest.endswith(b"\n")
            digest.update(rest.rstrip(b"\r\n") if ended else rest)
        return Line(number, b"", digest.hexdigest(), ended, too_long=True)


def read_sample(path: Path, size: int = 1 << 20) -> bytes:
    """The first bytes of a file's content, decompressed, without BOM; a long first line is taken whole."""
    with open_decompressed(path) as stream:
        sample = stream.read(size).removeprefix(BOM)
        return sample if b"\n" in sample else sample + stream.readline(MAX_LINE_BYTES)
