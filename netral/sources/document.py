"""A file that is one JSON document, plain, gzip, zstd or xz -> its value; its items' hashes are over compact JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import Record
from netral.sources.bare import ListTarget
from netral.sources.lines import BOM, Lines, open_decompressed

MAX_DOCUMENT_BYTES = 256 << 20


def read_document(lines: Lines) -> tuple[Any, Record | None]:
    """A file to its JSON object or array, or to the one quarantined record that stands for what is none.

    ``lines.is_cut`` says afterwards whether compressed data ended too early. No pointer leads into a document that was
    cut: it is one half record.

    Raises
    ------
    BadCapture
        When the document is longer than 256 MiB.
    """
    data, lines.is_cut = _read_content(lines.path)
    data = data.removeprefix(BOM)
    base = Record("line:1", hash_bytes(data))
    try:
        value = json.loads(data)
    except RecursionError:
        return None, base._replace(reason="unexpected_shape", detail="nested too deep")
    except ValueError as error:
        is_cut = lines.is_cut or data.rstrip()[-1:] not in (b"}", b"]") or _is_at_end(error)
        detail = "the file is one JSON document and ends before the document does" if is_cut else str(error)
        return None, base._replace(reason="cut" if is_cut else "not_json", detail=detail)
    if not isinstance(value, (dict, list)):
        return None, base._replace(reason="unexpected_shape", detail="neither a JSON object nor an array")
    return value, None


def item_to_base(pointer: str, item: Any, target: ListTarget) -> Record:
    """An item of a document to the record that everything else is added to."""
    try:
        sha256 = hash_bytes(to_compact_json(item))
    except RecursionError:
        sha256 = hash_bytes(pointer.encode())
        return Record(pointer, sha256, reason="unexpected_shape", detail="nested too deep")
    return Record(pointer, sha256, target.op and target.op.value, target.name)


def _read_content(path: Path) -> tuple[bytes, bool]:
    with open_decompressed(path) as stream:
        data = stream.read(MAX_DOCUMENT_BYTES + 1)
        is_cut = bool(getattr(getattr(stream, "raw", None), "is_cut", False))
    if len(data) > MAX_DOCUMENT_BYTES:
        limit = f"{MAX_DOCUMENT_BYTES >> 20} MiB"
        raise BadCapture(f"{path.name}: one JSON document of more than {limit}, which is allowed; export it in parts")
    return data, is_cut


def _is_at_end(error: ValueError) -> bool:
    return isinstance(error, json.JSONDecodeError) and not error.doc[error.pos :].strip()
