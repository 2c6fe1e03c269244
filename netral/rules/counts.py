"""All pairs side by side: what a subject did toward each, what each received from everybody, how usual it is around."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netral.model import Direction, RuleClass
from netral.rules.directions import is_unread


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
    def rows_by_actor(self) -> dict[str, pd.DataFrame]:
        """Every actor's acts."""
        return {str(actor): rows for actor, rows in self.acts.groupby("actor")}

    def keep_actor(self, subject: str) -> Received:
        """Only one subject's acts."""
        return Received(self.rows_by_actor.get(subject, self.acts.iloc[:0]), self.subjects, self.pair_nos)


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


def count_by_pair(acts: pd.DataFrame, subject: str, pair_nos: tuple[int, ...], directed: bool) -> dict[int, int]:
    """A subject's acts by pair, zeros included; directed ones, or all the others."""
    own = acts[(acts["actor"] == subject) & (acts["is_directed"] == directed)]
    counts = own["pair_no"].value_counts()
    return {pair_no: int(counts.get(pair_no, 0)) for pair_no in pair_nos}


def count_chosen(received: Received, subject: str, chosen: pd.Series[bool]) -> dict[int, int]:
    """A subject's acts by pair, zeros included, of those that are chosen."""
    counts = received.acts.loc[chosen & (received.acts["actor"] == subject), "pair_no"].value_counts()
    return {pair_no: int(counts.get(pair_no, 0)) for pair_no in received.pair_nos}


def list_reading_notes(received: Received, subject: str) -> tuple[str, ...]:
    """What somebody who reads a subject's counts must know about acts that a person has read, as stable codes.

    ``partly_read``: others that could be read nobody has. ``readings_not_compared``: acts read as support are counted,
    but not compared with what the pairs receive, nor tested against chance.
    """
    own = received.acts[(received.acts["actor"] == subject) & ~received.acts["is_given"]]
    is_read = own["direction"] != Direction.UNDETERMINED.value
    notes = ["partly_read"] if is_read.any() and is_unread(own).any() else []
    return (*notes, "readings_not_compared") if own["is_directed"].any() else tuple(notes)


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
    others = received.subjects[received.subjects["account_id"] != subject]
    if unit_id is not None:
        others = others[others["unit_id"] == unit_id]
    if others.empty:
        return None
    return float(others["account_id"].isin(received.directed_actors.get(pair_no, frozenset())).mean())
