"""A file -> its non-blank lines with number and SHA-256, decompressed on the way, in memory that does not grow."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from netral.model import Stretch
from netral.packed import count_read_bytes, is_stream_cut, open_decompressed

MAX_LINE_BYTES = 32 << 20
SKIP_BYTES = 1 << 20
BOM = b"\xef\xbb\xbf"


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line without its end and BOM; ``data`` is empty and ``too_long`` set past 32 MiB, the hash is always whole."""

    number: int
    data: bytes
    sha256: str
    ended: bool
    too_long: bool = False


class Lines:
    """The non-blank lines of a file, or of a stretch of a plain one.

    After the last one ``is_cut`` says whether compressed data ended too early.
    """

    def __init__(self, path: Path, stretch: Stretch | None = None) -> None:
        self.path, self._stretch = path, stretch
        self.is_cut = False
        self._stream: BinaryIO | None = None

    def __iter__(self) -> Iterator[Line]:
        return self._read(with_blanks=False)

    def count_bytes(self) -> int:
        """How far into the file, as it lies on the disk, the reading has come."""
        if self._stream is None or self._stream.closed:
            return 0
        return count_read_bytes(self._stream) - (self._stretch.start if self._stretch else 0)

    def read_all(self) -> Iterator[Line]:
        """Every line, blank ones too."""
        return self._read(with_blanks=True)

    def _read(self, with_blanks: bool) -> Iterator[Line]:
        with open_decompressed(self.path) as stream:
            self._stream, readline, sha256 = stream, stream.readline, hashlib.sha256
            number, left = 0, -1
            if self._stretch is not None:
                stream.seek(self._stretch.start)
                number, left = self._stretch.first_line - 1, self._stretch.end - self._stretch.start
            while left and (data := readline(MAX_LINE_BYTES)):
                number, left = number + 1, left - len(data)
                is_whole = len(data) < MAX_LINE_BYTES or data[-1:] == b"\n"
                if number == 1 and data.startswith(BOM):
                    data = data[3:]
                if not is_whole:
                    yield self._skip_long(stream, number, data)
                    left = self._stretch.end - stream.tell() if self._stretch else -1
                elif with_blanks or not (data.isspace() or not data):
                    stripped = data.rstrip(b"\r\n")
                    yield Line(number, stripped, sha256(stripped).hexdigest(), data[-1:] == b"\n")
                else:
                    lines, size = _pass_over_blanks(stream, left)
                    number, left = number + lines, left - size
            self.is_cut = is_stream_cut(stream)

    def _skip_long(self, stream: IO[bytes], number: int, data: bytes) -> Line:
        """A line that is too long to be held: hashed piece by piece, its end kept back until it is known to be one."""
        digest, held, ended = hashlib.sha256(), data, False
        while not ended and (rest := stream.readline(SKIP_BYTES)):
            digest.update(held[:-1])
            held, ended = held[-1:] + rest, rest.endswith(b"\n")
        digest.update(held.rstrip(b"\r\n"))
        return Line(number, b"", digest.hexdigest(), ended, too_long=True)


def _pass_over_blanks(stream: BinaryIO, left: int) -> tuple[int, int]:
    """Pass over the blank lines that come next, of which there may be millions: how many, and their bytes.

    A negative ``left`` is no bound.
    """
    lines = size = 0
    while ahead := cast(io.BufferedReader, stream).peek()[: left - size if left >= 0 else None]:
        blank = ahead[: len(ahead) - len(ahead.lstrip())]
        whole = blank.rfind(b"\n") + 1
        if not whole:
            break
        lines, size = lines + blank.count(b"\n", 0, whole), size + len(stream.read(whole))
    return lines, size


def read_sample(path: Path, size: int = 1 << 20) -> bytes:
    """The first bytes of a file's content that are not blank, decompressed, without BOM; a long first line is whole."""
    with open_decompressed(path) as stream:
        sample = stream.read(size).removeprefix(BOM)
        while sample and not sample.strip():
            sample = stream.read(size)
        return sample if b"\n" in sample.lstrip() else sample + stream.readline(MAX_LINE_BYTES)
