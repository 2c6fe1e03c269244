"""Ingest (hash, parse, name, dedupe, write, merge) beside pandas and DuckDB that only parse the same file."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import RUNS, Comparison, compare
from benchmarks.real_posts import find_real_captures, write_real_collected, write_real_posts

MEGABYTES, LARGE_MEGABYTES = 200, 2000

USER = "STRUCT(id VARCHAR, id_str VARCHAR, username VARCHAR, displayname VARCHAR)"
STRUCTS = {
    "user": USER,
    "inReplyToUser": USER,
    "mentionedUsers": f"{USER}[]",
    "editControl": "STRUCT(edit_tweet_ids VARCHAR[])",
}
NESTED = ("retweetedTweet", "quotedTweet")
# What only users' items and older tools have.
ABSENT = {"username", "displayname", "followersCount", "content", "outlinks", "tcooutlinks", "editState"}


def ingest(folder: str, path: str) -> int:
    """Our side: the whole ingest into an empty store, that of a copy of the investigation; rows read."""
    from netral.pipeline import ingest_captures, open_investigation

    fresh = Path(tempfile.mkdtemp(dir=Path(folder).parent))
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("store", "captures"), dirs_exist_ok=True)
    return ingest_captures(open_investigation(fresh), [Path(path)])[0].capture.read


def ingest_again(folder: str, path: str) -> int:
    """Our side, when the store has the file already."""
    from netral.pipeline import ingest_captures, open_investigation

    return ingest_captures(open_investigation(folder), [Path(path)])[0].capture.read


def read_with_pandas(path: str) -> int:
    """The peer: pandas.read_json, parsing only."""
    import pandas as pd

    return len(pd.read_json(path, lines=True))


def read_with_duckdb(path: str, columns: str) -> int:
    """The peer: DuckDB's bare read of the fields that the ingest needs, into a table in memory."""
    import duckdb

    con = duckdb.connect()
    con.execute(
        f"CREATE TABLE posts AS SELECT * FROM read_json(?, format = 'newline_delimited', columns = {columns})", [path]
    )
    row = con.execute("SELECT count(*) FROM posts").fetchone()
    return int(row[0]) if row else 0


def list_needed() -> str:
    """The fields that the parser's typed shape declares and the file holds, with the types DuckDB reads them as."""
    from msgspec.structs import fields

    from netral.sources.snscrape import Item

    names = [field.encode_name for field in fields(Item) if field.encode_name not in ABSENT]
    post = {name: STRUCTS.get(name, "VARCHAR") for name in names if name not in NESTED}
    nested = ", ".join(f'"{name}" {kind}' for name, kind in post.items())
    columns = post | dict.fromkeys(NESTED, f"STRUCT({nested})")
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"


def run() -> list[Comparison]:
    """X beside both peers, invented and, where there are any, real; Instagram and TikTok; a file ten times as large."""
    from netral.simulate import write_bulk_scrolled, write_bulk_x_jsonl, write_region

    with tempfile.TemporaryDirectory(prefix="netral-bench-") as place:
        region, path = str(write_region(Path(place) / "region", seed=1)), Path(place) / "x.jsonl"
        write_bulk_x_jsonl(path, seed=1, megabytes=MEGABYTES)
        ingest_again(region, str(path))
        lines = [
            _compare(f"ingest {MEGABYTES} MB of X JSONL", region, path, "pandas.read_json", "read_with_pandas"),
            _compare(f"ingest {MEGABYTES} MB of X JSONL", region, path, "DuckDB, needed fields", "read_with_duckdb"),
            _compare("the same file again", region, path, "its first ingest", "ingest", ours="ingest_again", runs=1),
        ]
        if folder := find_real_captures():
            write_real_posts(path, folder, MEGABYTES)
            for peer in (("pandas.read_json", "read_with_pandas"), ("DuckDB, needed fields", "read_with_duckdb")):
                lines.append(_compare(f"ingest {MEGABYTES} MB of real posts of X, multiplied", region, path, *peer))
            write_real_collected(path, folder, MEGABYTES)
            work = f"ingest {MEGABYTES} MB of the same as Zeeschuimer collects them"
            lines.append(_compare(work, region, path, "pandas.read_json", "read_with_pandas"))
        for name, platform in (("Instagram", "instagram.com"), ("TikTok", "tiktok.com")):
            write_bulk_scrolled(path, platform, seed=1, megabytes=MEGABYTES)
            work = f"ingest {MEGABYTES} MB of {name}, Zeeschuimer"
            lines.append(_compare(work, region, path, "pandas.read_json", "read_with_pandas"))
        write_bulk_x_jsonl(path, seed=1, megabytes=LARGE_MEGABYTES)
        work = f"ingest {LARGE_MEGABYTES} MB of X JSONL"
        return [*lines, _compare(work, region, path, "DuckDB, needed fields", "read_with_duckdb", runs=1)]


def _compare(work: str, region: str, path: Path, peer: str, function: str, ours: str = "ingest", runs: int = RUNS
) -> Comparison:  # fmt: skip
    """One line of the table, with megabytes a second."""
    module = "benchmarks.ingest"
    known = {"ingest": (region, str(path)), "read_with_duckdb": (str(path), list_needed())}
    asked = (module, function, *known.get(function, (str(path),)))
    line = compare(work, (module, ours, region, str(path)), peer, asked, runs)
    speed = path.stat().st_size / 1e6 / line.ours.seconds
    return replace(line, work=f"{work}: {speed:.0f} MB/s, {line.ours.rows / line.ours.seconds:,.0f} rows/s")
