"""The rooms in order; the only module that calls more than one of them.

captures -> sources -> store -> networks -> rules -> cases -> people -> evidence
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from netral import cases, evidence, networks, rules, sources, store
from netral.errors import BadParameter, BrokenEvidence
from netral.identity import make_account_id, make_id, make_pseudonym
from netral.investigation import read_investigation, require_lawful
from netral.model import (
    CAMPAIGN_ROLES,
    SUBJECT_ROLES,
    AccountSeen,
    Capture,
    Case,
    CaseState,
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
    Role,
    RuleClass,
    Situation,
    Tables,
    Verification,
)
from netral.registry import find_conflicts, find_rows, make_roster, remove_account
from netral.registry import read_registry as read_registry_folder
from netral.times import format_utc, now_utc

SITUATION = "situasi"
PURGED = "purged"
NETWORK_KINDS = ("follow", "interaction")


# -- in ----------------------------------------------------------------------------------------------------------------


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
    """An investigation to its tables, brought up to date with the registry first.

    Raises
    ------
    BadInvestigation
        When nothing was ingested.
    """
    if store.list_captures(investigation.store_folder):
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


# -- networks and leads ------------------------------------------------------------------------------------------------


def build_network(investigation: Investigation, kind: str, phase: str | None = None) -> Network:
    """An investigation to its follow or interaction network, of one phase or of all.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    BadParameter
        When the kind or the phase is unknown.
    """
    require_lawful(investigation, today())
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
        handles=store.read_handles(tables),
        records=store.read_lineage(tables, acts["interaction_id"]),
        chance=_score_classes(acts, roster, registry),
        follows=rules.count_follows(tables, roster),
        coverage=rules.measure_coverage(investigation, registry, tables, lists, conflicts),
    )
    catalogue = rules.load_catalogue(investigation.rules, investigation.folder)
    return rules.match_leads(investigation, registry, catalogue, roster, acts, findings)


def _make_roster(investigation: Investigation, tables: Tables) -> pd.DataFrame:
    aliases = tables.account_aliases.to_pandas()
    return make_roster(read_registry(investigation), aliases, investigation.region.timezone)


def _score_classes(acts: pd.DataFrame, roster: pd.DataFrame, registry: Registry) -> dict[RuleClass, pd.DataFrame]:
    subjects = sorted(set(roster.loc[roster["is_subject"], "account_id"]))
    pair_nos = [pair.pair_no for pair in registry.pairs]
    directed = acts[acts["is_directed"] & (acts["problem"] == "")].rename(columns={"actor": "subject"})
    return {
        each: networks.score_pairs(directed[directed["rule_class"] == each], subjects, pair_nos)
        for each in (RuleClass.ETHICS, RuleClass.DISCIPLINE)
    }


# -- what people look at -----------------------------------------------------------------------------------------------


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
    require_lawful(investigation, today())
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
        "lists": rules.list_completeness(tables),
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
        record_sha256, in order of time.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, today())
    tables = load_tables(investigation)
    return networks.list_acts(tables, _make_roster(investigation, tables), investigation)


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
        "tables": dict.fromkeys(store.TABLES, 0),
        "quarantine": {},
        "lists": [],
        "phases": [
            {"id": phase.phase_id, "from": phase.starts_on.isoformat(), "to": phase.ends_on.isoformat(),
             "class": phase.rule_class.value}
            for phase in investigation.phases
        ],
        "retention_until": until and until.isoformat(),
        "days_left": until and (until - today()).days,
    }  # fmt: skip
    if store.list_captures(investigation.store_folder):
        tables = load_tables(investigation)
        status["tables"], status["quarantine"] = store.count_rows(tables), store.count_reasons(tables)
        lists = rules.list_completeness(tables).astype(object)
        status["lists"] = lists.where(lists.notna(), None).to_dict("records")
    return status


# -- cases and packs ---------------------------------------------------------------------------------------------------


def find_lead(leads: Leads, case_id: str) -> Lead:
    """The lead a case is about.

    Raises
    ------
    BadParameter
        When no lead has this id today.
    """
    for lead in leads.leads:
        if lead.lead_id == case_id:
            return lead
    raise BadParameter(f"case {case_id!r} is no lead of {leads.investigation_id}; 'netral review DIR list' names them")


def read_case(investigation: Investigation, lead: Lead) -> Case:
    """A lead to its case as the log has it."""
    return cases.read_case(investigation.cases_folder, lead.lead_id, rules.hash_lead(lead))


def decide_case(
    investigation: Investigation,
    case_id: str,
    person: str,
    state: CaseState,
    reason: str,
    identifiers: Iterable[str] = (),
) -> Case:
    """One person's decision on a case, with its reason, appended to the log: see `cases.decide_case`."""
    lead = find_lead(find_leads(investigation), case_id)
    return cases.decide_case(
        investigation.cases_folder, case_id, rules.hash_lead(lead), person, state, reason, tuple(identifiers)
    )


def sign_case(investigation: Investigation, case_id: str, person: str, office: str) -> Case:
    """One person's signature under a case, appended to the log: see `cases.sign_case`."""
    lead = find_lead(find_leads(investigation), case_id)
    return cases.sign_case(investigation.cases_folder, case_id, rules.hash_lead(lead), person, office)


def require_signed(investigation: Investigation, lead: Lead) -> Case:
    """A lead to its case, which two different people have signed.

    Raises
    ------
    CaseNotReady
        When they have not.
    """
    case = read_case(investigation, lead)
    cases.require_signed(case)
    return case


def make_case_pack(
    investigation: Investigation,
    case_id: str,
    folder: Path | None = None,
    lang: str = "id",
    redacted: bool = False,
    notebooks: Sequence[Path] = (),
) -> EvidencePack:
    """A case that two people signed to its pack, under ``reports/<id>/packs/<case_id>`` unless a folder is given.

    ``notebooks`` are executed copies to enclose; they must show this case and nobody else's.

    Raises
    ------
    CaseNotReady
        When two different people have not signed.
    BrokenEvidence
        When a capture or the log changed.
    """
    captures = {capture.capture_id: capture for capture in list_verified_captures(investigation)}
    leads, registry = find_leads(investigation), read_registry(investigation)
    lead = find_lead(leads, case_id)
    case = require_signed(investigation, lead)
    exhibits = _make_exhibits(investigation, lead, captures)
    used = {record.capture.capture_id: record.capture for exhibit in exhibits for record in exhibit.records}
    reviewed = ReviewedCase(
        investigation=investigation,
        registry=registry,
        case=case,
        lead=lead,
        account=_find_row(registry, lead),
        exhibits=exhibits,
        captures=tuple(used.values()),
        leads=leads,
        follow_network=build_network(investigation, "follow"),
        interaction_network=build_network(investigation, "interaction"),
        log_lines=cases.read_log_lines(investigation.cases_folder),
        notebooks=() if redacted else tuple(notebooks),
        is_demo=is_invented(investigation),
    )
    return evidence.write_case_pack(reviewed, _pack_folder(investigation, folder, case_id), lang, redacted)


def make_situation_pack(investigation: Investigation, folder: Path | None = None, lang: str = "id") -> EvidencePack:
    """An investigation to the region's situation report (or nil report); nobody under review is named in it."""
    captures = list_verified_captures(investigation)
    leads = find_leads(investigation)
    states = Counter(read_case(investigation, lead).state.value for lead in leads.leads)
    situation = Situation(
        investigation=investigation,
        registry=read_registry(investigation),
        leads=leads,
        captures=captures,
        case_states=dict(states),
        follow_network=build_network(investigation, "follow"),
        interaction_network=build_network(investigation, "interaction"),
        log_lines=cases.read_log_lines(investigation.cases_folder),
        quarantine=store.count_reasons(load_tables(investigation)),
        is_demo=is_invented(investigation),
    )
    return evidence.write_situation_pack(situation, _pack_folder(investigation, folder, SITUATION), lang)


def verify_pack(path: Path, root: str | None = None) -> Verification:
    """A pack to the verdict of every check, by name."""
    return evidence.verify_pack(path, root)


def is_invented(investigation: Investigation) -> bool:
    """Whether the region was invented by `simulate`, which leaves the truth beside it."""
    return (investigation.folder / "truth.json").is_file()


def _pack_folder(investigation: Investigation, folder: Path | None, name: str) -> Path:
    return (folder or investigation.reports_folder / "packs") / name


def _find_row(registry: Registry, lead: Lead) -> RegistryAccount:
    """The row a lead's subject stands in: the last confirmed one of this account, role and unit."""
    subject = lead.subject
    return [
        row
        for row in registry.accounts
        if row.is_confirmed
        and (row.platform, row.role, row.unit_id) == (subject.platform, subject.role, subject.unit_id)
        and row.handle == subject.registry_handle
        and (not row.platform_id or make_account_id(row.platform, row.platform_id, None) == subject.account_id)
    ][-1]


def _make_exhibits(investigation: Investigation, lead: Lead, captures: dict[str, Capture]) -> tuple[Exhibit, ...]:
    raw = _read_raw(investigation, lead, captures)
    return tuple(
        Exhibit(
            exhibit_id=f"B-{number:03d}",
            act=act,
            actor_handle=lead.subject.handle,
            platform=lead.subject.platform,
            records=tuple(ExhibitRecord(ref, captures[ref.capture_id], raw[ref]) for ref in act.records),
        )
        for number, act in enumerate(lead.acts, start=1)
    )


def _read_raw(investigation: Investigation, lead: Lead, captures: dict[str, Capture]) -> dict[RecordRef, bytes]:
    wanted: dict[str, list[RecordRef]] = {}
    for act in lead.acts:
        for ref in act.records:
            wanted.setdefault(ref.capture_id, []).append(ref)
    raw: dict[RecordRef, bytes] = {}
    for capture_id, refs in wanted.items():
        found = store.read_record_bytes(investigation.folder / captures[capture_id].path, refs)
        raw |= {ref: found[ref.locator] for ref in refs}
    return raw


# -- destruction -------------------------------------------------------------------------------------------------------


def purge_investigation(investigation: Investigation, person: str, reason: str = "") -> store.Destruction | None:
    """Everything personal in an investigation to a destruction record; None when nothing is left to destroy.

    Raises
    ------
    BadParameter
        Before the end of the retention date, when no reason is given.
    """
    until = investigation.retention_until
    if not reason and (until is None or today() <= until):
        raise BadParameter(f"retention.until is {until or 'not set'}; to destroy before its end give --reason TEXT")
    with store.lock_store(investigation.store_folder):
        files = store.list_personal_files(investigation.folder, investigation.reports_folder)
        record = store.begin_destruction(investigation, store.EVERYTHING, person, reason)
        if not files and not record.files:
            return None
        record = _describe_everything(investigation, record, files)
        store.write_destruction(investigation.folder, record)
        store.destroy_files(path for path, _ in files)
    return _finish_destruction(investigation, record)


def _describe_everything(
    investigation: Investigation, record: store.Destruction, files: list[tuple[Path, str]]
) -> store.Destruction:
    """A killed purge's record keeps what it lists, and gains what has come since."""
    listed = {each.path for each in record.files}
    found = tuple(store.describe_file(path, shown) for path, shown in files)
    everything = (*record.files, *(each for each in found if each.path not in listed))
    return replace(
        record,
        files=everything,
        counts={"files": len(everything), "bytes": sum(each.size_bytes for each in everything)},
        to_be_recalled=record.to_be_recalled or tuple(map(_to_handed, _list_packs(investigation))),
        case_log=record.case_log or _describe_log(investigation),
    )


def _describe_log(investigation: Investigation) -> dict[str, Any]:
    """How long the log was and the hash of its last entry: whoever holds a pack can still tell that it was this one."""
    try:
        entries = cases.read_log(investigation.cases_folder)
    except BrokenEvidence:
        return {"broken": True}
    return {"entries": len(entries), "last_sha256": entries[-1].sha256} if entries else {}


def purge_subject(
    investigation: Investigation, account: str, person: str, reason: str = ""
) -> store.Destruction | None:
    """One account, ``x:@handle`` or ``x:<id>``, out of captures, store and registry; None when nothing of it is held.

    A purge that was killed is finished first.

    Raises
    ------
    BadParameter
        When the text names no account, or a handle that was seen under several ids.
    BrokenEvidence
        When a capture or the case log changed; what was cut could not be proved against it.
    """
    asked = sources.parse_account_target(account)
    with store.lock_store(investigation.store_folder):
        plan = store.read_plan(investigation.folder)
        if plan:
            finished = _purge_by_plan(investigation, plan)
            if plan.names.names(asked):
                return finished
        list_verified_captures(investigation)
        plan = _plan_subject(investigation, asked, person, reason)
        return _purge_by_plan(investigation, plan) if plan else None


def _plan_subject(
    investigation: Investigation, asked: AccountSeen, person: str, reason: str
) -> store.SubjectPlan | None:
    folder, registry, opener = investigation.folder, read_registry(investigation), _make_opener(investigation)
    names = store.resolve_subject(folder, registry, opener, asked)
    if names.holds(f"{person}\n{reason}".encode()):
        raise BadParameter("--by or --reason names the account; the destruction record stays and must not")
    swaps = store.stage_swaps(folder, names, opener, [investigation.reports_folder])
    rows = find_rows(registry, names.platform, names.platform_id, names.handles)
    if not swaps and not rows:
        store.clear_stage(folder)
        return None
    name = make_account_id(names.platform, names.platform_id, min(names.handles, default=None))
    scope = f"{names.platform}:{make_pseudonym(store.read_pseudonym_key(investigation.store_folder), name)}"
    case_ids = _list_case_ids(investigation, rows)
    record = store.describe_swaps(store.begin_destruction(investigation, scope, person, reason), swaps)
    files = _list_run_files(investigation)
    counts = record.counts | {"registry_rows": len(rows), "cases": len(case_ids), "run_files": len(files)}
    packs = [path for path in _list_packs(investigation) if path.name in case_ids or _pack_holds(path, names)]
    record = replace(record, counts=counts, to_be_recalled=tuple(map(_to_handed, packs)))
    store.write_destruction(folder, record)
    handles = tuple(sorted(names.handles))
    plan = store.SubjectPlan(
        record.record_id, scope, names.platform, names.platform_id, handles, case_ids, tuple(swaps)
    )
    store.write_plan(folder, plan)
    return plan


def _purge_by_plan(investigation: Investigation, plan: store.SubjectPlan) -> store.Destruction:
    """Every step of a planned purge; each may have been done before."""
    record = store.read_destruction(investigation.folder, plan.record_id)
    store.swap_files(investigation.folder, plan)
    remove_account(investigation.registry_folder, plan.platform, plan.platform_id, plan.handles, plan.names.holds)
    store.destroy_files(_list_run_files(investigation))
    logged = {entry.case_id for entry in cases.read_log(investigation.cases_folder) if entry.action == PURGED}
    for case_id in plan.case_ids:
        if case_id not in logged:
            detail = {"destruction": plan.record_id}
            cases.append_entry(investigation.cases_folder, case_id, record.person, PURGED, detail)
    store.refresh_store(investigation.folder, read_registry(investigation), _make_opener(investigation))
    record = _finish_destruction(investigation, record)
    store.clear_stage(investigation.folder)
    return record


def _finish_destruction(investigation: Investigation, record: store.Destruction) -> store.Destruction:
    record = replace(record, state=store.DONE, done_at=record.done_at or format_utc(now_utc()))
    store.write_destruction(investigation.folder, record)
    return record


def _list_case_ids(investigation: Investigation, rows: Iterable[RegistryAccount]) -> tuple[str, ...]:
    """The cases in the log that are about an account: a lead's id follows from account, rule and pair."""
    logged = {entry.case_id for entry in cases.read_log(investigation.cases_folder)}
    pairs = [pair.pair_no for pair in read_registry(investigation).pairs]
    keys = {(row.platform, key) for row in rows for key in (row.platform_id, row.handle.lower()) if key}
    about = {
        make_id("L-", investigation.investigation_id, platform, key, rule.rule_id, pair_no, length=10)
        for platform, key in keys
        for rule in rules.load_catalogue(investigation.rules, investigation.folder).rules
        for pair_no in pairs
    }
    return tuple(sorted(logged & about))


def _list_packs(investigation: Investigation) -> list[Path]:
    return sorted(path.parent for path in (investigation.reports_folder / "packs").glob("*/bagit.txt"))


def _to_handed(pack: Path) -> store.HandedPack:
    return store.HandedPack(f"reports/packs/{pack.name}", evidence.hash_root(pack))


def _pack_holds(pack: Path, names: store.SubjectNames) -> bool:
    return any(store.holds_account(path, names) for path in pack.rglob("*") if path.is_file())


def _list_run_files(investigation: Investigation) -> list[Path]:
    """Executed notebooks, their pictures and pages: all of it can be made again; packs cannot."""
    folder = investigation.reports_folder
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and folder / "packs" not in path.parents]
