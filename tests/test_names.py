from __future__ import annotations

import pytest

from netral.names import clean_cell, is_account_id, name_column, to_handle

NOBODY = (
    "#NAME? #REF! =@dinas https://x.com/dinas x:@dinas dinas,kantor dinas;kantor dinas|kantor dinas/kantor 0 @ ? ... "
    "dinas… dinas. “dinas” 'dinas' ‘dinas’ \"dinas\" <dinas> dinas(1) *dinas* dinas\\ dinas\ufffd"
).split()


@pytest.mark.parametrize(
    "text", ["dinas_contoh", "@dinas_contoh", "＠dinas_contoh", "@ dinas_contoh", "@@dinas_contoh"]
)
def test_a_handle_stands_with_or_without_its_at(text: str) -> None:
    assert to_handle("x", text) == "dinas_contoh"


@pytest.mark.parametrize("text", ["Dinas.Contoh-1", "___", "warga·contoh", "दिनास", "3.contoh"])
def test_letters_digits_and_the_signs_that_some_platform_allows_are_a_handle(text: str) -> None:
    assert to_handle("youtube", text) == text


@pytest.mark.parametrize("text", [*NOBODY, "", "Dinas Contoh", "dinas\u00a0contoh", "dinas\nkantor", "@dinas @kantor"])
def test_what_no_platform_has_as_a_handle_is_none(text: str) -> None:
    assert to_handle("instagram", text) is None


@pytest.mark.parametrize(("platform", "is_handle"), [("facebook", False), ("telegram", False), ("x", True)])
def test_where_digits_alone_are_an_id_they_are_no_handle(platform: str, is_handle: bool) -> None:
    assert (to_handle(platform, "100012345") is not None) is is_handle


@pytest.mark.parametrize("text", ["", "0", "22.0", "2.002", "-1001234", "id:22", "@dinas", "user22", "²", "1e5", "2 2"])
def test_an_id_is_digits(text: str) -> None:
    assert is_account_id("telegram", "2002")
    assert not is_account_id("telegram", text)


def test_on_youtube_and_facebook_an_id_may_have_letters_and_is_no_word_for_nothing() -> None:
    assert is_account_id("youtube", "UCcontoh-_1")
    assert is_account_id("facebook", "pfbid0Contoh")
    assert not is_account_id("youtube", "NULL")
    assert not is_account_id("facebook", "n/a")


def test_what_nobody_sees_is_no_part_of_a_cell_or_of_the_name_of_a_column() -> None:
    assert clean_cell("\u2068 '@dinas\u2069\u00a0") == "@dinas"
    assert name_column("\ufeff\u200bObject\u00a0URL ") == "object_url"
    assert name_column("occurred-at") == "occurred_at"
