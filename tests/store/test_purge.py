"""One account out of captures, store and registry: nothing of it stays, nothing of anybody else goes."""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from netral import pipeline
from netral.cases import append_entry, read_log
from netral.errors import BadParameter, BrokenEvidence
from netral.identity import hash_file
from netral.model import AccountSeen, Investigation, Record
from netral.pipeline import destruction
from netral.store import cut, purge
from netral.store.subject import SubjectNames
from tests.invented_investigation import Invention, make_envelope, make_tweet, write_table

ME, MY_ID = "dinas_hilang", 770011223344
OTHER, OTHER_ID = "dinas_tetap", 880011223344
RELAWAN, RELAWAN_ID = "relawan_uji", 990011223344
AT = "2024-10-01T02:00:00+00:00"
NAMES = SubjectNames("x", str(MY_ID), frozenset({ME}))


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


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
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


def test_nothing_of_the_account_is_left_in_any_file(investigation: Investigation) -> None:
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", "permintaan 1/2025")
    assert record is not None
    assert record.state == "done"
    assert find_traces(investigation.folder, ME, str(MY_ID), "nama_lama_saya") == []
    assert pipeline.list_verified_captures(investigation)
    assert pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh") is None


@pytest.fixture
def disk(investigation: Investigation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the captures lie: behind a link, on a disk to which no rename from another leads."""
    disk, replace = tmp_path / "cakram", os.replace

    def replace_within_a_disk(source: Path, target: Path) -> None:
        if source.resolve().is_relative_to(disk) != target.resolve().is_relative_to(disk):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(source))
        replace(source, target)

    investigation.captures_folder.rename(disk)
    investigation.captures_folder.symlink_to(disk, target_is_directory=True)
    monkeypatch.setattr(os, "replace", replace_within_a_disk)
    return disk


def test_captures_on_another_disk_are_cut_too(investigation: Investigation, disk: Path) -> None:
    (disk / "catatan.txt").write_text(f"tentang @{ME}\ntentang lain\n", encoding="utf-8")
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", "permintaan 1/2025")
    assert record is not None
    assert record.state == "done"
    assert find_traces(disk, ME, str(MY_ID), "nama_lama_saya") == []
    assert (disk / "catatan.txt").read_text("utf-8") == "tentang lain\n"
    captures = pipeline.list_verified_captures(investigation)
    assert {path.name for path in disk.iterdir()} == {Path(each.path).name for each in captures} | {"catatan.txt"}


def test_captures_on_another_disk_are_destroyed_too(investigation: Investigation, disk: Path) -> None:
    record = destruction.purge_investigation(investigation, "Sri Contoh", "permintaan 1/2025")
    assert record is not None
    assert record.state == "done"
    assert list(disk.iterdir()) == []
    assert find_traces(investigation.folder, ME, str(MY_ID), OTHER) == []


def test_records_of_others_keep_their_bytes_and_their_time_of_ingest(investigation: Investigation) -> None:
    before = {each.path.partition(".")[0][:12]: each for each in pipeline.list_verified_captures(investigation)}
    lines = (investigation.folder / "captures" / "arsip.jsonl").read_bytes().splitlines()
    pipeline.purge_subject(investigation, f"x:{MY_ID}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("arsip-*.jsonl")
    assert path.read_bytes().splitlines() == [lines[1]]
    after = {each.path.partition(".")[0][:12]: each for each in pipeline.list_verified_captures(investigation)}
    assert set(after) == {"captures/ars", "captures/cat"}
    assert all(after[name].ingested_at == before[name].ingested_at for name in after)
    evidence = pipeline.read_evidence(investigation)
    assert set(evidence["source_handle"]) == {OTHER}
    assert (evidence["kind"] == "share").sum() == 3


def test_the_record_maps_old_hashes_to_new_ones_and_names_nobody(investigation: Investigation) -> None:
    old = {each.sha256: each.path for each in pipeline.list_verified_captures(investigation)}
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", "permintaan 1/2025")
    assert record is not None
    new = {each.sha256 for each in pipeline.list_verified_captures(investigation)}
    assert {each.old_sha256 for each in record.captures} == set(old)
    assert {each.new_sha256 for each in record.captures if each.new_sha256} == new
    cuts = {Path(old[each.old_sha256]).name: (each.records, each.cut) for each in record.captures}
    assert cuts == {
        "catatan-0.csv": (3, 1),
        "arsip.jsonl": (4, 3),
        f"pengikut-{ME}.jsonl": (1, 1),
        "bare.jsonl": (1, 1),
    }
    assert record.scope.startswith("x:~")
    written = json.loads((investigation.folder / "destruction" / f"{record.record_id}.json").read_text("utf-8"))
    assert written["reason"] == "permintaan 1/2025"
    assert written["counts"]["records_cut"] == 6
    text = (investigation.folder / "destruction" / f"{record.record_id}.md").read_text("utf-8")
    assert record.captures[0].old_sha256 in text


def test_the_registry_row_goes_and_every_other_byte_stays(investigation: Investigation) -> None:
    path = investigation.registry_folder / "accounts.csv"
    before = path.read_bytes().splitlines()
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    after = path.read_bytes().splitlines()
    assert after == [before[0], before[2].replace(b"dahulu memakai akun @" + ME.encode(), b""), before[3]]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress, lambda data: data])
def test_a_page_loses_items_and_suggestions_and_stays_compressed(
    investigation: Investigation, pack: Callable[[bytes], bytes]
) -> None:
    posts = [(21, MY_ID, ME, "halo"), (22, OTHER_ID, OTHER, "halo"), (23, OTHER_ID, OTHER, f"untuk @{ME}")]
    add_capture(investigation, "halaman.json", pack(json.dumps(make_page(*posts, promoted=ME), indent=1).encode()))
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("halaman-*.json")
    entries = json.loads(read_content(path))["data"]["timeline"]["instructions"][0]["entries"]
    assert [entry["entryId"] for entry in entries] == ["tweet-22"]
    assert path.read_bytes()[:2] == pack(b"{}")[:2] or path.read_bytes().startswith(b'{"')
    assert find_traces(investigation.folder, ME) == []


@pytest.mark.parametrize("empty", [{}, {"tweet_results": {}}, {"tweet_results": None}, {"tweet_results": "gone"}])
def test_a_page_with_a_post_that_x_shows_no_more_is_cut_like_any_other(
    investigation: Investigation, empty: dict[str, Any]
) -> None:
    page = make_page((21, MY_ID, ME, "halo"), (22, OTHER_ID, OTHER, "halo"))
    gone = {"entryId": "tweet-20", "content": {"itemContent": {"itemType": "TimelineTweet", **empty}}}
    page["data"]["timeline"]["instructions"][0]["entries"].insert(0, gone)
    add_capture(investigation, "halaman.json", json.dumps(page, indent=1).encode())
    add_capture(investigation, "halaman.jsonl", json.dumps(page).encode() + b"\n{}\n")
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    for path in (investigation.folder / "captures").glob("halaman-*"):
        entries = json.loads(path.read_bytes().splitlines()[0])["data"]["timeline"]["instructions"][0]["entries"]
        assert [entry["entryId"] for entry in entries] == ["tweet-20", "tweet-22"]


def test_pages_in_lines_lose_items_and_empty_lines(investigation: Investigation) -> None:
    pages = [make_page((21, MY_ID, ME, "a"), (22, OTHER_ID, OTHER, "b")), make_page((24, OTHER_ID, OTHER, "c"))]
    add_capture(investigation, "halaman.jsonl", b"".join(json.dumps(page).encode() + b"\n" for page in pages))
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("halaman-*.jsonl")
    first, second = path.read_bytes().splitlines()
    assert len(json.loads(first)["data"]["timeline"]["instructions"][0]["entries"]) == 1
    assert second == json.dumps(pages[1]).encode()


def test_pages_without_items_stay_but_for_what_they_say_of_the_account(investigation: Investigation) -> None:
    mine = make_page((21, MY_ID, ME, "a"), (22, OTHER_ID, OTHER, "b"))
    pages = [make_page(promoted=ME), make_page(), mine, make_page(promoted=ME), make_page()]
    add_capture(investigation, "halaman.jsonl", b"".join(json.dumps(page).encode() + b"\n" for page in pages))
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("halaman-*.jsonl")
    left = [json.loads(line) for line in path.read_bytes().splitlines()]
    emptied = {"data": {"timeline": {"instructions": []}}}
    assert left == [emptied, make_page(), make_page((22, OTHER_ID, OTHER, "b")), emptied, make_page()]
    assert find_traces(investigation.folder, ME) == []


def test_parquet_rows_and_quoted_rows_over_several_lines_are_cut_whole(investigation: Investigation) -> None:
    table = pa.table({"platform": ["x"] * 2, "actor": [OTHER, ME], "kind": ["like"] * 2, "target": [RELAWAN] * 2})
    pq.write_table(table, investigation.folder.parent.parent / "tabel.parquet")
    pipeline.ingest_captures(investigation, [investigation.folder.parent.parent / "tabel.parquet"])
    row = f'x,{OTHER},comment,{RELAWAN},"baris satu\nbaris dua @{ME}"\n'
    kept = f"x,{OTHER},comment,{RELAWAN},tetap\n"
    add_capture(investigation, "lain.csv", f"platform,actor,kind,target,text\n{kept}{row}{kept[:-1]} ada\n".encode())
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("tabel-*.parquet")
    assert pq.read_table(path)["actor"].to_pylist() == [OTHER]
    (path,) = (investigation.folder / "captures").glob("lain-*.csv")
    assert path.read_text("utf-8") == f"platform,actor,kind,target,text\n{kept}{kept[:-1]} ada\n"


@pytest.mark.parametrize(
    "type_",
    [
        pa.string_view(),
        pa.large_string(),
        pa.binary(),
        pa.binary_view(),
        pa.dictionary(pa.int32(), pa.string()),
        pa.dictionary(pa.int8(), pa.large_string(), ordered=True),
        pa.list_(pa.string_view()),
        pa.struct({"nama": pa.string_view()}),
        pa.struct({"nama": pa.dictionary(pa.int16(), pa.string())}),
    ],
    ids=str,
)
@pytest.mark.parametrize("actors", [[ME], [OTHER], [OTHER, ME], [ME, OTHER, ME, ME, OTHER, OTHER]])
def test_parquet_columns_of_every_kind_of_text_are_cut_and_hold_no_value_of_a_row_that_is_gone(
    tmp_path: Path, type_: pa.DataType, actors: list[str]
) -> None:
    is_list, is_struct = pa.types.is_list(type_), pa.types.is_struct(type_)
    values = [[name] if is_list else {"nama": name} if is_struct else name for name in actors]
    column = pa.array(values, type_)
    path, beside = tmp_path / "tabel.parquet", tmp_path / "sisa.parquet"
    pq.write_table(pa.table({"nama": column, "n": range(len(actors))}), path)
    count = cut.cut_file(path, beside, iter(()), NAMES)
    kept = [number for number, name in enumerate(actors) if name == OTHER]
    left = pq.read_table(beside)
    assert (count.kept, count.cut, left["n"].to_pylist()) == (len(kept), len(actors) - len(kept), kept)
    assert left["nama"].to_pylist() == [column[number].as_py() for number in kept]
    assert left.schema == pq.read_schema(path)
    assert ME.encode() not in beside.read_bytes()


def test_the_same_handle_on_another_platform_or_under_another_id_is_another_account(tmp_path: Path) -> None:
    invention = Invention(tmp_path / "data" / "uji-2024")
    invention.opd(ME, platform_id=str(MY_ID))
    invention.opd(ME, platform="instagram")
    invention.volunteer(RELAWAN)
    invention.volunteer(RELAWAN, platform="instagram")
    invention.act(ME, "share", RELAWAN)
    invention.act(ME, "like", RELAWAN, platform="instagram", object_url="https://www.instagram.com/p/Cabc/")
    investigation = invention.ingest()
    reused = make_tweet(31, (555666777888, ME), AT)
    invention.ingest_lines("arsip.jsonl", [make_tweet(30, (MY_ID, ME), AT), reused])
    with pytest.raises(BadParameter, match="several ids"):
        pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    pipeline.purge_subject(investigation, f"x:{MY_ID}", "Sri Contoh")
    assert find_traces(investigation.folder, str(MY_ID)) == []
    (path,) = (investigation.folder / "captures").glob("arsip-*.jsonl")
    assert [json.loads(line)["id"] for line in path.read_bytes().splitlines()] == [31]
    (path,) = (investigation.folder / "captures").glob("catatan-*.csv")
    assert len(path.read_bytes().splitlines()) == 2
    assert [row.platform for row in pipeline.read_registry(investigation).accounts if row.handle == ME] == ["instagram"]


def test_an_account_outside_the_registry_can_be_purged_too(investigation: Investigation) -> None:
    invention_lines = [make_tweet(41, (123123123123, "warga_biasa"), AT, f"@{OTHER} halo")]
    add_capture(investigation, "warga.jsonl", json.dumps(invention_lines[0]).encode() + b"\n")
    record = pipeline.purge_subject(investigation, "x:@warga_biasa", "Sri Contoh")
    assert record is not None
    assert record.counts["registry_rows"] == 0
    assert find_traces(investigation.folder, "warga_biasa", "123123123123") == []
    assert find_traces(investigation.folder, ME)


def test_what_nobody_ever_captured_leaves_no_record(investigation: Investigation) -> None:
    before = {path: hash_file(path) for path in (investigation.folder / "captures").iterdir()}
    assert pipeline.purge_subject(investigation, "x:@tidak_pernah_ada", "Sri Contoh") is None
    assert not (investigation.folder / "destruction").exists()
    assert not (investigation.folder / ".purge").exists()
    assert before == {path: hash_file(path) for path in (investigation.folder / "captures").iterdir()}


def test_a_reason_that_names_the_account_is_refused(investigation: Investigation) -> None:
    with pytest.raises(BadParameter, match="names the account"):
        pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", f"permintaan @{ME}")


def test_a_changed_capture_is_refused_before_anything_is_cut(investigation: Investigation) -> None:
    path = investigation.folder / "captures" / "arsip.jsonl"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(BrokenEvidence):
        pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    assert not (investigation.folder / "destruction").exists()


def test_other_files_of_the_folder_are_cut_too_and_pictures_named_for_the_account_go(
    investigation: Investigation,
) -> None:
    folder = investigation.folder
    (folder / "catatan.txt").write_text(f"{OTHER} menelepon\nlihat @{ME}\n", encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps({"leads": [{"handle": ME}, {"handle": OTHER}]}), encoding="utf-8")
    (folder / f"layar-{ME}.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    marks = [
        {"pair_no": 1, "kind": "url", "value": f"https://x.com/{ME}"},
        {"pair_no": 1, "kind": "phrase", "value": "x"},
    ]
    write_table(folder / "registry" / "marks.csv", ["pair_no", "kind", "value", "source"], marks)
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    assert find_traces(folder, ME) == []
    assert (folder / "catatan.txt").read_text("utf-8") == f"{OTHER} menelepon\n"
    assert json.loads((folder / "truth.json").read_text("utf-8")) == {"leads": [{"handle": OTHER}]}
    assert len((folder / "registry" / "marks.csv").read_text("utf-8").splitlines()) == 2


def test_cases_about_the_account_gain_an_entry_and_no_other_case_does(investigation: Investigation) -> None:
    leads = {lead.subject.registry_handle: lead.lead_id for lead in pipeline.find_leads(investigation).leads}
    for lead_id in leads.values():
        append_entry(investigation.cases_folder, lead_id, "Sri Contoh", "note", {})
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    assert record is not None
    (entry,) = [entry for entry in read_log(investigation.cases_folder) if entry.action == "purged"]
    assert (entry.case_id, entry.detail) == (leads[ME], {"destruction": record.record_id})
    assert record.counts["cases"] == 1


def test_runs_are_destroyed_and_packs_that_name_the_account_are_to_be_recalled(investigation: Investigation) -> None:
    reports = investigation.reports_folder
    (reports / "runs" / "R-1").mkdir(parents=True)
    (reports / "runs" / "R-1" / "a.ipynb").write_text(ME, encoding="utf-8")
    for name, text in (("situasi", ME), ("L-lain", OTHER)):
        (reports / "packs" / name / "data").mkdir(parents=True)
        (reports / "packs" / name / "bagit.txt").write_text("BagIt", encoding="utf-8")
        (reports / "packs" / name / "data" / "a.csv").write_text(text, encoding="utf-8")
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    assert record is not None
    assert [each.path for each in record.to_be_recalled] == ["reports/packs/situasi"]
    assert find_traces(reports, ME) == ["packs/situasi/data/a.csv: " + ME]


class Killed(BaseException):
    """As a power cut: nothing after it runs."""


STEPS = (
    (destruction.store, "write_plan", 1), (purge, "commit_captures", 1), (purge, "commit_captures", 2),
    (purge, "destroy_file", 1), (purge, "destroy_file", 3), (destruction, "remove_account", 1),
    (destruction.cases, "append_entry", 1), (destruction.store, "refresh_store", 1),
    (destruction.store, "clear_stage", 1),
)  # fmt: skip


@pytest.mark.parametrize(("module", "name", "time"), STEPS, ids=lambda value: str(getattr(value, "__name__", value)))
def test_a_killed_purge_is_finished_by_running_it_again(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, time: int
) -> None:
    lead = next(lead for lead in pipeline.find_leads(investigation).leads if lead.subject.registry_handle == ME)
    append_entry(investigation.cases_folder, lead.lead_id, "Sri Contoh", "note", {})
    calls = iter(range(1, 100))
    real = getattr(module, name)

    def kill(*arguments: Any, **named: Any) -> Any:
        if next(calls) == time:
            raise Killed
        return real(*arguments, **named)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(module, name, kill)
        pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", "permintaan 1/2025")
    pipeline.list_verified_captures(investigation)
    record = pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh", "permintaan 1/2025")
    assert record is not None
    assert (record.state, record.counts["records_cut"]) == ("done", 6)
    assert find_traces(investigation.folder, ME, str(MY_ID), "nama_lama_saya") == []
    assert len(list((investigation.folder / "destruction").glob("*.json"))) == 1
    assert len(pipeline.list_verified_captures(investigation)) == 2
    assert [entry.action for entry in read_log(investigation.cases_folder)] == ["note", "purged"]


def test_short_ids_are_not_taken_for_counts() -> None:
    names = SubjectNames("x", "12", frozenset({"siti"}))
    assert not names.is_about(Record("line:1", "", accounts=(AccountSeen("x", "99", "ani"),)), b'{"likeCount": 12}')
    assert names.is_about(Record("line:1", "", accounts=(AccountSeen("x", "12", None),)), b'{"id": 12}')


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("halo @siti!", True), ('{"username": "Siti"}', True), ("https://x.com/siti/status/1", True),
        ("x,siti,like", True),
        ("kata siti kepada saya", False), ("@siti_lain", False), ("@sitinur", False), ("bersiti", False),
        ("%40siti", True), (r"halo\n@siti", True), (r"{\"username\":\"siti\"}", True),
    ],
)  # fmt: skip
def test_a_handle_that_is_a_word_counts_only_as_a_handle(text: str, held: bool) -> None:
    assert SubjectNames("x", None, frozenset({"siti"})).holds(text.encode()) is held


@given(st.lists(st.sampled_from([ME, OTHER, RELAWAN, "", "halo"]), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_cutting_lines_keeps_all_others_in_order(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], end: str
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    lines = [f"{number} {word}{end}".encode() for number, word in enumerate(words)]
    (folder / "a.txt").write_bytes(b"".join(lines))
    count = cut.cut_file(folder / "a.txt", folder / "b.txt", iter(()), NAMES)
    kept = [line for line in lines if ME.encode() not in line]
    assert (folder / "b.txt").read_bytes() == b"".join(kept)
    assert count == (len(kept), len(lines) - len(kept))


def test_when_the_last_capture_goes_an_empty_store_is_left(tmp_path: Path) -> None:
    invention = Invention(tmp_path / "data" / "uji-2024")
    invention.opd(ME)
    invention.volunteer(RELAWAN)
    investigation = invention.ingest_lines("a.jsonl", [make_tweet(1, (MY_ID, ME), AT)])
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    assert list((investigation.folder / "captures").iterdir()) == []
    assert pipeline.read_status(investigation)["tables"]["records"] == 0
    assert pipeline.find_leads(investigation).is_nil


def test_compressed_data_that_ends_too_early_is_cut_as_far_as_it_goes(investigation: Investigation) -> None:
    lines = [make_tweet(50 + n, (OTHER_ID, OTHER), AT, "x" * n) for n in range(300)] + [make_tweet(9, (MY_ID, ME), AT)]
    lines = lines[-1:] + lines[:-1]
    add_capture(
        investigation, "putus.jsonl.gz", gzip.compress(b"".join(json.dumps(x).encode() + b"\n" for x in lines))[:-40]
    )
    pipeline.purge_subject(investigation, f"x:@{ME}", "Sri Contoh")
    (path,) = (investigation.folder / "captures").glob("putus*.gz")
    assert ME.encode() not in gzip.decompress(path.read_bytes())
    assert gzip.decompress(path.read_bytes()).count(OTHER.encode()) > 100
