"""Files into the store: copied, parsed beside, committed together; and all captures parsed again when names changed.

Nothing of a command's files is stored unless all of them could be; a kill in between leaves only folders that the next
ingest sweeps away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from netral.errors import BrokenEvidence
from netral.model import Capture, CaptureStatus, Record, Registry
from netral.registry import index_registry
from netral.store.captures import (
    INCOMING,
    PARSED,
    RegisteredFile,
    commit_capture,
    discard_file,
    list_captures,
    make_capture_id,
    name_operator,
    register_file,
    restore_parts,
    verify_captures,
)
from netral.store.fingerprint import FILE, fingerprint_names, fingerprint_tables, read_fingerprint, write_fingerprint
from netral.store.merge import merge_tables
from netral.store.names import Names, read_pseudonym_key
from netral.store.parse import Counts, parse_capture, read_known_keys
from netral.times import datetime_to_us, us_to_datetime

Opener = Callable[["CaptureInput"], tuple[Iterable[Record], Callable[[], bool]]]


@dataclass(frozen=True, slots=True)
class CaptureInput:
    """A file to ingest: where it lies and what it is read as."""

    path: Path
    format: str
    op: str | None = None
    target: str | None = None
    target_author: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """One file's capture after an ingest, with the balance of this ingest; ``is_known`` when the store had it all."""

    capture: Capture
    is_known: bool


def lock_store(store_folder: Path) -> FileLock:
    """The lock that one writer at a time holds."""
    store_folder.mkdir(parents=True, exist_ok=True)
    return FileLock(store_folder / ".lock")


def ingest_files(folder: Path, registry: Registry, inputs: Iterable[CaptureInput], opener: Opener) -> list[Stored]:
    """Files to committed captures and merged tables, all or none.

    Parameters
    ----------
    folder : Path
        The investigation's folder.
    registry : Registry
        Decides who is named and who is hashed.
    inputs : iterable of CaptureInput
        In the order they are to be counted.
    opener : callable
        Gives a file's records, and afterwards whether the file was cut.

    Raises
    ------
    BadCapture
        When one of the files is refused; then none was stored.
    """
    store_folder = folder / "store"
    with lock_store(store_folder):
        refresh_store(folder, registry, opener, merge=False)
        stored = _Ingest(folder, registry, opener).run(inputs)
        _merge_if_stale(store_folder, registry)
    return stored


def reparse_captures(folder: Path, registry: Registry, opener: Opener) -> tuple[Capture, ...]:
    """Every capture parsed again from its bytes, quarantined records too, and the tables merged anew."""
    store_folder = folder / "store"
    with lock_store(store_folder):
        _sweep(store_folder)
        _parse_again(folder, registry, opener, list_captures(store_folder))
        (store_folder / "tables" / FILE).unlink(missing_ok=True)
        _merge_if_stale(store_folder, registry)
        return list_captures(store_folder)


def refresh_store(folder: Path, registry: Registry, opener: Opener, merge: bool = True) -> None:
    """Parse every capture again when the registry names other accounts than before, and merge what is stale."""
    store_folder = folder / "store"
    _sweep(store_folder)
    captures = list_captures(store_folder)
    names = fingerprint_names(registry)
    if any(read_fingerprint(store_folder / PARSED / capture.capture_id) != names for capture in captures):
        _parse_again(folder, registry, opener, captures)
    if merge:
        _merge_if_stale(store_folder, registry)


def _merge_if_stale(store_folder: Path, registry: Registry) -> None:
    captures = list_captures(store_folder)
    wanted = fingerprint_tables(captures, fingerprint_names(registry))
    if read_fingerprint(store_folder / "tables") != wanted:
        names = Names(index_registry(registry), read_pseudonym_key(store_folder))
        merge_tables(store_folder, [_hide_targets(capture, names) for capture in captures])
        write_fingerprint(store_folder / "tables", wanted)


def _hide_targets(capture: Capture, names: Names) -> Capture:
    """A capture as the tables show it: a list's target outside the registry is a pseudonym."""
    author = capture.target_author and names.name_target(capture.target_author)
    platform, _, native_id = (capture.target or "").partition(":post:")
    if native_id and author != capture.target_author:
        return replace(capture, target=names.hash_post(platform, native_id), target_author=author)
    return replace(capture, target=capture.target and names.name_target(capture.target), target_author=author)


def _sweep(store_folder: Path) -> None:
    restore_parts(store_folder)
    for path in (*store_folder.glob("*.tmp"), *store_folder.glob("*.old"), *store_folder.glob(f"{PARSED}/*.tmp")):
        shutil.rmtree(path, ignore_errors=True)


class _Ingest:
    """One command's files on their way in."""

    def __init__(self, folder: Path, registry: Registry, opener: Opener) -> None:
        self.folder, self.opener = folder, opener
        self.store_folder = folder / "store"
        self.index = index_registry(registry)
        self.key = read_pseudonym_key(self.store_folder)
        self.names = fingerprint_names(registry)
        self.captures = {capture.capture_id: capture for capture in list_captures(self.store_folder)}
        self.known: set[bytes] = set()
        self.waiting: list[tuple[Path, RegisteredFile, Capture]] = []

    def run(self, inputs: Iterable[CaptureInput]) -> list[Stored]:
        stored: list[Stored] = []
        files: list[RegisteredFile] = []
        self.known = read_known_keys(self.store_folder / PARSED / name for name in self.captures)
        try:
            for each in inputs:
                taken = {file.final: file.sha256 for file in files}
                captured = sorted({self.folder / capture.path for capture in self.captures.values()})
                file = register_file(self.folder / "captures", each.path, taken, captured)
                files.append(file)
                stored.append(self._take(each, file))
        except BaseException:
            for part, _, _ in self.waiting:
                shutil.rmtree(part, ignore_errors=True)
            for file in files:
                discard_file(file)
            raise
        else:
            for part, file, capture in self.waiting:
                commit_capture(self.store_folder, part, file, capture)
            return stored
        finally:
            shutil.rmtree(self.folder / "captures" / INCOMING, ignore_errors=True)

    def _take(self, each: CaptureInput, file: RegisteredFile) -> Stored:
        self._refuse_changed(file)
        capture_id = make_capture_id(file.sha256, each.format, each.op, each.target, each.target_author)
        known = self.captures.get(capture_id)
        if known:
            discard_file(file)
            duplicate = known.read - known.quarantined
            return Stored(replace(known, stored=0, duplicate=duplicate), is_known=True)
        capture = self._parse(each, file, capture_id)
        self.captures[capture_id] = capture
        return Stored(capture, is_known=False)

    def _refuse_changed(self, file: RegisteredFile) -> None:
        """A file that lies in captures/ under a name known with other bytes was changed there."""
        path = file.final.resolve().relative_to(self.folder.resolve()).as_posix()
        for capture in self.captures.values():
            if capture.path == path and capture.sha256 != file.sha256:
                raise BrokenEvidence(
                    f"{file.final}: the file changed since ingest (SHA-256 then {capture.sha256}, now {file.sha256})"
                )

    def _parse(self, each: CaptureInput, file: RegisteredFile, capture_id: str) -> Capture:
        part = self.store_folder / PARSED / f"{capture_id}.{os.getpid()}.tmp"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        self.waiting.append((part, file, _blank_capture(capture_id, each, file, self.folder)))
        capture = _parse_into(part, self.waiting[-1][2], file.read_from, each, self)
        self.waiting[-1] = (part, file, capture)
        return capture


def _parse_into(part: Path, blank: Capture, read_from: Path, each: CaptureInput, run: _Ingest) -> Capture:
    records, is_cut = run.opener(replace(each, path=read_from))
    counts = parse_capture(records, part, Names(run.index, run.key), run.known, datetime_to_us(blank.ingested_at))
    write_fingerprint(part, run.names)
    return _count_capture(blank, counts, is_cut())


def _blank_capture(capture_id: str, each: CaptureInput, file: RegisteredFile, folder: Path) -> Capture:
    return Capture(
        capture_id=capture_id,
        sha256=file.sha256,
        path=file.final.resolve().relative_to(folder.resolve()).as_posix(),
        format=each.format,
        op=each.op,
        target=each.target,
        target_author=each.target_author,
        tool=None,
        tool_version=None,
        collected_at=None,
        ingested_at=datetime.now(UTC),
        operator=name_operator(),
        size_bytes=file.size_bytes,
        status=CaptureStatus.COMPLETE,
        read=0,
        stored=0,
        duplicate=0,
        quarantined=0,
        declared_count=None,
        observed_count=0,
    )


def _count_capture(blank: Capture, counts: Counts, is_cut: bool) -> Capture:
    status = CaptureStatus.PARTIAL if is_cut or counts.is_cut else CaptureStatus.COMPLETE
    return replace(
        blank,
        op=blank.op or (counts.ops[0] if len(counts.ops) == 1 else None),
        target=blank.target or (counts.targets[0] if len(counts.targets) == 1 else None),
        tool=counts.tool,
        tool_version=counts.tool_version,
        collected_at=None if counts.collected_us is None else us_to_datetime(counts.collected_us),
        status=CaptureStatus.EMPTY if counts.read == 0 and not is_cut else status,
        read=counts.read,
        stored=counts.stored,
        duplicate=counts.duplicate,
        quarantined=counts.quarantined,
        declared_count=counts.declared,
        observed_count=counts.observed,
    )


def _parse_again(folder: Path, registry: Registry, opener: Opener, captures: tuple[Capture, ...]) -> None:
    """Every capture, in the order of ingest, under today's names.

    Raises
    ------
    BrokenEvidence
        When a capture changed since ingest: what it says now is not what was captured.
    """
    verify_captures(folder, captures)
    run = _Ingest(folder, registry, opener)
    for capture in captures:
        path = folder / capture.path
        part = run.store_folder / PARSED / f"{capture.capture_id}.{os.getpid()}.tmp"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        each = CaptureInput(path, capture.format, capture.op, capture.target, capture.target_author)
        counted = _parse_into(part, capture, path, each, run)
        commit_capture(run.store_folder, part, RegisteredFile(path, path, capture.sha256, capture.size_bytes), counted)
