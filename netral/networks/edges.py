"""What both networks share: edges between registry accounts, their phase, and the nodes at their ends."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import FloatingArray

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
TEXT = pa.large_string()  # what pandas holds text in: no copy on the way there
NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
SIDE_COLUMNS = [
    "account_id", "role", "pair_no", "is_subject", "is_campaign", "valid_from_us", "valid_to_us", "is_latest",
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
    raise BadParameter("phase {phase!r} is unknown; allowed are {allowed}", phase=phase, allowed=allowed)


def phase_bounds_us(investigation: Investigation) -> list[tuple[str, int, int]]:
    """Every phase with its first and last microsecond, UTC, in the region's own days."""
    zone = investigation.region.timezone
    return [
        (each.phase_id, day_bounds_us(each.starts_on, zone)[0], day_bounds_us(each.ends_on, zone)[1])
        for each in investigation.phases
    ]


def keep_observed(follows: ir.Table, investigation: Investigation, phase: str | None) -> ir.Table:
    """Follows to those that some list taken within a phase showed; all for no phase, none from an account to itself.

    Raises
    ------
    BadParameter
        When the phase is unknown.
    """
    follows = follows.filter(follows.follower != follows.followed)
    if find_phase(investigation, phase) is None:
        return follows
    first_us, last_us = next(bounds[1:] for bounds in phase_bounds_us(investigation) if bounds[0] == phase)
    return follows.filter(follows.first_observed_us <= last_us, follows.last_observed_us >= first_us)


def phase_of(instant_us: ir.IntegerValue, investigation: Investigation) -> ir.StringValue:
    """An expression of UTC microseconds to the id of the phase it lies in; null outside all phases."""
    branches = [(instant_us.between(first, last), name) for name, first, last in phase_bounds_us(investigation)]
    return ibis.cases(*branches, else_=ibis.null("string"))


def number_accounts(roster: pd.DataFrame) -> pa.Array:
    """Every account of a roster once, sorted: an account's number is its place here.

    DuckDB groups by these numbers several times faster, and in far less memory, than by the ids themselves.
    """
    return pa.array(sorted(set(roster["account_id"])), TEXT)


def put_roster(roster: pd.DataFrame, beside: ir.Table) -> ir.Table:
    """A roster to a table of the connection that another table lives in; adds ``number``, see `number_accounts`.

    DuckDB knows how many rows a table of its own has, but not a frame's: beside a frame it takes the millions of acts
    into memory and looks the roster up in them, which is five times slower.
    """
    numbers, _ = pd.factorize(roster["account_id"], sort=True)
    numbered = roster[SIDE_COLUMNS].assign(number=numbers.astype("int32"))
    connection = beside.get_backend()
    if connection.name != "duckdb":
        return ibis.memtable(numbered)
    return connection.create_table(ibis.util.gen_name("roster"), numbered, temp=True)


def side(roster: ir.Table, name: str) -> ir.Table:
    """A roster from `put_roster` to a join side whose columns carry the side's name."""
    return roster.rename({f"{name}_{column}": column for column in (*SIDE_COLUMNS, "number")})


def join_roster(acts: ir.Table, roster: pd.DataFrame) -> ir.Table:
    """Acts joined with the registry rows of both ends that held when they happened: a subject at one end only.

    Ties among OPD and personal accounts say nothing about neutrality, so they are not mapped.

    Parameters
    ----------
    acts : ibis Table
        With actor, target, first_us and last_us (UTC microseconds between which each act lies).
    """
    placed = put_roster(roster, acts)
    actors, targets = side(placed, "actor"), side(placed, "target")
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


def read_edges(edges: ir.Table, account_ids: pa.Array, handles: dict[str, str]) -> pd.DataFrame:
    """Edges between numbered accounts to every column of the contract, in an order of their own; see `name_edges`."""
    order = [(name, "ascending") for name in ("source", "target", "kind", "phase", "pair_no")]
    return name_edges(edges.to_pyarrow().sort_by(order), account_ids, handles)


def name_edges(edges: pa.Table, account_ids: pa.Array, handles: dict[str, str], coded: bool = False) -> pd.DataFrame:
    """Edges between numbered accounts to every column of the contract.

    Arrow holds them until the end: ids and handles are put in the place of numbers last.

    Parameters
    ----------
    edges : Arrow Table
        source and target (numbers), kind, pair_no, phase, weight, first_us, last_us (or neither, where no edge has a
        time); further columns stay as they are.
    account_ids : Array
        From `number_accounts`.
    handles : dict
        Handles by account id.
    coded : bool
        Texts as categories, which take a tenth of the memory: for networks of millions of edges.
    """
    names = pa.array([handles.get(account_id) for account_id in account_ids.to_pylist()], TEXT)
    if coded:
        account_ids, names = account_ids.dictionary_encode(), names.dictionary_encode()
    text, instant = pa.dictionary(pa.int32(), TEXT) if coded else TEXT, pa.timestamp("us", tz="UTC")
    columns = {name: edges[name] for name in edges.column_names}
    del edges  # each column is let go as soon as pandas has it
    frame: dict[str, pd.Series[Any]] = {}
    for end in ("source", "target"):
        numbers = columns.pop(end)
        for name, values in ((end, account_ids), (f"{end}_handle", names)):
            frame[name] = pc.take(values, numbers).to_pandas()
            pa.default_memory_pool().release_unused()  # what the numbers were looked up with
    del numbers
    is_dated = "first_us" in columns
    kinds = dict.fromkeys(("kind", "phase"), text) | dict.fromkeys(("weight", "pair_no"), pa.int64())
    kinds |= dict.fromkeys(("first_us", "last_us"), instant)
    for name in list(columns):
        column = columns.pop(name)
        cast = column.cast(kinds.get(name, column.type)).to_pandas(types_mapper=NULLABLE.get)
        frame[name.replace("_us", "_at") if kinds.get(name) is instant else name] = cast
    frame["weight"] = frame["weight"].astype(np.int64)
    unknown = pd.Series(FloatingArray(np.zeros(len(frame["weight"])), np.ones(len(frame["weight"]), bool)), copy=False)
    frame |= dict.fromkeys(("p_value", "q_value", "effect"), unknown)  # what every edge lacks is held once
    if not is_dated:
        undated = pd.Series(pd.DatetimeIndex(np.full(len(unknown), "NaT", "datetime64[us]"), tz="UTC"), copy=False)
        frame |= dict.fromkeys(("first_at", "last_at"), undated)
    return pd.DataFrame({name: frame.pop(name) for name in [*EDGE_COLUMNS, *frame] if name in frame}, copy=False)


def make_nodes(roster: pd.DataFrame, edges: pd.DataFrame, handles: dict[str, str]) -> pd.DataFrame:
    """Every confirmed registry account, those without a tie too, with degree (others) and strength (weights).

    Source
    ------
    Degree: Freeman 1978, Centrality in social networks, Social Networks 1, 215-239; strength: Barrat et al. 2004, The
    architecture of complex weighted networks, PNAS 101(11) 3747-3752.
    """
    latest = roster[roster["is_latest"]].drop_duplicates("account_id").copy()
    latest["handle"] = latest["account_id"].map(handles).fillna(latest["registry_handle"])
    latest["community"] = pd.array([None] * len(latest), dtype="Int64")
    (source, sources), (target, targets) = (_factorize(edges[end]) for end in ("source", "target"))
    account_ids = pd.Index(sources).astype("str").union(pd.Index(targets).astype("str"))
    source, target = (
        account_ids.get_indexer(names).astype(np.int32)[codes]
        for names, codes in ((sources, source), (targets, target))
    )
    size, measures = len(account_ids), {}
    for name, own in (("in", target), ("out", source)):
        measures[f"{name}_strength"] = np.bincount(own, edges["weight"], minlength=size)
    keys = source.astype(np.int64)
    keys *= size
    keys += target
    del source, target  # of millions of ties, each of these is as large as a column
    distinct = sort_distinct(keys)
    for name, others in (("in", np.mod), ("out", np.floor_divide)):
        measures[f"{name}_degree"] = np.bincount(others(distinct, max(size, 1)), minlength=size)
    for measure, values in measures.items():
        known = latest["account_id"].map(pd.Series(values, index=account_ids))
        latest[measure] = known.fillna(0).astype("int64")
    return latest[NODE_COLUMNS].sort_values("account_id", ignore_index=True)


def _factorize(ends: pd.Series[Any]) -> tuple[npt.NDArray[Any], pd.Index[Any]]:
    """Accounts to numbers and the accounts they stand for, by the numbers that categories have already."""
    if isinstance(ends.dtype, pd.CategoricalDtype):
        return ends.cat.codes.to_numpy(), ends.cat.categories
    codes, names = pd.factorize(ends)
    return codes, pd.Index(names)


def sort_distinct(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Whole numbers to each once, in order; the numbers given are sorted in place.

    np.unique hashes where it is asked for no more, many times slower.
    """
    keys.sort()
    is_first: npt.NDArray[np.bool_] = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
    return keys if is_first.all() else keys[is_first]


def read_handles(accounts: ir.Table, roster: pd.DataFrame) -> dict[str, str]:
    """Newest observed handle of every registry account; the registry's own where none was observed."""
    known = accounts.filter(accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    named = roster[roster["registry_handle"].notna()]
    handles = dict(zip(named["account_id"], named["registry_handle"], strict=True))
    return handles | dict(zip(known["account_id"], known["handle"], strict=True))
