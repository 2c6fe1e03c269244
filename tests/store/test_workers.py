from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netral.model import Record, Registry, Stretch
from netral.registry import index_registry
from netral.store.inputs import CaptureInput
from netral.store.workers import PROGRAM, Reader, Task, Workers, run_workers

STRETCHES = [Stretch(at, at + 10, at + 1) for at in (0, 10, 20, 30)]


class Numbers:
    """Reads a record a line out of nothing, and counts the bytes that were told."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(
        self, each: CaptureInput, stretch: Stretch | None = None
    ) -> tuple[Iterable[Record], Callable[[], bool]]:
        first = stretch.first_line if stretch else 1
        op = "posts" if first < 30 else "search"
        records = [Record(f"line:{number}", "0" * 64, op) for number in range(first, first + 10)]
        return records, lambda: first == 31

    def tell(self, size_bytes: int) -> None:
        self.told += size_bytes


@pytest.fixture
def reader() -> Reader:
    opener: Any = Numbers()
    return Reader(opener, index_registry(Registry((), (), ())), b"k" * 32)


def make_task(tmp_path: Path) -> Task:
    return Task(CaptureInput(tmp_path / "a.jsonl", "snscrape"), tmp_path, 1)


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_all_stretches_are_parsed_by_however_many_processes(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    with run_workers(reader) as workers:
        told = workers.parse(make_task(tmp_path), iter(STRETCHES))
    assert (list(told.ops), told.is_cut) == (["posts", "search"], True)
    assert sorted(path.name for path in tmp_path.glob("records-*.parquet")) == [
        f"records-{number:05d}.parquet" for number in range(len(STRETCHES))
    ]
    assert reader.opener.told == 40  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_to_its_end_while_its_stretches_are_found_is_an_error(
    tmp_path: Path, reader: Reader
) -> None:
    def find_stretches() -> Iterator[Stretch]:
        yield STRETCHES[0]
        raise OSError("the disk cannot be read")

    with pytest.raises(OSError, match="the disk cannot be read"):
        Workers(reader, []).parse(make_task(tmp_path), find_stretches())


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_ctrl_c_leaves_the_last_word_to_the_first_process_also_while_another_begins() -> None:
    command = [sys.executable, "-c", PROGRAM.replace("sys.path[:]", "print(flush=True); sys.path[:]")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.readline()  # it waits for the path by which it imports what ignores the signal
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.kill()
        assert process.stderr.read() == b""
