"""What a region's captures hold, read without any of netral's readers: lines and rows, decompressed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
from pathlib import Path
from typing import Any

import zstandard


def read_text(path: Path) -> str:
    """A capture's text, decompressed by the end of its name."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 28)
    elif path.suffix == ".xz":
        data = lzma.decompress(data)
    return data.decode("utf-8")


def read_lines(captures: Path) -> list[tuple[str, str]]:
    """Every line of every JSONL and NDJSON capture with its file's name; only the line feed ends a line."""
    return [
        (path.name, line)
        for path in sorted(captures.iterdir())
        if {".jsonl", ".ndjson"} & set(path.suffixes)
        for line in read_text(path).split("\n")
        if line
    ]


def parse_lines(captures: Path) -> list[tuple[str, Any]]:
    """The same lines as JSON; None for a line that is none."""
    parsed: list[tuple[str, Any]] = []
    for name, line in read_lines(captures):
        try:
            parsed.append((name, json.loads(line)))
        except json.JSONDecodeError:
            parsed.append((name, None))
    return parsed


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, whatever its delimiter."""
    text = read_text(path).removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
