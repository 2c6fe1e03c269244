"""What platforms say of likes without a list of them -> acts."""

from __future__ import annotations

from netral.model import AccountSeen, ActSeen, Kind
from netral.sources.tweet import Facts, is_same


def add_like_by_author(facts: Facts, author: AccountSeen | None, comment: ActSeen) -> None:
    """Add that a post's author likes a comment on it, or an answer; when, no platform tells."""
    if author is not None and not is_same(author, comment.actor):
        liked_id, url = comment.native_id, comment.act_url
        like = ActSeen(Kind.LIKE.value, author, comment.actor, object_id=liked_id, object_url=url, precision="interval")
        facts.acts.append(like)
