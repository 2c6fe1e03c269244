"""Everyday life around the planted stories: citizens, agencies at work, and employees below every threshold."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from netral.simulate import texts
from netral.simulate.accounts import Account
from netral.simulate.background_elsewhere import Elsewhere
from netral.simulate.phases import WHOLE_PERIOD, date_to_rule, draw_moment
from netral.simulate.plan import Plan
from netral.simulate.posts import Post

API_ONLY = (date(2024, 9, 14), date(2024, 9, 28))  # days of which only the first sweep has the agencies' posts
LIKES_ALLOWED, WORDS_ALLOWED = 2, 1  # per account, pair and class: one below the thresholds of a lead
LIVING_PHASES = ("registration", "campaign", "campaign", "campaign", "campaign", "quiet")


class Background:
    """Draws everyday acts into a plan; keeps count of what each employee did, so that no lead arises unplanned."""

    def __init__(self, plan: Plan, accounts: int, interactions: int) -> None:
        self.plan, self.rng, self.roster = plan, plan.rng, plan.roster
        self.spent: Counter[tuple[str, int | None, str, str]] = Counter()
        self._add_bland_accounts(accounts)
        self.citizens = [self.roster.add_citizen() for _ in range(max(30, interactions // 4))]
        self.campaign_posts = self._write_campaign_posts(max(40, interactions // 12))
        self.campaign_posts_on: dict[str, list[Post]] = {}
        for post in self.campaign_posts:
            self.campaign_posts_on.setdefault(post.platform, []).append(post)
        self.elsewhere = Elsewhere(plan, self.campaign_posts_on)
        self.office_posts = self._write_office_posts(max(20, interactions // 40))
        self.notices: list[Post] = []
        self.answers: list[Post] = []

    def run(self, interactions: int) -> None:
        """Draws about ``interactions`` acts, then who follows whom."""
        habits = (
            (26, self._citizen_shares), (18, self._citizen_replies), (5, self._citizen_quotes),
            (7, self._citizen_talks), (10, self._agency_informs), (4, self._agency_shares), (5, self._employee_talks),
            (9, self._employee_reacts), (16, self.elsewhere.act),
        )  # fmt: skip
        chosen = self.rng.choices([habit for _, habit in habits], [share for share, _ in habits], k=interactions)
        for habit in chosen:
            habit()
        self._write_half_emoji()
        self._draw_lists()
        self._draw_follows()

    def _write_half_emoji(self) -> None:
        """A notice cut in the middle of an emoji: only JSON escapes can hold it, so only the API's pages do."""
        author = next(a for a in self.roster.with_role("x", "opd") if a not in self.plan.own_file)
        at = draw_moment(self.rng, *API_ONLY)
        self.plan.write_post(author, at, "Layanan tutup lebih awal hari ini \ud83d")

    def _add_bland_accounts(self, accounts: int) -> None:
        """Agencies and employees of whom there is nothing to tell, until there are as many subjects as asked for."""
        self.bland: list[Account] = []
        kinds = ("agency", "agency", "sibling", "sibling", "person", "person", "second")
        while self.roster.count_subjects() < accounts:
            kind, platform = self.rng.choice(kinds), self.rng.choice(("instagram", "tiktok", "threads", "telegram"))
            role = "opd" if kind == "sibling" else "person"
            last = next((a for a in reversed(self.bland) if a.role == role and a.platform == "x"), None)
            if kind in ("sibling", "second") and last and not self._is_on(last, platform):
                declare = self.roster.open_sibling if kind == "sibling" else self.roster.declare_second
                self.bland.append(declare(last, platform))
            elif kind == "person":
                self.bland.append(self.roster.hire("x" if self.rng.random() < 0.6 else platform))
            else:
                self.bland.append(self.roster.open_agency("x"))

    def _is_on(self, account: Account, platform: str) -> bool:
        """Whether the agency or the person of an account has one on a platform."""
        return any(
            other.unit_id == account.unit_id and other.holder_ref == account.holder_ref
            for other in self.roster.with_role(platform, account.role)
        )

    def _write_campaign_posts(self, number: int) -> list[Post]:
        posts = [
            self.plan.draw_campaign_post(self.plan.draw_pair_no(), "x", "campaign", template=template)
            for template in texts.ODD_POSTS
        ]
        posts += [
            self.plan.draw_campaign_post(pair.number, platform, "campaign", ("volunteer",))
            for pair in self.roster.pairs
            for platform in ("x", "instagram", "tiktok", "threads", "telegram")
        ]  # each pair is on each platform
        for _ in range(number):
            platform = self.rng.choice(("x", "x", "x", "instagram", "instagram", "tiktok", "threads", "telegram"))
            phase = self.rng.choice(LIVING_PHASES)
            pair_no = self.plan.draw_pair_no()
            posts.append(self.plan.draw_campaign_post(pair_no, platform, phase))
        return posts

    def _write_office_posts(self, number: int) -> list[Post]:
        phrases = {"incumbent_office": texts.OFFICE_POSTS, "party": texts.PARTY_POSTS, "media": texts.NEWS_POSTS}
        authors = self.roster.with_role("x", *phrases)
        posts = []
        for _ in range(number):
            author = self.rng.choice(authors)
            text = self.plan.fill(self.rng.choice(phrases[author.role]))
            posts.append(self.plan.write_post(author, draw_moment(self.rng, *WHOLE_PERIOD), text))
        return posts

    def _pick_campaign_post(self, platform: str = "x") -> Post:
        return self.rng.choice(self.campaign_posts_on[platform])

    def _citizen_shares(self) -> None:
        others = self.office_posts + self.notices
        post = self.rng.choice(others) if self.rng.random() < 0.15 else self._pick_campaign_post()
        self.plan.share(self.rng.choice(self.citizens), post)

    def _citizen_replies(self) -> None:
        in_thread = self.answers and self.rng.random() < 0.2
        post = self.rng.choice(self.answers[-200:]) if in_thread else self._pick_campaign_post()
        answer = self.plan.reply(self.rng.choice(self.citizens), post)
        if not in_thread:
            self.answers.append(answer)

    def _citizen_quotes(self) -> None:
        self.plan.quote(self.rng.choice(self.citizens), self._pick_campaign_post())

    def _citizen_talks(self) -> None:
        text = self.plan.fill(self.rng.choice(texts.DAILY_POSTS))
        named = (
            (self.rng.choice(self.roster.with_role("x", "opd", "media", "volunteer")),)
            if self.rng.random() < 0.4
            else ()
        )
        self.plan.write_post(
            self.rng.choice(self.citizens), draw_moment(self.rng, *WHOLE_PERIOD), text, mentioned=named
        )

    def _agency_informs(self) -> None:
        agency = self.rng.choice(self.roster.with_role("x", "opd"))
        text = self.plan.fill(self.rng.choice(texts.SERVICE_POSTS))
        self.notices.append(self.plan.write_post(agency, draw_moment(self.rng, *WHOLE_PERIOD), text))

    def _agency_shares(self) -> None:
        agencies = [account for account in self.bland if account.role == "opd" and account.platform == "x"]
        posts = self.office_posts + self.notices
        if agencies:
            actor, post = self.rng.choice(agencies), self.rng.choice(posts)
            if post.author is not actor:
                self.plan.share(actor, post)

    def _employee_talks(self) -> None:
        people = [account for account in self.bland if account.role == "person" and account.platform == "x"]
        if people:
            text = self.plan.fill(self.rng.choice(texts.DAILY_POSTS))
            self.plan.write_post(self.rng.choice(people), draw_moment(self.rng, *WHOLE_PERIOD), text)

    def _employee_reacts(self) -> None:
        """A like, comment or reply toward a campaign account, if the account has not used up its allowance."""
        able = [account for account in self.bland if account.kind == "user"]
        if not able:
            return
        actor = self.rng.choice(able)
        post = self._pick_campaign_post(actor.platform)
        kind = self.rng.choice(("like", "word"))
        key = (actor.handle + actor.platform, post.author.pair_no, kind, date_to_rule(post.created_at))
        if self.spent[key] >= (LIKES_ALLOWED if kind == "like" else WORDS_ALLOWED):
            return
        self.spent[key] += 1
        if kind == "word" and self._may_answer(post):
            self.plan.reply(actor, post)
        elif kind == "like" and post.chat:
            self.plan.react(actor, post)
        elif kind == "like":
            self.plan.note_on("like", actor, post)

    def _may_answer(self, post: Post) -> bool:
        return post.chat is None or post.chat.kind == "group"

    def _draw_lists(self) -> None:
        """Retweeter lists that repeat what timelines show, and one written down as text lines."""
        shared: dict[Post, list[Account]] = {}
        pickable, citizens = set(self.campaign_posts), set(self.citizens)
        for act in self.plan.acts:
            if act.kind == "share" and act.post in pickable and act.at and act.actor in citizens:
                shared.setdefault(act.post, []).append(act.actor)
        for number, (post, actors) in enumerate(sorted(shared.items(), key=lambda item: -len(item[1]))[:3]):
            collected_at = post.created_at + timedelta(days=4)
            self.plan.capture_list(
                "retweeters", post, list(dict.fromkeys(actors)), collected_at, raw_as_text=number == 0
            )

    def _draw_follows(self) -> None:
        followers = [*self.citizens, *self.bland]
        for account in self.roster.campaign_accounts("x"):
            size = min(len(followers), int(8 + 10 * self.rng.paretovariate(1.1)))
            crowd = self.rng.sample(followers, size)
            self.plan.follows += [(follower, account) for follower in crowd if follower.platform == "x"]
        for account in self.bland:
            if account.platform == "instagram":
                target = self.rng.choice(self.roster.campaign_accounts("instagram"))
                self.plan.note("follow", account, target, None, None)
