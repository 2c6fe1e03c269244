"""The pairs of acts behind a co-action network -> a CSV; written beside, then renamed."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from netral.errors import BadParameter
from netral.networks.export import guard_text


def check_pairs_path(path: Path, network_path: Path) -> None:
    """Refuse a path that pairs cannot be written to, before anything is.

    Raises
    ------
    BadParameter
        When it is no ``.csv``, its folder does not exist, or the network itself goes there.
    """
    if path.suffix.lower() != ".csv":
        raise BadParameter("{path}: suffix {suffix!r} is unknown; allowed is .csv", path=path, suffix=path.suffix)
    if not path.parent.is_dir():
        raise BadParameter("{folder}: there is no such folder", folder=path.parent)
    if path.resolve() in (network_path.resolve(), network_path.with_suffix(".nodes.csv").resolve()):
        raise BadParameter("{path}: the network itself is written there; give the pairs another name", path=path)


def write_pairs(pairs: pd.DataFrame, path: Path) -> Path:
    """The pairs of a `Coaction` to a CSV; a text that a spreadsheet would run gets an apostrophe."""
    guarded = pairs.assign(
        object=pairs["object"].astype("str").map(guard_text),
        occurred_at=pairs["occurred_at"].map(lambda instant: instant.isoformat().replace("+00:00", "Z")),
    )
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        guarded.to_csv(beside, index=False, lineterminator="\n", encoding="utf-8")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return path
