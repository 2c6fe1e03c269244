"""Leads of two moments side by side: what is new, gone, changed or seen again."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from netral.errors import BadParameter


class Change(StrEnum):
    """What became of a lead between two moments."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "seen again"
    GONE = "gone"


class ChangedLead(NamedTuple):
    """A lead of either moment, by id; ``acts_added`` and ``acts_gone`` count acts by interaction_id."""

    lead_id: str
    change: Change
    acts_added: int
    acts_gone: int


def compare_leads(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedLead, ...]:
    """Two objects that ``netral leads --json`` printed to what changed from the first to the second.

    A lead is changed when its acts are others, or one of them got another direction, time or proof. Those of ``after``
    come first, in their order of time.

    Raises
    ------
    BadParameter
        When one of them has another shape, or they are of two investigations.
    """
    try:
        if before["investigation"] != after["investigation"]:
            raise BadParameter(
                "leads of {before} and of {after} cannot be compared",
                before=before["investigation"],
                after=after["investigation"],
            )
        old, new = ({lead["lead_id"]: _index_acts(lead) for lead in each["leads"]} for each in (before, after))
    except (KeyError, TypeError) as error:
        raise BadParameter("{error} is missing; allowed is what 'netral leads --json' prints", error=error) from None
    rows = [_compare(lead_id, old.get(lead_id), acts) for lead_id, acts in new.items()]
    gone = [_compare(lead_id, acts, None) for lead_id, acts in old.items() if lead_id not in new]
    return (*rows, *gone)


def count_changes(changes: tuple[ChangedLead, ...]) -> dict[str, int]:
    """Changed leads to how many of each kind, zeros included."""
    return {each.value: sum(row.change is each for row in changes) for each in Change}


def _index_acts(lead: Mapping[str, Any]) -> dict[str, str]:
    """A lead's acts by id, each with what a reviewer would read differently were it another."""
    return {
        act["interaction_id"]: repr(
            [act.get(key) for key in ("kind", "direction", "occurred_at", "occurred_after", "occurred_before", "text")]
            + sorted(record["sha256"] for record in act["records"])
        )
        for act in lead["acts"]
    }


def _compare(lead_id: str, old: dict[str, str] | None, new: dict[str, str] | None) -> ChangedLead:
    before, after = old or {}, new or {}
    if old is None or new is None:
        change = Change.NEW if old is None else Change.GONE
    else:
        change = Change.SAME if old == new else Change.CHANGED
    return ChangedLead(lead_id, change, len(after.keys() - before.keys()), len(before.keys() - after.keys()))
