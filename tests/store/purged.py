"""An invented investigation from which an account is to be purged, and what is left of the account in it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import zstandard

from netral import pipeline
from netral.model import Investigation
from tests.invented_investigation import Invention, make_envelope, make_tweet

ME, MY_ID = "dinas_hilang", 770011223344
OTHER, OTHER_ID = "dinas_tetap", 880011223344
RELAWAN, RELAWAN_ID = "relawan_uji", 990011223344
AT = "2024-10-01T02:00:00+00:00"


def read_content(path: Path) -> bytes:
    """A file's bytes, decompressed; of Parquet its cells as text."""
    data = path.read_bytes()
    if data[:4] == b"PAR1":
        return json.dumps(pq.ParquetFile(path).read().to_pylist(), default=str).encode()
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if data[:4] == b"\x28\xb5\x2f\xfd" else data


def find_traces(folder: Path, *words: str) -> list[str]:
    """The files below a folder that hold a word in their name or content."""
    return [
        f"{path.relative_to(folder).as_posix()}: {word}"
        for path in sorted(folder.rglob("*"))
        for word in words
        if path.is_file() and (word in path.name.lower() or word.encode() in read_content(path).lower())
    ]


def make_page(*posts: tuple[int, int, str, str], promoted: str = "") -> dict[str, Any]:
    """A page of X's own: posts as (id, author's id, author's handle, text)."""
    entries = [
        {"entryId": f"tweet-{native_id}", "content": {"itemContent": {"itemType": "TimelineTweet", "tweet_results": {
            "result": {"__typename": "Tweet", "rest_id": str(native_id), "core": {"user_results": {"result": {
                "rest_id": str(user_id), "legacy": {"screen_name": handle, "name": handle}}}},
                "legacy": {"full_text": text, "created_at": "Tue Oct 01 02:00:00 +0000 2024"}}}}}}
        for native_id, user_id, handle, text in posts
    ]  # fmt: skip
    if promoted:
        entries.append({"entryId": "who-to-follow-1", "content": {"items": [{"screen_name": promoted}]}})
    return {"data": {"timeline": {"instructions": [{"type": "TimelineAddEntries", "entries": entries}]}}}


def invent_purge(tmp_path: Path) -> Investigation:
    """Two agencies and a volunteer, seen in every kind of capture; the first agency is to be purged."""
    invention = Invention(tmp_path / "data" / "uji-2024")
    invention.opd(ME, platform_id=str(MY_ID))
    invention.opd(OTHER, platform_id=str(OTHER_ID), note=f"dahulu memakai akun @{ME}")
    invention.volunteer(RELAWAN, platform_id=str(RELAWAN_ID))
    for actor in (ME, OTHER, OTHER):
        invention.act(actor, "share", RELAWAN)
    invention.ingest()
    shared = make_tweet(5, (RELAWAN_ID, RELAWAN), AT)
    lines = [
        make_tweet(11, (MY_ID, ME), AT, retweetedTweet=shared),
        make_tweet(12, (OTHER_ID, OTHER), AT, retweetedTweet=shared),
        make_tweet(13, (RELAWAN_ID, RELAWAN), AT, f"terima kasih\n@{ME.upper()}!"),
        make_tweet(14, (MY_ID, "nama_lama_saya"), AT),
    ]
    invention.ingest_lines("arsip.jsonl", lines)
    follower = {"_type": "snscrape.modules.twitter.User", "username": OTHER, "id": OTHER_ID}
    invention.ingest_lines(
        f"pengikut-{ME}.jsonl",
        [make_envelope(follower, AT, "followers", target_id=str(MY_ID), target_handle=ME)],
    )
    invention.ingest_lines("bare.jsonl", [follower], op="followers", target=f"x:@{ME}")
    return invention.write()


def add_capture(investigation: Investigation, name: str, data: bytes) -> None:
    path = investigation.folder.parent.parent / name
    path.write_bytes(data)
    pipeline.ingest_captures(investigation, [path])
