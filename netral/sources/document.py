"""A file that is one JSON document, plain, gzip, zstd or xz -> its value; its items' hashes are over compact JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from netral.errors import BadCapture
from netral.identity import hash_bytes, parse_json, to_compact_json
from netral.model import Record
from netral.packed import is_content_longer, is_stream_cut, open_decompressed
from netral.sources.bare import ListTarget
from netral.sources.lines import BOM, Lines

MAX_DOCUMENT_BYTES = 256 << 20
# What the values of one JSON text may take in memory, counted by the marks that begin them, and what each takes.
MAX_VALUES_BYTES = 2 << 30
OBJECT_BYTES, ARRAY_BYTES, VALUE_BYTES = 184, 64, 60


class TooManyValues(ValueError):
    """JSON that would take more memory than is allowed, though its bytes are not too many."""


def load_json(data: bytes) -> Any:
    """UTF-8 bytes to their JSON value.

    Raises
    ------
    ValueError
        When they are no JSON in UTF-8, or hold more values than fit into 2 GiB of memory.
    RecursionError
        When they are nested too deep.
    """
    size = data.count(b"{") * OBJECT_BYTES + data.count(b"[") * ARRAY_BYTES + data.count(b",") * VALUE_BYTES
    size += data.count(b"\\x") * OBJECT_BYTES  # each is held while `parse_json` writes them otherwise
    if size > MAX_VALUES_BYTES:
        raise TooManyValues(f"more values than fit into {MAX_VALUES_BYTES >> 30} GiB of memory, which are allowed")
    return parse_json(data)


def read_document(lines: Lines) -> tuple[Any, Record | None]:
    """A file to its JSON object or array, or to the one quarantined record that stands for what is none.

    ``lines.is_cut`` says afterwards whether compressed data ended too early. No pointer leads into a document that was
    cut: it is one half record.

    Raises
    ------
    BadCapture
        When the document is longer than 256 MiB, or holds more values than fit into 2 GiB of memory.
    """
    data, lines.is_cut = read_content(lines.path)
    base = Record("line:1", hash_bytes(data))
    try:
        value = load_json(data)
    except RecursionError:
        return None, replace(base, reason="unexpected_shape", detail="nested too deep")
    except TooManyValues as error:
        raise BadCapture(
            "{file}: one JSON document with {error}; export it in parts", file=lines.path.name, error=error
        ) from None
    except ValueError as error:
        is_cut = lines.is_cut or data.rstrip()[-1:] not in (b"}", b"]") or _is_at_end(error)
        detail = "the file is one JSON document and ends before the document does" if is_cut else str(error)
        return None, replace(base, reason="cut" if is_cut else "not_json", detail=detail)
    if not isinstance(value, (dict, list)):
        return None, replace(base, reason="unexpected_shape", detail="neither a JSON object nor an array")
    return value, None


def item_to_base(pointer: str, item: Any, target: ListTarget) -> Record:
    """An item of a document to the record that everything else is added to."""
    try:
        sha256 = hash_bytes(to_compact_json(item))
    except RecursionError:
        sha256 = hash_bytes(pointer.encode())
        return Record(pointer, sha256, reason="unexpected_shape", detail="nested too deep")
    return Record(pointer, sha256, target.op and target.op.value, target.name)


def read_content(path: Path) -> tuple[bytes, bool]:
    """A file to its content without BOM, and whether compressed data ended too early.

    Raises
    ------
    BadCapture
        When the content is longer than 256 MiB.
    """
    if is_document_too_long(path):
        raise BadCapture(
            "{file}: one JSON document of more than {most} MiB, which is allowed; export it in parts",
            file=path.name,
            most=MAX_DOCUMENT_BYTES >> 20,
        )
    with open_decompressed(path) as stream:
        data = stream.read(MAX_DOCUMENT_BYTES)
        return data.removeprefix(BOM), is_stream_cut(stream)


def is_document_too_long(path: Path) -> bool:
    """Whether a file's content is longer than a document may be."""
    return is_content_longer(path, MAX_DOCUMENT_BYTES)


def _is_at_end(error: ValueError) -> bool:
    return isinstance(error, json.JSONDecodeError) and not error.doc[error.pos :].strip()
