"""Very large cases: the report prints a bounded part and says so, everything lies in the pack, and the pack holds."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netral.errors import BadParameter
from netral.evidence import pack as packs
from netral.evidence import printed, verify_pack, write_case_pack
from netral.evidence.documents import Request, frame_document, make_document
from netral.model import Channel, Complaint, LogEntry, Removal, ReporterState, ReviewedCase
from tests.evidence.invented import CASE_ID, MADE_AT, make_capture, make_reviewed
from tests.evidence.pages import read_text

AT = datetime(2024, 10, 8, 3, 0, tzinfo=UTC)


def flat(pdf: bytes) -> str:
    """Text of a PDF without line ends and zero-width spaces."""
    return " ".join(read_text(pdf).replace("\u200b", "").split())


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds so low that a small case is a large one."""
    for name, most in {"MOST_CARDS": 4, "MOST_ROWS": 2, "MOST_NAMES": 1}.items():
        monkeypatch.setattr(printed, name, most)


def make_large(folder: Path) -> ReviewedCase:
    """Of everything that can be many more than the bounds allow."""
    reviewed = make_reviewed(folder, 7)
    toward = ("relawan_satu_contoh", "tim_dua_contoh", "relawan_tiga_contoh")
    exhibits = tuple(
        replace(
            each,
            act=replace(each.act, target_handle=toward[place // 2 % 3]),
            records=tuple(
                replace(
                    record,
                    capture=make_capture(place + 1, b"x"),
                    ref=replace(record.ref, capture_id=f"cap-{place + 1:04d}"),
                )
                for record in each.records
            ),
        )
        for place, each in enumerate(reviewed.exhibits)
    )
    signed = reviewed.case.entries
    readings = tuple(
        LogEntry(
            seq, AT, CASE_ID, "Budi Misalnya", "read", {"reason": f"Alasan ke-{seq}", "direction": "support"}, "", ""
        )
        for seq in range(20, 24)
    )
    case = replace(
        reviewed.case,
        entries=(*signed[:1], *readings, *signed[1:]),
        removals=tuple(
            Removal(date(2024, 10, 3), f"Surat {number}", (), "Sri Rahayu Contoh", ()) for number in range(1, 4)
        ),
        complaints=tuple(
            Complaint(
                f"K-{number}", Channel.LETTER, date(2024, 9, 30), "", "", "", "Sri Rahayu Contoh", AT, "",
                ReporterState.SEALED,
            )
            for number in range(1, 4)
        ),
    )  # fmt: skip
    lead = replace(reviewed.lead, acts=tuple(each.act for each in exhibits))
    captures = tuple(make_capture(number, b"x") for number in range(1, 8))
    return replace(reviewed, exhibits=exhibits, case=case, lead=lead, captures=captures)


@pytest.mark.usefixtures("bounds")
def test_a_report_prints_so_much_and_says_where_the_rest_is(tmp_path: Path) -> None:
    pack = write_case_pack(make_large(tmp_path), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    shown = flat((pack.folder / "data/laporan.pdf").read_bytes())
    for words in (
        "This report prints the first 4 of 7 exhibits in order of time.",
        "Printed are 2 of 3 campaign accounts; each stands in data/tabel/accounts.csv.",
        "Printed are 2 of 7 captured files; each stands with its SHA-256 in data/tabel/captures.csv.",
        "Printed are 2 of 9 entries of this case; each has its line in data/custody.jsonl.",
        "Printed are 2 of 3 requests.",
        "Printed are 2 of 3 complaints.",
    ):
        assert words in shown, words
    assert "B-004" in shown and "B-005" not in shown
    assert "Alasan ke-" not in shown and shown.count("signed") >= 2
    with (pack.folder / "data/tabel/acts.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["exhibit_id"] for row in csv.DictReader(stream)] == [f"B-{number:03d}" for number in range(1, 8)]
    assert len(list((pack.folder / "data/bukti").iterdir())) == 7
    assert verify_pack(pack.folder, pack.root_sha256).ok


@pytest.mark.usefixtures("bounds")
def test_what_is_counted_is_counted_over_all_exhibits(tmp_path: Path) -> None:
    pack = write_case_pack(make_large(tmp_path), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    shown = flat((pack.folder / "data/laporan.pdf").read_bytes()).replace("tabel/ acts", "tabel/acts")
    assert (
        "Comment: 3 acts, toward @relawan_satu_contoh and 1 more. (B-001, B-004, 1 more in data/tabel/acts.csv)"
        in shown
    )
    assert re.search(r"Like: 2 acts, toward @relawan_satu_contoh and 1 more\. \(B-002, 1 more in", shown)
    assert "That 9 records in 7 captured files" in shown


def test_a_sentence_cites_so_many_exhibits_and_says_how_many_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netral.evidence.case_findings.MOST_CITES", 1)
    pack = write_case_pack(make_reviewed(tmp_path, 7), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    assert "(B-001, 2 more in data/tabel/acts.csv)" in flat((pack.folder / "data/laporan.pdf").read_bytes())


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("kind", ["study", "notice"])
def test_a_letter_lists_so_many_acts_and_says_where_all_are(tmp_path: Path, kind: str) -> None:
    reviewed = make_large(tmp_path)
    frame = frame_document(reviewed.investigation, CASE_ID, "en", reviewed.captures, reviewed.log_lines)
    pdf = make_document(kind, Request(leads=reviewed.leads, lead=reviewed.lead, case=reviewed.case), frame)
    assert re.search(r"Printed are the first 2 of \d; all of them stand in the case's pack", flat(pdf))


def test_more_exhibits_than_have_numbers_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "MOST_EXHIBITS", 2)
    with pytest.raises(BadParameter, match="3 acts; a pack holds at most 2 exhibits"):
        write_case_pack(make_reviewed(tmp_path, 3), tmp_path / "packs" / CASE_ID, made_at=MADE_AT)
    assert not (tmp_path / "packs").exists()


def test_an_act_that_thousands_of_records_show_names_some_on_its_card_and_can_be_verified(tmp_path: Path) -> None:
    reviewed = make_reviewed(tmp_path, 1)
    first = reviewed.exhibits[0]
    many = replace(first, records=first.records * 2100)
    pack = write_case_pack(replace(reviewed, exhibits=(many,)), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    shown = flat((pack.folder / "data/laporan.pdf").read_bytes())
    assert "Printed are 50 of 2,100 records; each stands with its SHA-256 in data/bukti/B-001/item.json." in shown
    assert verify_pack(pack.folder, pack.root_sha256).ok
