"""Runs `netral` in child processes that can be made to die of SIGKILL before their k-th step on the file system.

Started as a program of its own, it imports netral once and forks a child for each command, so that hundreds of kills
cost no more than the work they interrupt. It is spoken to in JSON lines over its pipes. Not for Windows.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import IO, Any, NamedTuple

REPOSITORY = Path(__file__).parents[2]
# What Python does to files raises these audit events just before; fsync raises none.
STEPS = {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"}
MAKING = os.O_CREAT | os.O_TRUNC  # opening a file that is there, to force it to the disk, changes nothing
LATE = (
    "ibis.backends.duckdb", "pyarrow_hotfix", "netral.networks.chance", "netral.networks.snapshots",
    "netral.pipeline.destruction", "netral.pipeline.views", "netral.store.check", "netral.store.ingest",
    "netral.store.learned", "netral.store.lineage", "netral.store.merge", "netral.store.purge", "netral.store.tables",
)  # fmt: skip
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from tests.integration.mortal import serve; serve()"
MARK = "NETRAL_TEST_MARK"


class Ended(NamedTuple):
    """How a child ended: its exit code, or minus the signal; how many steps it took; what it printed."""

    code: int
    steps: int
    out: str
    err: str

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Mortal:
    """Commands run one after the other, each in a child of a process that has imported netral already."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, *words: object, kill_at: int = 0, prepare: str = "") -> Ended:
        """`netral` with these words; ``kill_at`` 0 lets it live, ``prepare`` is Python that runs in the child first."""
        assert self.process.stdin and self.process.stdout
        asked = {"words": [str(word) for word in words], "kill_at": kill_at, "prepare": prepare}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


@contextlib.contextmanager
def start_mortal(folder: Path, prefix: Sequence[str] = ()) -> Iterator[Mortal]:
    """The process that forks, started by a ``prefix``; what its children print goes through files in ``folder``."""
    environment = os.environ | {"NETRAL_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [*prefix, sys.executable, "-c", PROGRAM, REPOSITORY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=folder, env=environment,
    )  # fmt: skip
    try:
        yield Mortal(process)
    finally:
        process.communicate()


def serve() -> None:
    """The forking process's life: one child a line of its input."""
    _import_all()
    for line in sys.stdin:
        ended = _run_child(**json.loads(line))
        print(json.dumps(ended._asdict()), flush=True)
    gc.unfreeze()  # else libraries find at the end that something was left behind, and say so


def _import_all() -> None:
    """All that a command imports late, and all that it works out once; nothing that starts a thread."""
    from netral.cli import COMMANDS
    from netral.sources import find_formats
    from netral.store.schema import TABLES

    for module in ("ingest", "status", "purge", "leads"):
        importlib.import_module(COMMANDS[module][0])
    for module in LATE:
        importlib.import_module(module)
    find_formats()
    for table in TABLES.values():
        table.to_schema()
    gc.freeze()  # a child that collects garbage would otherwise copy every page it looks at


def _run_child(words: list[str], kill_at: int, prepare: str) -> Ended:
    reading, writing = os.pipe()
    out, err = Path("keluaran"), Path("galat")
    pid = os.fork()
    if pid == 0:
        _live(words, kill_at, prepare, (out, err), writing)
    os.close(writing)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as told:
        steps = len(told.read())
    texts = (path.read_text("utf-8") if path.exists() else "" for path in (out, err))
    return Ended(os.waitstatus_to_exitcode(status), steps, *texts)


def _live(words: list[str], kill_at: int, prepare: str, printed: tuple[Path, Path], told: int) -> None:
    """A child's whole life; whatever happens, it never returns into the loop of its parent."""
    code = 70
    try:
        for number, path in enumerate(printed, start=1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        exec(prepare, {})
        count_steps(told, kill_at)
        sys.argv = ["netral", *words]
        from netral.cli import main

        main()
    except SystemExit as left:
        code = int(left.code or 0)
    except BaseException:  # noqa: BLE001 - the child must not outlive its command, whatever happened
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def count_steps(told: int, kill_at: int) -> None:
    """From here on tell a pipe, a byte each, of this process's steps on the file system, and die before the k-th."""
    numbers = count(1)

    def step() -> None:
        os.write(told, b".")
        if next(numbers) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & MAKING
        if event in STEPS or (writes and isinstance(arguments[0], (str, Path)) and "/dev/" not in str(arguments[0])):
            step()

    real_sync: Callable[[int | IO[Any]], None] = os.fsync

    def sync(stream: int | IO[Any]) -> None:
        real_sync(stream)
        step()

    os.fsync = sync
    sys.addaudithook(hear)


def list_processes(mark: str) -> list[int]:
    """Processes that live and were started with this mark in their environment, by themselves or their parents."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                is_dead = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[0] in "ZX"
                if not is_dead and wanted in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return found


def start_program(words: Sequence[object], mark: str = "", prepare: str = "", **further: Any) -> subprocess.Popen[str]:
    """The program in a process of its own: the installed one, or where Python is to run first, its main function."""
    program = [str(Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "netral")]
    if prepare:
        program = [sys.executable, "-c", f"{prepare}; from netral.cli import main; main()"]
    environment = os.environ | {"NETRAL_LANG": "en", MARK: mark}
    return subprocess.Popen(
        [*program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        **further,
    )  # fmt: skip


def wait_until(is_time: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it came true in time."""
    until = time.monotonic() + seconds
    while not (now := is_time()) and time.monotonic() < until:
        time.sleep(0.01)
    return now
