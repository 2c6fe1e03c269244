"""Exposure: each pair's share among observed followees, by account and unit, all pairs side by side."""

from __future__ import annotations

import pytest

from netral.model import Pair, Registry, Unit
from netral.networks.exposure import measure_exposure, roll_up_exposure, spread_exposure
from tests.networks.invented_tables import make_roster, make_tables

REGISTRY = Registry(
    (),
    (Unit("U1", "Dinas Satu", None, "dinas", 10),),
    (Pair(1, "Satu", False), Pair(2, "Dua", True), Pair(3, "Tiga", False)),
)
ROLES = {
    "x:a": ("opd", None), "x:b": ("person", None), "x:c": ("person", None),
    "x:v": ("volunteer", 1), "x:w": ("candidate", 2), "x:k": ("incumbent_office", 2),
}  # fmt: skip
UNITS = {"x:a": "U1", "x:b": "U1", "x:c": "U2"}
FOLLOWS = [
    ("x:a", "x:v"), ("x:a", "x:w"), ("x:a", "x:~1"), ("x:a", "x:~2"), ("x:b", "x:w"), ("x:b", "x:k"),
    ("x:v", "x:w"), ("x:~1", "x:v"), ("x:a", "x:a"),
]  # fmt: skip


def test_every_account_has_every_pair_with_all_its_followees_as_the_denominator() -> None:
    table = measure_exposure(make_tables(FOLLOWS), make_roster(ROLES, UNITS), REGISTRY)
    assert list(table["account_id"]) == [name for name in ("x:a", "x:b", "x:c") for _ in range(3)]
    assert list(table["pair_no"]) == [1, 2, 3] * 3
    assert list(table["followees"]) == [4, 4, 4, 2, 2, 2, 0, 0, 0]
    assert list(table["campaign_followees"]) == [1, 1, 0, 0, 1, 0, 0, 0, 0]
    rows = table.set_index(["account_id", "pair_no"])
    assert rows["share"].loc["x:a"].tolist() == [0.25, 0.25, 0.0]
    assert rows["share"].loc["x:c"].isna().all()
    # pair 1 was followed once and pair 2 twice, so one follow of pair 1 is twice one of pair 2
    assert rows["relative"].loc[("x:a", 1)] == pytest.approx(2 / 3)
    assert rows["relative"].loc[("x:a", 2)] == pytest.approx(1 / 3)
    assert rows["relative"].loc[[("x:a", 3), ("x:c", 1)]].isna().all()


def test_a_unit_is_all_its_accounts_together() -> None:
    exposure = measure_exposure(make_tables(FOLLOWS), make_roster(ROLES, UNITS), REGISTRY)
    table = roll_up_exposure(exposure, REGISTRY)
    assert list(table["unit"]) == ["Dinas Satu"] * 3 + ["U2"] * 3 and list(table["pair_no"]) == [1, 2, 3] * 2
    first = table.iloc[0]
    assert (first["accounts"], first["listed"], first["followees"], first["campaign_followees"]) == (2, 2, 6, 1)
    assert list(table["share"].iloc[:3]) == pytest.approx([1 / 6, 2 / 6, 0])
    assert list(table["listed"].iloc[3:]) == [0, 0, 0] and table["share"].iloc[3:].isna().all()
    assert list(table["relative"].iloc[:2]) == pytest.approx([0.5, 0.5])


def test_columns_for_the_nodes_table_are_one_a_pair() -> None:
    wide = spread_exposure(measure_exposure(make_tables(FOLLOWS), make_roster(ROLES, UNITS), REGISTRY))
    assert list(wide) == ["account_id", "exposure_pair_1", "exposure_pair_2", "exposure_pair_3"]
    assert list(wide["account_id"]) == ["x:a", "x:b", "x:c"]


def test_nobody_followed_is_a_table_of_zeros_and_unknowns() -> None:
    table = measure_exposure(make_tables([]), make_roster(ROLES, UNITS), REGISTRY)
    assert len(table) == 9 and table["campaign_followees"].eq(0).all() and table["share"].isna().all()
