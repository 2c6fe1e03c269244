"""A capture's text -> the bytes of its file: plain or compressed, or cut as a killed tool leaves it."""

from __future__ import annotations

import gzip
import lzma
from typing import NamedTuple

import zstandard


class Capture(NamedTuple):
    """A file of the captures folder: its name, the format it has, its bytes, and how many of its records are broken."""

    name: str
    format_id: str
    content: bytes
    broken: int = 0


def pack(name: str, format_id: str, text: str, broken: int = 0) -> Capture:
    """Text to a capture, compressed as the end of its name says."""
    data = text.encode("utf-8")
    if name.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    elif name.endswith(".zst"):
        data = zstandard.ZstdCompressor(level=12).compress(data)
    elif name.endswith(".xz"):
        data = lzma.compress(data)
    return Capture(name, format_id, data, broken)


def join_lines(lines: list[str]) -> str:
    """Lines to text in which each has its end."""
    return "".join(f"{line}\n" for line in lines)


def cut_last_line(lines: list[str]) -> str:
    """Lines to text that breaks off in the middle of the last one."""
    return join_lines(lines[:-1]) + lines[-1][: len(lines[-1]) // 2]
