"""A network -> GEXF 1.3 that opens in Gephi with colours, positions and a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from netral.figures.colours import INK, LATER_PAIR, LINE, OTHER, SOFT_INK, pair_to_colour, role_to_group
from netral.model import Network
from netral.networks.directions import UNDIRECTED_KINDS
from netral.networks.export_places import place_accounts
from netral.networks.export_plain import clean_id, clean_text, times_to_text

NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
SHAPES = {"opd": "square", "person": "disc", "campaign": "diamond", "other": "disc"}
COLOURS = {"opd": INK, "person": SOFT_INK, "other": OTHER}  # Gephi draws no outline: white would not be seen
SIZE = 10  # the same for all: a larger mark would rank
NODE_MARKS, EDGE_MARKS = {"account_id"}, {"source", "target", "weight"}  # what has a place of its own in GEXF
ROWS_AT_ONCE = 10_000
Row = dict[str, Any]


def write_gexf_file(network: Network, caption: str, path: Path) -> None:
    """A network to GEXF: nodes with colour, shape and position, edges with the days between which they were seen.

    ``kind`` of an edge keeps parallel ties of several kinds apart. Days are UTC; the instants are attributes.

    Source
    ------
    GEXF Working Group 2022, GEXF 1.3 primer and schema, https://gexf.net.
    """
    nodes, edges = times_to_text(network.nodes), times_to_text(network.edges)
    is_dynamic = bool(edges["first_at"].notna().any() or edges["last_at"].notna().any()) if len(edges) else False
    of_nodes, of_edges = _name_columns(nodes, "n", NODE_MARKS), _name_columns(edges, "e", EDGE_MARKS)
    places = place_accounts(network)
    texts = {"creator": "netral", "keywords": network.kind, "description": clean_text(caption)}
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
        stream.write(_open("gexf", NAMESPACES))
        stream.write(_tag("meta", {}, "".join(_tag(name, {}, escape(text)) for name, text in texts.items())))
        stream.write(_open("graph", _graph_attributes(network.kind, is_dynamic)))
        stream.write(_declare("node", nodes, of_nodes) + _declare("edge", edges, of_edges))
        stream.write("<nodes>\n")
        stream.writelines(_node_to_xml(row, of_nodes, places[row["account_id"]]) for row in _rows(nodes))
        stream.write("</nodes>\n<edges>\n")
        stream.writelines(_edge_to_xml(at, row, of_edges, is_dynamic) for at, row in enumerate(_rows(edges)))
        stream.write("</edges>\n</graph>\n</gexf>\n")


def _graph_attributes(kind: str, is_dynamic: bool) -> dict[str, str]:
    times = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval", "timezone": "UTC"}
    return {
        "defaultedgetype": "undirected" if kind in UNDIRECTED_KINDS else "directed",
        "idtype": "string",
        **(times if is_dynamic else {"mode": "static"}),
    }


def _name_columns(frame: pd.DataFrame, prefix: str, marks: set[str]) -> dict[str, str]:
    """The id of each column that becomes an attribute."""
    return {str(name): f"{prefix}{at}" for at, name in enumerate(frame.columns) if name not in marks}


def _declare(owner: str, frame: pd.DataFrame, columns: dict[str, str]) -> str:
    declared = (
        _tag("attribute", {"id": attribute_id, "title": clean_text(name), "type": _find_type(frame[name].dtype)})
        for name, attribute_id in columns.items()
    )
    return _tag("attributes", {"class": owner}, "".join(declared))


def _find_type(dtype: Any) -> str:
    if pd.api.types.is_bool_dtype(dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(dtype):
        return "long"
    return "double" if pd.api.types.is_float_dtype(dtype) else "string"


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    """Rows as plain values; what is unknown is left out."""
    names = [str(name) for name in frame.columns]
    for first in range(0, len(frame), ROWS_AT_ONCE):
        part = frame.iloc[first : first + ROWS_AT_ONCE]
        for values in part.astype(object).where(part.notna(), None).itertuples(index=False, name=None):
            yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _node_to_xml(row: Row, columns: dict[str, str], place: tuple[float, float]) -> str:
    label = clean_text(str(row.get("handle", row["account_id"])))
    group, pair_no = role_to_group(row.get("role")), row.get("pair_no")
    colour = COLOURS.get(group) or (LATER_PAIR if pair_no is None else pair_to_colour(int(pair_no)))
    looks = (
        _tag("viz:color", _to_rgb(colour))
        + _tag("viz:position", {"x": f"{place[0]:.2f}", "y": f"{place[1]:.2f}", "z": "0.0"})
        + _tag("viz:size", {"value": f"{SIZE:.1f}"})
        + _tag("viz:shape", {"value": SHAPES[group]})
    )
    return _tag("node", {"id": clean_id(row["account_id"]), "label": label}, _values_to_xml(row, columns) + looks)


def _edge_to_xml(number: int, row: Row, columns: dict[str, str], is_dynamic: bool) -> str:
    ends = {end: clean_id(row[end]) for end in ("source", "target")}
    days = {"start": row.get("first_at"), "end": row.get("last_at")} if is_dynamic else {}
    times = {name: at[:10] for name, at in days.items() if at}
    marks = {"id": str(number), **ends, "weight": str(float(row["weight"])), "kind": clean_text(row["kind"]), **times}
    pair_no = row.get("pair_no")
    colour = _tag("viz:color", _to_rgb(LINE if pair_no is None else pair_to_colour(int(pair_no))))
    return _tag("edge", marks, _values_to_xml(row, columns) + colour)


def _values_to_xml(row: Row, columns: dict[str, str]) -> str:
    values = []
    for name, attribute_id in columns.items():
        if name in row:
            value = row[name]
            text = str(value).lower() if isinstance(value, bool) else clean_text(str(value))
            values.append(f'<attvalue for="{attribute_id}" value={quoteattr(text)}/>')
    return f"<attvalues>{''.join(values)}</attvalues>"


def _open(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>\n"


def _tag(name: str, attributes: dict[str, str], content: str = "") -> str:
    """An element; ``content`` is XML already. What holds others begins a line of its own."""
    opened = f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}"
    return f"{opened}>{content}</{name}>\n" if content else f"{opened}/>"


def _to_rgb(colour: str) -> dict[str, str]:
    """A colour as ``#RRGGBB`` to the three numbers that GEXF wants."""
    return {name: str(int(colour[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}
