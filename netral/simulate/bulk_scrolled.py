"""Big files for benchmarks: posts of Instagram and TikTok as a browser extension keeps what somebody scrolled past."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from netral.simulate import texts
from netral.simulate.formats import instagram_web, tiktok, zeeschuimer
from netral.simulate.formats.zeeschuimer import Scrolled
from netral.simulate.native_ids import draw_post_id
from netral.simulate.phases import PHASES, TIMEZONE
from netral.simulate.posts import Post
from netral.simulate.roster import Roster

MEBIBYTE = 1 << 20
LINES_PER_WRITE = 2000
USERS = 4000
START = datetime.combine(PHASES["campaign"][0], datetime.min.time(), TIMEZONE).astimezone(UTC)
SEEN_AT = datetime(2024, 12, 1, tzinfo=UTC)
PAGES = {"instagram.com": "https://www.instagram.com/", "tiktok.com": "https://www.tiktok.com/search?q=kota%20contoh"}


def write_bulk_scrolled(path: Path, platform: str, seed: int, megabytes: int) -> Path:
    """Writes at least ``megabytes`` MiB of Zeeschuimer's lines, one post each; returns ``path``.

    Parameters
    ----------
    platform : str
        ``instagram.com`` or ``tiktok.com``, as the extension names them.
    """
    lines = zeeschuimer.write_items(platform, _scroll(platform, Random(f"bulk/{platform}/{seed}")), SEEN_AT)
    partial = path.with_name(f".{path.name}.partial")
    written = 0
    with partial.open("wb") as stream:
        while written < megabytes * MEBIBYTE:
            written += stream.write("".join(f"{line}\n" for line in islice(lines, LINES_PER_WRITE)).encode())
    os.replace(partial, path)
    return path


def _scroll(platform: str, rng: Random) -> Iterator[Scrolled]:
    """Posts without end; few accounts write most, and every third post names somebody."""
    name = platform.removesuffix(".com")
    roster = Roster(rng)
    accounts = [roster.add_citizen(name) for _ in range(USERS)]
    phrases = [phrase.format(kel=place, kel2=place) for phrase in texts.DAILY_POSTS for place in texts.VILLAGES]
    at = START
    while True:
        at += timedelta(seconds=rng.randrange(1, 40))
        author = accounts[min(int(rng.paretovariate(0.7)) - 1, USERS - 1)]
        named = (rng.choice(accounts),) if rng.random() < 1 / 3 else ()
        native_id = draw_post_id(rng, name, at)
        likes = int(rng.paretovariate(0.7)) % 90_000
        post = Post(name, native_id, author, at, rng.choice(phrases), likes=likes, mentioned=named)
        yield Scrolled(native_id, PAGES[platform], _post_to_item(post))


def _post_to_item(post: Post) -> dict[str, Any]:
    return (tiktok.post_to_item if post.platform == "tiktok" else instagram_web.post_to_list_item)(post, SEEN_AT)
