"""Texts whose UTF-8 was read as Latin-1 or Windows-1252: repaired where that is certain, else left alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from netral.store.mojibake import repair_mojibake

# What Windows-1252 has for the bytes that are control characters in Latin-1, by Python's own codec.
UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
HIGH = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in UNDEFINED}

HONEST = [
    "Selamat pagi, Kota Contoh! Hadir pukul 09.00 – 11.00 di aula.",
    "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ",
    "السلام عليكم ﷺ",
    "早上好，城市",
    "Il dit « oui » et «non» à Noël – voilà, ça suffit… « É »",
    "la lettre Â« et Â»",
    "huruf Ã, “Ã”, ‘Â’ dan (ã)",
    "SÃO PAULO – “NÃO”, 3º e 4ª; IRMÃ² e JOSÉ†",
    "“víš”, “táž”… Úžasné! VÝŠKA, JEŽÍŠ",
    "„Straße“, Gruß™, ß”",
    "NESCAFÉ® dan CITROËN® CAFÉ•BAR “café”…",
    "2×½ dan 2×½×¼, pipa Ø½ inci, 5 Å±1, (Ò¬Ó) ¯\\_(ツ)_/¯",
    "¡SÍ! ¿qué? SÍ¡",
    "5à10€ 26°C 12 m² ½ kg µ§ © 2024 ®",
    "👍🏽👨‍👩‍👧‍👦 🇮🇩 #️⃣ ✅➡️♻️",
    "â€ yang terpotong, dan â€",
]
WORDS = "café né passé NÃO IRMÃ SÃO É À Ã Â é víš táž Úž NÍŠ Straße ß Ø ñ maçã José naïve añ Ö ù ÿ Å ×".split()
SIGNS = st.sampled_from([*"’”›»…–—·®™°²³ªº´‘“«‹•,.!?)(:;", " ", "\xa0", "\n", ""])


def read_wrongly(text: str, windows: bool = False) -> str:
    """A text's UTF-8, read as Latin-1, or as Windows-1252 with Latin-1 where that has nothing."""
    return "".join((HIGH.get(byte) if windows else None) or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", HONEST)
def test_what_people_write_stays(text: str) -> None:
    assert repair_mojibake(text) == text


@pytest.mark.parametrize("windows", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "it’s", "“dukung” – nomor 1…", "Café José", "é", "ñ", "terima kasih 🙏", "👍🏽 👨‍👩‍👧", "✅ ➡ ♫ → • ™ €",
        "½ kg", "26°C", "© Pemkot", "Übung Ümit", "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ", "السلام عليكم", "ﷺ", "早上好", "Привет", "Ελλάδα",
        "ᬅᬓ᭄ᬱᬭ", "saya\xa0ingin",
    ],
)  # fmt: skip
def test_what_was_read_wrongly_once_or_twice_is_repaired(text: str, windows: bool) -> None:
    once = read_wrongly(text, windows)
    assert once != text
    assert repair_mojibake(once) == text
    assert repair_mojibake(read_wrongly(once, windows)) == text


def test_of_a_mixed_text_only_what_is_certain_is_repaired() -> None:
    assert repair_mojibake("ꦗꦮ “Ã” dan ðŸ™\x8f, cafÃ© – Â« oui Â»") == "ꦗꦮ “Ã” dan 🙏, café – Â« oui Â»"
    assert repair_mojibake("早上 it’s itâ€™s") == "早上 it’s it’s"


def test_nothing_but_the_encoding_is_touched() -> None:
    assert repair_mojibake("&amp; “ﬁ”  e\u0301 ｆ\r\n\x1b itâ€™s") == "&amp; “ﬁ”  e\u0301 ｆ\r\n\x1b it’s"


def test_half_a_surrogate_pair_is_left_where_it_is() -> None:
    assert repair_mojibake("\ud83d cafÃ© \ud83d") == "\ud83d café \ud83d"


@given(st.lists(st.tuples(SIGNS, st.sampled_from(WORDS), SIGNS, SIGNS).map("".join), max_size=6).map(" ".join))
@example("“Ã” Â«")
def test_words_of_any_language_within_any_signs_stay(text: str) -> None:
    assert repair_mojibake(text) == text


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_a_text_without_the_bytes_of_a_character_stays(text: str) -> None:
    assume(not any("\xc2" <= char <= "\xf4" for char in text))
    assert repair_mojibake(text) == text


@given(st.text(st.characters(blacklist_categories=["Cs"])), st.booleans())
def test_every_text_whose_bytes_nobody_can_have_typed_comes_back(text: str, windows: bool) -> None:
    assume(any(0x80 <= byte <= 0x9F for byte in text.encode()) and repair_mojibake(text) == text)
    wrong = read_wrongly(text, windows)
    assume(any("\x80" <= char <= "\x9f" for char in wrong))
    assert repair_mojibake(wrong) == text


@given(st.one_of(st.text(), st.text(st.sampled_from([*map(chr, range(0x80, 0x100)), *HIGH.values(), "a", "A", " "]))))
def test_repairing_again_changes_nothing(text: str) -> None:
    repaired = repair_mojibake(text)
    assert repair_mojibake(repaired) == repaired


def test_a_letter_read_wrongly_as_often_as_the_longest_text_has_room_for_comes_back() -> None:
    wrong = "é"
    for _ in range(16):
        wrong = read_wrongly(wrong)
    assert 50_000 < len(wrong) <= 100_000
    assert repair_mojibake(wrong) == "é"


@pytest.mark.parametrize("tail", [99_999, 17])
def test_a_text_in_which_each_repair_makes_room_for_another_stays_without_delay(tail: int) -> None:
    text = f"CafÃ© Ã{'ƒ' * tail}"
    assert repair_mojibake(text) == text


def test_repairs_that_make_room_for_a_few_others_are_made() -> None:
    assert repair_mojibake(f"Ã{'ƒ' * 16}") == "Ã"
