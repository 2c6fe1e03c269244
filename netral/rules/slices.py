"""A unit and every unit below it, so that the head of an agency sees that agency's part and no other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral.errors import BadParameter
from netral.model import SUBJECT_ROLES, Investigation, Registry


def list_units(registry: Registry, unit_id: str) -> frozenset[str]:
    """A unit's id to the ids of the unit and of all units below it.

    Raises
    ------
    BadParameter
        When units.csv has no such unit.
    """
    if unit_id not in {unit.unit_id for unit in registry.units}:
        raise BadParameter("unit {unit_id!r} is not in units.csv", unit_id=unit_id)
    found, waiting = set[str](), [unit_id]
    while waiting:
        found.add(above := waiting.pop())
        waiting += [
            unit.unit_id for unit in registry.units if unit.parent_unit_id == above and unit.unit_id not in found
        ]
    return frozenset(found)


def slice_registry(registry: Registry, units: frozenset[str]) -> Registry:
    """A registry to the part in which only these units' accounts are subjects; campaign accounts all stay."""
    rows = tuple(row for row in registry.accounts if row.role not in SUBJECT_ROLES or row.unit_id in units)
    return replace(registry, accounts=rows)


def slice_roster(roster: pd.DataFrame, units: frozenset[str]) -> pd.DataFrame:
    """A roster to the part in which only these units' accounts are subjects."""
    return roster[~roster["is_subject"] | roster["unit_id"].isin(units)]


def slice_investigation(investigation: Investigation, registry: Registry, unit_id: str) -> Investigation:
    """An investigation to one whose employees are the unit's, as units.csv counts them; 0 where it does not."""
    employees = {unit.unit_id: unit.employees for unit in registry.units}[unit_id]
    return replace(investigation, employees_asn=employees or 0, employees_non_asn=0)
