"""A record's locator -> its bytes in the capture, so that anybody can hash them again."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from netral.errors import BrokenEvidence, Place, Sentence
from netral.identity import hash_bytes, parse_json, to_compact_json
from netral.model import RecordRef
from netral.packed import open_decompressed

BOM = b"\xef\xbb\xbf"
WHOLE_FILE = "file"  # the locator of a record that is all of its capture
MOST_LINES = 64 << 10  # of one row, which has at most so many bytes


def read_record_bytes(path: Path, refs: Iterable[RecordRef]) -> dict[str, bytes]:
    """The records of one capture to their bytes, by locator: the line without its end, the item as compact JSON.

    Of a picture it is the whole file.

    Raises
    ------
    BrokenEvidence
        When a record is not there, or its bytes no longer have the hash they had at ingest.
    """
    wanted = {ref.locator: ref.sha256 for ref in refs}
    found = dict(_find_lines(path, wanted)) if any(name.startswith("line:") for name in wanted) else {}
    if WHOLE_FILE in wanted:
        with open_decompressed(path) as stream:
            found[WHOLE_FILE] = stream.read()
    pointers = [name for name in wanted if not name.startswith("line:") and name != WHOLE_FILE]
    if pointers:
        found |= _find_items(path, pointers)
    for locator, sha256 in wanted.items():
        if locator not in found:
            raise BrokenEvidence("{path}: there is no record at {locator}", path=path, locator=locator)
        if hash_bytes(found[locator]) != sha256:
            raise BrokenEvidence(
                "{path}, {locator}: the record no longer has the hash it had at ingest", path=path, locator=locator
            )
    return found


def _find_lines(path: Path, wanted: dict[str, str]) -> Iterable[tuple[str, bytes]]:
    """Lines by number; an item within a line has the line's pointer after ``#``, a quoted row may run over several."""
    by_line: dict[int, list[str]] = {}
    for locator in wanted:
        if locator.startswith("line:"):
            by_line.setdefault(int(locator[5:].partition("#")[0]), []).append(locator)
    last = max(by_line)
    with open_decompressed(path) as stream:
        numbered = enumerate(stream, start=1)
        for number, data in numbered:
            if locators := by_line.get(number):
                line = data.removeprefix(BOM) if number == 1 else data
                pointers = {locator: locator.partition("#")[2] for locator in locators if "#" in locator}
                place = Sentence("{file}, line {line}", file=path, line=number)
                document = _parse_json(line, place) if pointers else None
                for locator in locators:
                    if locator in pointers:
                        yield locator, to_compact_json(_follow(document, pointers[locator]))
                    else:
                        yield locator, _join_row(line.rstrip(b"\r\n"), numbered, wanted[locator])
            if number >= last:
                return


def _parse_json(data: bytes, place: Place) -> Any:
    try:
        return parse_json(data.removeprefix(BOM))
    except (ValueError, RecursionError) as error:
        raise BrokenEvidence(
            "{place}: an item was read here at ingest, and now it is no JSON: {error}", place=place, error=error
        ) from None


def _join_row(line: bytes, following: Iterable[tuple[int, bytes]], sha256: str) -> bytes:
    if line.count(b'"') % 2 == 0 or hash_bytes(line) == sha256:
        return line
    digest, parts = hashlib.sha256(line), [line]
    for _, data in itertools.islice(following, MOST_LINES):
        parts.append(b"\n" + data.rstrip(b"\r\n"))
        digest.update(parts[-1])
        if digest.hexdigest() == sha256:
            break
    return b"".join(parts)


def _find_items(path: Path, pointers: list[str]) -> dict[str, bytes]:
    with path.open("rb") as stream:
        is_parquet = stream.read(4) == b"PAR1"
    if is_parquet:
        return _find_rows(path, pointers)
    with open_decompressed(path) as stream:
        document = _parse_json(stream.read(), str(path))
    return {pointer: to_compact_json(_follow(document, pointer)) for pointer in pointers}


def _find_rows(path: Path, pointers: list[str]) -> dict[str, bytes]:
    numbers = {int(pointer[1:]): pointer for pointer in pointers}
    found, first = {}, 0
    for batch in pq.ParquetFile(path).iter_batches(batch_size=20_000):
        for number in [number for number in numbers if first <= number < first + batch.num_rows]:
            row = batch.slice(number - first, 1).to_pylist()[0]
            found[numbers[number]] = to_compact_json({key.strip().lower(): _plain(row[key]) for key in row})
        first += batch.num_rows
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _follow(document: Any, pointer: str) -> Any:
    """A JSON document and pointer (RFC 6901) to the value there; nothing there gives null, which no hash matches."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list) and key.isdigit() and int(key) < len(document):
            document = document[int(key)]
        elif isinstance(document, dict):
            document = document.get(key)
        else:
            return None
    return document
