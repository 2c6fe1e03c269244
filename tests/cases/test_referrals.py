"""Whether an addressee may be on a side: by the pairs, and by whose account it is."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest

from netral.cases import list_conflicts
from netral.model import Addressee, Conflict, Lead, Pair, Platform, Registry, Role, Subject, Unit

UNITS = (
    Unit("SETDA", "Sekretariat Daerah Kota Contoh", None, "sekretariat", None),
    Unit("BKD", "Badan Kepegawaian dan Pengembangan SDM (BKPSDM)", None, "badan", None),
    Unit("BKD-1", "Bidang Disiplin", "BKD", "bidang", None),
    Unit("INSP", "Inspektorat Daerah", None, "inspektorat", None),
    Unit("DIN", "Dinas Pendidikan", None, "dinas", None),
)
SUBJECT = Subject(Platform.X, "dinas", "x:1", Role.OPD, "DIN", "dinas", ())
INCUMBENT, OWN = Conflict.UNDER_INCUMBENT, Conflict.OWN_UNIT


def conflicts(
    unit_id: str | None = "DIN", incumbent: bool = False, units: tuple[Unit, ...] = UNITS
) -> dict[str, object]:
    registry = Registry((), units, (Pair(1, "Satu", False), Pair(2, "Dua", incumbent)))
    lead = Mock(spec=Lead, subject=replace(SUBJECT, unit_id=unit_id), pair_no=1)
    return {addressee.value: found for addressee, found in list_conflicts(registry, lead).items() if found}


def test_nobody_is_on_a_side_without_an_incumbent_pair_and_an_account_of_their_own() -> None:
    assert conflicts() == {}
    assert set(list_conflicts(Registry((), (), ()), Mock(spec=Lead, subject=SUBJECT))) == set(Addressee)


def test_every_office_under_the_head_of_region_may_be_on_a_side_where_a_pair_is_the_incumbents() -> None:
    assert conflicts(incumbent=True) == dict.fromkeys(("bkpsdm", "inspektorat", "sekda"), (INCUMBENT,))


@pytest.mark.parametrize(
    ("unit_id", "addressee"), [("BKD", "bkpsdm"), ("BKD-1", "bkpsdm"), ("INSP", "inspektorat"), ("SETDA", "sekda")]
)
def test_an_office_does_not_judge_accounts_of_its_own_or_of_a_unit_below(unit_id: str, addressee: str) -> None:
    assert conflicts(unit_id) == {addressee: (OWN,)}
    assert conflicts(unit_id, incumbent=True)[addressee] == (INCUMBENT, OWN)


@pytest.mark.parametrize("unit_id", [None, "TIADA"])
def test_an_account_of_no_unit_is_of_nobodys_own(unit_id: str | None) -> None:
    assert conflicts(unit_id) == {}


def test_a_name_that_merely_holds_the_letters_is_not_the_office() -> None:
    assert conflicts("X", units=(Unit("X", "Dinas Sekdakota dan Bkdx", None, "dinas", None),)) == {}


def test_units_in_a_ring_end() -> None:
    ring = (Unit("A", "Dinas A", "B", "dinas", None), Unit("B", "Dinas B", "A", "dinas", None))
    assert conflicts("A", units=ring) == {}
