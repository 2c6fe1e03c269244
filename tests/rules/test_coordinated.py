"""Bursts: accounts of one unit on one campaign post within the window, both of its ends included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.invented_investigation import Invention

POST = "https://x.com/relawan_satu/status/500"


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    for number in range(6):
        made.person(f"pegawai_{number}", "U1" if number < 4 else "U2")
    return made


def share(
    invention: Invention, number: int, second: int, post: str = POST, kind: str = "share", **cells: object
) -> None:
    at = f"2024-10-01T10:{second // 60:02}:{second % 60:02}Z"
    invention.act(f"pegawai_{number}", kind, "relawan_satu", at, object_url=post, **cells)


@pytest.mark.parametrize(("last", "expected"), [(59, 1), (60, 1), (61, 0)])
def test_the_window_includes_its_last_second_and_not_the_next(invention: Invention, last: int, expected: int) -> None:
    for number, second in ((0, 0), (1, 30), (2, last)):
        share(invention, number, second)
    coordinated = invention.leads()["coordinated"]
    assert len(coordinated) == expected
    if expected:
        (burst,) = coordinated
        interactions = burst.pop("interactions")
        assert burst == {
            "unit_id": "U1", "pair_no": 1, "object_url": POST, "accounts": 3, "window_seconds": 60,
            "units_above": [],
        }  # fmt: skip
        assert len(set(interactions)) == 3


def test_a_burst_holds_every_act_of_some_full_window_and_no_straggler(invention: Invention) -> None:
    for number, second in ((0, 0), (1, 40), (2, 60), (3, 100), (3, 400)):
        share(invention, number, second, kind="share" if second < 400 else "quote")
    (burst,) = invention.leads()["coordinated"]
    assert (burst["accounts"], len(burst["interactions"])) == (4, 4)


def test_too_few_accounts_several_units_or_several_posts_are_no_burst(invention: Invention) -> None:
    for kind in ("share", "like", "comment"):
        share(invention, 0, 1, kind=kind)
        share(invention, 1, 2, kind=kind)
    share(invention, 4, 3)
    share(invention, 5, 4)
    for number in range(3):
        share(invention, number, number, post=f"https://x.com/relawan_satu/status/{600 + number}")
    assert invention.leads()["coordinated"] == []


def test_window_and_number_of_accounts_are_the_investigations(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", coaction_window_seconds=5, coaction_min_accounts=2, share_min=9)
    made.volunteer("relawan_satu", 1)
    for number in range(4):
        made.person(f"pegawai_{number}")
    for number, second in ((0, 0), (1, 5), (2, 20), (3, 26)):
        share(made, number, second)
    result = made.leads()
    assert [(burst["accounts"], burst["window_seconds"]) for burst in result["coordinated"]] == [(2, 5)]
    assert result["leads"] == [] and result["nil"] is False


def test_disputed_and_unconfirmed_accounts_days_and_acts_outside_take_no_part(invention: Invention) -> None:
    invention.person("gelap", "U1", confirmed_by="")
    invention.person("diretas", "U1", flags="disputed")
    share(invention, 0, 0)
    share(invention, 1, 1)
    for actor in ("gelap", "diretas"):
        invention.act(actor, "share", "relawan_satu", "2024-10-01T10:00:02Z", object_url=POST)
    invention.act("pegawai_2", "share", "relawan_satu", "2024-10-01", object_url=POST)
    for number in range(3):
        invention.act(f"pegawai_{number}", "share", "relawan_satu", "2025-01-01T10:00:02Z", object_url=POST + "9")
    assert invention.leads()["coordinated"] == []


def test_a_burst_names_the_units_above_its_own(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.units[0]["parent_unit_id"], made.units[1]["parent_unit_id"] = "U2", "U3"
    made.volunteer("relawan")
    for number in range(3):
        made.act(
            made.person(f"pegawai_{number}", "U1"), "share", "relawan", f"2024-10-01T10:00:0{number}+08:00",
            object_url="https://x.com/relawan/status/5",
        )  # fmt: skip
    (burst,) = made.leads()["coordinated"]
    assert (burst["unit_id"], burst["units_above"]) == ("U1", ["U2", "U3"])
