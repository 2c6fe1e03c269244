"""What a data subject may ask: a request on record, leads frozen, what is held handed over, everything destroyed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from netral import cases, rules, sources, store
from netral.errors import BadParameter
from netral.identity import make_account_id, make_pseudonym
from netral.model import Investigation, LogEntry
from netral.pipeline.destruction import purge_subject
from netral.pipeline.findings import find_leads
from netral.pipeline.intake import list_verified_captures, load_tables, read_registry
from netral.pipeline.opening import make_opener
from netral.registry import find_rows, freeze_account


def request_as_subject(investigation: Investigation, account: str, person: str, kind: str, note: str) -> LogEntry:
    """A request about ``x:@handle`` or ``x:<id>``, taken into the register under the account's pseudonym.

    Raises
    ------
    BadParameter
        When the kind or the account is unknown, or a text names the account: the register outlives it.
    """
    asked, names = cases.parse_asked(kind), _resolve(investigation, account)
    _refuse_names(names, person, note)
    return cases.record_request(_register(investigation), _make_scope(investigation, names), person, asked, note)


def freeze_subject(investigation: Investigation, account: str, person: str, reason: str, is_frozen: bool = True) -> int:
    """Every lead about an account frozen, or released: its rows in the registry flagged ``disputed``; how many.

    Raises
    ------
    BadParameter
        When the registry has no such account, or a text names it.
    """
    names = _resolve(investigation, account)
    _refuse_names(names, person, reason)
    if not find_rows(read_registry(investigation), names.platform, names.platform_id, names.handles):
        raise BadParameter(
            "{account}: the registry has no such account, so there is nothing about it to freeze", account=account
        )
    done = cases.Done.FROZEN if is_frozen else cases.Done.RELEASED
    cases.record_step(_register(investigation), _make_scope(investigation, names), person, done, reason)
    return freeze_account(investigation.registry_folder, names.platform, names.platform_id, names.handles, is_frozen)


def export_subject(investigation: Investigation, account: str, person: str, reason: str) -> dict[str, Any]:
    """Everything held about an account: registry rows, table rows, places in captures, leads, and the steps of cases.

    Raises
    ------
    BadParameter
        When the text names no account, or a text names it.
    """
    list_verified_captures(investigation)
    names = _resolve(investigation, account)
    _refuse_names(names, person, reason)
    scope = _make_scope(investigation, names)
    rows = find_rows(read_registry(investigation), names.platform, names.platform_id, names.handles)
    key = store.read_pseudonym_key(investigation.store_folder)
    leads = [lead for lead in find_leads(investigation).leads if names.is_named_by(lead.subject.account_id)]
    ids = {lead.lead_id for lead in leads}
    held = {
        "account": account,
        "investigation": investigation.investigation_id,
        "purpose": investigation.lawful_basis.purpose,
        "retention_until": investigation.retention_until,
        "registry": [asdict(row) for row in rows],
        "tables": store.list_held(load_tables(investigation), key, names),
        "leads": [rules.lead_to_dict(lead) for lead in leads],
        "case_log": [asdict(entry) for entry in cases.read_log(investigation.cases_folder) if entry.case_id in ids],
        "requests": [asdict(each) for each in list_subject_requests(investigation) if each.scope == scope],
    }
    cases.record_step(_register(investigation), scope, person, cases.Done.EXPORTED, reason)
    return dict(_to_plain(held))


def destroy_subject(investigation: Investigation, account: str, person: str, reason: str) -> store.Destruction | None:
    """Everything about an account destroyed, which the register says; see `purge_subject`."""
    names = _resolve(investigation, account)
    _refuse_names(names, person, reason)
    scope = _make_scope(investigation, names)
    record = purge_subject(investigation, account, person, reason)
    if record is not None:
        cases.record_step(
            _register(investigation), scope, person, cases.Done.DESTROYED, f"{reason} ({record.record_id})"
        )
    return record


def list_subject_requests(investigation: Investigation) -> tuple[cases.SubjectRequest, ...]:
    """The register of requests, oldest first."""
    return cases.list_requests(_register(investigation))


def _register(investigation: Investigation) -> Path:
    return investigation.folder / cases.REGISTER_FOLDER


def _resolve(investigation: Investigation, account: str) -> store.SubjectNames:
    asked = sources.parse_account_target(account)
    registry, opener = read_registry(investigation), make_opener(investigation)
    return store.resolve_subject(investigation.folder, registry, opener, asked)


def _make_scope(investigation: Investigation, names: store.SubjectNames) -> str:
    name = make_account_id(names.platform, names.platform_id, min(names.handles, default=None))
    return f"{names.platform}:{make_pseudonym(store.read_pseudonym_key(investigation.store_folder), name)}"


def _refuse_names(names: store.SubjectNames, *texts: str) -> None:
    if names.holds("\n".join(texts).encode()):
        raise BadParameter("a text names the account; the register outlives the account and must not")


def _to_plain(value: Any) -> Any:
    """Values as JSON has them."""
    if isinstance(value, dict):
        return {str(key): _to_plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, frozenset, set)):
        return [_to_plain(each) for each in (sorted(value) if isinstance(value, (frozenset, set)) else value)]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
