from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netral.errors import NetralError
from netral.model import Record, Registry, Stretch
from netral.registry import index_registry
from netral.store.inputs import CaptureInput
from netral.store.worker import Reader, Task
from netral.store.workers import COMMAND, PROGRAM, Workers

OPEN = """
import netral.store.parse
from netral.pipeline.opening import Opener
from netral.store.inputs import CaptureInput
path = pickle.load(sys.stdin.buffer)
list(Opener("Asia/Makassar")(CaptureInput(path, "snscrape"))[0])
"""
# Parses a stretch that nobody lives to see parsed; says first which processes are to do that.
SLOW = """
import sys
from pathlib import Path
from netral.model import Registry
from netral.registry import index_registry
from netral.store.inputs import CaptureInput
from netral.store.worker import Reader
from netral.store.workers import Workers
from tests.store.test_workers import STRETCHES, Numbers, make_task
folder = Path(sys.argv[1])
task = make_task(folder)
with Workers() as workers:
    workers.start()
    print(*(process.pid for process in workers.processes), flush=True)
    reader = Reader(Numbers(), index_registry(Registry((), (), ())), b"k" * 32)
    workers.parse(reader, task._replace(each=CaptureInput(folder / "slow.jsonl", "snscrape")), iter(STRETCHES))
"""
STRETCHES = [Stretch(at, at + 10, at + 1) for at in (0, 10, 20, 30)]


class Numbers:
    """Reads a record a line out of nothing, and counts the bytes that were told."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(
        self, each: CaptureInput, stretch: Stretch | None = None
    ) -> tuple[Iterable[Record], Callable[[], bool]]:
        if each.path.name == "slow.jsonl":
            time.sleep(120)
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


@pytest.mark.parametrize("processors", [1, 2, 3, 64])
def test_all_stretches_are_parsed_by_however_many_processes(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    with Workers() as workers:
        told = workers.parse(reader, make_task(tmp_path), iter(STRETCHES))
        assert len(workers.processes) == min(processors, 8)
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

    with Workers() as workers, pytest.raises(OSError, match="the disk cannot be read"):
        workers.parse(reader, make_task(tmp_path), find_stretches())


def test_a_process_that_ends_in_the_midst_of_a_stretch_is_an_error(tmp_path: Path, reader: Reader) -> None:
    with Workers() as workers:
        workers.start()
        for process in workers.processes:
            process.kill()
        with pytest.raises(NetralError, match="ended without a word"):
            workers.parse(reader, make_task(tmp_path), iter(STRETCHES))


def test_a_process_that_was_let_go_of_is_an_error_and_no_trace_of_a_thread(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    unforeseen: list[Any] = []
    monkeypatch.setattr("threading.excepthook", unforeseen.append)
    with Workers() as workers:
        workers.start()
        for process in workers.processes:  # as after Ctrl-C, which comes while the threads begin
            process.kill()
            process.communicate()
        with pytest.raises(NetralError, match="ended without a word"):
            workers.parse(reader, make_task(tmp_path), iter(STRETCHES))
    assert unforeseen == []


def test_a_process_whose_parent_ends_before_it_is_told_anything_says_nothing() -> None:
    done = subprocess.run(COMMAND, input=b"", capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("name", ["pickle", "queue", "msgspec"])
def test_a_process_imports_nothing_from_the_folder_where_it_runs(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise RuntimeError('somebody else wrote this')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", ["", *sys.path])  # as in a notebook
    with Workers() as workers:
        workers.parse(reader, make_task(tmp_path), iter(STRETCHES))


def test_one_capture_after_the_other_each_has_its_own_reader(tmp_path: Path, reader: Reader) -> None:
    with Workers() as workers:
        for name in ("satu", "dua"):
            folder = tmp_path / name
            folder.mkdir()
            workers.parse(reader._replace(key=name.encode()), make_task(folder), iter(STRETCHES))
            assert len(list(folder.glob("records-*.parquet"))) == len(STRETCHES)
        workers.stop()
        assert workers.processes == []


def test_a_process_imports_neither_numpy_nor_pandas_nor_the_formats_that_it_does_not_read(tmp_path: Path) -> None:
    listed = "import json; print(json.dumps([name for name, found in sys.modules.items() if found]))"
    program = PROGRAM.replace("serve(sys.stdin.buffer, sys.stdout.buffer)", f"{OPEN}{listed}")
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    given = pickle.dumps(sys.path) + pickle.dumps(path)
    done = subprocess.run([*COMMAND[:-1], program], input=given, capture_output=True, check=True)
    imported = set(json.loads(done.stdout))
    assert {"pyarrow.parquet", "netral.sources.snscrape"} <= imported
    slow = {"numpy", "pandas", "duckdb", "yaml", "netral.investigation", "netral.sources.minet"}
    assert not slow & imported


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_every_process_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        pids = process.stdout.readline().split()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert pids and said.rstrip().endswith("KeyboardInterrupt")
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes there")
def test_ctrl_c_does_not_come_to_a_process_that_cannot_ignore_it_yet() -> None:
    with Workers() as workers:
        workers.start()
        assert os.getpgid(0) not in [os.getpgid(process.pid) for process in workers.processes]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_ctrl_c_leaves_the_last_word_to_the_first_process_also_while_another_begins() -> None:
    command = [sys.executable, "-c", PROGRAM.replace("sys.path +=", "print(flush=True); sys.path +=")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.readline()  # it waits for the path by which it imports what ignores the signal
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.kill()
        assert process.stderr.read() == b""
