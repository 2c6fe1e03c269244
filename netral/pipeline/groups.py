"""A network -> the groups within it and how stable they are, for a page: groups are described, nobody is named."""

from __future__ import annotations

import pandas as pd

from netral import networks
from netral.model import CAMPAIGN_ROLES, Network, Registry, Role

COLUMNS = ["community", "accounts", "opd", "person", "campaign_by_pair", "others", "stability"]


def list_communities(network: Network, registry: Registry) -> pd.DataFrame:
    """A network to its communities, one row each: see `networks.find_communities`.

    Returns
    -------
    DataFrame
        community (a number that tells nothing), accounts, opd, person, campaign_by_pair (``1:3 2:0``, zeros included),
        others, stability (share of members found together again under other seeds, mean over members; null where a
        community has one member only). ``attrs`` has ``agreement`` and ``modularity`` of the whole partition.
    """
    found = networks.find_communities(networks.network_to_ties(network))
    nodes = network.nodes.assign(community=found.member, stability=found.stability)
    nodes = nodes[nodes["community"] > 0]
    role, is_campaign = nodes["role"].fillna(""), nodes["role"].isin(CAMPAIGN_ROLES)
    nodes = nodes.assign(opd=role == Role.OPD, person=role == Role.PERSON)
    nodes = nodes.assign(others=~(nodes["opd"] | nodes["person"] | is_campaign))
    names = {f"pair_{pair.pair_no}": is_campaign & (nodes["pair_no"] == pair.pair_no) for pair in registry.pairs}
    nodes = nodes.assign(**{name: each.fillna(False).astype(bool) for name, each in names.items()})
    counts = nodes.groupby("community")[["opd", "person", "others", *names]].sum().astype("int64")
    table = counts.assign(
        accounts=nodes.groupby("community").size(),
        stability=nodes.groupby("community")["stability"].mean().astype("Float64"),
        campaign_by_pair=[
            " ".join(f"{pair.pair_no}:{row[f'pair_{pair.pair_no}']}" for pair in registry.pairs)
            for row in counts.to_dict("records")
        ],
    )
    table = table.reset_index()[COLUMNS]
    table.attrs = {"agreement": found.agreement, "modularity": found.modularity}
    return table
