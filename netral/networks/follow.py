"""Who was seen following whom. A follow has no time of its own, and an absent edge means not observed."""

from __future__ import annotations

import pandas as pd

from netral.model import Investigation, Network, Tables
from netral.networks.edges import find_phase, finish_edges, make_nodes, phase_bounds_us, read_handles, side, to_times


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
    find_phase(investigation, phase)
    follows = tables.follows.filter(tables.follows.follower != tables.follows.followed)
    followers, followed = side(roster[roster["is_latest"]], "actor"), side(roster[roster["is_latest"]], "target")
    edges = follows.join(followers, follows.follower == followers.actor_account_id)
    edges = edges.join(followed, edges.followed == followed.target_account_id)
    edges = edges.filter(edges.actor_is_subject != edges.target_is_subject)
    if phase is not None:
        first_us, last_us = next(bounds[1:] for bounds in phase_bounds_us(investigation) if bounds[0] == phase)
        edges = edges.filter(edges.first_observed_us <= last_us, edges.last_observed_us >= first_us)
    frame = edges.select(
        source="follower",
        target="followed",
        kind="kind",
        pair_no=edges.target_pair_no.coalesce(edges.actor_pair_no),
        first_us="first_observed_us",
        last_us="last_observed_us",
    ).to_pandas()
    frame["weight"], frame["phase"] = 1, phase
    frame = to_times(frame, {"first_us": "first_at", "last_us": "last_at"})
    handles = read_handles(tables.accounts, roster)
    finished = finish_edges(frame, handles)
    return Network("follow", phase, make_nodes(roster, finished, handles), finished)
