"""The ledger of a region: who posts what, who acts toward whom, and beside it the truth a reviewer ought to find."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from netral.simulate import texts
from netral.simulate.accounts import CAMPAIGN_ROLES, Account, Pair
from netral.simulate.native_ids import draw_comment_id, draw_post_id
from netral.simulate.phases import OUTSIDE, PHASES, draw_moment
from netral.simulate.posts import COMMENTED, Act, ListCapture, Post
from netral.simulate.roster import Roster
from netral.simulate.truth import describe_lead


@dataclass
class Plan:
    """The ledger. Plants write acts and truth into it; writers turn it into captures."""

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
    native_ids: set[str] = field(default_factory=set)

    # -- posts ---------------------------------------------------------------------------------------------------
    def write_post(self, author: Account, at: datetime, text: str, **refers: object) -> Post:
        """A post by ``author``, with an id as the platform gives them at that time; a channel's is in itself."""
        likes = int(3 * self.rng.paretovariate(0.8)) % 5000
        if author.kind != "user":
            refers.setdefault("chat", author)
        native_id = self._draw_native_id(author.platform, at, refers)
        post = Post(author.platform, native_id, author, at, text, likes, **refers)  # type: ignore[arg-type]
        self.posts.append(post)
        return post

    def _draw_native_id(self, platform: str, at: datetime, refers: dict[str, object]) -> str:
        chat = refers.get("chat")
        while True:
            if platform in COMMENTED and refers.get("answered"):
                native_id = draw_comment_id(self.rng, platform, at)
            else:
                chat_id = chat.platform_id if isinstance(chat, Account) else ""
                native_id = draw_post_id(self.rng, platform, at, chat_id)
            if native_id not in self.native_ids:
                self.native_ids.add(native_id)
                return native_id
            at += timedelta(seconds=20) if platform == "telegram" else timedelta()

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
        words = {"pair": pair.name, "slogan": pair.slogan, "tag": pair.hashtag}
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

    def draw_comment(self) -> str:
        """What people write under a campaign post; whether it is support only a reader can tell."""
        return self.fill(self.rng.choice(texts.ODD_COMMENTS if self.rng.random() < 0.05 else texts.COMMENTS))

    def post_own(self, actor: Account, pair_no: int, at: datetime, text: str, **facts: object) -> Act:
        """A post of one's own that carries a mark of the pair: an act toward the pair, and so toward its candidate."""
        post = self.write_post(actor, at, text, **facts)
        candidate = next(a for a in self.roster.campaign_accounts(actor.platform, pair_no) if a.role == "candidate")
        return self._record(Act("post", actor, candidate, post, at, text=text))

    # -- acts ----------------------------------------------------------------------------------------------------
    def share(self, actor: Account, post: Post, at: datetime | None = None, tampered: bool = False) -> Act:
        """A retweet, or a repost on Threads, captured as a post of ``actor``."""
        at = at or self.soon_after(post)
        text = f"RT @{post.author.handle}: {post.text}" if post.platform == "x" else ""
        self.write_post(actor, at, text, shared=post, tampered=tampered)
        return self._record(Act("share", actor, post.author, post, at))

    def reply(self, actor: Account, post: Post, at: datetime | None = None, books: tuple[str, ...] = ()) -> Post:
        """An answer to a post, which Instagram and TikTok call a comment; returns the answer."""
        at = at or self.soon_after(post)
        mentioned = (post.answered.author,) if post.answered and post.platform == "x" else ()
        answer = self.write_post(
            actor, at, self.draw_comment(), answered=post, mentioned=mentioned, chat=post.chat, captured=post.captured
        )
        kind = "comment" if post.platform in COMMENTED and post.answered is None else "reply"
        self._record(Act(kind, actor, post.author, post, at, text=answer.text, books=books))
        return answer

    def quote(self, actor: Account, post: Post, at: datetime | None = None, **facts: object) -> Post:
        """A post that quotes another, on TikTok a duet with it; returns the quoting post."""
        at = at or self.soon_after(post)
        quoting = self.write_post(actor, at, self.draw_comment(), quoted=post, **facts)
        self._record(Act("quote", actor, post.author, post, at, text=quoting.text))
        return quoting

    def react(self, actor: Account, post: Post, kind: str = "like") -> Act:
        """An approving reaction to a message, or a ``dislike``, with its time."""
        return self._record(Act(kind, actor, post.author, post, self.soon_after(post)))

    def join(self, actor: Account, chat: Account, at: datetime, action: str = "join_group_by_link") -> Act:
        """An account enters a group, makes it or invites others, which the group tells."""
        self.write_post(actor, at, "", chat=chat, action=action)
        return self._record(Act("join", actor, chat, None, at))

    def coauthor(self, actor: Account, pair_no: int, phase: str) -> Act:
        """A campaign account's post on Instagram that names ``actor`` as its second author."""
        post = self.draw_campaign_post(pair_no, "instagram", phase, coauthors=(actor,))
        return self._record(Act("coauthor", actor, post.author, post, post.created_at))

    def note(
        self, kind: str, actor: Account, target: Account, post: Post | None = None, at: datetime | None = None,
        books: tuple[str, ...] = ("catatan",), text: str = "", weight: int = 1,
    ) -> Act:  # fmt: skip
        """An act that only a hand-kept list holds."""
        return self._record(Act(kind, actor, target, post, at, text=text, books=books, weight=weight))

    def note_on(
        self, kind: str, actor: Account, post: Post, books: tuple[str, ...] = ("catatan",), weight: int = 1
    ) -> Act:
        """An act on a post, shortly after it, that only a hand-kept list holds."""
        text = self.draw_comment() if kind == "comment" else ""
        return self.note(kind, actor, post.author, post, self.soon_after(post), books, text, weight)

    def capture_list(
        self, op: str, post: Post, members: list[Account], collected_at: datetime, raw_as_text: bool = False
    ) -> None:
        """The likers or retweeters of a post, as listed at ``collected_at``: acts without a time of their own."""
        kind = "like" if op == "likers" else "share"
        created_at = None if post.timeless else post.created_at
        for member in members:
            self._record(Act(kind, member, post.author, post, None, created_at, collected_at))
        declared = len(members) + self.rng.randrange(30)
        self.lists.append(ListCapture(op, post.author, post, tuple(members), collected_at, declared, raw_as_text))

    def _record(self, act: Act) -> Act:
        self.acts.append(act)
        return act

    # -- truth ---------------------------------------------------------------------------------------------------
    def expect(self, actor: Account, rule_id: str, pair_no: int) -> None:
        """The truth: this account's acts toward the pair are a lead under the rule."""
        self.leads.append((actor, rule_id, pair_no))

    def expect_none(self, actor: Account, why: str) -> None:
        """The truth: nothing this account did is a lead, and why."""
        self.not_leads.append((actor.handle, why))

    def describe_truth(self) -> dict[str, object]:
        """The truth as ``truth.json`` has it."""
        return {
            "leads": [describe_lead(self.acts, *lead) for lead in self.leads],
            "coordinated": self.coordinated,
            "not_leads": [{"handle": handle, "why": why} for handle, why in self.not_leads],
        }
