"""What both networks share: edges between registry accounts, their phase, and the nodes at their ends."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.errors import BadParameter
from netral.model import Investigation, Phase
from netral.times import day_bounds_us

EDGE_COLUMNS = [
    "source", "target", "source_handle", "target_handle", "kind", "weight", "pair_no", "phase", "first_at", "last_at",
    "p_value", "q_value", "effect",
]  # fmt: skip
NODE_COLUMNS = [
    "account_id", "platform", "handle", "role", "unit_id", "pair_no", "community", "in_degree", "out_degree",
    "in_strength", "out_strength",
]  # fmt: skip


def find_phase(investigation: Investigation, phase: str | None) -> Phase | None:
    """A phase's id to the phase; none for none.

    Raises
    ------
    BadParameter
        When the investigation has no such phase.
    """
    if phase is None:
        return None
    for each in investigation.phases:
        if each.phase_id == phase:
            return each
    allowed = ", ".join(each.phase_id for each in investigation.phases)
    raise BadParameter(f"phase {phase!r} is unknown; allowed are {allowed}")


def phase_bounds_us(investigation: Investigation) -> list[tuple[str, int, int]]:
    """Every phase with its first and last microsecond, UTC, in the region's own days."""
    zone = investigation.region.timezone
    return [
        (each.phase_id, day_bounds_us(each.starts_on, zone)[0], day_bounds_us(each.ends_on, zone)[1])
        for each in investigation.phases
    ]


def phase_of(instant_us: ir.IntegerValue, investigation: Investigation) -> ir.StringValue:
    """An expression of UTC microseconds to the id of the phase it lies in; null outside all phases."""
    branches = [(instant_us.between(first, last), name) for name, first, last in phase_bounds_us(investigation)]
    return ibis.cases(*branches, else_=ibis.null("string"))


def side(roster: pd.DataFrame, name: str) -> ir.Table:
    """A roster to a join side whose columns carry the side's name."""
    columns = [
        "account_id",
        "role",
        "pair_no",
        "is_subject",
        "is_campaign",
        "valid_from_us",
        "valid_to_us",
        "is_latest",
    ]
    return ibis.memtable(roster[columns]).rename({f"{name}_{column}": column for column in columns})


def join_roster(acts: ir.Table, roster: pd.DataFrame) -> ir.Table:
    """Acts joined with the registry rows of both ends that held when they happened: a subject at one end only.

    Ties among OPD and personal accounts say nothing about neutrality, so they are not mapped.

    Parameters
    ----------
    acts : ibis Table
        With actor, target, first_us and last_us (UTC microseconds between which each act lies).
    """
    actors, targets = side(roster, "actor"), side(roster, "target")
    joined = acts.join(actors, acts.actor == actors.actor_account_id)
    joined = joined.join(targets, joined.target == targets.target_account_id)
    return joined.filter(
        joined.actor_is_subject != joined.target_is_subject, _holds(joined, "actor"), _holds(joined, "target")
    )


def _holds(edges: ir.Table, name: str) -> ir.BooleanValue:
    """Whether a side's role held through an act's time; where the time is unknown its latest row decides."""
    known = edges.first_us.notnull() & edges.last_us.notnull()
    inside = (edges.first_us >= edges[f"{name}_valid_from_us"]) & (edges.last_us <= edges[f"{name}_valid_to_us"])
    return ibis.ifelse(known, inside, edges[f"{name}_is_latest"])


def whole_phase(edges: ir.Table, investigation: Investigation) -> ir.StringValue:
    """The phase in which an act lies from first_us to last_us; null where it lies in none, or may lie in two."""
    begins, ends = phase_of(edges.first_us, investigation), phase_of(edges.last_us, investigation)
    return ibis.ifelse(begins == ends, begins, ibis.null("string"))


def to_times(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Columns of UTC microseconds to aware timestamps under new names."""
    for source, name in columns.items():
        frame[name] = pd.to_datetime(frame[source].astype("Int64"), unit="us", utc=True)
    return frame.drop(columns=list(columns))


def finish_edges(frame: pd.DataFrame, handles: dict[str, str]) -> pd.DataFrame:
    """Edges with handles beside the ids, every column of the contract, in an order of their own."""
    frame["source_handle"] = frame["source"].map(handles)
    frame["target_handle"] = frame["target"].map(handles)
    for column in ("p_value", "q_value", "effect"):
        frame[column] = pd.array([None] * len(frame), dtype="Float64")
    frame = frame.astype({"pair_no": "Int64", "weight": "int64"})
    return frame[EDGE_COLUMNS].sort_values(["source", "target", "kind", "phase"], ignore_index=True)


def make_nodes(roster: pd.DataFrame, edges: pd.DataFrame, handles: dict[str, str]) -> pd.DataFrame:
    """Every confirmed registry account, those without a tie too, with degree (others) and strength (weights)."""
    latest = roster[roster["is_latest"]].drop_duplicates("account_id").copy()
    latest["handle"] = latest["account_id"].map(handles).fillna(latest["registry_handle"])
    latest["community"] = pd.array([None] * len(latest), dtype="Int64")
    for name, end, other in (("in", "target", "source"), ("out", "source", "target")):
        grouped = edges.groupby(end)
        latest[f"{name}_degree"] = latest["account_id"].map(grouped[other].nunique()).fillna(0).astype("int64")
        latest[f"{name}_strength"] = latest["account_id"].map(grouped["weight"].sum()).fillna(0).astype("int64")
    return latest[NODE_COLUMNS].sort_values("account_id", ignore_index=True)


def read_handles(accounts: ir.Table, roster: pd.DataFrame) -> dict[str, str]:
    """Newest observed handle of every registry account; the registry's own where none was observed."""
    known = accounts.filter(accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    handles = dict(zip(roster["account_id"], roster["registry_handle"], strict=True))
    return handles | dict(zip(known["account_id"], known["handle"], strict=True))
