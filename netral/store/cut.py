"""A file -> the same file without the records about one account; every record that stays keeps its bytes.

Lines are left out whole, of JSON pages whole items, of Parquet whole rows. No record is ever altered.
"""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from msgspec.structs import replace

from netral.identity import parse_json, to_compact_json
from netral.model import Record
from netral.packed import find_packing, open_decompressed
from netral.store.subject import SubjectNames, list_accounts

Place = tuple[str | int, ...]
BOM = b"\xef\xbb\xbf"
PARQUET = b"PAR1"
BATCH_ROWS = 20_000


class CutCount(NamedTuple):
    """How many records a file holds still, and how many were left out."""

    kept: int
    cut: int


def holds_account(path: Path, names: SubjectNames) -> bool:
    """Whether a file's content, decompressed, may hold the account; a first look, taken loosely."""
    if _is_parquet(path):
        return any(names.may_hold(_row_to_bytes(row)) for row in _read_rows(path))
    with open_decompressed(path) as stream:
        return any(names.may_hold(line) for line in stream)


def cut_file(path: Path, beside: Path, records: Iterator[Record], names: SubjectNames) -> CutCount:
    """Write a file beside without what is about the account, compressed as it was.

    Parameters
    ----------
    path, beside : Path
        The file, and where the new one goes.
    records : iterator of Record
        What its parser reads in it, in order; may be empty for a file that no parser reads.
    """
    if _is_parquet(path):
        return _cut_parquet(path, beside, records, names)
    first = next(records, None)
    rest = _chain(first, records)
    if first is not None and first.locator.startswith("/"):
        return _cut_document(path, beside, list(rest), names)
    if first is None and (document := read_document(path)) is not None:
        return _write_document(path, beside, *_cut_page(document, [], names))
    return _cut_lines(path, beside, rest, names, is_parsed=first is not None)


def read_document(path: Path) -> Any:
    """A file to the one JSON object or array it is; None when it is anything else."""
    with open_decompressed(path) as stream:
        try:
            document = parse_json(stream.read().removeprefix(BOM))
        except (ValueError, RecursionError):
            return None
    return document if isinstance(document, (dict, list)) else None


def _chain(first: Record | None, records: Iterator[Record]) -> Iterator[Record]:
    if first is not None:
        yield first
        yield from records


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == PARQUET


def _open_like(path: Path, beside: Path, stack: ExitStack) -> IO[bytes]:
    """A stream to a new file that is packed as another one; the same content always gives the same bytes."""
    packing = find_packing(path)
    plain = stack.enter_context(beside.open("wb"))
    name = packing.name if packing else "plain"
    if name == "gzip":
        return cast("IO[bytes]", stack.enter_context(gzip.GzipFile("", "wb", fileobj=plain, mtime=0)))
    if name == "zstd":
        return cast("IO[bytes]", stack.enter_context(zstandard.open(plain, "wb")))
    return cast("IO[bytes]", stack.enter_context(lzma.open(plain, "wb"))) if name == "xz" else plain


# -- lines -------------------------------------------------------------------------------------------------------------


def _cut_lines(path: Path, beside: Path, records: Iterator[Record], names: SubjectNames, is_parsed: bool) -> CutCount:
    kept = cut = 0
    with ExitStack() as stack:
        source, target = stack.enter_context(open_decompressed(path)), _open_like(path, beside, stack)
        for block, held in _group_lines(source, records):
            left, here = _cut_block(block, held, names, is_unread=is_parsed and not held)
            target.write(left)
            kept, cut = kept + here.kept, cut + here.cut
    return CutCount(kept, cut)


def _group_lines(source: IO[bytes], records: Iterator[Record]) -> Iterator[tuple[bytes, list[Record]]]:
    """The lines of a file, each with its records; a quoted row that runs over several lines is one, a page never."""
    upcoming = next(records, None)
    has_records = upcoming is not None
    block, held = b"", list[Record]()
    for number, line in enumerate(source, start=1):
        starts = upcoming is not None and _line_of(upcoming) == number
        if block and (starts or not has_records or not held or _is_page(held)):
            yield block, held
            block, held = b"", []
        while upcoming is not None and _line_of(upcoming) == number:
            held.append(upcoming)
            upcoming = next(records, None)
        block += line
    if block:
        yield block, held


def _is_page(held: list[Record]) -> bool:
    return bool(held) and "#" in held[0].locator


def _line_of(record: Record) -> int:
    return int(record.locator.removeprefix("line:").partition("#")[0])


def _cut_block(block: bytes, held: list[Record], names: SubjectNames, is_unread: bool) -> tuple[bytes, CutCount]:
    counted = len(held) or 1
    if is_unread:
        return _cut_unread(block, names), CutCount(0, 0)
    if _is_page(held) and names.may_hold(block):
        items = [replace(record, locator=record.locator.partition("#")[2]) for record in held]
        page, count = _cut_page(parse_json(block.removeprefix(BOM)), items, names)
        return (b"" if page is None else to_compact_json(page) + b"\n"), count
    if names.may_hold(block) and names.is_about(held[0] if held else None, block):
        return b"", CutCount(0, counted)
    return block, CutCount(counted if held or block.strip() else 0, 0)


def _cut_unread(block: bytes, names: SubjectNames) -> bytes:
    """A line that gave no record: the names of a table's columns stay, a page without items loses what it says."""
    if not names.may_hold(block):
        return block
    try:
        page = parse_json(block.removeprefix(BOM))
    except (ValueError, RecursionError):
        return block
    rest, _ = _cut_page(page, [], names)
    return block if rest == page else b"" if rest is None else to_compact_json(rest) + b"\n"


# -- JSON pages --------------------------------------------------------------------------------------------------------


def _cut_document(path: Path, beside: Path, records: list[Record], names: SubjectNames) -> CutCount:
    return _write_document(path, beside, *_cut_page(read_document(path), records, names))


def _write_document(path: Path, beside: Path, page: Any, count: CutCount) -> CutCount:
    with ExitStack() as stack:
        _open_like(path, beside, stack).write(b"" if page is None else to_compact_json(page))
    return count


def _cut_page(page: Any, items: list[Record], names: SubjectNames) -> tuple[Any, CutCount]:
    """A page without the items about the account, and without what else on it names the account; or nothing of it."""
    places = [_find_element(page, _to_path(item.locator)) for item in items]
    dropped = {
        place
        for place, item in zip(places, items, strict=True)
        if names.is_about(item, to_compact_json(_dig(page, _to_path(item.locator))))
    }
    pruning = _Pruning(dropped, {place for place in places if place not in dropped}, names, _is_elsewhere(items, names))
    rest = pruning.prune(page, ())
    if () in dropped or pruning.is_own:
        return None, CutCount(0, len(items) or 1)
    gone = sum(place in dropped for place in places)
    return rest, CutCount(len(items) - gone, gone) if items else CutCount(1, int(rest != page))


def _is_elsewhere(items: list[Record], names: SubjectNames) -> bool:
    """Whether all that a page names lies on other platforms, where the same handle is another account."""
    platforms = {account.platform for item in items for account in list_accounts(item)}
    return bool(platforms) and names.platform not in platforms


class _Pruning:
    """One page being cut: list elements go, an account named outside any list makes the whole page its own."""

    def __init__(self, dropped: set[Place], kept: set[Place], names: SubjectNames, is_elsewhere: bool) -> None:
        self.dropped, self.kept, self.names, self.is_elsewhere = dropped, kept, names, is_elsewhere
        self.above = {place[:depth] for place in kept for depth in range(len(place) + 1)}
        self.is_own = False

    def prune(self, node: Any, place: Place) -> Any:
        if place in self.kept:
            return node
        if isinstance(node, dict):
            return {key: self.prune(value, (*place, key)) for key, value in node.items()}
        if isinstance(node, list):
            children = ((child, (*place, number)) for number, child in enumerate(node))
            return [self.prune(child, below) for child, below in children if not self._goes(child, below)]
        self.is_own |= self._holds(node)
        return node

    def _goes(self, child: Any, place: Place) -> bool:
        return place in self.dropped or (place not in self.above and self._holds(child))

    def _holds(self, node: Any) -> bool:
        return not self.is_elsewhere and self.names.holds(to_compact_json(node))


def _to_path(pointer: str) -> tuple[str, ...]:
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def _dig(node: Any, path: tuple[str, ...]) -> Any:
    """What lies at a path; None for an item that the platform left empty, where the path goes on."""
    for part in path:
        if not isinstance(node, (dict, list)):
            return None
        node = node[int(part)] if isinstance(node, list) else node.get(part)
    return node


def _find_element(page: Any, path: tuple[str, ...]) -> Place:
    """The innermost list element that an item lies in, as keys and indexes; empty when it lies in no list."""
    node, place = page, list[str | int]()
    element: Place = ()
    for part in path:
        place.append(int(part) if isinstance(node, list) else part)
        if isinstance(node, list):
            element = tuple(place)
        node = _dig(node, (part,))
    return element


# -- Parquet -----------------------------------------------------------------------------------------------------------


def _cut_parquet(path: Path, beside: Path, records: Iterator[Record], names: SubjectNames) -> CutCount:
    file = pq.ParquetFile(path)
    kept = cut = 0
    with pq.ParquetWriter(beside, file.schema_arrow, compression="zstd") as writer:
        for batch in file.iter_batches(batch_size=BATCH_ROWS):
            goes = [names.is_about(next(records, None), _row_to_bytes(row)) for row in batch.to_pylist()]
            left = _drop_rows(batch, goes)
            writer.write_table(left)
            kept, cut = kept + left.num_rows, cut + sum(goes)
    return CutCount(kept, cut)


def _drop_rows(batch: pa.RecordBatch, goes: list[bool]) -> pa.Table:
    """The rows that stay, by slices: Arrow filters not every type that Parquet holds, views of text among them."""
    gone = [-1, *(number for number, go in enumerate(goes) if go), len(goes)]
    stays = [batch.slice(last + 1, first - last - 1) for last, first in pairwise(gone) if first > last + 1]
    left = pa.Table.from_batches(stays, batch.schema)
    for place, field in enumerate(batch.schema):
        if _is_made_anew(field.type):
            left = left.set_column(place, field, pa.array(left.column(place).to_pylist(), field.type))
    return left


def _is_made_anew(type_: pa.DataType) -> bool:
    """Whether a slice does not do: a dictionary keeps the values of rows that are gone, a view may not be written."""
    is_kept = pa.types.is_dictionary(type_) or pa.types.is_string_view(type_) or pa.types.is_binary_view(type_)
    return is_kept or any(_is_made_anew(type_.field(place).type) for place in range(type_.num_fields))


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    for batch in pq.ParquetFile(path).iter_batches(batch_size=BATCH_ROWS):
        yield from batch.to_pylist()


def _row_to_bytes(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace")
