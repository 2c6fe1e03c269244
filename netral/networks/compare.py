"""All pairs side by side: what each unit's accounts did toward each pair, zeros included, with the unit's base rate."""

from __future__ import annotations

import itertools

import pandas as pd

from netral.model import DIRECTED_KINDS, Network, Registry

COLUMNS = ["unit_id", "unit", "pair_no", "pair", "kind", "acts", "accounts", "base_rate"]


def compare_pairs(network: Network, registry: Registry) -> pd.DataFrame:
    """A network to one row a unit, pair and kind seen anywhere.

    Returns
    -------
    DataFrame
        unit_id, unit, pair_no, pair, kind, acts (of the unit's confirmed accounts toward the pair's campaign side),
        accounts (how many of them), base_rate (share of the unit's confirmed accounts with a directed act toward the
        pair). Every pair has a row wherever one has.
    """
    nodes = network.nodes.set_index("account_id")
    subjects = nodes[nodes["role"].isin(["opd", "person"])]
    campaign = nodes[nodes["role"].isin(["candidate", "campaign_team", "volunteer"])]
    edges = network.edges
    acts = edges[edges["source"].isin(subjects.index) & edges["target"].isin(campaign.index)].copy()
    acts["unit_id"] = acts["source"].map(subjects["unit_id"])
    sizes = subjects.groupby("unit_id").size()
    directed = acts[acts["kind"].isin([kind.value for kind in DIRECTED_KINDS])]
    rates = directed.groupby(["unit_id", "pair_no"])["source"].nunique()
    grouped = acts.groupby(["unit_id", "pair_no", "kind"]).agg(acts=("weight", "sum"), accounts=("source", "nunique"))
    acts_by_key, accounts_by_key = grouped["acts"].to_dict(), grouped["accounts"].to_dict()
    names = {unit.unit_id: unit.name for unit in registry.units}
    rows = []
    for unit_id, pair, kind in itertools.product(sorted(sizes.index), registry.pairs, sorted(set(acts["kind"]))):
        key = (unit_id, pair.pair_no, kind)
        count, accounts = acts_by_key.get(key, 0), accounts_by_key.get(key, 0)
        rate = float(rates.get((unit_id, pair.pair_no), 0)) / float(sizes[unit_id])
        rows.append((unit_id, names.get(unit_id, unit_id), pair.pair_no, pair.name, kind, count, accounts, rate))
    return pd.DataFrame(rows, columns=COLUMNS)
