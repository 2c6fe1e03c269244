"""How often unequal coins fall: sums of Bernoulli trials of different chances."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy import special

from netral.networks.hypergeometric import LEAST, Chances, Counts

MERGED_BELOW = 1e-4  # trials of a smaller chance are counted as one Poisson variable
NEGLIGIBLE = 1e-19  # of one variable's chances; what is left out is added to the result


def convolve_trials(chances: Iterable[float]) -> Chances:
    """Chances of single trials to the chance of each count of successes, from none to all, exactly."""
    whole = np.ones(1)
    for chance in chances:
        whole = np.convolve(whole, [1 - chance, chance])
    return whole


def count_tails(chances: Chances, counts: Counts, highest: int, merged_below: float = MERGED_BELOW) -> Chances:
    """Classes of equal trials to the chance of at least 0, 1, ... ``highest`` successes in all.

    Parameters
    ----------
    chances : array of float, (sums, classes)
        Chance of one trial of each class.
    counts : array of int, (classes,)
        How many trials a class has.
    highest : int
        The largest count asked for.
    merged_below : float
        Trials with a smaller chance are taken together as one Poisson variable: by Le Cam's inequality no result
        changes by more than this, and far above the mean the Poisson tail is the larger one (Hoeffding 1956), so what
        is unusual is never made more so. With 0 the result is exact, but for at most 1e-19 a class too much.

    Returns
    -------
    array of float, (sums, highest + 1)
        ``tails[i, x]`` = P(sum i >= x).

    Source
    ------
    Le Cam 1960, An approximation theorem for the Poisson binomial distribution, Pacific J. Math. 10(4); the bound is
    min(1, 1/λ) Σ q² (Barbour & Hall 1984).
    """
    tails = np.zeros((len(chances), highest + 1))
    tails[:, 0] = 1.0
    is_merged = chances < merged_below
    rate = np.where(is_merged, chances * counts, 0.0).sum(axis=1)
    if (rate > 0).any():
        tails = _add(tails, *_draw_poisson(rate, highest))
    for each, size in enumerate(counts):
        rows = np.flatnonzero(~is_merged[:, each] & (chances[:, each] > 0))
        if len(rows):
            tails[rows] = _add(tails[rows], *_draw_binomial(chances[rows, each], int(size), highest))
    return np.asarray(np.clip(tails, LEAST, 1.0), dtype=np.float64)


def _draw_poisson(rate: Chances, highest: int) -> tuple[Chances, Chances]:
    """Chances of 0, 1, ... events at each rate, as far as they are more than negligible, and of more."""
    number = np.arange(highest + 1)
    number = number[: _cut(special.pdtrc(number, rate.max()))]
    exactly = np.exp(special.xlogy(number, rate[:, None]) - rate[:, None] - special.gammaln(number + 1))
    return exactly, special.pdtrc(number[-1], rate)


def _draw_binomial(chance: Chances, size: int, highest: int) -> tuple[Chances, Chances]:
    """Chances of 0, 1, ... successes in trials of one chance, as far as they are more than negligible, and of more."""
    number = np.arange(min(size, highest) + 1)
    number = number[: _cut(special.bdtrc(number, size, chance.max()))]
    ways = special.gammaln(size + 1) - special.gammaln(number + 1) - special.gammaln(size - number + 1)
    exactly = np.exp(ways + special.xlogy(number, chance[:, None]) + special.xlog1py(size - number, -chance[:, None]))
    return exactly, special.bdtrc(number[-1], size, chance)


def _cut(more: Chances) -> int:
    """How many counts to keep: up to the first beyond which next to nothing lies."""
    rest = np.flatnonzero(more <= NEGLIGIBLE)
    return int(rest[0]) + 1 if len(rest) else len(more)


def _add(tails: Chances, exactly: Chances, more: Chances) -> Chances:
    """Tails of a sum with one more variable, of which the chances of 0, 1, ... and of more than these are known.

    More is taken to reach any count asked for: nearly so, and never too little. Every term is positive, so small
    chances keep their digits.
    """
    highest = tails.shape[1] - 1
    added = np.zeros_like(tails)
    added[:, : exactly.shape[1]] = np.cumsum(exactly[:, ::-1], axis=1)[:, ::-1]
    added += more[:, None]
    for number in range(min(highest, exactly.shape[1])):
        added[:, number + 1 :] += exactly[:, number : number + 1] * tails[:, 1 : highest + 1 - number]
    added[:, 0] = 1.0
    return added
