"""How much of the whole is seen: accounts declared, lists complete or not, platforms captured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.identity import make_account_id
from netral.model import (
    LIST_OPS,
    SUBJECT_ROLES,
    Coverage,
    Flag,
    Investigation,
    Kind,
    Op,
    Platform,
    Registry,
    RegistryAccount,
    Tables,
)


def list_completeness(tables: Tables, handles: Mapping[str, str]) -> pd.DataFrame:
    """Every captured list to how long the platform said it is and how much of it was seen.

    ``handles`` are the newest of the accounts in the registry, by account id.

    Returns
    -------
    DataFrame
        account (``x:@handle``, ``x:<id>`` or ``x:post:<id>``), op, declared (null where the platform did not say),
        observed (distinct accounts, over all captures of the list), handle (newest, of an account in the registry).
    """
    lists = tables.records.filter(
        tables.records["op"].isin([op.value for op in LIST_OPS]), tables.records.target.notnull()
    )
    seen = lists.select("record_id", "op", "declared_count", listed_in="target").left_join(tables.lineage, "record_id")
    seen = seen.left_join(_name_ends(tables), "edge_id")
    member = ibis.ifelse(seen["op"] == Op.FOLLOWING.value, seen.target, seen.actor)
    counted = seen.group_by("op", target="listed_in").aggregate(
        declared=seen.declared_count.max(), observed=member.nunique()
    )
    found = counted.to_pandas().astype({"declared": "Int64", "observed": "int64"})
    found["handle"] = found["target"].map(handles)
    found = found.rename(columns={"target": "account"})
    return pd.DataFrame(found.sort_values(["account", "op"], ignore_index=True))


def _name_ends(tables: Tables) -> ir.Table:
    """Of every edge that a list can show its id, actor and target; an account may be in one list by two acts."""
    ties = tables.follows.select(edge_id="follow_id", actor="follower", target="followed")
    acts = tables.interactions.filter(tables.interactions.kind.isin([Kind.LIKE.value, Kind.SHARE.value]))
    return ties.union(acts.select("actor", "target", edge_id="interaction_id").select("edge_id", "actor", "target"))


def count_ties(tables: Tables, roster: pd.DataFrame) -> dict[str, int]:
    """Observed follows and joins from confirmed accounts to campaign accounts, by kind: nobody is named."""
    subjects, campaign = (
        ibis.memtable(roster.loc[roster[name], ["account_id"]]).account_id for name in ("is_subject", "is_campaign")
    )
    ties = tables.follows.filter(tables.follows.follower.isin(subjects), tables.follows.followed.isin(campaign))
    found = ties.group_by("kind").aggregate(ties=lambda table: table.count()).to_pandas()
    return {str(kind): int(ties) for kind, ties in found.itertuples(index=False)}


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
    seen = accounts.select("platform", "reused_handle").distinct().to_pandas()
    platforms = set(seen["platform"])
    incomplete = lists[lists["declared"].notna() & (lists["declared"] > lists["observed"])]
    return Coverage(
        accounts_declared=len({_name(row) for row in confirmed}),
        unconfirmed=len({_name(row) for row in subjects if not row.is_confirmed}),
        employees=investigation.employees_asn + investigation.employees_non_asn,
        platforms=tuple(platform.value for platform in Platform if platform.value in platforms),
        lists_incomplete=len(incomplete),
        disputed=tuple(sorted({_name(row) for row in registry.accounts if Flag.DISPUTED in row.flags})),
        handle_reused=tuple(sorted({*seen["reused_handle"].dropna(), *conflicts})),
    )


def _name(row: RegistryAccount) -> str:
    """``x:@handle``, or the id where the registry has no handle."""
    return make_account_id(row.platform, None if row.handle else row.platform_id, row.handle)
