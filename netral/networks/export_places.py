"""Where the accounts of a network lie in a file that another program draws: as in the figures, the tieless below."""

from __future__ import annotations

import math

from netral.figures.layout import place_nodes, select_tied_nodes
from netral.model import Network

SCALE = 60.0  # Gephi's units a unit of the figures: room for a mark of size 10


def place_accounts(network: Network) -> dict[str, tuple[float, float]]:
    """A network to x and y of every account by account_id; the same network gives the same places.

    Accounts with a tie and the campaign side lie as in the figures; all others lie in rows below.
    """
    placed = dict(place_nodes(select_tied_nodes(network), network.edges))
    rest = [account for account in network.nodes["account_id"] if account not in placed]
    left, lowest = (min((place[axis] for place in placed.values()), default=0.0) for axis in (0, 1))
    across = max(10, math.ceil(math.sqrt(len(rest)) * 2))
    for number, account in enumerate(rest):
        placed[account] = (left + number % across, lowest - 2 - number // across)
    return {account: (x * SCALE, y * SCALE) for account, (x, y) in placed.items()}
