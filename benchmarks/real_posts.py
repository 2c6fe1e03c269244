"""Real posts -> a file as large as wanted, in which each comes again under ids of its own and by other people.

What is invented is written by the hands that wrote the reader; what real posts hold (links, quotes, whole threads of
people) takes longer to read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

FILES = ("user_tweets.tweets.jsonl", "search.tweets.jsonl", "tweet_details.tweets.jsonl")
PAGES = ("raw_user_tweets.json", "raw_search.json", "raw_tweet_details.json")
POST_IDS = frozenset(
    "conversationId conversationIdStr inReplyToTweetId inReplyToTweetIdStr edit_tweet_ids rest_id id_str "
    "conversation_id_str in_reply_to_status_id_str quoted_status_id_str".split()
)
USER_IDS = frozenset({"user_id_str", "in_reply_to_user_id_str"})
HANDLES = frozenset({"username", "screen_name", "in_reply_to_screen_name"})
HANDLE = re.compile(r"@(\w+)")
POST_STEP, PEOPLE = 1 << 32, 50  # about a second of X's ids a round; so many people behind each name


def find_real_captures() -> Path | None:
    """The folder of real captures: NETRAL_REAL_DATA, or shared/data beside the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("NETRAL_REAL_DATA") or beside)
    return folder if (folder / "x_jsonl").is_dir() else None


def write_real_posts(path: Path, folder: Path, megabytes: int) -> Path:
    """Writes at least ``megabytes`` MiB of real posts as twscrape prints them, none twice; returns ``path``."""
    texts = [(folder / "x_jsonl" / name).read_text("utf-8") for name in FILES]
    posts = [json.loads(line) for text in texts for line in text.splitlines()]
    return _write_rounds(path, megabytes, lambda number: (_rename_round(post, number) for post in posts))


def write_real_collected(path: Path, folder: Path, megabytes: int) -> Path:
    """Writes at least ``megabytes`` MiB of real posts as Zeeschuimer collects them from X's pages; returns ``path``."""
    pages = [json.loads((folder / "x_graphql" / name).read_text("utf-8")) for name in PAGES]
    results = [result for page in pages for result in _find_results(page) if "rest_id" in result]
    return _write_rounds(path, megabytes, lambda number: (_collect(result, number) for result in results))


def _write_rounds(path: Path, megabytes: int, make_round: Callable[[int], Iterable[Any]]) -> Path:
    rounds = count()
    with path.open("w", encoding="ascii", newline="\n") as stream:
        while stream.tell() < megabytes << 20:
            stream.writelines(json.dumps(item) + "\n" for item in make_round(next(rounds)))
    return path


def _find_results(node: Any) -> Iterator[dict[str, Any]]:
    """The posts of a page, not those within them."""
    if isinstance(node, dict):
        if isinstance(result := (node.get("tweet_results") or {}).get("result"), dict):
            yield result
            return
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        yield from _find_results(child)


def _collect(result: Any, number: int) -> dict[str, Any]:
    """A post in a line of the extension."""
    renamed = _rename_round(result, number)
    return {
        "id": 0,
        "nav_index": "1:1",
        "item_id": renamed["rest_id"],
        "timestamp_collected": 1_727_748_000_000 + number,
        "source_platform": "twitter.com",
        "source_platform_url": "https://x.com/home",
        "source_url": "https://x.com/i/api/graphql/SearchTimeline",
        "user_agent": "browser",
        "data": {**renamed, "id": renamed["rest_id"]},
    }


def _rename_round(item: Any, number: int) -> Any:
    return _rename(item, number * POST_STEP, number % PEOPLE)


def _rename(value: Any, step: int, person: int) -> Any:
    """A value with other ids: those of posts so much higher, and people with a number to their names, in texts too."""
    if isinstance(value, list):
        return [_rename(each, step, person) for each in value]
    if isinstance(value, str):
        return HANDLE.sub(rf"@\g<1>{person}", value)
    if not isinstance(value, dict):
        return value
    is_user = "username" in value or value.get("__typename") == "User" or {"screen_name", "indices"} <= value.keys()
    renamed = {}
    for key, held in value.items():
        if key in HANDLES:
            renamed[key] = held and f"{held}{person}"
        elif key in USER_IDS:
            renamed[key] = _shift(held, person)
        elif key in POST_IDS or (key == "id" and "_type" in value):
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
