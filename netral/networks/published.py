"""A measured network -> what of it may leave the house: institutions and the campaign side, never a person's score."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from netral.model import Network, Role
from netral.networks.backbone import find_backbone
from netral.networks.edges import NODE_COLUMNS

FEWEST_PEOPLE = 3
PLAIN_COLUMNS = frozenset(NODE_COLUMNS) - {"community"}


def withhold_measures(network: Network, disputed: Collection[str]) -> Network:
    """A measured network to the same without a measure of any personal or disputed account, or one without a tie.

    What stays for everybody says who an account is and counts its ties in the same file (degree, strength). Whatever
    else stands in the nodes would place a person by a number: a community beside a campaign, a nearness to a pair.

    Parameters
    ----------
    disputed : collection of str
        Account ids whose registry row is disputed: perhaps an impostor's.
    """
    nodes = network.nodes.copy()
    kept = nodes["role"].notna() & (nodes["role"] != Role.PERSON.value) & ~nodes["account_id"].isin(list(disputed))
    for name in nodes.columns:
        if name not in PLAIN_COLUMNS:
            nodes[name] = nodes[name].where(kept.to_numpy(dtype=bool))
    if "pagerank" in nodes:  # of an account without a tie it is the walk's jumps alone, and says nothing
        nodes["pagerank"] = nodes["pagerank"].where(nodes["betweenness"].notna())
    return replace(network, nodes=nodes)


def withhold_small_units(by_unit: pd.DataFrame, exposure: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """Exposure of units to the same without numbers where they would be those of one or two people.

    Parameters
    ----------
    by_unit, exposure : DataFrame
        From `roll_up_exposure` and `measure_exposure`.
    roster : DataFrame
        From `registry.make_roster`.

    Returns
    -------
    DataFrame
        followees, campaign_followees, share and relative are empty where follows of one or two personal accounts of the
        unit were seen; agencies' own accounts are no people.
    """
    people = set(roster.loc[roster["is_latest"] & (roster["role"] == Role.PERSON.value), "account_id"])
    seen = exposure[(exposure["followees"] > 0) & exposure["account_id"].isin(people)]
    counts = by_unit["unit_id"].map(seen.groupby("unit_id")["account_id"].nunique()).fillna(0)
    kept = ((counts == 0) | (counts >= FEWEST_PEOPLE)).to_numpy(dtype=bool)
    numbers = {"followees": "Int64", "campaign_followees": "Int64", "share": "Float64", "relative": "Float64"}
    table = by_unit.astype(numbers)
    for name in numbers:
        table[name] = table[name].where(kept)
    return table


def keep_backbone(network: Network) -> Network:
    """A network to the edges of its backbone (disparity filter), each as it was, with its own test against chance."""
    thin = find_backbone(network)
    kept = thin.edges[["source", "target"]].drop_duplicates()
    edges = network.edges.merge(kept, on=["source", "target"])[list(network.edges.columns)]
    return replace(network, edges=edges, note=thin.note)
