"""The stories a reviewer must be shown from Instagram, TikTok, Threads and Telegram, as their own tools caught them."""

from __future__ import annotations

from datetime import timedelta

from netral.simulate.accounts import RENAMED_AT
from netral.simulate.plan import Plan
from netral.simulate.plant_leads import VOLUNTEER


def plant_leads_elsewhere(plan: Plan) -> None:
    """Plants every story beyond X that is a lead, at least once each."""
    for plant in (
        _comment_under_two_handles, _comment_and_complaint, _coauthor_in_feed, _duet_and_comment, _comment_on_videos,
        _repost_on_threads, _quote_and_reply_on_threads, _answer_in_group, _react_in_group,
    ):  # fmt: skip
        plant(plan)


def _draw_phase(plan: Plan) -> tuple[str, str]:
    return plan.rng.choice((("registration", "KE-4"), ("campaign", "D-6"), ("campaign", "D-6"), ("quiet", "D-6")))


def _comment_under_two_handles(plan: Plan) -> None:
    """Renamed between two captures: of the first comment one tool saw the old handle and another the new one."""
    pair_no, number = plan.draw_pair_no(), plan.rng.randrange(100, 999)
    actor = plan.roster.hire("instagram", id_on_file=True, renamed_to=f"cerita.senja.{number}")
    author = plan.rng.choice(plan.roster.campaign_accounts("instagram", pair_no))
    early = RENAMED_AT - timedelta(days=9, seconds=plan.rng.randrange(3600))
    plan.reply(actor, plan.write_post(author, early, plan.draw_campaign_text(pair_no), seen_twice=True))
    for _ in range(plan.rng.randint(1, 3)):
        plan.reply(actor, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect(actor, "D-6", pair_no)


def _comment_and_complaint(plan: Plan) -> None:
    """Two comments, of which the complaint's transcript holds one a second time."""
    pair_no, (phase, rule_id) = plan.draw_pair_no(), _draw_phase(plan)
    actor = plan.roster.hire("instagram")
    for books in (("aduan",), ()):
        plan.reply(actor, plan.draw_campaign_post(pair_no, "instagram", phase), books=books)
    plan.expect(actor, rule_id, pair_no)


def _coauthor_in_feed(plan: Plan) -> None:
    pair_no, (phase, rule_id) = plan.draw_pair_no(), _draw_phase(plan)
    actor = plan.roster.open_agency("instagram")
    plan.coauthor(actor, pair_no, phase)
    plan.expect(actor, rule_id, pair_no)


def _duet_and_comment(plan: Plan) -> None:
    pair_no, (phase, rule_id) = plan.draw_pair_no(), _draw_phase(plan)
    actor = plan.roster.open_agency("tiktok")
    plan.quote(actor, plan.draw_campaign_post(pair_no, "tiktok", phase))
    plan.reply(actor, plan.draw_campaign_post(pair_no, "tiktok", phase))
    plan.expect(actor, rule_id, pair_no)


def _comment_on_videos(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("tiktok")
    for _ in range(plan.rng.randint(2, 4)):
        plan.reply(actor, plan.draw_campaign_post(pair_no, "tiktok", "campaign"))
    plan.expect(actor, "D-6", pair_no)


def _repost_on_threads(plan: Plan) -> None:
    pair_no, (phase, rule_id) = plan.draw_pair_no(), _draw_phase(plan)
    actor = plan.roster.open_agency("threads")
    plan.share(actor, plan.draw_campaign_post(pair_no, "threads", phase))
    plan.expect(actor, rule_id, pair_no)


def _quote_and_reply_on_threads(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("threads")
    plan.quote(actor, plan.draw_campaign_post(pair_no, "threads", "campaign"))
    plan.reply(actor, plan.draw_campaign_post(pair_no, "threads", "campaign"))
    plan.expect(actor, "D-6", pair_no)


def _answer_in_group(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("telegram")
    for _ in range(plan.rng.randint(2, 4)):
        plan.reply(actor, plan.draw_campaign_post(pair_no, "telegram", "campaign", VOLUNTEER))
    plan.expect(actor, "D-6", pair_no)


def _react_in_group(plan: Plan) -> None:
    """Reactions bear the local time of whoever exported the group."""
    pair_no, (phase, rule_id) = plan.draw_pair_no(), _draw_phase(plan)
    actor = plan.roster.hire("telegram")
    for _ in range(plan.rng.randint(3, 5)):
        plan.react(actor, plan.draw_campaign_post(pair_no, "telegram", phase, VOLUNTEER))
    plan.expect(actor, rule_id, pair_no)
