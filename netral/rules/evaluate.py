"""Leads against what is known to be true of an invented region: what was found, what was missed, what never may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from netral.errors import BadInvestigation
from netral.model import Leads

BURSTS = "coordinated"


class Score(NamedTuple):
    """What was planted of one rule, or of bursts (``coordinated``), and what was found.

    ``precision`` is the share of what was found that was planted, ``recall`` the share of what was planted that was
    found; None where there is nothing to divide by.
    """

    rule_id: str
    planted: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Right over found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right over planted."""
        return self.right / self.planted if self.planted else None


class Trap(NamedTuple):
    """Accounts that must make no lead, for one reason, and how many leads were made about them."""

    why: str
    accounts: int
    leads: int


class Evaluation(NamedTuple):
    """Scores by rule and burst, then by trap; leads that were neither planted nor about a trap are in no trap's row."""

    scores: tuple[Score, ...]
    traps: tuple[Trap, ...]

    @property
    def forbidden(self) -> int:
        """Leads about accounts that must make none."""
        return sum(trap.leads for trap in self.traps)


def evaluate_leads(leads: Leads, truth: Mapping[str, Any]) -> Evaluation:
    """Leads to their evaluation.

    Parameters
    ----------
    truth : mapping
        What `simulate` wrote as truth.json: leads (platform, handle, rule_id, pair_no), coordinated (unit_id, pair_no,
        object_url) and not_leads (handle, why).

    Raises
    ------
    BadInvestigation
        When the truth has another shape.
    """
    try:
        planted = {(each["rule_id"], each["platform"], each["handle"], each["pair_no"]) for each in truth["leads"]}
        bursts = {(each["unit_id"], each["pair_no"], each["object_url"]) for each in truth["coordinated"]}
        traps = {each["handle"]: each["why"] for each in truth["not_leads"]}
    except (KeyError, TypeError) as error:
        raise BadInvestigation(
            "truth.json: {error} is missing; allowed is what 'netral simulate' writes", error=error
        ) from None
    found = {
        (each.rule.rule_id, each.subject.platform.value, each.subject.registry_handle, each.pair_no)
        for each in leads.leads
    }
    seen = {(each.unit_id, each.pair_no, each.object_url) for each in leads.coordinated}
    rule_ids = sorted({key[0] for key in planted | found})
    scores = [
        _score(rule_id, *({key for key in keys if key[0] == rule_id} for keys in (planted, found)))
        for rule_id in rule_ids
    ]
    trapped = Counter(traps[handle] for _, _, handle, _ in found - planted if handle in traps)
    accounts = Counter(traps.values())
    return Evaluation(
        (*scores, _score(BURSTS, bursts, seen)),
        tuple(Trap(why, accounts[why], trapped[why]) for why in sorted(accounts)),
    )


def _score(rule_id: str, planted: set[Any], found: set[Any]) -> Score:
    return Score(rule_id, len(planted), len(found), len(planted & found))
