"""Sums of independent hypergeometric draws: the chance of at least so many, exactly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Counts = npt.NDArray[np.int64]
Chances = npt.NDArray[np.float64]
LEAST = np.finfo(np.float64).tiny  # a chance that happened is never nought


def sum_tails(test: Counts, total: Counts, marked: Counts, drawn: Counts, observed: Counts) -> Chances:
    """Draws without replacement, several to a test, to the chance that their sum reaches what was observed.

    No approximation: each draw's distribution is computed once however many tests have it, those of one test are
    convolved (all terms are positive, so small chances keep their digits), and equal tests are computed once.

    Parameters
    ----------
    test : array of int, one a draw
        Which test the draw belongs to, from 0.
    total, marked, drawn : arrays of int, one a draw
        Size of the urn, how many in it are marked, how many are drawn.
    observed : array of int, one a test
        How many of all drawn were marked.

    Returns
    -------
    array of float, one a test
        P(sum >= observed), between the smallest normal float and 1; 1 for a test without draws.
    """
    fewer, more = np.minimum(marked, drawn), np.maximum(marked, drawn)  # the distribution is the same either way
    lowest = np.maximum(0, marked + drawn - total)
    needed = observed - np.bincount(test, lowest, minlength=len(observed)).astype(np.int64)
    free = (lowest < fewer) & (needed[test] > 0)
    draws = pd.DataFrame({"test": test, "total": total, "fewer": fewer, "more": more})[free]
    draws["problem"] = draws.groupby(["total", "fewer", "more"], sort=True).ngroup()
    problems = draws.drop_duplicates("problem").sort_values("problem")[["total", "fewer", "more"]].to_numpy()
    return _sum_unique(draws.sort_values(["test", "problem"]), [draw_chances(*each) for each in problems], needed)


def _sum_unique(draws: pd.DataFrame, chances: list[Chances], needed: Counts) -> Chances:
    """Each test's tail, looked up where another test had the same draws."""
    tails: dict[bytes, Chances] = {}
    result = np.where(needed > 0, LEAST, 1.0)
    tests, starts = np.unique(draws["test"].to_numpy(), return_index=True)
    for number, parts in zip(tests, np.split(draws["problem"].to_numpy(), starts[1:]), strict=False):
        key = parts.tobytes()
        if key not in tails:
            tails[key] = _convolve_tail([chances[part] for part in parts])
        result[number] = max(min(tails[key][needed[number]], 1.0), LEAST)
    return result


def _convolve_tail(parts: list[Chances]) -> Chances:
    """The chances of each count above its least, of several draws, to those of at least so many in all."""
    whole = parts[0]
    for part in parts[1:]:
        whole = np.convolve(whole, part)
    return np.cumsum(whole[::-1])[::-1]


def draw_chances(total: int, fewer: int, more: int) -> Chances:
    """An urn of which ``more`` are marked and ``fewer`` drawn to the chance of each possible count, from the least.

    By the ratio of each chance to the one before, so that nothing large is ever subtracted from anything large.
    """
    count = np.arange(max(0, fewer + more - total), fewer, dtype=np.float64)
    steps = np.log((fewer - count) * (more - count) / ((count + 1) * (total - fewer - more + count + 1)))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)
