"""Shared audiences -> a network, so that it can be drawn and exported like every other."""

from __future__ import annotations

import pandas as pd

from netral.model import Network, Role, Tables
from netral.networks.directions import mirror_ties
from netral.networks.edges import EDGE_COLUMNS, make_nodes, read_handles

KIND = "shared_audience"


def audiences_to_network(audiences: pd.DataFrame, tables: Tables, roster: pd.DataFrame) -> Network:
    """Overlaps of audiences to a network of institutions and campaign accounts.

    Parameters
    ----------
    audiences : DataFrame
        From `compare_account_audiences`: personal accounts are not in it.

    Returns
    -------
    Network
        ``weight`` counts followers in common, ``pair_no`` is that of a campaign end (empty where the two ends belong to
        two pairs); jaccard, followers, other_followers, declared and other_declared are further columns. No edge has a
        time, a direction or a test.
    """
    ends = [audiences[f"{end}_pair_no"].astype("Int64") for end in ("source", "target")]
    pair_no = ends[0].fillna(ends[1])
    edges = audiences.assign(
        kind=KIND,
        weight=audiences["shared"].astype("int64"),
        pair_no=pair_no.where(ends[1].isna() | (pair_no == ends[1]).fillna(False)),
        phase=pd.Series(pd.NA, index=audiences.index, dtype="str"),
        **dict.fromkeys(("first_at", "last_at"), pd.Series(pd.NaT, index=audiences.index, dtype="datetime64[us, UTC]")),
        **dict.fromkeys(("p_value", "q_value", "effect"), pd.Series(pd.NA, index=audiences.index, dtype="Float64")),
    )
    further = ["jaccard", "followers", "other_followers", "declared", "other_declared"]
    edges = edges[[*EDGE_COLUMNS, *further]].reset_index(drop=True)
    handles = read_handles(tables.accounts, roster)
    ties = mirror_ties(Network(KIND, None, pd.DataFrame(), edges)).edges
    nodes = make_nodes(roster[roster["role"] != Role.PERSON.value], ties, handles)
    return Network(KIND, None, nodes, edges)
