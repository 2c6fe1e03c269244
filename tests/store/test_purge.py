"""One account out of captures, store and registry: nothing of it stays, nothing of anybody else goes."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
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
from tests.invented_investigation import Invention, make_tweet
from tests.store.purged import AT, ME, MY_ID, OTHER, RELAWAN, find_traces, invent_purge

NAMES = SubjectNames("x", str(MY_ID), frozenset({ME}))


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_purge(tmp_path)


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
