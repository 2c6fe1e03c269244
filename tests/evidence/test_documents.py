"""Drafts that people fill in and sign: what stands in each, and what never does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from netral.errors import BadParameter, NetralError
from netral.pipeline import find_leads, make_document
from tests.invented_investigation import Invention


@pytest.fixture(scope="module")
def invention(tmp_path_factory: pytest.TempPathFactory) -> Invention:
    """A shared post of an agency, likes of an employee, and a single like."""
    made = Invention(tmp_path_factory.mktemp("surat") / "uji")
    made.volunteer("relawan_satu")
    made.opd("dinas_contoh")
    made.act("dinas_contoh", "share", "relawan_satu", act_url="https://x.com/dinas_contoh/status/77")
    made.acts(made.person("pegawai_satu"), "like", "relawan_satu", 3)
    made.act(made.person("pegawai_dua"), "like", "relawan_satu")
    made.ingest()
    return made


def find_case(invention: Invention, handle: str) -> str:
    return next(lead.lead_id for lead in find_leads(invention.write()).leads if lead.subject.handle == handle)


def read_text(pdf: bytes, folder: Path) -> str:
    path = folder / "surat.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode("utf-8").split())


def write(invention: Invention, folder: Path, kind: str, handle: str = "", lang: str = "en") -> str:
    case_id = find_case(invention, handle) if handle else None
    return read_text(make_document(invention.write(), kind, case_id, lang), folder)


def test_a_request_to_remove_goes_to_the_agency_with_every_address_and_finds_nothing(
    invention: Invention, tmp_path: Path
) -> None:
    text = write(invention, tmp_path, "removal", "dinas_contoh")
    assert "Dinas U1" in text
    assert "https://x.com/dinas_contoh/status/77" in text
    assert "This is a request, not a finding." in text
    assert "Draft." in text


def test_what_nobody_can_remove_is_not_asked_for(invention: Invention, tmp_path: Path) -> None:
    text = write(invention, tmp_path, "removal", "pegawai_satu")
    assert "None of the acts is a post of the account that it could remove itself." in text
    assert "Dinas U1" not in text


def test_a_notice_says_what_is_examined_why_until_when_and_which_rights(invention: Invention, tmp_path: Path) -> None:
    text = write(invention, tmp_path, "notice", "pegawai_satu")
    for part in ("presumed innocent", "D-6", "800/1/2024", "31 December 2999", "to object"):
        assert part in text


def test_a_worksheet_has_every_check_of_the_rule(invention: Invention, tmp_path: Path) -> None:
    text = write(invention, tmp_path, "study", "dinas_contoh")
    (lead,) = (lead for lead in find_leads(invention.write()).leads if lead.subject.handle == "dinas_contoh")
    assert all(check.split()[0] in text for check in lead.rule.reviewer_checks["en"])
    assert "Within the time to report" in text


def test_a_circular_counts_and_names_nobody(invention: Invention, tmp_path: Path) -> None:
    text = write(invention, tmp_path, "circular")
    assert "Single likes below the 1 threshold" in text
    assert "contested" in text
    for name in ("pegawai", "dinas_contoh", "relawan", "Dinas U1"):
        assert name not in text


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Invention:
    """An agency that did nothing."""
    made = Invention(tmp_path_factory.mktemp("nihil") / "uji")
    made.volunteer("relawan_satu")
    made.act(made.opd("dinas_contoh"), "like", "relawan_satu")
    made.ingest()
    return made


@pytest.mark.parametrize(("lang", "heading"), [("id", "Laporan nihil"), ("en", "Nil report")])
def test_a_nil_report_says_what_was_looked_at_and_is_refused_where_there_is_a_lead(
    quiet: Invention, invention: Invention, tmp_path: Path, lang: str, heading: str
) -> None:
    text = write(quiet, tmp_path, "nil", lang=lang)
    assert heading in text
    assert "skb-2022" in text and "800/1/2024" in text and "dinas_contoh" not in text
    with pytest.raises(BadParameter, match="a nil report would be untrue: there are 2 leads"):
        make_document(invention.write(), "nil", None, lang)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_impact_assessment_is_made_before_anything_is_captured(tmp_path: Path, lang: str) -> None:
    made = Invention(tmp_path / "uji")
    made.opd("dinas_contoh")
    made.person("pegawai_satu", confirmed_by="")
    text = write(made, tmp_path, "dpia", lang=lang)
    assert all(part in text for part in ("800/1/2024", "2999", "Pasal 20", "\u2026\u2026"))
    assert "dinas_contoh" not in text and "pegawai_satu" not in text
    with pytest.raises(NetralError):
        write(made, tmp_path, "nil", lang=lang)


@pytest.mark.parametrize("kind", ["study", "removal", "notice", "circular"])
def test_every_document_is_made_in_both_languages(invention: Invention, tmp_path: Path, kind: str) -> None:
    handle = "" if kind == "circular" else "dinas_contoh"
    indonesian, english = (write(invention, tmp_path, kind, handle, lang) for lang in ("id", "en"))
    assert "Draft." in english and "Draft." not in indonesian


def test_no_document_calls_anything_proven(invention: Invention, tmp_path: Path) -> None:
    for kind in ("study", "removal", "notice"):
        assert "terbukti" not in write(invention, tmp_path, kind, "dinas_contoh", "id").replace(
            "Belum ada yang terbukti", ""
        )


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("surat", "document 'surat' is unknown; allowed are study, removal"),
        ("notice", "document 'notice' is about a case; name it"),
    ],
)
def test_a_document_that_cannot_be_made_is_refused(invention: Invention, kind: str, problem: str) -> None:
    with pytest.raises(BadParameter, match=problem):
        make_document(invention.write(), kind)
