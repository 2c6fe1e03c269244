"""A network in files that other programs read: what holds for all of them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pytest

from netral.errors import BadParameter
from netral.model import Network
from netral.networks import SUFFIXES, write_network
from netral.networks.export_caption import NOT_SHOWN as CAPTIONS
from netral.networks.export_caption import describe_limits
from tests.networks.test_networks import EDGE_COLUMNS, NODE_COLUMNS

ODD = [
    "relawan\x01satu",
    "kembang🌸api",
    "=HYPERLINK(1)",
    "لطفا",
    "tab\ttulis",
    "a<b>&\"c'",
    "﷐\ufffe",
    "relawan\x02satu",
    "-dua",
    "@tiga",
]


def make_network(handles: list[str]) -> Network:
    """One subject that shares from accounts of these handles, whose ids hold the handles too."""
    count = len(handles)
    nodes = pd.DataFrame(
        {
            "account_id": ["x:1", *(f"x:@{handle}" for handle in handles)],
            "platform": "x",
            "handle": ["dinas", *handles],
            "role": ["opd", *["volunteer"] * count],
            "unit_id": ["U1", *[None] * count],
            "pair_no": pd.array([None, *[1] * count], dtype="Int64"),
            "community": pd.array([None] * (count + 1), dtype="Int64"),
            "in_degree": [0, *[1] * count],
        }
    )
    moment = pd.to_datetime(pd.Series([1_727_748_000_000_000] * count), unit="us", utc=True)
    edges = pd.DataFrame(
        {
            "source": "x:1",
            "target": [f"x:@{handle}" for handle in handles],
            "source_handle": "dinas",
            "target_handle": handles,
            "kind": "share",
            "weight": range(1, count + 1),
            "pair_no": pd.array([1] * (count - 1) + [None], dtype="Int64"),
            "phase": ["campaign"] * (count - 1) + [None],
            "first_at": moment,
            "last_at": moment.where(moment.index != 0),
            **{name: pd.array([None] * count, dtype="Float64") for name in ("p_value", "q_value", "effect")},
        }
    )
    return Network("interaction", None, nodes, edges)


@pytest.fixture
def network() -> Network:
    return make_network(ODD)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_has_the_columns_of_the_contract_with_the_nodes_beside(network: Network, tmp_path: Path) -> None:
    edges, nodes, words = write_network(network, tmp_path / "F.csv")
    assert (edges, nodes, words) == (tmp_path / "F.csv", tmp_path / "F.nodes.csv", tmp_path / "F.caption.txt")
    rows = read(edges)
    assert list(rows[0]) == EDGE_COLUMNS
    assert list(read(nodes)[0])[: len(NODE_COLUMNS)] == NODE_COLUMNS
    assert (rows[0]["pair_no"], rows[-1]["pair_no"], rows[0]["weight"]) == ("1", "", "1")
    assert (rows[0]["first_at"], rows[0]["last_at"]) == ("2024-10-01T02:00:00Z", "")
    assert (rows[0]["p_value"], rows[0]["q_value"], rows[0]["effect"]) == ("", "", "")


def test_no_cell_of_a_csv_starts_as_a_formula(network: Network, tmp_path: Path) -> None:
    for path in write_network(network, tmp_path / "F.csv")[:2]:
        cells = [cell for row in read(path) for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert "'=HYPERLINK(1)" in {row["target_handle"] for row in read(tmp_path / "F.csv")}


NOT_SHOWN = "never a verdict"


def test_every_file_says_what_it_does_not_show(network: Network, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write_network(network, tmp_path / f"F{suffix}", "en")
    assert NOT_SHOWN in (tmp_path / "F.caption.txt").read_text(encoding="utf-8")
    for name in ("F.parquet", "F.nodes.parquet"):
        assert NOT_SHOWN in json.loads(pq.read_schema(tmp_path / name).metadata[b"netral"])["caption"]
    assert NOT_SHOWN in nx.read_graphml(tmp_path / "F.graphml").graph["caption"]
    description = ElementTree.parse(tmp_path / "F.gexf").find("{*}meta/{*}description")
    assert description is not None and NOT_SHOWN in str(description.text)
    notes = [json.loads(line) for line in (tmp_path / "F.ftm.json").read_text(encoding="utf-8").splitlines()]
    assert NOT_SHOWN in notes[0]["properties"]["description"][0]
    assert NOT_SHOWN not in (tmp_path / "F.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(CAPTIONS))
def test_every_kind_of_network_has_words_of_its_own(network: Network, kind: str) -> None:
    texts = {describe_limits(replace(network, kind=each), ".csv", "en").splitlines()[0] for each in CAPTIONS}
    assert len(texts) == len(CAPTIONS)
    assert describe_limits(replace(network, kind=kind, note="catatan"), ".csv", "en").endswith("catatan")


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_ties_without_direction_have_none_in_a_file(network: Network, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"F{suffix}"
    write_network(replace(network, kind="coaction"), path)
    graph = nx.read_graphml(path) if suffix == ".graphml" else nx.read_gexf(path)
    assert not graph.is_directed() and graph.number_of_edges() == len(network.edges)


def test_parquet_keeps_every_value_as_it_is(network: Network, tmp_path: Path) -> None:
    edges, nodes = write_network(network, tmp_path / "F.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(edges), network.edges, check_dtype=False)
    pd.testing.assert_frame_equal(pd.read_parquet(nodes), network.nodes, check_dtype=False)
    assert "=HYPERLINK(1)" in set(pd.read_parquet(edges)["target_handle"])


@pytest.mark.parametrize(("suffix", "reader"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_xml_is_read_back_whole_whatever_people_call_themselves(tmp_path: Path, suffix: str, reader: object) -> None:
    network = make_network(ODD)
    (path,) = write_network(network, tmp_path / f"F{suffix}")
    graph = reader(path)  # type: ignore[operator]
    assert graph.number_of_nodes() == len(network.nodes) and graph.number_of_edges() == len(network.edges)
    handles = {data["handle"] for _, data in graph.nodes(data=True)}
    assert {"kembang🌸api", "=HYPERLINK(1)", "لطفا", "a<b>&\"c'", "relawan⟨U+0001⟩satu"} <= handles
    weights = sorted(data["weight"] for *_, data in graph.edges(data=True))
    assert weights == sorted(network.edges["weight"])
    assert graph.nodes["x:1"]["role"] == "opd" and graph.nodes["x:1"]["unit_id"] == "U1"
    kinds = {data["kind"] for *_, data in graph.edges(data=True)}
    assert kinds == {"share"}
    assert graph.is_directed()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_the_same_network_gives_the_same_xml(network: Network, tmp_path: Path, suffix: str) -> None:
    first, second = (write_network(network, tmp_path / f"{name}{suffix}")[0] for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_an_empty_network_is_a_file_of_every_kind(tmp_path: Path) -> None:
    network = make_network(["satu"])
    empty = Network("follow", "campaign", network.nodes, network.edges.iloc[:0])
    for suffix in SUFFIXES:
        for path in write_network(empty, tmp_path / f"F{suffix}"):
            assert path.stat().st_size > 0
    assert list(read(tmp_path / "F.csv")) == []
    assert nx.read_graphml(tmp_path / "F.graphml").number_of_nodes() == 2


def test_another_suffix_or_a_missing_folder_is_refused_and_nothing_is_left(network: Network, tmp_path: Path) -> None:
    with pytest.raises(
        BadParameter, match=r"'\.xlsx' is unknown; allowed are \.csv, \.parquet, \.graphml, \.gexf, \.ftm"
    ):
        write_network(network, tmp_path / "F.xlsx")
    with pytest.raises(BadParameter, match=r"'\.json' is unknown"):
        write_network(network, tmp_path / "F.json")
    with pytest.raises(BadParameter, match="no such folder"):
        write_network(network, tmp_path / "tiada" / "F.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_in_capitals_is_the_same_suffix(network: Network, tmp_path: Path) -> None:
    (path,) = write_network(network, tmp_path / "F.GRAPHML")
    assert nx.read_graphml(path).number_of_edges() == len(network.edges)


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "F.graphml"
    write_network(network, path)
    before = path.read_bytes()
    broken = Network(
        "interaction", None, network.nodes.assign(odd=[{"tak": "bisa"}] * len(network.nodes)), network.edges
    )
    with pytest.raises((TypeError, KeyError, nx.NetworkXError)):
        write_network(broken, path)
    assert path.read_bytes() == before and [item.name for item in tmp_path.iterdir()] == ["F.graphml"]


def test_exported_files_do_not_need_netral(network: Network, tmp_path: Path) -> None:
    write_network(network, tmp_path / "F.graphml")
    code = f"import networkx; print(networkx.read_graphml({str(tmp_path / 'F.graphml')!r}).number_of_nodes())"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(len(network.nodes))
