"""Who is named in a pack: the subject of the case and accounts that campaign in public; others are numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from netral.identity import hash_bytes, make_account_id
from netral.model import SUBJECT_ROLES, Act, Capture, Case, Exhibit, Network, Registry, RegistryAccount, ReviewedCase


def mask_network(network: Network, named: frozenset[str] = frozenset()) -> Network:
    """A network in which civil-service accounts outside ``named`` are only numbers.

    Their handle and unit are blank and their account_id is ``~1``, ``~2`` and on, in an order that tells nothing. Of
    their ties only the day is left, in UTC: to the second, an act could be found again on the platform.

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
    is_masked = ends["source_handle"] | ends["target_handle"]
    days = {name: edges[name].where(~is_masked, _to_day(edges[name])) for name in ("first_at", "last_at")}
    return replace(network, nodes=nodes, edges=edges.assign(**days))


def _to_day(times: pd.Series) -> pd.Series:
    return pd.to_datetime(times, utc=True).dt.floor("D").astype(times.dtype)


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


KEPT = frozenset({"state", "office", "direction", "kind", "on"})


def redact_case(reviewed: ReviewedCase, label: str) -> ReviewedCase:
    """A case without what points to its subject, alone or together with what the public can look up.

    Gone are handle, unit, texts, addresses, records, reasons and identifiers. A lead's id can be tried out on a list of
    accounts, so the case gets a number that hangs on what people wrote in its log. An act's exact time and whom it was
    toward would be found again on the platform, so both become coarser: the day, and the pair. Counts, rule, hashes and
    locators stay, so that whoever holds the full pack can hold the redacted one against it.
    """
    lead, number = reviewed.lead, make_redacted_number(reviewed)
    zone = reviewed.investigation.region.timezone
    subject = replace(lead.subject, handle=label, registry_handle=label, account_id="~", unit_id=None, flags=())
    acts = tuple(_redact_act(act, zone) for act in lead.acts)
    account = replace(
        reviewed.account, handle=label, platform_id=None, unit_id=None, holder_ref=None, basis_ref=None, note="",
        confirmed_by=None, confirmed_at=None, valid_from=None, valid_to=None, flags=frozenset(),
    )  # fmt: skip
    return replace(
        reviewed,
        lead=replace(lead, lead_id=number, subject=subject, acts=acts, notes=()),
        account=account,
        exhibits=tuple(
            _redact_exhibit(exhibit, act, label) for exhibit, act in zip(reviewed.exhibits, acts, strict=True)
        ),
        case=_redact_steps(reviewed.case, number, label),
        captures=tuple(replace(capture, target=None, target_author=None, path="") for capture in reviewed.captures),
        follow_network=mask_network(reviewed.follow_network),
        interaction_network=mask_network(reviewed.interaction_network),
        acts=reviewed.acts.assign(interaction_id=[f"~{place}" for place in range(len(reviewed.acts))]),
        notebooks=(),
    )


def make_redacted_number(reviewed: ReviewedCase) -> str:
    """A case to the number of its redacted copies, which nobody can work out who has not read its log."""
    own = [line for line in reviewed.log_lines if f'"{reviewed.case.case_id}"'.encode() in line]
    return f"R-{hash_bytes(b''.join(own))[:10]}"


def _redact_exhibit(exhibit: Exhibit, act: Act, label: str) -> Exhibit:
    records = tuple(
        replace(record, raw=b"", capture=replace(record.capture, target=None, target_author=None, path=""))
        for record in exhibit.records
    )
    return replace(exhibit, act=act, actor_handle=label, records=records)


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
