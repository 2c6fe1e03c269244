"""What an analyst looks at beside networks and leads: coverage, the table of evidence, the status."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netral import cases, networks, rules, store
from netral.investigation import find_today, require_lawful
from netral.model import CAMPAIGN_ROLES, SUBJECT_ROLES, GroupPart, Investigation, PictureFindings, Role, Tables
from netral.pipeline.findings import read_roster
from netral.pipeline.group_roles import find_group_parts
from netral.pipeline.intake import list_verified_captures, load_tables, read_registry
from netral.pipeline.pictures import match_pictures
from netral.pipeline.read_acts import add_readings
from netral.pipeline.routes import load_open_tables
from netral.times import format_utc

MOST_PLACES = 5  # of quarantined records that a status names for each reason


def read_coverage(investigation: Investigation) -> dict[str, pd.DataFrame]:
    """An investigation to what it has seen and what it has not.

    Returns
    -------
    dict of DataFrame
        ``registry`` (role, accounts, confirmed), ``captures`` (columns of the table), ``lists`` (account, op, declared,
        observed), ``quarantine`` (reason, rows), ``units`` (unit_id, name, accounts).

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    registry, tables = read_registry(investigation), load_tables(investigation)
    rows = pd.DataFrame(
        [(row.role.value, row.is_confirmed, row.unit_id) for row in registry.accounts],
        columns=["role", "confirmed", "unit_id"],
    )
    by_role = rows.groupby("role").agg(accounts=("confirmed", "size"), confirmed=("confirmed", "sum")).reset_index()
    by_unit = rows[rows["role"].isin([role.value for role in SUBJECT_ROLES])].groupby("unit_id").size()
    captures = tables.captures.to_pandas()
    captures["collected_at"] = pd.to_datetime(captures["collected_us"].astype("Int64"), unit="us", utc=True)
    return {
        "registry": by_role,
        "captures": captures.sort_values("path", ignore_index=True),
        "lists": rules.list_completeness(tables, store.read_handles(tables)),
        "quarantine": pd.DataFrame(store.count_reasons(tables).items(), columns=["reason", "rows"]),
        "units": pd.DataFrame(
            [(unit.unit_id, unit.name, int(by_unit.get(unit.unit_id, 0))) for unit in registry.units],
            columns=["unit_id", "name", "accounts"],
        ),
    }


def read_evidence(investigation: Investigation) -> pd.DataFrame:
    """An investigation to one row an interaction between registry accounts and record that shows it.

    Returns
    -------
    DataFrame
        source_handle, target_handle, kind, pair_no, phase, occurred_at (UTC), text, object_url, capture_id, locator,
        record_sha256, direction (undetermined until somebody has read it) and read_by, in order of time.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_open_tables(investigation)
    acts = networks.list_acts(tables, read_roster(investigation, tables), investigation)
    return add_readings(acts, cases.read_readings(investigation.cases_folder))


def list_group_parts(investigation: Investigation) -> tuple[GroupPart, ...]:
    """An investigation to who made a campaign's group, invites into it or administers it; see `find_group_parts`.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_tables(investigation)
    return find_group_parts(investigation, tables, read_roster(investigation, tables), store.read_handles(tables))


def read_pictures(investigation: Investigation) -> PictureFindings:
    """An investigation to the pictures of confirmed accounts' own posts that look like a known one.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, nothing was ingested, or a known picture cannot be used.
    BrokenEvidence
        When a captured picture changed.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_tables(investigation)
    return match_pictures(investigation, read_registry(investigation), tables, read_roster(investigation, tables))


def read_snapshots(investigation: Investigation) -> dict[str, pd.DataFrame]:
    """An investigation to what changed in every list that was captured more than once.

    Returns
    -------
    dict of DataFrame
        ``lists`` (see `networks.compare_snapshots`) and ``changes`` (registry accounts only, see
        `networks.list_snapshot_changes`).

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    tables = load_tables(investigation)
    roster = read_roster(investigation, tables)
    return {
        "lists": networks.compare_snapshots(tables, roster),
        "changes": networks.list_snapshot_changes(tables, roster),
    }


def read_status(investigation: Investigation) -> dict[str, Any]:
    """An investigation to the object that ``netral status --json`` prints; every capture is hashed again first.

    Raises
    ------
    BrokenEvidence
        When a capture changed since ingest.
    """
    list_verified_captures(investigation)
    registry = read_registry(investigation)
    roles = [row.role for row in registry.accounts]
    confirmed = sum(row.is_confirmed for row in registry.accounts if row.role in SUBJECT_ROLES)
    employees = investigation.employees_asn + investigation.employees_non_asn
    until = investigation.retention_until
    status: dict[str, Any] = {
        "registry": {
            "opd": roles.count(Role.OPD),
            "person": roles.count(Role.PERSON),
            "campaign": sum(role in CAMPAIGN_ROLES for role in roles),
            "declared_share": confirmed / employees if employees else None,
        },
        "tables": dict.fromkeys(store.read_declared(), 0),
        "quarantine": {},
        "quarantined_at": {},
        "lists": [],
        "snapshots": [],
        "phases": [
            {"id": phase.phase_id, "from": phase.starts_on.isoformat(), "to": phase.ends_on.isoformat(),
             "class": phase.rule_class.value}
            for phase in investigation.phases
        ],
        "retention_until": until and until.isoformat(),
        "days_left": until and (until - find_today(investigation)).days,
    }  # fmt: skip
    if store.list_captures(investigation.store_folder):
        tables = load_tables(investigation)
        status["tables"], status["quarantine"] = store.count_rows(tables), store.count_reasons(tables)
        status["quarantined_at"] = store.list_quarantined(tables, MOST_PLACES)
        lists = rules.list_completeness(tables, store.read_handles(tables)).astype(object)
        status["lists"] = lists.where(lists.notna(), None).to_dict("records")
        status["snapshots"] = _list_snapshots(tables, read_roster(investigation, tables))
    return status


def _list_snapshots(tables: Tables, roster: pd.DataFrame) -> list[dict[str, Any]]:
    """The comparisons of lists as plain values, times in ISO 8601; nobody is named but whose list it is."""
    frame = networks.compare_snapshots(tables, roster).astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    return [
        {str(key): format_utc(value) if isinstance(value, pd.Timestamp) else value for key, value in row.items()}
        for row in rows
    ]
