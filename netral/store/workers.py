"""Large captures parsed in stretches by several processes at once; what comes of it does not depend on how many.

They are plain child processes, begun early: they import what they need while the caller still looks at the files.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import netral
from netral.errors import NetralError
from netral.model import Stretch
from netral.store.told import Told
from netral.store.worker import Reader, Task, send

AHEAD = 3  # stretches
MOST_PROCESSES = 8  # each takes a tenth of a gigabyte
PROGRAM = """
import gc, pickle, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this one
gc.disable()
try:
    sys.path += pickle.load(sys.stdin.buffer)
except EOFError:
    sys.exit()  # the parent has ended already
sys.modules["numpy"] = None  # Arrow imports it where it can, which takes as long as all the rest, and needs it not
from netral.store.worker import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""
# What site.py does is not needed: the path comes from the parent. Nothing is imported from the folder where it runs,
# which may hold a pickle.py of somebody's.
COMMAND = [sys.executable, "-S", "-P", "-c", PROGRAM]


class Workers:
    """Processes that parse stretches, each the next one when it is done with its last."""

    def __init__(self) -> None:
        self._stack, self.processes = ExitStack(), list[subprocess.Popen[bytes]]()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """A process for every processor, once; they begin to import at once, while the caller does other things."""
        while len(self.processes) < min(os.cpu_count() or 1, MOST_PROCESSES):
            self.processes.append(self._stack.enter_context(_run_process()))

    def stop(self) -> None:
        """End them all, whatever they are doing."""
        self._stack.close()
        self.processes.clear()

    def parse(self, reader: Reader, task: Task, stretches: Iterable[Stretch]) -> Told:
        """A capture in stretches; what they told, in the file's order."""
        self.start()
        work = _Work(task, iter(stretches))
        threads = [Thread(target=self._feed, args=(each, reader, work)) for each in self.processes]
        for thread in threads:
            thread.start()
        self._wait_for(threads)
        if work.problems:
            raise work.problems[min(work.problems)]
        if len(work.told) != work.taken or not work.is_over:
            raise NetralError("{path}: a stretch of it was not parsed", path=task.each.path)
        whole = Told()
        for number in range(work.taken):
            whole.add(work.told[number])
        return whole

    def _wait_for(self, threads: list[Thread]) -> None:
        try:
            for thread in threads:
                thread.join()
        except BaseException:  # Ctrl-C: nobody wants their answers any more
            for process in self.processes:
                process.kill()
            for thread in threads:
                thread.join()
            raise

    def _feed(self, process: subprocess.Popen[bytes], reader: Reader, work: _Work) -> None:
        with suppress(BrokenPipeError, ValueError):  # a process that ended is told of when it is asked
            send(process.stdin, reader)
        while (task := work.take()) is not None:
            answer = _ask(process, task, work.look_ahead)
            if isinstance(answer, Told):
                work.told[task.number] = answer
                reader.opener.tell(task.stretch.end - task.stretch.start if task.stretch else 0)
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


def _ask(process: subprocess.Popen[bytes], task: Task, meanwhile: Callable[[], None]) -> Any:
    """What another process answers to a task; something is done while it works."""
    try:
        send(process.stdin, task)
        meanwhile()
        return pickle.load(process.stdout) if process.stdout else None
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # ValueError: it was let go of, after Ctrl-C
        return NetralError(
            "{path}: the process that read {stretch} ended without a word", path=task.each.path, stretch=task.stretch
        )


@contextmanager
def _run_process() -> Iterator[subprocess.Popen[bytes]]:
    # In a group of its own, since Ctrl-C would else come before it knows to ignore it.
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)
    try:
        # This package too may be found otherwise than by the path, as when it is installed to be worked on.
        send(process.stdin, [*filter(None, sys.path), str(Path(netral.__file__).parents[1])])
        yield process
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()
