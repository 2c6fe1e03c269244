"""A network -> a file, its kind chosen by suffix; written beside, then renamed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from netral.errors import BadParameter
from netral.figures.hidden import show_hidden
from netral.model import Network
from netral.networks.export_caption import describe_limits
from netral.networks.export_ftm import write_ftm_lines
from netral.networks.export_gexf import write_gexf_file
from netral.networks.export_plain import network_to_plain, times_to_text
from netral.networks.provenance import Provenance

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FTM = ".ftm.json"


def write_network(
    network: Network, path: Path, lang: str = "id", provenance: Provenance | None = None
) -> tuple[Path, ...]:
    """A network to a file of the kind that its suffix names, with the words on what it does not show.

    ``.csv`` and ``.parquet`` have the nodes in a ``.nodes`` file beside them. The words are in the metadata of GraphML,
    GEXF and Parquet, in an entity of ``.ftm.json``, and in ``.caption.txt`` beside a CSV.

    Parameters
    ----------
    network : Network
        As it is: what may not leave the house was withheld before (see `withhold_measures`).
    lang : {"id", "en"}
        Of those words.
    provenance : Provenance, optional
        The captures and records behind the edges, for ``.ftm.json``.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    BadParameter
        When the suffix is none of these, or the folder does not exist.
    """
    suffix = check_network_path(path)
    return SUFFIXES[suffix](network, path, describe_limits(network, suffix, lang), provenance)


def check_network_path(path: Path) -> str:
    """A path to the suffix that names its kind: the last one, or ``.ftm.json``.

    Raises
    ------
    BadParameter
        When the suffix is none of `SUFFIXES`, or the folder does not exist.
    """
    suffix = FTM if path.name.lower().endswith(FTM) else path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadParameter(
            "{path}: suffix {suffix!r} is unknown; allowed are {allowed}",
            path=path,
            suffix=path.suffix,
            allowed=", ".join(SUFFIXES),
        )
    if not path.parent.is_dir():
        raise BadParameter("{folder}: there is no such folder", folder=path.parent)
    return suffix


def _write_csv(network: Network, path: Path, caption: str, _: Provenance | None) -> tuple[Path, ...]:
    nodes, words = path.with_suffix(".nodes.csv"), path.with_suffix(".caption.txt")
    for frame, target in ((network.edges, path), (network.nodes, nodes)):
        guarded = _guard(times_to_text(frame))
        _put(target, partial(guarded.to_csv, index=False, lineterminator="\n", encoding="utf-8"))
    _put(words, partial(Path.write_text, data=caption + "\n", encoding="utf-8", newline="\n"))
    return path, nodes, words


def _write_parquet(network: Network, path: Path, caption: str, _: Provenance | None) -> tuple[Path, ...]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    nodes = path.with_suffix(".nodes.parquet")
    words = json.dumps({"kind": network.kind, "phase": network.phase, "caption": caption}, ensure_ascii=False)
    for frame, target in ((network.edges, path), (network.nodes, nodes)):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"netral": words.encode()})
        _put(target, partial(pq.write_table, table))
    return path, nodes


def _write_graphml(network: Network, path: Path, caption: str, _: Provenance | None) -> tuple[Path, ...]:
    import networkx as nx

    graph = network_to_plain(network)
    graph.graph["caption"] = caption
    _put(path, lambda beside: nx.write_graphml(graph, beside, encoding="utf-8"))
    return (path,)


def _write_gexf(network: Network, path: Path, caption: str, _: Provenance | None) -> tuple[Path, ...]:
    _put(path, partial(write_gexf_file, network, caption))
    return (path,)


def _write_ftm(network: Network, path: Path, caption: str, provenance: Provenance | None) -> tuple[Path, ...]:
    _put(path, partial(write_ftm_lines, network, caption, provenance))
    return (path,)


SUFFIXES: dict[str, Callable[[Network, Path, str, Provenance | None], tuple[Path, ...]]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    FTM: _write_ftm,
}


def _put(path: Path, write: Callable[[Path], object]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _guard(frame: pd.DataFrame) -> pd.DataFrame:
    """Every text with what is hidden in it made visible, and an apostrophe where a spreadsheet would run it."""
    for column in frame.columns:
        frame[column] = frame[column].map(lambda cell: guard_text(cell) if isinstance(cell, str) else cell)
    return frame


def guard_text(text: str) -> str:
    """A text as it may stand in a CSV file."""
    shown = show_hidden(text)
    return f"'{shown}" if text.startswith(FORMULA_STARTS) else shown
