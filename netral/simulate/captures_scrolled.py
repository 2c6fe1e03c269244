"""TikTok and Threads, of which a browser kept what somebody scrolled past."""

from __future__ import annotations

from collections.abc import Iterator

from netral.simulate.captures_lists import list_by_time
from netral.simulate.formats import threads, tiktok, zeeschuimer
from netral.simulate.formats.zeeschuimer import Scrolled
from netral.simulate.packing import Capture, join_lines, pack
from netral.simulate.phases import SECOND_SWEEP
from netral.simulate.plan import Plan
from netral.simulate.posts import Post

SEARCH = "https://www.tiktok.com/search?q=kota%20contoh"
EMBEDDED_EVERY = 5


def write_scrolled(plan: Plan) -> Iterator[Capture]:
    """A plan to the captures of TikTok's videos and comments and of Threads."""
    posts = list_by_time([post for post in plan.posts if post.captured])
    videos = [post for post in posts if post.platform == "tiktok" and not post.answered]
    comments = [post for post in posts if post.platform == "tiktok" and post.answered]
    yield _scroll("tiktok-video.ndjson.zst", "tiktok.com", [
        Scrolled(
            post.native_id, SEARCH, tiktok.post_to_item(post, SECOND_SWEEP, embedded=number % EMBEDDED_EVERY == 0)
        )
        for number, post in enumerate(videos)
    ])  # fmt: skip
    yield _scroll("tiktok-komentar.ndjson.gz", "tiktok-comments", _scroll_comments(comments))
    texts = [post for post in posts if post.platform == "threads"]
    yield _scroll("threads-beranda.ndjson.gz", "threads.net", [
        Scrolled(post.native_id, "https://www.threads.net/", threads.post_to_item(post, SECOND_SWEEP))
        for post in texts
    ])  # fmt: skip


def _scroll_comments(comments: list[Post]) -> list[Scrolled]:
    """Below every other video its own page was open and answers came one by one; else a search, answers within."""
    roots = list(dict.fromkeys(comment.root for comment in comments))
    on_page = set(roots[::2])
    lines = []
    for comment in comments:
        root, is_top = comment.root, comment.answered is comment.root
        if root in on_page:
            lines.append(Scrolled(comment.native_id, root.url, tiktok.comment_to_item(comment, SECOND_SWEEP)))
        elif is_top:
            answers = [each for each in comments if each is not comment and _find_top(each) is comment]
            lines.append(Scrolled(comment.native_id, SEARCH, tiktok.comment_to_item(comment, SECOND_SWEEP, answers)))
    return lines


def _find_top(comment: Post) -> Post:
    """The comment directly below the video that an answer belongs to."""
    while comment.answered and comment.answered.answered:
        comment = comment.answered
    return comment


def _scroll(name: str, platform: str, items: list[Scrolled]) -> Capture:
    return pack(name, "zeeschuimer", join_lines(list(zeeschuimer.write_items(platform, items, SECOND_SWEEP))))
