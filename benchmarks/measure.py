"""A function in a fresh process -> its seconds, of the wall and of the processor, and peak memory; medians of runs."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

RUNS = 3
PROGRAM = """
import json, os, pathlib, sys, time
sys.path.insert(0, sys.argv[1])
module = __import__(sys.argv[2], fromlist=["_"])
started, spent = time.perf_counter(), sum(os.times()[:4])
rows = getattr(module, sys.argv[3])(*sys.argv[4:])
seconds, cpu_seconds = time.perf_counter() - started, sum(os.times()[:4]) - spent
stages = rows if isinstance(rows, dict) else {}
rows = stages.pop("rows", None) if stages else rows
# the kernel's own high-water mark of this program; getrusage would carry the parent's over
peak = int(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mib": peak, "rows": rows,
                  "stages": stages}))
"""


@dataclass(frozen=True)
class Figure:
    """Median seconds, of the wall and of the processor (children too), peak memory (MiB) and rows of one side.

    ``stages``: of a job that tells them, both kinds of seconds of each, by name.
    """

    seconds: float
    cpu_seconds: float
    peak_mib: float
    rows: float
    stages: dict[str, list[float]] = field(default_factory=dict)

    def take(self, *names: str) -> Figure:
        """The same of some stages alone, which are the last ones."""
        wall, cpu = (sum(self.stages[name][kind] for name in names) for kind in (0, 1))
        return replace(self, seconds=wall, cpu_seconds=cpu)


class Clock:
    """Tells how long each stage of a job took, of the wall and of the processor."""

    def __init__(self) -> None:
        self.stages: dict[str, list[float]] = {}
        self._last = time.perf_counter(), time.process_time()

    def end(self, name: str) -> None:
        """A stage ends here, and the next begins."""
        now = time.perf_counter(), time.process_time()
        self.stages[name] = [after - before for after, before in zip(now, self._last, strict=True)]
        self._last = time.perf_counter(), time.process_time()


@dataclass(frozen=True)
class Comparison:
    """One line of the table. ``seconds`` begin once the benchmark's own module is imported."""

    work: str
    ours: Figure
    peer_name: str
    peer: Figure

    @property
    def ratio(self) -> float:
        """Peer's seconds over ours: above 1, ours is faster."""
        return self.peer.seconds / self.ours.seconds

    @property
    def cpu_ratio(self) -> float:
        """The same of the processor's seconds, which a busy machine changes less."""
        return self.peer.cpu_seconds / self.ours.cpu_seconds


def compare(work: str, ours: tuple[str, ...], peer_name: str, peer: tuple[str, ...], runs: int = RUNS) -> Comparison:
    """Two functions, each as (module, function, arguments...), to one line of the table; run in turn."""
    pairs = [(run_once(ours), run_once(peer)) for _ in range(runs)]
    return Comparison(work, _median([pair[0] for pair in pairs]), peer_name, _median([pair[1] for pair in pairs]))


def run_once(call: tuple[str, ...]) -> Figure:
    """One function, as (module, function, arguments...), in a process of its own."""
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, root, *call], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return Figure(**json.loads(done.stdout.splitlines()[-1]))


def _median(figures: list[Figure]) -> Figure:
    return Figure(
        statistics.median(figure.seconds for figure in figures),
        statistics.median(figure.cpu_seconds for figure in figures),
        max(figure.peak_mib for figure in figures),
        figures[0].rows,
        {
            name: [statistics.median(figure.stages[name][kind] for figure in figures) for kind in (0, 1)]
            for name in figures[0].stages
        },
    )
