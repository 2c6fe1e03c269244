"""Tables + roster -> the acts of confirmed subjects toward campaign accounts, each with its phase and class."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import pandas as pd

from netral.identity import make_id
from netral.model import Investigation, Kind, Reading, Tables
from netral.rules.directions import add_directions
from netral.rules.phases import judge_time, list_spans

COLUMNS = [
    "interaction_id", "kind", "actor", "target", "object_post", "occurred_us", "after_us", "before_us", "object_url",
    "act_url", "text", "zone_assumed", "derivation",
]  # fmt: skip
TIMES = ("occurred_us", "after_us", "before_us")


def collect_acts(
    tables: Tables,
    roster: pd.DataFrame,
    investigation: Investigation,
    marked: pd.DataFrame | None = None,
    readings: Mapping[str, Reading] | None = None,
) -> pd.DataFrame:
    """The acts that rules look at, disputed accounts' included.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.
    investigation : Investigation
    marked : DataFrame, optional
        From `networks.list_marked_posts`: own posts that carry a pair's marks, each an act of kind post toward it.
    readings : mapping of str to Reading, optional
        What people took acts for, by interaction_id.

    Returns
    -------
    DataFrame
        One row an act by a confirmed OPD or personal account toward a campaign account, while both roles held, in order
        of time: the columns of interactions, object_text (what it acted on says), own_post and marks (of an own post),
        subject_row and target_row (lines of accounts.csv; an own post has no target), unit_id and role of the subject,
        pair_no, is_disputed (actor or target), the columns of `add_directions`, starts_us (its own time, or where its
        interval begins), phase, rule_class, and problem (``outside``, or why its time is unusable; empty for a usable
        act).
    """
    subjects, campaign = roster[roster["is_subject"]], roster[roster["is_campaign"]]
    acts = tables.interactions.select(*COLUMNS)
    found = acts.filter(
        acts.actor.isin(ibis.memtable(subjects[["account_id"]]).account_id),
        acts.target.isin(ibis.memtable(campaign[["account_id"]]).account_id),
    )
    posts = tables.posts.select(object_post="post_id", object_text="text")
    found = found.left_join(posts, "object_post").select(*COLUMNS, "object_text").to_pandas()
    joined = _join_rows(found, subjects, "subject", ["unit_id", "role"])
    joined = _join_rows(joined, campaign, "target", ["pair_no"]).assign(own_post=None, marks=None)
    if marked is not None and not marked.empty:
        own = _join_rows(_to_acts(marked), subjects, "subject", ["unit_id", "role"])
        joined = pd.concat([joined.astype({"target_row": "Int64"}), own], ignore_index=True) if len(own) else joined
    joined["is_disputed"] = joined["subject_disputed"].astype(bool) | joined["target_disputed"].astype(bool)
    return _judge(add_directions(joined, readings or {}), investigation)


def _to_acts(marked: pd.DataFrame) -> pd.DataFrame:
    """Own posts as acts: toward the pair whose marks they carry, and toward no account."""
    named = marked.rename(columns={"post_id": "own_post", "url": "act_url"})
    ids = [make_id("i-", *each, length=20) for each in zip(named["own_post"], named["pair_no"], strict=True)]
    empty = dict.fromkeys(("target", "object_post", "object_text"))
    return named.assign(
        interaction_id=ids,
        kind=Kind.POST.value,
        object_url=named["act_url"],
        after_us=pd.array([pd.NA] * len(named), dtype="Int64"),
        before_us=pd.array([pd.NA] * len(named), dtype="Int64"),
        zone_assumed=False,
        derivation="mark",
        target_row=pd.array([pd.NA] * len(named), dtype="Int64"),
        target_disputed=False,
        **empty,
    )


def _join_rows(acts: pd.DataFrame, rows: pd.DataFrame, name: str, keep: list[str]) -> pd.DataFrame:
    """Acts joined with the one registry row that held through each; acts in no row's validity fall away."""
    key = "actor" if name == "subject" else "target"
    columns = ["account_id", "row", "is_disputed", "valid_from_us", "valid_to_us", "is_latest", *keep]
    joined = acts.merge(rows[columns], left_on=key, right_on="account_id")
    occurred = joined["occurred_us"].astype("Int64")
    first = occurred.fillna(joined["after_us"].astype("Int64"))
    last = occurred.fillna(joined["before_us"].astype("Int64"))
    inside = (first >= joined["valid_from_us"]) & (last <= joined["valid_to_us"])
    joined = joined[inside.where(first.notna() & last.notna(), joined["is_latest"]).astype(bool)]
    joined = joined.rename(columns={"row": f"{name}_row", "is_disputed": f"{name}_disputed"})
    return joined.drop(columns=["account_id", "valid_from_us", "valid_to_us", "is_latest"])


def _judge(acts: pd.DataFrame, investigation: Investigation) -> pd.DataFrame:
    spans = list_spans(investigation)
    times = [acts[name].astype("Int64") for name in TIMES]
    rows = [
        judge_time(spans, *(None if pd.isna(each) else int(each) for each in instant))
        for instant in zip(*times, strict=True)
    ]
    acts = acts.assign(
        phase=pd.Series([row.phase_id for row in rows], index=acts.index, dtype=object),
        rule_class=pd.Series([row.rule_class for row in rows], index=acts.index, dtype=object),
        problem=pd.Series([row.problem or "" for row in rows], index=acts.index, dtype=object),
        starts_us=times[0].fillna(times[1]),
        **dict(zip(TIMES, times, strict=True)),
    )
    return acts.sort_values(["starts_us", "interaction_id"], na_position="last", ignore_index=True)
