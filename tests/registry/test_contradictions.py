"""Rows of a registry that cannot be true together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netral.errors import BadInvestigation
from netral.registry import read_registry
from tests.invented_investigation import Invention


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    return Invention(tmp_path / "uji")


def read(invention: Invention) -> Any:
    invention.write()
    return read_registry(invention.folder / "registry")


def test_two_candidates_with_one_handle_are_refused(invention: Invention) -> None:
    invention.volunteer("calon", 1, role="candidate")
    invention.volunteer("Calon", 2, role="candidate")
    with pytest.raises(BadInvestigation, match=r"accounts\.csv, row 3, column pair_no: is 2, but row 2 says 1"):
        read(invention)


def test_an_account_cannot_be_an_employees_and_a_volunteers_on_one_day(invention: Invention) -> None:
    invention.person("akun", valid_to="2024-10-01")
    invention.volunteer("akun", 1, valid_from="2024-10-01")
    with pytest.raises(BadInvestigation, match=r"row 3, column role: is volunteer, but row 2 says person"):
        read(invention)


@pytest.mark.parametrize(("column", "first", "second"), [("holder_ref", "P-1", "P-2"), ("employment", "pns", "ptt")])
def test_an_account_has_one_holder_of_one_kind_at_a_time(
    invention: Invention, column: str, first: str, second: str
) -> None:
    invention.person("akun", valid_to="2024-10-31", **{column: first})
    invention.person("akun", valid_from="2024-10-15", **{column: second})
    place = rf"accounts\.csv, row 3, column {column}: is {second}, but row 2 says {first}"
    with pytest.raises(BadInvestigation, match=place):
        read(invention)
    invention.accounts[1]["valid_from"] = "2024-11-01"
    assert len(read(invention).accounts) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"valid_to": "2024-09-30"}, {"valid_from": "2024-10-01", "unit_id": "U2"}),
        ({"platform_id": "1"}, {"platform_id": "2", "unit_id": "U2"}),
        ({"basis": "claimed"}, {"unit_id": "U2"}),
        ({}, {"basis": "complaint", "basis_ref": "ADU/1"}),
        ({"valid_to": "2024-09-30", "holder_ref": "P-1"}, {"valid_from": "2024-10-01", "holder_ref": "P-2"}),
        ({"holder_ref": "P-1"}, {}),
    ],
)
def test_rows_that_can_both_be_true_are_read(invention: Invention, first: Any, second: Any) -> None:
    invention.person("akun", **first)
    invention.person("akun", **second)
    assert len(read(invention).accounts) == 2


def test_rows_known_by_id_and_by_handle_are_one_account_where_a_third_cell_says_so(invention: Invention) -> None:
    invention.person("baru", platform_id="7")
    invention.person("", unit_id="U2", platform_id="7")
    with pytest.raises(BadInvestigation, match=r"row 3, column unit_id: is U2, but row 2 says U1"):
        read(invention)


def test_units_below_themselves_are_refused(invention: Invention) -> None:
    for unit, parent in zip(invention.units, ("U2", "U3", "U1"), strict=True):
        unit["parent_unit_id"] = parent
    with pytest.raises(
        BadInvestigation, match=r"units\.csv, row 2, column parent_unit_id: 'U2' lies below 'U1' itself"
    ):
        read(invention)


def test_a_unit_below_one_that_does_not_exist_is_refused(invention: Invention) -> None:
    invention.units[1]["parent_unit_id"] = "U9"
    with pytest.raises(BadInvestigation, match=r"units\.csv, row 3, column parent_unit_id: 'U9' is not in units\.csv"):
        read(invention)
