"""Acts of one unit's accounts on one campaign post within a short window: about the unit, not about each person."""

from __future__ import annotations

import pandas as pd

from netral.model import Coordinated, Registry, Thresholds
from netral.times import SECOND_US


def find_coordinated(acts: pd.DataFrame, thresholds: Thresholds, registry: Registry) -> tuple[Coordinated, ...]:
    """Usable acts to bursts: at least ``coaction_min_accounts`` accounts of one unit within the window.

    Parameters
    ----------
    acts : DataFrame
        From `collect_acts`: unit_id, pair_no, object_post, object_url, actor, occurred_us, interaction_id.
    registry : Registry
        For the units above the one that a burst is about.

    Returns
    -------
    tuple of Coordinated
        One a unit, pair and post: every act that lies in some window with enough accounts.
    """
    parents = {unit.unit_id: unit.parent_unit_id for unit in registry.units}
    timed = acts[acts["occurred_us"].notna() & acts["object_post"].notna() & acts["unit_id"].notna()]
    keys = ["unit_id", "pair_no", "object_post"]
    crowded = timed.groupby(keys)["actor"].transform("nunique") >= thresholds.coaction_min_accounts
    found = []
    for (unit_id, pair_no, _), group in timed[crowded].groupby(keys, sort=True):
        members = _find_members(group, thresholds)
        if not members.empty:
            urls = members["object_url"].dropna()
            found.append(
                Coordinated(
                    unit_id=str(unit_id),
                    pair_no=int(str(pair_no)),
                    object_url=str(urls.iloc[0]) if len(urls) else str(members["object_post"].iloc[0]),
                    accounts=int(members["actor"].nunique()),
                    window_seconds=thresholds.coaction_window_seconds,
                    interactions=tuple(members["interaction_id"]),
                    units_above=_list_above(str(unit_id), parents),
                )
            )
    return tuple(found)


def _list_above(unit_id: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    """The unit that a unit lies below, and so on to the top: who answers for it."""
    above: list[str] = []
    while (parent := parents.get(above[-1] if above else unit_id)) and parent not in above:
        above.append(parent)
    return tuple(above)


def _find_members(group: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    group = group.sort_values(["occurred_us", "interaction_id"])
    times, window_us = group["occurred_us"].astype("int64"), thresholds.coaction_window_seconds * SECOND_US
    chosen = pd.Series(False, index=group.index)
    for start in times:
        inside = (times >= start) & (times <= start + window_us)
        if group.loc[inside, "actor"].nunique() >= thresholds.coaction_min_accounts:
            chosen |= inside
    return group[chosen]
