"""Writing packs: who may, where to, what is in them, and that the same inputs give the same bytes."""

from __future__ import annotations

import csv
import json
import os
import struct
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import networkx as nx
import pytest

from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.evidence import verify_pack, write_case_pack, write_situation_pack
from netral.evidence.bag import walk_files
from netral.evidence.tables import guard_cell, write_csv
from netral.identity import hash_bytes, hash_file
from netral.model import CaseState, EvidencePack
from tests.evidence.invented import CASE_ID, LEAD_SHA256, MADE_AT, make_case, make_log, make_reviewed, make_situation


def test_a_pack_has_the_files_of_the_contract(case_pack: EvidencePack) -> None:
    files = set(walk_files(case_pack.folder))
    assert {
        *("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"),
        *("data/laporan.pdf", "data/custody.jsonl", "data/ro-crate-metadata.json"),
        *("data/bukti/B-001/item.json", "data/bukti/B-001/record.json"),
        *("data/bukti/B-003/record-1.json", "data/bukti/B-003/record-2.json"),
        *("data/tabel/acts.csv", "data/tabel/all_pairs.csv", "data/tabel/coverage.csv"),
        *("data/tabel/captures.csv", "data/tabel/accounts.csv"),
        *("data/jaringan/follow.graphml", "data/jaringan/interaction.graphml", "data/jaringan/interaction.csv"),
        *("data/verifikasi/CARA-PERIKSA.md", "data/verifikasi/verify.sh"),
    } <= files
    assert not [path for path in files if path.endswith((".p7s", ".tsr", "ca.pem"))]


def test_a_record_file_gives_the_hash_of_the_record(case_pack: EvidencePack) -> None:
    for item_path in case_pack.folder.glob("data/bukti/*/item.json"):
        item = json.loads(item_path.read_bytes())
        for record in item["records"]:
            assert hash_file(item_path.with_name(record["file"])) == record["sha256"]


@pytest.mark.usefixtures("case_pack", "drawn_anew")
def test_the_same_inputs_give_the_same_bytes(case_pack: EvidencePack, tmp_path: Path) -> None:
    again = write_case_pack(make_reviewed(case_pack.folder.parent), tmp_path / CASE_ID, made_at=MADE_AT)
    assert hash_file(again.folder / "data/laporan.pdf") == hash_file(case_pack.folder / "data/laporan.pdf")
    assert again.root_sha256 == case_pack.root_sha256
    assert hash_file(again.handover_record) == hash_file(case_pack.handover_record)


def test_a_pack_of_an_unsigned_case_is_refused(tmp_path: Path) -> None:
    reviewed = make_reviewed(tmp_path)
    unsigned = replace(reviewed, case=make_case(make_log(), signed=False))
    open_case = replace(reviewed, case=replace(reviewed.case, state=CaseState.CLARIFICATION))
    for not_ready in (unsigned, open_case):
        with pytest.raises(CaseNotReady, match="signatures"):
            write_case_pack(not_ready, tmp_path / "packs" / CASE_ID)
    assert not (tmp_path / "packs").exists()


def test_a_record_that_changed_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    reviewed = make_reviewed(tmp_path)
    first = reviewed.exhibits[0]
    changed = replace(first, records=(replace(first.records[0], raw=b"{}"),))
    with pytest.raises(BrokenEvidence, match="B-001"):
        write_case_pack(replace(reviewed, exhibits=(changed,)), tmp_path / "packs" / CASE_ID, made_at=MADE_AT)
    assert list((tmp_path / "packs").iterdir()) == []


def test_an_image_that_would_unpack_to_gigabytes_is_carried_and_never_unpacked(tmp_path: Path) -> None:
    header = struct.pack(">II5B", 60_000, 60_000, 8, 6, 0, 0, 0)  # 14 GB of pixels, said in 13 bytes
    bomb = b"\x89PNG\r\n\x1a\n" + make_chunk(b"IHDR", header) + make_chunk(b"IDAT", zlib.compress(b"\0" * (1 << 20)))
    reviewed = make_reviewed(tmp_path, 1)
    first = reviewed.exhibits[0]
    shown = replace(first.records[0], raw=bomb, ref=replace(first.records[0].ref, sha256=hash_bytes(bomb)))
    pack = write_case_pack(
        replace(reviewed, exhibits=(replace(first, records=(shown,)),)), tmp_path / CASE_ID, made_at=MADE_AT
    )
    assert (pack.folder / "data/bukti/B-001/record.json").read_bytes() == bomb
    assert verify_pack(pack.folder, pack.root_sha256).ok


def make_chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize("exhibit_id", ["../../x", "B-1", "", "B-001/../../y"])
def test_an_exhibit_number_cannot_lead_out_of_the_pack(tmp_path: Path, exhibit_id: str) -> None:
    reviewed = make_reviewed(tmp_path)
    odd = replace(reviewed.exhibits[0], exhibit_id=exhibit_id)
    with pytest.raises(BrokenEvidence, match="not an exhibit"):
        write_case_pack(replace(reviewed, exhibits=(odd,)), tmp_path / CASE_ID, made_at=MADE_AT)


def test_a_broken_log_is_refused(tmp_path: Path) -> None:
    reviewed = make_reviewed(tmp_path)
    lines = reviewed.log_lines[1:]
    with pytest.raises(BrokenEvidence, match="case log, line 1"):
        write_case_pack(replace(reviewed, log_lines=lines), tmp_path / CASE_ID)


def test_a_folder_that_is_no_pack_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / CASE_ID
    place.mkdir()
    (place / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(BadParameter, match="no pack of netral"):
        write_case_pack(make_reviewed(tmp_path), place, made_at=MADE_AT)
    assert (place / "mine.txt").read_text(encoding="utf-8") == "keep"
    assert [path.name for path in tmp_path.iterdir()] == [CASE_ID]


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_is_no_place_for_a_pack(tmp_path: Path, case_pack: EvidencePack) -> None:
    (tmp_path / CASE_ID).symlink_to(case_pack.folder)
    with pytest.raises(BadParameter):
        write_case_pack(make_reviewed(tmp_path), tmp_path / CASE_ID, made_at=MADE_AT)


def test_an_earlier_pack_is_replaced_whole(tmp_path: Path) -> None:
    first = write_case_pack(make_reviewed(tmp_path, 6), tmp_path / CASE_ID, made_at=MADE_AT)
    second = write_case_pack(make_reviewed(tmp_path, 3), tmp_path / CASE_ID, made_at=MADE_AT)
    assert first.root_sha256 != second.root_sha256
    assert verify_pack(second.folder, second.root_sha256).ok
    assert sorted(path.name for path in tmp_path.iterdir()) == [CASE_ID, f"{CASE_ID}.berita-acara.pdf"]


def test_notebooks_are_enclosed_as_they_are(tmp_path: Path) -> None:
    notebook = tmp_path / "07_evidence_report.ipynb"
    notebook.write_text('{"cells": []}', encoding="utf-8")
    situation = replace(make_situation(tmp_path), notebooks=(notebook,))
    pack = write_situation_pack(situation, tmp_path / "situasi", made_at=MADE_AT)
    assert hash_file(pack.folder / "data/notebook" / notebook.name) == hash_file(notebook)
    with pytest.raises(BadParameter, match="no notebook"):
        write_situation_pack(replace(situation, notebooks=(tmp_path / "gone.ipynb",)), tmp_path / "s", made_at=MADE_AT)


@pytest.mark.parametrize("name", ["..", "a b", "-x", ".x"])
def test_a_pack_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadParameter):
        write_situation_pack(make_situation(tmp_path), tmp_path / "packs" / name, made_at=MADE_AT)


def test_a_time_without_zone_and_an_unknown_language_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="zone"):
        write_situation_pack(make_situation(tmp_path), tmp_path / "s", made_at=datetime(2024, 1, 1))
    with pytest.raises(BadParameter, match="language"):
        write_situation_pack(make_situation(tmp_path), tmp_path / "s", lang="fr", made_at=MADE_AT)


def test_cells_that_a_spreadsheet_would_run_are_guarded(case_pack: EvidencePack) -> None:
    with (case_pack.folder / "data/tabel/acts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[5]["text"] == "'=SUM(A1:A9) adalah isi unggahan, bukan rumus"
    assert rows[1]["text"].startswith("Dukung terus ya 😀")
    assert rows[3]["text"].startswith("Baris satu\nbaris dua")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_each_sign_that_starts_a_formula_is_guarded(tmp_path: Path, first: str) -> None:
    assert guard_cell(f"{first}1") == f"'{first}1"
    assert guard_cell(-1) == -1
    write_csv(tmp_path / "t.csv", ["a"], [[f"{first}1"], [None], ["\ud800"]])
    assert (tmp_path / "t.csv").read_bytes().startswith(b"a\n")


def test_networks_can_be_read_back(case_pack: EvidencePack) -> None:
    graph = nx.read_graphml(case_pack.folder / "data/jaringan/interaction.graphml")
    handles = {data["handle"] for _, data in graph.nodes(data=True)}
    assert {"disdik_contoh", "relawan_satu_contoh", ""} <= handles
    assert graph.number_of_edges() > 10


def test_the_crate_describes_every_other_file_of_the_payload(case_pack: EvidencePack) -> None:
    crate = json.loads((case_pack.folder / "data/ro-crate-metadata.json").read_bytes())
    graph = {node["@id"]: node for node in crate["@graph"]}
    parts = {part["@id"] for part in graph["./"]["hasPart"]}
    files = {path.removeprefix("data/") for path in walk_files(case_pack.folder) if path.startswith("data/")}
    assert parts == files - {"ro-crate-metadata.json"}
    assert graph["ro-crate-metadata.json"]["conformsTo"]["@id"].endswith("1.1")
    assert parts <= graph.keys()


def test_the_readme_of_a_pack_without_a_seal_says_so(tmp_path: Path) -> None:
    pack = write_situation_pack(make_situation(tmp_path), tmp_path / "situasi", lang="en", made_at=MADE_AT)
    text = (pack.folder / "data/verifikasi/CARA-PERIKSA.md").read_text(encoding="utf-8")
    assert "openssl cms" not in text and "{seal" not in text
    assert "no electronic signature" in text.split("What this does not prove")[1]
    assert LEAD_SHA256 not in text
