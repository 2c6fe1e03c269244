"""An account of the registry under all its names, whichever capture shows them first."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from netral.model import Investigation
from netral.pipeline import reparse_captures
from tests.sources.invented import make_user
from tests.store.captured import (
    DINAS,
    PEGAWAI,
    WARGA,
    compare_content,
    ingest_items,
    ingest_rows,
    invent_region,
    list_rows,
    make_list_line,
    make_post_line,
)

RENAMED = (PEGAWAI[0], "pegawai_baru")
NAMED_ONLY = {
    "actor": "pegawai_baru",
    "kind": "mention",
    "target": "relawan_satu",
    "occurred_at": "2024-10-01T08:00:00Z",
}


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_region(tmp_path / "wilayah").write()


def ingest(investigation: Investigation, name: str) -> None:
    """One of three captures: the registry's handle with its id, the id with a new handle, the new handle alone."""
    if name == "handle":
        ingest_rows(investigation, "c.csv", NAMED_ONLY)
    else:
        author = PEGAWAI if name == "old" else RENAMED
        ingest_items(investigation, f"{name}.jsonl", [make_post_line(700 + author[0], author, rawContent=name)])


@pytest.mark.parametrize("order", list(itertools.permutations(("old", "new", "handle"))), ids="-".join)
def test_a_renamed_account_that_the_registry_knows_by_handle_stays_one(tmp_path: Path, order: tuple[str, ...]) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    for name in order:
        ingest(investigation, name)
    accounts = list_rows(investigation, "accounts", "account_id", "handle")
    assert [account for account, _ in accounts] == ["x:22", "x:44"]
    aliases = list_rows(investigation, "account_aliases", "alias", "account_id")
    assert {("x:@pegawai_baru", "x:44"), ("x:@pegawai_contoh", "x:44")} <= set(aliases)
    assert list_rows(investigation, "interactions", "actor", "target") == [("x:44", "x:22")]


def test_a_further_handle_of_a_known_id_is_the_account_where_only_the_handle_is_given(
    investigation: Investigation,
) -> None:
    ingest_rows(investigation, "a.csv", NAMED_ONLY | {"actor": "dinas_baru"})
    assert list_rows(investigation, "interactions", "actor")[0].startswith("x:~")
    ingest_items(investigation, "b.jsonl", [make_post_line(500, (DINAS[0], "dinas_baru"))])
    assert list_rows(investigation, "interactions", "actor") == ["x:11"]


def test_a_handle_that_two_ids_wore_teaches_nothing(investigation: Investigation) -> None:
    ingest(investigation, "old")
    ingest(investigation, "new")
    assert list_rows(investigation, "accounts", "account_id") == ["x:44"]
    ingest_items(investigation, "d.jsonl", [make_post_line(900, (99, PEGAWAI[1]), rawContent="orang lain")])
    ids = list_rows(investigation, "accounts", "account_id")
    assert ids[:2] == ["x:44", "x:99"]
    assert list_rows(investigation, "account_aliases", "method").count("conflict") == 2
    renamed: list[Any] = [text for text in list_rows(investigation, "posts", "text") if text == "new"]
    assert renamed == []


def test_a_stranger_who_wears_an_account_s_later_handle_stays_a_stranger(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_post_line(500, (DINAS[0], "dinas_baru"))])
    ingest_items(investigation, "b.jsonl", [make_post_line(501, (99, "dinas_baru"), rawContent="orang lain")])
    ingest_rows(investigation, "c.csv", NAMED_ONLY | {"actor": "dinas_baru"})
    assert list_rows(investigation, "interactions", "actor")[0].startswith("x:~")
    assert "orang lain" not in list_rows(investigation, "posts", "text")


@pytest.mark.parametrize("order", list(itertools.permutations("abc")), ids="-".join)
def test_what_was_named_by_a_handle_alone_is_a_stranger_s_again_once_a_stranger_wore_that_handle(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    for name in order:
        if name == "a":
            ingest_rows(investigation, "a.csv", NAMED_ONLY | {"actor": "Dinas_Baru"})
        else:
            author = (DINAS[0] if name == "b" else 99, "dinas_baru")
            ingest_items(investigation, f"{name}.jsonl", [make_post_line(500 + author[0], author, rawContent=name)])
    assert list_rows(investigation, "interactions", "actor")[0].startswith("x:~")


def test_a_later_handle_is_shown_in_a_text_and_as_a_target_that_name_nobody_else(investigation: Investigation) -> None:
    said = make_post_line(501, rawContent="lihat https://x.com/dinas_baru")
    listed = make_list_line("followers", "dinas_baru", DINAS, target_id=None, target_handle="dinas_baru")
    ingest_items(investigation, "a.jsonl", [said])
    ingest_items(investigation, "b.jsonl", [listed | {"raw_sha256": "0" * 64}])
    ingest_items(investigation, "c.jsonl", [make_post_line(500, (DINAS[0], "dinas_baru"))])
    assert "lihat https://x.com/dinas_baru" in list_rows(investigation, "posts", "text")
    assert set(list_rows(investigation, "records", "target")) == {"x:11"}


def test_a_later_handle_is_hidden_in_a_text_again_once_a_stranger_wore_it(investigation: Investigation) -> None:
    said = make_post_line(501, rawContent="lihat https://x.com/dinas_baru")
    ingest_items(investigation, "a.jsonl", [said])
    ingest_items(investigation, "b.jsonl", [make_post_line(500, (DINAS[0], "dinas_baru"))])
    ingest_items(investigation, "c.jsonl", [make_post_line(502, (99, "dinas_baru"), rawContent="orang lain")])
    texts = list_rows(investigation, "posts", "text")
    assert not [text for text in texts if text and "dinas_baru" in text]


def test_the_order_of_what_teaches_and_what_unteaches_changes_nothing(tmp_path: Path) -> None:
    contents = []
    lines = {
        "a": make_post_line(744, PEGAWAI, rawContent="lama"),
        "b": make_post_line(745, RENAMED, rawContent="baru"),
        "c": make_post_line(746, (99, PEGAWAI[1]), rawContent="lain"),
    }
    key = b"k" * 32
    for number, order in enumerate(itertools.permutations("abc")):
        investigation = invent_region(tmp_path / str(number) / "wilayah").write()
        investigation.store_folder.mkdir(parents=True)
        (investigation.store_folder / "pseudonym.key").write_bytes(key)
        for name in order:
            ingest_items(investigation, f"{name}.jsonl", [lines[name]])
        contents.append(compare_content(investigation))
    assert all(content == contents[0] for content in contents)


@pytest.mark.parametrize("files", ["abc", "a bc", "a b c", "c a b", "c b a", "ac b"])
def test_a_later_handle_before_a_dot_is_shown_however_the_captures_came(tmp_path: Path, files: str) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    lines = {
        "a": make_post_line(501, rawContent="salam @Dinas_Baru.id"),
        "b": make_post_line(502, rawContent="salam @dinas_baru"),
        "c": make_post_line(500, (DINAS[0], "dinas_baru"), rawContent="baru"),
    }
    for name in files.split():
        ingest_items(investigation, f"{name}.jsonl", [lines[each] for each in name])
    texts = {"salam @Dinas_Baru.id", "salam @dinas_baru", "baru"}
    assert texts == set(list_rows(investigation, "posts", "text"))


def test_what_an_ingest_says_it_stored_is_what_the_tables_say(investigation: Investigation) -> None:
    asked = {"target_id": None, "target_handle": "dinas_baru"}
    known = make_list_line("followers", "dinas_baru", (50, "warga50"), **asked)
    ingest_items(investigation, "a.jsonl", [known, make_post_line(500, (DINAS[0], "dinas_baru"))])
    stored = ingest_items(investigation, "b.jsonl", [known, make_list_line("followers", "", (51, "warga51"), **asked)])
    rows = list_rows(investigation, "captures", "path", "stored", "duplicate")
    assert rows == [("captures/a.jsonl", 2, 0), ("captures/b.jsonl", 1, 1)]
    assert (stored.capture.stored, stored.capture.duplicate) == (1, 1)


def test_what_is_a_duplicate_does_not_hang_on_when_a_handle_was_learned(investigation: Investigation) -> None:
    listed = [make_user(*WARGA)]
    ingest_items(investigation, "a.jsonl", listed, op="followers", target="x:@dinas_baru")
    ingest_items(investigation, "b.jsonl", listed, op="followers", target="x:11")
    ingest_items(investigation, "c.jsonl", [make_post_line(500, (DINAS[0], "dinas_baru"))])
    before = list_rows(investigation, "captures", "path", "stored", "duplicate")
    reparse_captures(investigation)
    assert list_rows(investigation, "captures", "path", "stored", "duplicate") == before
