"""A network -> arrays that compiled engines compute with: every tie once, weights summed over kinds and phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from netral.errors import BadParameter
from netral.model import Network

if TYPE_CHECKING:
    import igraph
    import pandas as pd

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ties:
    """A weighted graph: ties between places in ``account_ids``.

    From `network_to_ties` and `merge_ties` it is a simple one: no tie twice, none from an account to itself, none
    without weight.

    Raises
    ------
    BadParameter
        When a weight is negative or no finite number: no measure means anything with it.
    """

    account_ids: pd.Index[Any]
    source: Places
    target: Places
    weight: Numbers

    def __post_init__(self) -> None:
        wrong = np.flatnonzero(~((self.weight >= 0) & (self.weight < np.inf)))
        if len(wrong):
            at = wrong[0]
            ends = " - ".join(str(self.account_ids[end[at]]) for end in (self.source, self.target))
            raise BadParameter(
                "tie {ends}: weight {weight}; allowed are finite numbers from 0", ends=ends, weight=self.weight[at]
            )


def network_to_ties(network: Network) -> Ties:
    """A network to its directed ties, in order of account ids; accounts without a tie are among ``account_ids``.

    Raises
    ------
    BadParameter
        When an edge ends at an account that is no node, or its weight is negative or no finite number.
    """
    import pandas as pd  # who has arrays already need not wait for it

    account_ids = pd.Index(network.nodes["account_id"])
    edges = network.edges
    source, target = (account_ids.get_indexer(edges[end]).astype(np.int64) for end in ("source", "target"))
    for name, end in (("source", source), ("target", target)):
        if (end < 0).any():
            unknown = edges[name].to_numpy()[end < 0][0]
            raise BadParameter(
                "an edge's {name} {unknown} is no node; allowed are accounts of the nodes table",
                name=name,
                unknown=unknown,
            )
    return merge_ties(Ties(account_ids, source, target, edges["weight"].to_numpy(dtype=np.float64)))


def merge_ties(ties: Ties, directed: bool = True) -> Ties:
    """Ties to a simple graph in order of their ends: parallel ties are added up; undirected, both directions are one.

    Ties of an account with itself and ties without weight are left out.
    """
    ties, size = drop_empty_ties(ties), max(len(ties.account_ids), 1)
    source, target, weight = ties.source, ties.target, ties.weight
    if not directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    keys = source * size + target
    if (keys[1:] <= keys[:-1]).any():
        order = np.argsort(keys)
        keys, weight = keys[order], weight[order]
        first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        if len(first) < len(keys):
            keys, weight = keys[first], np.add.reduceat(weight, first)
        source, target = np.divmod(keys, size)
    return Ties(ties.account_ids, source, target, weight)


def drop_empty_ties(ties: Ties) -> Ties:
    """Ties without those of an account with itself and those without weight."""
    kept = (ties.source != ties.target) & (ties.weight > 0)
    return ties if kept.all() else Ties(ties.account_ids, ties.source[kept], ties.target[kept], ties.weight[kept])


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
