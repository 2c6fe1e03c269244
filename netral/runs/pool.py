"""Planned runs spread over worker processes; a worker that is killed costs only the run it was at."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from queue import SimpleQueue

from netral.model import RunOutcome
from netral.runs.execute import DONE, FAILED, KILLED, WARM, Executed, execute_notebook, name_half_written
from netral.runs.plan import PlannedRun

MOST_ATTEMPTS = 3
PRELOADED = (
    "papermill",
    "nbclient",
    "jupyter_client.asynchronous",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "pandas",
    "pyarrow.parquet",
    "scipy.stats",
    "networkx",
    "igraph",
    "ibis.backends.duckdb",
    "netral.runs.warm",
    "netral.pipeline",
    "netral.explore",
    "netral.figures.captions_compared",
    "netral.figures.chance",
    "netral.figures.coverage",
    "netral.figures.delays",
    "netral.figures.matrix",
    "netral.figures.overlap",
    "netral.figures.pair_panels",
)


def execute_all(runs: Sequence[PlannedRun], workers: int) -> Iterator[RunOutcome]:
    """Planned runs to their outcomes, in the order in which they end.

    Each worker process has a slot of its own: when it is killed, the run it was at is tried again alone in a new
    process, at most twice, and no other run notices. A run whose cell raises is not repeated.
    """
    slots: SimpleQueue[_Slot] = SimpleQueue()
    for _ in range(min(workers, len(runs))):
        slots.put(_Slot())
    stopping = threading.Event()
    with ThreadPoolExecutor(max(1, min(workers, len(runs)))) as threads:
        futures = [threads.submit(_execute_one, run, slots, stopping) for run in runs]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            stopping.set()
            threads.shutdown(wait=True, cancel_futures=True)
            while not slots.empty():
                slots.get().close()


class _Slot:
    """One worker process, started when first needed and again after it was killed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def execute(self, run: PlannedRun) -> Executed:
        if self._pool is None:
            self._pool = _start_worker()
        try:
            return self._pool.submit(execute_notebook, run.notebook, run.output, run.parameters).result()
        except BrokenProcessPool:
            self.close()
            return Executed(KILLED, 0.0, "the worker process was killed")

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        self._pool = None


def _start_worker() -> ProcessPoolExecutor:
    """A worker process into which nothing of this one leaks; where a warm server forks them, a new one for each run."""
    if WARM:
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(list(PRELOADED))
        return ProcessPoolExecutor(1, mp_context=server, max_tasks_per_child=1)
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _execute_one(run: PlannedRun, slots: SimpleQueue[_Slot], stopping: threading.Event) -> RunOutcome:
    slot = slots.get()
    try:
        return _try_often(run, slot.execute, stopping)
    finally:
        slots.put(slot)


def _try_often(run: PlannedRun, execute: Callable[[PlannedRun], Executed], stopping: threading.Event) -> RunOutcome:
    seconds, attempts = 0.0, 0
    while True:
        executed = execute(run)
        attempts, seconds = attempts + 1, seconds + executed.seconds
        if executed.status != KILLED or attempts == MOST_ATTEMPTS or stopping.is_set():
            break
    name_half_written(run.output).unlink(missing_ok=True)
    error = f"{executed.error} ({attempts} attempts)" if executed.status == KILLED else executed.error
    return RunOutcome(
        investigation=run.investigation.investigation_id,
        notebook=run.notebook.stem,
        status=DONE if executed.status == DONE else FAILED,
        seconds=round(seconds, 2),
        attempts=attempts,
        output=run.output,
        error=error,
    )
