"""How much of the whole is seen: accounts declared, lists complete or not, platforms captured."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netral.identity import make_account_id
from netral.model import (
    LIST_OPS,
    SUBJECT_ROLES,
    Coverage,
    Flag,
    Investigation,
    Kind,
    Platform,
    Registry,
    RegistryAccount,
    Tables,
)


def list_completeness(tables: Tables) -> pd.DataFrame:
    """Every captured list to how long the platform said it is and how much of it was seen.

    Returns
    -------
    DataFrame
        account (``x:@handle``, ``x:<id>`` or ``x:post:<id>``), op, declared (null where the platform did not say),
        observed (distinct accounts, over all captures of the list), handle (newest, of an account in the registry).
    """
    lists = tables.records.filter(
        tables.records["op"].isin([op.value for op in LIST_OPS]), tables.records.target.notnull()
    )
    declared = lists.group_by("target", "op").aggregate(declared=lists.declared_count.max())
    seen = lists.join(tables.lineage, "record_id")
    observed = seen.group_by("target", "op").aggregate(observed=seen.edge_id.nunique())
    joined = declared.left_join(observed, ["target", "op"]).select("target", "op", "declared", "observed").to_pandas()
    joined["observed"] = joined["observed"].fillna(0).astype("int64")
    joined["declared"] = joined["declared"].astype("Int64")
    known = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    joined["handle"] = joined["target"].map(dict(zip(known["account_id"], known["handle"], strict=True)))
    joined = joined.rename(columns={"target": "account"})
    return pd.DataFrame(joined.sort_values(["account", "op"], ignore_index=True))


def count_follows(tables: Tables, roster: pd.DataFrame) -> int:
    """Observed follows, joins apart, from confirmed accounts to campaign accounts: for education, nobody is named."""
    follows = tables.follows.filter(tables.follows.kind == Kind.FOLLOW.value).select("follower", "followed").to_pandas()
    subjects = set(roster.loc[roster["is_subject"], "account_id"])
    campaign = set(roster.loc[roster["is_campaign"], "account_id"])
    return int((follows["follower"].isin(subjects) & follows["followed"].isin(campaign)).sum())


def measure_coverage(
    investigation: Investigation, registry: Registry, tables: Tables, lists: pd.DataFrame, conflicts: Sequence[str]
) -> Coverage:
    """Registry and captures to their coverage, with denominators.

    Parameters
    ----------
    lists : DataFrame
        From `list_completeness`.
    conflicts : sequence of str
        Registry handles seen under several ids.
    """
    subjects = [row for row in registry.accounts if row.role in SUBJECT_ROLES]
    confirmed = [row for row in subjects if row.is_confirmed]
    accounts = tables.accounts
    platforms = set(accounts.select("platform").distinct().to_pandas()["platform"])
    reused = accounts.filter(accounts.reused_handle.notnull()).select("reused_handle").distinct().to_pandas()
    incomplete = lists[lists["declared"].notna() & (lists["declared"] > lists["observed"])]
    return Coverage(
        accounts_declared=len({_name(row) for row in confirmed}),
        unconfirmed=len({_name(row) for row in subjects if not row.is_confirmed}),
        employees=investigation.employees_asn + investigation.employees_non_asn,
        platforms=tuple(platform.value for platform in Platform if platform.value in platforms),
        lists_incomplete=len(incomplete),
        disputed=tuple(sorted({_name(row) for row in registry.accounts if Flag.DISPUTED in row.flags})),
        handle_reused=tuple(sorted({*reused["reused_handle"], *conflicts})),
    )


def _name(row: RegistryAccount) -> str:
    """``x:@handle``, or the id where the registry has no handle."""
    return make_account_id(row.platform, None if row.handle else row.platform_id, row.handle)
