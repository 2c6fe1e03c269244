"""A case for wider circulation: without what points to its subject, alone or with what anybody can look up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netral.evidence.masking import hide_target, mask_network, merge_pairs
from netral.identity import hash_bytes
from netral.model import Act, Capture, Case, Exhibit, RecordRef, ReviewedCase

KEPT = frozenset({"state", "office", "direction", "kind", "on"})


def redact_case(reviewed: ReviewedCase, label: str) -> ReviewedCase:
    """A case without what points to its subject, alone or together with what the public can look up or try out.

    Gone are handle, unit, texts, addresses, records, reasons and identifiers. What is made of a name can be tried out
    on a list of names: the case and its captures get numbers, and each SHA-256 of a record or capture becomes another,
    see `veil_hash`. An act's exact time and whom it was toward would be found again on the platform, so both become
    coarser: the day, and the pair, in networks too. Counts, rule and locators stay.
    """
    lead, number = reviewed.lead, make_redacted_number(reviewed)
    zone, key = reviewed.investigation.region.timezone, make_veil(reviewed)
    subject = replace(lead.subject, handle=label, registry_handle=label, account_id="~", unit_id=None, flags=())
    acts = tuple(_redact_act(act, zone) for act in lead.acts)
    account = replace(
        reviewed.account, handle=label, platform_id=None, unit_id=None, holder_ref=None, basis_ref=None, note="",
        confirmed_by=None, confirmed_at=None, valid_from=None, valid_to=None, flags=frozenset(),
    )  # fmt: skip
    captures = _redact_captures(reviewed, key)
    return replace(
        reviewed,
        lead=replace(lead, lead_id=number, subject=subject, acts=acts, notes=()),
        account=account,
        exhibits=tuple(
            _redact_exhibit(exhibit, act, label, captures, key)
            for exhibit, act in zip(reviewed.exhibits, acts, strict=True)
        ),
        case=_redact_steps(reviewed.case, number, label),
        captures=tuple(captures[each.capture_id] for each in reviewed.captures),
        follow_network=merge_pairs(mask_network(reviewed.follow_network)),
        interaction_network=merge_pairs(mask_network(reviewed.interaction_network)),
        acts=reviewed.acts.assign(interaction_id=[f"~{place}" for place in range(len(reviewed.acts))]),
        notebooks=(),
    )


def make_veil(reviewed: ReviewedCase) -> str:
    """A case to the key of its redacted copies: the SHA-256 of its lines of the log, which the full pack encloses."""
    own = [line for line in reviewed.log_lines if json.loads(line)["case_id"] == reviewed.case.case_id]
    return hash_bytes(b"".join(line.rstrip(b"\r\n") + b"\n" for line in own))


def veil_hash(key: str, sha256: str) -> str:
    """A SHA-256 to the one that stands for it in a redacted copy: that of the key and it, as text.

    A row of a hand-kept list is soon guessed, and its hash shows when the guess was right. Whoever holds the full pack
    has the key and can still hold the copy against it.
    """
    return hash_bytes(f"{key}{sha256}".encode())


def _redact_captures(reviewed: ReviewedCase, key: str) -> dict[str, Capture]:
    """Every capture of the case, by the id it had, under a number and with another hash."""
    known = {record.capture.capture_id: record.capture for each in reviewed.exhibits for record in each.records}
    known |= {each.capture_id: each for each in reviewed.captures}
    veiled = [replace(each, sha256=veil_hash(key, each.sha256)) for each in known.values()]
    order = sorted(veiled, key=lambda each: (each.sha256, each.capture_id))
    return {each.capture_id: hide_target(each, number) for number, each in enumerate(order, start=1)}


def make_redacted_number(reviewed: ReviewedCase) -> str:
    """A case to the number of its redacted copies, which nobody can work out who has not read its log."""
    own = [line for line in reviewed.log_lines if f'"{reviewed.case.case_id}"'.encode() in line]
    return f"R-{hash_bytes(b''.join(own))[:10]}"


def _redact_exhibit(exhibit: Exhibit, act: Act, label: str, captures: dict[str, Capture], key: str) -> Exhibit:
    records = []
    for record in exhibit.records:
        capture = captures[record.capture.capture_id]
        ref = RecordRef(capture.capture_id, record.ref.locator, veil_hash(key, record.ref.sha256))
        records.append(replace(record, ref=ref, capture=capture, raw=b""))
    return replace(
        exhibit,
        act=replace(act, records=tuple(each.ref for each in records)),
        actor_handle=label,
        records=tuple(records),
        pictures=(),
    )


def _redact_act(act: Act, zone: str) -> Act:
    """An act as kind, direction and day; of what was on it nothing."""
    starts, ends = act.occurred_at or act.occurred_after, act.occurred_at or act.occurred_before
    return replace(
        act,
        interaction_id="~",
        target_handle="",
        occurred_at=None,
        occurred_after=starts and _find_day(starts, zone, 0),
        occurred_before=ends and _find_day(ends, zone, 1) - timedelta(seconds=1),
        text=None,
        object_text=None,
        act_url=None,
        object_url=None,
        marks=(),
        reading=act.reading and replace(act.reading, interaction_id="~", reason="–"),
    )


def _find_day(moment: datetime, zone: str, days: int) -> datetime:
    """The beginning of an instant's local day, so many days later, in UTC."""
    day = moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _redact_steps(case: Case, number: str, label: str) -> Case:
    """What people typed about a case goes; that they did something, and when, stays."""
    entries = tuple(
        replace(entry, case_id=number, detail={key: value for key, value in entry.detail.items() if key in KEPT})
        for entry in case.entries
    )
    return replace(
        case,
        case_id=number,
        entries=entries,
        identifiers=(label,) * len(case.identifiers),
        known=case.known and replace(case.known, source=label),
        reply=case.reply and replace(case.reply, words=label),
        # that an office may be on a side because the account is its own would name the office's account
        referral=case.referral and replace(case.referral, conflicts=(), despite=""),
        removals=tuple(replace(each, words=label, interactions=()) for each in case.removals),
        complaints=tuple(
            replace(each, complaint_id="–", account=label, url="", says="", same_as="") for each in case.complaints
        ),
    )
