"""Real posts -> a file as large as wanted, in which each comes again under ids of its own and by other people.

What is invented is written by the hands that wrote the reader; what real posts hold (links, quotes, whole threads of
people) takes longer to read.
"""

from __future__ import annotations

import json
import os
import re
from itertools import count
from pathlib import Path
from typing import Any

FILES = ("user_tweets.tweets.jsonl", "search.tweets.jsonl", "tweet_details.tweets.jsonl")
POST_IDS = {"conversationId", "conversationIdStr", "inReplyToTweetId", "inReplyToTweetIdStr", "edit_tweet_ids"}
HANDLE = re.compile(r"@(\w+)")
POST_STEP, PEOPLE = 1 << 32, 50  # about a second of X's ids a round; so many people behind each name


def find_real_posts() -> Path | None:
    """The folder of posts as twscrape printed them: in NETRAL_REAL_DATA, or shared/data beside the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("NETRAL_REAL_DATA") or beside) / "x_jsonl"
    return folder if folder.is_dir() else None


def write_real_posts(path: Path, folder: Path, megabytes: int) -> Path:
    """Writes at least ``megabytes`` MiB of a folder's posts, one a line, none of them twice; returns ``path``."""
    posts = [json.loads(line) for name in FILES for line in (folder / name).read_text("utf-8").splitlines()]
    rounds = count()
    with path.open("w", encoding="ascii", newline="\n") as stream:
        while stream.tell() < megabytes << 20:
            number = next(rounds)
            for post in posts:
                stream.write(json.dumps(_rename(post, number * POST_STEP, number % PEOPLE)) + "\n")
    return path


def _rename(value: Any, step: int, person: int) -> Any:
    """A value with other ids: those of posts so much higher, and people with a number to their names, in texts too."""
    if isinstance(value, list):
        return [_rename(each, step, person) for each in value]
    if isinstance(value, str):
        return HANDLE.sub(rf"@\g<1>{person}", value)
    if not isinstance(value, dict):
        return value
    is_user = "username" in value
    renamed = {}
    for key, held in value.items():
        if key == "username":
            renamed[key] = f"{held}{person}"
        elif key in POST_IDS or (key in {"id", "id_str"} and "_type" in value):
            renamed[key] = _shift(held, person if is_user else step)
        else:
            renamed[key] = _rename(held, step, person)
    return renamed


def _shift(held: Any, by: int) -> Any:
    if isinstance(held, list):
        return [_shift(each, by) for each in held]
    if isinstance(held, str) and held.isdigit():
        return str(int(held) + by)
    return held + by if isinstance(held, int) else held
