"""The CSV of tweet-harvest's searches: today's, and that of versions before 2.5, which did not double quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from netral.simulate.formats.x_post import count_reactions, spell_text
from netral.simulate.posts import Post

COLUMNS = (
    "conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "image_url",
    "in_reply_to_screen_name", "lang", "location", "quote_count", "reply_count", "retweet_count", "tweet_url",
    "user_id_str", "username",
)  # fmt: skip
TIME, OLD_TIME = "%Y-%m-%dT%H:%M:%S.000Z", "%a %b %d %H:%M:%S +0000 %Y"


def write_search(posts: Iterable[Post], seen_at: datetime) -> str:
    """Posts to comma-separated rows with ISO times."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_post_to_row(post, seen_at, TIME) for post in posts)
    return stream.getvalue()


def write_old_search(posts: Iterable[Post], seen_at: datetime) -> str:
    """Posts to semicolon-separated rows with X's own times: quotes stand as they are, semicolons are taken out."""
    rows = [";".join(COLUMNS)]
    for post in posts:
        cells = (str(cell).replace(";", " ").replace("\r", " ").replace("\n", " ")
                 for cell in _post_to_row(post, seen_at, OLD_TIME))  # fmt: skip
        rows.append(";".join(f'"{cell}"' for cell in cells))
    return "\n".join(rows) + "\n"


def _post_to_row(post: Post, seen_at: datetime, time_format: str) -> list[object]:
    handle, counts = post.author.handle_at(seen_at), count_reactions(post, seen_at)
    return [
        post.root.native_id, post.created_at.strftime(time_format), counts["likeCount"], spell_text(post, seen_at),
        post.native_id, "", post.answered.author.handle_at(seen_at) if post.answered else "", "in", "Kota Contoh",
        counts["quoteCount"], counts["replyCount"], counts["retweetCount"],
        f"https://x.com/{handle}/status/{post.native_id}", post.author.platform_id, handle,
    ]  # fmt: skip
