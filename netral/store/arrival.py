"""One command's files on their way into the store: copied, hashed and parsed beside it, then all committed, or none."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from netral.errors import BadCapture, BrokenEvidence
from netral.identity import hash_file
from netral.model import LIST_OPS, Capture, CaptureStatus, Registry, Said
from netral.registry import Learned, index_registry
from netral.store.captures import (
    INCOMING,
    PARSED,
    RegisteredFile,
    commit_captures,
    copy_file,
    find_captured,
    fold_path,
    list_captures,
    make_capture_id,
    name_operator,
    register_copy,
    take_back_capture,
)
from netral.store.fingerprint import fingerprint_names, write_fingerprint
from netral.store.inputs import CaptureInput, Opener
from netral.store.key import read_pseudonym_key
from netral.store.told import Told
from netral.store.worker import Reader, Task, parse_task
from netral.store.workers import Workers
from netral.times import datetime_to_us, us_to_datetime

if TYPE_CHECKING:
    from netral.store.count import Counter, Counts


@dataclass(frozen=True, slots=True)
class Stored:
    """One file's capture after an ingest, with the balance of this ingest; ``is_known`` when the store had it all."""

    capture: Capture
    is_known: bool


class Arrival:
    """One command's files on their way in."""

    def __init__(
        self,
        folder: Path,
        registry: Registry,
        opener: Opener,
        workers: Workers,
        learned: frozenset[Learned] = frozenset(),
    ) -> None:
        self.folder, self.registry, self.opener, self.workers = folder, registry, opener, workers
        self.store_folder, self.captures_folder = folder / "store", folder / "captures"
        self.reader = Reader(opener, index_registry(registry, learned), read_pseudonym_key(self.store_folder))
        self.names = fingerprint_names(registry, opener.zone)
        self.captures = {capture.capture_id: capture for capture in list_captures(self.store_folder)}
        self.taken = {fold_path(each.path): each.sha256 for each in self.captures.values()}
        self.waiting: list[tuple[Path, RegisteredFile, Capture]] = []
        self.parts: list[Path] = []
        self.stack = ExitStack()
        self.counter: Counter | None = None

    def run(self, inputs: Sequence[CaptureInput]) -> list[Stored]:
        """All files to committed captures, or none of them."""
        with self.stack:
            self.stack.callback(self.workers.stop)  # the merge needs their memory
            return self._take_all(inputs)

    def take_back(self) -> None:
        """Nothing of the command stays when not all of it could: the tables are those of before."""
        for part, file, capture in self.waiting:
            take_back_capture(self.store_folder, part, file, capture.capture_id)

    def parse_again(self, captures: Sequence[Capture], chosen: set[str]) -> None:
        """Those chosen, by capture id, of all captures in the order of ingest, into new parts."""
        parsed: list[tuple[Path, RegisteredFile, Capture]] = []
        with self.stack, self._removing_parts():
            counter = self._count_from([])
            for capture in captures:
                if capture.capture_id not in chosen:
                    counter.note([self.store_folder / PARSED / capture.capture_id])
                    continue
                path, part = self.folder / capture.path, self._make_part()
                each = CaptureInput(path, capture.format, *capture.given)
                told = self._parse(each, part, path, capture.ingested_at)
                op, target, author = capture.given
                blank = replace(capture, op=op, target=target, target_author=author)
                counted = _count_capture(blank, told, counter.count(part))
                write_fingerprint(part, self.names)
                parsed.append((part, RegisteredFile(path, path, capture.sha256, capture.size_bytes), counted))
            commit_captures(self.store_folder, parsed)

    @contextmanager
    def _removing_parts(self) -> Iterator[None]:
        """No part stays behind when not all could be made."""
        try:
            yield
        except BaseException:
            for part in self.parts:
                shutil.rmtree(part, ignore_errors=True)
            raise

    def _count_from(self, earlier: Iterable[Path]) -> Counter:
        """What counts the records of all captures of the command, once; it begins with the parts of those before."""
        if self.counter is None:
            from netral.store.count import Counter  # with DuckDB, which a known file does without

            self.counter = Counter()
            self.stack.callback(self.counter.close)
            self.counter.note(earlier)
        return self.counter

    def _take_all(self, inputs: Sequence[CaptureInput]) -> list[Stored]:
        try:
            with self._removing_parts():
                stored = [self._take(each) for each in inputs]
            commit_captures(self.store_folder, self.waiting)
            return stored
        finally:
            shutil.rmtree(self.captures_folder / INCOMING, ignore_errors=True)

    def _take(self, each: CaptureInput) -> Stored:
        captured = dict(sorted((self.folder / each.path, each.sha256) for each in self.captures.values()))
        earlier = [self.store_folder / PARSED / each for each in self.captures]
        ingested_at, part, told = datetime.now(UTC), None, None
        file = find_captured(self.captures_folder, each.path, captured)
        if file is None:
            with ThreadPoolExecutor(1) as pool:
                copying = pool.submit(copy_file, self.captures_folder, each.path)
                if not self._is_parsed_by_others(each):
                    importlib.import_module("netral.store.parse")  # with Arrow: while the file is copied
                incoming = copying.result()
                registering = self._register(pool, incoming)
                counting = pool.submit(self._count_from, earlier)  # begun, with DuckDB, while it is parsed
                if self._is_parsed_by_others(replace(each, path=incoming)):
                    part = self._make_part()  # no capture has its bytes: it is parsed while it is hashed
                    told = self._parse(each, part, incoming, ingested_at)
                file = registering.result()
                counting.result()
        self._refuse_changed(file)
        capture_id = make_capture_id(file.sha256, each.format, each.op, each.target, each.target_author)
        if known := self.captures.get(capture_id):
            duplicate = known.read - known.quarantined
            return Stored(replace(known, stored=0, duplicate=duplicate), is_known=True)
        if part is None or told is None:
            part = self._make_part()
            told = self._parse(each, part, file.read_from, ingested_at)
            _refuse_changing(file)
        blank = _blank_capture(capture_id, each, file, self.folder, ingested_at)
        capture = _count_capture(blank, told, self._count_from(earlier).count(part))
        write_fingerprint(part, self.names)
        self.waiting.append((part, file, capture))
        self.captures[capture_id] = capture
        self.taken[fold_path(capture.path)] = capture.sha256
        return Stored(capture, is_known=False)

    def _register(self, pool: ThreadPoolExecutor, incoming: Path) -> Future[RegisteredFile]:
        return pool.submit(register_copy, self.captures_folder, incoming, self.taken)

    def _is_parsed_by_others(self, each: CaptureInput) -> bool:
        """Whether a file is large, and surely none that is known."""
        return self._is_new_size(each.path) and self.opener.is_large(each)

    def _is_new_size(self, path: Path) -> bool:
        """Whether no capture is as long as a file, so that it can be none of them."""
        size_bytes = path.stat().st_size if path.is_file() else -1
        return size_bytes not in {capture.size_bytes for capture in self.captures.values()}

    def _refuse_changed(self, file: RegisteredFile) -> None:
        """A file that lies in captures/ under a name known with other bytes was changed there."""
        path = _name_within(self.folder, file.final)
        for capture in self.captures.values():
            if capture.path == path and capture.sha256 != file.sha256:
                raise BrokenEvidence(
                    "{path}: the file changed since ingest (SHA-256 then {then}, now {now})",
                    path=file.final,
                    then=capture.sha256,
                    now=file.sha256,
                )

    def _make_part(self) -> Path:
        """A new folder beside the parts; it gets its capture's name when it is committed."""
        folder = self.store_folder / PARSED
        part = next(path for number in count() if not (path := folder / f"{os.getpid()}-{number}.tmp").exists())
        part.mkdir(parents=True)
        self.parts.append(part)
        return part

    def _parse(self, each: CaptureInput, part: Path, read_from: Path, ingested_at: datetime) -> Told:
        """A capture's file into its part: here, or by several processes where it is large."""
        task = Task(replace(each, path=read_from), part, datetime_to_us(ingested_at))
        if not self.opener.is_large(task.each):
            return parse_task(self.reader, task)
        return self.workers.parse(self.reader, task, self.opener.split(task.each))


def _refuse_changing(file: RegisteredFile) -> None:
    """A file that lies in captures/ already may be written to while it is read; a copy is not."""
    if file.read_from == file.final and hash_file(file.final) != file.sha256:
        raise BadCapture(
            "{path}: the file changed while it was read; ingest it again when nothing writes to it any more",
            path=file.final,
        )


def _name_within(folder: Path, final: Path) -> str:
    """A captured file's path below the investigation, also where ``captures/`` is a link to another disk."""
    return (Path("captures") / final.resolve().relative_to((folder / "captures").resolve())).as_posix()


def _blank_capture(
    capture_id: str, each: CaptureInput, file: RegisteredFile, folder: Path, ingested_at: datetime
) -> Capture:
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
        ingested_at=ingested_at,
        operator=name_operator(),
        size_bytes=file.size_bytes,
        status=CaptureStatus.COMPLETE,
        read=0,
        stored=0,
        duplicate=0,
        quarantined=0,
        declared_count=None,
        observed_count=0,
        said=Said(each.op, each.target, each.target_author),
    )


def _count_capture(blank: Capture, told: Told, counts: Counts) -> Capture:
    ops, targets = list(told.ops), list(told.targets.values())
    is_told = counts.listed and blank.op in ops
    if blank.op in LIST_OPS and counts.read > counts.quarantined and not is_told:
        ops = [op for op in ops if counts.listed or op != blank.op]
        targets = targets if ops else []
        blank = replace(blank, op=None, target=None, target_author=None)  # it is not the list that somebody took it for
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
        declared_count=counts.declared if max(len(ops), len(targets)) < 2 else None,  # several lists have none
        observed_count=counts.listed if is_list else counts.read - counts.quarantined,
    )
