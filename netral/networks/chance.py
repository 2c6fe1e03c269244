"""Whether an account's acts toward one pair are more than its activity and the pair's popularity explain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats


def score_pairs(acts: pd.DataFrame, subjects: Sequence[str], pair_nos: Sequence[int]) -> pd.DataFrame:
    """Directed acts to one test a subject and pair, the pairs nobody acted toward included.

    Parameters
    ----------
    acts : DataFrame
        One row a directed act: subject, pair_no.
    subjects : sequence of str
        Every account that could have acted; the correction counts all of them.
    pair_nos : sequence of int
        Every pair.

    Returns
    -------
    DataFrame
        Indexed by (subject, pair_no): p_value (chance of at least so many acts toward the pair), q_value
        (Benjamini-Hochberg over every subject and pair), effect (observed over expected; NaN without acts).

    Source
    ------
    Tumminello et al. 2011, Statistically validated networks in bipartite complex systems, PLoS ONE 6(3) e17994.
    """
    index = pd.MultiIndex.from_product([subjects, pair_nos], names=["subject", "pair_no"])
    observed = acts.groupby(["subject", "pair_no"]).size().reindex(index, fill_value=0).astype(float)
    by_subject = observed.groupby(level="subject").transform("sum")
    by_pair = observed.groupby(level="pair_no").transform("sum")
    total = float(observed.sum())
    if not len(index):
        return pd.DataFrame({"p_value": [], "q_value": [], "effect": []}, index=index)
    p_value = stats.hypergeom.sf(observed - 1, total, by_pair, by_subject) if total else np.ones(len(index))
    expected = by_subject * by_pair / total if total else observed
    q_value = stats.false_discovery_control(np.clip(p_value, 0, 1))
    effect = observed / expected.where(expected > 0)
    return pd.DataFrame({"p_value": p_value, "q_value": q_value, "effect": effect}, index=index)
