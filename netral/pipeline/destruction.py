"""The end of an investigation, or of one account in it: what is destroyed, and the record that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from netral import cases, evidence, rules, sources, store
from netral.errors import BadParameter, BrokenEvidence, Sentence
from netral.identity import make_account_id, make_pseudonym
from netral.investigation import find_today
from netral.model import AccountSeen, Investigation, RegistryAccount
from netral.pipeline.intake import list_verified_captures, read_registry
from netral.pipeline.opening import make_opener
from netral.registry import find_rows, remove_account
from netral.times import format_utc, now_utc

PURGED = "purged"


def purge_investigation(investigation: Investigation, person: str, reason: str = "") -> store.Destruction | None:
    """Everything personal in an investigation to a destruction record; None when nothing is left to destroy.

    Raises
    ------
    BadParameter
        Before the end of the retention date, when no reason is given.
    """
    until = investigation.retention_until
    if not reason and (until is None or find_today(investigation) <= until):
        raise BadParameter(
            "retention.until is {until}; to destroy before its end give --reason TEXT",
            until=until or Sentence("not set"),
        )
    with store.lock_store(investigation.store_folder):
        files = store.list_personal_files(investigation.folder, investigation.reports_folder)
        record = store.begin_destruction(investigation, store.EVERYTHING, person, reason)
        if not files and not record.files:
            return None
        record = _describe_everything(investigation, record, files)
        store.write_destruction(investigation.folder, record)
        store.destroy_files(path for path, _ in files)
        store.remove_empty_folders(investigation.folder, investigation.reports_folder)
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
    folder, registry, opener = investigation.folder, read_registry(investigation), make_opener(investigation)
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
    store.refresh_store(investigation.folder, read_registry(investigation), make_opener(investigation))
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
    keys = {(row.platform, key) for row in rows for key in (row.platform_id, row.handle) if key}
    about = {
        rules.make_lead_id(investigation.investigation_id, platform, key, rule.rule_id, pair_no)
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
