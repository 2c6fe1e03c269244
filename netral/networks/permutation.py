"""Accounts that act on the same objects at the same time more often than shuffled times would have it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from netral.networks.correction import adjust_p_values
from netral.networks.hypergeometric import Chances, Counts
from netral.networks.shared_targets import count_shared, make_incidence

COLUMNS = ["source", "target", "observed", "expected", "effect", "n_source", "n_target", "p_value", "q_value"]
CELLS_AT_ONCE = 8_000_000


def score_coaction(
    acts: pd.DataFrame, window_us: int, permutations: int, seed: int, within: Literal["object", "account"] = "object"
) -> pd.DataFrame:
    """Acts to one test a pair of accounts that co-acted, against the same acts with their times shuffled.

    Who acted on which object, and how often, never changes; only the times move.

    Parameters
    ----------
    acts : DataFrame
        account, object, occurred_us (UTC microseconds; acts without one are left out).
    window_us : int
        Two acts on one object are together when they lie no further apart, both ends included.
    permutations : int
        How often times are shuffled. The least p-value is 1 / (1 + permutations), so one pair alone can only reach a
        q-value of 0.05 when permutations are at least twenty times the possible pairs.
    seed : int
        The same seed gives the same table.
    within : {"object", "account"}
        ``object`` deals an object's times out anew among those who acted on it: the burst after a post appears is kept,
        so that being quick like everybody is no evidence, and where only the two acted nothing can be unusual.
        ``account`` deals an account's times out anew among its own acts: its rhythm is kept and bursts are not, so that
        any post which drew quick attention looks coordinated.

    Returns
    -------
    DataFrame
        source, target (accounts, in order), observed and expected number of objects on which both acted within the
        window, effect (observed over expected), n_source and n_target (objects of each), p_value
        ((1 + permutations with at least so many) / (1 + permutations)), q_value (Benjamini-Hochberg over every pair
        with an object in common; no other pair could have co-acted). Pairs that never co-acted have a p-value of 1 and
        are not listed.

    Source
    ------
    Phipson & Smyth 2010, Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9 39. Time-shuffled
    nulls: Pacheco et al. 2021, Uncovering coordinated networks on social media, ICWSM 15 455-466.
    """
    known = acts[acts["occurred_us"].notna()].rename(columns={"object": "target"})
    known = known.sort_values(
        ["target", "account", "occurred_us"] if within == "object" else ["account", "target", "occurred_us"],
        ignore_index=True,
    )
    incidence, accounts = make_incidence(known)
    account = accounts.get_indexer(pd.Index(known["account"]))
    thing = pd.factorize(known["target"], sort=True)[0]
    times = known["occurred_us"].to_numpy(dtype=np.int64)
    pairs = _find_together(account, thing, times, window_us)
    meetings = _list_meetings(pairs, account, thing, incidence.shape[1])
    together = _count_together(times[None, :], meetings, window_us)[0]
    group = thing if within == "object" else account
    reached, total = _shuffle(times, group, meetings, window_us, together, permutations, seed)
    degree, possible = incidence.sum(axis=1), sum(len(first) for first, _, _ in count_shared(incidence))
    expected, p_value = total / permutations, (1 + reached) / (1 + permutations)
    effect = np.divide(together, expected, out=np.full(len(pairs), np.nan), where=expected > 0)
    one, two = pairs[:, 0], pairs[:, 1]
    values = (
        accounts[one], accounts[two], together, expected, effect, degree[one], degree[two], p_value,
        adjust_p_values(p_value, possible),
    )  # fmt: skip
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _find_together(account: Counts, thing: Counts, times: Counts, window_us: int) -> Counts:
    """Acts to the pairs of accounts that were together at least once: (pairs, 2), in order."""
    order = np.lexsort((times, thing))
    account, thing, times = account[order], thing[order], times[order]
    found, ahead = [np.empty((0, 2), dtype=np.int64)], 1
    left = np.arange(len(times) - 1)
    while len(left):
        right = left + ahead
        near = (thing[left] == thing[right]) & (times[right] - times[left] <= window_us)
        left = left[near]
        found.append(np.unique(np.sort(np.stack([account[left], account[left + ahead]], axis=1), axis=1), axis=0))
        ahead += 1
        left = left[left + ahead < len(times)]
    pairs = np.unique(np.concatenate(found), axis=0)
    return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]], dtype=np.int64)


class _Meetings:
    """Every two acts that could be together: their places, and where a pair's common object and a pair begin."""

    def __init__(self, first: Counts, second: Counts, objects: Counts, pairs: Counts) -> None:
        self.first, self.second, self.objects, self.pairs = first, second, objects, pairs


def _list_meetings(pairs: Counts, account: Counts, thing: Counts, things: int) -> _Meetings:
    """The pairs to all their acts on common objects, by pair, object and act."""
    place = np.lexsort((thing, account))
    cell = (account * things + thing)[place]
    cells, starts, sizes = np.unique(cell, return_index=True, return_counts=True)
    begins, ends = (np.searchsorted(cells, (pairs + extra) * things) for extra in (0, 1))
    degree = ends - begins
    fewer = np.argmin(degree, axis=1)
    at = np.arange(len(pairs))
    own, other = pairs[at, fewer], pairs[at, 1 - fewer]
    pair, cell_own = _run(begins[at, fewer], degree[at, fewer])
    wanted = cells[cell_own] + (other - own)[pair] * things
    cell_other = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    common = cells[cell_other] == wanted
    pair, cell_own, cell_other = pair[common], cell_own[common], cell_other[common]
    meeting, number = _run(np.zeros(len(pair), dtype=np.int64), sizes[cell_own] * sizes[cell_other])
    first = place[starts[cell_own[meeting]] + number // sizes[cell_other[meeting]]]
    second = place[starts[cell_other[meeting]] + number % sizes[cell_other[meeting]]]
    objects = np.flatnonzero(np.diff(meeting, prepend=-1))
    return _Meetings(first, second, objects, np.flatnonzero(np.diff(pair, prepend=-1)))


def _run(starts: Counts, sizes: Counts) -> tuple[Counts, Counts]:
    """Runs of whole numbers, each from its start and so long: the number of the run, and the numbers."""
    run = np.repeat(np.arange(len(sizes)), sizes)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + starts[run]


def _count_together(times: Counts, meetings: _Meetings, window_us: int) -> Counts:
    """Times of all acts, one row a shuffle, to the number of objects on which each pair was together."""
    if not len(meetings.pairs):
        return np.zeros((len(times), 0), dtype=np.int64)
    near = np.abs(times[:, meetings.first] - times[:, meetings.second]) <= window_us
    objects = np.logical_or.reduceat(near, meetings.objects, axis=1)
    return np.add.reduceat(objects, meetings.pairs, axis=1, dtype=np.int64)


def _shuffle(
    times: Counts, group: Counts, meetings: _Meetings, window_us: int, together: Counts, permutations: int, seed: int
) -> tuple[Counts, Counts]:
    """Shuffles within groups (whose acts lie side by side) to how many reached each pair's count, and their sum."""
    rng = np.random.default_rng(seed)
    reached, total = np.zeros_like(together), np.zeros_like(together)
    at_once = max(1, CELLS_AT_ONCE // max(1, len(times), len(meetings.first)))
    for start in range(0, permutations, at_once):
        rows = min(at_once, permutations - start)
        drawn: Chances = rng.random((rows, len(times))) + group
        shuffled: npt.NDArray[np.int64] = times[np.argsort(drawn, axis=1)]
        counts = _count_together(shuffled, meetings, window_us)
        reached += (counts >= together).sum(axis=0)
        total += counts.sum(axis=0)
    return reached, total
