"""Leads -> the JSON that other programs rely on; and the hash of a lead that people sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from netral.identity import hash_bytes, to_compact_json
from netral.model import Act, GroupPart, Lead, Leads, Reading, RecordRef
from netral.times import format_utc


def leads_to_dict(leads: Leads) -> dict[str, Any]:
    """Leads to the object that ``netral leads --json`` prints."""
    coverage = leads.coverage
    return {
        "investigation": leads.investigation_id,
        "generated_at": format_utc(leads.generated_at),
        "rules": {"id": leads.catalogue_id, "version": leads.catalogue_version},
        "leads": [lead_to_dict(lead) for lead in leads.leads],
        "coordinated": [
            {
                "unit_id": burst.unit_id,
                "pair_no": burst.pair_no,
                "object_url": burst.object_url,
                "accounts": burst.accounts,
                "window_seconds": burst.window_seconds,
                "interactions": list(burst.interactions),
                "units_above": list(burst.units_above),
            }
            for burst in leads.coordinated
        ],
        "education": {"single_likes": leads.single_likes, "follows": leads.follows},
        "unusable": [{"interaction_id": interaction_id, "reason": reason} for interaction_id, reason in leads.unusable],
        "routed": {"acts": leads.routed_acts, "complaints": leads.routed_complaints},
        "outside": [{"interaction_id": interaction_id} for interaction_id in leads.outside],
        "coverage": {
            "accounts_declared": coverage.accounts_declared,
            "unconfirmed": coverage.unconfirmed,
            "employees": coverage.employees,
            "platforms": list(coverage.platforms),
            "lists_incomplete": coverage.lists_incomplete,
            "disputed": list(coverage.disputed),
            "handle_reused": list(coverage.handle_reused),
            "pictures": {
                "known": coverage.pictures_known,
                "missing": list(coverage.pictures_missing),
                "compared": coverage.pictures_compared,
            },
        },
        "nil": leads.is_nil,
    }


def lead_to_dict(lead: Lead) -> dict[str, Any]:
    """One lead to its JSON object."""
    subject = lead.subject
    return {
        "lead_id": lead.lead_id,
        "rule_id": lead.rule.rule_id,
        "rule_status": lead.rule.status.value,
        "class": lead.rule.rule_class.value,
        "phase": lead.phase,
        "subject": {
            "platform": subject.platform.value,
            "handle": subject.handle,
            "account_id": subject.account_id,
            "role": subject.role.value,
            "unit_id": subject.unit_id,
        },
        "pair_no": lead.pair_no,
        "acts": [_act_to_dict(act) for act in lead.acts],
        "all_pairs": _by_pair(lead.all_pairs),
        "all_pairs_undirected": _by_pair(lead.all_pairs_undirected),
        "all_pairs_attack": _by_pair(lead.all_pairs_attack),
        "all_pairs_unread": _by_pair(lead.all_pairs_unread),
        "relative": _by_pair(lead.relative),
        "base_rate": {"unit": lead.base_rate_unit, "registry": lead.base_rate_registry},
        "p_value": lead.p_value,
        "q_value": lead.q_value,
        "registry_handle": subject.registry_handle,
        "flags": list(subject.flags),
        "notes": list(lead.notes),
        "group_roles": [group_part_to_dict(part) for part in lead.group_parts],
    }


def group_part_to_dict(part: GroupPart) -> dict[str, Any]:
    """What an account is in a campaign's group to its JSON object."""
    return {
        "group_id": part.group_id,
        "group_handle": part.group_handle,
        "pair_no": part.pair_no,
        "role": part.role.value,
        "first_at": _instant(part.first_at),
        "records": [_record_to_dict(record) for record in part.records],
    }


def hash_lead(lead: Lead) -> str:
    """A lead to the SHA-256 of its acts and their records: what a reviewer read, and two people sign.

    Counts that move with other accounts' captures (base rates, tests) are left out: they change nothing about the acts.
    """
    whole = lead_to_dict(lead)
    kept = {key: whole[key] for key in ("lead_id", "rule_id", "class", "subject", "pair_no", "acts")}
    for act in kept["acts"]:
        if act["reading"] is None:
            del act["reading"]  # what nobody read is the lead it was before anybody could
        if not act["marks"]:
            del act["marks"]
        act["records"] = sorted(act["records"], key=lambda record: (record["sha256"], record["locator"]))
    return hash_bytes(to_compact_json(kept))


def _by_pair(values: dict[int, Any]) -> dict[str, Any]:
    return {str(pair_no): value for pair_no, value in values.items()}


def _act_to_dict(act: Act) -> dict[str, Any]:
    return {
        "interaction_id": act.interaction_id,
        "kind": act.kind.value,
        "target_handle": act.target_handle,
        "direction": act.direction,
        "occurred_at": _instant(act.occurred_at),
        "occurred_after": _instant(act.occurred_after),
        "occurred_before": _instant(act.occurred_before),
        "object_url": act.object_url,
        "act_url": act.act_url,
        "text": act.text,
        "object_text": act.object_text,
        "marks": list(act.marks),
        "reading": _reading_to_dict(act.reading),
        "records": [_record_to_dict(record) for record in act.records],
    }


def _record_to_dict(record: RecordRef) -> dict[str, str]:
    return {"capture_id": record.capture_id, "locator": record.locator, "sha256": record.sha256}


def _reading_to_dict(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "by": reading.person,
        "at": format_utc(reading.read_at),
        "reason": reading.reason,
        "log_entry": reading.seq,
    }


def _instant(value: datetime | None) -> str | None:
    return None if value is None else format_utc(value)
