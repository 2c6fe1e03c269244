"""Cut files, commands at the same time, changed captures, mended parsers: nothing is lost, nothing is silent."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from netral.pipeline import ingest_captures, load_tables, open_investigation
from netral.store import count_rows, list_captures, read_lineage
from tests.integration.mixture import write_captures, write_region
from tests.integration.mortal import Mortal, start_mortal, start_program
from tests.integration.stored import check_captures, check_same, forget_captures, read_tables
from tests.store.captured import DINAS, PEGAWAI, make_post_line

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has no fork")


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mortal]:
    with start_mortal(tmp_path_factory.mktemp("fana")) as started:
        yield started


def write_posts(path: Path, first: int, number: int, pack: Callable[[bytes], bytes] = bytes) -> Path:
    texts = (" ".join(f"{at * each % 9973:x}" for each in range(1, 20)) for at in range(first, first + number))
    lines = (
        make_post_line(first + at, DINAS if at % 2 else PEGAWAI, rawContent=text, retweetedTweet=None)
        for at, text in enumerate(texts)
    )
    path.write_bytes(pack("".join(json.dumps(line) + "\n" for line in lines).encode()))
    return path


# -- cut files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lzma.compress])
def test_a_cut_file_and_the_whole_one_give_the_same_tables_in_either_order(
    mortal: Mortal, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    whole = write_posts(tmp_path / "utuh.jsonl", 1000, 1500, pack)
    cut = tmp_path / "putus.jsonl"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    found = []
    for name, order in (("a", (cut, whole)), ("b", (whole, cut))):
        folder = write_region(tmp_path / name).folder
        for path in order:
            ended = mortal.run("ingest", folder, path, "--json")
            assert ended.code == 0, ended.err
            (row,) = json.loads(ended.out)["captures"]
            assert ("was cut" in ended.err) == (path == cut)
            assert (row["status"], row["quarantined"]) == (("partial", 1) if path == cut else ("complete", 0))
        found.append(read_tables(folder))
        check_captures(folder)
    assert forget_captures(found[0]) == forget_captures(found[1])
    for tables in found:
        assert [row["reason"] for row in tables["quarantine"]] == ["cut"]
        assert sum(row["outcome"] == "stored" for row in tables["records"]) == len(tables["posts"]) == 1500


# -- at the same time --------------------------------------------------------------------------------------------------


def test_commands_at_the_same_time_lose_nothing_and_readers_see_whole_tables(tmp_path: Path) -> None:
    first, second = write_posts(tmp_path / "a.jsonl", 1000, 2000), write_posts(tmp_path / "b.jsonl", 2500, 2000)
    origin = write_region(tmp_path / "asal")
    ingest_captures(origin, write_captures(tmp_path / "kiriman", ["edges", "telegram-export"]))
    after_one = []
    for name, paths in (("satu", (first, second)), ("dua", (second, first))):
        folder = Path(shutil.copytree(origin.folder, tmp_path / name))
        for path in paths:
            after_one.append(count_rows(load_tables(open_investigation(folder))))
            ingest_captures(open_investigation(folder), [path])
        after_one.append(count_rows(load_tables(open_investigation(folder))))
    words: list[list[object]] = [
        ["ingest", origin.folder, first, "--json"],
        ["ingest", origin.folder, first, "--json"],
        ["ingest", origin.folder, second, "--json"],
        ["ingest", origin.folder, "--reparse", "--json"],
        ["status", origin.folder, "--json"],
        ["leads", origin.folder, "--json"],
    ]
    children = [start_program(each) for each in words]
    printed = [child.communicate(timeout=300) for child in children]
    assert [child.returncode for child in children] == [0] * len(words), [err for _, err in printed]
    assert all(json.loads(out)["balance"] for out, _ in printed[:4])
    assert sum(json.loads(out)["captures"][0]["known"] for out, _ in printed[:2]) == 1
    assert json.loads(printed[4][0])["tables"] in after_one
    check_captures(origin.folder)
    found, expected = read_tables(origin.folder), read_tables(tmp_path / "satu")
    assert forget_captures(found) == forget_captures(expected)
    assert [row["sha256"] for row in found["captures"]] == [row["sha256"] for row in expected["captures"]]


def test_tables_that_were_opened_stay_those_of_one_moment(mortal: Mortal, tmp_path: Path) -> None:
    investigation = write_region(tmp_path / "wilayah")
    ingest_captures(investigation, write_captures(tmp_path / "kiriman", ["envelope"]))
    tables = load_tables(investigation)
    acts = set(tables.interactions.interaction_id.to_pandas())
    before = count_rows(tables)
    for name in ("edges", "snscrape"):
        assert mortal.run("ingest", investigation.folder, *write_captures(tmp_path / "kiriman", [name])).code == 0
    assert count_rows(tables) == before
    assert set(read_lineage(tables, tables.interactions.interaction_id.to_pandas())) == acts
    assert count_rows(load_tables(investigation)) != before


# -- changed captures --------------------------------------------------------------------------------------------------


def flip_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def append_line(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"\n")


CHANGES: dict[str, Callable[[Path], Any]] = {
    "a bit": flip_bit,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "appended": append_line,
    "replaced": lambda path: os.replace(write_posts(path.with_name("lain"), 1, 3), path),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_changed_capture_stops_every_command_and_is_named(mortal: Mortal, tmp_path: Path, how: str) -> None:
    investigation = write_region(tmp_path / "wilayah")
    paths = write_captures(tmp_path / "kiriman", ["envelope", "edges", "telegram-export"])
    assert mortal.run("ingest", investigation.folder, *paths[:2]).code == 0
    captured = {path.name: path for path in investigation.captures_folder.iterdir()}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o444 for path in captured.values())
    assert mortal.run("status", investigation.folder).code == 0
    before = read_tables(investigation.folder)
    changed = captured["edges.csv"]
    changed.chmod(0o644)
    CHANGES[how](changed)
    commands: list[tuple[object, ...]] = [
        ("status", investigation.folder),
        ("ingest", investigation.folder, paths[2]),
        ("ingest", investigation.folder, "--reparse"),
        ("leads", investigation.folder),
    ]
    if how == "a bit":
        commands += [
            ("pack", investigation.folder, "--out", tmp_path / "bungkus"),
            ("run", investigation.folder, "--notebook", "01_coverage"),
        ]
    for words in commands:
        ended = mortal.run(*words)
        assert (ended.code, ended.out) == (2, ""), (words, ended.err)
        (line,) = ended.err.splitlines()
        assert line.startswith(f"netral: {changed}: the ")
        assert ("gone" if how == "gone" else "changed since ingest") in line
    assert read_tables(investigation.folder) == before
    assert not (tmp_path / "bungkus").exists()
    assert len(list_captures(investigation.store_folder)) == 2


# -- a mended parser ---------------------------------------------------------------------------------------------------

# A parser that cannot read replies yet, as one that was released and then mended.
BROKEN = """
from msgspec.structs import replace
from netral.sources import formats, telegram_export

real = telegram_export.FORMAT.read

def read(*asked, **named):
    for record in real(*asked, **named):
        if any(act.kind == "reply" for act in record.acts):
            record = replace(record, reason="unexpected_shape", detail="reply", accounts=(), posts=(), acts=())
        yield record

telegram_export.FORMAT = telegram_export.FORMAT._replace(read=read)
formats.find_formats.cache_clear()
formats.find_format.cache_clear()
"""
OLD_VERSION = """
from netral.store import fingerprint, merge
for module in (fingerprint, merge):
    module.PARSER_VERSION = "0"
"""


@pytest.mark.parametrize("is_noticed", [False, True])
def test_a_mended_parser_reads_what_lay_in_quarantine(mortal: Mortal, tmp_path: Path, is_noticed: bool) -> None:
    paths = write_captures(tmp_path / "kiriman", ["edges", "telegram-export", "envelope"])
    fresh, folder = (write_region(tmp_path / name).folder for name in ("baru", "lama"))
    assert mortal.run("ingest", fresh, *paths).code == 0
    prepare = BROKEN + (OLD_VERSION if is_noticed else "")
    ended = mortal.run("ingest", folder, *paths, "--json", prepare=prepare)
    assert [row["quarantined"] for row in json.loads(ended.out)["captures"]] == [1, 2, 1]
    quarantine = read_tables(folder)["quarantine"]
    assert {row["reason"] for row in quarantine} >= {"unexpected_shape"}
    assert all(row["capture_id"] and row["locator"] for row in quarantine)
    if is_noticed:  # another version of the parsers needs nobody's asking
        assert json.loads(mortal.run("status", folder, "--json").out)["quarantine"].get("unexpected_shape") is None
    else:
        ended = mortal.run("ingest", folder, "--reparse", "--json")
        said = json.loads(ended.out)
        assert (ended.code, said["balance"]) == (0, True)
        assert [(row["read"], row["stored"], row["quarantined"]) for row in said["captures"]] == [
            (3, 2, 1), (4, 3, 1), (6, 5, 1),
        ]  # fmt: skip
        assert "read 4 = stored 3 + duplicate 0 + quarantined 1" in mortal.run("ingest", folder, "--reparse").out
    check_same(folder, fresh)
