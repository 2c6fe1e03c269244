"""The look at finished pages: templates broken on purpose are refused with page and word, and any text passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.errors import BadPage
from netral.evidence import report, write_case_pack
from netral.evidence.blocks import draw_qr, facts, figure, mono, paragraph, table, weigh_text
from netral.evidence.page_check import find_overlap
from netral.evidence.report import compile_pdf
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed

ADDRESS = "https://x.com/dinas_contoh/status/1840000000000000001"


def make_data(*parts: dict[str, Any]) -> dict[str, Any]:
    """A document of the handover template with these parts."""
    return {
        "lang": "id",
        "title": "t",
        "author": "a",
        "description": "d",
        "date": {"year": 2024, "month": 1, "day": 1},
        "head": "",
        "copy": "",
        "page": "{page}/{pages}",
        "foot": "",
        "foot_hash": "f" * 64,
        "bare": 0,
        "agency": "Dinas Contoh",
        "heading": "Judul",
        "parts": list(parts),
    }


def make_card(number: int, address: str = ADDRESS, code: str | None = None) -> dict[str, Any]:
    """A card of an exhibit whose code is of ``code``, else of its address."""
    return {
        "kind": "card",
        "id": f"B-{number:03d}",
        "summary": "",
        "drawn": {"head": "@akun", "text": "isi", "object_head": "", "object_text": ""},
        "rows": [],
        "svg": draw_qr(code or address),
        "link": address,
        "alt": "Kode QR",
        "scanned": "perbuatan",
        "records": [{"origin": "record.json", "sha256": f"{number:064x}"}],
        "rest": "",
        "long": False,
    }


@pytest.fixture
def break_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Templates with one piece of theirs replaced."""

    def replace_piece(old: str, new: str) -> None:
        folder = Path(shutil.copytree(report.TEMPLATES, tmp_path / "templates"))
        look = folder / "look.typ"
        text = look.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        look.write_text(text.replace(old, new), encoding="utf-8")
        monkeypatch.setattr(report, "TEMPLATES", folder)

    return replace_piece


def test_rows_set_on_each_other_are_refused_with_page_and_word(break_template: Callable[[str, str], None]) -> None:
    break_template("inset: (x: 4pt, y: 4.2pt)", "inset: (x: 4pt, y: -4pt)")
    with pytest.raises(BadPage, match=r"page 1: “.+” and “.*kedua.*” lie on each other; nothing was written"):
        compile_pdf("handover.typ", make_data(table(["a"], [["pertama"], ["kedua"], ["ketiga"]], [1])), MADE_AT)


def test_a_table_that_overprints_its_end_is_refused(break_template: Callable[[str, str], None]) -> None:
    break_template(
        "block(above: 1.1em, below: 1.2em, breakable: not part.whole, table(",
        "block(breakable: false, height: 60mm, table(",
    )
    rows = [[f"baris {number}"] for number in range(30)]
    with pytest.raises(BadPage, match=r"page 1: “.*sesudah tabel” and “baris 11.*” lie on each other"):
        compile_pdf("handover.typ", make_data(table(["a"], rows, [1]), paragraph("sesudah tabel")), MADE_AT)


def test_a_word_beyond_the_margin_is_refused(break_template: Callable[[str, str], None]) -> None:
    break_template('value.kind == "mono" { mono(value.code) }', 'value.kind == "mono" { mono(value.code, size: 16pt) }')
    with pytest.raises(BadPage, match=r"page 1: “0{20}.*” reaches beyond the margin"):
        compile_pdf("handover.typ", make_data(facts([("hash", mono("0" * 64))])), MADE_AT)


def test_a_text_that_is_not_set_is_refused(break_template: Callable[[str, str], None]) -> None:
    break_template("mono(record.sha256)", "mono(record.sha256.slice(0, 40))")
    with pytest.raises(BadPage, match=r"“0{60}…” stands 0 times, not 1"):
        compile_pdf("handover.typ", make_data(make_card(7)), MADE_AT)


def test_a_hidden_text_is_refused(break_template: Callable[[str, str], None]) -> None:
    break_template("else { par(lines(value.text)) }", "else { par[] }")
    with pytest.raises(BadPage, match=r"“Kalimat” of “Kalimat yang hilang\.” is missing"):
        compile_pdf("handover.typ", make_data(paragraph("Kalimat yang hilang.")), MADE_AT)


def test_a_code_that_reads_as_another_address_is_refused() -> None:
    compile_pdf("handover.typ", make_data(make_card(1), make_card(2, f"{ADDRESS}9")), MADE_AT)
    with pytest.raises(BadPage, match=rf"page 1: a code reads “https://x.com/lain”, not “{ADDRESS}”"):
        compile_pdf("handover.typ", make_data(make_card(1, code="https://x.com/lain")), MADE_AT)


def test_a_code_in_a_picture_that_somebody_posted_is_not_taken_for_a_card_s() -> None:
    poster = figure(draw_qr("https://x.com/kampanye"), "Poster", "Poster kampanye.", "Bukan kartu.")
    compile_pdf("handover.typ", make_data(make_card(1), poster, make_card(2, f"{ADDRESS}9")), MADE_AT)


def test_a_code_that_cannot_be_read_is_refused(break_template: Callable[[str, str], None]) -> None:
    break_template("alt: part.alt, width: 23mm)", "alt: part.alt, width: 2mm)")
    with pytest.raises(BadPage, match=rf"0 codes can be read of 1; the first other is of “{ADDRESS}”"):
        compile_pdf("handover.typ", make_data(make_card(1)), MADE_AT)


def test_a_refused_report_leaves_no_pack_behind(break_template: Callable[[str, str], None], tmp_path: Path) -> None:
    break_template("alt: part.alt, width: 23mm)", "alt: part.alt, width: 2mm)")
    with pytest.raises(BadPage):
        write_case_pack(make_reviewed(tmp_path, 1), tmp_path / "packs" / CASE_ID, made_at=MADE_AT)
    assert list((tmp_path / "packs").iterdir()) == []


def test_an_overlap_is_seen_whatever_the_order() -> None:
    assert find_overlap([(0, 0, 100, 10), (50, 2, 150, 12)]) == (0, 1)
    assert find_overlap([(50, 2, 150, 12), (0, 30, 9, 40), (0, 0, 100, 10)]) == (2, 0)
    assert find_overlap([(0, 0, 100, 10), (0, 11, 100, 21), (101, 0, 150, 10)]) is None


HOSTILE = (
    "W" * 80,
    "@" * 40,
    "e" + "\u0301" * 40,
    "ุ" * 20,
    "مرحبا (satu) 12:34 https://x.com/a?b=c&d " * 6,
    "😀" * 60,
    "\u202e\u2066\u200b\ufeff" * 12,
    "https://x.com/" + "W" * 400,
    "a-" * 60,
    "﷽" * 6 + "ﷺ",
    "ǅﬃﬄ½⅓™" * 9,
    "i\u0307\u0323\u0331\u0330l" * 12,
    "﹏‗_" * 30,
    "😀" * 900,
    "a\n" * 300,
    "نصطويل" * 40,
    "نص طويل " * 60,
    "@שלום",
    ("A" + "\u0301\u0308" * 9 + " p" + "\u0323\u0330" * 9 + " ") * 60,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_post_can_keep_a_pack_from_being_written(text: str) -> None:
    rows = [[text, "B-001", text, "3"], [text, "B-002", text, "4"]]
    narrow = table(["Perbuatan", "Bukti", "Terhadap", "Jumlah"], rows, [1.2, "auto", 0.8, "auto"], numbers=1)
    drawn = {"head": text, "text": text, "object_head": text, "object_text": text}
    card = make_card(1) | {"drawn": drawn, "rows": [["Akun", text]], "summary": text}
    card["long"] = weigh_text(*[text] * 6) > 1200
    parts = [paragraph(text), facts([("isi", text)]), narrow, card]
    compile_pdf("handover.typ", make_data(*parts), MADE_AT)


@given(st.lists(st.text(st.characters(codec=None), min_size=1, max_size=90), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_any_text_in_any_place_passes_the_look_at_its_page(texts: list[str]) -> None:
    parts = [
        part
        for text in texts
        for part in (facts([("a", text)]), table(["a", "b", "c"], [["x", text, text]] * 2, ["auto", 1, 0.7]))
    ]
    compile_pdf("handover.typ", make_data(*parts), MADE_AT)
