"""GEXF that Gephi opens: the schema's rules, the colours of the pairs, places, and days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from netral.figures.colours import PAIR_COLOURS
from netral.model import Network
from netral.networks import write_network
from tests.networks.test_export import ODD, make_network

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
ALLOWED = {
    "gexf": ({"version"}, {"meta", "graph"}),
    "meta": (set(), {"creator", "keywords", "description"}),
    "graph": (
        {"defaultedgetype", "idtype", "mode", "timeformat", "timerepresentation", "timezone"},
        {"attributes", "nodes", "edges"},
    ),
    "attributes": ({"class"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set()),
    "nodes": (set(), {"node"}),
    "edges": (set(), {"edge"}),
    "node": ({"id", "label"}, {"attvalues", "color", "position", "size", "shape"}),
    "edge": ({"id", "source", "target", "weight", "kind", "start", "end"}, {"attvalues", "color"}),
    "attvalues": (set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, set()),
}


def write(network: Network, folder: Path) -> ElementTree.Element:
    (path,) = write_network(network, folder / "F.gexf", "en")
    return ElementTree.parse(path).getroot()


@pytest.fixture
def root(tmp_path: Path) -> ElementTree.Element:
    return write(make_network(ODD), tmp_path)


def test_every_element_and_attribute_is_one_of_the_schema(root: ElementTree.Element) -> None:
    seen = set()
    for element in root.iter():
        namespace, name = element.tag[1:].split("}")
        seen.add(name)
        if name in ALLOWED:
            attributes, children = ALLOWED[name]
            assert set(element.attrib) <= attributes, name
            assert {child.tag.split("}")[1] for child in element} <= children, name
        assert namespace == ("http://gexf.net/1.3/viz" if element.tag.startswith(VIZ) else "http://gexf.net/1.3")
    assert set(ALLOWED) <= seen


def test_ids_are_unique_and_every_reference_is_declared(root: ElementTree.Element) -> None:
    nodes = [node.get("id") for node in root.iter(f"{GEXF}node")]
    edges = list(root.iter(f"{GEXF}edge"))
    assert len(set(nodes)) == len(nodes) and len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)
    for owner in ("node", "edge"):
        (declared,) = [each for each in root.iter(f"{GEXF}attributes") if each.get("class") == owner]
        ids = {each.get("id") for each in declared}
        used = {value.get("for") for each in root.iter(f"{GEXF}{owner}") for value in each.iter(f"{GEXF}attvalue")}
        assert used <= ids and {each.get("type") for each in declared} <= {"string", "long", "double", "boolean"}


def test_pairs_have_their_colours_and_all_marks_one_size(tmp_path: Path) -> None:
    network = make_network(["satu", "dua"])
    nodes = network.nodes.assign(pair_no=pd.array([None, 1, 2], dtype="Int64"))
    root = write(replace(network, nodes=nodes), tmp_path)
    found = {}
    for node in root.iter(f"{GEXF}node"):
        colour = node.find(f"{VIZ}color")
        assert colour is not None
        found[node.get("label")] = "#" + "".join(f"{int(colour.get(part, '')):02X}" for part in "rgb")
    assert (found["satu"], found["dua"]) == (PAIR_COLOURS[1], PAIR_COLOURS[2])
    assert found["dinas"] not in PAIR_COLOURS.values() and found["dinas"] != "#FFFFFF"
    assert {size.get("value") for size in root.iter(f"{VIZ}size")} == {"10.0"}
    shapes = {node.get("label"): node.find(f"{VIZ}shape").get("value") for node in root.iter(f"{GEXF}node")}  # type: ignore[union-attr]
    assert (shapes["dinas"], shapes["satu"]) == ("square", "diamond")


def test_every_account_has_a_place_of_its_own_tied_or_not(tmp_path: Path) -> None:
    network = make_network(["satu", "dua", "tiga"])
    alone = network.nodes.iloc[:1].assign(account_id="x:9", handle="sendiri")
    root = write(replace(network, nodes=pd.concat([network.nodes, alone], ignore_index=True)), tmp_path)
    places = [(each.get("x"), each.get("y")) for each in root.iter(f"{VIZ}position")]
    assert len(places) == 5 and len(set(places)) == 5


def test_edges_last_from_the_day_of_the_first_act_to_that_of_the_last(root: ElementTree.Element) -> None:
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timezone")) == ("dynamic", "date", "UTC")
    edges = {edge.get("id"): edge for edge in root.iter(f"{GEXF}edge")}
    assert (edges["1"].get("start"), edges["1"].get("end")) == ("2024-10-01", "2024-10-01")
    assert (edges["0"].get("start"), edges["0"].get("end")) == ("2024-10-01", None)


def test_a_network_without_times_is_not_dynamic(tmp_path: Path) -> None:
    network = make_network(["satu"])
    unknown = pd.Series(pd.NaT, index=network.edges.index, dtype="datetime64[us, UTC]")
    root = write(
        replace(network, kind="cofollow", edges=network.edges.assign(first_at=unknown, last_at=unknown)), tmp_path
    )
    graph = root.find(f"{GEXF}graph")
    assert graph is not None and graph.attrib == {"defaultedgetype": "undirected", "idtype": "string", "mode": "static"}
    assert not [edge for edge in root.iter(f"{GEXF}edge") if "start" in edge.attrib or "end" in edge.attrib]
