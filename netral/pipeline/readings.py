"""Tables, leads and people: which acts of an account a person can read, and what they took one for."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from netral import cases, rules
from netral.errors import BadParameter
from netral.model import UNDETERMINED_KINDS, Direction, Investigation, Kind, Lead, Reading
from netral.pipeline.casework import find_lead
from netral.pipeline.findings import find_leads, read_roster
from netral.pipeline.intake import load_tables, read_registry
from netral.pipeline.pictures import list_marked_posts
from netral.times import us_to_datetime


def list_readable(investigation: Investigation, lead: Lead) -> pd.DataFrame:
    """A lead to every act of its account that a person can read, toward whichever pair: all are read alike.

    Returns
    -------
    DataFrame
        interaction_id, kind, pair_no, direction (undetermined until read), occurred_at (UTC, or where its interval
        begins; null where unknown), object_url, act_url, text, is_in_lead; in order of time.
    """
    registry, tables = read_registry(investigation), load_tables(investigation)
    roster, readings = read_roster(investigation, tables), cases.read_readings(investigation.cases_folder)
    marked, _ = list_marked_posts(investigation, registry, tables, roster)
    acts = rules.collect_acts(tables, roster, investigation, marked, readings)
    is_readable = acts["kind"].isin([kind.value for kind in UNDETERMINED_KINDS])
    own = acts[is_readable & (acts["actor"] == lead.subject.account_id)]
    starts = own["starts_us"].astype("Int64")
    own = own.assign(
        occurred_at=[None if pd.isna(each) else us_to_datetime(int(each)) for each in starts],
        is_in_lead=own["interaction_id"].isin([act.interaction_id for act in lead.acts]),
    )
    columns = "interaction_id kind pair_no direction occurred_at object_url act_url text is_in_lead".split()
    return own[columns].reset_index(drop=True)


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
            f"act {interaction_id!r} is none of the account of case {case_id}; 'netral review DIR show' names them"
        )
    folder = investigation.cases_folder
    return cases.record_reading(folder, case_id, interaction_id, kinds[interaction_id], person, direction, reason, at)
