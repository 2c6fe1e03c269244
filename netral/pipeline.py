"""The rooms in order; the only module that calls more than one of them.

captures -> sources -> store -> networks -> rules -> cases -> people -> evidence
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from netral import cases, evidence, networks, rules, sources, store
from netral.errors import BadParameter
from netral.investigation import read_investigation, require_lawful
from netral.model import (
    SUBJECT_ROLES,
    Act,
    Capture,
    Case,
    EvidencePack,
    Exhibit,
    ExhibitRecord,
    Investigation,
    Lead,
    Leads,
    Network,
    Op,
    Record,
    RecordRef,
    Registry,
    RegistryAccount,
    ReviewedCase,
    RuleClass,
    Situation,
    Tables,
    Verification,
)
from netral.registry import find_conflicts, make_roster
from netral.registry import read_registry as read_registry_folder
from netral.times import now_utc

DEMO_ID = "kota-contoh-2024"
NETWORK_KINDS = ("follow", "interaction")


# -- in ------------------------------------------------------------------------------------------------------------------


def open_investigation(folder: str | Path) -> Investigation:
    """An investigation's folder to what its investigation.yaml says."""
    return read_investigation(folder)


def read_registry(investigation: Investigation) -> Registry:
    """An investigation to who is who in it."""
    return read_registry_folder(investigation.registry_folder)


def ingest_captures(
    investigation: Investigation,
    paths: Sequence[Path],
    format_id: str | None = None,
    op: str | None = None,
    target: str | None = None,
    target_author: str | None = None,
) -> list[store.Stored]:
    """Captured files to stored records, all or none of them.

    Parameters
    ----------
    investigation : Investigation
        Must have its lawful basis.
    paths : sequence of Path
        Plain, gzip or zstd.
    format_id : str, optional
        Overrules what the shapes say.
    op, target, target_author : str, optional
        What a bare list is a list of, as ``x:@handle``, ``x:<id>`` or ``x:post:<id>``.

    Raises
    ------
    BadInvestigation, BadCapture, BadParameter
        When the investigation may not ingest, or a file is refused.
    BrokenEvidence
        When a file in ``captures/`` changed since it was ingested.
    """
    require_lawful(investigation, today())
    if op is not None and op not in tuple(Op):
        raise BadParameter(f"--op {op!r} is unknown; allowed are {', '.join(Op)}")
    if format_id is not None and format_id not in sources.FORMATS:
        raise BadParameter(f"--as {format_id!r} is unknown; allowed are {', '.join(sources.FORMATS)}")
    registry = read_registry(investigation)
    inputs = [
        store.CaptureInput(path, format_id or sources.detect_format(path), op, target, target_author) for path in paths
    ]
    return store.ingest_files(investigation.folder, registry, inputs, _make_opener(investigation))


def load_tables(investigation: Investigation) -> Tables:
    """An investigation to its tables, brought up to date with the registry first."""
    with store.lock_store(investigation.store_folder):
        store.refresh_store(investigation.folder, read_registry(investigation), _make_opener(investigation))
    return store.open_tables(investigation.store_folder)


def today() -> date:
    """The present date, UTC."""
    return now_utc().date()


def _make_opener(investigation: Investigation) -> store.Opener:
    zone = investigation.region.timezone

    def open_input(each: store.CaptureInput) -> tuple[Iterable[Record], Callable[[], bool]]:
        if each.format == sources.EMPTY:
            return (), lambda: False
        hints = sources.Hints(Op(each.op) if each.op else None, each.target, each.target_author, zone)
        reading = sources.open_reading(each.path, each.format, hints)
        return reading.records, reading.is_cut

    return open_input


def list_verified_captures(investigation: Investigation) -> tuple[Capture, ...]:
    """Every capture, each hashed again first.

    Raises
    ------
    BrokenEvidence
        Naming the first capture that changed since ingest.
    """
    captures = store.list_captures(investigation.store_folder)
    store.verify_captures(investigation.folder, captures)
    return captures


# -- networks and leads --------------------------------------------------------------------------------------------------


def build_network(investigation: Investigation, kind: str, phase: str | None = None) -> Network:
    """An investigation to its follow or interaction network, of one phase or of all.

    Raises
    ------
    BadParameter
        When the kind or the phase is unknown.
    """
    if kind not in NETWORK_KINDS:
        raise BadParameter(f"network {kind!r} is unknown; allowed are {', '.join(NETWORK_KINDS)}")
    tables = load_tables(investigation)
    build = networks.build_follow_network if kind == "follow" else networks.build_interaction_network
    return build(tables, _make_roster(investigation, tables), investigation, phase)


def compare_pairs(investigation: Investigation, phase: str | None = None) -> pd.DataFrame:
    """An investigation to all pairs side by side, by unit: see `networks.compare_pairs`."""
    return networks.compare_pairs(build_network(investigation, "interaction", phase), read_registry(investigation))


def find_leads(investigation: Investigation) -> Leads:
    """An investigation to its leads.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, today())
    registry, tables = read_registry(investigation), load_tables(investigation)
    roster = _make_roster(investigation, tables)
    acts = rules.collect_acts(tables, roster, investigation)
    conflicts = find_conflicts(registry, tables.account_aliases.to_pandas())
    lists = rules.list_completeness(tables)
    findings = rules.Findings(
        handles=_read_handles(tables),
        records=_read_records(tables, acts["interaction_id"]),
        chance=_score_classes(acts, roster, registry),
        follows=_count_follows(tables, roster),
        coverage=rules.measure_coverage(investigation, registry, tables, lists, conflicts),
    )
    catalogue = rules.load_catalogue(investigation.rules)
    return rules.match_leads(investigation, registry, catalogue, roster, acts, findings)


def _make_roster(investigation: Investigation, tables: Tables) -> pd.DataFrame:
    aliases = tables.account_aliases.to_pandas()
    return make_roster(read_registry(investigation), aliases, investigation.region.timezone)


def _read_handles(tables: Tables) -> dict[str, str]:
    known = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle").to_pandas()
    return dict(zip(known["account_id"], known["handle"], strict=True))


def _read_records(tables: Tables, edge_ids: Iterable[str]) -> dict[str, tuple[RecordRef, ...]]:
    wanted = sorted(set(edge_ids))
    lineage = tables.lineage.filter(tables.lineage.edge_id.isin(wanted)) if wanted else tables.lineage.limit(0)
    joined = lineage.join(tables.records, "record_id").select("edge_id", "capture_id", "locator", "sha256").to_pandas()
    found: dict[str, tuple[RecordRef, ...]] = {}
    for edge_id, group in joined.sort_values(["edge_id", "capture_id", "locator"]).groupby("edge_id"):
        rows = zip(group["capture_id"], group["locator"], group["sha256"], strict=True)
        found[str(edge_id)] = tuple(RecordRef(*row) for row in rows)
    return found


def _score_classes(acts: pd.DataFrame, roster: pd.DataFrame, registry: Registry) -> dict[RuleClass, pd.DataFrame]:
    subjects = sorted(set(roster.loc[roster["is_subject"], "account_id"]))
    pair_nos = [pair.pair_no for pair in registry.pairs]
    directed = acts[acts["is_directed"] & (acts["problem"] == "")].rename(columns={"actor": "subject"})
    return {
        each: networks.score_pairs(directed[directed["rule_class"] == each], subjects, pair_nos)
        for each in (RuleClass.ETHICS, RuleClass.DISCIPLINE)
    }


def _count_follows(tables: Tables, roster: pd.DataFrame) -> int:
    subjects = set(roster.loc[roster["is_subject"], "account_id"])
    campaign = set(roster.loc[roster["is_campaign"], "account_id"])
    follows = tables.follows.filter(tables.follows.kind == "follow").select("follower", "followed")
    frame = follows.filter(follows.followed.isin(sorted(campaign))).to_pandas() if campaign else None
    return 0 if frame is None else int(frame["follower"].isin(subjects).sum())
