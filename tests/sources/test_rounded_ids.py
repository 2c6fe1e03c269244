from __future__ import annotations

import random

import pytest

from netral.errors import BadCapture
from netral.sources.rounded_ids import RoundingWatch, refuse_unlike_address

WHOLE = "1838609417647459563"
ROUNDED = ("1838609417647450000", "1838609417647460000")


def see(*ids: str, columns: tuple[str, ...] = ("id",)) -> None:
    watch = RoundingWatch()
    for number, native_id in enumerate(ids):
        watch.see(native_id, columns[number % len(columns)], f"ekspor.csv, row {2 + number // len(columns)}")


@pytest.mark.parametrize(
    "ids",
    [
        ROUNDED,
        ("100000000000001", "", "dinas", *ROUNDED),
        ("183860941764745000", "183860941764746000", "183860941764747000"),
        tuple(f"183860941764{number}0" for number in range(101, 109)),
    ],
)
def test_ids_that_all_end_in_zeros_were_rounded(ids: tuple[str, ...]) -> None:
    with pytest.raises(BadCapture, match=r"ekspor\.csv, row \d, column id: '18\d+0' and those after it end in zeros"):
        see(*ids)


@pytest.mark.parametrize("ids", [ROUNDED[:1] * 9, (WHOLE, *ROUNDED), (ROUNDED[0], WHOLE, ROUNDED[1])])
def test_one_id_that_ends_in_zeros_proves_nothing_nor_do_several_beside_a_whole_one(ids: tuple[str, ...]) -> None:
    see(*ids)


def test_two_columns_of_one_row_prove_it_and_a_whole_column_does_not_clear_another() -> None:
    with pytest.raises(BadCapture, match="row 2, column post: "):
        see(*ROUNDED, columns=("post", "author"))
    with pytest.raises(BadCapture, match="row 2, column author: "):
        see(WHOLE, ROUNDED[0], WHOLE, ROUNDED[1], columns=("post", "author"))
    see(ROUNDED[0], WHOLE, WHOLE, ROUNDED[1], columns=("post", "author"))


def test_of_many_true_ids_those_that_end_in_zeros_refuse_nothing() -> None:
    chance = random.Random(7)
    ids = [str((1_838_609_417 << 30) + (chance.getrandbits(18) << 12)) for _ in range(20_000)]
    assert sum(native_id.endswith("0000") for native_id in ids) > 20
    see(*ids)


@pytest.mark.parametrize("native_id", ["1838609417647450112", "1838609417647459584", "1838609417647460096"])
def test_an_id_that_only_its_address_shows_to_be_rounded_refuses_the_file(native_id: str) -> None:
    with pytest.raises(BadCapture, match=rf"ekspor\.csv, row 2, column id: '{native_id}' is an id that was rounded"):
        refuse_unlike_address(native_id, WHOLE, "id", "ekspor.csv, row 2")


@pytest.mark.parametrize("address_id", [WHOLE, "1838609417637459563", "12", "", "²", "x.com/dinas_contoh"])
def test_an_address_of_the_same_post_of_another_or_of_none_refuses_nothing(address_id: str) -> None:
    refuse_unlike_address(WHOLE, address_id, "id", "ekspor.csv, row 2")


@pytest.mark.parametrize(
    "native_id", [WHOLE[:-1] + "x", WHOLE.translate({ord("0") + each: 0x660 + each for each in range(10)})]
)
def test_an_id_with_other_signs_than_digits_is_not_the_one_in_its_address_rounded(native_id: str) -> None:
    refuse_unlike_address(native_id, WHOLE, "id", "ekspor.csv, row 2")
