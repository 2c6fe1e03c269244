"""Big files for benchmarks: X items as JSONL, and edges as Parquet; cheap to write, with the tails real data has."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from netral.simulate import texts
from netral.simulate.accounts import Account
from netral.simulate.formats.snscrape import SOURCE, account_to_item, account_to_ref
from netral.simulate.native_ids import SNOWFLAKE_EPOCH_MS
from netral.simulate.phases import PHASES, TIMEZONE
from netral.simulate.roster import Roster

SOURCE_JSON = json.dumps(SOURCE)
MEBIBYTE = 1 << 20
LINES_PER_WRITE = 2000
ROWS_PER_GROUP = 1 << 20
FOLLOW_SHARE = 0.4
ROSTER_SHARE, WATCH_SHARE = 0.1, 0.9  # rows in which an employee acts, rows that a campaign account receives
POSTS_PER_ACCOUNT = 300
LAST_DELAY_SECONDS = 3 * 86400  # nobody reacts to an older post
KIND_SHARES = {"share": 0.5, "reply": 0.2, "like": 0.12, "mention": 0.1, "quote": 0.05, "comment": 0.03}
CAMPAIGN_START = datetime.combine(PHASES["campaign"][0], datetime.min.time(), TIMEZONE).astimezone(UTC)
CAMPAIGN_SECONDS = ((PHASES["vote"][1] - PHASES["campaign"][0]).days + 1) * 86400
OBSERVED_AT = datetime(2024, 12, 1, tzinfo=UTC)
Indexes = np.ndarray[Any, np.dtype[np.int64]]
EDGES_SCHEMA = pa.schema([
    ("platform", pa.string()), ("actor", pa.string()), ("kind", pa.string()), ("target", pa.string()),
    ("occurred_at", pa.timestamp("us", tz="UTC")), ("object_url", pa.string()), ("weight", pa.int64()),
    ("observed_at", pa.timestamp("us", tz="UTC")),
])  # fmt: skip


def write_bulk_x_jsonl(path: Path, seed: int, megabytes: int) -> Path:
    """Writes at least ``megabytes`` MiB of twscrape-shaped tweets, one a line, about 2 to 4 KB each; returns ``path``.

    Half are retweets, quotes (both nesting the other post in full) or replies; a few accounts write most. Every id is
    distinct and rises with time.
    """
    rng = Random(f"bulk/{seed}")
    writer = _TweetWriter(rng)
    partial = path.with_name(f".{path.name}.partial")
    written = 0
    with partial.open("wb") as stream:
        while written < megabytes * MEBIBYTE:
            written += stream.write("".join(writer.write_line() for _ in range(LINES_PER_WRITE)).encode("ascii"))
    os.replace(partial, path)
    return path


class _TweetWriter:
    """Puts tweets together from pieces of JSON made once: users, references and texts."""

    def __init__(self, rng: Random, users: int = 4000) -> None:
        self.rng = rng
        roster = Roster(rng)
        accounts: list[Account] = [roster.add_citizen() for _ in range(users)]
        seen_at = datetime(2024, 12, 1, tzinfo=UTC)
        self.handles = [account.handle for account in accounts]
        self.users = [json.dumps(account_to_item(account, seen_at)) for account in accounts]
        self.refs = [json.dumps(account_to_ref(account, seen_at)) for account in accounts]
        phrases = (*texts.SERVICE_POSTS, *texts.DAILY_POSTS, *texts.COMMENTS, *texts.NEWS_POSTS)
        self.texts = [json.dumps(p.format(kel=v, kel2=v))[1:-1] for p in phrases for v in texts.VILLAGES]
        self.at = CAMPAIGN_START
        self.recent: list[tuple[int, str, str]] = []  # author, id, JSON of posts that others may refer to

    def write_line(self) -> str:
        """The next tweet, with its line end."""
        rng = self.rng
        author = min(int(rng.paretovariate(0.7)) - 1, len(self.users) - 1)
        fate = rng.random()
        kind = (
            "post"
            if fate < 0.5 or len(self.recent) < 50
            else "share"
            if fate < 0.68
            else "quote"
            if fate < 0.74
            else "reply"
        )
        line = self._compose(author, kind)
        return line + "\n"

    def _compose(self, author: int, kind: str) -> str:
        rng = self.rng
        self.at += timedelta(seconds=rng.randrange(1, 40))
        milliseconds = int(self.at.timestamp()) * 1000 + rng.randrange(1000) - SNOWFLAKE_EPOCH_MS
        native_id = str((milliseconds << 22) | rng.randrange(1 << 22))
        other, other_id, other_json = rng.choice(self.recent) if kind != "post" else (0, "", "")
        named = (
            [other] if kind in ("share", "reply") else [rng.randrange(len(self.users))] if rng.random() < 0.3 else []
        )
        text = rng.choice(self.texts)
        if kind == "share":
            text = f"RT @{self.handles[other]}: {text}"
        elif named:
            text = " ".join(f"@{self.handles[n]}" for n in named) + " " + text
        likes = int(rng.paretovariate(0.7)) % 90000
        reply_id, reply_text = (other_id, f'"{other_id}"') if kind == "reply" else ("null", "null")
        line = (
            f'{{"id": {native_id}, "id_str": "{native_id}", '
            f'"url": "https://x.com/{self.handles[author]}/status/{native_id}", '
            f'"date": "{self.at:%Y-%m-%d %H:%M:%S}+00:00", "user": {self.users[author]}, '
            f'"lang": "in", "rawContent": "{text}", '
            f'"replyCount": {likes // 9}, "retweetCount": {likes // 4}, "likeCount": {likes}, '
            f'"quoteCount": {likes // 30}, "bookmarkedCount": {likes // 40}, '
            f'"conversationId": {other_id if kind == "reply" else native_id}, '
            f'"conversationIdStr": "{other_id if kind == "reply" else native_id}", "hashtags": [], "cashtags": [], '
            f'"mentionedUsers": [{", ".join(self.refs[n] for n in named)}], "links": [], '
            f'"media": {{"photos": [{{"url": "https://pbs.twimg.com/media/{native_id}.jpg"}}], '
            f'"videos": [], "animated": []}}, '
            f'"viewCount": {likes * 31}, "retweetedTweet": {other_json if kind == "share" else "null"}, '
            f'"quotedTweet": {other_json if kind == "quote" else "null"}, "place": null, "coordinates": null, '
            f'"inReplyToTweetId": {reply_id}, "inReplyToTweetIdStr": {reply_text}, '
            f'"inReplyToUser": {self.refs[other] if kind == "reply" else "null"}, '
            f'"source": {SOURCE_JSON}, '
            f'"sourceUrl": "https://mobile.twitter.com", "sourceLabel": "Twitter Web App", "card": null, '
            f'"possibly_sensitive": false, "isQuoteStatus": {"true" if kind == "quote" else "false"}, '
            f'"isTranslatable": false, "displayTextRange": [0, {min(len(text), 280)}], '
            f'"inReplyToScreenName": {chr(34) + self.handles[other] + chr(34) if kind == "reply" else "null"}, '
            f'"editControl": {{"edit_tweet_ids": ["{native_id}"], "editable_until_msecs": "{milliseconds}", '
            f'"edits_remaining": "5", "is_edit_eligible": true}}, '
            f'"voiceInfo": null, "_type": "snscrape.modules.twitter.Tweet"}}'
        )
        if kind == "post":
            self._remember(author, native_id, line)
        return line

    def _remember(self, author: int, native_id: str, line: str) -> None:
        if len(self.recent) < 400:
            self.recent.append((author, native_id, line))
        elif self.rng.random() < 0.2:
            self.recent[self.rng.randrange(400)] = (author, native_id, line)


def write_bulk_edges(path: Path, seed: int, interactions: int, roster: int, watch: int, others: int) -> Path:
    """Writes ``interactions`` edges as Parquet in the ``edges`` format; returns ``path``.

    Two fifths are follows (no time, no object), the others acts in the campaign with a UTC time and the address of a
    post of their target. All on x. Activity and popularity have Pareto tails.

    Parameters
    ----------
    interactions : rows.
    roster : employees' accounts, handles ``asn_0000000`` on; they act in about a tenth of the rows.
    watch : campaign accounts, handles ``relawan_0000000`` on, the targets of nine rows in ten.
    others : citizens, handles ``warga_0000000`` on; they act in the other rows and are targets of the rest.
    """
    rng = np.random.default_rng([seed, interactions])
    counts = {"asn": roster, "relawan": watch, "warga": others}
    names = pa.array([f"{stem}_{n:07d}" for stem, count in counts.items() for n in range(count)])
    partial = path.with_name(f".{path.name}.partial")
    with pq.ParquetWriter(partial, EDGES_SCHEMA, compression="zstd") as writer:
        for start in range(0, interactions, ROWS_PER_GROUP):
            writer.write_table(
                _draw_edges(rng, min(ROWS_PER_GROUP, interactions - start), names, (roster, watch, others))
            )
    os.replace(partial, path)
    return path


def _draw_edges(rng: np.random.Generator, rows: int, names: pa.Array, sizes: tuple[int, int, int]) -> pa.Table:
    roster, watch, others = sizes
    citizens = roster + watch + _draw_tail(rng, others, rows)
    actor = np.where(rng.random(rows) < ROSTER_SHARE, _draw_tail(rng, roster, rows), citizens)
    target = np.where(rng.random(rows) < WATCH_SHARE, roster + _draw_tail(rng, watch, rows), rng.permutation(citizens))
    follow = rng.random(rows) < FOLLOW_SHARE
    kinds = np.where(follow, 0, 1 + rng.choice(len(KIND_SHARES), rows, p=list(KIND_SHARES.values())))
    post_seconds = _draw_post_seconds(rng, target)
    seconds = post_seconds + (rng.pareto(0.8, rows) * 300).astype(np.int64) % LAST_DELAY_SECONDS
    start_us = int(CAMPAIGN_START.timestamp()) * 1_000_000
    instant = EDGES_SCHEMA.field("occurred_at").type
    return pa.table(
        [
            pa.repeat("x", rows), names.take(pa.array(actor)), pa.array(["follow", *KIND_SHARES]).take(pa.array(kinds)),
            names.take(pa.array(target)), pa.array(start_us + seconds * 1_000_000, mask=follow).cast(instant),
            _spell_urls(target, post_seconds, names, follow), pa.repeat(pa.scalar(1, pa.int64()), rows),
            pa.repeat(pa.scalar(OBSERVED_AT, instant), rows),
        ],
        schema=EDGES_SCHEMA,
    )  # fmt: skip


def _draw_tail(rng: np.random.Generator, size: int, rows: int) -> Indexes:
    """Indexes below ``size`` of which few are drawn often: a Pareto tail (exponent 0.9), folded back at the end."""
    return (rng.pareto(0.9, rows) * max(1.0, size / 50)).astype(np.int64) % max(1, size)


def _draw_post_seconds(rng: np.random.Generator, target: Indexes) -> Indexes:
    """When the post acted upon was written, in seconds since the campaign began; a target's first posts are hot."""
    post = _draw_tail(rng, POSTS_PER_ACCOUNT, len(target))
    return (post * 7919 + target * 104_729) * 61 % (CAMPAIGN_SECONDS - LAST_DELAY_SECONDS)


def _spell_urls(
    target: Indexes, post_seconds: Indexes, names: pa.Array, follow: np.ndarray[Any, np.dtype[np.bool_]]
) -> pa.Array:
    """Addresses with the snowflake id that a post of that second and author has; none for a follow."""
    milliseconds = (int(CAMPAIGN_START.timestamp()) + post_seconds) * 1000 - SNOWFLAKE_EPOCH_MS
    ids = pa.array((milliseconds << 22) | (target & 0x3FFFFF)).cast(pa.string())
    urls = pc.binary_join_element_wise("https://x.com/", names.take(pa.array(target)), "/status/", ids, "")
    return pc.if_else(pa.array(follow), pa.scalar(None, pa.string()), urls)
