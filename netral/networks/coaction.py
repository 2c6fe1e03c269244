"""Registry accounts that act on the same objects within a window: edges without direction, and the pairs of acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from netral.model import Investigation, Mark, Network, Role, Tables
from netral.networks.coaction_pairs import Coactions, find_coactions
from netral.networks.edges import EDGE_COLUMNS, make_nodes, phase_bounds_us, read_handles
from netral.networks.objects import find_object_acts, list_object_acts

PAIR_COLUMNS = [
    "object", "source", "target", "act_source", "act_target", "delta_seconds", "occurred_at", "pair_no",
]  # fmt: skip
FURTHER_COLUMNS = [
    "source_role", "target_role", "source_unit_id", "target_unit_id", "on", "window_seconds", "act_pairs", "all_pairs",
]  # fmt: skip


@dataclass(frozen=True)
class Coaction:
    """A co-action network, the pairs of acts behind it, and what is only counted.

    ``pairs``: one row two acts within the window: object, source and target (who acted first, and who after),
    act_source, act_target, delta_seconds, occurred_at (of the first), pair_no (of the object, where it has one).
    ``acts``: every timed act of a registry account: see `list_object_acts`. ``crowds``: object, buckets, acts,
    accounts, pairs_left_out: stretches of one window in which more than ``max_acts`` acts fell on one object; nobody is
    paired there. ``untimed`` counts acts without a time of their own, ``unlisted`` pairs of personal accounts that
    share nothing of a campaign.
    """

    network: Network
    pairs: pd.DataFrame
    list_acts: Callable[[], pd.DataFrame]
    crowds: pd.DataFrame
    max_acts: int
    untimed: int
    unlisted: int

    @property
    def acts(self) -> pd.DataFrame:
        """With Spark they come to this machine when they are asked for."""
        return self.list_acts()


class _Found(NamedTuple):
    """What lies within the window, the one pair each object in it belongs to, and how to list the acts."""

    coactions: Coactions
    object_pairs: pd.Series[int]
    list_acts: Callable[[], pd.DataFrame]
    untimed: int


def build_coaction_network(
    tables: Tables,
    roster: pd.DataFrame,
    investigation: Investigation,
    on: str = "post",
    window_seconds: int | None = None,
    min_participation: int = 1,
    phase: str | None = None,
    marks: Sequence[Mark] = (),
) -> Coaction:
    """Tables and roster to who acts together. Together is not agreed: many people see one post at one time.

    Both ends are registry accounts, one of them at least an OPD or personal account; the public has no edges. Two
    personal accounts are listed only when something they share is of a campaign: what else two people read has no
    purpose here and is counted only.

    Parameters
    ----------
    on : {"post", "url", "hashtag", "text"}
        See `list_object_acts`.
    window_seconds : int, optional
        The investigation's threshold where none is given. Both ends count.
    min_participation : int
        See `find_coactions`.
    phase : str, optional
        Only acts within this phase.
    marks : sequence of Mark
        By which a text belongs to a pair.

    Returns
    -------
    Coaction
        Edges have no direction (source comes first in order); ``weight`` counts distinct objects, ``act_pairs`` pairs
        of acts, ``all_pairs`` the objects of each pair's campaign, zeros included. ``pair_no`` is that of a campaign
        end, else of the one pair whose objects are shared. Further columns: both roles and units, on, window_seconds.

    Raises
    ------
    BadParameter
        When the kind of object, the phase, the window or min_participation is not allowed.
    """
    seconds = investigation.thresholds.coaction_window_seconds if window_seconds is None else window_seconds
    list_acts = partial(list_object_acts, tables, roster, investigation, on, phase, marks)
    if on == "post" and tables.interactions.get_backend().name == "pyspark":
        acts = find_object_acts(tables, roster, investigation, on, phase)
        found, object_pairs, list_timed, untimed = _find_on_spark(acts, list_acts, seconds, min_participation)
    else:
        found, object_pairs, list_timed, untimed = _find(list_acts(), seconds, min_participation)
    pair_nos = sorted(set(roster["pair_no"].dropna().astype(int)) | {mark.pair_no for mark in marks})
    pairs = _list_pairs(found, object_pairs)
    edges = _describe_edges(found, pairs, roster, pair_nos)
    purposeful = _have_purpose(edges)
    edges = edges[purposeful].assign(
        phase=_find_phases(edges[purposeful], investigation), on=on, window_seconds=seconds
    )
    network = _make_network(edges, tables, roster, phase, f"{on}, {seconds} s")
    kept = pd.MultiIndex.from_frame(edges[["source", "target"]])
    return Coaction(
        network=network,
        pairs=pairs[_ends(pairs).isin(kept)][PAIR_COLUMNS].reset_index(drop=True),
        list_acts=list_timed,
        crowds=found.crowds.to_pandas().sort_values(["acts", "object"], ascending=[False, True], ignore_index=True),
        max_acts=found.max_acts,
        untimed=untimed,
        unlisted=int((~purposeful).sum()),
    )


def _find(listed: pd.DataFrame, seconds: int, min_participation: int) -> _Found:
    acts = _keep_timed(listed)
    found = find_coactions(pa.Table.from_pandas(acts, preserve_index=False), seconds, min_participation)
    owned = acts.dropna(subset="pair_no").groupby("object")["pair_no"].agg(["min", "max"])
    return _Found(found, _find_object_pairs(owned), lambda: acts, int(listed["occurred_us"].isna().sum()))


def _find_on_spark(
    acts: ir.Table, list_acts: Callable[[], pd.DataFrame], seconds: int, min_participation: int
) -> _Found:
    from netral.networks.coaction_spark import find_coactions_on_spark

    found = find_coactions_on_spark(acts, seconds, min_participation)
    shared = ibis.memtable(pa.table({"object": found.pairs["object"].unique().cast(pa.string())}))
    owned = acts.filter(acts.occurred_us.notnull(), acts.pair_no.notnull()).semi_join(shared, "object")
    ranges = owned.group_by("object").aggregate(min=owned.pair_no.min(), max=owned.pair_no.max()).to_pandas()
    untimed = int(acts.filter(acts.occurred_us.isnull()).count().execute())
    object_pairs = _find_object_pairs(ranges.set_index("object"))
    return _Found(found, object_pairs, cache(lambda: _keep_timed(list_acts())), untimed)


def _keep_timed(listed: pd.DataFrame) -> pd.DataFrame:
    return listed[listed["occurred_us"].notna()].astype({"occurred_us": "int64"}).reset_index(drop=True)


def _find_object_pairs(owned: pd.DataFrame) -> pd.Series[int]:
    """The one pair an object belongs to, by its author, its marks or a campaign account that wrote it; else none.

    From the least and the greatest pair of the acts on each object.
    """
    return owned.loc[owned["min"] == owned["max"], "min"]


def _list_pairs(found: Coactions, object_pairs: pd.Series[int]) -> pd.DataFrame:
    frame = found.pairs.to_pandas().astype(
        dict.fromkeys(("object", "source", "target", "act_source", "act_target"), "str")
    )
    frame["pair_no"] = frame["object"].map(object_pairs).astype("Int64")
    frame["delta_seconds"] = frame["delta_us"] / 1_000_000
    frame["occurred_at"] = pd.to_datetime(frame["occurred_us"], unit="us", utc=True)
    order = ["object", "occurred_us", "delta_us", "act_source", "act_target"]
    return pd.DataFrame(frame.sort_values(order, ignore_index=True))


def _ends(pairs: pd.DataFrame) -> pd.MultiIndex:
    """The edge each pair of acts belongs to."""
    ends = pairs[["source", "target"]]
    return pd.MultiIndex.from_arrays([ends.min(axis=1), ends.max(axis=1)], names=["source", "target"])


def _describe_edges(
    found: Coactions, pairs: pd.DataFrame, roster: pd.DataFrame, pair_nos: Sequence[int]
) -> pd.DataFrame:
    edges = pd.DataFrame(found.edges.to_pandas()).astype({"source": "str", "target": "str"})
    edges = edges.rename(columns={"objects": "weight", "acts": "act_pairs"}).assign(kind="coaction")
    for name in ("first", "last"):
        edges[f"{name}_at"] = pd.to_datetime(edges[f"{name}_us"], unit="us", utc=True)
    latest = roster[roster["is_latest"]].drop_duplicates("account_id").set_index("account_id")
    for end in ("source", "target"):
        for column in ("role", "unit_id"):
            edges[f"{end}_{column}"] = edges[end].map(latest[column])
    own = latest.loc[latest["is_campaign"], "pair_no"]
    counts = _count_by_pair(edges, pairs, pair_nos)
    edges["all_pairs"] = [" ".join(f"{number}:{n}" for number, n in row.items()) for row in counts.to_dict("records")]
    edges["campaign_objects"] = counts.sum(axis=1).to_numpy()
    only = counts.gt(0).mul(list(pair_nos), axis=1).sum(axis=1).astype("Int64")
    of_objects = only.where(counts.gt(0).sum(axis=1) == 1)
    ends = [edges[end].map(own).astype("Int64") for end in ("source", "target")]
    edges["pair_no"] = ends[0].fillna(ends[1]).fillna(of_objects)
    return edges


def _count_by_pair(edges: pd.DataFrame, pairs: pd.DataFrame, pair_nos: Sequence[int]) -> pd.DataFrame:
    """Distinct objects of each pair's campaign on every edge, zeros included; one column a pair."""
    owned = pairs.set_index(_ends(pairs))[["object", "pair_no"]].dropna()
    counts = pd.DataFrame(owned.groupby(["source", "target", "pair_no"])["object"].nunique().unstack(fill_value=0))
    index = pd.MultiIndex.from_frame(edges[["source", "target"]])
    counts = counts.reindex(index=index, columns=list(pair_nos), fill_value=0)
    return counts.reset_index(drop=True).astype("int64")


def _have_purpose(edges: pd.DataFrame) -> pd.Series[bool]:
    personal = (edges["source_role"] == Role.PERSON.value) & (edges["target_role"] == Role.PERSON.value)
    return ~personal | (edges["campaign_objects"] > 0)


def _find_phases(edges: pd.DataFrame, investigation: Investigation) -> pd.Series[str]:
    """The phase in which all acts of an edge lie; null where they lie in none, or in several."""
    phases = pd.Series(pd.NA, index=edges.index, dtype="str")
    for name, first_us, last_us in phase_bounds_us(investigation):
        phases[(edges["first_us"] >= first_us) & (edges["last_us"] <= last_us)] = name
    return phases


def _make_network(
    edges: pd.DataFrame, tables: Tables, roster: pd.DataFrame, phase: str | None, settings: str
) -> Network:
    handles = read_handles(tables.accounts, roster)
    edges = edges.astype({"weight": "int64", "act_pairs": "int64", "kind": "str"})
    for end in ("source", "target"):
        edges[f"{end}_handle"] = edges[end].map(handles).astype("str")
    for column in ("p_value", "q_value", "effect"):
        edges[column] = pd.array([None] * len(edges), dtype="Float64")
    # institutions first: the more personal accounts at its ends, the later an edge stands
    edges["people"] = sum((edges[f"{end}_role"] == Role.PERSON.value).astype("int64") for end in ("source", "target"))
    edges = edges.sort_values(["people", "source", "target"], ignore_index=True)[[*EDGE_COLUMNS, *FURTHER_COLUMNS]]
    both = pd.concat([edges, edges.rename(columns={"source": "target", "target": "source"})], ignore_index=True)
    note = f"Acts on the same object within a window ({settings}); edges have no direction."
    return Network("coaction", phase, make_nodes(roster, both, handles), edges, note)
