"""Which format a file has, from its shape: keys, types and header sets, never from its name."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from netral.errors import BadCapture
from netral.sources import edges
from netral.sources.lines import open_decompressed, read_sample

FORMATS = ("envelope", "snscrape", "x-graphql", "edges")
EMPTY = "empty"


def detect_format(path: Path) -> str:
    """A file to the id of its format, or ``empty``.

    Raises
    ------
    BadCapture
        When the shape is none that netral reads; the two nearest formats are named.
    """
    if not path.is_file():
        raise BadCapture(f"{path}: there is no such file")
    if edges.is_parquet(path):
        return _detect_parquet(path)
    sample = read_sample(path)
    if not sample.strip():
        return EMPTY
    first = next(line for line in sample.splitlines() if line.strip())
    for value in _parse_candidates(path, sample, first):
        if format_id := _format_of(value):
            return format_id
    if format_id := _guess_cut(sample):
        return format_id
    header = set(_header(first))
    if set(edges.NEEDED) <= header:
        return "edges"
    raise BadCapture(f"{path.name}: not recognised; the nearest formats are {_guess(sample, header)}. Give --as FORMAT")


def _parse_candidates(path: Path, sample: bytes, first: bytes) -> list[Any]:
    """The first lines as JSON where they are; else the whole file as one JSON, if it begins like one."""
    values = []
    for line in sample.splitlines()[:20]:
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError):
            continue
    values = [value for value in values if isinstance(value, dict)]
    if not values and sample.lstrip()[:1] in (b"{", b"["):
        try:
            with open_decompressed(path) as stream:
                values = [json.loads(stream.read())]
        except (ValueError, RecursionError):
            return []
    return values


def _guess_cut(sample: bytes) -> str | None:
    """The format of JSON of which not even one line or page is whole, by the keys at its beginning."""
    if sample.lstrip()[:1] != b"{":
        return None
    if all(key in sample for key in (b'"raw"', b'"raw_sha256"', b'"op"')):
        return "envelope"
    if b'"snscrape.modules.' in sample:
        return "snscrape"
    return "x-graphql" if b'"data"' in sample and b'"instructions"' in sample else None


def _format_of(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    if {"raw", "raw_sha256", "op"} <= value.keys():
        return "envelope"
    if str(value.get("_type", "")).startswith("snscrape.modules."):
        return "snscrape"
    if isinstance(value.get("data"), dict) and _is_graphql(value["data"]):
        return "x-graphql"
    return None


def _is_graphql(node: Any, depth: int = 0) -> bool:
    if not isinstance(node, dict) or depth > 6:
        return False
    if "instructions" in node or {"rest_id", "__typename"} <= node.keys():
        return True
    return any(_is_graphql(child, depth + 1) for child in node.values())


def _header(line: bytes) -> list[str]:
    text = line.decode("utf-8", "replace")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    return [name.strip().lower() for name in next(csv.reader(io.StringIO(text), delimiter=delimiter), [])]


def _detect_parquet(path: Path) -> str:
    try:
        names = {name.strip().lower() for name in pq.read_schema(path).names}
    except (pa.ArrowException, OSError) as error:
        raise BadCapture(f"{path.name}: begins like Parquet but cannot be read: {error}") from None
    if set(edges.NEEDED) <= names:
        return "edges"
    raise BadCapture(f"{path.name}: a Parquet file must hold the edges columns {', '.join(edges.NEEDED)}")


def _guess(sample: bytes, header: set[str]) -> str:
    scores = {
        "envelope": sum(sample.count(word) > 0 for word in (b'"raw"', b'"raw_sha256"', b'"op"', b'"seq"')),
        "snscrape": sum(sample.count(word) > 0 for word in (b'"_type"', b'"rawContent"', b'"username"', b'"content"')),
        "x-graphql": sum(sample.count(word) > 0 for word in (b'"instructions"', b'"rest_id"', b'"legacy"', b'"data"')),
        "edges": len(header & set(edges.COLUMNS)),
    }
    best = sorted(scores, key=lambda name: (-scores[name], FORMATS.index(name)))[:2]
    return " and ".join(best)
