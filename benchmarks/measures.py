"""Betweenness, PageRank and communities of a network of a million acts beside networkx, from the same edge list.

How many times faster ours is depends on where one begins to count, so every reading has its line: the function alone,
both graphs being there; from the edge list in memory, both sides building theirs; and the whole job of a fresh process.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Clock, Comparison, Figure, compare, run_once

if TYPE_CHECKING:
    import numpy.typing as npt

ACTS = 1_000_000
ROSTER, WATCH, OTHERS = 10_000, 500, 1_000_000
SOURCES, PEER_SOURCES = 64, 2  # networkx needs seconds a source, so it gets two and is scaled up
SETTLED = 1e-10  # of all shares together, both sides
READINGS = {
    "alone": ("measure",),
    "from the edge list": ("build", "measure"),
    "whole process": ("import", "read", "build", "measure"),
}
Job = dict[str, Any]


def read_edges(path: str) -> list[npt.NDArray[Any]]:
    """The edge list: source, target (whole numbers from 0), weight."""
    from pyarrow.parquet import ParquetFile

    table = ParquetFile(path).read()
    return [table[name].to_numpy() for name in ("source", "target", "weight")]


def measure_ours(path: str, what: str, sources: str = "") -> Job:
    """Our side of a measure: stages; rows are its answer in one number (communities: modularity)."""
    clock = Clock()
    import numpy as np

    from netral.networks.ties import Ties, merge_ties

    if what == "communities":
        import igraph  # noqa: F401 - brought in by the function too

        from netral.networks.communities import find_communities
    else:
        from netral.networks.measure_centrality import measure_betweenness, measure_pagerank
    clock.end("import")
    source, target, weight = read_edges(path)
    clock.end("read")
    accounts: Any = np.arange(max(source.max(), target.max()) + 1)
    ties = Ties(accounts, source, target, weight)
    if what != "communities":  # which are found in parallel ties as well
        ties = merge_ties(ties, directed=what == "pagerank")
    clock.end("build")
    if what == "pagerank":
        answer = float(measure_pagerank(ties).max())
    elif what == "betweenness":
        answer = float(np.nanmax(measure_betweenness(ties, sources=int(sources))))
    else:
        answer = find_communities(ties, seeds=1).modularity
    clock.end("measure")
    return {**clock.stages, "rows": answer}


def measure_with_networkx(path: str, what: str, sources: str = "") -> Job:
    """The peer's side: stages; rows are its answer in one number."""
    clock = Clock()
    import networkx as nx
    import numpy  # noqa: F401 - brought in by both
    import scipy.sparse  # noqa: F401

    clock.end("import")
    columns = read_edges(path)
    clock.end("read")
    graph = nx.DiGraph() if what == "pagerank" else nx.Graph()
    graph.add_weighted_edges_from(zip(*(column.tolist() for column in columns), strict=True))
    clock.end("build")
    if what == "pagerank":
        # left to its default it stops at a change of 1e-6 an account, a quarter of the whole, and is tenths off
        answer = max(nx.pagerank(graph, tol=SETTLED / len(graph), max_iter=1000).values())
    elif what == "betweenness":
        answer = max(nx.betweenness_centrality(graph, k=int(sources), normalized=False, seed=1).values())
    else:
        parts = nx.community.louvain_communities(graph, seed=1)
    clock.end("measure")
    return {**clock.stages, "rows": nx.community.modularity(graph, parts) if what == "communities" else answer}


def partition_ours(path: str) -> Job:
    """Our side: a partition of a compiled graph that is there."""
    import numpy as np

    from netral.networks import communities
    from netral.networks.ties import Ties, ties_to_igraph

    source, target, weight = read_edges(path)
    accounts: Any = np.arange(max(source.max(), target.max()) + 1)
    core, _ = communities.fold_leaves(Ties(accounts, source, target, weight))
    graph, strength = ties_to_igraph(core, directed=False), communities._add_strength(core)
    clock = Clock()
    _, modularity = communities._partition(graph, core, strength, 1)
    clock.end("measure")
    return {**clock.stages, "rows": modularity}


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


def _read_all_ways(work: str, line: Comparison) -> list[Comparison]:
    """One pair of jobs to a line a reading."""
    return [
        replace(line, work=f"{work}: {reading}", ours=line.ours.take(*stages), peer=line.peer.take(*stages))
        for reading, stages in READINGS.items()
    ]


def _scale(peer: Figure, one: Figure) -> Figure:
    """What the peer would need for all sources, from few of them and from one."""
    both = zip(peer.stages["measure"], one.stages["measure"], strict=True)
    scaled = [few + (many - few) / PEER_SOURCES * (SOURCES - 1) for many, few in both]
    return replace(peer, stages={**peer.stages, "measure": scaled})


def compare_measures(path: str, runs: int) -> Iterator[Comparison]:
    """PageRank, betweenness and one partition of an edge list, every reading."""
    own, other = ("benchmarks.measures", "measure_ours", path), ("benchmarks.measures", "measure_with_networkx", path)
    for what, title in (("pagerank", "PageRank"), ("communities", "one partition")):
        peer = "networkx" if what == "pagerank" else "networkx Louvain"
        line = compare("", (*own, what), peer, (*other, what), runs=runs)
        yield from _read_all_ways(f"{title}, {line.ours.rows:.4g} and {line.peer.rows:.4g}", line)
        if what == "communities":
            alone = run_once(("benchmarks.measures", "partition_ours", path)).take("measure")
            work = "one partition: alone, our compiled graph being there too"
            yield replace(line, work=work, ours=alone, peer=line.peer.take("measure"))
    many = compare(
        "", (*own, "betweenness", str(SOURCES)), f"networkx, scaled from {PEER_SOURCES} sources",
        (*other, "betweenness", str(1 + PEER_SOURCES)), runs=1,
    )  # fmt: skip
    one = compare("", (*own, "betweenness", "1"), "", (*other, "betweenness", "1"), runs=1)
    yield from _read_all_ways(f"betweenness, {SOURCES} sources", replace(many, peer=_scale(many.peer, one.peer)))


def run() -> list[Comparison]:
    """PageRank, betweenness by source, one partition."""
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        return list(compare_measures(write_edges(Path(name)), runs=1))


if __name__ == "__main__":
    from benchmarks.__main__ import format_line

    for each in compare_measures(sys.argv[1], int(sys.argv[2])) if sys.argv[1:] else run():
        print(format_line(each), flush=True)
