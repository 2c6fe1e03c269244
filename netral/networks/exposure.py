"""Whose posts people may see: the campaign accounts of each pair among those whom accounts were seen to follow."""

from __future__ import annotations

import pandas as pd

from netral.model import Registry, Tables
from netral.networks.edges import put_roster, side

ACCOUNT_COLUMNS = ["account_id", "unit_id", "pair_no", "followees", "campaign_followees", "share", "relative"]


def measure_exposure(tables: Tables, roster: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Follows to the share of each pair's campaign accounts among the followees of every OPD and personal account.

    Only observed follows count; a followee outside the registry is counted and nothing else. Following is what people
    may see, not what they think: exposure is no act and makes no lead.

    Returns
    -------
    DataFrame
        One row an account and pair, all pairs side by side, in order of account_id: account_id, unit_id, pair_no,
        followees (all observed), campaign_followees (the pair's), share (of all followees), relative
        (campaign_followees over all follows the pair received from these accounts, scaled to 1 over the pairs). share
        and relative are null where there is nothing to divide by.

    Source
    ------
    Bakshy, Messing and Adamic 2015, Exposure to ideologically diverse news and opinion on Facebook, Science 348,
    1130-1132.
    """
    latest = roster[roster["is_latest"]].drop_duplicates("account_id")
    subjects = latest[latest["is_subject"]].sort_values("account_id")
    counted = _count_followees(tables, latest)
    pair_nos = [pair.pair_no for pair in registry.pairs]
    index = pd.MultiIndex.from_product([subjects["account_id"], pair_nos], names=["account_id", "pair_no"])
    campaign = counted[counted["pair_no"].notna()].set_index(["account_id", "pair_no"])["ties"]
    table = campaign.reindex(index, fill_value=0).astype("int64").rename("campaign_followees").reset_index()
    followees = counted.groupby("account_id")["ties"].sum()
    table["followees"] = table["account_id"].map(followees).fillna(0).astype("int64")
    table["unit_id"] = table["account_id"].map(dict(zip(subjects["account_id"], subjects["unit_id"], strict=True)))
    return _relate(table, "account_id")[ACCOUNT_COLUMNS]


def roll_up_exposure(exposure: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Exposure of accounts to that of units: what all accounts of a unit follow, together.

    Returns
    -------
    DataFrame
        One row a unit and pair, all pairs: unit_id, unit, accounts, listed (accounts of which a follow was seen),
        pair_no, pair, followees, campaign_followees, share, relative.
    """
    units, pairs = {unit.unit_id: unit.name for unit in registry.units}, {p.pair_no: p.name for p in registry.pairs}
    counted = exposure.assign(listed=exposure["followees"] > 0).groupby(["unit_id", "pair_no"], sort=True)
    table = counted.agg(
        accounts=("account_id", "size"), listed=("listed", "sum"),
        followees=("followees", "sum"), campaign_followees=("campaign_followees", "sum"),
    ).reset_index()  # fmt: skip
    table["unit"] = table["unit_id"].map(lambda unit_id: units.get(unit_id, unit_id))
    table["pair"] = table["pair_no"].map(pairs)
    columns = ["unit_id", "unit", "accounts", "listed", "pair_no", "pair"]
    return _relate(table, "unit_id")[[*columns, *ACCOUNT_COLUMNS[3:]]]


def spread_exposure(exposure: pd.DataFrame) -> pd.DataFrame:
    """Exposure of accounts to columns of a nodes table: account_id, and ``exposure_pair_<n>`` (share), all pairs."""
    wide = exposure.pivot(index="account_id", columns="pair_no", values="share")
    return wide.rename(columns=lambda pair_no: f"exposure_pair_{pair_no}").rename_axis(columns=None).reset_index()


def _count_followees(tables: Tables, latest: pd.DataFrame) -> pd.DataFrame:
    """account_id, pair_no (null: not the campaign side), ties; distinct followees, joined groups apart."""
    follows = tables.follows.filter(tables.follows.kind == "follow", tables.follows.follower != tables.follows.followed)
    placed = put_roster(latest, follows)
    actors = side(placed, "actor")
    targets = side(placed, "target")
    targets = targets.filter(targets.target_is_campaign)
    joined = follows.join(actors.filter(actors.actor_is_subject), follows.follower == actors.actor_account_id)
    joined = joined.left_join(targets, joined.followed == targets.target_account_id)
    counted = joined.group_by(account_id="follower", pair_no="target_pair_no").aggregate(ties=joined.followed.nunique())
    return pd.DataFrame(counted.to_pandas()).astype({"pair_no": "Int64"})


def _relate(table: pd.DataFrame, owner: str) -> pd.DataFrame:
    received = table.groupby("pair_no")["campaign_followees"].transform("sum")
    quotient = table["campaign_followees"] / received.where(received > 0)
    total = quotient.groupby(table[owner]).transform("sum")
    share = table["campaign_followees"] / table["followees"].where(table["followees"] > 0)
    relative = (quotient / total.where(total > 0)).where(received > 0)
    return table.assign(share=share.astype("Float64"), relative=relative.astype("Float64"))
