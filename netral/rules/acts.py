"""Tables + roster -> the acts of confirmed subjects toward campaign accounts, each with its phase and class."""

from __future__ import annotations

import ibis
import pandas as pd

from netral.model import DIRECTED_KINDS, Investigation, Tables
from netral.rules.phases import judge_time, list_spans

COLUMNS = [
    "interaction_id", "kind", "actor", "target", "object_post", "occurred_us", "after_us", "before_us", "object_url",
    "act_url", "text", "zone_assumed", "derivation",
]  # fmt: skip
TIMES = ("occurred_us", "after_us", "before_us")


def collect_acts(tables: Tables, roster: pd.DataFrame, investigation: Investigation) -> pd.DataFrame:
    """The acts that rules look at, disputed accounts' included.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.
    investigation : Investigation

    Returns
    -------
    DataFrame
        One row an act by a confirmed OPD or personal account toward a campaign account, while both roles held, in order
        of time: the columns of interactions, object_text (what it acted on says), subject_row and target_row (lines of
        accounts.csv), unit_id, pair_no, is_disputed (actor or target), is_directed, starts_us (its own time, or where
        its interval begins), phase, rule_class, and problem (``outside``, or why its time is unusable; empty for a
        usable act).
    """
    subjects, campaign = roster[roster["is_subject"]], roster[roster["is_campaign"]]
    acts = tables.interactions.select(*COLUMNS)
    found = acts.filter(
        acts.actor.isin(ibis.memtable(subjects[["account_id"]]).account_id),
        acts.target.isin(ibis.memtable(campaign[["account_id"]]).account_id),
    )
    posts = tables.posts.select(object_post="post_id", object_text="text")
    found = found.left_join(posts, "object_post").select(*COLUMNS, "object_text").to_pandas()
    joined = _join_rows(found, subjects, "subject", ["unit_id"])
    joined = _join_rows(joined, campaign, "target", ["pair_no"])
    joined["is_disputed"] = joined["subject_disputed"].astype(bool) | joined["target_disputed"].astype(bool)
    joined["is_directed"] = joined["kind"].isin([kind.value for kind in DIRECTED_KINDS])
    return _judge(joined, investigation)


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
