"""What became of the leads between two moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.errors import BadParameter
from netral.rules import compare_leads, count_changes
from tests.invented_investigation import Invention, find_lead_of


def test_leads_are_new_changed_seen_again_or_gone(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    for handle in ("tetap", "tambah", "hilang"):
        made.opd(handle)
        made.act(handle, "share", "relawan")
    before = made.leads()
    made.act("tambah", "comment", "relawan")
    made.act(made.opd("baru"), "share", "relawan")
    next(row for row in made.accounts if row["handle"] == "hilang")["flags"] = "disputed"
    after = made.leads()
    changes = {each.lead_id: each[1:] for each in compare_leads(before, after)}
    found = {handle: find_lead_of(whole, handle)["lead_id"] for whole, handles in (
        (after, ("tetap", "tambah", "baru")), (before, ("hilang",)),
    ) for handle in handles}  # fmt: skip
    assert {handle: changes[lead_id] for handle, lead_id in found.items()} == {
        "tetap": ("seen again", 0, 0), "tambah": ("changed", 1, 0), "baru": ("new", 1, 0), "hilang": ("gone", 0, 1),
    }  # fmt: skip
    assert count_changes(compare_leads(before, after)) == {"new": 1, "changed": 1, "seen again": 1, "gone": 1}


def test_more_proof_of_an_act_is_a_change(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    made.act(made.opd("dinas"), "share", "relawan", object_url="https://x.com/relawan/status/9")
    before = made.leads()
    made.rows.append(made.rows[0] | {"text": "dicatat lagi"})
    assert [each.change for each in compare_leads(before, made.leads())] == ["changed"]


def test_other_things_than_leads_are_refused(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    made.act(made.opd("dinas"), "share", "relawan")
    leads = made.leads()
    with pytest.raises(BadParameter, match="'leads' is missing"):
        compare_leads({"investigation": "uji-2024"}, leads)
    with pytest.raises(BadParameter, match="leads of lain and of uji-2024 cannot be compared"):
        compare_leads(leads | {"investigation": "lain"}, leads)
