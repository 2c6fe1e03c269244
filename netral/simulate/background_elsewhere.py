"""Everyday life on Instagram, TikTok, Threads and Telegram: citizens comment, share and chat below campaign posts."""

from __future__ import annotations

from netral.simulate import texts
from netral.simulate.accounts import Account
from netral.simulate.phases import WHOLE_PERIOD, draw_moment
from netral.simulate.plan import Plan
from netral.simulate.posts import Post

CROWD = 40  # citizens on each platform


class Elsewhere:
    """Draws citizens' and agencies' acts beyond X; nothing here is an employee's act toward a campaign account."""

    def __init__(self, plan: Plan, campaign_posts: dict[str, list[Post]]) -> None:
        self.plan, self.rng, self.campaign_posts = plan, plan.rng, campaign_posts
        self.citizens = {
            platform: [plan.roster.add_citizen(platform) for _ in range(CROWD)]
            for platform in ("instagram", "tiktok", "threads", "telegram")
        }
        self.answers: dict[str, list[Post]] = {platform: [] for platform in self.citizens}

    def act(self) -> None:
        """One act, on some platform."""
        habits = (self._comment, self._comment, self._comment, self._answer_citizen, self._spread, self._inform)
        self.rng.choice(habits)(self.rng.choice(tuple(self.citizens)))

    def _comment(self, platform: str) -> None:
        post = self.rng.choice([post for post in self.campaign_posts[platform] if self._is_open(post)])
        citizen = self.rng.choice(self.citizens[platform])
        if platform == "telegram" and self.rng.random() < 0.4:
            self.plan.react(citizen, post, self.rng.choice(("like", "like", "dislike")))
        elif platform == "instagram" and self.rng.random() < 0.15:
            self.plan.note_on("comment", citizen, post, ("aduan",))
        else:
            self.answers[platform].append(self.plan.reply(citizen, post))

    def _answer_citizen(self, platform: str) -> None:
        if self.answers[platform]:
            self.plan.reply(self.rng.choice(self.citizens[platform]), self.rng.choice(self.answers[platform][-30:]))

    def _spread(self, platform: str) -> None:
        """A repost on Threads, a duet on TikTok, an entry into a group on Telegram."""
        post, citizen = self.rng.choice(self.campaign_posts[platform]), self.rng.choice(self.citizens[platform])
        if platform == "threads":
            self.plan.share(citizen, post)
        elif platform == "tiktok":
            self.plan.quote(citizen, post)
        elif platform == "telegram" and post.chat and post.chat.kind == "group":
            self.plan.join(citizen, post.chat, draw_moment(self.rng, *WHOLE_PERIOD))

    def _inform(self, platform: str) -> None:
        """An agency's notice; on TikTok the mayor's office has its own."""
        agencies: list[Account] = self.plan.roster.with_role(platform, "opd", "incumbent_office", "media")
        if agencies:
            text = self.plan.fill(self.rng.choice(texts.SERVICE_POSTS))
            self.plan.write_post(self.rng.choice(agencies), draw_moment(self.rng, *WHOLE_PERIOD), text)

    def _is_open(self, post: Post) -> bool:
        """Whether anybody may answer: in a channel nobody can."""
        return post.chat is None or post.chat.kind == "group"
