"""Who was seen following whom. A follow has no time of its own, and an absent edge means not observed."""

from __future__ import annotations

import ibis
import pandas as pd

from netral.model import Investigation, Network, Tables
from netral.networks.edges import (
    keep_observed,
    make_nodes,
    number_accounts,
    put_roster,
    read_edges,
    read_handles,
    side,
)


def build_follow_network(
    tables: Tables, roster: pd.DataFrame, investigation: Investigation, phase: str | None = None
) -> Network:
    """Tables and roster to the follow network: follows and joins of which one end is an OPD or personal account.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.
    investigation : Investigation
    phase : str, optional
        Only ties that some list taken within this phase showed; never those that began in it, which no list can tell.

    Returns
    -------
    Network
        ``first_at`` and ``last_at`` are the first and last observation; ``phase`` is the one asked for.

    Raises
    ------
    BadParameter
        When the phase is unknown.
    """
    follows = keep_observed(tables.follows, investigation, phase)
    latest = roster[roster["is_latest"]]
    placed = put_roster(latest, follows)
    followers, followed = side(placed, "actor"), side(placed, "target")
    edges = follows.join(followers, follows.follower == followers.actor_account_id)
    edges = edges.join(followed, edges.followed == followed.target_account_id)
    edges = edges.filter(edges.actor_is_subject != edges.target_is_subject)
    edges = edges.select(
        "kind",
        source="actor_number",
        target="target_number",
        pair_no=edges.target_pair_no.coalesce(edges.actor_pair_no),
        phase=ibis.literal(phase, "string"),
        weight=ibis.literal(1),
        first_us="first_observed_us",
        last_us="last_observed_us",
    )
    handles = read_handles(tables.accounts, roster)
    finished = read_edges(edges, number_accounts(latest), handles)
    return Network("follow", phase, make_nodes(roster, finished, handles), finished)
