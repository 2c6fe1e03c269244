"""Accounts that share more targets than the activity of both and the fame of the targets explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from netral.networks.bicm import solve_bicm
from netral.networks.correction import adjust_p_values
from netral.networks.hypergeometric import Chances, Counts
from netral.networks.poisson_binomial import count_tails

COLUMNS = ["source", "target", "observed", "expected", "effect", "n_source", "n_target", "p_value", "q_value"]
ROWS_AT_ONCE = 1024


def score_shared_targets(ties: pd.DataFrame, accounts: Sequence[str], at_least: int = 2) -> pd.DataFrame:
    """Who is tied to what, to one test a pair of accounts that share targets.

    Each common target counts as the configuration model expects it to be common to two accounts of these degrees, so
    one that everybody follows adds nothing. Only accounts of one platform are compared.

    Parameters
    ----------
    ties : DataFrame
        account, target; several of one account and target count once, those of other accounts not at all.
    accounts : sequence of str
        Every account that could have ties; the correction counts every pair of them on one platform.
    at_least : int
        Pairs that share fewer targets are left out of the list, though not out of the correction.

    Returns
    -------
    DataFrame
        source, target (accounts, in order), observed and expected number of common targets, effect (observed over
        expected), n_source and n_target (targets of each), p_value (chance of at least so many; at most 1e-4 off, and
        never too small where it is small), q_value (Benjamini-Hochberg over every possible pair; a q-value up to the
        smallest p-value left out is exact, one above it may be too large).

    Source
    ------
    Saracco et al. 2017, Inferring monopartite projections of bipartite networks, New J. Phys. 19 053022.
    """
    names = pd.Series(sorted(set(accounts)), dtype="str")
    platform = names.str.split(":", n=1).str[0]
    known = ties[ties["account"].isin(names)].drop_duplicates(["account", "target"])
    on = known["account"].str.split(":", n=1).str[0]
    parts = [_score_platform(own, at_least) for _, own in known.groupby(on)]
    scored = pd.concat(parts) if parts else pd.DataFrame()
    possible = sum(size * (size - 1) // 2 for size in platform.value_counts())
    scored = scored.reindex(columns=COLUMNS).sort_values(["source", "target"], ignore_index=True)
    scored["q_value"] = adjust_p_values(scored["p_value"], int(possible))
    return scored


def count_shared(incidence: sparse.csr_array, at_least: int = 1) -> Iterator[tuple[Counts, Counts, Counts]]:
    """A 0/1 table, accounts by targets, to every two rows that share so many: first, second, how many; in blocks."""
    turned = incidence.T.tocsr()
    for start in range(0, incidence.shape[0], ROWS_AT_ONCE):
        block = (incidence[start : start + ROWS_AT_ONCE] @ turned).tocoo()
        first, second = block.row.astype(np.int64) + start, block.col.astype(np.int64)
        upper = (first < second) & (block.data >= at_least)
        yield first[upper], second[upper], block.data[upper].astype(np.int64)


def make_incidence(ties: pd.DataFrame) -> tuple[sparse.csr_array, pd.Index]:
    """Accounts and targets to a 0/1 table and the accounts of its rows, in order."""
    row, accounts = pd.factorize(ties["account"], sort=True)
    column, targets = pd.factorize(ties["target"], sort=True)
    shape = (len(accounts), len(targets))
    table = sparse.csr_array((np.ones(len(ties), dtype=np.int64), (row, column)), shape=shape)
    table.data[:] = 1
    return table, pd.Index(accounts)


def _score_platform(ties: pd.DataFrame, at_least: int) -> pd.DataFrame:
    incidence, accounts = make_incidence(ties)
    degree, fame = incidence.sum(axis=1), incidence.sum(axis=0)
    chance = solve_bicm(degree, fame)
    fame_counts = np.unique(fame, return_counts=True)[1]
    kind = np.unique(degree, return_inverse=True)[1]
    blocks = list(count_shared(incidence, at_least))
    first, second, shared = (np.concatenate([block[each] for block in blocks]) for each in range(3))
    p_value, expected = _score_degrees(chance, fame_counts, kind[first], kind[second], shared)
    return pd.DataFrame({
        "source": accounts[first], "target": accounts[second], "observed": shared, "expected": expected,
        "effect": shared / expected, "n_source": degree[first], "n_target": degree[second], "p_value": p_value,
    })  # fmt: skip


def _score_degrees(
    chance: Chances, fame_counts: Counts, first: Counts, second: Counts, shared: Counts
) -> tuple[Chances, Chances]:
    """Pairs as two classes of degree and a count, to p-value and expected count; each two classes are computed once."""
    key = np.minimum(first, second) * len(chance) + np.maximum(first, second)
    order = np.lexsort((shared, key))
    classes, starts = np.unique(key[order], return_index=True)
    one, two = np.divmod(classes, len(chance))
    expected = ((chance * fame_counts) @ chance.T)[one, two]
    sizes = np.diff(starts, append=len(key))
    highest = shared[order][starts + sizes - 1]
    p_value = np.ones(len(key))
    by_length = np.argsort(highest, kind="stable")  # a few long sums do not lengthen all
    for start in range(0, len(classes), ROWS_AT_ONCE):
        part = by_length[start : start + ROWS_AT_ONCE]
        tails = count_tails(chance[one[part]] * chance[two[part]], fame_counts, int(highest[part].max()))
        own = _spread(order, starts[part], sizes[part])
        p_value[own] = tails[np.arange(len(part)).repeat(sizes[part]), shared[own]]
    ordered = np.empty(len(key))
    ordered[order] = expected.repeat(sizes)
    return p_value, ordered


def _spread(order: Counts, starts: Counts, sizes: Counts) -> Counts:
    """Runs of an ordering, each from its start and so long, one after another."""
    ends = np.cumsum(sizes)
    return np.asarray(order[np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)], dtype=np.int64)
