"""Where accounts stand in a network: betweenness, PageRank, and nearness to each pair's campaign side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from netral.networks.shortest_ways import WaysTooLong, sum_dependencies
from netral.networks.ties import Numbers, Places, Ties, find_tied, merge_ties, ties_to_igraph

EXACT_SOURCES = 512
DAMPING = 0.85
TOLERANCE = 1e-10


def measure_betweenness(ties: Ties, sources: int = EXACT_SOURCES, seed: int = 1) -> Numbers:
    """How often an account lies on the shortest way between two others; ties count both ways and without weights.

    Every way is counted in networks of up to ``sources`` accounts. In larger ones only the ways from so many accounts,
    drawn at random, and the sum is scaled up: an estimate whose expectation is the exact number.

    Returns
    -------
    array
        One number an account, each unordered pair of others counted once; NaN for an account without a tie.

    Source
    ------
    Freeman 1977, A set of measures of centrality based on betweenness, Sociometry 40(1) 35-41; the estimate: Brandes
    and Pich 2007, Centrality estimation in large networks, Int. J. Bifurcation and Chaos 17(7) 2303-2318.
    """
    undirected = merge_ties(ties, directed=False)
    tied = np.flatnonzero(find_tied(undirected))
    drawn = draw_sources(tied, sources, seed)
    found = np.full(len(ties.account_ids), np.nan)
    if len(tied):
        try:
            counted = sum_dependencies(undirected, drawn) / 2  # a pair is met from each of its two ends
        except WaysTooLong:
            graph = ties_to_igraph(undirected, directed=False)
            counted = np.array(graph.betweenness(directed=False, sources=drawn.tolist()))
        found[tied] = counted[tied] * len(tied) / len(drawn)
    return found


def draw_sources(tied: Places, sources: int, seed: int) -> Places:
    """All places when there are no more than ``sources``, else so many drawn without repeating, in order."""
    if len(tied) <= sources:
        return tied
    return np.sort(np.random.default_rng(seed).choice(tied, sources, replace=False))


def measure_pagerank(ties: Ties) -> Numbers:
    """Where a walk along the ties' directions, by weight, ends up: the accounts that others act toward.

    Returns
    -------
    array
        One share an account, together 1; damping 0.85, settled to 1e-10 in all.

    Source
    ------
    Brin and Page 1998, The anatomy of a large-scale hypertextual web search engine, Computer Networks 30, 107-117.
    """
    size = len(ties.account_ids)
    return _walk(merge_ties(ties), np.full((size, 1), 1 / max(size, 1)))[:, 0]


def measure_nearness(ties: Ties, campaign: Mapping[int, Places]) -> dict[int, Numbers]:
    """Nearness to each pair's campaign accounts: PageRank that starts, and starts again, at them; ties count both ways.

    Every pair's walk has the same mass, 1, so a pair with more accounts or more ties is not nearer for that.

    Parameters
    ----------
    campaign
        The places of each pair's campaign accounts.

    Returns
    -------
    dict of array
        For every pair one share an account, together 1; NaN for accounts without a tie, and for all where none of the
        pair's accounts has one: that pair's side was not observed.

    Source
    ------
    Haveliwala 2002, Topic-sensitive PageRank, WWW 2002, 517-526; Tong, Faloutsos and Pan 2006, Fast random walk with
    restart and its applications, ICDM 2006, 613-622.
    """
    undirected = merge_ties(ties, directed=False)
    tied = find_tied(undirected)
    starts = np.zeros((len(tied), len(campaign)))
    for column, places in enumerate(campaign.values()):
        seen = places[tied[places]]
        starts[seen, column] = 1 / max(len(seen), 1)
    both_ways = Ties(
        undirected.account_ids,
        np.concatenate([undirected.source, undirected.target]),
        np.concatenate([undirected.target, undirected.source]),
        np.tile(undirected.weight, 2),
    )
    nearness = _walk(both_ways, starts)
    nearness[~tied] = np.nan
    nearness[:, starts.sum(axis=0) == 0] = np.nan
    return dict(zip(campaign, nearness.T, strict=True))


def _walk(ties: Ties, starts: Numbers) -> Numbers:
    """Walks along ties that start by each column of ``starts``, and with 0.15 at each step start again: where they are.

    A walk that comes to an account without a way out begins again, as every walk does now and then: how often changes
    all shares alike, so it is left out and the sum made 1 in the end. An account that nobody acts toward is only ever
    started at: what it hands on is added once. What is left is one sparse product a step for all columns, until none
    moves by more than `TOLERANCE` in all.

    Source
    ------
    Del Corso, Gulli and Romani 2005, Fast PageRank computation via a sparse linear system, Internet Math. 2(3) 251-273.
    """
    size = len(ties.account_ids)
    share = ties.weight / np.bincount(ties.source, ties.weight, minlength=size)[ties.source]
    reached = np.bincount(ties.target, minlength=size) > 0
    place, inner = np.cumsum(reached) - 1, reached[ties.source]
    outer_ways = (share[~inner], (ties.target[~inner], ties.source[~inner]))
    found = starts + DAMPING * (sparse.csr_array(outer_ways, shape=(size, size)) @ starts)
    inner_ways = (share[inner], (place[ties.target[inner]], place[ties.source[inner]]))
    ways = DAMPING * sparse.csr_array(inner_ways, shape=(int(reached.sum()),) * 2)
    begun = walk = found[reached]
    while True:
        moved = begun + ways @ walk
        change, walk = np.abs(moved - walk).sum(axis=0).max(initial=0), moved
        if change < TOLERANCE:
            break
    found[reached] = walk
    total = found.sum(axis=0)
    return np.asarray(found / np.where(total > 0, total, 1))
