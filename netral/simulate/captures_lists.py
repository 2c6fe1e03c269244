"""What a collector took list by list, each line in an envelope: timelines, followers, likers, retweeters, threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.simulate.accounts import CAMPAIGN_ROLES, Account
from netral.simulate.formats import instagram, minet, snscrape
from netral.simulate.formats.envelope import Sheet, write_envelopes
from netral.simulate.packing import Capture, join_lines, pack
from netral.simulate.phases import FOLLOWERS_AT, SECOND_SWEEP
from netral.simulate.plan import Plan
from netral.simulate.posts import ListCapture, Post

X_TOOL, INSTAGRAM_TOOL, LIKERS_TOOL = ("twscrape", "0.14.0"), ("snscrape", "0.7.0.20230622"), ("instaloader", "4.13.1")
THREADS_TAKEN = 6
Items = list[tuple[dict[str, Any], bool]]  # items, each with whether its hash shall be wrong


def write_lists(plan: Plan) -> Iterator[Capture]:
    """A plan to the captures of its lists; a collector that found nothing leaves no file."""
    yield from _write_timelines(plan)
    yield from _write_follow_lists(plan)
    for number, captured in enumerate(plan.lists, start=1):
        yield _write_reaction_list(number, captured)
    yield from _write_reply_lists(plan)


def list_by_time(posts: list[Post]) -> list[Post]:
    """Posts in order of time."""
    return sorted(posts, key=lambda post: (post.created_at, post.native_id))


def _envelop(name: str, sheet: Sheet, items: Items) -> Capture:
    broken = sum(tampered for _, tampered in items)
    return pack(name, "envelope", join_lines(list(write_envelopes(sheet, items))), broken)


def _write_timelines(plan: Plan) -> Iterator[Capture]:
    """Every campaign account's posts on X; on Instagram the candidates', of whom that tool gave handles and no ids."""
    accounts = [a for a in plan.roster.registered if a.role in CAMPAIGN_ROLES and a.platform == "x"]
    accounts += plan.roster.with_role("instagram", "candidate")
    posts_of: dict[Account, list[Post]] = {account: [] for account in [*accounts, *plan.own_file]}
    for post in list_by_time(plan.posts):
        is_shown = post.captured and not post.timeless and (post.platform == "x" or not post.answered)
        if is_shown and post.author in posts_of:
            posts_of[post.author].append(post)
    for account, posts in posts_of.items():
        name = f"{account.platform}-posts-{account.handle}"
        on_x = account.platform == "x"
        spell = snscrape.post_to_item if on_x else instagram.post_to_item
        tool = X_TOOL if on_x else INSTAGRAM_TOOL
        sheet = Sheet(f"cap-1205-{name}", *tool, "posts", account, account.platform_id, SECOND_SWEEP)
        if posts:
            items = [(spell(post, SECOND_SWEEP), post.tampered) for post in posts]
            yield _envelop(f"{name}.jsonl{'.zst' if on_x and account not in plan.own_file else ''}", sheet, items)


def _write_follow_lists(plan: Plan) -> Iterator[Capture]:
    """Followers of campaign accounts, of each pair's last by a tool that gives bare ids; whom the press follows."""
    followers: dict[Account, list[Account]] = {account: [] for account in plan.roster.campaign_accounts("x")}
    dutiful: dict[Account, list[Account]] = {}
    for follower, followed in dict.fromkeys(plan.follows):
        if followed in followers:
            followers[followed].append(follower)
        if "duty" in follower.flags:
            dutiful.setdefault(follower, []).append(followed)
    bare = {plan.roster.campaign_accounts("x", pair.number)[-1] for pair in plan.roster.pairs}
    yield pack("x-pengikut-minet.csv.gz", "minet", minet.write_followers(
        (account, members) for account, members in followers.items() if account in bare
    ))  # fmt: skip
    for op, lists in (("followers", followers), ("following", dutiful)):
        for account, members in lists.items():
            if account in bare or not members:
                continue
            hidden = plan.rng.choice((0, 3, 17, 120)) if op == "followers" else 0
            hidden += 41 if account is next(iter(followers)) else 0  # one list at least is known to be incomplete
            name = f"x-{op}-{account.handle}"
            sheet = Sheet(
                f"cap-1120-{name}", *X_TOOL, op, account, account.platform_id, FOLLOWERS_AT, len(members) + hidden
            )
            yield _envelop(
                f"{name}.jsonl.gz", sheet, [(snscrape.account_to_item(each, FOLLOWERS_AT), False) for each in members]
            )


def _write_reaction_list(number: int, captured: ListCapture) -> Capture:
    on_x = captured.target.platform == "x"
    name = f"{captured.target.platform}-{captured.op}-{number:02d}"
    spell = snscrape.account_to_item if on_x else instagram.account_to_item
    sheet = Sheet(
        f"cap-{name}", *(X_TOOL if on_x else LIKERS_TOOL), captured.op, captured.target,
        captured.post.native_id if captured.post else "", captured.collected_at, captured.declared,
        captured.raw_as_text,
    )  # fmt: skip
    return _envelop(
        f"{name}.jsonl", sheet, [(spell(member, captured.collected_at), False) for member in captured.members]
    )


def list_threads(plan: Plan) -> list[tuple[Post, list[Post]]]:
    """Campaign posts on X with citizens' answers, those with most first."""
    threads: dict[Post, list[Post]] = {}
    for post in list_by_time(plan.posts):
        root = post.root
        on_x = post.platform == "x" and post.author.role == "public"
        if on_x and root.author.role in CAMPAIGN_ROLES and root is not post:
            threads.setdefault(root, []).append(post)
    return sorted(threads.items(), key=lambda item: (-len(item[1]), item[0].native_id))


def _write_reply_lists(plan: Plan) -> Iterator[Capture]:
    for number, (root, answers) in enumerate(list_threads(plan)[:THREADS_TAKEN], start=1):
        name = f"x-replies-{number:02d}"
        sheet = Sheet(f"cap-1205-{name}", *X_TOOL, "replies", root.author, root.native_id, SECOND_SWEEP)
        items = [(snscrape.post_to_item(answer, SECOND_SWEEP), False) for answer in answers]
        yield _envelop(f"{name}.jsonl.gz", sheet, items)
