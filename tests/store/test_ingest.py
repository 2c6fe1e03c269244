from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.errors import BadCapture, BrokenEvidence
from netral.model import CaptureStatus
from netral.pipeline import find_leads, ingest_captures, load_tables, read_status, reparse_captures
from netral.store import list_captures, lock_store, verify_captures
from tests.sources.invented import make_envelope, make_graph_tweet, make_graph_user, make_page, make_tweet, make_user
from tests.store.captured import (
    DINAS,
    RELAWAN,
    WARGA,
    compare_content,
    ingest_items,
    ingest_rows,
    invent_region,
    list_rows,
    make_list_line,
    make_post_line,
    read_table,
)


def balance(stored: Any) -> tuple[int, int, int, int]:
    capture = stored.capture
    return capture.read, capture.stored, capture.duplicate, capture.quarantined


def list_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".lock", "pseudonym.key")
    }


# -- the balance -------------------------------------------------------------------------------------------------------

GOOD = [make_post_line(number, rawContent=f"contoh {number}") for number in range(100, 106)]
BAD: list[object] = [
    b"{rusak",
    b"\x00",
    make_envelope(make_tweet(1), raw_sha256="0" * 64),
    make_envelope({}, "aneh"),
    b"[]",
]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(st.one_of(st.sampled_from(GOOD), st.sampled_from(BAD)), min_size=1, max_size=8), max_size=4))
def test_read_is_stored_and_duplicate_and_quarantined_whatever_the_mixture(files: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        investigation = invent_region(Path(folder) / "wilayah").write()
        seen: list[object] = []
        known: set[str] = set()
        for number, lines in enumerate(files):
            whole = json.dumps([repr(line) for line in lines])
            stored = ingest_items(investigation, f"{number}.jsonl", [GOOD[0], *lines], format_id="envelope")
            good = [line for line in [GOOD[0], *lines] if line in GOOD]
            assert stored.capture.balances
            assert stored.capture.read == len(lines) + 1
            assert stored.capture.quarantined == len(lines) + 1 - len(good)
            fresh = [line for at, line in enumerate(good) if line not in seen and line not in good[:at]]
            assert stored.capture.stored == (0 if whole in known else len(fresh))
            known.add(whole)
            seen += good
        if files:
            outcomes = list_rows(investigation, "records", "outcome")
            assert outcomes.count("stored") == len({json.dumps(line) for line in seen})


def test_ingesting_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    first = ingest_items(investigation, "a.jsonl", [*GOOD, b"{rusak"])
    before = list_files(investigation.folder)
    again = ingest_items(investigation, "a.jsonl", [*GOOD, b"{rusak"])
    assert (balance(first), balance(again)) == ((7, 6, 0, 1), (7, 0, 6, 1))
    assert (first.is_known, again.is_known) == (False, True)
    assert list_files(investigation.folder) == before


def test_the_same_file_twice_in_one_command_is_one_capture(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(GOOD[0]) + "\n")
    first, second = ingest_captures(investigation, [path, path])
    assert (balance(first), balance(second)) == ((1, 1, 0, 0), (1, 0, 1, 0))
    assert len(list_captures(investigation.store_folder)) == 1


def test_the_same_line_in_another_file_is_a_duplicate_that_adds_lineage(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    line = make_list_line("followers", "22", WARGA)
    ingest_items(investigation, "a.jsonl", [line])
    stored = ingest_items(investigation, "b.jsonl", [make_list_line("followers", "22", (34, "warga_lain")), line])
    assert balance(stored) == (2, 1, 1, 0)
    edges = list_rows(investigation, "lineage", "edge_id")
    assert sorted(edges.count(edge) for edge in set(edges)) == [1, 2]


def test_the_same_bytes_as_another_list_are_no_duplicate(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    users = [make_user(*WARGA)]
    for target in ("x:@relawan_satu", "x:@dinas_contoh"):
        assert balance(ingest_items(investigation, "a.jsonl", users, op="followers", target=target)) == (1, 1, 0, 0)
    assert balance(ingest_items(investigation, "a.jsonl", users, op="following", target="x:@relawan_satu"))[1] == 1
    assert len(list_rows(investigation, "follows", "follow_id")) == 3
    assert len({capture.path for capture in list_captures(investigation.store_folder)}) == 1


def test_posts_given_as_a_list_are_in_no_list(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    options = {"op": "followers", "target": "x:@relawan_satu"}
    posts = [make_tweet(1, DINAS, rawContent="halo @relawan_satu"), make_tweet(2, WARGA), b"{"]
    capture = ingest_items(investigation, "a.jsonl", posts, **options).capture
    assert (capture.op, capture.target, capture.stored, capture.quarantined) == (None, None, 2, 1)
    capture = ingest_items(investigation, "b.jsonl", [make_post_line(3)], **options).capture
    assert (capture.op, capture.target) == ("posts", "x:11")
    capture = ingest_items(investigation, "c.jsonl", [make_tweet(4, DINAS), make_user(*WARGA)], **options).capture
    assert (capture.op, capture.observed_count) == ("followers", 1)
    assert [row["observed"] for row in read_status(investigation)["lists"]] == [1]
    before = list_rows(investigation, "captures", "capture_id", "op", "target", "read")
    reparse_captures(investigation)
    assert list_rows(investigation, "captures", "capture_id", "op", "target", "read") == before


def test_a_list_of_another_platform_than_its_target_is_refused(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    with pytest.raises(
        BadCapture, match=r"a\.jsonl, line:1: an account on x, and --target instagram:@relawan_satu lies"
    ):
        ingest_items(investigation, "a.jsonl", [make_user(*WARGA)], op="followers", target="instagram:@relawan_satu")
    assert list_captures(investigation.store_folder) == ()


def test_the_author_of_a_target_post_makes_no_other_record(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    options = {"op": "likers", "target": "x:post:1840938000000000000"}
    ingest_items(investigation, "a.jsonl", [make_user(*WARGA)], **options)
    again = ingest_items(investigation, "a.jsonl", [make_user(*WARGA)], target_author="x:@relawan_satu", **options)
    assert balance(again) == (1, 0, 1, 0)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_capture_is_copied_hashed_and_made_read_only(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    capture = ingest_items(investigation, "a.jsonl", GOOD).capture
    path = investigation.folder / capture.path
    assert path == investigation.captures_folder / "a.jsonl"
    assert path.read_bytes() == (tmp_path / "kiriman" / "a.jsonl").read_bytes()
    assert path.stat().st_mode & 0o222 == 0
    assert not (investigation.captures_folder / ".incoming").exists()


def test_a_file_in_captures_stays_where_it_is(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    path = investigation.captures_folder / "x" / "a.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(GOOD[0]) + "\n")
    (stored,) = ingest_captures(investigation, [path])
    assert stored.capture.path == "captures/x/a.jsonl"
    assert path.stat().st_mode & 0o222 == 0


def test_a_file_in_captures_that_something_still_writes_to_is_refused(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    ingest_items(investigation, "lama.jsonl", GOOD[:1])
    path = investigation.captures_folder / "a.jsonl"
    path.write_text(json.dumps(GOOD[1]) + "\n")

    def write_on(_: int) -> None:
        with path.open("a") as stream:
            stream.write(json.dumps(GOOD[2]) + "\n")

    with pytest.raises(BadCapture, match="changed while it was read"):
        ingest_captures(investigation, [path], progress=write_on)
    assert [capture.path for capture in list_captures(investigation.store_folder)] == ["captures/lama.jsonl"]
    (stored,) = ingest_captures(investigation, [path])
    assert stored.capture.read == len(path.read_text().splitlines()) == 2


def test_a_link_in_captures_is_copied_beside_and_its_target_left_as_it_is(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path).write()
    outside, link = tmp_path / "luar.jsonl", investigation.captures_folder / "a.jsonl"
    outside.write_text(json.dumps(make_post_line(1)) + "\n", encoding="utf-8")
    mode = outside.stat().st_mode
    investigation.captures_folder.mkdir(exist_ok=True)
    link.symlink_to(outside)

    [stored] = ingest_captures(investigation, [link])

    path = investigation.folder / stored.capture.path
    assert stored.capture.path == f"captures/a-{stored.capture.sha256[:12]}.jsonl"
    assert (path.is_symlink(), path.read_bytes()) == (False, outside.read_bytes())
    assert outside.stat().st_mode == mode


def test_captures_may_lie_on_another_disk(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    disk = tmp_path / "disk"
    disk.mkdir()
    if investigation.captures_folder.exists():
        investigation.captures_folder.rmdir()
    investigation.captures_folder.symlink_to(disk, target_is_directory=True)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(make_post_line(1)) + "\n", encoding="utf-8")

    [stored] = ingest_captures(investigation, [path])

    assert stored.capture.path == "captures/a.jsonl"
    assert (disk / "a.jsonl").is_file()
    verify_captures(investigation.folder, list_captures(investigation.store_folder))


def test_files_of_one_name_and_other_bytes_both_keep_theirs(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    paths = []
    for number in (0, 1, 2):
        path = tmp_path / str(number) / "a.jsonl"
        path.parent.mkdir()
        path.write_text(json.dumps(GOOD[number]) + "\n")
        paths.append(path)
    stored = [*ingest_captures(investigation, paths[:2]), *ingest_captures(investigation, paths[2:])]
    assert len({each.capture.path for each in stored}) == 3
    verify_captures(investigation.folder, list_captures(investigation.store_folder))
    for path, each in zip(paths, stored, strict=True):
        assert (investigation.folder / each.capture.path).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("is_one_command", [True, False])
def test_names_that_some_disks_take_for_one_are_told_apart(tmp_path: Path, is_one_command: bool) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    paths = []
    for number, name in enumerate(("Daftar.jsonl", "daftar.jsonl", "caf\u00e9.jsonl", "cafe\u0301.jsonl")):
        paths.append(tmp_path / str(number) / name)
        paths[-1].parent.mkdir()
        paths[-1].write_text(json.dumps(GOOD[number]) + "\n")
    for group in [paths] if is_one_command else [[path] for path in paths]:
        ingest_captures(investigation, group)
    names = [path.name for path in investigation.captures_folder.iterdir()]
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in names}) == len(paths)
    assert {path.read_bytes() for path in paths} == {
        path.read_bytes() for path in investigation.captures_folder.iterdir()
    }


@pytest.mark.parametrize(
    "bad", [make_envelope(make_user(1, "a") | {"id": 1.29e18}, "followers"), b"tanpa bentuk", None]
)
def test_all_files_of_one_command_or_none(tmp_path: Path, bad: object) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    ingest_items(investigation, "lama.jsonl", GOOD[:1])
    before = list_files(investigation.folder)
    good, other = tmp_path / "baik.jsonl", tmp_path / "buruk.jsonl"
    good.write_text(json.dumps(GOOD[1]) + "\n")
    if bad is not None:
        other.write_bytes(bad if isinstance(bad, bytes) else json.dumps(bad).encode())
    with pytest.raises(BadCapture, match="buruk"):
        ingest_captures(investigation, [good, other])
    assert list_files(investigation.folder) == before
    assert not (investigation.captures_folder / ".incoming").exists()


def test_an_empty_file_reads_nothing_and_says_so(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    stored = ingest_items(investigation, "kosong.jsonl", [])
    assert (balance(stored), stored.capture.status) == ((0, 0, 0, 0), CaptureStatus.EMPTY)
    assert list_rows(investigation, "captures", "status") == ["empty"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_a_cut_file_is_partial_and_its_half_record_in_quarantine(tmp_path: Path, pack: Any) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    lines = b"".join(json.dumps(make_post_line(100 + number)).encode() + b"\n" for number in range(2000))
    data = pack(lines)
    (tmp_path / "a.jsonl").write_bytes(data[: len(data) // 2])
    (stored,) = ingest_captures(investigation, [tmp_path / "a.jsonl"])
    assert stored.capture.status is CaptureStatus.PARTIAL
    assert stored.capture.stored > 50
    assert (stored.capture.quarantined, stored.capture.balances) == (1, True)
    assert list_rows(investigation, "quarantine", "reason") == ["cut"]


def test_a_cut_page_is_partial_and_one_half_record(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    text = json.dumps(make_page(make_graph_user("33", "warga"), make_graph_user("34", "lain")), indent=2)
    (tmp_path / "a.json").write_text(text[: len(text) // 2])
    (stored,) = ingest_captures(investigation, [tmp_path / "a.json"], op="followers", target="x:@relawan_satu")
    assert (balance(stored), stored.capture.status) == ((1, 0, 0, 1), CaptureStatus.PARTIAL)


def test_half_surrogates_nul_bytes_and_endless_lines_get_through(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    texts = ["a\x00b", "\u2028", "مرحبا 😀", "\x1b[31m"]
    lines: list[object] = [make_post_line(200 + at, rawContent=text) for at, text in enumerate(texts)]
    lines += [make_envelope("x" * 40_000_000), b'{"a":' * 100_000, make_post_line(300, rawContent="akhir")]
    stored = ingest_items(investigation, "a.jsonl", lines)
    assert balance(stored) == (7, 5, 0, 2)
    assert set(list_rows(investigation, "posts", "text")) == {*texts, "akhir"}


def test_half_a_surrogate_pair_is_stored_as_the_replacement_sign(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    tweet = {
        "__typename": "Tweet",
        "rest_id": "500",
        "core": {"user_results": {"result": make_graph_user("11", "dinas_contoh")}},
        "legacy": {"full_text": "a\ud83d b @warga\ud83d", "created_at": "Tue Oct 01 02:00:00 +0000 2024"},
    }
    assert balance(ingest_items(investigation, "a.jsonl", [make_page(tweet)])) == (1, 1, 0, 0)
    (text,) = list_rows(investigation, "posts", "text")
    assert text.startswith("a\ufffd b @~")


def test_a_list_declares_and_shows_how_long_it_is(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    lines = [
        make_list_line("followers", "22", (50 + at // 2, f"warga{at // 2}"), declared_count=7 + at) for at in range(4)
    ]
    capture = ingest_items(investigation, "a.jsonl", lines).capture
    assert (capture.declared_count, capture.observed_count, capture.op, capture.target) == (10, 2, "followers", "x:22")
    assert (capture.tool, capture.tool_version) == ("alat", "1.2")


@pytest.mark.parametrize("other", [("followers", "11"), ("following", "22")])
def test_a_file_of_several_lists_declares_no_one_length(tmp_path: Path, other: tuple[str, str]) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    lists = {("followers", "22"): range(50, 53), other: range(60, 64)}
    lines = [
        make_list_line(*asked, (number, f"warga{number}"), declared_count=len(numbers))
        for asked, numbers in lists.items()
        for number in numbers
    ]
    capture = ingest_items(investigation, "a.jsonl", lines).capture
    assert (capture.declared_count, capture.observed_count) == (None, 7)
    status = read_status(investigation)["lists"]
    assert sorted((row["declared"], row["observed"]) for row in status) == [(3, 3), (4, 4)]


def test_what_is_said_of_a_file_that_says_itself_whose_list_it_is_makes_no_other_capture(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    lines = [make_list_line("following", "11", WARGA)]
    said = {"op": "followers", "target": "x:@relawan_satu", "target_author": "x:@relawan_satu"}
    capture = ingest_items(investigation, "a.jsonl", lines, **said).capture
    assert (capture.op, capture.target, capture.target_author) == ("following", "x:11", None)
    assert ingest_items(investigation, "a.jsonl", lines).is_known
    assert len(list_captures(investigation.store_folder)) == 1


def test_posts_that_were_said_to_be_a_list_are_read_again_also_where_a_user_among_them_is_gone(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    gone = make_page({"__typename": "UserUnavailable"}, make_graph_tweet("503"))
    said = {"op": "followers", "target": "x:@relawan_satu"}
    assert balance(ingest_items(investigation, "a.jsonl", [gone], **said)) == (2, 1, 0, 1)
    (capture,) = reparse_captures(investigation)
    assert (capture.read, capture.stored, capture.quarantined) == (2, 1, 1)


# -- changed bytes -----------------------------------------------------------------------------------------------------


def change(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"contoh", b"Contoh"))


def test_changed_capture_is_refused(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    investigation = invention.write()
    path = investigation.folder / ingest_items(investigation, "a.jsonl", GOOD).capture.path
    change(path)
    for step in (
        lambda: verify_captures(investigation.folder, list_captures(investigation.store_folder)),
        lambda: ingest_captures(investigation, [path]),
    ):
        with pytest.raises(BrokenEvidence, match=r"a\.jsonl: the file changed since ingest"):
            step()
    invention.person("orang_baru")
    with pytest.raises(BrokenEvidence, match=r"a\.jsonl: the file changed since ingest"):
        load_tables(invention.write())


@pytest.mark.parametrize("line", [make_user(5, "baik"), make_user(6, "buruk") | {"id": 1.29e18}])
def test_a_changed_capture_is_named_whatever_the_new_file_is_worth(tmp_path: Path, line: dict[str, Any]) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    change(investigation.folder / ingest_items(investigation, "a.jsonl", GOOD).capture.path)
    before, unknown = list_files(investigation.folder), tmp_path / "tanpa-bentuk.txt"
    unknown.write_bytes(b"tanpa bentuk")
    with pytest.raises(BrokenEvidence, match=r"a\.jsonl: the file changed since ingest"):
        ingest_items(investigation, "b.jsonl", [make_envelope(line, "followers")])
    for path in (unknown, tmp_path / "tidak-ada.jsonl"):
        with pytest.raises(BrokenEvidence, match=r"a\.jsonl: the file changed since ingest"):
            ingest_captures(investigation, [path])
    assert list_files(investigation.folder) == before


def test_a_capture_that_is_gone_is_named(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    (investigation.folder / ingest_items(investigation, "a.jsonl", GOOD).capture.path).unlink()
    with pytest.raises(BrokenEvidence, match=r"a\.jsonl: the captured file is gone"):
        verify_captures(investigation.folder, list_captures(investigation.store_folder))


# -- the registry changes ----------------------------------------------------------------------------------------------


def test_an_account_that_enters_the_registry_is_named_and_one_that_leaves_is_hashed_again(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    investigation = invention.write()
    ingest_items(investigation, "a.jsonl", [make_post_line(500, WARGA, rawContent="teks warga")])
    before = compare_content(investigation)
    assert list_rows(investigation, "posts", "text") == [None]
    invention.person("warga_biasa")
    assert list_rows(invention.write(), "posts", "account_id", "text") == [("x:33", "teks warga")]
    assert list_rows(investigation, "accounts", "handle") == ["warga_biasa"]
    invention.accounts.pop()
    assert compare_content(invention.write()) == before


def test_a_file_of_several_lists_is_parsed_again_as_it_was(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    investigation = invention.write()
    lines = [make_list_line("followers", target, WARGA) for target in ("11", "22")]
    ingest_items(investigation, "a.jsonl", lines)
    ingest_items(investigation, "b.jsonl", [make_user(*WARGA)], op="search")
    ingest_items(investigation, "c.jsonl", [{"data": {"user": {"result": make_graph_user("33", "warga_biasa")}}}])
    before = compare_content(investigation)
    invention.account("berita_contoh", "media", basis="claimed")
    assert compare_content(invention.write()) == before
    assert [capture.stored for capture in list_captures(investigation.store_folder)] == [2, 1, 1]


def test_times_without_a_zone_are_read_again_when_the_region_s_zone_is_put_right(tmp_path: Path) -> None:
    rows = [
        {"actor": "dinas_contoh", "kind": "share", "target": "relawan_satu", "occurred_at": at}
        for at in ("2024-10-01T10:00:00", "2024-10-02", "2024-10-03T10:00:00Z")
    ]
    wrong, right = invent_region(tmp_path / "wilayah"), invent_region(tmp_path / "benar")
    wrong.yaml = wrong.yaml.replace("Asia/Makassar", "Asia/Jakarta")
    ingest_rows(wrong.write(), "a.csv", *rows[:2])
    wrong.yaml = right.yaml
    ingest_rows(wrong.write(), "b.csv", rows[2])
    ingest_rows(right.write(), "c.csv", *rows)
    times = ("kind", "occurred_us", "after_us")
    assert list_rows(wrong.write(), "interactions", *times) == list_rows(right.write(), "interactions", *times)


# -- interrupted, and side by side -------------------------------------------------------------------------------------

CHILD = """
import sys
from pathlib import Path
from netral.pipeline import ingest_captures, open_investigation
if __name__ == "__main__":
    ingest_captures(open_investigation(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
"""


def test_a_known_file_needs_neither_arrow_nor_a_database(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    path = investigation.folder / ingest_items(investigation, "a.jsonl", GOOD).capture.path
    program = CHILD + "    print(sorted({'numpy', 'pyarrow', 'duckdb', 'pandas'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program, investigation.folder, path], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def start(folder: Path, *paths: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", CHILD, str(folder), *map(str, paths)], stderr=subprocess.PIPE)


def write_big(path: Path, lines: int) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for number in range(lines):
            author = DINAS if number % 50 == 0 else (1000 + number % 300, f"warga{number % 300}")
            line = make_post_line(
                10_000 + number, author, quotedTweet=make_tweet(900, RELAWAN), rawContent=f"ke {number}"
            )
            stream.write(json.dumps(line) + "\n")
    return path


def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    first = write_big(tmp_path / "a.jsonl", 300)
    with lock_store(investigation.store_folder):
        child = start(investigation.folder, first)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=4)
        assert not (investigation.store_folder / "parsed").exists()
    assert child.wait(timeout=120) == 0, child.stderr.read().decode()  # type: ignore[union-attr]
    assert len(list_captures(investigation.store_folder)) == 1


def test_processes_side_by_side_lose_nothing(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    children = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in (*GOOD, make_post_line(700 + ord(name)))))
        children.append(start(investigation.folder, path))
    for child in children:
        assert child.wait(timeout=120) == 0, child.stderr.read().decode()  # type: ignore[union-attr]
    captures = list_captures(investigation.store_folder)
    assert sorted((each.stored, each.duplicate) for each in captures) == [(1, 6), (7, 0)]
    assert len(list_rows(investigation, "posts", "post_id")) == 8


def test_what_a_kill_left_lying_is_swept_or_taken_back(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    investigation = invention.write()
    ingest_items(investigation, "a.jsonl", GOOD)
    before = compare_content(investigation)
    store = investigation.store_folder
    (part,) = (store / "parsed").iterdir()
    part.rename(part.with_name(f"{part.name}.old"))
    torn = store / "parsed" / "c-0123456789abcdef.77.tmp"
    torn.mkdir()
    (torn / "records-00000.parquet").write_bytes(b"PAR1 setengah")
    (torn / "capture.json").write_text("{}")
    (store / "tables.77.tmp").mkdir()
    (store / "tables").rename(store / "tables.77.old")
    assert compare_content(investigation) == before
    assert {path.name for path in store.iterdir()} == {".lock", "parsed", "pseudonym.key", "tables"}
    assert [path.name for path in (store / "parsed").iterdir()] == [part.name]


# -- the schema --------------------------------------------------------------------------------------------------------


def test_leads_need_no_second_ingest(tmp_path: Path) -> None:
    investigation = invent_region(tmp_path / "wilayah").write()
    ingest_rows(investigation, "a.csv", {
        "actor": "dinas_contoh", "kind": "share", "target": "relawan_satu", "occurred_at": "2024-10-01T10:00:00",
        "object_url": "https://x.com/relawan_satu/status/400",
    })  # fmt: skip
    assert [lead.subject.handle for lead in find_leads(investigation).leads] == ["dinas_contoh"]
    assert len(read_table(investigation, "interactions")) == 1
