"""The head of an agency sees that agency's part, compared with the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.errors import BadParameter
from netral.pipeline import find_leads
from netral.rules import leads_to_dict
from tests.invented_investigation import Invention, find_lead_of, names


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """Unit U2 lies below U1; U3 stands apart."""
    made = Invention(tmp_path / "uji")
    made.units[0]["employees"], made.units[1]["parent_unit_id"] = 40, "U1"
    made.volunteer("relawan")
    for number in (1, 2, 3):
        made.opd(f"dinas_{number}", f"U{number}")
        made.act(f"dinas_{number}", "share", "relawan")
        made.act(made.person(f"pegawai_{number}", f"U{number}"), "like", "relawan")
        made.act(f"pegawai_{number}", "follow", "relawan")
    return made


def test_a_unit_sees_its_own_leads_and_those_below_it_and_no_other(invention: Invention) -> None:
    investigation = invention.ingest()
    assert names(leads_to_dict(find_leads(investigation, "U1"))) == [("dinas_1", "D-6", 1), ("dinas_2", "D-6", 1)]
    assert names(leads_to_dict(find_leads(investigation, "U3"))) == [("dinas_3", "D-6", 1)]


def test_what_is_only_counted_is_counted_of_the_unit(invention: Invention) -> None:
    result = leads_to_dict(find_leads(invention.ingest(), "U1"))
    assert result["education"] == {"single_likes": 2, "follows": 2}
    assert (result["coverage"]["accounts_declared"], result["coverage"]["employees"]) == (4, 40)


def test_a_lead_of_a_slice_is_the_lead_of_the_whole(invention: Invention) -> None:
    whole = invention.leads()
    part = leads_to_dict(find_leads(invention.ingest(), "U3"))
    assert find_lead_of(part, "dinas_3") == find_lead_of(whole, "dinas_3")


def test_an_unknown_unit_is_refused(invention: Invention) -> None:
    with pytest.raises(BadParameter, match=r"unit 'U9' is not in units\.csv"):
        find_leads(invention.ingest(), "U9")
