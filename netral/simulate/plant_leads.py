"""The stories a reviewer must be shown. Each draws its own actors; who, when and how many depend on the seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netral.simulate import texts
from netral.simulate.accounts import RENAMED_AT
from netral.simulate.phases import PHASES, TIMEZONE
from netral.simulate.plan import Plan

VOLUNTEER = ("volunteer",)
LIST_COLLECTED_AT = datetime(
    2024, 11, 25, 1, tzinfo=UTC
)  # in the quiet period: every instant since the campaign is D-6


def plant_leads(plan: Plan) -> None:
    """Plants every story that is a lead, at least once each."""
    _share_in_campaign(plan)
    _comment_and_like(plan)
    _like_often(plan)
    _like_in_lists(plan)
    _share_before_and_after(plan)
    _coauthor(plan)
    _comment_after_complaint(plan)
    _share_for_every_pair(plan)
    _share_in_a_burst(plan)
    _share_under_two_handles(plan)
    _share_after_midnight(plan)
    _share_in_list(plan)


def _share_in_campaign(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.open_agency("x")
    hard_to_print = plan.rng.choice(texts.ODD_POSTS)  # what breaks careless readers stands in a lead, too
    for template in (hard_to_print, *[""] * plan.rng.randint(2, 4)):
        plan.share(actor, plan.draw_campaign_post(pair_no, "x", "campaign", VOLUNTEER, template))
    plan.own_file.append(actor)  # captured twice: in the sweeps and in a file of its own
    plan.expect(actor, "D-6", pair_no)


def _comment_and_like(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("instagram")
    for _ in range(plan.rng.randint(2, 4)):
        plan.note_on("comment", actor, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    for _ in range(plan.rng.randint(3, 6)):
        plan.note_on("like", actor, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect(actor, "D-6", pair_no)


def _like_often(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    phase, rule_id = plan.rng.choice((("registration", "KE-4"), ("campaign", "D-6")))
    actor = plan.roster.hire("instagram")
    for _ in range(plan.rng.randint(3, 5)):
        plan.note_on("like", actor, plan.draw_campaign_post(pair_no, "instagram", phase))
    plan.expect(actor, rule_id, pair_no)


def _like_in_lists(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("instagram")
    for _ in range(plan.rng.randint(3, 4)):
        post = plan.draw_campaign_post(pair_no, "instagram", "campaign")
        crowd = [plan.roster.add_citizen("instagram") for _ in range(plan.rng.randint(5, 25))]
        plan.capture_list("likers", post, [actor, *crowd], LIST_COLLECTED_AT)
    plan.expect(actor, "D-6", pair_no)


def _share_before_and_after(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    early = plan.roster.open_agency("x")
    later = early if plan.rng.random() < 0.5 else plan.roster.open_agency("x")
    plan.share(early, plan.draw_campaign_post(pair_no, "x", "registration", VOLUNTEER))
    plan.share(
        later, plan.draw_campaign_post(pair_no, "x", plan.rng.choice(("determination", "quiet", "vote")), VOLUNTEER)
    )
    plan.expect(early, "KE-4", pair_no)
    plan.expect(later, "D-6", pair_no)


def _coauthor(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.open_agency("instagram")
    plan.note_on("coauthor", actor, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect(actor, "D-6", pair_no)


def _comment_after_complaint(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("x", basis="complaint", basis_ref=f"ADU-{plan.rng.randrange(100):03d}/X/2024",
                             confirmed_by="Verifikator BKPSDM Contoh", confirmed_at="2024-10-12")  # fmt: skip
    plan.reply(actor, plan.draw_campaign_post(pair_no, "x", "campaign"))
    plan.quote(actor, plan.draw_campaign_post(pair_no, "x", "campaign"))
    if plan.rng.random() < 0.5:
        plan.note_on("comment", actor, plan.draw_campaign_post(pair_no, "x", "campaign"), books=("aduan",))
    plan.expect(actor, "D-6", pair_no)


def _share_for_every_pair(plan: Plan) -> None:
    actor = plan.roster.open_agency("x")
    times = plan.rng.randint(1, 2)
    for pair in plan.roster.pairs:
        for _ in range(times):
            plan.share(actor, plan.draw_campaign_post(pair.number, "x", "campaign", ("candidate", "campaign_team")))
        plan.expect(actor, "D-6", pair.number)


def _share_in_a_burst(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    agency = plan.roster.open_agency("x")
    actors = [agency, *(plan.roster.hire("x", unit_id=agency.unit_id) for _ in range(plan.rng.randint(3, 5)))]
    post = plan.draw_campaign_post(pair_no, "x", "campaign", VOLUNTEER)
    start = plan.soon_after(post)
    seconds = sorted(plan.rng.sample(range(55), len(actors)))
    for actor, second in zip(plan.rng.sample(actors, len(actors)), seconds, strict=True):
        plan.share(actor, post, start + timedelta(seconds=second))
        plan.expect(actor, "D-6", pair_no)
    plan.coordinated.append({
        "unit_id": agency.unit_id, "pair_no": pair_no, "object_url": post.url, "accounts": len(actors),
        "handles": sorted(actor.handle for actor in actors), "window_seconds": 60,
    })  # fmt: skip


def _share_under_two_handles(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.open_agency("x", id_on_file=True, renamed_to=f"sapa_{plan.rng.randrange(100, 999)}_contoh")
    for days in (-9, plan.rng.randint(3, 20)):  # once under the old handle, once under the new
        at = RENAMED_AT + timedelta(days=days, seconds=plan.rng.randrange(3600))
        author = plan.rng.choice(plan.roster.campaign_accounts("x", pair_no))
        plan.share(actor, plan.write_post(author, at, plan.draw_campaign_text(pair_no)))
    plan.expect(actor, "D-6", pair_no)


def _share_after_midnight(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.open_agency("x")
    determined_on = PHASES["determination"][0]
    midnight = datetime(determined_on.year, determined_on.month, determined_on.day, tzinfo=TIMEZONE).astimezone(UTC)
    author = plan.rng.choice(plan.roster.campaign_accounts("x", pair_no))
    post = plan.write_post(author, midnight - timedelta(minutes=40), plan.draw_campaign_text(pair_no))
    plan.share(actor, post, midnight + timedelta(seconds=plan.rng.randrange(3600)))  # still the day before in UTC
    plan.expect(actor, "D-6", pair_no)


def _share_in_list(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.open_agency("x")
    crowd = [plan.roster.add_citizen() for _ in range(plan.rng.randint(5, 25))]
    post = plan.draw_campaign_post(pair_no, "x", "campaign", VOLUNTEER)
    plan.capture_list("retweeters", post, [*crowd, actor], LIST_COLLECTED_AT)
    plan.expect(actor, "D-6", pair_no)
