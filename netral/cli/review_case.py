"""What the steps of `netral review` share: their options, and a case as a line or as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

import typer

from netral.cli.words import print_json, speak
from netral.errors import BadParameter
from netral.model import Case, Complaint, ComplaintStanding, Deadline, Referral, Removal, Reply, Route
from netral.times import format_utc

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Id of the case, which is that of its lead.")]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The local day; today by default.")]
NeededDay = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The local day, such as 2024-10-01.")]


def to_day(moment: datetime | None) -> date | None:
    """What `--on` gave to a day."""
    return None if moment is None else moment.date()


def require_choice(option: str, value: str, allowed: Iterable[str]) -> None:
    """Let a word pass that is among those allowed.

    Raises
    ------
    BadParameter
        Otherwise, naming them.
    """
    words = [str(word) for word in allowed]
    if value not in words:
        raise BadParameter(
            "{option} {value!r} is unknown; allowed are {allowed}", option=option, value=value, allowed=", ".join(words)
        )


def print_case(case: Case, as_json: bool) -> None:
    """A case as it stands after a step."""
    if as_json:
        print_json(case_to_json(case))
        return
    _ = speak()
    names = ", ".join(signature.person for signature in case.signatures) or "-"
    print(_("{case}: {state}; signed by {names}").format(case=case.case_id, state=case.state.value, names=names))


def case_to_json(case: Case) -> dict[str, Any]:
    """A case to its JSON object."""
    known = case.known
    return {
        "case_id": case.case_id,
        "state": case.state.value,
        "identifiers": list(case.identifiers),
        "signatures": [
            {"person": each.person, "office": each.office, "signed_at": format_utc(each.signed_at)}
            for each in case.signatures
        ],
        "entries": len(case.entries),
        "known": known and {"on": known.on.isoformat(), "source": known.source, "by": known.person},
        "deadlines": [_deadline_to_json(deadline) for deadline in case.deadlines],
        "reply": _reply_to_json(case.reply),
        "referral": _referral_to_json(case.referral),
        "removals": [_removal_to_json(removal) for removal in case.removals],
        "complaints": [complaint_to_json(complaint) for complaint in case.complaints],
    }


def complaint_to_json(complaint: Complaint) -> dict[str, Any]:
    """A complaint to its JSON object, in which nobody finds who made it."""
    return {
        "complaint_id": complaint.complaint_id,
        "channel": complaint.channel.value,
        "known_on": complaint.known_on.isoformat(),
        "account": complaint.account,
        "url": complaint.url,
        "says": complaint.says,
        "taken_by": complaint.taken_by,
        "taken_at": format_utc(complaint.taken_at),
        "same_as": complaint.same_as or None,
        "reporter": complaint.reporter.value,
        "routed": route_to_json(complaint.route) if complaint.route else None,
    }


def route_to_json(route: Route) -> dict[str, Any]:
    """What was routed out of the line to its JSON object."""
    return {
        "about": route.about,
        "interaction_id": route.interaction_id or None,
        "topic": route.topic.value,
        "to": route.to.value,
        "reason": route.reason,
        "by": route.person,
        "at": format_utc(route.routed_at),
    }


def standing_to_json(standing: ComplaintStanding) -> dict[str, Any]:
    """A complaint with its cases, what is missing, and its deadlines."""
    return {
        **complaint_to_json(standing.complaint),
        "cases": list(standing.case_ids),
        "missing": list(standing.missing),
        "deadlines": [_deadline_to_json(deadline) for deadline in standing.deadlines],
    }


def _deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    step = deadline.step
    return {
        "step": step.step_id,
        "days": step.days,
        "count": step.day_count.value,
        "counted_from": deadline.counted_from.isoformat(),
        "due": deadline.due and deadline.due.isoformat(),
        "uncovered_year": deadline.uncovered_year,
        "unconfirmed_holidays": [day.isoformat() for day in deadline.unconfirmed_holidays],
        "sources": [source.citation for source in step.sources],
        "confidence": step.confidence,
    }


def _reply_to_json(reply: Reply | None) -> dict[str, Any] | None:
    if reply is None:
        return None
    on = reply.on and reply.on.isoformat()
    return {"kind": reply.kind.value, "words": reply.words, "on": on, "by": reply.person}


def _referral_to_json(referral: Referral | None) -> dict[str, Any] | None:
    if referral is None:
        return None
    return {
        "addressee": referral.addressee.value,
        "default": referral.is_default,
        "conflicts": [conflict.value for conflict in referral.conflicts],
        "despite": referral.despite or None,
        "by": referral.person,
    }


def _removal_to_json(removal: Removal) -> dict[str, Any]:
    checks = [{"on": each.on.isoformat(), "state": each.state.value, "by": each.person} for each in removal.checks]
    return {
        "on": removal.on.isoformat(),
        "letter": removal.words,
        "interactions": list(removal.interactions),
        "state": removal.state.value,
        "by": removal.person,
        "checks": checks,
    }
