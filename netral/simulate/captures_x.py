"""X without envelopes: agencies' sweeps, employees' timelines and searches, each by another tool, and overlapping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from netral.simulate.captures_lists import list_by_time, list_threads
from netral.simulate.formats import minet, snscrape, tweet_harvest, x_api_v2, x_graphql, zeeschuimer
from netral.simulate.formats.zeeschuimer import Scrolled
from netral.simulate.packing import Capture, cut_last_line, join_lines, pack
from netral.simulate.phases import FIRST_SWEEP, SECOND_SWEEP
from netral.simulate.plan import Plan
from netral.simulate.posts import Post

OLD_UNTIL = datetime(2024, 9, 12, tzinfo=UTC)  # until then the agencies' posts were taken with the old tool
SECOND_SWEEP_FROM = datetime(2024, 10, 1, tzinfo=UTC)  # the second sweep repeats two weeks of the first
INSTITUTIONS = ("opd", "incumbent_office", "party", "media")
QUERY, SEARCH = "kota contoh", "https://x.com/search?q=kota%20contoh"
KILLED_POSTS = 30  # that one tool had written when it was killed


def write_x(plan: Plan) -> Iterator[Capture]:
    """A plan to the captures of X that no envelope wraps."""
    posts = [post for post in list_by_time(plan.posts) if post.platform == "x" and not post.tampered]
    yield from _write_agencies([post for post in posts if post.author.role in INSTITUTIONS])
    people = [post for post in posts if post.author.role == "person"]
    yield from _write_people(people, plan)
    yield from _write_searches([post for post in posts if post.author.role in ("public", "person")])
    threads = list_threads(plan)
    if threads:
        root, answers = threads[0]
        yield pack("x-utas-01.json", "x-graphql", x_graphql.write_thread([root, *answers], SECOND_SWEEP))


def _write_agencies(posts: list[Post]) -> Iterator[Capture]:
    """Three sweeps: by snscrape of old, through the API, by twscrape; of an edited post each saw what there was."""
    old = [post for post in posts if post.created_at < OLD_UNTIL]
    first = [post for post in posts if OLD_UNTIL <= post.created_at < FIRST_SWEEP]
    second = [post for post in posts if post.created_at >= SECOND_SWEEP_FROM]
    sweeps = (
        ("arsip-akun-opd.jsonl.gz", "snscrape", list(snscrape.write_old_items(old, OLD_UNTIL))),
        ("x-akun-opd-2024-10-15.jsonl.gz", "x-api-v2", list(x_api_v2.write_pages(first, FIRST_SWEEP))),
        ("x-akun-opd-2024-12-05.jsonl.zst", "snscrape", list(snscrape.write_items(second, SECOND_SWEEP))),
    )
    yield from (pack(name, format_id, join_lines(lines)) for name, format_id, lines in sweeps if lines)


def _write_people(posts: list[Post], plan: Plan) -> Iterator[Capture]:
    """Employees' timelines as raw pages, with one tombstone; from October on minet took them, too."""
    pages: list[str] = []
    for number, author in enumerate(dict.fromkeys(post.author for post in posts)):
        own = [post for post in posts if post.author is author]
        gone = [str(int(own[0].native_id) + 1)] if number == 0 else []
        pages += x_graphql.write_timeline(own, SECOND_SWEEP, gone)
    if pages:
        yield pack("x-akun-pegawai-halaman.jsonl.zst", "x-graphql", join_lines(pages), broken=1)
        late = [post for post in posts if post.created_at >= SECOND_SWEEP_FROM]
        yield pack("x-akun-pegawai-minet.csv", "minet", minet.write_tweets(late, "pegawai", SECOND_SWEEP))


def _write_searches(found: list[Post]) -> Iterator[Capture]:
    """What searches gave, a stretch of time with each tool; two were killed while they wrote."""
    size = max(1, len(found) // 6)
    killed_from = 2 * size - min(size, KILLED_POSTS)
    bounds = [0, killed_from, 2 * size, 3 * size, 4 * size, 5 * size, len(found)]
    parts = [found[start:end] for start, end in pairwise(bounds)]
    first, second = (list(snscrape.write_items(part, SECOND_SWEEP)) for part in parts[:2])
    if second:  # the same line as in the file before, and half a line where the tool was killed
        yield pack("x-pencarian-1.jsonl.gz", "snscrape", join_lines(first))
        yield pack("x-pencarian-2.jsonl", "snscrape", cut_last_line([first[0], *second, second[-1]]), broken=1)
    yield pack("x-pencarian-3.csv", "tweet-harvest", tweet_harvest.write_search(parts[2], SECOND_SWEEP))
    yield pack("x-pencarian-4.csv.gz", "tweet-harvest", tweet_harvest.write_old_search(parts[3], SECOND_SWEEP))
    yield pack("x-pencarian-5.csv.gz", "minet", minet.write_tweets(parts[4], QUERY, SECOND_SWEEP))
    scrolled = [Scrolled(post.native_id, SEARCH, x_graphql.post_to_result(post, SECOND_SWEEP)) for post in parts[5]]
    if scrolled:
        lines = list(zeeschuimer.write_items("twitter.com", scrolled, SECOND_SWEEP))
        yield pack("x-pencarian-6.ndjson.gz", "zeeschuimer", cut_last_line([*lines, lines[-1]]), broken=1)
