"""Instagram beyond lists: who posts with whom and who comments, by instaloader, minet and a browser that scrolled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from netral.simulate.captures_lists import list_by_time
from netral.simulate.formats import instagram_web, instaloader, minet, zeeschuimer
from netral.simulate.formats.zeeschuimer import Scrolled
from netral.simulate.packing import Capture, join_lines, pack
from netral.simulate.phases import SECOND_SWEEP
from netral.simulate.plan import Plan
from netral.simulate.posts import Post

FOLDERS = 3  # posts that instaloader took besides those two tools took
VISITED_AFTER = timedelta(days=3)
TILES = 12
FEED = "https://www.instagram.com/"


def write_instagram(plan: Plan) -> Iterator[Capture]:
    """A plan to the captures of Instagram's posts and comments."""
    posts = [post for post in list_by_time(plan.posts) if post.platform == "instagram" and post.captured]
    roots = [post for post in posts if not post.answered and not post.timeless]
    comments: dict[Post, list[Post]] = {}
    for post in posts:
        if post.answered:
            comments.setdefault(post.root, []).append(post)
    yield from _write_posts(roots, [post for post in posts if post.timeless])
    yield from _write_comments(comments)
    yield from _write_pictures([post for post in roots if post.picture])


def _write_pictures(posts: list[Post]) -> Iterator[Capture]:
    """Posts and their pictures side by side, as instaloader names them."""
    for post in posts:
        name, _ = instaloader.name_files(post)
        yield pack(f"{name}.xz", "instaloader", instaloader.write_post(post, post.created_at + VISITED_AFTER))
        yield Capture(f"{name.removesuffix('.json')}.jpg", "picture", post.picture)


def _write_posts(roots: list[Post], timeless: list[Post]) -> Iterator[Capture]:
    """Teams' posts by minet, everybody's but theirs and the candidates' by a browser; joint posts by both."""
    joint = [post for post in roots if post.coauthors or post.tagged]
    listed = [post for post in roots if post.author.role == "campaign_team" or post in joint]
    scrolled = [post for post in roots if post.author.role not in ("campaign_team", "candidate") or post in joint]
    garbled = [post for post in listed if not post.text.isascii()][:1]
    yield pack("instagram-tim-minet.csv", "minet", minet.write_instagram_posts(listed, SECOND_SWEEP, garbled))
    items = [Scrolled(post.native_id, FEED, instagram_web.post_to_list_item(post, SECOND_SWEEP)) for post in scrolled]
    yield _scroll("instagram-beranda.ndjson.gz", items)
    tiles = [*timeless, *[post for post in roots if post.author.role == "volunteer"][:TILES]]
    items = [Scrolled(post.native_id, FEED, instagram_web.post_to_tile(post, SECOND_SWEEP)) for post in tiles]
    yield _scroll("instagram-profil.ndjson", items)


def _write_comments(comments: dict[Post, list[Post]]) -> Iterator[Capture]:
    """Comments post by post: in instaloader's folders, in minet's rows, or on the screen; of some by two tools."""
    rows: list[Post] = []
    opened: list[Scrolled] = []
    folders = 0
    for number, (root, answers) in enumerate(comments.items()):
        in_folder = root.seen_twice or (number % 3 == 0 and folders < FOLDERS)
        if in_folder:
            folders += not root.seen_twice
            yield from _write_folder(root, answers, is_compressed=number % 2 == 0)
        elif number % 3 == 2:
            node = instagram_web.post_to_graph_node(root, SECOND_SWEEP, answers)
            opened.append(Scrolled(root.native_id, root.url, node))
        if root.seen_twice or (number % 3 != 2 and not in_folder):
            rows += answers
    yield pack("instagram-komentar-minet.csv", "minet", minet.write_instagram_comments(rows, SECOND_SWEEP))
    if opened:
        yield _scroll("instagram-kiriman.ndjson.zst", opened)


def _write_folder(root: Post, answers: list[Post], is_compressed: bool) -> Iterator[Capture]:
    seen_at = root.created_at + VISITED_AFTER
    name, comments_name = instaloader.name_files(root)
    if is_compressed:
        yield pack(f"{name}.xz", "instaloader", instaloader.write_post(root, seen_at))
    else:
        yield pack(name, "instaloader", instaloader.write_post_indented(root, seen_at))
    yield pack(comments_name, "instaloader", instaloader.write_comments(root, answers, seen_at))


def _scroll(name: str, items: list[Scrolled]) -> Capture:
    return pack(name, "zeeschuimer", join_lines(list(zeeschuimer.write_items("instagram.com", items, SECOND_SWEEP))))
