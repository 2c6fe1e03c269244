"""What happens: posts, acts and captured lists, and beside them the truth of what a reviewer ought to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from netral.simulate import texts
from netral.simulate.region import (
    CAMPAIGN_ROLES,
    PHASES,
    SNOWFLAKE_EPOCH_MS,
    TIMEZONE,
    Account,
    Pair,
    Roster,
    draw_moment,
)

SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OUTSIDE = {"before": (date(2024, 7, 15), date(2024, 8, 20)), "after": (date(2024, 11, 29), date(2024, 12, 2))}
LEAD_KINDS = ("share", "coauthor", "comment", "reply", "quote", "like")


@dataclass(frozen=True, eq=False)
class Post:
    """A post; on X a retweet, quote or reply is a post too and refers to another."""

    platform: str
    native_id: str
    author: Account
    created_at: datetime
    text: str
    likes: int = 0
    mentioned: tuple[Account, ...] = ()
    shared: Post | None = None
    quoted: Post | None = None
    answered: Post | None = None
    captured: bool = True
    tampered: bool = False  # its captured record will not match the hash beside it

    @property
    def url(self) -> str:
        """The address people copy."""
        if self.platform == "x":
            return f"https://x.com/{self.author.handle}/status/{self.native_id}"
        return f"https://www.instagram.com/p/{self.native_id}/"


@dataclass(frozen=True, eq=False)
class Act:
    """An act toward an account. ``at`` is None where no platform told; then the interval may be known.

    ``books`` names the hand-kept lists (``catatan``, ``aduan``) that hold it; a post or a captured list holds others.
    """

    kind: str
    actor: Account
    target: Account
    post: Post | None
    at: datetime | None
    after: datetime | None = None
    before: datetime | None = None
    text: str = ""
    books: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ListCapture:
    """A captured list of accounts: followers or following of an account, likers or retweeters of a post."""

    op: str
    target: Account
    post: Post | None
    members: tuple[Account, ...]
    collected_at: datetime
    declared: int
    raw_as_text: bool = False


@dataclass
class Plan:
    """The ledger of a region. Plants write acts and truth into it; writers turn it into captures."""

    rng: Random
    roster: Roster
    posts: list[Post] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    lists: list[ListCapture] = field(default_factory=list)
    follows: list[tuple[Account, Account]] = field(default_factory=list)
    leads: list[tuple[Account, str, int]] = field(default_factory=list)
    not_leads: list[tuple[str, str]] = field(default_factory=list)
    coordinated: list[dict[str, object]] = field(default_factory=list)
    own_file: list[Account] = field(default_factory=list)
    busy: list[Account] = field(default_factory=list)  # actors of a planted story: background leaves them alone
    native_ids: set[str] = field(default_factory=set)

    # -- posts ---------------------------------------------------------------------------------------------------
    def write_post(self, author: Account, at: datetime, text: str, **refers: object) -> Post:
        """A post by ``author``; on X its id is a snowflake of ``at``."""
        likes = int(3 * self.rng.paretovariate(0.8)) % 5000
        post = Post(author.platform, self._draw_native_id(author.platform, at), author, at, text, likes, **refers)  # type: ignore[arg-type]
        self.posts.append(post)
        return post

    def _draw_native_id(self, platform: str, at: datetime) -> str:
        while True:
            if platform == "x":
                milliseconds = int(at.timestamp()) * 1000 + self.rng.randrange(1000) - SNOWFLAKE_EPOCH_MS
                native_id = str((milliseconds << 22) | self.rng.randrange(1 << 22))
            else:
                native_id = "C" + "".join(self.rng.choices(SHORTCODE, k=10))
            if native_id not in self.native_ids:
                self.native_ids.add(native_id)
                return native_id

    def draw_campaign_post(
        self,
        pair_no: int,
        platform: str,
        phase: str,
        roles: tuple[str, ...] = CAMPAIGN_ROLES,
        template: str = "",
        **facts: object,
    ) -> Post:
        """A new post of one of the pair's campaign accounts in a phase, or ``before`` or ``after`` all of them."""
        authors = [a for a in self.roster.campaign_accounts(platform, pair_no) if a.role in roles]
        at = draw_moment(self.rng, *(PHASES | OUTSIDE)[phase])
        return self.write_post(self.rng.choice(authors), at, self.draw_campaign_text(pair_no, template), **facts)

    def draw_campaign_text(self, pair_no: int, template: str = "") -> str:
        """A slogan of the pair, or ``template`` filled with its names."""
        pair = self.find_pair(pair_no)
        words = {"pair": pair.name, "slogan": pair.slogan, "tag": pair.slogan.title().replace(" ", "")}
        return self.fill(template or self.rng.choice(texts.CAMPAIGN_POSTS), **words)

    def fill(self, template: str, **words: str) -> str:
        """A phrase with its village names filled in."""
        village, other = self.rng.sample(texts.VILLAGES, 2)
        return template.format(kel=village, kel2=other, **words)

    def find_pair(self, pair_no: int) -> Pair:
        """The pair with this ballot number."""
        return self.roster.pairs[pair_no - 1]

    def draw_pair_no(self) -> int:
        """A ballot number."""
        return self.rng.randrange(len(self.roster.pairs)) + 1

    def soon_after(self, post: Post) -> datetime:
        """A moment within three hours of a post: the same local day, hence the same phase."""
        return post.created_at + timedelta(seconds=self.rng.randrange(60, 3 * 3600))

    # -- acts ----------------------------------------------------------------------------------------------------
    def share(self, actor: Account, post: Post, at: datetime | None = None, tampered: bool = False) -> Act:
        """A retweet, captured as a post of ``actor``."""
        at = at or self.soon_after(post)
        self.write_post(actor, at, f"RT @{post.author.handle}: {post.text}", shared=post, tampered=tampered)
        return self._record(Act("share", actor, post.author, post, at))

    def reply(self, actor: Account, post: Post, at: datetime | None = None) -> Post:
        """An answer to a post on X; returns the answer."""
        at = at or self.soon_after(post)
        mentioned = (post.answered.author,) if post.answered else ()
        answer = self.write_post(actor, at, self.draw_comment(), answered=post, mentioned=mentioned)
        self._record(Act("reply", actor, post.author, post, at, text=answer.text))
        return answer

    def quote(self, actor: Account, post: Post, at: datetime | None = None) -> Post:
        """A post on X that quotes another; returns the quoting post."""
        at = at or self.soon_after(post)
        quoting = self.write_post(actor, at, self.draw_comment(), quoted=post)
        self._record(Act("quote", actor, post.author, post, at, text=quoting.text))
        return quoting

    def note(
        self, kind: str, actor: Account, target: Account, post: Post | None = None, at: datetime | None = None,
        books: tuple[str, ...] = ("catatan",), text: str = "",
    ) -> Act:  # fmt: skip
        """An act that only a hand-kept list holds."""
        return self._record(Act(kind, actor, target, post, at, text=text, books=books))

    def note_on(self, kind: str, actor: Account, post: Post, books: tuple[str, ...] = ("catatan",)) -> Act:
        """An act on a post, shortly after it, that only a hand-kept list holds."""
        text = self.draw_comment() if kind == "comment" else ""
        return self.note(kind, actor, post.author, post, self.soon_after(post), books, text)

    def capture_list(
        self, op: str, post: Post, members: list[Account], collected_at: datetime, raw_as_text: bool = False
    ) -> None:
        """The likers or retweeters of a post, as listed at ``collected_at``: acts without a time of their own."""
        kind = "like" if op == "likers" else "share"
        for member in members:
            self._record(Act(kind, member, post.author, post, None, post.created_at, collected_at))
        declared = len(members) + self.rng.randrange(30)
        self.lists.append(ListCapture(op, post.author, post, tuple(members), collected_at, declared, raw_as_text))

    def draw_comment(self) -> str:
        """What people write under a campaign post; whether it is support only a reader can tell."""
        return self.fill(self.rng.choice(texts.ODD_COMMENTS if self.rng.random() < 0.05 else texts.COMMENTS))

    def _record(self, act: Act) -> Act:
        self.acts.append(act)
        return act

    # -- truth ---------------------------------------------------------------------------------------------------
    def expect(self, actor: Account, rule_id: str, pair_no: int) -> None:
        """The truth: this account's acts toward the pair are a lead under the rule."""
        self.leads.append((actor, rule_id, pair_no))
        self.busy.append(actor)

    def expect_none(self, actor: Account, why: str) -> None:
        """The truth: nothing this account did is a lead, and why."""
        self.not_leads.append((actor.handle, why))
        self.busy.append(actor)

    def describe_truth(self) -> dict[str, object]:
        """The truth as ``truth.json`` has it."""
        return {
            "leads": [self._describe_lead(*lead) for lead in self.leads],
            "coordinated": self.coordinated,
            "not_leads": [{"handle": handle, "why": why} for handle, why in self.not_leads],
        }

    def _describe_lead(self, actor: Account, rule_id: str, pair_no: int) -> dict[str, object]:
        acts = [
            act for act in self.acts
            if act.actor is actor and act.target.pair_no == pair_no and act.kind in LEAD_KINDS
            and act.target.role in CAMPAIGN_ROLES and find_rule(act) == rule_id
        ]  # fmt: skip
        posts = {act.post.native_id: act.post for act in acts if act.post}
        return {
            "handle": actor.handle, "platform": actor.platform, "rule_id": rule_id, "pair_no": pair_no,
            "kinds": sorted({act.kind for act in acts}),
            "object_urls": sorted(post.url for post in posts.values()),
        }  # fmt: skip


def find_rule(act: Act) -> str:
    """The rule an act falls under by its date: KE-4, D-6, or nothing (no phase, no time, interval over both)."""
    if act.at is not None:
        return date_to_rule(act.at)
    if act.after is None or act.before is None:
        return ""
    hours = int((act.before - act.after).total_seconds() // 3600)
    rules = {date_to_rule(act.after + timedelta(hours=h)) for h in range(hours + 1)} | {date_to_rule(act.before)}
    return rules.pop() if len(rules) == 1 else ""


def date_to_rule(at: datetime) -> str:
    """A UTC instant to KE-4 before the pairs were determined, D-6 from then on, nothing outside all phases."""
    day: date = at.replace(tzinfo=at.tzinfo or UTC).astimezone(TIMEZONE).date()
    for phase, (first, last) in PHASES.items():
        if first <= day <= last:
            return "KE-4" if phase == "registration" else "D-6"
    return ""
