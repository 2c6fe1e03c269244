"""A network -> what leaves the house with it: measures for those who may be measured, and the records behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from netral import networks
from netral.investigation import find_today, require_lawful
from netral.model import Investigation, Network
from netral.pipeline.findings import read_roster
from netral.pipeline.intake import load_tables, read_registry

if TYPE_CHECKING:
    from netral.networks import Provenance

MOST_EDGES = 500_000


def measure_network(investigation: Investigation, network: Network) -> Network:
    """An investigation's network to the same with the measures that may leave the house in its nodes.

    Betweenness, PageRank, nearness to each pair, community and, in a follow network, exposure to each pair: only of
    accounts of institutions and of the campaign side. Personal and disputed accounts have none.

    Returns
    -------
    Network
        Networks of more than 500,000 edges are not measured; ``note`` says so.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    if len(network.edges) > MOST_EDGES:
        note = f"more than {MOST_EDGES} edges: nothing is measured but degree and strength"
        return replace(network, note=f"{network.note}; {note}" if network.note else note)
    tables, registry = load_tables(investigation), read_registry(investigation)
    roster = read_roster(investigation, tables)
    exposure = networks.measure_exposure(tables, roster, registry) if network.kind == "follow" else None
    measured = networks.measure_network(networks.mirror_ties(network), registry, exposure)
    disputed = roster.loc[roster["is_disputed"], "account_id"]
    return networks.withhold_measures(replace(measured, edges=network.edges), set(disputed))


def read_exposure(investigation: Investigation) -> pd.DataFrame:
    """An investigation to each unit's exposure to every pair: see `networks.roll_up_exposure`.

    Returns
    -------
    DataFrame
        A unit of which fewer than three accounts have a follow that was seen has its shares empty when a personal
        account is among them: they would be a person's.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    tables, registry = load_tables(investigation), read_registry(investigation)
    roster = read_roster(investigation, tables)
    exposure = networks.measure_exposure(tables, roster, registry)
    return networks.withhold_small_units(networks.roll_up_exposure(exposure, registry), exposure, roster)


def trace_network(investigation: Investigation, network: Network, pairs: pd.DataFrame | None = None) -> Provenance:
    """An investigation's network to the captures and records behind its edges: see `networks.trace_edges`.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_tables(investigation)
    roster, registry = read_roster(investigation, tables), read_registry(investigation)
    return networks.trace_edges(network, tables, roster, investigation, registry, pairs)
