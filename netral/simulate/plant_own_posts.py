"""Own posts with a pair's marks, which a reviewer must be shown, and others that only look like them."""

from __future__ import annotations

from netral.simulate import texts
from netral.simulate.phases import PHASES, draw_moment
from netral.simulate.plan import Plan


def plant_marked_posts(plan: Plan) -> None:
    """Plants an agency's post with a campaign's hashtag, and an employee's with its slogan before determination."""
    pair = plan.find_pair(plan.draw_pair_no())
    agency, person = plan.roster.open_agency("x"), plan.roster.hire("x")
    at = draw_moment(plan.rng, *PHASES["campaign"])
    plan.post_own(agency, pair.number, at, f"{plan.fill(plan.rng.choice(texts.SERVICE_POSTS))} #{pair.hashtag}")
    plan.expect(agency, "D-6", pair.number)
    early = draw_moment(plan.rng, *PHASES["registration"])
    plan.post_own(person, pair.number, early, f"{plan.fill(plan.rng.choice(texts.DAILY_POSTS))} {pair.slogan.upper()}!")
    plan.expect(person, "KE-4", pair.number)


def plant_unmarked_posts(plan: Plan) -> None:
    """Plants posts that name a pair, or use a word that only begins like its hashtag, or pass on a citizen's words."""
    pair = plan.find_pair(plan.draw_pair_no())
    naming, similar, passing = plan.roster.hire("x"), plan.roster.hire("x"), plan.roster.open_agency("x")
    moments = [draw_moment(plan.rng, *PHASES["campaign"]) for _ in range(3)]
    plan.write_post(naming, moments[0], f"Debat malam ini: {pair.name} tampil pertama.")
    plan.expect_none(naming, "an own post that names a pair, which is no mark")
    plan.write_post(similar, moments[1], f"{plan.fill(plan.rng.choice(texts.DAILY_POSTS))} #{pair.hashtag}kuliner")
    plan.expect_none(similar, "a hashtag that only begins like a campaign's")
    citizen = plan.write_post(plan.roster.add_citizen("x"), moments[2], f"Semoga lancar #{pair.hashtag}")
    plan.share(passing, citizen)
    plan.expect_none(passing, "shares a citizen's post with a campaign's hashtag, which is no campaign account")
