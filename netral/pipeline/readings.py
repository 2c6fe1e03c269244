"""Tables, leads and people: which acts of an account a person can read, and what they took one for."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from netral import cases, rules
from netral.errors import BadParameter
from netral.model import UNDETERMINED_KINDS, Direction, Investigation, Kind, Lead, Reading
from netral.pipeline.casework import find_lead
from netral.pipeline.findings import find_leads, read_roster
from netral.pipeline.intake import read_registry
from netral.pipeline.pictures import list_marked_posts
from netral.pipeline.routes import load_open_tables
from netral.times import us_to_datetime


def list_readable(investigation: Investigation, lead: Lead) -> pd.DataFrame:
    """A lead to every act of its account that a person can read, toward whichever pair: all are read alike.

    Returns
    -------
    DataFrame
        interaction_id, kind, pair_no, direction (undetermined until read), occurred_at (UTC, or where its interval
        begins; null where unknown), object_url, act_url, text, is_in_lead; in order of time.
    """
    acts = _collect_readable(investigation, cases.read_readings(investigation.cases_folder))
    own = acts[acts["actor"] == lead.subject.account_id]
    starts = own["starts_us"].astype("Int64")
    own = own.assign(
        occurred_at=[None if pd.isna(each) else us_to_datetime(int(each)) for each in starts],
        is_in_lead=own["interaction_id"].isin([act.interaction_id for act in lead.acts]),
    )
    columns = "interaction_id kind pair_no direction occurred_at object_url act_url text is_in_lead".split()
    return own[columns].reset_index(drop=True)


def list_readings(investigation: Investigation) -> pd.DataFrame:
    """Who has read how many acts, as what, toward which pair, and in which entries of the case log.

    Returns
    -------
    DataFrame
        read_by, pair_no (null of an act that no capture shows any more), direction, acts, entries; by reader.

    Raises
    ------
    BrokenEvidence
        When the case log does not hold.
    """
    readings = cases.read_readings(investigation.cases_folder)
    acts = (
        _collect_readable(investigation, readings) if readings else pd.DataFrame(columns=["interaction_id", "pair_no"])
    )
    toward = acts.groupby("interaction_id")["pair_no"].apply(lambda pairs: sorted(set(map(int, pairs)))).to_dict()
    rows = [
        (each.person, pair_no, each.direction.value, each.seq)
        for each in readings.values()
        for pair_no in toward.get(each.interaction_id, [None])
    ]
    frame = pd.DataFrame(rows, columns=["read_by", "pair_no", "direction", "seq"]).astype({"pair_no": "Int64"})
    grouped = frame.groupby(["read_by", "pair_no", "direction"], dropna=False, as_index=False)
    return grouped.agg(acts=("seq", "size"), entries=("seq", lambda each: ", ".join(map(str, sorted(each)))))


def _collect_readable(investigation: Investigation, readings: dict[str, Reading]) -> pd.DataFrame:
    registry, tables = read_registry(investigation), load_open_tables(investigation)
    roster = read_roster(investigation, tables)
    marked, _ = list_marked_posts(investigation, registry, tables, roster)
    acts = rules.collect_acts(tables, roster, investigation, marked, readings)
    routed = cases.list_routed_acts(cases.read_routes(investigation.cases_folder))
    is_readable = acts["kind"].isin([kind.value for kind in UNDETERMINED_KINDS])
    return acts[is_readable & ~acts["interaction_id"].isin(routed)]


def read_act(
    investigation: Investigation,
    case_id: str,
    interaction_id: str,
    person: str,
    direction: Direction,
    reason: str,
    at: datetime | None = None,
) -> Reading:
    """What one person took an act for, appended to the log: see `cases.record_reading`.

    Any act of the account may be read, also one toward another pair than the case is about.

    Raises
    ------
    BadParameter
        When the act is none of the account's, or of a kind that nobody reads.
    """
    lead = find_lead(find_leads(investigation), case_id)
    kinds = {act.interaction_id: act.kind for act in lead.acts}
    if interaction_id not in kinds:
        readable = list_readable(investigation, lead)
        kinds |= {each: Kind(kind) for each, kind in zip(readable["interaction_id"], readable["kind"], strict=True)}
    if interaction_id not in kinds:
        raise BadParameter(
            "act {interaction_id!r} is none of the account of case {case_id}; 'netral review DIR show' names them",
            interaction_id=interaction_id,
            case_id=case_id,
        )
    folder = investigation.cases_folder
    return cases.record_reading(folder, case_id, interaction_id, kinds[interaction_id], person, direction, reason, at)
