"""Who acted toward whom: interactions between registry accounts, weighted, by kind, pair and phase."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.model import Investigation, Network, Tables
from netral.networks.edges import (
    find_phase,
    join_roster,
    make_nodes,
    number_accounts,
    read_edges,
    read_handles,
    whole_phase,
)


def build_interaction_network(
    tables: Tables, roster: pd.DataFrame, investigation: Investigation, phase: str | None = None
) -> Network:
    """Tables and roster to the interaction network: edges of which one end is an OPD or personal account.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.
    investigation : Investigation
        Gives the phases and the zone.
    phase : str, optional
        Only acts that lie wholly in this phase.

    Returns
    -------
    Network
        One edge a source, target, kind and phase; ``weight`` counts acts, ``pair_no`` is the campaign end's, and a
        direction means who acted: a relawan tagging an OPD is not an act of the OPD.

    Raises
    ------
    BadParameter
        When the phase is unknown.
    """
    find_phase(investigation, phase)
    acts = tables.interactions
    first, last = ibis.coalesce(acts.occurred_us, acts.after_us), ibis.coalesce(acts.occurred_us, acts.before_us)
    acts = acts.filter(~acts.is_self).select("actor", "target", "kind", "weight", first_us=first, last_us=last)
    edges = _group(join_roster(acts, roster), investigation)
    if phase is not None:
        edges = edges.filter(edges.phase == phase)
    handles = read_handles(tables.accounts, roster)
    finished = read_edges(edges, number_accounts(roster), handles)
    return Network("interaction", phase, make_nodes(roster, finished, handles), finished)


def _group(joined: ir.Table, investigation: Investigation) -> ir.Table:
    joined = joined.select(
        "kind", "weight", "first_us", "last_us",
        source=joined.actor_number,
        target=joined.target_number,
        pair_no=ibis.coalesce(joined.target_pair_no, joined.actor_pair_no),
        phase=whole_phase(joined, investigation),
    )  # fmt: skip
    return joined.group_by("source", "target", "kind", "pair_no", "phase").aggregate(
        weight=joined.weight.sum(), first_us=joined.first_us.min(), last_us=joined.last_us.max()
    )
