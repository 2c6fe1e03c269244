"""Rows that cannot be true together: refused before anything is counted, each with its file, row and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from netral.errors import BadInvestigation, Sentence
from netral.identity import make_account_id
from netral.model import RegistryAccount, Unit


def refuse_contradictions(
    folder: Path, accounts: Sequence[RegistryAccount], units: Sequence[Unit], unit_lines: Mapping[str, int]
) -> None:
    """Let a registry pass whose rows can all be true.

    Parameters
    ----------
    unit_lines : mapping of str to int
        On which line of units.csv each unit stands.

    Raises
    ------
    BadInvestigation
        When a unit lies below itself or below one that does not exist, or two rows that count say at the same time
        different things about one account: another role, unit, pair, holder or employment.
    """
    for unit_id, problem in _find_unit_faults(units):
        raise BadInvestigation(
            "{path}, row {row}, column parent_unit_id: {problem}",
            path=folder / "units.csv",
            row=unit_lines[unit_id],
            problem=problem,
        )
    for one, other, column in _find_clashes([row for row in accounts if row.is_confirmed]):
        here, there = (getattr(row, column) or Sentence("nothing") for row in (other, one))
        raise BadInvestigation(
            "{path}, row {row}, column {column}: is {here}, but row {other_row} says {there} of the same account at "
            "the same time; end the validity of one of them",
            path=folder / "accounts.csv",
            row=other.row,
            column=column,
            here=here,
            other_row=one.row,
            there=there,
        )


def _find_unit_faults(units: Sequence[Unit]) -> Iterator[tuple[str, Sentence]]:
    parents = {unit.unit_id: unit.parent_unit_id for unit in units}
    for unit_id, parent in parents.items():
        if parent and parent not in parents:
            yield unit_id, Sentence("{unit_id!r} is not in units.csv", unit_id=parent)
        seen, above = {unit_id}, parent
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == unit_id:
            yield (
                unit_id,
                Sentence(
                    "{parent!r} lies below {unit_id!r} itself, so that neither has a head",
                    parent=parent,
                    unit_id=unit_id,
                ),
            )


def _find_clashes(rows: Sequence[RegistryAccount]) -> Iterator[tuple[RegistryAccount, RegistryAccount, str]]:
    by_name: dict[str, list[RegistryAccount]] = {}
    for row in rows:
        for platform_id, handle in ((None, row.handle), (row.platform_id, None)):
            if platform_id or handle:
                by_name.setdefault(make_account_id(row.platform, platform_id, handle), []).append(row)
    for same in by_name.values():
        for one, other in combinations(same, 2):
            if _is_one_account(one, other) and _overlap(one, other):
                for column in ("role", "unit_id", "pair_no"):
                    if getattr(one, column) != getattr(other, column):
                        yield one, other, column
                for column in ("holder_ref", "employment"):  # left empty, they contradict nothing
                    if (here := getattr(one, column)) and (there := getattr(other, column)) and here != there:
                        yield one, other, column


def _is_one_account(one: RegistryAccount, other: RegistryAccount) -> bool:
    """By id where both have one, else by handle: as captures are matched."""
    if one.platform_id and other.platform_id:
        return one.platform_id == other.platform_id
    return one.handle.lower() == other.handle.lower()


def _overlap(one: RegistryAccount, other: RegistryAccount) -> bool:
    begins = max(row.valid_from or date.min for row in (one, other))
    return begins <= min(row.valid_to or date.max for row in (one, other))
