"""What a reviewer ought to be shown of a plan's acts: the rule each falls under, and the leads of truth.json."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from netral.simulate.accounts import CAMPAIGN_ROLES, Account
from netral.simulate.phases import date_to_rule
from netral.simulate.posts import Act

LEAD_KINDS = ("share", "coauthor", "comment", "reply", "quote", "like", "post")


def find_rule(act: Act) -> str:
    """The rule an act falls under by its date: KE-4, D-6, or nothing (no phase, no time, interval over both)."""
    if act.at is not None:
        return date_to_rule(act.at)
    if act.after is None or act.before is None:
        return ""
    hours = int((act.before - act.after).total_seconds() // 3600)
    rules = {date_to_rule(act.after + timedelta(hours=h)) for h in range(hours + 1)} | {date_to_rule(act.before)}
    return rules.pop() if len(rules) == 1 else ""


def describe_lead(acts: Iterable[Act], actor: Account, rule_id: str, pair_no: int) -> dict[str, object]:
    """A lead's kinds, and the addresses of what was acted upon as far as captures show them."""
    own = [
        act for act in acts
        if act.actor is actor and act.target.pair_no == pair_no and act.kind in LEAD_KINDS
        and act.target.role in CAMPAIGN_ROLES and find_rule(act) == rule_id
    ]  # fmt: skip
    return {
        "handle": actor.handle, "platform": actor.platform, "rule_id": rule_id, "pair_no": pair_no,
        "kinds": sorted({act.kind for act in own}),
        "object_urls": sorted({url for act in own if (url := show_object(act))}),
    }  # fmt: skip


def show_object(act: Act) -> str | None:
    """The address of what was acted upon; a reply on Threads names nobody's post, an export of Telegram no address."""
    if act.post is None or act.actor.platform == "telegram":
        return None
    return None if act.actor.platform == "threads" and act.kind == "reply" else act.post.url
