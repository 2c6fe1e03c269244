"""Groups of accounts with more ties among themselves than chance has, and how far they depend on the draw."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from netral.networks.ties import Numbers, Places, Ties, drop_empty_ties, find_tied, ties_to_igraph

if TYPE_CHECKING:
    import igraph

SEEDS = 10
SMALL, SMALL_TRIES = 1_000, 10  # a small network easily ends in a poor partition, and trying again costs nothing
LARGE = 50_000  # accounts; beyond, another round takes as long as the first and gains a hundredth of the modularity


@dataclass(frozen=True)
class Communities:
    """A partition, and what became of it under other seeds.

    ``member``: each account's community, numbered from 1 by the account that comes first; 0 without a tie.
    ``stability``: share of an account's fellow members who are with it under another seed too, mean over seeds; NaN
    where it has none. ``agreement``: adjusted Rand index, mean over every two seeds. ``modularity`` is the partition's.
    """

    member: Places
    stability: Numbers
    agreement: float
    modularity: float


def find_communities(ties: Ties, seeds: int = SEEDS) -> Communities:
    """Ties, undirected and by weight, to the best of several Leiden partitions by modularity.

    Two rounds a partition, one where there are more than 50,000 accounts with several ties.

    Communities that another seed does not find again say nothing: read ``agreement`` and ``stability`` first.

    Parameters
    ----------
    seeds : int
        How many partitions are made, with seeds 1, 2 and on; the one with the highest modularity is kept.

    Source
    ------
    Traag, Waltman and van Eck 2019, From Louvain to Leiden, Scientific Reports 9, 5233; agreement: Hubert and Arabie
    1985, Comparing partitions, Journal of Classification 2, 193-218.
    """
    undirected = drop_empty_ties(ties)  # two ties of two accounts weigh as much as one of both: merging gains nothing
    tied = find_tied(undirected)
    if not tied.any():
        size = len(tied)
        return Communities(np.zeros(size, np.int64), np.full(size, np.nan), float("nan"), float("nan"))
    core, place_in_core = fold_leaves(undirected)
    graph = ties_to_igraph(core, directed=False)
    strength = _add_strength(core)
    found = [_partition(graph, core, strength, seed) for seed in range(1, seeds + 1)]
    best = max(range(seeds), key=lambda run: (found[run][1], -run))
    partitions = [member[place_in_core[tied]] for member, _ in found]
    member, stability = np.zeros(len(tied), np.int64), np.full(len(tied), np.nan)
    member[tied] = number_communities(partitions[best])
    others = partitions[:best] + partitions[best + 1 :]
    stability[tied] = measure_stability(partitions[best], others)
    agreement = [compare_partitions(left, right) for left, right in combinations(partitions, 2)]
    return Communities(member, stability, float(np.mean(agreement)) if agreement else float("nan"), found[best][1])


def fold_leaves(undirected: Ties) -> tuple[Ties, Places]:
    """Undirected ties to the same without accounts that have one tie only, and the place in them of every account.

    Such an account is in its neighbour's community in every best partition: alone or elsewhere it can only lower
    modularity. Its tie becomes one of the neighbour with itself, so that every partition has the modularity it had.
    Who has most ties comes first: looked up by everybody, they stay in the processor's cache side by side.

    Source
    ------
    Arenas, Duch, Fernandez and Gomez 2007, Size reduction of complex networks preserving modularity, New Journal of
    Physics 9, 176.
    """
    source, target, size = undirected.source, undirected.target, len(undirected.account_ids)
    degree = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    is_leaf = degree == 1
    kept, holder = ~is_leaf[source] & ~is_leaf[target], np.arange(size)
    leaf = np.where(is_leaf[source], source, target)[~kept]
    holder[leaf] = np.where(is_leaf[source], target, source)[~kept]  # of two leaves the second holds the first
    within = np.bincount(holder[leaf], undirected.weight[~kept], minlength=size)
    held, own = np.flatnonzero(holder == np.arange(size)), np.flatnonzero(within)
    held = held[np.argsort(-degree[held], kind="stable")]
    place = np.empty(size, np.int64)
    place[held] = np.arange(len(held))
    place = place[holder]
    folded = Ties(
        undirected.account_ids[held],
        place[np.concatenate([source[kept], own])],
        place[np.concatenate([target[kept], own])],
        np.concatenate([undirected.weight[kept], within[own]]),
    )
    return folded, place


def _partition(graph: igraph.Graph, core: Ties, strength: Numbers, seed: int) -> tuple[Places, float]:
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    found = []
    for _ in range(SMALL_TRIES if graph.vcount() <= SMALL else 1):
        clusters = graph.community_leiden(
            "modularity",
            weights="weight",
            node_weights=strength.tolist(),  # left to itself, igraph forgets ties of an account with itself
            n_iterations=1 if graph.vcount() > LARGE else 2,
        )
        member = np.array(clusters.membership, dtype=np.int64)
        found.append((member, _measure_modularity(core, strength, member)))
    return max(found, key=lambda each: each[1])


def _add_strength(core: Ties) -> Numbers:
    """The weights at each account's ends; a tie with itself has two there."""
    size = len(core.account_ids)
    ends = np.bincount(core.source, core.weight, size) + np.bincount(core.target, core.weight, size)
    return np.asarray(ends, dtype=np.float64)


def _measure_modularity(core: Ties, strength: Numbers, member: Places) -> float:
    """How much more of the weight lies within the parts than were its ends dealt out.

    Source
    ------
    Newman 2004, Analysis of weighted networks, Physical Review E 70, 056131.
    """
    within = core.weight[member[core.source] == member[core.target]].sum()
    total = core.weight.sum()
    return float(within / total - ((np.bincount(member, strength) / (2 * total)) ** 2).sum())


def number_communities(member: Places) -> Places:
    """Communities numbered from 1 in the order in which their first accounts come: a number that tells nothing."""
    first = np.full(member.max(initial=-1) + 1, len(member))
    first[member[::-1]] = np.arange(len(member))[::-1]  # of several accounts the last one written is the first
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(1, len(first) + 1)
    return rank[member]


def compare_partitions(left: Places, right: Places) -> float:
    """Two partitions of the same accounts to their adjusted Rand index: 1 the same, 0 as chance would have it."""
    together, lefts, rights = (_count_pairs(counts) for counts in _cross(left, right))
    expected = lefts * rights / max(_count_pairs(np.array([len(left)])), 1.0)
    most = (lefts + rights) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def measure_stability(member: Places, others: list[Places]) -> Numbers:
    """For each account, the share of its fellow members who are with it in each other partition too; the mean."""
    fellows = np.bincount(member)[member] - 1
    if not others:
        return np.full(len(member), np.nan)
    shares = np.zeros(len(member))
    for other in others:
        _, places, counts = np.unique(member * (other.max() + 1) + other, return_inverse=True, return_counts=True)
        shares += counts[places] - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(fellows > 0, shares / len(others) / fellows, np.nan)


def _cross(left: Places, right: Places) -> tuple[Places, Places, Places]:
    """How many accounts are in each cell of two partitions, and in each part of either."""
    _, cells = np.unique(left * (right.max(initial=0) + 1) + right, return_counts=True)
    return cells, np.bincount(left), np.bincount(right)


def _count_pairs(counts: Places) -> float:
    sizes = counts.astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())
