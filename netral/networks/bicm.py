"""The bipartite configuration model: how likely each tie is when nothing but degrees is known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from netral.errors import NetralError
from netral.networks.hypergeometric import Chances, Counts

TOLERANCE = 1e-9  # of a degree
MOST_STEPS = 500


def solve_bicm(row_degrees: npt.ArrayLike, column_degrees: npt.ArrayLike) -> Chances:
    """Degrees of both sides to the chance of a tie between a row and a column of given degrees.

    The distribution of largest entropy whose expected degrees are those given. Nodes of one degree are alike, so the
    equations are solved once a degree, by Newton's method on the (convex) likelihood. What the degrees force (a row
    tied to every column, or to none) is set apart first.

    Parameters
    ----------
    row_degrees, column_degrees : arrays of int
        One a node; both sum to the number of ties.

    Returns
    -------
    array of float
        ``chance[i, j]`` for the i-th smallest distinct row degree and the j-th smallest distinct column degree, in the
        order of `numpy.unique`.

    Raises
    ------
    ValueError
        When the two sides do not sum to the same.
    NetralError
        When the equations were not solved.

    Source
    ------
    Saracco et al. 2017, Inferring monopartite projections of bipartite networks, New J. Phys. 19 053022.
    """
    rows, row_counts = np.unique(np.asarray(row_degrees, dtype=np.int64), return_counts=True)
    columns, column_counts = np.unique(np.asarray(column_degrees, dtype=np.int64), return_counts=True)
    if rows @ row_counts != columns @ column_counts:
        raise ValueError(
            f"rows have {rows @ row_counts} ties, columns {columns @ column_counts}; allowed is one number"
        )
    chance, row_left, column_left = _force(rows, row_counts, columns, column_counts)
    r, c = np.flatnonzero(row_left >= 0), np.flatnonzero(column_left >= 0)
    if len(r) and len(c):
        free = _solve(row_left[r], row_counts[r], column_left[c], column_counts[c])
        chance[np.ix_(r, c)] = free
    return chance


def _force(rows: Counts, row_counts: Counts, columns: Counts, column_counts: Counts) -> tuple[Chances, Counts, Counts]:
    """Chances of 0 and 1 that the degrees force, and what is left of each degree; -1 where nothing is."""
    chance = np.zeros((len(rows), len(columns)))
    row_left, column_left = rows.copy(), columns.copy()
    changed = True
    while changed:
        changed = False
        for own, other, other_counts, table in (
            (row_left, column_left, column_counts, chance),
            (column_left, row_left, row_counts, chance.T),
        ):
            counts = row_counts if own is row_left else column_counts
            for number in np.flatnonzero(own >= 0):
                open_ = other >= 0
                if own[number] == other_counts[open_].sum():
                    table[number, open_] = 1.0
                    other[open_] -= counts[number]
                elif own[number] != 0:
                    continue
                own[number], changed = -1, True
    return chance, row_left, column_left


def _solve(rows: Counts, row_counts: Counts, columns: Counts, column_counts: Counts) -> Chances:
    """Degrees that force nothing to chances, by damped Newton steps."""
    split, degrees = len(rows), np.concatenate([rows, columns]).astype(np.float64)
    counts = np.concatenate([row_counts, column_counts]).astype(np.float64)
    fitness = -np.log(degrees / np.sqrt(rows @ row_counts))
    weights = np.outer(row_counts, column_counts).astype(np.float64)
    value = _likelihood(fitness, split, weights, counts * degrees)
    for _ in range(MOST_STEPS):
        chance = expit(-(fitness[:split, None] + fitness[None, split:]))
        expected = np.concatenate([chance @ column_counts, row_counts @ chance])
        if np.all(np.abs(expected - degrees) <= TOLERANCE * degrees):
            return np.asarray(chance, dtype=np.float64)
        gradient = counts * (degrees - expected)
        step = _newton_step(gradient, weights * chance * (1 - chance), split)
        fitness, value = _walk(fitness, value, step, gradient @ step, split, weights, counts * degrees)
    raise NetralError(
        "the configuration model of {rows} ties was not solved in {most_steps} steps",
        rows=rows @ row_counts,
        most_steps=MOST_STEPS,
    )


def _newton_step(gradient: Chances, spread: Chances, split: int) -> Chances:
    """The downhill step; the one direction that changes nothing (rows up, columns down) is closed off."""
    size = len(gradient)
    hessian = np.zeros((size, size))
    hessian[:split, split:], hessian[split:, :split] = spread, spread.T
    hessian[np.diag_indices(size)] = np.concatenate([spread.sum(axis=1), spread.sum(axis=0)])
    scale = 1 / np.sqrt(np.maximum(hessian.diagonal(), np.finfo(np.float64).tiny))
    still = np.concatenate([np.ones(split), -np.ones(size - split)]) / scale
    scaled = hessian * np.outer(scale, scale) + np.outer(still, still) / (still @ still) + 1e-12 * np.eye(size)
    return np.asarray(-scale * np.linalg.solve(scaled, scale * gradient), dtype=np.float64)


def _walk(
    fitness: Chances, value: float, step: Chances, slope: float, split: int, weights: Chances, ties: Chances
) -> tuple[Chances, float]:
    """As far along the step as the likelihood gains by it; where rounding hides the gain, all of it."""
    length = min(1.0, 20.0 / np.abs(step).max())
    while length > 1e-6:
        reached = _likelihood(fitness + length * step, split, weights, ties)
        if reached <= value + 1e-4 * length * slope + 1e-13 * abs(value):
            break
        length /= 2
    return fitness + length * step, reached


def _likelihood(fitness: Chances, split: int, weights: Chances, ties: Chances) -> float:
    """Minus the log-likelihood of the degrees."""
    sums = fitness[:split, None] + fitness[None, split:]
    return float((weights * np.logaddexp(0, -sums)).sum() + ties @ fitness)
