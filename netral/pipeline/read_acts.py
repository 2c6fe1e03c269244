"""What people took acts for, put to every table that shows acts or counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from netral import cases, networks, rules
from netral.model import Direction, Investigation, Network, Reading, Tables

KEYS = ["source", "target", "kind", "phase"]
COUNTS = {
    Direction.SUPPORT.value: "read_support",
    Direction.ATTACK.value: "read_attack",
    Direction.NEITHER.value: "read_neither",
}


def add_readings(acts: pd.DataFrame, readings: Mapping[str, Reading]) -> pd.DataFrame:
    """Acts, by interaction_id and kind, with ``direction`` and ``read_by`` (None where nobody read it)."""
    known = rules.add_directions(acts, readings).drop(columns=["is_directed", "is_given"])
    people = {interaction_id: reading.person for interaction_id, reading in readings.items()}
    read_by = known["interaction_id"].map(people).astype(object)
    return known.assign(read_by=read_by.where(read_by.notna(), None))


def count_readings(network: Network, investigation: Investigation, tables: Tables, roster: pd.DataFrame) -> Network:
    """An interaction network whose edges count what was read; as it is where nobody has read anything.

    Returns
    -------
    Network
        Its edges with read_support, read_attack, read_neither and unread: acts by what people took them for, and those
        that somebody could still read. Likes, shares and coauthored posts are none of these.
    """
    readings = cases.read_readings(investigation.cases_folder)
    if not readings:
        return network
    acts = networks.list_acts(tables, roster, investigation).drop_duplicates("interaction_id")
    acts = rules.add_directions(acts, readings)
    acts = acts[acts["kind"].isin(list(rules.READABLE))]
    columns = acts["direction"].map(COUNTS).fillna("unread")
    counted = acts.assign(column=columns).groupby([*KEYS, "column"], dropna=False).size().unstack(fill_value=0)
    counted = counted.reindex(columns=[*COUNTS.values(), "unread"], fill_value=0).reset_index()
    edges = network.edges.merge(counted, on=KEYS, how="left")
    for name in (*COUNTS.values(), "unread"):
        edges[name] = edges[name].fillna(0).astype("int64")
    return replace(network, edges=edges)
