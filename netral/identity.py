"""Stable names for things: hashes of files and lines, keyed pseudonyms, account and post ids."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

CHUNK_BYTES = 8 << 20
_ESCAPE = re.compile(rb"(?<!\\)(\\+)x([0-9A-Fa-f]{2})")


def hash_bytes(data: bytes) -> str:
    """Bytes to their SHA-256 in lower-case hex.

    >>> hash_bytes(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """A file to the SHA-256 of its bytes, read in pieces so large that other threads are not asked at each."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        buffer = bytearray(min(CHUNK_BYTES, os.fstat(stream.fileno()).st_size) or 1)
        while size := stream.readinto(buffer):
            digest.update(memoryview(buffer)[:size])
    return digest.hexdigest()


def parse_json(data: bytes) -> Any:
    """UTF-8 bytes without BOM to their JSON value.

    Telegram Desktop writes control characters as ``\\x1F``, which JSON does not know; they are read as what they mean.

    Raises
    ------
    ValueError
        When they are no JSON in UTF-8.
    RecursionError
        When they are nested too deep.

    >>> parse_json(b'["a\\\\x0Bb"]')
    ['a\\x0bb']
    """
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except json.JSONDecodeError:
        mended = _ESCAPE.sub(_mend_escape, data)
        if mended == data:
            raise
        return json.loads(mended.decode("utf-8", "surrogatepass"))


def _mend_escape(match: re.Match[bytes]) -> bytes:
    """``\\xHH`` as JSON writes it; behind an even number of backslashes the x is a letter like any other."""
    slashes, digits = match.groups()
    return slashes + b"u00" + digits if len(slashes) % 2 else match.group()


def to_compact_json(value: Any) -> bytes:
    """A JSON value to compact UTF-8 in the order its keys have.

    Lone surrogates, which UTF-8 cannot hold, stay as ``\\uXXXX`` escapes.

    >>> to_compact_json({"b": 1, "a": "é"}).decode()
    '{"b":1,"a":"é"}'
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def make_id(prefix: str, *parts: object, length: int = 16) -> str:
    """Parts to a short stable id: prefix and the first hex digits of the SHA-256 of the parts.

    Parts are joined with a unit separator, so that ("ab", "c") and ("a", "bc") differ.

    >>> make_id("L-", "x", 1) == make_id("L-", "x", 1)
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return prefix + hash_bytes(joined.encode("utf-8", "surrogatepass"))[:length]


def make_pseudonym(key: bytes, name: str) -> str:
    """A name to its keyed hash: ``~`` and 20 hex digits of BLAKE2b under the investigation's own key.

    Without the key a name cannot be tested against the pseudonym, which a bare hash would allow.
    """
    return start_pseudonyms(key)(name)


@cache
def start_pseudonyms(key: bytes) -> Callable[[str], str]:
    """A key to what makes pseudonyms under it, `make_pseudonym` for many: setting the key costs as much as a name."""
    begin = hashlib.blake2b(key=key, digest_size=10).copy

    def make(name: str) -> str:
        digest = begin()
        digest.update(name.encode("utf-8", "surrogatepass"))
        return f"~{digest.hexdigest()}"

    return make


def make_account_id(platform: str, platform_id: str | None, handle: str | None) -> str:
    """Platform, id and handle to the account id used everywhere: ``x:123``, or ``x:@handle`` while the id is unknown.

    >>> make_account_id("x", None, "Relawan_Satu")
    'x:@relawan_satu'
    """
    if platform_id:
        return f"{platform}:{platform_id}"
    return f"{platform}:@{(handle or '').lower()}"


def make_post_id(platform: str, native_id: str) -> str:
    """Platform and the platform's own id of a post to ``x:post:123``."""
    return f"{platform}:post:{native_id}"
