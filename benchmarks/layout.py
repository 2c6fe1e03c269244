"""Places for a network of 50,000 accounts beside igraph's grid, and of 2,000 beside networkx, on the same ties."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.measure import Comparison, compare

CAMPAIGN = 300
PAIRS = 3
TIES_EACH = 3.5
PEER_STEPS = 50  # of each peer: few, where igraph's own default is 500


def draw_ties(accounts: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An invented network: nodes (account_id, group, pair_no) and edges (source, target), a few accounts with many."""
    rng = np.random.default_rng(1)
    campaign, ties = min(CAMPAIGN, accounts // 50), int(accounts * TIES_EACH)
    fame, activity = (rng.pareto(alpha, size) + 0.2 for alpha, size in ((1.8, campaign), (1.5, accounts - campaign)))
    ids = np.array([f"x:{number:07d}" for number in range(accounts)])
    first = np.arange(campaign, accounts)  # everybody has one tie at least
    more = campaign + rng.choice(accounts - campaign, ties - len(first), p=activity / activity.sum())
    target = rng.choice(campaign, ties, p=fame / fame.sum())
    is_campaign = np.arange(accounts) < campaign
    pair = np.where(is_campaign, np.arange(accounts) % PAIRS + 1.0, np.nan)
    group = np.where(is_campaign, "campaign", "person")
    nodes = pd.DataFrame({"account_id": ids, "group": group, "pair_no": pair})
    return nodes, pd.DataFrame({"source": ids[np.concatenate([first, more])], "target": ids[target]})


def place_ours(accounts: str) -> int:
    """Our side: `place_nodes`, campaign accounts fixed; accounts placed."""
    from netral.figures.layout import place_nodes

    return len(place_nodes(*draw_ties(int(accounts))))


def place_by_igraph(accounts: str) -> int:
    """The peer: igraph's Fruchterman-Reingold on its grid, the same accounts fixed at the same places.

    Left free it is faster than ours, but then every pair lies wherever it falls.
    """
    import random

    import igraph

    from netral.figures import layout

    nodes, edges = draw_ties(int(accounts))
    links = layout._list_links(nodes, edges)
    start, fixed = layout._place_start(nodes, links, 0.75 * len(nodes) ** 0.5 + 2.5)
    reach = np.where(fixed, 0.0, np.inf)[:, None]
    least, most = (start - reach).T.tolist(), (start + reach).T.tolist()
    graph = igraph.Graph(n=len(nodes), edges=links.tolist())
    igraph.set_random_number_generator(random.Random(1))
    bounds = {"minx": least[0], "maxx": most[0], "miny": least[1], "maxy": most[1]}
    return len(graph.layout_fruchterman_reingold(niter=PEER_STEPS, grid=True, seed=start.tolist(), **bounds))


def place_by_networkx(accounts: str) -> int:
    """The peer: networkx's spring layout with its sparse method; accounts placed."""
    import networkx as nx

    edges = draw_ties(int(accounts))[1]
    graph = nx.from_pandas_edgelist(edges)
    return len(nx.spring_layout(graph, iterations=PEER_STEPS, seed=1))


def run() -> list[Comparison]:
    """Fifty thousand beside igraph, two thousand beside networkx, which compares every two accounts."""
    lines = []
    for accounts, name, peer in (
        ("50000", "igraph's grid", "place_by_igraph"),
        ("2000", "networkx", "place_by_networkx"),
    ):
        ours = ("benchmarks.layout", "place_ours", accounts)
        work = f"places for {int(accounts):,} accounts"
        other = ("benchmarks.layout", peer, accounts)
        lines.append(compare(work, ours, f"{name}, {PEER_STEPS} steps", other, runs=1))
    return lines


if __name__ == "__main__":
    for line in run():
        print(line)
