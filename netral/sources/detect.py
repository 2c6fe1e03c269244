"""Which format a file has, from its shape: keys, types and header sets, never from its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netral.errors import BadCapture, Sentence
from netral.names import name_column
from netral.packed import find_packing, is_stream_cut, open_decompressed
from netral.sources.document import is_document_too_long, load_json, read_content
from netral.sources.edges import NEEDED
from netral.sources.format import EMPTY, Sample
from netral.sources.formats import find_formats
from netral.sources.headers import refuse_misplaced_header, split_header
from netral.sources.lines import read_sample
from netral.sources.parquet_rows import is_parquet

SAMPLE_LINES = 20
UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx is a zip archive
WEB_PAGES = (b"<!doctype html", b"<html")


def detect_format(path: Path) -> str:
    """A file to the id of its format, or ``empty``.

    Raises
    ------
    BadCapture
        When the shape is none that netral reads, or that of several; the two nearest formats are named.
    """
    if not path.is_file():
        raise BadCapture("{path}: there is no such file", path=path)
    sample = _take_parquet(path) if is_parquet(path) else _take_text(path)
    if not sample.head.strip():
        _refuse_broken(path)
        return EMPTY
    _refuse_mistaken(sample.head, path.name)
    formats = find_formats()
    found = [format_id for format_id, each in formats.items() if each.recognise(sample)]
    if all(formats[format_id].by_line for format_id in found):
        _refuse_document(sample, path)
    if len(found) == 1:
        return found[0]
    if not found and not sample.values:
        refuse_misplaced_header(sample.head, path.name)
    nearest = ", ".join((found or _rank(sample))[:2])
    problem = Sentence("has the shape of several formats") if found else Sentence("not recognised")
    raise BadCapture(
        "{file}: {problem}; the nearest formats are {nearest}. Give --as FORMAT, or leave this file out",
        file=path.name,
        problem=problem,
        nearest=nearest,
    )


def _refuse_mistaken(head: bytes, name: str) -> None:
    """Of what is often taken for a capture it is said what it is, and what to take instead."""
    if head.startswith(UTF_16_BOMS):
        raise BadCapture(
            "{file}: not recognised; its text is UTF-16, as PowerShell writes it; save it again as UTF-8", file=name
        )
    if head.startswith(WORKBOOKS):
        raise BadCapture(
            "{file}: not recognised; it is a workbook or a zip archive: take the CSV or JSON of the tool itself, save "
            "a list of your own as CSV UTF-8, or unpack the archive",
            file=name,
        )
    if head.lstrip()[:20].lower().startswith(WEB_PAGES):
        raise BadCapture(
            "{file}: not recognised; it is a web page (HTML): export again as JSON, in Telegram Desktop as "
            "Machine-readable JSON",
            file=name,
        )


def _refuse_document(sample: Sample, path: Path) -> None:
    """What a tool writes one a line is read from no JSON document: saved so, each line would be a broken record."""
    text = sample.head.lstrip()
    if text[:1] not in (b"{", b"[") or text.partition(b"\n")[0].rstrip()[-1:] == b"}":
        return
    value = next(iter(sample.values), None)
    if text[:1] == b"[" and not isinstance(value, list):
        value = next(iter(_parse_document(path)), None)
    items = value if isinstance(value, list) else [value or _parse_first(text)]
    lines = sample._replace(values=tuple(items[:SAMPLE_LINES]), head=b"")
    for format_id, each in find_formats().items():
        if each.by_line and each.recognise(lines):
            raise BadCapture(
                "{file}: not recognised; it holds items of {format}, but not one a line: take the tool's own file, or "
                "save every item on a line of its own",
                file=path.name,
                format=format_id,
            )


def _refuse_broken(path: Path) -> None:
    """A packed file of which nothing can be read is not empty."""
    with open_decompressed(path) as stream:
        if not stream.read(1) and is_stream_cut(stream):
            name = packing.name if (packing := find_packing(path)) else "packed"
            raise BadCapture(
                "{file}: begins as {name}, and nothing of it can be unpacked; it is broken or cut",
                file=path.name,
                name=name,
            )


def _take_parquet(path: Path) -> Sample:
    import pyarrow as pa  # slow to import, and most captures are no Parquet
    import pyarrow.parquet as pq

    try:
        names = tuple(name_column(name) for name in pq.read_schema(path).names)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise BadCapture(
            "{file}: begins like Parquet but cannot be read: {error}", file=path.name, error=error
        ) from None
    if not set(NEEDED) <= set(names):
        raise BadCapture(
            "{file}: a Parquet file must hold the edges columns {columns}", file=path.name, columns=", ".join(NEEDED)
        )
    return Sample((), names, b"PAR1")


def _take_text(path: Path) -> Sample:
    head = read_sample(path)
    first = next((line for line in head.splitlines() if line.strip()), b"")
    values = _parse_lines(head)
    if not values and head.lstrip()[:1] in (b"{", b"["):
        values = _parse_document(path)
    return Sample(values, () if values else split_header(first), head)


def _parse_lines(head: bytes) -> tuple[Any, ...]:
    """The first lines that are whole JSON objects or arrays."""
    values = []
    for line in head.splitlines()[:SAMPLE_LINES]:
        try:
            value = load_json(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, (dict, list)) and value:
            values.append(value)
    return tuple(values)


def _parse_document(path: Path) -> tuple[Any, ...]:
    """The whole file as one JSON value, if it is one and not too large to be held."""
    if is_document_too_long(path):
        return ()
    try:
        return (load_json(read_content(path)[0]),)
    except (ValueError, RecursionError):
        return ()


def _parse_first(text: bytes) -> Any:
    """The first of several JSON values, over however many lines; None where there is none."""
    try:
        return json.JSONDecoder().raw_decode(text.decode("utf-8", "replace"))[0]
    except (ValueError, RecursionError):
        return None


def _rank(sample: Sample) -> list[str]:
    """All formats, those first of whose words most are in the file's beginning, or among its columns."""
    formats = find_formats()
    header = {name.encode() for name in sample.header}

    def score(format_id: str) -> float:
        words = formats[format_id].words
        is_json = words[0].startswith(b'"')
        return sum(word in sample.head if is_json else word in header for word in words) / len(words)

    return sorted(formats, key=lambda format_id: (-score(format_id), format_id))
