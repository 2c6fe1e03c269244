"""Of every file that holds the account, what is left when it is written anew."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from netral import pipeline
from netral.errors import BadParameter
from netral.model import Investigation
from netral.store import cut
from netral.store.subject import SubjectNames
from tests.invented_investigation import Invention, make_envelope, make_tweet, write_table
from tests.store.purged import (
    AT,
    ME,
    MY_ID,
    OTHER,
    OTHER_ID,
    RELAWAN,
    add_capture,
    find_traces,
    invent_purge,
    make_page,
    read_content,
)

NAMES = SubjectNames("x", str(MY_ID), frozenset({ME}))


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_purge(tmp_path)


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


def test_a_list_that_its_own_lines_say_is_of_somebody_outside_the_registry_goes_whole(
    investigation: Investigation,
) -> None:
    follower = {"_type": "snscrape.modules.twitter.User", "username": OTHER, "id": OTHER_ID}
    line = make_envelope(follower, AT, "followers", target_id="660011223344", target_handle="warga_hilang")
    add_capture(investigation, "daftar.jsonl", f"{json.dumps(line)}\n{{}}\n".encode())
    pipeline.purge_subject(investigation, "x:@warga_hilang", "Sri Contoh")
    assert not list((investigation.folder / "captures").glob("daftar*"))


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
