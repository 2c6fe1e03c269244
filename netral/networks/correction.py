"""Many tests at once: what share of those called unusual may be so by chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def adjust_p_values(p_values: npt.ArrayLike, possible: int) -> npt.NDArray[np.float64]:
    """p-values to q-values, Benjamini-Hochberg, over every test that could have been made.

    Parameters
    ----------
    p_values : array of float
        Of the tests that are listed.
    possible : int
        How many tests there are, listed or not; one that is not listed has a p-value of 1.

    Returns
    -------
    array of float
        In the order of the p-values, each between its p-value and 1.

    Raises
    ------
    ValueError
        When more tests are listed than are possible.

    Source
    ------
    Benjamini & Hochberg 1995, Controlling the false discovery rate, JRSS B 57(1) 289-300.
    """
    p = np.asarray(p_values, dtype=np.float64)
    if len(p) > possible:
        raise ValueError(f"{len(p)} tests are listed of {possible} possible; allowed are at most as many")
    order = np.argsort(p, kind="stable")
    scaled = p[order] * possible / np.arange(1, len(p) + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q
