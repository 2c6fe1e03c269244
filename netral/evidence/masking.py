"""Who is named in a pack: the subject of the case and accounts that campaign in public; others are numbers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral.identity import hash_bytes, make_account_id
from netral.model import SUBJECT_ROLES, Act, Capture, Case, Exhibit, Network, Registry, RegistryAccount, ReviewedCase


def mask_network(network: Network, named: frozenset[str] = frozenset()) -> Network:
    """A network in which civil-service accounts outside ``named`` are only numbers.

    Their handle and unit are blank and their account_id is ``~1``, ``~2`` and on, in an order that tells nothing.

    Parameters
    ----------
    network : Network
        Nodes with account_id, handle, role, unit_id; edges with source, target and the handles of both.
    named : frozenset of str
        Account ids that keep their name.
    """
    nodes, edges = network.nodes, network.edges
    subjects = nodes.loc[nodes["role"].isin(SUBJECT_ROLES) & ~nodes["account_id"].isin(named), "account_id"]
    order = sorted(subjects.astype(str), key=lambda account: hash_bytes(account.encode("utf-8", "surrogatepass")))
    numbers = {account: f"~{number}" for number, account in enumerate(order, start=1)}
    masked = nodes["account_id"].isin(numbers)
    nodes = _with_numbers(nodes, {"account_id": None, "handle": masked, "unit_id": masked}, numbers)
    ends = {f"{end}_handle": edges[end].isin(numbers) for end in ("source", "target")}
    edges = _with_numbers(edges, {"source": None, "target": None} | ends, numbers)
    return replace(network, nodes=nodes, edges=edges)


def _with_numbers(frame: pd.DataFrame, columns: dict[str, pd.Series | None], numbers: dict[str, str]) -> pd.DataFrame:
    """Ids replaced by their numbers; the columns that come with a mask are emptied there."""
    changed = {
        name: frame[name].map(lambda account: numbers.get(account, account))
        if mask is None
        else frame[name].mask(mask, "")
        for name, mask in columns.items()
        if name in frame.columns
    }
    return frame.assign(**changed)


def show_target(capture: Capture, registry: Registry, cited: bool = False) -> str:
    """What a capture was asked for, or a dash where that is a civil-service account the pack does not name."""
    if cited or not capture.target:
        return capture.target or "–"
    public = {name for account in registry.accounts if account.role not in SUBJECT_ROLES for name in _names(account)}
    asked = (capture.target_author or "") if ":post:" in capture.target else capture.target
    return capture.target if asked.lower() in public else "–"


def _names(account: RegistryAccount) -> set[str]:
    names = {make_account_id(account.platform, None, account.handle)}
    return names | {make_account_id(account.platform, account.platform_id, None)} if account.platform_id else names


KEPT = frozenset({"state", "office", "lead_sha256", "direction", "kind", "on"})


def redact_case(reviewed: ReviewedCase, label: str) -> ReviewedCase:
    """A case without what points to its subject: handle, texts, addresses, records, reasons.

    Counts, times, rule, hashes and locators stay, so that the redacted pack can be held against the full one.
    """
    lead = reviewed.lead
    subject = replace(lead.subject, handle=label, registry_handle=label, account_id="~", unit_id=None)
    exhibits = tuple(_redact_exhibit(exhibit, label) for exhibit in reviewed.exhibits)
    entries = tuple(replace(entry, detail=_redact_detail(entry.detail)) for entry in reviewed.case.entries)
    return replace(
        reviewed,
        lead=replace(lead, subject=subject, acts=tuple(_redact_act(act) for act in lead.acts), notes=()),
        account=replace(
            reviewed.account, handle=label, platform_id=None, unit_id=None, holder_ref=None, basis_ref=None, note=""
        ),
        exhibits=exhibits,
        case=_redact_steps(replace(reviewed.case, entries=entries, identifiers=()), label),
        captures=tuple(replace(capture, target=None, target_author=None, path="") for capture in reviewed.captures),
        follow_network=mask_network(reviewed.follow_network),
        interaction_network=mask_network(reviewed.interaction_network),
        notebooks=(),
    )


def _redact_exhibit(exhibit: Exhibit, label: str) -> Exhibit:
    records = tuple(
        replace(record, raw=b"", capture=replace(record.capture, target=None, target_author=None, path=""))
        for record in exhibit.records
    )
    return replace(exhibit, act=_redact_act(exhibit.act), actor_handle=label, records=records)


def _redact_act(act: Act) -> Act:
    reading = act.reading and replace(act.reading, interaction_id="~", reason="–")
    return replace(act, interaction_id="~", text=None, object_text=None, act_url=None, object_url=None, reading=reading)


def _redact_steps(case: Case, label: str) -> Case:
    """What people typed about a case goes; that they did something, and when, stays."""
    return replace(
        case,
        known=case.known and replace(case.known, source=label),
        reply=case.reply and replace(case.reply, words=label),
        referral=case.referral and replace(case.referral, despite=case.referral.despite and label),
        removals=tuple(replace(each, words=label, interactions=()) for each in case.removals),
        complaints=tuple(replace(each, account=label, url="", says="") for each in case.complaints),
    )


def _redact_detail(detail: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in detail.items() if key in KEPT}
