"""How closed groups are, and which ties are returned: about groups and pairs, never about one account."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from netral.model import CAMPAIGN_ROLES, SUBJECT_ROLES, Network, Registry
from netral.networks.ties import Numbers, Places, Ties, merge_ties, network_to_ties

PERMUTATIONS = 999
WHOLE = "all"


def measure_insularity(
    ties: Ties, groups: Iterable[str | None], permutations: int = PERMUTATIONS, seed: int = 1
) -> pd.DataFrame:
    """Ties, undirected and each counted once, to the E-I index of every group beside what shuffled labels give.

    An index of -1 means all ties stay inside, 1 that all go outside. It depends on the sizes of groups, so it is read
    against ``expected``: the same ties with the same labels dealt out anew to the accounts.

    Parameters
    ----------
    groups
        Each account's group, in the order of ``ties.account_ids``; None leaves an account and its ties out.
    permutations : int
        How often the labels are dealt out anew.

    Returns
    -------
    DataFrame
        One row a group in order of name, last the row ``all``: group, accounts, internal, external (ties), ei_index
        (null without ties), expected (mean of the permutations), p_value (share of permutations, this one included,
        with an index at most as high: small means more closed than chance).

    Source
    ------
    Krackhardt and Stern 1988, Informal networks and organizational crises, Social Psychology Quarterly 51(2) 123-140.
    """
    labels, names = pd.factorize(np.array(list(groups), dtype=object), sort=True)
    undirected = merge_ties(ties, directed=False)
    known = (labels[undirected.source] >= 0) & (labels[undirected.target] >= 0)
    source, target = undirected.source[known], undirected.target[known]
    internal, external = _count_sides(labels, source, target, len(names))
    observed = _to_index(internal, external)
    rng, members = np.random.default_rng(seed), np.flatnonzero(labels >= 0)
    total, at_most = np.zeros(len(names) + 1), np.ones(len(names) + 1)
    for _ in range(permutations):
        dealt = labels.copy()
        dealt[members] = rng.permutation(labels[members])
        index = np.nan_to_num(_to_index(*_count_sides(dealt, source, target, len(names))))
        total += index
        at_most += index <= np.nan_to_num(observed) + 1e-12
    sizes = np.bincount(labels[members], minlength=len(names))
    table = pd.DataFrame({
        "group": [*names, WHOLE], "accounts": [*sizes, len(members)], "internal": internal, "external": external,
        "ei_index": observed, "expected": total / max(permutations, 1), "p_value": at_most / (permutations + 1),
    })  # fmt: skip
    measured = ["ei_index", "expected", "p_value"]
    table.loc[table["ei_index"].isna(), measured] = np.nan
    return table.astype(dict.fromkeys(measured, "Float64"))


def _count_sides(labels: Places, source: Places, target: Places, groups: int) -> tuple[Places, Places]:
    """Internal and external ties of each group, then of the whole, in which an external tie counts once."""
    left, right = labels[source], labels[target]
    same = left == right
    internal = np.bincount(left[same], minlength=groups)
    external = np.bincount(left[~same], minlength=groups) + np.bincount(right[~same], minlength=groups)
    return np.append(internal, same.sum()), np.append(external, (~same).sum())


def _to_index(internal: Places, external: Places) -> Numbers:
    ties = internal + external
    with np.errstate(invalid="ignore"):
        return np.where(ties > 0, (external - internal) / ties, np.nan)


def measure_reciprocity(network: Network, registry: Registry) -> pd.DataFrame:
    """A network to how many ties between OPD or personal accounts and each pair's campaign side are returned.

    Returns
    -------
    DataFrame
        One row a pair, all pairs: pair_no, pair, toward (accounts tied toward an account of the pair), back (the other
        way), returned (both ways), reciprocity (share of all these ties that are returned; null without ties).

    Source
    ------
    Wasserman and Faust 1994, Social Network Analysis, chapter 13; as one number, Garlaschelli and Loffredo 2004,
    Patterns of link reciprocity in directed networks, PRL 93, 268701.
    """
    ties, nodes = network_to_ties(network), network.nodes
    subject = nodes["role"].isin(SUBJECT_ROLES).to_numpy()
    campaign = nodes["role"].isin(CAMPAIGN_ROLES).to_numpy()
    pair_of = nodes["pair_no"].astype("Int64").fillna(-1).to_numpy(dtype=np.int64)
    rows = []
    for pair in registry.pairs:
        own, size = campaign & (pair_of == pair.pair_no), max(len(nodes), 1)
        toward = subject[ties.source] & own[ties.target]
        back = own[ties.source] & subject[ties.target]
        returned = np.intersect1d(
            ties.source[toward] * size + ties.target[toward], ties.target[back] * size + ties.source[back]
        )
        count = int(toward.sum() + back.sum())
        share = 2 * len(returned) / count if count else None
        rows.append((pair.pair_no, pair.name, int(toward.sum()), int(back.sum()), len(returned), share))
    table = pd.DataFrame(rows, columns=["pair_no", "pair", "toward", "back", "returned", "reciprocity"])
    return table.astype({"reciprocity": "Float64"})
