"""All pairs side by side: what each unit's accounts did toward each pair, zeros included, with the unit's base rate."""

from __future__ import annotations

import itertools

import pandas as pd

from netral.model import DIRECTED_KINDS, Network, Registry

COLUMNS = ["unit_id", "unit", "pair_no", "pair", "kind", "acts", "accounts", "base_rate"]
DIRECTIONS = ["support", "attack", "neither", "unread"]


def compare_pairs(network: Network, registry: Registry) -> pd.DataFrame:
    """A network to one row a unit, pair and kind seen anywhere.

    Returns
    -------
    DataFrame
        unit_id, unit, pair_no, pair, kind, acts (of the unit's confirmed accounts toward the pair's campaign side),
        accounts (how many of them), base_rate (share of the unit's confirmed accounts with an act in favour of the
        pair: a like, share, coauthored post, or one that a person read as support). Every pair has a row wherever one
        has. Where anybody has read acts, also support, attack, neither and unread: the acts by what they are toward
        the pair; mentions and tags are none of these.
    """
    nodes = network.nodes.set_index("account_id")
    subjects = nodes[nodes["role"].isin(["opd", "person"])]
    campaign = nodes[nodes["role"].isin(["candidate", "campaign_team", "volunteer"])]
    edges = network.edges
    acts = edges[edges["source"].isin(subjects.index) & edges["target"].isin(campaign.index)].copy()
    acts["unit_id"] = acts["source"].map(subjects["unit_id"])
    sizes = subjects.groupby("unit_id").size()
    is_given = acts["kind"].isin([kind.value for kind in DIRECTED_KINDS])
    is_read = "unread" in acts
    directed = acts[is_given | (acts["read_support"] > 0)] if is_read else acts[is_given]
    rates = directed.groupby(["unit_id", "pair_no"])["source"].nunique()
    grouped = acts.groupby(["unit_id", "pair_no", "kind"]).agg(acts=("weight", "sum"), accounts=("source", "nunique"))
    told = _sum_directions(acts, is_given) if is_read else {}
    acts_by_key, accounts_by_key = grouped["acts"].to_dict(), grouped["accounts"].to_dict()
    names = {unit.unit_id: unit.name for unit in registry.units}
    rows = []
    for unit_id, pair, kind in itertools.product(sorted(sizes.index), registry.pairs, sorted(set(acts["kind"]))):
        key = (unit_id, pair.pair_no, kind)
        count, accounts = acts_by_key.get(key, 0), accounts_by_key.get(key, 0)
        rate = float(rates.get((unit_id, pair.pair_no), 0)) / float(sizes[unit_id])
        row = (unit_id, names.get(unit_id, unit_id), pair.pair_no, pair.name, kind, count, accounts, rate)
        rows.append((*row, *told.get(key, (0, 0, 0, 0))) if is_read else row)
    return pd.DataFrame(rows, columns=[*COLUMNS, *DIRECTIONS] if is_read else COLUMNS)


def _sum_directions(acts: pd.DataFrame, is_given: pd.Series[bool]) -> dict[object, tuple[int, ...]]:
    """Unit, pair and kind to the acts in favour, against, neither and unread."""
    counted = acts.assign(support=acts["read_support"].where(~is_given, acts["weight"]))
    counted = counted.rename(columns={"read_attack": "attack", "read_neither": "neither"})
    sums = counted.groupby(["unit_id", "pair_no", "kind"])[DIRECTIONS].sum().astype("int64")
    return dict(zip(sums.index, sums.itertuples(index=False, name=None), strict=True))
