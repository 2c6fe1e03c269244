"""One process that parses stretches of large captures: tasks come in and what they tell goes out, as pickles.

It ends when its parent does, however that ends, since its input ends with it. What this module imports, each of these
processes imports before it can begin.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from netral.errors import NetralError

if TYPE_CHECKING:
    from netral.model import Stretch
    from netral.registry import RegistryIndex
    from netral.store.inputs import CaptureInput, Opener
    from netral.store.told import Told


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
    from netral.store.names import Names
    from netral.store.parse import parse_records  # with Arrow, which a known file does without

    records, is_cut = reader.opener(task.each, task.stretch)
    first_seq = task.stretch.first_line - 1 if task.stretch else 0
    names = Names(reader.registry, reader.key)
    told = parse_records(records, task.folder, names, task.ingested_us, task.number, first_seq)
    told.is_cut |= is_cut()
    return told


def serve(source: IO[bytes], answers: IO[bytes]) -> None:
    """A process's life: readers, and tasks for the last of them; it ends with its input, be it in the midst of one."""
    import netral.store.parse  # noqa: F401 - with Arrow: slow, so that it is done before there is a task

    asked: SimpleQueue[Reader | Task] = SimpleQueue()
    Thread(target=_listen, args=(source, asked), daemon=True).start()
    reader: Reader | None = None
    while True:
        each = asked.get()
        if isinstance(each, Reader):
            reader = each
        elif reader is not None:
            send(answers, _answer(reader, each))


def _answer(reader: Reader, task: Task) -> Any:
    """A stretch parsed in this process, to what it tells or the error that it ends in."""
    try:
        return parse_task(reader, task)
    except (NetralError, OSError, MemoryError) as error:
        return error


def _listen(source: IO[bytes], asked: SimpleQueue[Reader | Task]) -> None:
    while True:
        try:
            asked.put(pickle.load(source))
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)


def send(stream: IO[bytes] | None, value: Any) -> None:
    """A value to another process, at once."""
    if stream is not None:
        pickle.dump(value, stream)
        stream.flush()
