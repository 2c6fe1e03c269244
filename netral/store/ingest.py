"""Files into the store: copied, parsed beside, committed together; and all captures parsed again when names changed.

Nothing of a command's files is stored unless all of them could be; a kill in between leaves only folders that the next
ingest sweeps away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from netral.errors import BrokenEvidence
from netral.model import LIST_OPS, Capture, CaptureStatus, Registry
from netral.registry import Learned, index_registry
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
    take_back_capture,
    verify_captures,
)
from netral.store.count import Counts, count_records
from netral.store.fingerprint import FILE, fingerprint_names, fingerprint_tables, read_fingerprint, write_fingerprint
from netral.store.inputs import CaptureInput, Opener
from netral.store.learned import find_stale_parts, learn_names
from netral.store.merge import merge_tables
from netral.store.names import Names, read_pseudonym_key
from netral.store.parse import Told
from netral.store.workers import Reader, Task, Workers, parse_task, run_workers
from netral.times import datetime_to_us, us_to_datetime

MOST_ROUNDS = 9  # of learning; each needs a capture that teaches something new


@dataclass(frozen=True, slots=True)
class Stored:
    """One file's capture after an ingest, with the balance of this ingest; ``is_known`` when the store had it all."""

    capture: Capture
    is_known: bool


def lock_store(store_folder: Path) -> FileLock:
    """The lock that one writer at a time holds; entering it twice in one thread is fine."""
    store_folder.mkdir(parents=True, exist_ok=True)
    return FileLock(store_folder / ".lock", is_singleton=True)


def ingest_files(folder: Path, registry: Registry, inputs: Sequence[CaptureInput], opener: Opener) -> list[Stored]:
    """Files to committed captures and merged tables, all or none.

    Parameters
    ----------
    folder : Path
        The investigation's folder.
    registry : Registry
        Decides who is named and who is hashed.
    inputs : sequence of CaptureInput
        In the order they are to be counted.
    opener : Opener
        Gives a file's records, and afterwards whether the file was cut.

    Raises
    ------
    BadCapture
        When one of the files is refused; then none was stored.
    """
    store_folder = folder / "store"
    with lock_store(store_folder):
        refresh_store(folder, registry, opener, merge=False)
        ingest = _Ingest(folder, registry, opener)
        try:
            stored = ingest.run(inputs)
            _merge_if_stale(folder, registry, opener)
        except BaseException:
            ingest.take_back()
            raise
    return stored


def reparse_captures(folder: Path, registry: Registry, opener: Opener) -> tuple[Capture, ...]:
    """Every capture parsed again from its bytes, quarantined records too, and the tables merged anew."""
    store_folder = folder / "store"
    with lock_store(store_folder):
        _sweep(store_folder)
        _parse_again(folder, registry, opener, {capture.capture_id for capture in list_captures(store_folder)})
        (store_folder / "tables" / FILE).unlink(missing_ok=True)
        _merge_if_stale(folder, registry, opener)
        return list_captures(store_folder)


def refresh_store(folder: Path, registry: Registry, opener: Opener, merge: bool = True) -> None:
    """Parse every capture again when the registry names other accounts than before, and merge what is stale."""
    store_folder = folder / "store"
    _sweep(store_folder)
    captures = list_captures(store_folder)
    names = fingerprint_names(registry)
    if any(read_fingerprint(store_folder / PARSED / capture.capture_id) != names for capture in captures):
        _parse_again(folder, registry, opener, {capture.capture_id for capture in captures})
    if merge:
        _merge_if_stale(folder, registry, opener)


def _merge_if_stale(folder: Path, registry: Registry, opener: Opener) -> None:
    store_folder = folder / "store"
    wanted = fingerprint_tables(list_captures(store_folder), fingerprint_names(registry))
    if read_fingerprint(store_folder / "tables") != wanted:
        names = _settle_names(folder, registry, opener)
        merge_tables(store_folder, [_hide_targets(capture, names) for capture in list_captures(store_folder)], wanted)


def _settle_names(folder: Path, registry: Registry, opener: Opener) -> Names:
    """Parse those captures again that name an account otherwise than all captures together do, until none does."""
    store_folder = folder / "store"
    key = read_pseudonym_key(store_folder)
    names = Names(index_registry(registry), key)
    for _ in range(MOST_ROUNDS):
        learned = learn_names(store_folder, names)
        names = Names(index_registry(registry, learned), key)
        stale = find_stale_parts(store_folder, names)
        if not stale:
            break
        _parse_again(folder, registry, opener, stale, learned)
    return names


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
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


class _Ingest:
    """One command's files on their way in."""

    def __init__(
        self, folder: Path, registry: Registry, opener: Opener, learned: frozenset[Learned] = frozenset()
    ) -> None:
        self.folder, self.opener = folder, opener
        self.store_folder = folder / "store"
        self.index = index_registry(registry, learned)
        self.key = read_pseudonym_key(self.store_folder)
        self.names = fingerprint_names(registry)
        self.captures = {capture.capture_id: capture for capture in list_captures(self.store_folder)}
        self.waiting: list[tuple[Path, RegisteredFile, Capture]] = []
        self.stack = ExitStack()
        self.workers: Workers | None = None

    def parse(self, task: Task) -> Told:
        """A capture's file into its part: here, or by several processes where it is large."""
        if not self.opener.is_large(task.each):
            return parse_task(self._make_reader(), task)
        self.start_workers()
        return self.workers.parse(task, self.opener.split(task.each)) if self.workers else Told()

    def start_workers(self) -> None:
        """The processes that large captures are parsed by, once."""
        if self.workers is None:
            self.workers = self.stack.enter_context(run_workers(self._make_reader()))

    def _make_reader(self) -> Reader:
        return Reader(self.opener, self.index, self.key)

    def run(self, inputs: Sequence[CaptureInput]) -> list[Stored]:
        sizes = {capture.size_bytes for capture in self.captures.values()}
        with self.stack:
            if any(each.path.stat().st_size not in sizes and self.opener.is_large(each) for each in inputs):
                self.start_workers()  # they import while the first file is copied
            return self._take_all(inputs)

    def _take_all(self, inputs: Sequence[CaptureInput]) -> list[Stored]:
        stored: list[Stored] = []
        files: list[RegisteredFile] = []
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

    def take_back(self) -> None:
        """Nothing of the command stays when not all of it could: the tables are those of before."""
        for part, file, capture in self.waiting:
            take_back_capture(self.store_folder, part, file, capture.capture_id)

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
        path = _name_within(self.folder, file.final)
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
    ingested_us = datetime_to_us(blank.ingested_at)
    told = run.parse(Task(replace(each, path=read_from), part, ingested_us))
    earlier = [run.store_folder / PARSED / capture_id for capture_id in run.captures if capture_id != blank.capture_id]
    counts = count_records(part, [*earlier, *(waiting for waiting, _, _ in run.waiting if waiting != part)])
    write_fingerprint(part, run.names)
    return _count_capture(blank, told, counts)


def _name_within(folder: Path, final: Path) -> str:
    """A captured file's path below the investigation, also where ``captures/`` is a link to another disk."""
    return (Path("captures") / final.resolve().relative_to((folder / "captures").resolve())).as_posix()


def _blank_capture(capture_id: str, each: CaptureInput, file: RegisteredFile, folder: Path) -> Capture:
    return Capture(
        capture_id=capture_id,
        sha256=file.sha256,
        path=_name_within(folder, file.final),
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


def _count_capture(blank: Capture, told: Told, counts: Counts) -> Capture:
    ops, targets = list(told.ops), list(told.targets)
    status = CaptureStatus.PARTIAL if told.is_cut else CaptureStatus.COMPLETE
    is_list = bool(ops) and set(ops) <= LIST_OPS
    return replace(
        blank,
        op=blank.op or (ops[0] if len(ops) == 1 else None),
        target=blank.target or (targets[0] if len(targets) == 1 else None),
        tool=told.tool[0],
        tool_version=told.tool[1],
        collected_at=None if counts.collected_us is None else us_to_datetime(counts.collected_us),
        status=CaptureStatus.EMPTY if counts.read == 0 and not told.is_cut else status,
        read=counts.read,
        stored=counts.read - counts.duplicate - counts.quarantined,
        duplicate=counts.duplicate,
        quarantined=counts.quarantined,
        declared_count=counts.declared,
        observed_count=counts.listed if is_list else counts.read - counts.quarantined,
    )


def _parse_again(
    folder: Path,
    registry: Registry,
    opener: Opener,
    chosen: set[str],
    learned: frozenset[Learned] = frozenset(),
) -> None:
    """Captures, by id and in the order of ingest, under today's names.

    Raises
    ------
    BrokenEvidence
        When a capture changed since ingest: what it says now is not what was captured.
    """
    captures = list_captures(folder / "store")
    verify_captures(folder, [capture for capture in captures if capture.capture_id in chosen])
    run = _Ingest(folder, registry, opener, learned)
    run.captures = {}
    with run.stack:
        for capture in captures:
            if capture.capture_id in chosen:
                _parse_one_again(run, capture)
            run.captures[capture.capture_id] = capture


def _parse_one_again(run: _Ingest, capture: Capture) -> None:
    path = run.folder / capture.path
    part = run.store_folder / PARSED / f"{capture.capture_id}.{os.getpid()}.tmp"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    each = CaptureInput(path, capture.format, capture.op, capture.target, capture.target_author)
    counted = _parse_into(part, capture, path, each, run)
    commit_capture(run.store_folder, part, RegisteredFile(path, path, capture.sha256, capture.size_bytes), counted)
