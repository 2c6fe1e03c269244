"""Whether an account's acts toward one pair are more than its activity and the pair's popularity explain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from netral.networks.correction import adjust_p_values
from netral.networks.hypergeometric import Counts, sum_tails

TEST_COLUMNS = ["observed", "expected", "effect", "n", "p_value", "q_value"]


def make_strata(acts: pd.DataFrame, zone: str) -> pd.Series[str]:
    """Acts to what each may be compared with: acts of its platform, kind and week.

    Parameters
    ----------
    acts : DataFrame
        subject (account id, whose platform stands before the colon), kind, occurred_us, and starts_us (where the
        interval begins in which an act without a time of its own lies); UTC microseconds, null where unknown.
    zone : str
        The region's zone, in which weeks begin on Monday.

    Returns
    -------
    Series of str
        Such as ``x share 2024-W40``, ``x like from 2024-W40`` for an interval, ``x like`` without any time.
    """
    starts = acts["starts_us"].astype("Int64")
    local = pd.to_datetime(starts, unit="us", utc=True).dt.tz_convert(zone).dt.isocalendar()
    number, weeks = pd.factorize(local["year"].astype("Int64") * 100 + local["week"].astype("Int64"))
    names = np.array([*(f" {each // 100}-W{each % 100:02}" for each in weeks), ""], dtype=object)
    week = pd.Series(names[number], index=acts.index, dtype="str")
    is_interval = acts["occurred_us"].isna() & starts.notna()
    platform = acts["subject"].str.split(":", n=1).str[0]
    return platform + " " + acts["kind"].astype(str) + np.where(is_interval, " from", "") + week


def score_pairs(acts: pd.DataFrame, subjects: Sequence[str], pair_nos: Sequence[int]) -> pd.DataFrame:
    """Directed acts to one test a subject and pair, the pairs nobody acted toward included.

    In every stratum the subject's acts are drawn, as if blindly, from all acts that anybody made there; the draws of
    all strata are added up, exactly. The p-value is the plain one (not mid-p), which errs on the side of chance.

    Parameters
    ----------
    acts : DataFrame
        One row a directed act, whatever its weight: subject, pair_no, stratum (from `make_strata`). Acts of others than
        the subjects count in the urn only.
    subjects : sequence of str
        Every account that could have acted; the correction counts all of them.
    pair_nos : sequence of int
        Every pair.

    Returns
    -------
    DataFrame
        Indexed by (subject, pair_no): observed, expected (both acts toward the pair), effect (observed over expected;
        NaN where nothing was expected), n (the subject's acts toward all), p_value (chance of at least so many acts
        toward the pair), q_value (Benjamini-Hochberg over every subject and pair).

    Source
    ------
    Tumminello et al. 2011, Statistically validated networks in bipartite complex systems, PLoS ONE 6(3) e17994; here
    summed over strata.
    """
    pairs = len(pair_nos)
    subject = pd.Index(subjects).get_indexer(pd.Index(acts["subject"]))
    pair = pd.Index(pair_nos).get_indexer(pd.Index(acts["pair_no"]))
    stratum, strata = pd.factorize(acts["stratum"])
    size = np.bincount(stratum, minlength=len(strata))
    popularity = _count(stratum[pair >= 0], pair[pair >= 0], len(strata), pairs)
    cells, drawn = np.unique((subject * len(strata) + stratum)[subject >= 0], return_counts=True)
    own, where = np.divmod(cells, max(1, len(strata)))
    known = (subject >= 0) & (pair >= 0)
    observed = _count(subject[known], pair[known], len(subjects), pairs).ravel()
    test = (own[:, None] * pairs + np.arange(pairs)).ravel()
    total, drawn, marked = size[where].repeat(pairs), drawn.repeat(pairs), popularity[where].ravel()
    expected = np.bincount(test, drawn * marked / total, minlength=len(observed))
    acted = np.bincount(subject[subject >= 0], minlength=len(subjects)).repeat(pairs)
    p_value = sum_tails(test, total, marked, drawn, observed)
    index = pd.MultiIndex.from_product([subjects, pair_nos], names=["subject", "pair_no"])
    return make_tests(index, observed, expected, acted, p_value)


def make_tests(
    index: pd.MultiIndex, observed: Counts, expected: np.ndarray, acted: Counts, p_value: np.ndarray
) -> pd.DataFrame:
    """Every test of a family, one an index entry, to the table of them, with effect and q-value."""
    effect = np.divide(observed, expected, out=np.full(len(index), np.nan), where=expected > 0)
    q_value = adjust_p_values(p_value, len(index))
    columns = (observed, expected, effect, acted, p_value, q_value)
    return pd.DataFrame(dict(zip(TEST_COLUMNS, columns, strict=True)), index=index)


def _count(row: Counts, column: Counts, rows: int, columns: int) -> Counts:
    """Pairs of codes to the table of how often each occurs."""
    return np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns).astype(np.int64)
