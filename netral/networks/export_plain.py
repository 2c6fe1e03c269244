"""A network -> plain numbers and texts, as files of other programs can hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from netral.figures.hidden import show_hidden
from netral.model import Network
from netral.networks.directions import UNDIRECTED_KINDS

if TYPE_CHECKING:
    import networkx as nx

NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def times_to_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Timestamps to ISO 8601 texts in UTC with a Z; a time that is unknown to None."""
    frame = frame.copy()
    for column in frame.columns:
        if isinstance(frame[column].dtype, pd.DatetimeTZDtype):
            text = frame[column].map(lambda instant: instant.isoformat().replace("+00:00", "Z"), na_action="ignore")
            frame[column] = text.astype(object).where(frame[column].notna(), None)
    return frame


def network_to_plain(network: Network) -> nx.MultiDiGraph | nx.MultiGraph:
    """A network to a graph that XML can hold: plain numbers and text; without direction where its ties have none."""
    import networkx as nx

    plain = Network(
        network.kind, network.phase, times_to_text(network.nodes), times_to_text(network.edges), network.note
    )
    graph = plain.to_networkx()
    for _, data in graph.nodes(data=True):
        _plain_attributes(data)
    for _, _, data in graph.edges(data=True):
        _plain_attributes(data)
    named = nx.relabel_nodes(graph, {node: clean_id(node) for node in graph})
    return nx.MultiGraph(named) if network.kind in UNDIRECTED_KINDS else named


def clean_id(account_id: str) -> str:
    """An id that XML can hold: a forbidden character becomes its code point, so that no two accounts become one."""
    return NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", show_hidden(account_id))


def clean_text(text: str) -> str:
    """A text that XML can hold, with what is hidden in it made visible."""
    return NOT_XML.sub("\ufffd", show_hidden(text))


def _plain_attributes(data: dict[str, object]) -> None:
    for key, value in list(data.items()):
        if value is pd.NA or value is pd.NaT:
            del data[key]
        elif isinstance(value, str):
            data[key] = clean_text(value)
        elif hasattr(value, "item"):
            data[key] = value.item()
