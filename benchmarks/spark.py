"""The three networks by DuckDB and by Spark on this machine, by size: `python -m benchmarks.spark 1 10` (millions).

Not among what `make bench` runs: Spark is an extra, and its start alone takes longer than most of the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.network import READ, write_inputs

ENGINES = ("duckdb", "local-spark")
NETWORKS = ("follow", "interaction", "coaction")
# The acts of the other benchmark name no post; here they need one.
WITH_POSTS = """
COPY (SELECT * REPLACE ('x:post:' || regexp_extract(object_url, '[0-9]+$') AS object_post) FROM '{table}')
TO '{posts}' (FORMAT parquet)
"""


def measure(engine: str, region: str, folder: str, *names: str) -> None:
    """One engine, the networks one after another; a line of JSON each: seconds, CPU seconds, peak MiB, edges."""
    import pandas as pd

    from netral import networks
    from netral.investigation import read_investigation
    from netral.model import Tables
    from netral.store.engine import connect_engine

    started = time.perf_counter()
    connection = connect_engine(engine)
    processes = [os.getpid(), *([] if engine == "duckdb" else [connection._session.sparkContext._gateway.proc.pid])]
    _tell("start", started, 0.0, processes, 0)
    tables = Tables(**{
        name: connection.read_parquet(
            Path(folder, f"{name if name in READ else 'accounts'}.parquet").as_uri(), table_name=name
        )
        for name in Tables.__dataclass_fields__
    })  # fmt: skip
    roster, investigation = pd.read_parquet(f"{folder}/roster.parquet"), read_investigation(region)
    builders: dict[str, Any] = {
        "follow": networks.build_follow_network,
        "interaction": networks.build_interaction_network,
        "coaction": lambda *given: networks.build_coaction_network(*given).network,
    }
    for name in names or NETWORKS:
        started, spent = time.perf_counter(), _read_cpu_seconds(processes)
        edges = len(builders[name](tables, roster, investigation).edges)
        _tell(name, started, spent, processes, edges)


def _tell(work: str, started: float, spent: float, processes: list[int], edges: int) -> None:
    peaks = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8").split("VmHWM:")[1].split()[0] for pid in processes]
    told = {
        "work": work, "seconds": time.perf_counter() - started, "cpu_seconds": _read_cpu_seconds(processes) - spent,
        "peak_mib": sum(map(int, peaks)) / 1024, "edges": edges,
    }  # fmt: skip
    print(json.dumps(told), flush=True)


def _read_cpu_seconds(processes: list[int]) -> float:
    rows = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in processes]
    return sum(int(row[11]) + int(row[12]) for row in rows) / os.sysconf("SC_CLK_TCK")


def write_tables(folder: Path, interactions: int) -> None:
    """The inputs of the network benchmark, each act on the post its address names."""
    write_inputs(folder, interactions)
    table, posts = folder / "interactions.parquet", folder / "posts.parquet"
    duckdb.connect().execute(WITH_POSTS.format(table=table, posts=posts))
    os.replace(posts, table)


def run(millions: int) -> None:
    """Both engines at one size, each in a process of its own."""
    from netral.simulate import write_region

    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        region = str(write_region(Path(name, "region"), seed=1))
        write_tables(Path(name), millions * 1_000_000)
        for table in ("follows", "interactions"):
            path = Path(name, f"{table}.parquet")
            ((rows,),) = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()
            size = path.stat().st_size
            print(f"{millions}M {table}: {rows} rows, {size} bytes, {size / rows:.1f} bytes a row", flush=True)
        for engine in ENGINES:
            for told in measure_apart(engine, region, name):
                print(f"{millions}M {engine}: {told}", flush=True)


def measure_apart(engine: str, region: str, folder: str, *names: str) -> list[dict[str, Any]]:
    """`measure` in a process of its own: what it told."""
    command = [sys.executable, "-m", "benchmarks.spark", engine, region, folder, *names]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    if sys.argv[1] in ENGINES:
        measure(*sys.argv[1:])
    else:
        for size in sys.argv[1:]:
            run(int(size))
