"""Acts toward every pair by unit, in which no single account can be made out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from netral.evidence.wording import Wording
from netral.model import DIRECTED_KINDS, SUBJECT_ROLES, TIE_KINDS, Registry, Situation

FEW_ACCOUNTS = 3


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, its accounts in the network, and for every pair its acts in favour and without direction."""

    name: str
    accounts: int
    counts: tuple[tuple[int, int], ...]


def count_by_unit(situation: Situation, words: Wording) -> list[UnitRow]:
    """The interaction network to one row a top unit of the registry's tree, all pairs side by side.

    Units with fewer than `FEW_ACCOUNTS` accounts are summed into one row, and so are accounts without a unit.
    """
    _ = words.translate
    nodes = situation.interaction_network.nodes
    subjects = nodes[nodes["role"].isin(SUBJECT_ROLES)]
    tops = _top_units(situation.registry)
    unit_of = dict(zip(subjects["account_id"], subjects["unit_id"].map(lambda unit: tops.get(unit, "")), strict=True))
    sizes = pd.Series(list(unit_of.values()), dtype=object).value_counts()
    kept = [unit for unit in situation.registry.units if sizes.get(unit.unit_id, 0) >= FEW_ACCOUNTS]
    rows = [
        _count_unit(situation, unit.name, {key for key, top in unit_of.items() if top == unit.unit_id}) for unit in kept
    ]
    rest = {key for key, top in unit_of.items() if top not in {unit.unit_id for unit in kept}}
    together = _("Units with fewer than {few} accounts, and accounts without a unit").format(few=FEW_ACCOUNTS)
    return [*rows, *([_count_unit(situation, together, rest)] if rest else [])]


def _count_unit(situation: Situation, name: str, accounts: set[str]) -> UnitRow:
    edges = situation.interaction_network.edges
    acts = edges[edges["source"].isin(accounts) & ~edges["kind"].isin(TIE_KINDS)]
    directed = acts["kind"].isin(DIRECTED_KINDS)
    counts = tuple(
        (int(acts.loc[own & directed, "weight"].sum()), int(acts.loc[own & ~directed, "weight"].sum()))
        for own in (acts["pair_no"] == pair.pair_no for pair in situation.registry.pairs)
    )
    return UnitRow(name, len(accounts), counts)


def _top_units(registry: Registry) -> dict[str, str]:
    """Every unit to the one at the top of its branch; a branch that runs in a circle ends where it began."""
    parents = {unit.unit_id: unit.parent_unit_id for unit in registry.units}
    tops = {}
    for unit in parents:
        top, seen = unit, {unit}
        while (parent := parents.get(top)) and parent in parents and parent not in seen:
            top = parent
            seen.add(top)
        tops[unit] = top
    return tops
