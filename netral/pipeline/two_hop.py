"""Store and registry -> views over two hops: whom accounts have in common, and which followers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from netral import networks
from netral.errors import BadParameter
from netral.investigation import find_today, require_lawful
from netral.model import Investigation, Network, Tables
from netral.pipeline.findings import NETWORK_KINDS, read_roster
from netral.pipeline.intake import load_tables, read_registry

if TYPE_CHECKING:
    from netral.networks import Cofollowing


def build_shared_targets(investigation: Investigation, kind: str = "follow", phase: str | None = None) -> Cofollowing:
    """An investigation to the pairs of registry accounts that follow, or act toward, the same accounts.

    Parameters
    ----------
    kind : {"follow", "interaction"}
        See `networks.build_cofollow_network` and `networks.build_shared_acts_network`.

    Returns
    -------
    Cofollowing
        Its edges carry p_value, q_value and effect of the bipartite configuration model, where there are no more than
        10 million pairs to test (else its note says so).

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    BadParameter
        When the kind or the phase is unknown.
    """
    tables, roster = _open(investigation)
    if kind not in NETWORK_KINDS:
        raise BadParameter(
            "shared targets of {kind!r} are unknown; allowed are {allowed}", kind=kind, allowed=", ".join(NETWORK_KINDS)
        )
    if kind == "follow":
        found = networks.build_cofollow_network(tables, roster, investigation, phase)
    else:
        found = networks.build_shared_acts_network(tables, roster, investigation, phase)
    latest = roster[roster["is_latest"]]
    ties = networks.list_ties(tables, latest, investigation, kind, phase)
    network = networks.count_both_ways(networks.add_shared_chance(found.network, ties, latest), roster)
    return replace(found, network=network)


def build_shared_audience(investigation: Investigation) -> Network:
    """An investigation to the network of agencies and campaign accounts by the followers that two have in common.

    Returns
    -------
    Network
        ``weight`` counts followers in common that were seen. Edges have no direction and no time, and further columns:
        see `networks.compare_account_audiences`.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    tables, roster = _open(investigation)
    return networks.audiences_to_network(networks.compare_account_audiences(tables, roster), tables, roster)


def compare_audiences(investigation: Investigation) -> dict[str, pd.DataFrame]:
    """An investigation to the overlap of audiences: ``pairs`` (every two campaign sides) and ``accounts``.

    Returns
    -------
    dict of DataFrame
        See `networks.compare_pair_audiences` and `networks.compare_account_audiences`.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    tables, roster = _open(investigation)
    return {
        "pairs": networks.compare_pair_audiences(tables, roster, read_registry(investigation)),
        "accounts": networks.compare_account_audiences(tables, roster),
    }


def _open(investigation: Investigation) -> tuple[Tables, pd.DataFrame]:
    require_lawful(investigation, find_today(investigation))
    tables = load_tables(investigation)
    return tables, read_roster(investigation, tables)
