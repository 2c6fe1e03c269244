"""Complaints: taken down, linked, and who made them sealed; what a killed or a purged one leaves."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netral.cases import append_entry, complaints, list_cases, list_complaints, read_log, take_complaint
from netral.errors import BadParameter, BrokenEvidence
from netral.model import Channel, Complaint, ReporterState

TODAY = date(2024, 10, 10)
REPORTER = "Pelapor Rahasia\nJalan Melati 5, 0812-3333-444"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An investigation's folder."""
    return tmp_path


def complain(folder: Path, **changed: Any) -> Complaint:
    given = {
        "person": "Sri Contoh", "channel": Channel.LETTER, "known_on": date(2024, 10, 4), "account": "x:@pegawai",
        "url": "https://x.com/relawan/status/1", "object_key": "x:post:1", "says": "membagikan unggahan",
        "today": TODAY, "reporter": "",
    }  # fmt: skip
    return take_complaint(folder / "complaints", folder / "cases", **given | changed)


def complaints_of(folder: Path) -> tuple[Complaint, ...]:
    return list_complaints(folder / "complaints", folder / "cases")


def test_a_complaint_is_kept_with_its_channel_and_the_day_it_became_known(folder: Path) -> None:
    complain(folder)
    (kept,) = complaints_of(folder)
    assert (kept.complaint_id, kept.channel, kept.known_on) == ("K-001", Channel.LETTER, date(2024, 10, 4))
    assert (kept.account, kept.says, kept.taken_by) == ("x:@pegawai", "membagikan unggahan", "Sri Contoh")
    assert kept.reporter is ReporterState.NONE


def test_who_complains_stands_in_the_sealed_file_and_in_no_other(folder: Path) -> None:
    complaint = complain(folder, reporter=REPORTER)
    sealed = folder / "complaints" / "sealed" / "K-001.json"
    assert json.loads(sealed.read_text("utf-8"))["reporter"] == REPORTER
    others = [path for path in folder.rglob("*") if path.is_file() and path != sealed]
    assert others and not [path for path in others if b"Rahasia" in path.read_bytes() or b"Melati" in path.read_bytes()]
    assert "Rahasia" not in repr(complaint) and complaint.reporter is ReporterState.SEALED


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_the_sealed_file(folder: Path) -> None:
    complain(folder, reporter=REPORTER)
    sealed = folder / "complaints" / "sealed"
    assert stat.S_IMODE((sealed / "K-001.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o700


def test_the_log_names_neither_account_nor_address_nor_reporter_and_no_name_can_be_tested_against_its_hashes(
    folder: Path,
) -> None:
    for _ in range(2):
        complain(folder, reporter=REPORTER)
    text = (folder / "cases" / "log.jsonl").read_text("utf-8")
    assert not [word for word in ("pegawai", "relawan", "unggahan", "Rahasia") if word in text]
    first, second = (entry.detail["sealed_sha256"] for entry in read_log(folder / "cases"))
    assert first and second and first != second


def test_the_same_account_address_and_day_are_linked_to_the_first_and_kept(folder: Path) -> None:
    complain(folder)
    complain(folder, channel=Channel.FORM, says="hal yang sama", url="https://twitter.com/relawan/status/1?s=20")
    complain(folder, known_on=date(2024, 10, 5))
    complain(folder, account="x:@lain")
    complain(folder, object_key="x:post:2")
    complain(folder)
    assert [each.same_as for each in complaints_of(folder)] == ["", "K-001", "", "", "", "K-001"]


def test_two_complaints_without_an_address_are_not_called_the_same(folder: Path) -> None:
    for _ in range(2):
        complain(folder, url="", object_key="")
    assert [each.same_as for each in complaints_of(folder)] == ["", ""]


@pytest.mark.parametrize(
    "changed",
    [
        {"says": ""},
        {"person": " "},
        {"says": "NIP 198501012010011001"},
        {"reporter": "Pelapor\nNIK 5271010101800001"},
        {"says": "kata pelapor  rahasia", "reporter": REPORTER},
        {"known_on": date(2024, 10, 11)},
    ],
)
def test_a_complaint_that_says_too_little_or_too_much_is_refused_whole(folder: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(BadParameter):
        complain(folder, **changed)
    assert complaints_of(folder) == ()
    assert not (folder / "complaints").exists()


def test_a_complaint_edited_by_hand_is_broken_evidence_that_names_file_and_entry(folder: Path) -> None:
    complain(folder)
    path = folder / "complaints" / "K-001.json"
    path.write_text(path.read_text("utf-8").replace("membagikan", "menyukai"), encoding="utf-8")
    with pytest.raises(BrokenEvidence, match=r"K-001.json: was edited.*entry 1"):
        complaints_of(folder)


def test_of_a_destroyed_complaint_the_entry_in_the_log_stays(folder: Path) -> None:
    complain(folder, reporter=REPORTER)
    (folder / "complaints" / "K-001.json").unlink()
    (folder / "complaints" / "sealed" / "K-001.json").unlink()
    complain(folder)
    first, second = complaints_of(folder)
    assert (first.account, first.says, first.reporter) == ("", "", ReporterState.DESTROYED)
    assert (second.complaint_id, second.same_as) == ("K-002", "")


@pytest.mark.parametrize("reporter", ["", "Orang Lain"])
def test_an_intake_that_was_killed_leaves_no_complaint_and_the_next_one_takes_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reporter: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(complaints, "append_entry", killed)
        with pytest.raises(KeyboardInterrupt):
            complain(folder, reporter=REPORTER, says="yang pertama")
    assert complaints_of(folder) == ()
    assert complain(folder, reporter=reporter, says="yang kedua").complaint_id == "K-001"
    (kept,) = complaints_of(folder)
    assert kept.says == "yang kedua"
    assert not [path for path in folder.rglob("*") if path.is_file() and b"Rahasia" in path.read_bytes()]


def test_complaints_are_no_cases(folder: Path) -> None:
    complain(folder)
    assert list_cases(folder / "cases") == ()


def test_a_chained_entry_that_is_no_complaint_is_broken_evidence(folder: Path) -> None:
    append_entry(folder / "cases", "K-001", "Sri", "complain", {"channel": "bisikan"})
    with pytest.raises(BrokenEvidence, match="entry 1 is no complain entry"):
        complaints_of(folder)
