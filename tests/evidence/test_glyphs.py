"""Text of any origin in the report: nothing is dropped, hidden or run."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.evidence.blocks import paragraph
from netral.evidence.glyphs import LINE_EMS, add_breaks, measure_ems, read_glyphs, to_printable
from netral.evidence.report import compile_pdf
from tests.evidence.invented import MADE_AT
from tests.evidence.pages import read_text


def print_texts(*texts: str) -> bytes:
    """Paragraphs in every style to a one-page document of the handover template."""
    data: dict[str, Any] = {
        "lang": "id",
        "title": "t",
        "author": "a",
        "description": "d",
        "date": {"year": 2024, "month": 1, "day": 1},
        "head": "",
        "copy": "",
        "page": "{page}/{pages}",
        "foot": "",
        "foot_hash": "",
        "bare": 0,
        "agency": "",
        "heading": "t",
        "parts": [paragraph(text, style) for text in texts for style in ("plain", "quiet", "strong")],
    }
    return compile_pdf("handover.typ", data, MADE_AT)


def test_every_character_said_to_be_covered_can_be_printed() -> None:
    points = sorted(frozenset().union(*read_glyphs().values()))
    shown = [chr(point) for point in points if to_printable(chr(point)) == chr(point)]
    letters = [character for character in shown if not unicodedata.category(character).startswith("M")]
    assert len(shown) > 3000
    print_texts(" ".join(letters))


def test_emoji_controls_and_other_scripts_become_code_points() -> None:
    assert to_printable("a😀") == "a⟨U+1F600⟩"
    assert to_printable("日本") == "⟨U+65E5⟩⟨U+672C⟩"
    assert to_printable("a\u202eb\u200b\x07\t\r") == "a⟨U+202E⟩b⟨U+200B⟩⟨U+0007⟩⟨U+0009⟩⟨U+000D⟩"
    assert to_printable("\ud83d") == "⟨U+D83D⟩"
    assert to_printable("👍\ufe0f\u200d") == "⟨U+1F44D⟩⟨U+FE0F⟩⟨U+200D⟩"
    assert to_printable("⟨U+1F600⟩") == "⟨U+27E8⟩U+1F600⟨U+27E9⟩"


def test_what_the_fonts_have_stays_as_it_is() -> None:
    for text in ("Selamat pagi, Kota Contoh!", "é ñ ü – “kutip” …", "مرحبا بكم", "satu\ndua", "→ ★"):
        assert to_printable(text) == text


def test_a_mark_without_a_letter_is_shown_as_its_code_point() -> None:
    assert to_printable("\u0301") == "⟨U+0301⟩"
    assert to_printable("e\u0301") == "e\u0301"


@given(st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=150, deadline=None)
def test_nothing_is_dropped_and_everything_shown_can_be_seen(text: str) -> None:
    printable = to_printable(text)
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert all(unicodedata.category(character) not in hidden or character == "\n" for character in printable)
    kept = sum(
        1
        for character in text.replace("\r\n", "\n")
        if character in printable or f"U+{ord(character):04X}" in printable
    )
    assert kept == len(text.replace("\r\n", "\n"))


@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_set_as_pdf_a(texts: list[str]) -> None:
    assert print_texts(*texts).startswith(b"%PDF")


@given(st.text("abc⟨⟩ \n😀é/", max_size=200))
def test_breaks_only_add_zero_width_spaces(text: str) -> None:
    printable = to_printable(text)
    broken = add_breaks(printable)
    assert broken.replace("\u200b", "") == printable
    assert all(measure_ems(run) <= LINE_EMS for run in broken.replace("\u200b", " ").split())


def test_markup_of_typst_is_only_text() -> None:
    texts = (
        '#import "look.typ": *',
        "#panic()",
        "*x* _y_ = z\n- a\n+ b",
        "$a$ `b` <c> @d \\ // e /* f",
        "]#[",
        '"; sys.inputs',
    )
    shown = read_text(print_texts(*texts))
    for text in texts:
        assert text.replace("\n", " ") in " ".join(shown.split())
