"""Registry accounts that act on the same objects within a window: edges without direction, and the pairs of acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
import pyarrow as pa

from netral.model import Investigation, Mark, Network, Tables
from netral.networks.coaction_edges import (
    count_campaigns,
    describe_edges,
    list_pairs,
    number_pairs,
    order_edges,
    read_codes,
)
from netral.networks.coaction_pairs import Coactions, find_coactions
from netral.networks.edges import EDGE_COLUMNS, TEXT, make_nodes, name_edges, read_handles
from netral.networks.objects import find_object_acts, list_object_acts

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
        Texts are categories.

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
    found = replace(found, edges=order_edges(found))
    pairs = number_pairs(found, object_pairs)
    counts = count_campaigns(found.edges, pairs, roster, pair_nos)
    edges = describe_edges(found.edges, counts, roster, investigation, pair_nos)
    account_ids = read_codes(found.edges["source"])[1].cast(TEXT)
    network = _make_network(edges, account_ids, tables, roster, phase, on, seconds)
    return Coaction(
        network=network,
        pairs=list_pairs(found, pairs, counts.has_purpose),
        list_acts=list_timed,
        crowds=found.crowds.to_pandas().sort_values(["acts", "object"], ascending=[False, True], ignore_index=True),
        max_acts=found.max_acts,
        untimed=untimed,
        unlisted=int((~counts.has_purpose).sum()),
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


def _make_network(
    edges: pa.Table,
    account_ids: pa.Array,
    tables: Tables,
    roster: pd.DataFrame,
    phase: str | None,
    on: str,
    seconds: int,
) -> Network:
    handles = read_handles(tables.accounts, roster)
    named = name_edges(edges, account_ids, handles, coded=True)
    named = named.assign(
        on=pd.Categorical([on]).take(np.zeros(len(named), np.int64)),
        window_seconds=seconds,
        act_pairs=named["act_pairs"].to_numpy(dtype=np.int64),
    )[[*EDGE_COLUMNS, *FURTHER_COLUMNS]]
    ends = named[["source", "target", "weight"]]
    both = pd.concat([ends, ends.rename(columns={"source": "target", "target": "source"})], ignore_index=True)
    note = f"Acts on the same object within a window ({on}, {seconds} s); edges have no direction."
    return Network("coaction", phase, make_nodes(roster, both, handles), named, note)
