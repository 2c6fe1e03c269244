"""Cases that people signed -> evidence packs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from netral import cases, evidence, store
from netral.identity import hash_bytes, make_account_id
from netral.model import (
    Capture,
    EvidencePack,
    Exhibit,
    ExhibitRecord,
    Investigation,
    Lead,
    RecordRef,
    Registry,
    RegistryAccount,
    ReviewedCase,
    Seal,
    Situation,
)
from netral.pipeline.casework import find_lead, read_case, require_signed
from netral.pipeline.custody import log_export
from netral.pipeline.findings import build_pack_network, collect_pack_acts, find_leads, list_questions
from netral.pipeline.intake import list_verified_captures, load_tables, read_registry
from netral.pipeline.slices import slice_situation
from netral.pipeline.views import read_pictures

SITUATION, REDACTED = "situasi", "disunting"


def make_case_pack(
    investigation: Investigation,
    case_id: str,
    folder: Path | None = None,
    lang: str = "id",
    redacted: bool = False,
    notebooks: Sequence[Path] = (),
    seal: Seal | None = None,
    copy_no: int = 1,
) -> EvidencePack:
    """A case that two people signed to its pack, under ``reports/<id>/packs/<case_id>`` unless a folder is given.

    ``notebooks`` are executed copies to enclose; they must show this case and nobody else's.
    Without a ``seal`` the pack says that it bears none. ``copy_no`` stands on every page.

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
    exhibits, acts = _make_exhibits(investigation, lead, captures), collect_pack_acts(investigation)
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
        follow_network=build_pack_network(investigation, "follow"),
        interaction_network=build_pack_network(investigation, "interaction"),
        acts=acts[acts["actor"] == lead.subject.account_id].drop(columns=["actor", "unit_id"]),
        log_lines=cases.read_log_lines(investigation.cases_folder),
        notebooks=() if redacted else tuple(notebooks),
        is_demo=is_invented(investigation),
    )
    # beside the full pack, never in its place; in a folder that somebody names, it bears the case's name
    name = f"{case_id}-{REDACTED}" if redacted and folder is None else case_id
    place = _pack_folder(investigation, folder, name)
    pack = evidence.write_case_pack(reviewed, place, lang, redacted, seal, copy_no=copy_no)
    log_export(investigation, pack, reviewed.captures)
    return pack


def make_situation_pack(
    investigation: Investigation,
    folder: Path | None = None,
    lang: str = "id",
    seal: Seal | None = None,
    unit_id: str | None = None,
    copy_no: int = 1,
) -> EvidencePack:
    """An investigation to its situation report (or nil report), of the region or of one unit and those below it.

    Nobody under review is named in it.

    Raises
    ------
    BadParameter
        When the registry has no such unit.
    """
    captures = list_verified_captures(investigation)
    leads = find_leads(investigation, unit_id)
    states = {lead.lead_id: read_case(investigation, lead).state.value for lead in leads.leads}
    situation = Situation(
        investigation=investigation,
        registry=read_registry(investigation),
        leads=leads,
        captures=captures,
        case_states=dict(Counter(states.values())),
        follow_network=build_pack_network(investigation, "follow"),
        interaction_network=build_pack_network(investigation, "interaction"),
        acts=collect_pack_acts(investigation),
        log_lines=cases.read_log_lines(investigation.cases_folder),
        quarantine=store.count_reasons(load_tables(investigation)),
        is_demo=is_invented(investigation),
        questions=list_questions(investigation),
    )
    name = SITUATION
    if unit_id is not None:
        situation, name = slice_situation(situation, unit_id, states), name_slice(unit_id)
    place = _pack_folder(investigation, folder, name)
    pack = evidence.write_situation_pack(situation, place, lang, seal, None, copy_no)
    log_export(investigation, pack, captures)
    return pack


def name_slice(unit_id: str) -> str:
    """A unit's id to the name of its report's folder; what no plain name may have becomes a hash."""
    plain = re.fullmatch(r"[A-Za-z0-9._-]{1,80}", unit_id)
    return f"{SITUATION}-{unit_id if plain else hash_bytes(unit_id.encode())[:12]}"


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
    matches = read_pictures(investigation).matches if any(act.marks for act in lead.acts) else ()
    return tuple(
        Exhibit(
            exhibit_id=f"B-{number:03d}",
            act=act,
            actor_handle=lead.subject.handle,
            platform=lead.subject.platform,
            records=tuple(ExhibitRecord(ref, captures[ref.capture_id], raw[ref]) for ref in act.records),
            pictures=tuple(
                match for match in matches if match.picture.ref in act.records and match.known.mark.value in act.marks
            ),
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
