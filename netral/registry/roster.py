"""Registry rows -> the account ids that captures gave them: one roster for networks and rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from netral.identity import make_account_id
from netral.model import CAMPAIGN_ROLES, SUBJECT_ROLES, Flag, Registry, RegistryAccount
from netral.times import day_bounds_us

if TYPE_CHECKING:
    import pandas as pd

FIRST_US, LAST_US = -(2**62), 2**62
COLUMNS = (
    "account_id", "row", "platform", "registry_handle", "role", "unit_id", "pair_no", "is_subject", "is_campaign",
    "is_disputed", "valid_from_us", "valid_to_us", "is_latest",
)  # fmt: skip
# Set, because a registry of nobody leaves nothing to infer them from.
DTYPES = {
    **dict.fromkeys(COLUMNS, "str"), "row": "int64", "pair_no": "Int64",
    "valid_from_us": "int64", "valid_to_us": "int64",
    **dict.fromkeys(("is_subject", "is_campaign", "is_disputed", "is_latest"), "bool"),
}  # fmt: skip


def make_roster(registry: Registry, aliases: pd.DataFrame, zone: str) -> pd.DataFrame:
    """A registry to a table of confirmed accounts by account_id.

    Parameters
    ----------
    registry : Registry
    aliases : DataFrame
        The table account_aliases: alias, account_id, method.
    zone : str
        The region's zone, in which validity dates count.

    Returns
    -------
    DataFrame
        One row a confirmed registry row and span of time in which it holds: account_id, row (line of accounts.csv),
        platform, registry_handle, role, unit_id, pair_no (nullable), is_subject, is_campaign, is_disputed,
        valid_from_us, valid_to_us (UTC microseconds, both included) and is_latest (the row that holds where a time is
        unknown). Where an account stands in several rows at once the one further down holds, so that no act counts
        twice; a dispute in any of them holds for all.
        Rows whose handle was seen under several ids are left out: nobody can say whose acts those are.
    """
    import pandas as pd  # slow to import, and an ingest needs no roster

    observed = dict(zip(aliases["alias"], aliases["account_id"], strict=True))
    conflicts = set(aliases.loc[aliases["method"] == "conflict", "alias"])
    by_account: dict[str, list[dict[str, Any]]] = {}
    for row in registry.accounts:
        account_id = _resolve(row, observed, conflicts)
        if row.is_confirmed and account_id is not None:
            by_account.setdefault(account_id, []).append(_to_roster_row(row, account_id, zone))
    rows = [part for own in by_account.values() for part in _separate(own)]
    roster = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "is_latest"])
    latest = roster.sort_values(["valid_to_us", "row"]).groupby("account_id").tail(1).index
    roster["is_latest"] = roster.index.isin(latest)
    return roster.astype(DTYPES)


def find_conflicts(registry: Registry, aliases: pd.DataFrame) -> list[str]:
    """Registry handles without an id that captures show under several ids, as ``x:@handle``."""
    conflicts = set(aliases.loc[aliases["method"] == "conflict", "alias"])
    names = (make_account_id(row.platform, None, row.handle) for row in registry.accounts if not row.platform_id)
    return sorted(set(names) & conflicts)


def _resolve(row: RegistryAccount, observed: dict[str, str], conflicts: set[str]) -> str | None:
    account_id = make_account_id(row.platform, row.platform_id, row.handle)
    if account_id in conflicts:
        return None
    return observed.get(account_id, account_id)


def _to_roster_row(row: RegistryAccount, account_id: str, zone: str) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "row": row.row,
        "platform": row.platform.value,
        "registry_handle": row.handle or None,
        "role": row.role.value,
        "unit_id": row.unit_id,
        "pair_no": row.pair_no,
        "is_subject": row.role in SUBJECT_ROLES,
        "is_campaign": row.role in CAMPAIGN_ROLES,
        "is_disputed": Flag.DISPUTED in row.flags,
        "valid_from_us": day_bounds_us(row.valid_from, zone)[0] if row.valid_from else FIRST_US,
        "valid_to_us": day_bounds_us(row.valid_to, zone)[1] if row.valid_to else LAST_US,
    }


def _separate(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One account's rows, cut so that no two hold at the same time."""
    starts = sorted({row["valid_from_us"] for row in rows} | {row["valid_to_us"] + 1 for row in rows})
    held: dict[str, Any] | None = None
    for first_us, next_us in pairwise(starts):
        holding = [row for row in rows if row["valid_from_us"] <= first_us <= row["valid_to_us"]]
        part = holding[-1] | {"is_disputed": any(row["is_disputed"] for row in holding)} if holding else None
        if held and part and (held["row"], held["is_disputed"]) == (part["row"], part["is_disputed"]):
            held["valid_to_us"] = next_us - 1
            continue
        if held:
            yield held
        held = part and part | {"valid_from_us": first_us, "valid_to_us": next_us - 1}
    if held:
        yield held
