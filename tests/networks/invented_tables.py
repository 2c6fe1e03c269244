"""Tables of a store with invented follows only, and a roster, without an ingest: for what must hold for all inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

import ibis
import pandas as pd

from netral.model import (
    CAMPAIGN_ROLES,
    SUBJECT_ROLES,
    Investigation,
    LawfulBasis,
    Phase,
    Regime,
    Region,
    RuleClass,
    Tables,
    Thresholds,
)

SEEN_US = 1_727_748_000_000_000


def make_tables(follows: Sequence[tuple[str, str]], declared: Mapping[str, int] | None = None) -> Tables:
    """Follows (follower, followed) and declared lengths of follower lists to tables; the others are empty."""
    con, empty = ibis.duckdb.connect(), ibis.memtable({"nothing": pd.Series([], dtype="int64")})
    frames = {
        "follows": pd.DataFrame({
            "kind": pd.Series("follow", index=range(len(follows)), dtype="str"),
            "follower": pd.Series([each[0] for each in follows], dtype="str"),
            "followed": pd.Series([each[1] for each in follows], dtype="str"),
            "first_observed_us": pd.Series(SEEN_US, index=range(len(follows)), dtype="int64"),
            "last_observed_us": pd.Series(SEEN_US, index=range(len(follows)), dtype="int64"),
        }),
        "accounts": pd.DataFrame({"account_id": ["x:nobody"], "handle": ["nobody"]}),
        "records": pd.DataFrame({
            "target": pd.Series(list(declared or {}), dtype="str"),
            "op": pd.Series("followers", index=range(len(declared or {})), dtype="str"),
            "declared_count": pd.Series(list((declared or {}).values()), dtype="int64"),
        }),
    }  # fmt: skip
    made = {name: con.create_table(name, frame) for name, frame in frames.items()}
    return Tables(**{each.name: made.get(each.name, empty) for each in fields(Tables)})


def make_roster(roles: Mapping[str, tuple[str, int | None]], units: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Account ids with role and pair to a roster as `registry.make_roster` gives it."""
    ids = list(roles)
    return pd.DataFrame({
        "account_id": ids,
        "platform": "x",
        "registry_handle": [each.removeprefix("x:") for each in ids],
        "role": [roles[each][0] for each in ids],
        "unit_id": pd.Series([(units or {}).get(each) for each in ids], dtype="str"),
        "pair_no": pd.array([roles[each][1] for each in ids], dtype="Int64"),
        "is_subject": [roles[each][0] in SUBJECT_ROLES for each in ids],
        "is_campaign": [roles[each][0] in CAMPAIGN_ROLES for each in ids],
        "is_disputed": False,
        "valid_from_us": -(2**62),
        "valid_to_us": 2**62,
        "is_latest": True,
    })  # fmt: skip


def read_invented() -> Investigation:
    """An investigation with one phase, which the follows were seen in."""
    phase = Phase("campaign", date(2024, 9, 25), date(2024, 11, 23), RuleClass.DISCIPLINE)
    return Investigation(
        Path(), "uji", "Uji", Region("99.71", "Kota Uji", "Asia/Makassar"), Regime.PILKADA, (phase,),
        LawfulBasis("uji", "", "1", None, ""), None, 10, 0, "skb-2022", (), Thresholds(),
    )  # fmt: skip
