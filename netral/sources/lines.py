"""A file -> its non-blank lines with number and SHA-256, decompressed on the way, in memory that does not grow."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from netral.model import Stretch
from netral.sources.packed import count_read_bytes, is_stream_cut, open_decompressed

MAX_LINE_BYTES = 32 << 20
BLOCK_BYTES = 1 << 20
ENDLESS = 1 << 62
BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
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
            self._stream, sha256 = stream, hashlib.sha256
            number, left, held, behind = 0, ENDLESS, b"", b""
            if self._stretch is not None:
                stream.seek(self._stretch.start)
                number, left = self._stretch.first_line - 1, self._stretch.end - self._stretch.start
            while block := behind or stream.read(min(BLOCK_BYTES, left)):
                left, behind = left if behind else left - len(block), b""
                whole = block.rfind(b"\n") + 1
                if not whole:
                    held += block
                    if len(held) >= MAX_LINE_BYTES:
                        number += 1
                        line, behind, left = _skip_long(stream, number, held, left)
                        held = b""
                        yield line
                    continue
                if not (held or with_blanks) and block[:whole].isspace():
                    number, held = number + block.count(b"\n"), block[whole:]  # there may be millions of them
                    continue
                lines = (held + block[: whole - 1]).split(b"\n")
                held = block[whole:]
                if not number:
                    lines[0] = lines[0].removeprefix(BOM)
                for data in lines:
                    number += 1
                    if data[-1:] == b"\r":
                        data = data.rstrip(b"\r")
                    if len(data) >= MAX_LINE_BYTES:
                        yield Line(number, b"", sha256(data).hexdigest(), ended=True, too_long=True)
                    elif with_blanks or not (data.isspace() or not data):
                        yield Line(number, data, sha256(data).hexdigest(), True)
            if held:
                data = (held if number else held.removeprefix(BOM)).rstrip(b"\r")
                if with_blanks or not (data.isspace() or not data):
                    yield Line(number + 1, data, sha256(data).hexdigest(), False)
            self.is_cut = is_stream_cut(stream)


def _skip_long(stream: BinaryIO, number: int, held: bytes, left: int) -> tuple[Line, bytes, int]:
    """A line that is too long to be held, hashed piece by piece; what was read behind it, and what is left to read.

    Its end is kept back until it is known to be one.
    """
    digest = hashlib.sha256()
    while True:
        digest.update(held[:-1])
        block = stream.read(min(BLOCK_BYTES, left))
        left -= len(block)
        line, end, behind = block.partition(b"\n")
        held = held[-1:] + line
        if end or not block:
            digest.update(held.rstrip(b"\r"))
            return Line(number, b"", digest.hexdigest(), bool(end), too_long=True), behind, left


def read_sample(path: Path, size: int = 1 << 20) -> bytes:
    """The first bytes of a file's content that are not blank, decompressed, without BOM; a long first line is whole."""
    with open_decompressed(path) as stream:
        sample = stream.read(size).removeprefix(BOM)
        while sample and not sample.strip():
            sample = stream.read(size)
        return sample if b"\n" in sample.lstrip() else sample + stream.readline(MAX_LINE_BYTES)
