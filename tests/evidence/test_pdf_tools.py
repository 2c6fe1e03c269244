"""The report as other tools see it: qpdf and poppler where they are installed, pikepdf everywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from netral.model import EvidencePack

SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


def run_tool(*words: object) -> str:
    """What a tool that is installed says; skips the test where it is not."""
    if shutil.which(str(words[0])) is None:
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module", params=["sealed_pack", "situation_pack", "redacted_pack"])
def report(request: pytest.FixtureRequest) -> Path:
    """A sealed case's report, a situation report and a redacted one."""
    pack: EvidencePack = request.getfixturevalue(request.param)
    return pack.folder / "data" / "laporan.pdf"


def test_qpdf_finds_no_fault_in_it(report: Path) -> None:
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", report)


def test_every_font_is_embedded_and_maps_to_unicode(report: Path) -> None:
    rows = run_tool("pdffonts", report).splitlines()[2:]
    assert rows
    # the columns after the name: type, encoding, embedded, subset, unicode, and the object's two numbers
    assert {tuple(row.split()[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


def test_poppler_reads_every_hash_of_it(report: Path) -> None:
    text = run_tool("pdftotext", "-layout", report, "-")
    items = report.parent.glob("bukti/*/item.json")
    printed = set(SHA256.findall(text))
    assert {
        each for item in items for each in re.findall(r'"sha256": "([0-9a-f]{64})"', item.read_text("utf-8"))
    } <= printed


def test_poppler_finds_the_signature_valid_over_the_whole_document(sealed_pack: EvidencePack) -> None:
    said = run_tool("pdfsig", "-nocert", sealed_pack.folder / "data" / "laporan.pdf")
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def test_every_figure_has_an_alternative_text_and_every_page_its_tags(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        assert all("/StructParents" in page for page in pdf.pages)
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert len(figures) >= 4
        assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_its_headings_and_exhibits_are_bookmarks_and_its_contents_are_links(case_pack: EvidencePack) -> None:
    with pikepdf.open(case_pack.folder / "data" / "laporan.pdf") as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root] + [
                child.title for item in outline.root for child in item.children
            ]
        inner = [
            each
            for page in pdf.pages
            for each in page.get("/Annots", [])
            if each.get("/Dest") or "/D" in each.get("/A", {})
        ]
    assert {f"B-{number:03d}" for number in range(1, 7)} <= set(titles)
    assert len(titles) > 20
    assert len(inner) > 30  # contents, findings and the table of acts
