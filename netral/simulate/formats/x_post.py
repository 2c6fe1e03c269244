"""What X says of a post whatever tool asks: its text, whom it names, its counts, which grow."""

from __future__ import annotations

from datetime import datetime

from netral.simulate.accounts import Account
from netral.simulate.posts import Post


def count_reactions(post: Post, seen_at: datetime) -> dict[str, int]:
    """Counts grow with the days a post has been seen, so that two captures of it differ."""
    days = max(0, (seen_at - post.created_at).days)
    likes = post.likes + days
    return {"replyCount": likes // 9, "retweetCount": likes // 4, "likeCount": likes, "quoteCount": likes // 30}


def list_named(post: Post) -> list[Account]:
    """Accounts X lists as mentioned: the shared author, the answered, and whoever the text names."""
    first = [other.author for other in (post.shared, post.answered) if other]
    return list(dict.fromkeys([*first, *post.mentioned]))


def spell_text(post: Post, seen_at: datetime) -> str:
    """The text as X gives it: answers begin with the handles of the thread, mentions stand at the end."""
    handles = [f"@{account.handle_at(seen_at)}" for account in list_named(post)]
    if post.shared or not handles:
        return post.text
    return " ".join([*handles, post.text] if post.answered else [post.text, *handles])


def list_hashtags(text: str) -> list[str]:
    """Hashtags of a text, without the sign."""
    return [word[1:] for word in text.split() if word.startswith("#") and len(word) > 1]


def locate_mentions(post: Post, seen_at: datetime) -> list[tuple[Account, int, int]]:
    """The accounts a post names, each with where in the text its handle begins and ends."""
    text, found = spell_text(post, seen_at), []
    for account in list_named(post):
        handle = account.handle_at(seen_at)
        start = max(0, text.find(f"@{handle}"))
        found.append((account, start, start + 1 + len(handle)))
    return found
