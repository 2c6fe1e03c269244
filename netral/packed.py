"""A file, plain, gzip, zstd or xz -> a stream of its content; one that unpacks out of all proportion is refused.

A few KB can unpack to many GB. Content of more than 1 GiB and more than 200 times the file's size is no capture, and is
refused as soon as the unpacking shows a stretch of that kind, before anything was made of what is in it.
"""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import zstandard

from netral.errors import BadCapture

GZIP_MAGIC, ZSTD_MAGIC, XZ_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\x00"
READ_BYTES = 64 << 10
ALLOWED_BYTES, ALLOWED_RATIO = 1 << 30, 200
# A stretch that unpacks to more than this many times its size has the whole file measured before reading goes on.
STRETCH_BYTES, SUSPECT_RATIO = 1 << 20, 100
# What unpacking may hold of what came before: twice what xz -9, as much as zstd --long needs.
MEMORY_BYTES = 128 << 20


class Packing(NamedTuple):
    """A way of packing: how many bytes are unpacked at once, so that none gives more than 32 MiB, and with what."""

    name: str
    step_bytes: int
    make_decoder: Callable[[], Any]


def _make_zstd() -> Any:
    return zstandard.ZstdDecompressor(max_window_size=MEMORY_BYTES).decompressobj()


PACKINGS = {
    GZIP_MAGIC: Packing("gzip", 16 << 10, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)),
    ZSTD_MAGIC: Packing("zstd", 1 << 10, _make_zstd),
    XZ_MAGIC: Packing("xz", 1 << 10, lambda: lzma.LZMADecompressor(memlimit=MEMORY_BYTES)),
}


class _Unpacked(io.RawIOBase):
    """What can be unpacked of a file, member after member; ``is_cut`` when that is not all of it."""

    def __init__(self, path: Path, packing: Packing, is_measured: bool = False) -> None:
        self.is_cut = False
        self._path, self._packing, self._is_measured = path, packing, is_measured
        self._file, self._decoder = path.open("rb"), packing.make_decoder()
        self._waiting, self._ready, self._is_over = b"", memoryview(b""), False
        self._stretch_in = self._stretch_out = 0

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
        data = self._waiting or self._file.read(self._packing.step_bytes)
        self._waiting = b""
        if not data:
            self._is_over, self.is_cut = True, not self._decoder.eof
        elif not self._decoder.eof:
            self._unpack(data)
        elif data := data.lstrip(b"\0"):  # zeros may pad the end of a member
            self._decoder = self._packing.make_decoder()
            self._unpack(data)

    def _unpack(self, data: bytes) -> None:
        try:
            self._ready = memoryview(self._decoder.decompress(data))
        except (zlib.error, zstandard.ZstdError, lzma.LZMAError) as error:
            if "memory" in str(error).lower():
                raise BadCapture(
                    "{path}: packed so that unpacking it needs more memory than {most} MiB, which are allowed",
                    path=self._path.name,
                    most=MEMORY_BYTES >> 20,
                ) from None
            self._is_over = self.is_cut = True
        else:
            self._waiting = self._decoder.unused_data if self._decoder.eof else b""
            self._watch(len(data) - len(self._waiting), len(self._ready))

    def _watch(self, size_in: int, size_out: int) -> None:
        """Have the whole file measured, once, at the first stretch that unpacks to something out of proportion."""
        self._stretch_in, self._stretch_out = self._stretch_in + size_in, self._stretch_out + size_out
        if self._stretch_out >= STRETCH_BYTES:
            if self._stretch_out > SUSPECT_RATIO * self._stretch_in and not self._is_measured:
                whole = _Unpacked(self._path, self._packing, is_measured=True)
                refuse_disproportion(self._path, self._packing.name, partial(_is_longer, whole))
                self._is_measured = True
            self._stretch_in = self._stretch_out = 0


def open_decompressed(path: Path) -> BinaryIO:
    """A file, plain, gzip, zstd or xz by its first bytes, to a stream of its content; what was cut off is not there.

    Raises
    ------
    BadCapture
        While reading, when the content is out of proportion to the file, or unpacking needs more than 128 MiB.
    """
    packing = find_packing(path)
    if packing is None:
        return path.open("rb", READ_BYTES)
    return cast(BinaryIO, io.BufferedReader(_Unpacked(path, packing), READ_BYTES))


def find_packing(path: Path) -> Packing | None:
    """How a file is packed, by its first bytes; None when it is plain."""
    with path.open("rb") as stream:
        magic = stream.read(max(map(len, PACKINGS)))
    return next((packing for start, packing in PACKINGS.items() if magic.startswith(start)), None)


def is_stream_cut(stream: BinaryIO) -> bool:
    """Whether a stream that was read to its end was packed data that ended too early or was broken."""
    raw = getattr(stream, "raw", None)
    return isinstance(raw, _Unpacked) and raw.is_cut


def count_read_bytes(stream: BinaryIO) -> int:
    """How far into the file, as it lies on the disk, the reading of its content has come."""
    raw = getattr(stream, "raw", None)
    return raw.count_bytes() if isinstance(raw, _Unpacked) else stream.tell()


def is_content_longer(path: Path, size_bytes: int) -> bool:
    """Whether a file's content has more bytes than that; nothing is held to find out."""
    packing = find_packing(path)
    if packing is None:
        return path.stat().st_size > size_bytes
    return _is_longer(_Unpacked(path, packing), size_bytes)


def _is_longer(stream: _Unpacked, size_bytes: int) -> bool:
    buffer, counted = bytearray(READ_BYTES), 0
    with stream:
        while counted <= size_bytes and (size := stream.readinto(buffer)):
            counted += size
    return counted > size_bytes


def refuse_disproportion(path: Path, name: str, is_longer: Callable[[int], bool]) -> None:
    """Refuse a file whose content is longer than 1 GiB and than 200 times the file itself.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        What it is packed as, for the message.
    is_longer : callable
        Whether its content has more bytes than it is asked about.

    Raises
    ------
    BadCapture
        When it has.
    """
    size_bytes = path.stat().st_size
    limit = max(ALLOWED_BYTES, ALLOWED_RATIO * size_bytes)
    if is_longer(limit):
        raise BadCapture(
            "{file}: {name} that unpacks to more than {limit} MiB; allowed are {most} MiB, or {ratio} times the file's "
            "own {size_bytes} bytes",
            file=path.name,
            name=name,
            limit=limit >> 20,
            most=ALLOWED_BYTES >> 20,
            ratio=ALLOWED_RATIO,
            size_bytes=size_bytes,
        )
