"""Store and registry -> the co-action network of an investigation, with the acts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netral import networks
from netral.investigation import find_today, require_lawful
from netral.model import Investigation
from netral.pipeline.findings import read_roster
from netral.pipeline.intake import read_registry
from netral.pipeline.routes import load_open_tables

if TYPE_CHECKING:
    from netral.networks import Coaction


def build_coaction(
    investigation: Investigation,
    on: str = "post",
    window_seconds: int | None = None,
    min_participation: int = 1,
    phase: str | None = None,
) -> Coaction:
    """An investigation to its co-action network, its edges tested against shuffled times.

    See `networks.build_coaction_network` and `networks.add_coaction_chance`.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    BadParameter
        When the kind of object, the phase, the window or min_participation is not allowed.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_open_tables(investigation)
    roster, marks = read_roster(investigation, tables), read_registry(investigation).marks
    seconds = investigation.thresholds.coaction_window_seconds if window_seconds is None else window_seconds
    coaction = networks.build_coaction_network(
        tables, roster, investigation, on, seconds, min_participation, phase, marks
    )
    return networks.add_coaction_chance(coaction, seconds)
