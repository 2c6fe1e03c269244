"""Acts toward every pair by unit, in which no single account can be made out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from netral.evidence.wording import Wording
from netral.model import DIRECTED_KINDS, SUBJECT_ROLES, TIE_KINDS, Registry, Role, Situation

FEW_ACCOUNTS = 3


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, its accounts in the network, and for every pair its acts in favour and without direction."""

    name: str
    accounts: int
    counts: tuple[tuple[int, int], ...]


def count_by_unit(situation: Situation, words: Wording) -> list[UnitRow]:
    """The interaction network to one row a unit, all pairs side by side.

    Units with fewer than `FEW_ACCOUNTS` accounts are summed into one row, and so are accounts without a unit.
    """
    _, divisions = words.translate, find_divisions(situation)
    together = _("Units with fewer than {few} accounts, and accounts without a unit").format(few=FEW_ACCOUNTS)
    names = {unit.unit_id: unit.name for unit in situation.registry.units} | {"": together}
    return [
        _count_unit(situation, name, {account for account, own in divisions.items() if own == unit})
        for unit, name in names.items()
        if unit in divisions.values()
    ]


def find_divisions(situation: Situation) -> dict[str, str]:
    """Every civil-service account of the interaction network to the unit it is counted with, by account_id.

    That is the unit below the one at which the tree divides: a city government's agencies, or an agency's offices.
    Empty for accounts without a unit and of units with fewer than `FEW_ACCOUNTS` accounts; in a unit's own report a
    part of it that has only agency accounts keeps its name.
    """
    nodes = situation.interaction_network.nodes
    subjects = nodes[nodes["role"].isin(SUBJECT_ROLES)]
    lines = _list_lines(situation.registry)
    own = {
        account: lines.get(unit, ()) for account, unit in zip(subjects["account_id"], subjects["unit_id"], strict=True)
    }
    depth = _find_depth([line for line in own.values() if line])
    units = {account: line[min(depth, len(line) - 1)] if line else "" for account, line in own.items()}
    sizes = Counter(units.values())
    people = set(subjects.loc[subjects["role"] == Role.PERSON, "account_id"])
    mixed = {unit for account, unit in units.items() if account in people}
    # whoever gets a unit's report knows its agency accounts; in the region's, nobody under review can be made out
    named = {unit for unit in sizes if sizes[unit] >= FEW_ACCOUNTS or (situation.unit and unit not in mixed)}
    return {account: unit if unit in named else "" for account, unit in units.items()}


def _find_depth(lines: list[tuple[str, ...]]) -> int:
    """The first level from the top at which not all accounts are of one unit."""
    depth = 0
    while lines and len({line[: depth + 1] for line in lines}) == 1 and any(len(line) > depth + 1 for line in lines):
        depth += 1
    return depth


def _count_unit(situation: Situation, name: str, accounts: set[str]) -> UnitRow:
    edges = situation.interaction_network.edges
    acts = edges[edges["source"].isin(accounts) & ~edges["kind"].isin(TIE_KINDS)]
    directed = acts["kind"].isin(DIRECTED_KINDS)
    counts = tuple(
        (int(acts.loc[own & directed, "weight"].sum()), int(acts.loc[own & ~directed, "weight"].sum()))
        for own in (acts["pair_no"] == pair.pair_no for pair in situation.registry.pairs)
    )
    return UnitRow(name, len(accounts), counts)


def _list_lines(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Every unit to the units from the top of its branch down to it; a branch in a circle ends where it began."""
    parents = {unit.unit_id: unit.parent_unit_id for unit in registry.units}
    lines = {}
    for unit in parents:
        line = [unit]
        while (parent := parents.get(line[0])) and parent in parents and parent not in line:
            line.insert(0, parent)
        lines[unit] = tuple(line)
    return lines
