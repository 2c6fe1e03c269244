"""Networks whose ties have no direction, and how they are read by what follows directions."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral.model import Network

UNDIRECTED_KINDS = frozenset({"coaction", "cofollow", "shared_targets", "shared_audience"})


def mirror_ties(network: Network) -> Network:
    """A network to the same with every tie in both directions, when its ties have none; as it is, when they have one.

    So a walk along directions does not follow the order of account ids.
    """
    if network.kind not in UNDIRECTED_KINDS:
        return network
    edges = network.edges.astype({"source": "str", "target": "str"})
    turned = edges.rename(columns={"source": "target", "target": "source"})
    return replace(network, edges=pd.concat([edges, turned], ignore_index=True))
