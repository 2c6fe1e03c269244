"""Ingest of X JSONL (hash, parse, name, dedupe, write, merge) beside pandas.read_json only parsing the same file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.measure import Comparison, compare

MEGABYTES = 200


def ingest(folder: str, path: str) -> int:
    """Our side: the whole ingest into an empty store; rows read."""
    from netral.pipeline import ingest_captures, open_investigation

    for name in ("store", "captures"):
        shutil.rmtree(Path(folder) / name, ignore_errors=True)
    return ingest_captures(open_investigation(folder), [Path(path)])[0].capture.read


def ingest_again(folder: str, path: str) -> int:
    """Our side, when the store has the file already."""
    from netral.pipeline import ingest_captures, open_investigation

    return ingest_captures(open_investigation(folder), [Path(path)])[0].capture.read


def read_with_pandas(path: str) -> int:
    """The peer: pandas.read_json, parsing only."""
    import pandas as pd

    return len(pd.read_json(path, lines=True))


def run() -> list[Comparison]:
    """Both lines of the table."""
    from netral.simulate import write_bulk_x_jsonl, write_region

    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder:
        region, path = str(write_region(Path(folder) / "region", seed=1)), str(Path(folder) / "x.jsonl")
        write_bulk_x_jsonl(Path(path), seed=1, megabytes=MEGABYTES)
        module, peer = "benchmarks.ingest", ("benchmarks.ingest", "read_with_pandas", path)
        return [
            compare(f"ingest {MEGABYTES} MB of X JSONL", (module, "ingest", region, path), "pandas.read_json", peer),
            compare("the same file again", (module, "ingest_again", region, path), "its first ingest",
                    (module, "ingest", region, path), runs=1),
        ]  # fmt: skip
