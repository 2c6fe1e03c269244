"""Pages of casework: classes of employment with rules of their own, and what became of requests to remove."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netral.explore import show_employment, show_removals
from netral.model import Removal, RemovalCheck, RemovalState
from netral.pipeline import find_leads, read_registry
from tests.invented_investigation import Invention


def test_each_class_of_employment_has_its_own_rules_and_nobody_is_named(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.act(made.person("akun_ptt", employment="ptt"), "share", "relawan_satu")
    made.person("akun_pns", employment="pns")
    made.person("akun_lain")
    investigation = made.ingest()
    html = show_employment(find_leads(investigation), read_registry(investigation), "en").html
    ptt = next(row for row in html.split("<tr>") if "(PTT)" in row)
    assert "SE MenPANRB 1/2023" in ptt and ptt.count(">1<") == 2  # one account, and it has a lead
    assert "(PPPK)" in html and "to be established first" in html
    assert not [handle for handle in ("akun_ptt", "akun_pns", "akun_lain") if handle in html]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_requests_to_remove_are_listed_with_what_was_found_or_said_to_be_none(lang: str) -> None:
    check = RemovalCheck(date(2024, 10, 9), RemovalState.STILL_THERE, "Siti Contoh")
    removal = Removal(date(2024, 10, 7), "800/12/2024", ("i-1", "i-2"), "Siti Contoh", (check,))
    html = show_removals([("L-1", removal)], lang).html
    assert "L-1" in html and html.count("2024") == 2 and "Siti" not in html
    assert "<table" not in show_removals([], lang).html
