"""Betweenness, PageRank and communities of a network of a million acts beside networkx, from the same edge list."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Comparison, Figure, compare

if TYPE_CHECKING:
    from netral.networks.ties import Ties

ACTS = 1_000_000
ROSTER, WATCH, OTHERS = 10_000, 500, 1_000_000
SOURCES, PEER_SOURCES = 64, 2  # networkx needs seconds a source, so it gets two and is scaled up


def read_ties(path: str) -> Ties:
    """Our side's start: the edge list as arrays."""
    import numpy as np
    import pandas as pd

    from netral.networks.ties import Ties, merge_ties

    edges = pd.read_parquet(path)
    weight = edges["weight"].to_numpy(dtype=np.float64)
    size = int(edges[["source", "target"]].to_numpy().max()) + 1
    return merge_ties(Ties(pd.RangeIndex(size), edges["source"].to_numpy(), edges["target"].to_numpy(), weight))


def read_graph(path: str, directed: bool) -> object:
    """The peer's start: the edge list as a networkx graph."""
    import networkx as nx
    import pandas as pd

    edges = pd.read_parquet(path)
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_weighted_edges_from(zip(*(edges[name].tolist() for name in ("source", "target", "weight")), strict=True))
    return graph


def measure_pagerank(path: str) -> int:
    """Our side; accounts."""
    from netral.networks import measure_centrality

    return len(measure_centrality.measure_pagerank(read_ties(path)))


def pagerank_with_networkx(path: str) -> int:
    """The peer; accounts."""
    import networkx as nx

    return len(nx.pagerank(read_graph(path, directed=True)))


def measure_betweenness(path: str, sources: str) -> int:
    """Our side, from so many sources; accounts."""
    from netral.networks import measure_centrality

    return len(measure_centrality.measure_betweenness(read_ties(path), sources=int(sources)))


def betweenness_with_networkx(path: str, sources: str) -> int:
    """The peer, from so many sources; accounts."""
    import networkx as nx

    return len(nx.betweenness_centrality(read_graph(path, directed=False), k=int(sources), normalized=False, seed=1))


def find_communities(path: str) -> int:
    """Our side: one Leiden partition; communities."""
    from netral.networks import communities

    return int(communities.find_communities(read_ties(path), seeds=1).member.max())


def partition_alone(path: str) -> tuple[float, float]:
    """Our side: one Leiden partition of a graph that is there: its seconds, and its modularity."""
    from netral.networks import communities
    from netral.networks.ties import merge_ties, ties_to_igraph

    undirected = merge_ties(read_ties(path), directed=False)
    started = time.process_time()
    core, _ = communities.fold_leaves(undirected)
    seconds, graph = time.process_time() - started, ties_to_igraph(core, directed=False)
    started = time.process_time()
    _, modularity = communities._partition(graph, 1)
    return seconds + time.process_time() - started, modularity


def partition_alone_with_networkx(path: str) -> tuple[float, float]:
    """The peer: one Louvain partition of a graph that is there: its seconds, and its modularity."""
    import networkx as nx

    graph = read_graph(path, directed=False)
    started = time.process_time()
    parts = nx.community.louvain_communities(graph, seed=1)
    return time.process_time() - started, nx.community.modularity(graph, parts)


def communities_with_networkx(path: str) -> int:
    """The peer: one Louvain partition; communities."""
    import networkx as nx

    return len(nx.community.louvain_communities(read_graph(path, directed=False), seed=1))


def write_edges(folder: Path) -> str:
    """Invented acts as one edge list: source, target (whole numbers), weight."""
    import duckdb

    from netral.simulate import write_bulk_edges

    acts, edges = folder / "acts.parquet", folder / "edges.parquet"
    write_bulk_edges(acts, seed=1, interactions=ACTS, roster=ROSTER, watch=WATCH, others=OTHERS)
    duckdb.connect().execute(f"""
        COPY (
            WITH name AS (SELECT DISTINCT unnest([actor, target]) AS account FROM '{acts}'),
            place AS (SELECT account, row_number() OVER (ORDER BY account) - 1 AS place FROM name)
            SELECT s.place AS source, t.place AS target, count(*)::DOUBLE AS weight FROM '{acts}' a
            JOIN place s ON s.account = a.actor JOIN place t ON t.account = a.target
            WHERE a.actor <> a.target GROUP BY ALL ORDER BY ALL
        ) TO '{edges}' (FORMAT parquet)
    """)
    return str(edges)


def _compare_alone(path: str) -> Comparison:
    """Both partitions without reading and building the graph, in seconds of the processor; rows are modularity."""
    figures = [
        Figure(seconds, seconds, float("nan"), round(modularity, 4))
        for seconds, modularity in (partition_alone(path), partition_alone_with_networkx(path))
    ]
    work = "one partition of a graph that is there (rows: modularity)"
    return Comparison(work, figures[0], "networkx Louvain", figures[1])


def run() -> list[Comparison]:
    """PageRank, betweenness by source, one partition."""
    module = "benchmarks.measures"
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        path = write_edges(Path(name))
        lines = [
            compare("PageRank, 0.9M ties", (module, "measure_pagerank", path), "networkx",
                    (module, "pagerank_with_networkx", path)),
            compare("one partition, 0.9M ties", (module, "find_communities", path), "networkx Louvain",
                    (module, "communities_with_networkx", path), runs=1),
            _compare_alone(path),
        ]  # fmt: skip
        start = compare(
            "", (module, "measure_betweenness", path, "1"), "", (module, "betweenness_with_networkx", path, "1")
        )
        many = compare(
            f"betweenness from {SOURCES} sources, 0.9M ties",
            (module, "measure_betweenness", path, str(SOURCES)),
            f"networkx, scaled from {PEER_SOURCES} sources",
            (module, "betweenness_with_networkx", path, str(1 + PEER_SOURCES)),
            runs=1,
        )
        each = (many.peer.seconds - start.peer.seconds) / PEER_SOURCES
        scaled = replace(many.peer, seconds=start.peer.seconds + each * (SOURCES - 1))
        return [*lines, replace(many, peer=scaled)]
