"""Large captures parsed in stretches by several processes at once; what comes of it does not depend on how many.

They are plain child processes that speak pickles over their pipes. They end when their parent does, however that ends,
since their input ends with it.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, NamedTuple

from netral.errors import NetralError
from netral.model import Stretch
from netral.registry import RegistryIndex
from netral.store.inputs import CaptureInput, Opener
from netral.store.names import Names
from netral.store.told import Told

AHEAD = 3  # stretches
SWITCH_SECONDS = 0.0005
PROGRAM = """
import gc, pickle, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this one
gc.disable()
sys.path[:] = pickle.load(sys.stdin.buffer)
sys.modules["numpy"] = None  # Arrow imports it where it can, which takes as long as all the rest, and needs it not
from netral.store.workers import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""


class Reader(NamedTuple):
    """What every process needs to read captures: who opens them, and under whose names they are stored."""

    opener: Opener
    registry: RegistryIndex
    key: bytes


class Task(NamedTuple):
    """A stretch of a capture, or all of it, to be parsed into a folder."""

    each: CaptureInput
    folder: Path
    ingested_us: int
    number: int = 0
    stretch: Stretch | None = None


def parse_task(reader: Reader, task: Task) -> Told:
    """A stretch to its five Parquet files, in this process."""
    from netral.store.parse import parse_records  # with Arrow, which a known file does without

    records, is_cut = reader.opener(task.each, task.stretch)
    first_seq = task.stretch.first_line - 1 if task.stretch else 0
    names = Names(reader.registry, reader.key)
    told = parse_records(records, task.folder, names, task.ingested_us, task.number, first_seq)
    told.is_cut |= is_cut()
    return told


class Workers:
    """Processes that parse stretches, this one among them, each the next one when it is done with its last."""

    def __init__(self, reader: Reader, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        self.reader, self.processes = reader, processes

    def parse(self, task: Task, stretches: Iterable[Stretch]) -> Told:
        """A capture in stretches; what they told, in the file's order."""
        work = _Work(task, iter(stretches))
        threads = [Thread(target=self._feed, args=(each, work)) for each in self.processes]
        with _switching_often():
            for thread in threads:
                thread.start()
            while (mine := work.take()) is not None:
                self._note(work, mine, _answer(self.reader, mine))
            for thread in threads:
                thread.join()
        if work.problems:
            raise work.problems[min(work.problems)]
        if len(work.told) != work.taken or not work.is_over:
            raise NetralError("{path}: a stretch of it was not parsed", path=task.each.path)
        whole = Told()
        for number in range(work.taken):
            whole.add(work.told[number])
        return whole

    def _feed(self, process: subprocess.Popen[bytes], work: _Work) -> None:
        while (task := work.take()) is not None:
            self._note(work, task, _ask(process, task, work.look_ahead))

    def _note(self, work: _Work, task: Task, answer: Any) -> None:
        if isinstance(answer, Told):
            work.told[task.number] = answer
            self.reader.opener.tell(task.stretch.end - task.stretch.start if task.stretch else 0)
        else:
            work.problems[task.number] = answer


class _Work:
    """The stretches of one capture that are still to be parsed, and what came of the others."""

    def __init__(self, task: Task, stretches: Iterator[Stretch]) -> None:
        self._task, self._stretches, self._lock = task, enumerate(stretches), Lock()
        self.told: dict[int, Told] = {}
        self.problems: dict[int, BaseException] = {}
        self.taken, self.is_over = 0, False
        self._ahead = deque[tuple[int, Stretch]]()

    def take(self) -> Task | None:
        """The next stretch; none when there is none, or one of them could not be parsed."""
        with self._lock:
            self._find_next(1)
            if self.problems or not self._ahead:
                return None
            number, stretch = self._ahead.popleft()
            self.taken += 1
        return self._task._replace(number=number, stretch=stretch)

    def look_ahead(self) -> None:
        """Find the stretches after those that were taken, so that nobody waits for them later."""
        with self._lock:
            self._find_next(AHEAD)

    def _find_next(self, wanted: int) -> None:
        while len(self._ahead) < wanted and not self.is_over and not self.problems:
            try:
                self._ahead.append(next(self._stretches))
            except StopIteration:
                self.is_over = True
            except OSError as error:
                self.problems[self.taken] = error


@contextmanager
def _switching_often() -> Iterator[None]:
    """The threads that feed the other processes get their turn at once, though this process is busy parsing."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _answer(reader: Reader, task: Task) -> Any:
    """A stretch parsed in this process, to what it tells or the error that it ends in."""
    try:
        return parse_task(reader, task)
    except (NetralError, OSError, MemoryError) as error:
        return error


def _ask(process: subprocess.Popen[bytes], task: Task, meanwhile: Callable[[], None]) -> Any:
    """What another process answers to a task; something is done while it works."""
    try:
        _send(process.stdin, task)
        meanwhile()
        return pickle.load(process.stdout) if process.stdout else None
    except (EOFError, OSError, pickle.UnpicklingError):
        return NetralError(
            "{path}: the process that read {stretch} ended without a word", path=task.each.path, stretch=task.stretch
        )


@contextmanager
def run_workers(reader: Reader) -> Iterator[Workers]:
    """A process for every processor but one; they begin to import at once, while the caller does other things."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_run_process(reader)) for _ in range((os.cpu_count() or 1) - 1)]
        yield Workers(reader, processes)


@contextmanager
def _run_process(reader: Reader) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", PROGRAM]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        _send(process.stdin, sys.path)
        _send(process.stdin, reader)
        yield process
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()


def _send(stream: IO[bytes] | None, value: Any) -> None:
    if stream is not None:
        pickle.dump(value, stream)
        stream.flush()


def serve(source: IO[bytes], answers: IO[bytes]) -> None:
    """A process's life: tasks, one after the other; it ends when its input ends, be it in the midst of one."""
    importlib.import_module("netral.store.parse")  # with Arrow: slow, so that it is done before there is a task
    reader: Reader = pickle.load(source)
    tasks: SimpleQueue[Task] = SimpleQueue()
    Thread(target=_listen, args=(source, tasks), daemon=True).start()
    while True:
        _send(answers, _answer(reader, tasks.get()))


def _listen(source: IO[bytes], tasks: SimpleQueue[Task]) -> None:
    while True:
        try:
            tasks.put(pickle.load(source))
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)
