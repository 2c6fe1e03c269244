"""Pairs of acts by number -> what the edges between their accounts say of campaigns and phases; names come last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netral.model import Investigation, Role
from netral.networks.coaction_pairs import Coactions
from netral.networks.edges import TEXT, phase_bounds_us, sort_distinct

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NO_PAIR = 0  # pairs are numbered from 1


class NumberedPairs(NamedTuple):
    """Pairs of acts: the place of each one's edge, of its object among ``objects``, and the pair of that object."""

    edge: Numbers
    object: Numbers
    pair_no: Numbers
    objects: pa.Array


class EdgeCounts(NamedTuple):
    """By edge: distinct objects of each pair's campaign, and whether the edge may be listed."""

    by_pair: Numbers
    has_purpose: Flags


def number_pairs(found: Coactions, object_pairs: pd.Series[int]) -> NumberedPairs:
    """Pairs of acts to the places of their edges and objects, in the order of the pairs.

    ``found.edges`` are in order of their two accounts: see `order_edges`.
    """
    source, accounts = read_codes(found.pairs["source"])
    target, _ = read_codes(found.pairs["target"])
    size = len(accounts)
    edges = _key(read_codes(found.edges["source"])[0], read_codes(found.edges["target"])[0], size)
    ends = _key(np.minimum(source, target), np.maximum(source, target), size)
    thing, objects = read_codes(found.pairs["object"])
    owners = np.array(pd.Series(objects.to_pandas()).map(object_pairs).fillna(NO_PAIR), dtype=np.int64)
    return NumberedPairs(np.searchsorted(edges, ends).astype(np.int64), thing, owners[thing], objects)


def order_edges(found: Coactions) -> pa.Table:
    """Edges by the names of their two accounts; accounts are numbered in that order."""
    source, accounts = read_codes(found.edges["source"])
    target, _ = read_codes(found.edges["target"])
    return found.edges.take(pa.array(np.argsort(_key(source, target, len(accounts)))))


def count_campaigns(edges: pa.Table, pairs: NumberedPairs, roster: pd.DataFrame, pair_nos: Sequence[int]) -> EdgeCounts:
    """Edges to the distinct objects of each pair's campaign on them, in order of ``pair_nos``.

    Two personal accounts are listed only for what is of a campaign.
    """
    owned = pairs.pair_no != NO_PAIR
    seen = sort_distinct(_key(pairs.edge[owned], pairs.object[owned], len(pairs.objects)))
    owner = np.zeros(len(pairs.objects), np.int64)
    owner[pairs.object] = pairs.pair_no
    edge, thing = np.divmod(seen, max(len(pairs.objects), 1))
    place = np.searchsorted(list(pair_nos), owner[thing]) if pair_nos else edge
    counts = np.bincount(edge * len(pair_nos) + place, minlength=len(edges) * len(pair_nos))
    by_pair = counts.reshape(len(edges), len(pair_nos)).astype(np.int64)
    is_person = (_look_up(edges, roster, "role") == Role.PERSON.value).to_numpy(dtype=bool)
    personal = is_person[read_codes(edges["source"])[0]] & is_person[read_codes(edges["target"])[0]]
    return EdgeCounts(by_pair, ~personal | by_pair.any(axis=1))


def describe_edges(
    edges: pa.Table, counts: EdgeCounts, roster: pd.DataFrame, investigation: Investigation, pair_nos: Sequence[int]
) -> pa.Table:
    """Edges that may be listed to what is said of them, institutions first; see `name_edges` for the names."""
    chosen = np.flatnonzero(counts.has_purpose)
    roles, units = _look_up(edges, roster, "role"), _look_up(edges, roster, "unit_id")
    ends = {end: read_codes(edges[end])[0][chosen] for end in ("source", "target")}
    is_person = (roles == Role.PERSON.value).to_numpy(dtype=bool)
    # the more personal accounts at its ends, the later an edge stands
    order = np.argsort(sum(is_person[ends[end]].astype(np.int8) for end in ends), kind="stable")
    chosen = chosen[order]
    table = edges.take(pa.array(chosen)).rename_columns({"objects": "weight", "acts": "act_pairs"})
    by_pair = counts.by_pair[chosen]
    further = {
        **{f"{end}_role": _take(roles, ends[end][order]) for end in ends},
        **{f"{end}_unit_id": _take(units, ends[end][order]) for end in ends},
        "kind": _repeat("coaction", len(chosen)),
        "pair_no": _find_pair(table, by_pair, roster, pair_nos),
        "phase": _find_phases(table, investigation),
        "all_pairs": _write_counts(by_pair, pair_nos),
    }
    for end in ends:
        table = table.set_column(table.schema.get_field_index(end), end, pa.array(ends[end][order], pa.int32()))
    for name, values in further.items():
        table = table.append_column(name, values)
    return table


def read_codes(column: pa.ChunkedArray) -> tuple[Numbers, pa.Array]:
    """A dictionary column to its numbers and the names they stand for."""
    if not len(column):
        return np.zeros(0, np.int64), column.chunk(0).dictionary if column.num_chunks else pa.array([], TEXT)
    whole = column.combine_chunks()
    return whole.indices.to_numpy(zero_copy_only=False).astype(np.int64), whole.dictionary


def _key(first: Numbers, second: Numbers, size: int) -> Numbers:
    return first * max(size, 1) + second


def _look_up(edges: pa.Table, roster: pd.DataFrame, column: str) -> pd.Series:
    """A column of the roster for every account that an edge may name, in their order."""
    _, accounts = read_codes(edges["source"])
    latest = roster[roster["is_latest"]].drop_duplicates("account_id").set_index("account_id")
    return pd.Series(accounts.to_pandas(), dtype="str").map(latest[column])


def _take(values: pd.Series, places: Numbers) -> pa.DictionaryArray:
    coded = pa.array(values.astype("str"), TEXT, from_pandas=True).dictionary_encode()
    return coded.take(pa.array(places))


def _repeat(value: str, times: int) -> pa.DictionaryArray:
    return pa.array([value], TEXT).dictionary_encode().take(pa.array(np.zeros(times, np.int64)))


def _find_pair(table: pa.Table, by_pair: Numbers, roster: pd.DataFrame, pair_nos: Sequence[int]) -> pa.Array:
    """The pair of a campaign end, else the one pair whose objects are shared; null for none or several."""
    latest = roster[roster["is_latest"] & roster["is_campaign"]].drop_duplicates("account_id")
    _, accounts = read_codes(table["source"])
    known = pd.Series(accounts.to_pandas(), dtype="str").map(latest.set_index("account_id")["pair_no"])
    own = known.fillna(NO_PAIR).to_numpy(dtype=np.int64)
    source, target = (
        own[read_codes(table[end])[0]] if len(own) else by_pair[:, :0].sum(1) for end in ("source", "target")
    )
    shared = by_pair > 0
    only = np.where(shared.sum(axis=1) == 1, (shared * np.array(pair_nos, np.int64)).sum(axis=1), NO_PAIR)
    number = np.where(source != NO_PAIR, source, np.where(target != NO_PAIR, target, only))
    return pa.array(number, mask=number == NO_PAIR)


def _find_phases(table: pa.Table, investigation: Investigation) -> pa.DictionaryArray:
    """The phase in which all acts of an edge lie; null where they lie in none, or in several."""
    bounds = phase_bounds_us(investigation)
    first, last = table["first_us"].to_numpy(), table["last_us"].to_numpy()
    place = np.full(len(table), -1)
    for number, (_, begins, ends) in enumerate(bounds):
        place[(first >= begins) & (last <= ends)] = number
    names = pa.array([name for name, _, _ in bounds], TEXT)
    return pa.DictionaryArray.from_arrays(pa.array(place, pa.int32(), mask=place < 0), names)


def _write_counts(by_pair: Numbers, pair_nos: Sequence[int]) -> pa.DictionaryArray:
    """Counts as text, ``1:2 2:0``: each combination is written once."""
    frame = pd.DataFrame(by_pair, columns=list(pair_nos))
    if not pair_nos:
        return _repeat("", len(frame))
    group = frame.groupby(list(pair_nos), sort=False).ngroup().to_numpy()
    texts = [
        " ".join(f"{number}:{count}" for number, count in row.items())
        for row in frame.drop_duplicates().to_dict("records")
    ]
    return pa.DictionaryArray.from_arrays(pa.array(group, pa.int32()), pa.array(texts, TEXT))


def list_pairs(found: Coactions, pairs: NumberedPairs, has_purpose: Flags) -> pd.DataFrame:
    """The pairs of acts behind the edges that are listed, by object, time and act.

    Returns
    -------
    DataFrame
        object, source, target, act_source, act_target, delta_seconds, occurred_at, pair_no. Objects and accounts are
        categories, each of which is in the table: names of what is not listed are not.
    """
    kept = np.flatnonzero(has_purpose[pairs.edge])
    rows = found.pairs.take(pa.array(kept))
    thing, objects = _order_names(rows["object"])
    occurred, delta = (rows[name].to_numpy() for name in ("occurred_us", "delta_us"))
    acts = [read_codes(rows[name])[0] for name in ("act_target", "act_source")]
    accounts, ends = read_codes(rows["source"])[1], {name: read_codes(rows[name])[0] for name in ("source", "target")}
    order = np.lexsort((*acts, delta, occurred, thing))
    ordered, pair_no = pa.array(order), pairs.pair_no[kept][order]
    table = pa.table({
        "object": _name(thing[order], objects),
        **{name: _name(codes[order], accounts) for name, codes in ends.items()},
        **{name: pc.take(rows[name].combine_chunks(), ordered).cast(TEXT) for name in ("act_source", "act_target")},
        "delta_seconds": delta[order] / 1_000_000,
        "occurred_at": pa.array(occurred[order], pa.timestamp("us", tz="UTC")),
    })  # fmt: skip
    frame = pd.DataFrame(table.to_pandas(split_blocks=True, self_destruct=True))
    frame["pair_no"] = pd.arrays.IntegerArray(pair_no, pair_no == NO_PAIR)
    return frame


def _name(codes: Numbers, names: pa.Array) -> pa.DictionaryArray:
    """Numbers to the names they stand for, and no others."""
    is_used = np.zeros(len(names), dtype=bool)
    is_used[codes] = True
    places = (np.cumsum(is_used) - 1)[codes]
    used = names.take(pa.array(np.flatnonzero(is_used))).cast(TEXT)
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), used)


def _order_names(column: pa.ChunkedArray) -> tuple[Numbers, pa.Array]:
    """A dictionary column to numbers that follow the order of the names."""
    codes, names = read_codes(column)
    order = pc.sort_indices(names).to_numpy()
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    return rank[codes], names.take(pa.array(order))
