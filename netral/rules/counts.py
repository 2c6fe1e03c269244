"""All pairs side by side: what a subject did toward each, what each received from everybody, how usual it is around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from netral.model import Direction, RuleClass
from netral.rules.directions import is_unread


class Counted(NamedTuple):
    """An act as far as it is counted: toward which pair, and what it is toward it."""

    pair_no: int
    is_directed: bool
    is_given: bool
    is_attack: bool
    is_undetermined: bool
    is_unread: bool


@dataclass(frozen=True)
class Received:
    """The usable acts of one class by everybody confirmed, disputed accounts included, and who those accounts are."""

    acts: pd.DataFrame
    subjects: pd.DataFrame
    pair_nos: tuple[int, ...]

    @cached_property
    def given_totals(self) -> dict[int, int]:
        """Acts of given direction that each pair received; pairs without any are left out."""
        counts = self.acts.loc[self.acts["is_given"], "pair_no"].value_counts()
        return {int(pair_no): int(count) for pair_no, count in counts.items()}

    @cached_property
    def directed_actors(self) -> dict[int, frozenset[str]]:
        """Who acted in favour of each pair."""
        directed = self.acts[self.acts["is_directed"]]
        return {int(str(pair_no)): frozenset(actors) for pair_no, actors in directed.groupby("pair_no")["actor"]}

    @cached_property
    def by_actor(self) -> dict[str, list[Counted]]:
        """Every actor's acts."""
        acts = self.acts
        columns = (
            acts["pair_no"].astype("int64"),
            acts["is_directed"],
            acts["is_given"],
            acts["direction"] == Direction.ATTACK.value,
            acts["direction"] == Direction.UNDETERMINED.value,
            is_unread(acts),
        )
        found: dict[str, list[Counted]] = {}
        for actor, *row in zip(acts["actor"].tolist(), *(column.tolist() for column in columns), strict=True):
            found.setdefault(actor, []).append(Counted(*row))
        return found

    @cached_property
    def accounts_by_unit(self) -> dict[str | None, frozenset[str]]:
        """The confirmed accounts of every unit, and under None those of the whole registry."""
        by_unit = self.subjects.groupby("unit_id")["account_id"]
        return {None: frozenset(self.subjects["account_id"])} | {str(unit): frozenset(ids) for unit, ids in by_unit}


def receive(acts: pd.DataFrame, roster: pd.DataFrame, rule_class: RuleClass, pair_nos: tuple[int, ...]) -> Received:
    """All acts to those of one class that can be used.

    Parameters
    ----------
    acts : DataFrame
        From `collect_acts`.
    roster : DataFrame
        From `registry.make_roster`.
    """
    usable = acts[(acts["rule_class"] == rule_class) & (acts["problem"] == "")]
    subjects = roster[roster["is_subject"]].drop_duplicates("account_id", keep="last")
    return Received(usable, subjects, pair_nos)


def count_by_pair(acts: Iterable[Counted], pair_nos: Iterable[int]) -> dict[int, int]:
    """Acts to how many go toward each pair, zeros included."""
    counts = Counter(act.pair_no for act in acts)
    return {pair_no: counts[pair_no] for pair_no in pair_nos}


def list_reading_notes(own: Sequence[Counted]) -> tuple[str, ...]:
    """What somebody who reads a subject's counts must know about acts that a person has read, as stable codes.

    ``partly_read``: others that could be read nobody has. ``readings_not_compared``: acts read as support are counted,
    but not compared with what the pairs receive, nor tested against chance.
    """
    readable = [act for act in own if not act.is_given]
    is_read = any(not act.is_undetermined for act in readable)
    notes = ["partly_read"] if is_read and any(act.is_unread for act in readable) else []
    return (*notes, "readings_not_compared") if any(act.is_directed for act in readable) else tuple(notes)


def relate(own: dict[int, int], received: Received) -> dict[int, float | None]:
    """A subject's acts of given direction over all such acts that each pair received in the class, scaled to 1.

    Acts that somebody read are left out on both sides: only a few accounts' acts are read, and the others' are not.
    Null for a pair that received none, and for all where the subject has none: there is nothing to scale.
    """
    totals = received.given_totals
    shares = {pair_no: count / totals[pair_no] if pair_no in totals else None for pair_no, count in own.items()}
    whole = sum(share for share in shares.values() if share is not None)
    if not whole:
        return dict.fromkeys(own)
    return {pair_no: None if share is None else share / whole for pair_no, share in shares.items()}


def base_rate(received: Received, subject: str, pair_no: int, unit_id: str | None = None) -> float | None:
    """Share of the other confirmed accounts, of a unit or of the whole registry, with a directed act toward a pair."""
    accounts = received.accounts_by_unit.get(unit_id, frozenset())
    directed = received.directed_actors.get(pair_no, frozenset())
    others = len(accounts) - (subject in accounts)
    if not others:
        return None
    return len((accounts & directed) - {subject}) / others
