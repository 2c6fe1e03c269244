"""Large captures parsed in stretches by several processes at once; what comes of it does not depend on how many.

They are plain child processes that speak pickles over their pipes. They end when their parent does, however that ends,
since their input ends with it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NamedTuple

from netral.errors import NetralError
from netral.model import Stretch
from netral.registry import RegistryIndex
from netral.store.inputs import CaptureInput, Opener
from netral.store.names import Names
from netral.store.parse import Told, parse_records

PROGRAM = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
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
    """A stretch to its four Parquet files, in this process."""
    records, is_cut = reader.opener(task.each, task.stretch)
    first_seq = task.stretch.first_line - 1 if task.stretch else 0
    names = Names(reader.registry, reader.key)
    told = parse_records(records, task.folder, names, task.ingested_us, task.number, first_seq)
    told.is_cut |= is_cut()
    return told


class Workers:
    """Processes that parse stretches, each the next one when it is done with its last."""

    def __init__(self, reader: Reader, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        self.reader, self.processes = reader, processes

    def parse(self, task: Task, stretches: Sequence[Stretch]) -> Told:
        """A capture in stretches; what they told, in the file's order."""
        waiting = deque(task._replace(number=number, stretch=each) for number, each in enumerate(stretches))
        told: dict[int, Told] = {}
        problems: dict[int, BaseException] = {}
        threads = [Thread(target=self._feed, args=(each, waiting, told, problems)) for each in self.processes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if problems:
            raise problems[min(problems)]
        whole = Told()
        for number in range(len(stretches)):
            whole.add(told[number])
        return whole

    def _feed(
        self,
        process: subprocess.Popen[bytes],
        waiting: deque[Task],
        told: dict[int, Told],
        problems: dict[int, BaseException],
    ) -> None:
        while not problems:
            try:
                task = waiting.popleft()
            except IndexError:
                return
            answer = _ask(process, task)
            if isinstance(answer, Told):
                told[task.number] = answer
                self.reader.opener.tell(task.stretch.end - task.stretch.start if task.stretch else 0)
            else:
                problems[task.number] = answer


def _ask(process: subprocess.Popen[bytes], task: Task) -> Any:
    try:
        _send(process.stdin, task)
        return pickle.load(process.stdout) if process.stdout else None
    except (EOFError, OSError, pickle.UnpicklingError):
        return NetralError(f"{task.each.path}: the process that read {task.stretch} ended without a word")


@contextmanager
def run_workers(reader: Reader) -> Iterator[Workers]:
    """As many processes as there are processors; they begin to import at once, while the caller does other things."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_run_process(reader)) for _ in range(os.cpu_count() or 1)]
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this one
    reader: Reader = pickle.load(source)
    tasks: SimpleQueue[Task] = SimpleQueue()
    Thread(target=_listen, args=(source, tasks), daemon=True).start()
    while True:
        task = tasks.get()
        try:
            answer: Any = parse_task(reader, task)
        except (NetralError, OSError, MemoryError) as error:
            answer = error
        _send(answers, answer)


def _listen(source: IO[bytes], tasks: SimpleQueue[Task]) -> None:
    while True:
        try:
            tasks.put(pickle.load(source))
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)
