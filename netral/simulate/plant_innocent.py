"""The stories that look like something and are nothing: each with the reason why it must not be listed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netral.simulate import texts
from netral.simulate.accounts import Account
from netral.simulate.native_ids import draw_post_id
from netral.simulate.phases import FIRST_SWEEP
from netral.simulate.plan import Plan

SPANNING_AT = datetime(2024, 10, 8, 2, tzinfo=UTC)  # a list taken in the campaign of a post made before determination


def plant_innocent(plan: Plan) -> None:
    """Plants every story that is not a lead, at least once each."""
    for plant in (
        _few_acts, _only_ties, _only_named_by_others, _unknown_times, _dutiful, _elsewhere, _not_a_subject, _outside,
        _impostor, _tampered, _edited,
    ):  # fmt: skip
        plant(plan)


def _few_acts(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    lone = plan.roster.hire("instagram")
    plan.note_on("like", lone, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect_none(lone, "a lone like")

    once = plan.roster.hire("instagram", id_on_file=True)
    plan.note_on("comment", once, plan.draw_campaign_post(pair_no, "instagram", "campaign"), books=("catatan", "aduan"))
    plan.expect_none(once, "one comment, written down in two lists")

    spouse = plan.roster.hire("instagram", flags=("spouse",), note="Istri/suami calon, SE 18/2023")
    plan.note_on("comment", spouse, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect_none(spouse, "a candidate's spouse with one comment")

    mixed = plan.roster.hire("instagram")
    for kind in ("comment", "like", "like"):
        plan.note_on(kind, mixed, plan.draw_campaign_post(pair_no, "instagram", "campaign"))
    plan.expect_none(mixed, "one comment and two likes: below each threshold")

    astride = plan.roster.hire("x")
    for phase in ("registration", "campaign"):
        plan.reply(astride, plan.draw_campaign_post(pair_no, "x", phase))
    plan.expect_none(astride, "one reply before determination and one after: one in each class")

    spread = plan.roster.hire("x")
    for pair in plan.roster.pairs:
        plan.reply(spread, plan.draw_campaign_post(pair.number, "x", "campaign"))
    plan.expect_none(spread, "one reply to each pair")


def _only_ties(plan: Plan) -> None:
    follower, agency = plan.roster.hire("x"), plan.roster.open_agency("x")
    plan.follows += [(follower, account) for account in plan.roster.campaign_accounts("x")]
    plan.follows += [(agency, account) for account in plan.roster.campaign_accounts("x", plan.draw_pair_no())]
    plan.expect_none(follower, "follows only, though many")
    plan.expect_none(agency, "an agency that only follows")

    joiner = plan.roster.hire("facebook")
    for group in plan.roster.with_role("facebook", "volunteer"):
        plan.note("join", joiner, group, None, None, ("aduan",))
    plan.expect_none(joiner, "joins only")

    pair_no, mentioner = plan.draw_pair_no(), plan.roster.hire("x")
    for _ in range(plan.rng.randint(3, 5)):
        post = plan.draw_campaign_post(pair_no, "x", "campaign")
        plan.write_post(
            mentioner, plan.soon_after(post), plan.fill("Ramai sekali acara di {kel} tadi."), mentioned=(post.author,)
        )
    plan.expect_none(mentioner, "mentions only")

    helper = plan.roster.hire("x")
    for _ in range(3):
        asked = plan.reply(plan.roster.add_citizen(), plan.draw_campaign_post(pair_no, "x", "campaign"))
        plan.reply(helper, asked, asked.created_at + timedelta(minutes=5))
    plan.expect_none(helper, "answers citizens in a thread below volunteers' posts")


def _only_named_by_others(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    tagged, named = plan.roster.hire("instagram"), plan.roster.hire("x")
    for _ in range(plan.rng.randint(2, 4)):
        post = plan.draw_campaign_post(pair_no, "instagram", "campaign")
        plan.note("tag", post.author, tagged, post, post.created_at)
        plan.draw_campaign_post(pair_no, "x", "campaign", mentioned=(named,))
    plan.expect_none(tagged, "only tagged by volunteers")
    plan.expect_none(named, "only mentioned by volunteers")

    quoted = plan.roster.open_agency("x")
    for _ in range(3):
        post = plan.draw_campaign_post(pair_no, "x", "campaign")
        notice = plan.write_post(
            quoted, post.created_at - timedelta(hours=2), plan.fill(plan.rng.choice(texts.SERVICE_POSTS))
        )
        plan.quote(post.author, notice, post.created_at + timedelta(minutes=1))
        plan.share(post.author, notice, post.created_at + timedelta(minutes=2))
    plan.expect_none(quoted, "an agency whose notices volunteers quoted and shared")


def _unknown_times(plan: Plan) -> None:
    pair_no = plan.draw_pair_no()
    listed, liker, noted = plan.roster.open_agency("x"), plan.roster.hire("instagram"), plan.roster.hire("instagram")
    crowd = [plan.roster.add_citizen() for _ in range(plan.rng.randint(5, 15))]
    post = plan.draw_campaign_post(pair_no, "x", "registration", ("volunteer",))
    plan.capture_list("retweeters", post, [listed, *crowd], SPANNING_AT)
    for _ in range(3):
        liked = plan.draw_campaign_post(pair_no, "instagram", "registration")
        public = [plan.roster.add_citizen("instagram") for _ in range(5)]
        plan.capture_list("likers", liked, [*public, liker], SPANNING_AT)
        unseen = plan.draw_campaign_post(pair_no, "instagram", "campaign", captured=False)
        plan.note("comment", noted, unseen.author, unseen, None, ("aduan",), plan.draw_comment())
    plan.expect_none(listed, "a share in a list whose interval spans both classes")
    plan.expect_none(liker, "three likes in lists whose intervals span both classes")
    plan.expect_none(noted, "comments without a time on posts nobody captured")


def _dutiful(plan: Plan) -> None:
    press = plan.roster.open_press_office()
    plan.follows += [
        (press, account) for account in plan.roster.with_role("x", "candidate", "campaign_team", "volunteer", "media")
    ]
    plan.expect_none(press, "a duty account that follows every campaign and the press")

    fair = plan.roster.open_agency("instagram")
    for pair in plan.roster.pairs:
        for _ in range(2):
            plan.note_on("like", fair, plan.draw_campaign_post(pair.number, "instagram", "campaign"))
    plan.expect_none(fair, "two likes for each pair")


def _elsewhere(plan: Plan) -> None:
    campaign_post = plan.draw_campaign_post(plan.draw_pair_no(), "x", "campaign")
    stories = (("incumbent_office", texts.OFFICE_POSTS, "the incumbent's office"),
               ("party", texts.PARTY_POSTS, "a party"),
               ("media", texts.NEWS_POSTS, "a news page that quotes volunteers"))  # fmt: skip
    for role, phrases, what in stories:
        actor = plan.roster.open_agency("x")
        for _ in range(plan.rng.randint(2, 4)):
            author = plan.rng.choice(plan.roster.with_role("x", role))
            quoted = campaign_post if role == "media" else None
            text = plan.fill(plan.rng.choice(phrases))
            plan.share(actor, plan.write_post(author, plan.soon_after(campaign_post), text, quoted=quoted))
        plan.expect_none(actor, f"shares of {what}, which is no campaign account")


def _not_a_subject(plan: Plan) -> None:
    known = plan.roster.hire("x")
    namesake = plan.roster.add("x", plan.roster.draw_handle("x", known.name, "77"), known.name, "public")
    refused = {
        "bears the name of a registered person but is another account, outside the registry": namesake,
        "identity only claimed, never confirmed": plan.roster.hire(
            "x", basis="claimed", confirmed_by="", confirmed_at=""
        ),
        "named in a complaint that nobody confirmed": plan.roster.hire(
            "x", basis="complaint", basis_ref="ADU-077/X/2024", confirmed_by="", confirmed_at=""
        ),
        "left the service before the acts": plan.roster.hire(
            "x", valid_to="2024-09-01", note="Pensiun 1 September 2024"
        ),
        "disputed: the holder says the account was taken over": plan.roster.hire("x", flags=("disputed",)),
    }
    for why, actor in refused.items():
        _share_twice(plan, actor, "campaign")
        plan.expect_none(actor, why)


def _outside(plan: Plan) -> None:
    for when, why in (("before", "shares before the first phase"), ("after", "shares after the vote")):
        actor = plan.roster.open_agency("x")
        _share_twice(plan, actor, when)
        plan.expect_none(actor, why)


def _impostor(plan: Plan) -> None:
    owner = plan.roster.hire("x", id_on_file=True)
    impostor = plan.roster.add("x", owner.handle, owner.name, "public")
    _share_twice(plan, impostor, "campaign")
    plan.expect_none(owner, "the handle now belongs to another account id, which shared volunteers' posts")


def _tampered(plan: Plan) -> None:
    actor = plan.roster.open_agency("x")
    plan.share(actor, plan.draw_campaign_post(plan.draw_pair_no(), "x", "campaign"), tampered=True)
    plan.own_file.append(actor)
    plan.expect_none(actor, "its only share stands in a record whose hash does not match: quarantined")


def _edited(plan: Plan) -> None:
    """Made before and edited after the first sweep: one tool saw the first version, another the second."""
    actor, made_at = plan.roster.open_agency("x", id_on_file=True), FIRST_SWEEP - timedelta(minutes=25)
    author = plan.rng.choice(plan.roster.campaign_accounts("x", plan.draw_pair_no()))
    post = plan.write_post(author, made_at - timedelta(hours=2), plan.draw_campaign_text(author.pair_no or 1))
    edited_at = FIRST_SWEEP + timedelta(minutes=25)
    plan.quote(actor, post, made_at, edited_at=edited_at, edited_id=draw_post_id(plan.rng, "x", edited_at))
    plan.expect_none(actor, "one quote, edited once: two ids, one act")


def _share_twice(plan: Plan, actor: Account, phase: str) -> None:
    pair_no = plan.draw_pair_no()
    for _ in range(2):
        plan.share(actor, plan.draw_campaign_post(pair_no, "x", phase, ("volunteer",)))
