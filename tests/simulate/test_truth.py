"""The truth against a count of its own: what was planned to happen, judged by the rules as an official would."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.simulate.accounts import Account
from netral.simulate.folder import plan_region
from netral.simulate.plan import Plan
from netral.simulate.posts import Act

ZONE = ZoneInfo("Asia/Makassar")
CAMPAIGN = ("candidate", "campaign_team", "volunteer")
GROUPS = {"share": "share", "coauthor": "share", "comment": "word", "reply": "word", "quote": "word", "like": "like",
          "post": "post"}  # fmt: skip
NEEDED = {"share": 1, "word": 2, "like": 3, "post": 1}
Key = tuple[str, str, str, int]


def name_rule(earliest: datetime, latest: datetime) -> str:
    """The rule for an interval; the phases have no gap from 27 August to 27 November 2024."""
    first, last = (at.astimezone(ZONE).date() for at in (earliest, latest))
    if first < date(2024, 8, 27) or last > date(2024, 11, 27):
        return ""
    if last <= date(2024, 9, 21):
        return "KE-4"
    return "D-6" if first >= date(2024, 9, 22) else ""


def is_subject(account: Account, at: datetime) -> bool:
    if "disputed" in account.flags:
        return False
    if account.role == "person":
        known = account.basis in ("declared", "complaint") and account.basis_ref
        today = at.astimezone(ZONE).date().isoformat()
        confirmed = known and account.confirmed_by and account.confirmed_at
        return bool(confirmed) and account.valid_from <= today <= (account.valid_to or "9999")
    return account.role == "opd"


def is_shown(act: Act, plan: Plan) -> bool:
    """Whether some capture shows an act: a post taken with its right hash, a list, a book, a message's reaction."""
    if act.books or act.at is None or act.actor.platform == "telegram":
        return True
    return any(
        post.author is act.actor and post.created_at == act.at and post.captured and not post.tampered
        for post in plan.posts
    ) or (act.kind == "coauthor" and act.post is not None and act.post.captured)


def count_leads(plan: Plan) -> dict[Key, tuple[set[str], set[str]]]:
    piles: dict[Key, dict[tuple[str, str, object], str]] = defaultdict(dict)
    for act in plan.acts:
        earliest, latest = act.at or act.after, act.at or act.before
        if act.kind not in GROUPS or earliest is None or latest is None or act.target.role not in CAMPAIGN:
            continue
        rule, pair_no = name_rule(earliest, latest), act.target.pair_no
        if rule and pair_no and is_subject(act.actor, latest) and is_shown(act, plan):
            hidden = act.actor.platform == "telegram" or (act.actor.platform, act.kind) == ("threads", "reply")
            post_id = act.post.native_id if act.post else ""
            url = act.post.url if act.post and not hidden else ""
            piles[act.actor.handle, act.actor.platform, rule, pair_no][act.kind, post_id, act.at] = url
    leads = {}
    for key, acts in piles.items():
        counts = Counter(GROUPS[kind] for kind, _, _ in acts)
        if any(counts[group] >= needed for group, needed in NEEDED.items()):
            leads[key] = ({kind for kind, _, _ in acts}, set(acts.values()) - {""})
    return leads


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10_000), accounts=st.sampled_from((0, 100, 150)), interactions=st.sampled_from((0, 300, 900))
)
def test_truth_lists_exactly_the_leads_a_count_of_the_planned_acts_finds(
    seed: int, accounts: int, interactions: int
) -> None:
    plan = plan_region(seed, accounts, interactions)
    truth = plan.describe_truth()["leads"]
    assert isinstance(truth, list)
    stated = {
        (lead["handle"], lead["platform"], lead["rule_id"], lead["pair_no"]): (
            set(lead["kinds"]), set(lead["object_urls"]),
        )
        for lead in truth
    }  # fmt: skip
    assert len(stated) == len(truth)
    assert count_leads(plan) == stated
    burst = plan.coordinated[0]
    assert list_bursts(plan) == {(burst["object_url"], burst["accounts"])}


def list_bursts(plan: Plan) -> set[tuple[str, int]]:
    """Posts that three or more subjects of one unit acted on within 60 seconds, with how many."""
    shares: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for act in plan.acts:
        known = act.kind in GROUPS and act.at and act.post and act.target.role in CAMPAIGN
        if known and act.at and act.post and is_subject(act.actor, act.at):
            shares[act.actor.unit_id, act.post.url].append(act.at.astimezone(UTC))
    return {
        (url, len(times))
        for (_, url), times in shares.items()
        if len(times) >= 3 and (max(times) - min(times)).total_seconds() <= 60
    }


@pytest.mark.parametrize("seed", [5, 6])
def test_a_nil_region_holds_no_lead_for_that_count(seed: int) -> None:
    assert count_leads(plan_region(seed, interactions=900, nil=True)) == {}


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_pair_has_the_same_accounts_on_the_same_platforms(seed: int) -> None:
    roster = plan_region(seed, interactions=0).roster
    kinds = [
        Counter((account.platform, account.role) for account in roster.registered if account.pair_no == pair.number)
        for pair in roster.pairs
    ]
    assert all(each == kinds[0] for each in kinds)
    platforms = {platform for platform, _ in kinds[0]}
    assert platforms == {"x", "instagram", "tiktok", "threads", "telegram", "facebook"}


def test_candidates_agencies_and_employees_stand_on_several_platforms() -> None:
    roster = plan_region(0).roster
    by_holder: dict[str, set[str]] = defaultdict(set)
    for account in roster.registered:
        by_holder[account.holder_ref or account.unit_id or account.name].add(account.platform)
    several = {name for name, platforms in by_holder.items() if len(platforms) > 1}
    assert any(name.startswith("PEG-") for name in several) and any(name.startswith("U-") for name in several)
    assert {pair.first for pair in roster.pairs} <= several
