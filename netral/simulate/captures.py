"""Which capture shows what: planned posts, lists and acts to named files, with the defects real captures have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from netral.simulate.formats import edges, instagram, snscrape
from netral.simulate.formats.envelope import Sheet, write_envelopes
from netral.simulate.plan import Plan, Post
from netral.simulate.region import CAMPAIGN_ROLES, Account

OLD_UNTIL = datetime(2024, 9, 12, tzinfo=UTC)  # until then the agencies' posts were taken with the old tool
FIRST_SWEEP = datetime(2024, 10, 15, 3, tzinfo=UTC)
SECOND_SWEEP_FROM = datetime(2024, 10, 1, tzinfo=UTC)  # the second sweep repeats two weeks of the first
SECOND_SWEEP = datetime(2024, 12, 5, 2, tzinfo=UTC)
FOLLOWERS_AT = datetime(2024, 11, 20, 1, tzinfo=UTC)
INSTITUTIONS = ("opd", "incumbent_office", "party", "media")
Capture = tuple[str, Sheet, list[tuple[dict[str, Any], bool]]]  # name, what its lines repeat, items and "hash is wrong"
COLLECTOR = ("twscrape", "0.14.0")


def write_captures(plan: Plan) -> Iterator[tuple[str, str]]:
    """A plan to (file name, content) of every capture, in a fixed order."""
    for sheet_name, sheet, items in _list_envelopes(plan):
        if items:  # a collector that found nothing leaves no file
            yield f"{sheet_name}.jsonl", _join_lines(write_envelopes(sheet, items))
    yield from _write_bare(plan)
    yield "catatan-instagram.csv", edges.write_journal([a for a in plan.acts if "catatan" in a.books], plan.rng)
    yield "salinan-aduan.csv", edges.write_transcript([a for a in plan.acts if "aduan" in a.books], plan.rng)


def _join_lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _by_time(posts: list[Post]) -> list[Post]:
    return sorted(posts, key=lambda post: (post.created_at, post.native_id))


def _list_envelopes(plan: Plan) -> Iterator[Capture]:
    yield from _list_timelines(plan)
    yield from _list_follow_lists(plan)
    yield from _list_reaction_lists(plan)
    yield from _list_reply_lists(plan)


def _list_timelines(plan: Plan) -> Iterator[Capture]:
    accounts = [a for a in plan.roster.registered if a.role in CAMPAIGN_ROLES and a.platform != "facebook"]
    posts_of: dict[Account, list[Post]] = {account: [] for account in [*accounts, *plan.own_file]}
    for post in _by_time(plan.posts):
        if post.captured and post.author in posts_of:
            posts_of[post.author].append(post)
    for account, posts in posts_of.items():
        if account.platform == "x":
            items = [(snscrape.post_to_item(post, SECOND_SWEEP), post.tampered) for post in posts]
            tool = COLLECTOR
        else:
            items = [(instagram.post_to_item(post, SECOND_SWEEP), False) for post in posts]
            tool = ("snscrape", "0.7.0.20230622")
        name = f"{account.platform}-posts-{account.handle}"
        yield name, Sheet(f"cap-1205-{name}", *tool, "posts", account, account.platform_id, SECOND_SWEEP), items


def _list_follow_lists(plan: Plan) -> Iterator[Capture]:
    followers: dict[Account, list[Account]] = {account: [] for account in plan.roster.campaign_accounts("x")}
    dutiful: dict[Account, list[Account]] = {}
    for follower, followed in dict.fromkeys(plan.follows):
        if followed in followers:
            followers[followed].append(follower)
        if "duty" in follower.flags:
            dutiful.setdefault(follower, []).append(followed)
    for op, lists in (("followers", followers), ("following", dutiful)):
        for account, members in lists.items():
            hidden = plan.rng.choice((0, 3, 17, 120)) if op == "followers" else 0
            hidden += 41 if account is next(iter(followers)) else 0  # one list at least is known to be incomplete
            name = f"x-{op}-{account.handle}"
            sheet = Sheet(
                f"cap-1120-{name}", *COLLECTOR, op, account, account.platform_id, FOLLOWERS_AT, len(members) + hidden
            )
            yield name, sheet, [(snscrape.account_to_item(member, FOLLOWERS_AT), False) for member in members]


def _list_reaction_lists(plan: Plan) -> Iterator[Capture]:
    for number, captured in enumerate(plan.lists, start=1):
        on_x = captured.target.platform == "x"
        name = f"{captured.target.platform}-{captured.op}-{number:02d}"
        tool = COLLECTOR if on_x else ("instaloader", "4.13.1")
        post_id = captured.post.native_id if captured.post else ""
        sheet = Sheet(f"cap-{name}", *tool, captured.op, captured.target, post_id, captured.collected_at,
                      captured.declared, captured.raw_as_text)  # fmt: skip
        yield (
            name,
            sheet,
            [
                (
                    snscrape.account_to_item(member, captured.collected_at)
                    if on_x
                    else instagram.account_to_item(member),
                    False,
                )
                for member in captured.members
            ],
        )


def _list_reply_lists(plan: Plan) -> Iterator[Capture]:
    threads: dict[Post, list[Post]] = {}
    for post in _by_time(plan.posts):
        root = snscrape.find_root(post)
        if post.author.role == "public" and root.author.role in CAMPAIGN_ROLES and root is not post:
            threads.setdefault(root, []).append(post)
    longest = sorted(threads.items(), key=lambda item: (-len(item[1]), item[0].native_id))[:6]
    for number, (root, answers) in enumerate(longest, start=1):
        name = f"x-replies-{number:02d}"
        sheet = Sheet(f"cap-1205-{name}", *COLLECTOR, "replies", root.author, root.native_id, SECOND_SWEEP)
        yield name, sheet, [(snscrape.post_to_item(answer, SECOND_SWEEP), False) for answer in answers]


def _write_bare(plan: Plan) -> Iterator[tuple[str, str]]:
    """Files of items without an envelope: the agencies' sweeps, employees' timelines, and what a search gave."""
    posts = [post for post in _by_time(plan.posts) if post.platform == "x" and not post.tampered]
    agencies = [post for post in posts if post.author.role in INSTITUTIONS]
    old = [post for post in agencies if post.created_at < OLD_UNTIL]
    first = [post for post in agencies if OLD_UNTIL <= post.created_at < FIRST_SWEEP]
    second = [post for post in agencies if post.created_at >= SECOND_SWEEP_FROM]
    people = [post for post in posts if post.author.role == "person"]
    found = [post for post in posts if post.author.role == "public"]
    yield "arsip-akun-opd.jsonl", _join_lines(snscrape.write_old_items(old, OLD_UNTIL))
    yield "x-akun-opd-2024-10-15.jsonl", _join_lines(snscrape.write_items(first, FIRST_SWEEP))
    yield "x-akun-opd-2024-12-05.jsonl", _join_lines(snscrape.write_items(second, SECOND_SWEEP))
    yield "x-akun-pegawai.jsonl", _join_lines(snscrape.write_items(people, SECOND_SWEEP))
    half = len(found) // 2
    early = _join_lines(snscrape.write_items(found[:half], SECOND_SWEEP))
    late = list(snscrape.write_items(found[half:], SECOND_SWEEP))
    yield "x-pencarian-1.jsonl", early
    repeated = early.splitlines(keepends=True)[:1]  # the same line as in the file before
    yield "x-pencarian-2.jsonl", "".join(repeated) + _join_lines(iter(late)) + late[-1][: len(late[-1]) // 2]
