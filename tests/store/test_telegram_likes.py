"""One account's like of one Telegram message, whose reaction changes from one export to the next: one act."""

from __future__ import annotations

import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.model import Investigation
from netral.pipeline import ingest_captures
from tests.integration.stored import forget_captures, read_tables
from tests.invented_investigation import Invention, write_table
from tests.sources.invented import AT_US
from tests.sources.invented_formats import make_export, make_message
from tests.store.captured import COLUMNS, list_rows, read_table

LIKED_BY_HAND = {
    "platform": "telegram",
    "actor": "id:22",
    "kind": "like",
    "object_url": "https://t.me/c/900/1",
    "occurred_at": "2024-10-03T10:00:00+08:00",
}


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent(tmp_path / "wilayah")


def invent(folder: Path) -> Investigation:
    invention = Invention(folder)
    invention.opd("dinas_contoh", platform="telegram", platform_id="11")
    invention.person("pegawai_contoh", platform="telegram", platform_id="22")
    investigation = invention.write()
    investigation.store_folder.mkdir()
    (investigation.store_folder / "pseudonym.key").write_bytes(b"k" * 32)
    return investigation


def react(emoji: str, hour: int | None, actor: str = "user22") -> dict[str, Any]:
    recent = {"from": "Pegawai", "from_id": actor} | ({"date": f"2024-10-01T{hour:02}:30:00"} if hour else {})
    return {"type": "emoji", "count": 9, "emoji": emoji, "recent": [recent]}


EXPORTS = {
    "jempol": [make_message(1, reactions=[react("👍", 12)])],
    "hati": [make_message(1, reactions=[react("❤", 20)]), make_message(2, reactions=[react("❤", 20)])],
    "keduanya": [make_message(1, reactions=[react("🔥", 21), react("👍", 12)])],
    "tanpa jam": [make_message(1, reactions=[react("👍", None), react("👍", 13, "user33")])],
    "kecewa": [make_message(1, reactions=[react("👎", 22)])],
}


def ingest(investigation: Investigation, *names: str) -> None:
    """Some exports, and the list that somebody kept by hand, in one command."""
    arriving = investigation.folder.parent / "kiriman"
    arriving.mkdir(exist_ok=True)
    paths = []
    for name in names:
        paths.append(arriving / (f"{name}.json" if name in EXPORTS else "daftar.csv"))
        if name in EXPORTS:
            paths[-1].write_text(json.dumps(make_export(*EXPORTS[name])), encoding="utf-8")
        else:
            write_table(paths[-1], COLUMNS, [LIKED_BY_HAND])
    ingest_captures(investigation, paths)


def list_likes(investigation: Investigation) -> list[tuple[Any, ...]]:
    """Every like with its actor, its message, when it was given and how many records show it."""
    lineage = read_table(investigation, "lineage")["edge_id"].value_counts()
    rows = list_rows(investigation, "interactions", "interaction_id", "actor", "object_post", "occurred_us")
    return sorted((*row[1:], int(lineage[row[0]])) for row in rows)


def test_a_reaction_that_was_changed_is_one_like_at_its_first_time_with_two_records(
    investigation: Investigation,
) -> None:
    ingest(investigation, "hati")
    ingest(investigation, "jempol")
    first_us, changed_us = AT_US + 9_000_000_000, AT_US + 37_800_000_000
    assert list_likes(investigation) == [
        ("telegram:22", "telegram:post:900/1", first_us, 2),
        ("telegram:22", "telegram:post:900/2", changed_us, 1),
    ]


def test_a_like_that_became_a_boo_stays_the_like_that_was_seen(investigation: Investigation) -> None:
    ingest(investigation, "kecewa")
    ingest(investigation, "jempol")
    assert list_likes(investigation) == [("telegram:22", "telegram:post:900/1", AT_US + 9_000_000_000, 1)]


NAMES = [*EXPORTS, "daftar"]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    investigation = invent(tmp_path_factory.mktemp("semua") / "wilayah")
    ingest(investigation, *NAMES)
    assert [row[-1] for row in list_likes(investigation)] == [5, 1, 1]
    return forget_captures(read_tables(investigation.folder))


@settings(max_examples=4, deadline=None)
@given(st.permutations(NAMES), st.sets(st.integers(1, len(NAMES) - 1)))
def test_likes_do_not_depend_on_the_order_of_the_exports(
    expected: dict[str, Any], order: list[str], cuts: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        investigation = invent(Path(folder) / "wilayah")
        for begin, end in pairwise([0, *sorted(cuts), len(order)]):
            ingest(investigation, *order[begin:end])
        found = forget_captures(read_tables(investigation.folder))
    assert found == expected
