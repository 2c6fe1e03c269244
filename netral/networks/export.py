"""A network -> a file, its kind chosen by suffix; written beside, then renamed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import networkx as nx
import pandas as pd

from netral.errors import BadParameter
from netral.model import Network

NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_network(network: Network, path: Path) -> tuple[Path, ...]:
    """A network to ``.csv`` or ``.parquet`` (with ``.nodes`` beside), ``.graphml`` or ``.gexf``.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    BadParameter
        When the suffix is none of these, or the folder does not exist.
    """
    writer = SUFFIXES.get(path.suffix.lower())
    if writer is None:
        raise BadParameter(f"{path}: suffix {path.suffix!r} is unknown; allowed are {', '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise BadParameter(f"{path.parent}: there is no such folder")
    return writer(network, path)


def _write_csv(network: Network, path: Path) -> tuple[Path, ...]:
    nodes = path.with_suffix(".nodes.csv")
    for frame, target in ((network.edges, path), (network.nodes, nodes)):
        guarded = _guard(_times_to_text(frame))
        _put(target, partial(guarded.to_csv, index=False, lineterminator="\n", encoding="utf-8"))
    return path, nodes


def _write_parquet(network: Network, path: Path) -> tuple[Path, ...]:
    nodes = path.with_suffix(".nodes.parquet")
    for frame, target in ((network.edges, path), (network.nodes, nodes)):
        _put(target, partial(frame.to_parquet, index=False))
    return path, nodes


def _write_graphml(network: Network, path: Path) -> tuple[Path, ...]:
    graph = _to_plain_graph(network)
    _put(path, lambda beside: nx.write_graphml(graph, beside, encoding="utf-8"))
    return (path,)


def _write_gexf(network: Network, path: Path) -> tuple[Path, ...]:
    graph = _to_plain_graph(network)
    for _, data in graph.nodes(data=True):
        data["label"] = data.get("handle", "")
    _put(path, lambda beside: nx.write_gexf(graph, beside, encoding="utf-8"))
    return (path,)


SUFFIXES: dict[str, Callable[[Network, Path], tuple[Path, ...]]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
}


def _put(path: Path, write: Callable[[Path], object]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _times_to_text(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    for column in frame.columns:
        if isinstance(frame[column].dtype, pd.DatetimeTZDtype):
            text = frame[column].map(lambda instant: instant.isoformat().replace("+00:00", "Z"), na_action="ignore")
            frame[column] = text.astype(object).where(frame[column].notna(), None)
    return frame


def _guard(frame: pd.DataFrame) -> pd.DataFrame:
    """An apostrophe before every text that a spreadsheet would run."""
    for column in frame.columns:
        frame[column] = frame[column].map(
            lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
        )
    return frame


def _to_plain_graph(network: Network) -> nx.MultiDiGraph:
    """The network with names and attributes that XML can hold: plain numbers and text, nothing XML forbids.

    In an id a forbidden character becomes its code point, so that two accounts never become one.
    """
    plain = Network(
        network.kind, network.phase, _times_to_text(network.nodes), _times_to_text(network.edges), network.note
    )
    graph = plain.to_networkx()
    for _, data in graph.nodes(data=True):
        _plain_attributes(data)
    for _, _, data in graph.edges(data=True):
        _plain_attributes(data)
    names = {node: NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", node) for node in graph}
    return nx.relabel_nodes(graph, names)


def _plain_attributes(data: dict[str, object]) -> None:
    for key, value in list(data.items()):
        if value is pd.NA or value is pd.NaT:
            del data[key]
        elif isinstance(value, str):
            data[key] = NOT_XML.sub("\ufffd", value)
        elif hasattr(value, "item"):
            data[key] = value.item()
