"""Posts and acts as captures show them -> columns of the store's parts, named and masked.

There are millions of them, so a column is made at once, and what only accounts of the registry have is filled in for
those few.
"""

from __future__ import annotations

from collections.abc import Sequence

from netral.model import ActSeen, Kind, PostSeen
from netral.store.columns import Column
from netral.store.names import Named, Names, make_post_url

TIES = (Kind.FOLLOW.value, Kind.JOIN.value)
NOBODY = Named(None, is_inside=False)
Texts = list[str | None]


class PostRows:
    """Posts of some records, to be written together."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.posts: list[PostSeen] = []
        self.seqs: list[int] = []
        self.authors: list[Named] = []
        self.known: list[int] = []
        self.below_others: set[tuple[int, str]] = set()

    def add(self, seq: int, posts: Sequence[PostSeen], observed_us: int, known_us: int) -> None:
        """The posts of the record in this place; UTC microseconds as in `Names.name_account`."""
        name_account, authors = self.names.name_account, self.authors
        for post in posts:
            author = post.author
            authors.append(NOBODY if author is None else name_account(author, observed_us, known_us))
        self.posts += posts
        self.seqs += [seq] * len(posts)
        self.known += [known_us] * len(posts)

    def to_columns(self) -> list[Column]:
        """The columns of PARTS["posts"]; of a post outside the registry its hash, and nothing that it says."""
        posts, hash_post = self.posts, self.names.hash_post
        hashed = [hash_post(post.platform, post.native_id) for post in posts]
        parents = [hash_post(post.platform, post.parent_id) if post.parent_id else None for post in posts]
        roots = [self._hash_root(post, own) for post, own in zip(posts, hashed, strict=True)]
        post_ids, created_us = list(hashed), list[int | None]([None] * len(posts))
        hashed_ids, texts, captured, urls = (Texts([None] * len(posts)) for _ in range(4))
        inside = [place for place, author in enumerate(self.authors) if author.is_inside]
        self._note_below_others(inside)
        for place in inside:
            post = posts[place]
            post_ids[place], hashed_ids[place] = f"{post.platform}:post:{post.native_id}", hashed[place]
            texts[place], captured[place] = self.names.clean_text(post.text, post.platform)
            created_us[place] = post.created_us
            handle = post.author.handle if post.author else None
            if (self.seqs[place], post.native_id) not in self.below_others:
                urls[place] = post.url or make_post_url(post.platform, post.native_id, handle)
        return [
            self.seqs, post_ids, hashed_ids, [author.account_id for author in self.authors],
            [post.kind for post in posts], texts, captured, created_us, urls, parents, roots, self.known,
        ]  # fmt: skip

    def _note_below_others(self, inside: list[int]) -> None:
        """Which of these posts have an address below a post that, as the record itself says, is an outsider's."""
        below = [place for place in inside if _is_below_root(self.posts[place])]
        if not below:
            return
        outside = {
            (seq, post.native_id)
            for seq, post, author in zip(self.seqs, self.posts, self.authors, strict=True)
            if author.account_id and not author.is_inside
        }
        own = ((self.seqs[place], self.posts[place]) for place in below)
        self.below_others = {(seq, post.native_id) for seq, post in own if (seq, post.root_id) in outside}

    def _hash_root(self, post: PostSeen, own: str) -> str | None:
        """The post that a conversation began with, which for most is the post itself."""
        root_id = post.root_id
        if root_id is None or root_id == post.native_id:
            return None if root_id is None else own
        return self.names.hash_post(post.platform, root_id)


def _is_below_root(post: PostSeen) -> bool:
    """Whether a post's address says what the conversation began with, as that of a comment on Instagram does."""
    root_id, url = post.root_id, post.url
    if root_id is None or url is None or root_id == post.native_id:
        return False
    _, found, behind = url.partition(f"/{root_id}")
    return bool(found) and behind[:1] in ("/", ".", "?")


class ActRows:
    """Acts of some records, to be written together."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.acts: list[ActSeen] = []
        self.seqs: list[int] = []
        self.actors: list[Named] = []
        self.targets: list[Named] = []
        self.observed_us: list[int] = []

    def add(self, seq: int, acts: Sequence[ActSeen], observed_us: int) -> None:
        """The acts of the record in this place."""
        name_account, actors, targets = self.names.name_account, self.actors, self.targets
        for act in acts:
            target = act.target
            actors.append(name_account(act.actor, observed_us))
            targets.append(NOBODY if target is None else name_account(target, observed_us))
        self.acts += acts
        self.seqs += [seq] * len(acts)
        self.observed_us += [observed_us] * len(acts)

    def to_columns(self, below_others: set[tuple[int, str]]) -> list[Column]:
        """The columns of PARTS["acts"]; texts and addresses only where the account that they belong to is shown.

        Parameters
        ----------
        below_others : set of (int, str)
            Records and posts of theirs whose address would show whose post an outsider's is.
        """
        acts, hash_post = self.acts, self.names.hash_post
        platforms = [act.actor.platform for act in acts]
        own = [hash_post(act.actor.platform, act.native_id) if act.native_id else None for act in acts]
        objects = [hash_post(act.actor.platform, act.object_id) if act.object_id else None for act in acts]
        object_urls, act_urls, texts, captured = (Texts([None] * len(acts)) for _ in range(4))
        for place in [place for place, actor in enumerate(self.actors) if actor.is_inside]:
            if (self.seqs[place], acts[place].native_id) not in below_others:
                act_urls[place] = acts[place].act_url
            texts[place], captured[place] = self.names.clean_text(acts[place].text, platforms[place])
        for place in [place for place, target in enumerate(self.targets) if target.is_inside]:
            if (self.seqs[place], acts[place].object_id) not in below_others:
                object_urls[place] = acts[place].object_url
        before_us = [
            act.before_us or observed_us if act.occurred_us is None and act.kind not in TIES else None
            for act, observed_us in zip(acts, self.observed_us, strict=True)
        ]
        return [
            self.seqs, platforms, [act.kind for act in acts], [actor.account_id for actor in self.actors],
            [target.account_id for target in self.targets], own, objects, object_urls, act_urls, texts, captured,
            [act.occurred_us for act in acts], [act.after_us for act in acts], before_us, self.observed_us,
            [act.precision for act in acts], [act.zone_assumed for act in acts], [act.derivation for act in acts],
            [act.weight for act in acts],
        ]  # fmt: skip
