"""How far the audiences of campaign accounts and institutions overlap: counts and shares of followers, nobody named."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.model import Kind, Op, Registry, Role, Tables
from netral.networks.edges import put_roster, read_handles

PAIR_COLUMNS = ["pair_no", "other_pair_no", "followers", "other_followers", "shared", "jaccard"]
ACCOUNT_COLUMNS = [
    "source", "target", "source_handle", "target_handle", "source_pair_no", "target_pair_no", "followers",
    "other_followers", "shared", "jaccard", "declared", "other_declared",
]  # fmt: skip


def compare_pair_audiences(tables: Tables, roster: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Follower lists to how many followers every two pairs' campaign sides have in common.

    Returns
    -------
    DataFrame
        One row every two pairs, zeros included: pair_no, other_pair_no, followers and other_followers (distinct
        followers seen of either side), shared, jaccard (shared over all followers of either; null without any).
    """
    campaign = roster[roster["is_latest"] & roster["is_campaign"] & roster["pair_no"].notna()]
    sizes, shared = _count_shared(tables, campaign, "pair_no")
    pairs = [pair.pair_no for pair in registry.pairs]
    index = pd.MultiIndex.from_tuples(
        [(pair, other) for at, pair in enumerate(pairs) for other in pairs[at + 1 :]], names=["owner", "other"]
    )
    table = shared.set_index(["owner", "other"]).reindex(index, fill_value=0).reset_index()
    return _compare(table, sizes).rename(columns={"owner": "pair_no", "other": "other_pair_no"})[PAIR_COLUMNS]


def compare_account_audiences(tables: Tables, roster: pd.DataFrame) -> pd.DataFrame:
    """Follower lists to how many followers every two registry accounts have in common, personal accounts apart.

    An audience says whom an account reaches, not what it does; and who follows a civil servant is nobody's concern.

    Returns
    -------
    DataFrame
        One row two accounts with a follower in common, in order of account id: source, target (account ids), both
        handles, both pair numbers, followers and other_followers (distinct, seen), shared, jaccard, declared and
        other_declared (how long the platform said the list is; null where it did not). Two accounts without a row have
        no follower in common that was seen.
    """
    public = roster[roster["is_latest"] & (roster["role"] != Role.PERSON.value)]
    sizes, shared = _count_shared(tables, public, "number")
    table = _compare(shared, sizes)
    names = sorted(set(public["account_id"]))
    handles, declared = read_handles(tables.accounts, roster), _read_declared(tables)
    pair_of = dict(zip(public["account_id"], public["pair_no"], strict=True))
    for end, column, prefix in (("source", "owner", ""), ("target", "other", "other_")):
        table[end] = table[column].map(dict(enumerate(names))).astype("str")
        table[f"{end}_handle"] = table[end].map(handles).astype("str")
        table[f"{end}_pair_no"] = table[end].map(pair_of).astype("Int64")
        table[f"{prefix}declared"] = table[end].map(declared).astype("Int64")
    return table.sort_values(["source", "target"], ignore_index=True)[ACCOUNT_COLUMNS]


def _count_shared(tables: Tables, accounts: pd.DataFrame, owner: str) -> tuple[pd.Series, pd.DataFrame]:
    """Rows of a roster to the audiences of what a column of theirs (see `put_roster`) holds; see `_overlap`."""
    placed, follows = put_roster(accounts, tables.follows), tables.follows
    follows = follows.filter(follows.kind == Kind.FOLLOW.value, follows.follower != follows.followed)
    joined = follows.join(placed, follows.followed == placed.account_id)
    with joined.select("follower", owner=owner).distinct().cache() as audience:
        return _overlap(audience)


def _overlap(audience: ir.Table) -> tuple[pd.Series, pd.DataFrame]:
    """Distinct (follower, owner) to the size of every owner's audience, and owner, other, shared of every two."""
    sizes = audience.group_by("owner").aggregate(followers=ibis._.count()).to_pandas()
    other = audience.view()
    joined = audience.join(other, [audience.follower == other.follower, audience.owner < other.owner])
    shared = joined.group_by(owner="owner", other="owner_right").aggregate(shared=ibis._.count()).to_pandas()
    return sizes.set_index("owner")["followers"], shared


def _compare(table: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    followers, others = (table[name].map(sizes).fillna(0).astype("int64") for name in ("owner", "other"))
    union = followers + others - table["shared"]
    jaccard = (table["shared"] / union.where(union > 0)).astype("Float64")
    return table.assign(followers=followers, other_followers=others, jaccard=jaccard)


def _read_declared(tables: Tables) -> dict[str, int]:
    """How long the platform said each follower list is, by account id."""
    lists = tables.records.filter(tables.records["op"] == Op.FOLLOWERS.value, tables.records.declared_count.notnull())
    declared = lists.group_by("target").aggregate(declared=lists.declared_count.max()).to_pandas()
    return dict(zip(declared["target"], declared["declared"], strict=True))
