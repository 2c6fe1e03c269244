"""The stories beyond X that look like something and are nothing, and the traps that tools set for whoever counts."""

from __future__ import annotations

from datetime import timedelta

from netral.simulate import texts
from netral.simulate.phases import PHASES, draw_moment
from netral.simulate.plan import Plan
from netral.simulate.plant_innocent import SPANNING_AT
from netral.simulate.plant_leads import LIST_COLLECTED_AT, VOLUNTEER


def plant_innocent_elsewhere(plan: Plan) -> None:
    """Plants every such story, at least once each."""
    for plant in (
        _seen_by_two_tools, _listed_three_times, _only_tagged, _one_comment_everywhere, _one_row_of_many,
        _timeless, _below_the_video, _impostor, _same_handle_elsewhere, _forwards, _in_the_group,
    ):  # fmt: skip
        plant(plan)


def _seen_by_two_tools(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    actor = plan.roster.hire("instagram")
    plan.reply(actor, plan.draw_campaign_post(pair_no, "instagram", "campaign", seen_twice=True), books=("aduan",))
    plan.expect_none(actor, "one comment, seen by two tools and written down in a complaint")


def _listed_three_times(plan: Plan) -> None:
    actor = plan.roster.hire("instagram")
    post = plan.draw_campaign_post(plan.draw_pair_no(), "instagram", "campaign")
    crowd = [plan.roster.add_citizen("instagram") for _ in range(6)]
    for days in range(3):
        plan.capture_list("likers", post, [actor, *crowd], LIST_COLLECTED_AT + timedelta(days=days / 2))
    plan.expect_none(actor, "one like, in three captures of the same list")


def _only_tagged(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    tagged, named = plan.roster.open_agency("instagram"), plan.roster.open_agency("tiktok")
    for _ in range(3):
        plan.draw_campaign_post(pair_no, "instagram", "campaign", tagged=(tagged,), mentioned=(tagged,))
        plan.draw_campaign_post(pair_no, "tiktok", "campaign", mentioned=(named,))
    plan.expect_none(tagged, "an agency that volunteers tag and name in their captions")
    plan.expect_none(named, "an agency that volunteers name below their videos")


def _one_comment_everywhere(plan: Plan) -> None:
    """One person's accounts are several accounts: what each did stays below the threshold."""
    pair_no, person = plan.draw_pair_no(), plan.roster.hire("instagram")
    for platform in ("instagram", "tiktok", "threads", "telegram"):
        account = person if platform == "instagram" else plan.roster.declare_second(person, platform)
        plan.reply(account, plan.draw_campaign_post(pair_no, platform, "campaign", VOLUNTEER))
    plan.expect_none(person, "one comment on each of four platforms, from four accounts of one person")


def _one_row_of_many(plan: Plan) -> None:
    actor = plan.roster.hire("instagram")
    post = plan.draw_campaign_post(plan.draw_pair_no(), "instagram", "campaign")
    plan.note_on("like", actor, post, weight=plan.rng.randint(4, 9))
    plan.expect_none(actor, "one row that counts many likes and shows none of them")


def _timeless(plan: Plan) -> None:
    actor = plan.roster.hire("instagram")
    for _ in range(3):
        post = plan.draw_campaign_post(plan.draw_pair_no(), "instagram", "registration", timeless=True)
        plan.capture_list("likers", post, [plan.roster.add_citizen("instagram"), actor], SPANNING_AT)
    plan.expect_none(actor, "likes of posts whose time no capture shows")


def _below_the_video(plan: Plan) -> None:
    pair_no, helper = plan.draw_pair_no(), plan.roster.open_agency("tiktok")
    for _ in range(3):
        video = plan.draw_campaign_post(pair_no, "tiktok", "campaign")
        asked = plan.reply(plan.roster.add_citizen("tiktok"), video)
        plan.reply(helper, asked, asked.created_at + timedelta(minutes=4))
    plan.expect_none(helper, "an agency that answers citizens below volunteers' videos")


def _impostor(plan: Plan) -> None:
    owner = plan.roster.hire("tiktok", id_on_file=True)
    impostor = plan.roster.add("tiktok", owner.handle, owner.name, "public")
    for _ in range(3):
        plan.reply(impostor, plan.draw_campaign_post(plan.draw_pair_no(), "tiktok", "campaign"))
    plan.expect_none(owner, "the handle now belongs to another account id, which commented on volunteers' videos")


def _same_handle_elsewhere(plan: Plan) -> None:
    agency = plan.roster.open_agency("x")
    other = plan.roster.add("tiktok", agency.handle, "Bukan Dinas", "public")
    pair_no = plan.draw_pair_no()
    for _ in range(3):
        plan.reply(other, plan.draw_campaign_post(pair_no, "tiktok", "campaign"))
    plan.expect_none(agency, "another platform's account of the same name, which nobody registered, commented")


def _forwards(plan: Plan) -> None:
    """What a channel forwards bears a title, which anybody may take: nobody can say whose it was."""
    agency, pair_no = plan.roster.open_agency("telegram"), plan.draw_pair_no()
    for _ in range(3):
        post = plan.draw_campaign_post(pair_no, "telegram", "campaign", ("campaign_team",))
        plan.write_post(agency, plan.soon_after(post), post.text, shared=post)
        at = draw_moment(plan.rng, *PHASES["campaign"])
        plan.write_post(agency, at, plan.fill(plan.rng.choice(texts.SERVICE_POSTS)))
    plan.expect_none(agency, "forwards of which the export shows only a title")


def _in_the_group(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    quiet, booing, talking, founding, inviting = (plan.roster.hire("telegram") for _ in range(5))
    group = next(account for account in plan.roster.campaign_accounts("telegram", pair_no) if account.kind == "group")
    plan.join(quiet, group, draw_moment(plan.rng, *PHASES["campaign"]))
    plan.join(founding, group, draw_moment(plan.rng, *PHASES["registration"]), "create_group")
    plan.join(inviting, group, draw_moment(plan.rng, *PHASES["campaign"]), "invite_members")
    for _ in range(4):
        post = plan.draw_campaign_post(pair_no, "telegram", "campaign", VOLUNTEER)
        plan.react(booing, post, "dislike")
        at = draw_moment(plan.rng, *PHASES["campaign"])
        plan.write_post(talking, at, plan.fill(plan.rng.choice(texts.DAILY_POSTS)), chat=group)
        asked = plan.reply(plan.roster.add_citizen("telegram"), post)
        plan.reply(talking, asked)
    plan.expect_none(quiet, "joined the volunteers' group and was silent")
    plan.expect_none(founding, "made the volunteers' group, and nothing else")
    plan.expect_none(inviting, "invited others into the volunteers' group, and nothing else")
    plan.expect_none(booing, "only disapproving reactions")
    plan.expect_none(talking, "talks with citizens in the volunteers' group, and answers nobody of the campaign")
