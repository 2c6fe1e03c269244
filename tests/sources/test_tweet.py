from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netral.sources.tweet import expand_links

SHORTS = st.sampled_from(["https://t.co/a", "https://t.co/ab", "http://t.co/B", "https://t.co/"])
WORDS = st.lists(SHORTS | st.sampled_from([" ", "あ", "dan", "https://contoh.id/", "."])).map("".join)
LINKS = st.lists(st.tuples(SHORTS | st.none(), st.sampled_from(["https://contoh.id/berita", "", None])))


@given(WORDS, LINKS)
def test_an_address_stands_in_a_text_as_often_as_the_capture_tells_it_and_no_more(
    text: str, links: list[tuple[str | None, str | None]]
) -> None:
    expanded = expand_links(text, links) or ""
    told = [(short, address) for short, address in links if short and address]
    assert len(expanded) <= len(text) + sum(len(address) for _, address in told)
    assert expanded.count("contoh.id/berita") <= len(told)
    if not told:
        assert expanded == text


def test_a_short_link_behind_which_other_letters_stand_is_read_to_its_own_end() -> None:
    links = [("https://t.co/ab", "https://contoh.id/1"), ("https://t.co/a", "https://contoh.id/2")]
    assert expand_links("https://t.co/abあ https://t.co/a.", links) == "https://contoh.id/1あ https://contoh.id/2."
