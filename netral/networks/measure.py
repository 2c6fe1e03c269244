"""A network -> the same network with measures beside its nodes; nothing is ordered by them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray

from netral.model import CAMPAIGN_ROLES, Network, Registry
from netral.networks.communities import find_communities
from netral.networks.exposure import spread_exposure
from netral.networks.measure_centrality import measure_betweenness, measure_nearness, measure_pagerank
from netral.networks.ties import Numbers, Places, network_to_ties


def measure_network(network: Network, registry: Registry, exposure: pd.DataFrame | None = None) -> Network:
    """A network to the same with measures in its nodes table, for the analyst's eyes and export.

    A measure says where an account stands among the ties that were observed, not what anybody did or means: rows stay
    in order of account_id, no table of the house is sorted by a measure, and none makes a lead.

    Parameters
    ----------
    network : Network
        With degree and strength already in its nodes, as every builder gives them.
    registry : Registry
        Its pairs; every pair has its columns, whether it was observed or not.
    exposure : DataFrame, optional
        From `measure_exposure`.

    Returns
    -------
    Network
        Nodes with community (null without a tie), community_stability, betweenness, pagerank, nearness_pair_<n> and,
        with exposure, exposure_pair_<n> (null for who is no OPD or personal account). ``note`` says how well the
        communities of different seeds agree.
    """
    ties = network_to_ties(network)
    communities = find_communities(ties)
    nodes = network.nodes.assign(
        community=pd.array(communities.member, dtype="Int64"),
        community_stability=_nullable(communities.stability),
        betweenness=_nullable(measure_betweenness(ties)),
        pagerank=_nullable(measure_pagerank(ties)),
        **{
            f"nearness_pair_{pair_no}": _nullable(nearness)
            for pair_no, nearness in measure_nearness(ties, _find_campaign(network.nodes, registry)).items()
        },
    )
    nodes["community"] = nodes["community"].where(nodes["community"] > 0)
    if exposure is not None:
        nodes = nodes.merge(spread_exposure(exposure), on="account_id", how="left")
    note = f"communities: adjusted Rand index over seeds {communities.agreement:.2f}"
    return replace(network, nodes=nodes, note=f"{network.note}; {note}" if network.note else note)


def _find_campaign(nodes: pd.DataFrame, registry: Registry) -> dict[int, Places]:
    """The places of each pair's campaign accounts, every pair of the registry."""
    campaign = nodes["role"].isin(CAMPAIGN_ROLES)
    return {
        pair.pair_no: np.flatnonzero((campaign & (nodes["pair_no"] == pair.pair_no)).to_numpy(dtype=bool))
        for pair in registry.pairs
    }


def _nullable(values: Numbers) -> FloatingArray:
    return FloatingArray(values, np.isnan(values))
