"""A network -> arrays that compiled engines compute with: every tie once, weights summed over kinds and phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from netral.model import Network

if TYPE_CHECKING:
    import igraph
    import pandas as pd

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ties:
    """A simple weighted graph: ties between places in ``account_ids``, no tie twice, none from an account to itself."""

    account_ids: pd.Index[Any]
    source: Places
    target: Places
    weight: Numbers


def network_to_ties(network: Network) -> Ties:
    """A network to its directed ties, in order of account ids; accounts without a tie are among ``account_ids``."""
    import pandas as pd  # who has arrays already need not wait for it

    account_ids = pd.Index(network.nodes["account_id"])
    edges = network.edges
    source, target = (account_ids.get_indexer(edges[end]).astype(np.int64) for end in ("source", "target"))
    return merge_ties(Ties(account_ids, source, target, edges["weight"].to_numpy(dtype=np.float64)))


def merge_ties(ties: Ties, directed: bool = True) -> Ties:
    """Parallel ties added up, self-ties left out, in order of their ends; undirected, both directions are one tie."""
    size = max(len(ties.account_ids), 1)
    source, target, weight = ties.source, ties.target, ties.weight
    if not directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    kept = source != target
    if not kept.all():
        source, target, weight = source[kept], target[kept], weight[kept]
    keys = source * size + target
    if (keys[1:] <= keys[:-1]).any():
        order = np.argsort(keys)
        keys, weight = keys[order], weight[order]
        first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        if len(first) < len(keys):
            keys, weight = keys[first], np.add.reduceat(weight, first)
        source, target = np.divmod(keys, size)
    return Ties(ties.account_ids, source, target, weight)


def ties_to_igraph(ties: Ties, directed: bool = True) -> igraph.Graph:
    """Ties to an igraph graph whose vertices are places; the weights are the edge attribute ``weight``."""
    import igraph  # brings matplotlib, half a second that walks need not wait for

    # an iterator: no pair is kept, which costs half of what a list does, and a fifth of what arrays do
    ends = zip(ties.source.tolist(), ties.target.tolist(), strict=True)
    graph = igraph.Graph(n=len(ties.account_ids), edges=ends, directed=directed)
    graph.es["weight"] = ties.weight.tolist()
    return graph


def find_tied(ties: Ties) -> npt.NDArray[np.bool_]:
    """Whether each account has a tie: of one without any, nothing was observed that could be measured."""
    tied = np.zeros(len(ties.account_ids), dtype=bool)
    tied[ties.source] = tied[ties.target] = True
    return tied
