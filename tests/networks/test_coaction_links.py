"""Links and copied texts: what is one object, and what is not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.networks.copied_text import name_copies, strip_text
from netral.networks.links import canonicalise_link, find_links
from netral.networks.objects import list_hashtags

TEXT = "Mari kita sukseskan bersama pembangunan kota contoh untuk lima tahun ke depan, kawan"
OTHER = "Layanan perekaman KTP keliling hari ini hadir di Kelurahan Contoh Baru pukul sembilan pagi"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://www.contoh.go.id/berita/", "contoh.go.id/berita"),
        ("http://m.contoh.go.id/berita?utm_source=x&id=7#atas", "contoh.go.id/berita?id=7"),
        ("https://contoh.go.id/berita?b=2&a=1&fbclid=abc", "contoh.go.id/berita?a=1&b=2"),
        ("https://twitter.com/contoh/status/1?s=20&t=abc", "x.com/contoh/status/1"),
        ("https://mobile.twitter.com/contoh/status/1?ref_src=twsrc", "x.com/contoh/status/1"),
        ("https://www.instagram.com/p/AbC/?igsh=abc", "instagram.com/p/AbC"),
        ("https://youtu.be/abc?si=1", "youtu.be/abc"),
        ("https://t.co/AbC", "t.co/AbC"),
    ],
)
def test_spellings_of_one_page_are_one_link(written: str, link: str) -> None:
    assert canonicalise_link(written) == link
    assert find_links(f"baca {written} segera") == [link]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://m.facebook.com/story.php?id=1000", "facebook.com/story.php?id=1000"),
        ("https://www.facebook.com/people/Nama-Contoh", "facebook.com/people/Nama-Contoh"),
        ("https://facebook.com/groups/", "facebook.com/groups"),
        ("https://www.facebook.com/profile.php", "facebook.com/profile.php"),
        ("https://youtu.be/", "youtu.be"),
        ("https://contoh.go.id:99999/a", "https://contoh.go.id:99999/a"),
    ],
)
def test_an_address_that_was_cut_or_is_none_stays_one_object(written: str, link: str) -> None:
    assert canonicalise_link(written) == link
    assert len(find_links(f"baca {written} segera, dan https://contoh.go.id/b")) == 2


@given(st.lists(st.sampled_from([*"[]:/?#@.%=&a9", "youtu.be/", "facebook.com/", "story.php?", "google.com/url?q="])))
def test_no_address_is_a_fault(parts: list[str]) -> None:
    find_links(f"baca https://{''.join(parts)} segera")
    canonicalise_link("".join(parts))


def test_other_pages_and_other_letters_in_a_path_stay_other_links() -> None:
    links = {canonicalise_link(f"https://contoh.go.id/{rest}") for rest in ("a", "A", "a?id=1", "a?id=2", "b")}
    assert len(links) == 5


@given(st.sampled_from(["id=7", "halaman=2", "utm_source=x", "fbclid=1", "si=2", "q=%20"]), st.text("abc/", max_size=6))
def test_a_canonical_link_is_canonical(query: str, path: str) -> None:
    link = canonicalise_link(f"https://www.contoh.go.id/{path}?{query}")
    assert canonicalise_link(f"http://{link}") == link


def test_hashtags_are_a_set_whatever_their_case_and_order() -> None:
    assert list_hashtags("#Menang #Bersama #menang") == list_hashtags("＃bersama ya #MENANG!") == ["bersama", "menang"]
    assert list_hashtags("no#tag https://a.id/#b #2024 &#39;") == []


def test_copies_differ_in_names_links_signs_and_a_few_words() -> None:
    copies = [TEXT, f"{TEXT.upper()} @warga https://t.co/a", f"{TEXT} semua!", OTHER, "pendek saja"]
    names = name_copies(copies)
    assert names[0] == names[1] == names[2] != names[3]
    assert names[4] is None
    assert not any(word in str(names) for word in TEXT.split())


@given(st.permutations([TEXT, f"{TEXT} semua", f"{TEXT} semua ya", OTHER, f"ayo {OTHER}", "x" * 40]))
@settings(deadline=None, max_examples=20)
def test_clusters_do_not_depend_on_the_order(texts: list[str]) -> None:
    names = dict(zip(texts, name_copies(texts), strict=True))
    assert names == dict(zip(sorted(texts), name_copies(sorted(texts)), strict=True))
    assert len(set(names.values())) == 3


def test_texts_are_copies_exactly_when_four_fifths_of_their_pieces_are_common() -> None:
    rng = Random(7)
    start = "".join(rng.choices("abcdefghijklmnop", k=300))
    texts = [start[:at] + "".join(rng.choices("abcdefghijklmnop", k=300 - at)) for at in range(200, 301)]

    def pieces(text: str) -> set[str]:
        return {text[at : at + 5] for at in range(len(text) - 4)}

    for text in texts:
        common = len(pieces(text) & pieces(start)) / len(pieces(text) | pieces(start))
        one, other = name_copies([start, text])
        assert (one == other) == (common >= 0.8)


def test_a_text_is_stripped_to_its_letters() -> None:
    assert strip_text("  Ayo, @calon_1 — MENANG!! https://t.co/a_b \n#2024 ") == "ayomenang2024"
