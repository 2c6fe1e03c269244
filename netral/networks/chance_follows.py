"""Whether an account's follows lean to one pair more than the fame of whom it follows explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from netral.networks.bicm import solve_bicm
from netral.networks.chance import make_tests
from netral.networks.hypergeometric import LEAST, Chances
from netral.networks.poisson_binomial import convolve_trials


def score_follows(
    edges: pd.DataFrame, subjects: Sequence[str], campaign: Mapping[str, int], pair_nos: Sequence[int]
) -> pd.DataFrame:
    """Follow edges to one test a subject and pair, given how many campaign accounts it follows and how famous each is.

    A campaign account is followed once or not at all, so counting follows as draws from one urn would let those who
    follow many look close to the pair with many small accounts: the famous are soon used up. Here a subject's follows
    fall on that many *different* accounts of its platform, each with the odds that the bipartite configuration model
    gives it: whoever everybody follows is evidence of nothing.

    Parameters
    ----------
    edges : DataFrame
        With source and target; several of one source and target (a follow and a join) count once. Others than from
        the subjects to the campaign are left aside.
    subjects : sequence of str
        Every account that could follow; the correction counts all of them.
    campaign : mapping
        pair_no by account id, of every campaign account.
    pair_nos : sequence of int
        Every pair.

    Returns
    -------
    DataFrame
        As from `score_pairs`; n is the number of campaign accounts that the subject follows.

    Source
    ------
    Saracco et al. 2017, New J. Phys. 19 053022 for the odds; given the subject's own number, its follows are a
    conditional Bernoulli sample (Chen & Liu 1997, Statistica Sinica 7 875-892).
    """
    index = pd.MultiIndex.from_product([subjects, pair_nos], names=["subject", "pair_no"])
    ties = edges.loc[edges["source"].isin(subjects) & edges["target"].isin(list(campaign)), ["source", "target"]]
    ties = ties.drop_duplicates()
    ties = ties.assign(pair=pd.Index(pair_nos).get_indexer(pd.Index(ties["target"].map(campaign))))
    ties = ties.assign(row=pd.Index(subjects).get_indexer(pd.Index(ties["source"])))
    tables = {name: np.zeros((len(subjects), len(pair_nos))) for name in ("observed", "expected")}
    p_value = np.ones((len(subjects), len(pair_nos)))
    np.add.at(tables["observed"], (ties["row"][ties["pair"] >= 0], ties["pair"][ties["pair"] >= 0]), 1)
    for _, own in ties.groupby(ties["source"].str.split(":", n=1).str[0]):
        rows, expected, tails = _score_platform(own, len(pair_nos))
        tables["expected"][rows] = expected
        seen = tables["observed"][rows].astype(np.int64)
        p_value[rows] = np.take_along_axis(tails, seen[:, :, None], axis=2)[:, :, 0]
    observed = tables["observed"].astype(np.int64).ravel()
    acted = np.bincount(ties["row"], minlength=len(subjects)).repeat(len(pair_nos))
    return make_tests(index, observed, tables["expected"].ravel(), acted, p_value.ravel())


def _score_platform(ties: pd.DataFrame, pairs: int) -> tuple[np.ndarray, Chances, Chances]:
    """Ties of one platform to rows of subjects, their expected follows a pair, and the tail of each possible count."""
    rows, row_degree = np.unique(ties["row"], return_counts=True)
    followed = ties.groupby("target").agg(pair=("pair", "first"), degree=("row", "size"))
    chance = solve_bicm(row_degree, followed["degree"])
    degrees, degree_of_row = np.unique(row_degree, return_inverse=True)
    columns = np.unique(followed["degree"], return_inverse=True)[1]
    members = [columns[(followed["pair"] == pair).to_numpy()] for pair in range(-1, pairs)]
    highest = int(degrees.max())
    expected, tails = np.zeros((len(degrees), pairs)), np.zeros((len(degrees), pairs, highest + 1))
    for number, degree in enumerate(degrees):
        parts = [convolve_trials(chance[number, own]) for own in members]
        for pair in range(pairs):
            exactly = _condition(parts, pair + 1, int(degree))
            expected[number, pair] = exactly @ np.arange(len(exactly))
            reached = np.minimum(np.cumsum(exactly[::-1])[::-1], 1.0)
            tails[number, pair, : len(reached)] = np.maximum(reached, LEAST)
    return rows, expected[degree_of_row], tails[degree_of_row]


def _condition(parts: Sequence[Chances], chosen: int, whole: int) -> Chances:
    """Counts within each pair to the chance of each count within one of them, given the count within all."""
    others = np.ones(1)
    for number, part in enumerate(parts):
        if number != chosen:
            others = np.convolve(others, part)
    own = np.zeros(whole + 1)
    own[: len(parts[chosen])] = parts[chosen][: whole + 1]
    rest = np.zeros(whole + 1)
    rest[: len(others)] = others[: whole + 1]
    joint = own * rest[::-1]
    return np.asarray(joint / joint.sum(), dtype=np.float64)
