"""Shortest ways from some accounts to all others, counted for many of them at once: what betweenness is made of.

Accounts with exactly the same ties lie on the same ways, so all of them are computed as one: most accounts of a network
have a tie or two with somebody whom thousands have a tie with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from netral.networks.ties import Numbers, Places, Ties

CELLS_AT_ONCE = 1_000_000  # more leave the cache
MOST_STEPS = 60  # every step costs a look at all cells
FOLLOWED = 6  # so much longer it takes to follow one tie than to multiply by one


class WaysTooLong(Exception):
    """The ways are chains of so many ties that counting them a step at a time would take too long."""


class _Alike(NamedTuple):
    """A network whose accounts are groups of accounts with the same ties.

    ``ties``: 0/1, both ways; ``size``: accounts of a group; ``group`` of each account.
    """

    ties: sparse.csr_array
    size: Numbers
    group: Places


def sum_dependencies(undirected: Ties, sources: Places) -> Numbers:
    """How much of all shortest ways that begin at the sources leads over each account.

    Parameters
    ----------
    undirected : Ties
        Every tie once, whichever of its ends comes first; weights play no part.
    sources : array of int
        Places of accounts with a tie, none twice.

    Returns
    -------
    array of float
        For every account, over all sources and all ends but itself: the share of the shortest ways between the two
        that pass it.

    Raises
    ------
    WaysTooLong
        When a shortest way has more than `MOST_STEPS` ties.

    Source
    ------
    Brandes 2001, A faster algorithm for betweenness centrality, J. Mathematical Sociology 25(2) 163-177; accounts with
    the same ties as one: Sariyüce et al. 2013, Shattering and compressing networks for betweenness centrality, SDM.
    """
    alike = merge_alike(undirected)
    starts, times = np.unique(alike.group[sources], return_counts=True)
    at_once = max(1, CELLS_AT_ONCE // max(1, len(alike.size)))
    total = np.zeros(len(alike.size))
    for first in range(0, len(starts), at_once):
        own = slice(first, first + at_once)
        total += _count_over(alike, starts[own]) @ times[own]
    return np.asarray(total[alike.group], dtype=np.float64)


def merge_alike(undirected: Ties) -> _Alike:
    """A network to that of its groups of accounts with exactly the same ties, which are never tied to each other.

    Source
    ------
    Lorrain and White 1971, Structural equivalence of individuals in social networks, J. Math. Sociology 1, 49-80.
    """
    count = len(undirected.account_ids)
    here, there = undirected.source, undirected.target
    ends = (np.concatenate([here, there]), np.concatenate([there, here]))
    table = sparse.csr_array((np.ones(2 * len(here)), ends), shape=(count, count))
    table.sort_indices()
    # the same neighbours have the same sum of random numbers; whether the reverse holds is looked at, not hoped
    marks = np.random.default_rng(1).integers(0, 2**63, count, dtype=np.uint64)
    np.cumsum(marks[table.indices], out=(running := np.zeros(len(table.indices) + 1, np.uint64))[1:])
    sums = running[table.indptr[1:]] - running[table.indptr[:-1]]
    _, first, group = np.unique(sums, return_index=True, return_inverse=True)
    if not _have_same(table, first[group]):
        first = group = np.arange(count)
    # who has many ties is looked up by everybody: side by side they stay in the processor's cache
    order = np.argsort(-np.diff(table.indptr)[first], kind="stable")
    group = np.argsort(order)[group]
    size = np.bincount(group, minlength=len(first)).astype(np.float64)
    ties = table[first[order]][:, first[order]]
    ties.sort_indices()
    return _Alike(ties, size, group)


def _have_same(table: sparse.csr_array, likeness: Places) -> bool:
    """Whether every row has the same columns as the row that it is taken to be like."""
    degree = np.diff(table.indptr)
    if (degree != degree[likeness]).any():
        return False
    moved = np.repeat(table.indptr[likeness] - table.indptr[:-1], degree) + np.arange(len(table.indices))
    return bool((table.indices == table.indices[moved]).all())


def _count_over(alike: _Alike, starts: Places) -> Numbers:
    """What leads over an account of each group (rows) of all ways from one account of each start (columns)."""
    width, size = len(starts), alike.size
    ways, over = np.zeros((2, len(size) * width))
    ways[starts * width + np.arange(width)] = 1
    steps = list(_step_out(alike, starts, ways))
    for reached, before in zip(reversed(steps[1:]), reversed(steps[:-1]), strict=True):
        onward = size[reached // width] * (1 + over[reached]) / ways[reached]
        over[before] = ways[before] * _add_up(alike.ties, reached, onward, width)[before]
    # those alike to the start are two steps away from it, over each account that both have a tie with
    first = steps[0]
    tied = np.bincount(first % width, size[first // width], minlength=width)
    over[first] += ((size[starts] - 1) / tied)[first % width]
    return over.reshape(len(size), width)


def _step_out(alike: _Alike, starts: Places, ways: Numbers) -> Iterator[Places]:
    """The cells of ``ways`` that each further step reaches first; the number of ways to them is filled in."""
    width, size = len(starts), alike.size
    column, row = alike.ties[starts].nonzero()
    cells, count = row * width + column, np.ones(len(row))
    for _ in range(MOST_STEPS):
        if not len(cells):
            return
        yield cells
        ways[cells] = count
        reached = _add_up(alike.ties, cells, count * size[cells // width], width)
        reached[ways > 0] = 0
        cells = np.flatnonzero(reached)
        count = reached[cells]
    raise WaysTooLong


def _add_up(ties: sparse.csr_array, cells: Places, values: Numbers, width: int) -> Numbers:
    """Values of some cells of a table with a row an account, added up in all cells of the accounts they have ties with.

    Of few cells each tie is followed; of many, the product with the whole table is faster.
    """
    row, column = np.divmod(cells, width)
    begins = ties.indptr[row]
    degree = ties.indptr[row + 1] - begins
    follow = int(degree.sum())
    if follow * FOLLOWED > ties.nnz * width:
        table = np.zeros(ties.shape[0] * width)
        table[cells] = values
        return np.asarray((ties @ table.reshape(-1, width)).reshape(-1), dtype=np.float64)
    at = np.repeat(begins - (np.cumsum(degree) - degree), degree) + np.arange(follow)
    into = ties.indices[at].astype(np.int64) * width + np.repeat(column, degree)
    table = np.bincount(into, np.repeat(values, degree), minlength=ties.shape[0] * width)
    return np.asarray(table, dtype=np.float64)
