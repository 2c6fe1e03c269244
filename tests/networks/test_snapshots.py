"""One list captured several times: what appeared, what was not observed any more, and what of that is certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netral.model import Investigation, RecordRef
from netral.pipeline import ingest_captures, load_tables, read_snapshots
from netral.store import read_record_bytes
from tests.invented_investigation import Invention, make_envelope

MONDAY, TUESDAY, WEDNESDAY = "2024-10-07T02:00:00Z", "2024-10-08T02:00:00Z", "2024-10-09T02:00:00Z"
DINAS, PEGAWAI, RELAWAN = (11, "dinas_contoh"), (12, "pegawai"), (22, "relawan_satu")
OTHERS = [(number, f"warga_{number}") for number in range(100, 140)]


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.opd("dinas_contoh", platform_id="11")
    made.person("pegawai", platform_id="12")
    made.person("gelap", platform_id="13", confirmed_by="")
    made.volunteer("relawan_satu", platform_id="22")
    return made


def take(
    made: Invention, name: str, at: str | list[str], *users: tuple[int, str], op: str = "followers", **further: Any
) -> Investigation:
    """A capture of one list: each user a line, collected at one time or each at its own."""
    target = {"target_id": "22", "target_handle": "relawan_satu"} | further
    times = at if isinstance(at, list) else [at] * len(users)
    items = [{"_type": "snscrape.modules.twitter.User", "id": number, "username": handle} for number, handle in users]
    lines = [make_envelope(item, when, op, **target) for item, when in zip(items, times, strict=True)]
    return made.ingest_lines(name, lines)


def compare(investigation: Investigation) -> list[dict[str, Any]]:
    frame = read_snapshots(investigation)["lists"].astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def count(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["appeared"], row["vanished"], row["stayed"]


def list_changes(investigation: Investigation) -> list[tuple[Any, ...]]:
    frame = read_snapshots(investigation)["changes"]
    columns = ["handle", "op", "member_handle", "change", "is_certain"]
    return sorted(frame[columns].itertuples(index=False, name=None))


def test_lists_captured_once_have_nothing_to_compare(invention: Invention) -> None:
    investigation = take(invention, "a.jsonl", MONDAY, DINAS, *OTHERS)
    assert compare(investigation) == [] and list_changes(investigation) == []


def test_two_whole_lists_tell_what_appeared_and_what_is_no_longer_there(invention: Invention) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, *OTHERS[:3], declared_count=4)
    investigation = take(invention, "b.jsonl", TUESDAY, PEGAWAI, *OTHERS[1:6], declared_count=6)
    (row,) = compare(investigation)
    assert (row["account"], row["handle"], row["op"]) == ("x:22", "relawan_satu", "followers")
    assert count(row) == (4, 2, 2)
    assert (row["earlier_declared"], row["earlier_observed"], row["later_declared"], row["later_observed"]) == (
        4,
        4,
        6,
        6,
    )
    assert (row["earlier_collected_at"], row["later_collected_at"]) == (pd.Timestamp(MONDAY), pd.Timestamp(TUESDAY))
    assert row["appeared_is_certain"] is True and row["vanished_is_certain"] is True
    assert row["earlier_capture_id"] != row["later_capture_id"]


def test_only_confirmed_registry_accounts_are_named_each_with_its_record(invention: Invention) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, (13, "gelap"), *OTHERS[:2], declared_count=4)
    investigation = take(invention, "b.jsonl", TUESDAY, *OTHERS[:2], PEGAWAI, declared_count=3)
    assert list_changes(investigation) == [
        ("relawan_satu", "followers", "dinas_contoh", "vanished", True),
        ("relawan_satu", "followers", "pegawai", "appeared", True),
    ]
    for change in read_snapshots(investigation)["changes"].to_dict("records"):
        ref = RecordRef(change["capture_id"], change["locator"], change["record_sha256"])
        path = "a.jsonl" if change["change"] == "vanished" else "b.jsonl"
        raw = read_record_bytes(investigation.captures_folder / path, [ref])[ref.locator]
        assert f'"{change["member_handle"]}"'.encode() in raw
        assert change["pair_no"] == 1
        assert change["record_id"] in set(load_tables(investigation).records.record_id.execute())


@pytest.mark.parametrize(
    ("earlier", "later", "appeared", "vanished"),
    [(None, None, False, False), (2, None, True, False), (2, 9, True, False), (9, 2, False, False), (2, 2, True, True)],
)
def test_an_incomplete_list_proves_no_absence(
    invention: Invention, earlier: int | None, later: int | None, appeared: bool, vanished: bool
) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, OTHERS[0], declared_count=earlier)
    investigation = take(invention, "b.jsonl", TUESDAY, PEGAWAI, OTHERS[0], declared_count=later)
    (row,) = compare(investigation)
    assert (row["appeared_is_certain"], row["vanished_is_certain"]) == (appeared, vanished)
    assert [(change[3], change[4]) for change in list_changes(investigation)] == [
        ("vanished", vanished), ("appeared", appeared),
    ]  # fmt: skip


def test_a_capture_that_was_cut_is_not_whole(invention: Invention) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, OTHERS[0], declared_count=2)
    investigation = invention.write()
    path = take(invention, "b.jsonl", TUESDAY, *OTHERS[:3], declared_count=2).captures_folder / "b.jsonl"
    cut = investigation.folder / "potong.jsonl"
    cut.write_bytes(path.read_bytes()[:-30].replace(TUESDAY.encode(), WEDNESDAY.encode()))
    ingest_captures(investigation, [cut])
    rows = compare(investigation)
    assert [count(row) for row in rows] == [(2, 1, 1), (0, 1, 2)]
    assert [row["vanished_is_certain"] for row in rows] == [True, False]


def test_captures_without_a_time_are_compared_but_nothing_is_certain(invention: Invention) -> None:
    take(invention, "a.jsonl", None, DINAS, OTHERS[0], declared_count=2)  # type: ignore[arg-type]
    investigation = take(invention, "b.jsonl", None, OTHERS[0], declared_count=1)  # type: ignore[arg-type]
    (row,) = compare(investigation)
    assert count(row) == (0, 1, 1) and row["earlier_collected_at"] is None
    assert not row["appeared_is_certain"] and not row["vanished_is_certain"]


def test_pages_of_two_tools_that_take_turns_are_two_snapshots(invention: Invention) -> None:
    at = [f"2024-10-07T02:{minute:02}:00Z" for minute in (0, 5, 10)]
    take(invention, "a.jsonl", at[0], *OTHERS[:20], declared_count=40)
    take(invention, "b.jsonl", at[1], *OTHERS, declared_count=40, tool="lain")
    investigation = take(invention, "c.jsonl", at[2], *OTHERS[20:], declared_count=40)
    (row,) = compare(investigation)
    assert count(row) == (0, 0, 40) and not row["vanished_is_certain"]


@pytest.mark.parametrize("later", [MONDAY, "2024-10-07T01:59:00Z"])
def test_of_two_captures_at_the_same_time_nobody_knows_what_appeared(invention: Invention, later: str) -> None:
    take(invention, "a.jsonl", ["2024-10-07T01:58:00Z", MONDAY], DINAS, OTHERS[0], declared_count=2)
    investigation = take(invention, "b.jsonl", later, OTHERS[0], declared_count=1, tool="lain")
    (row,) = compare(investigation)
    assert not row["appeared_is_certain"] and not row["vanished_is_certain"]


def test_pages_in_several_files_of_one_hour_are_one_snapshot(invention: Invention) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, *OTHERS[:19], declared_count=39)
    take(invention, "b.jsonl", "2024-10-07T02:40:00Z", *OTHERS[18:38], declared_count=39)
    investigation = take(invention, "c.jsonl", TUESDAY, *OTHERS[:38], declared_count=38)
    (row,) = compare(investigation)
    assert count(row) == (0, 1, 38) and row["vanished_is_certain"]
    assert row["earlier_capture_id"].count("c-") == 2 and row["earlier_observed"] == 39


@pytest.mark.parametrize(
    ("at", "users"), [("2024-10-07T03:01:00Z", OTHERS[20:]), ("2024-10-07T02:30:00Z", [DINAS, *OTHERS[:10]])]
)
def test_a_later_hour_or_the_same_members_again_are_another_snapshot(
    invention: Invention, at: str, users: list[tuple[int, str]]
) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, *OTHERS[:20])
    assert len(compare(take(invention, "b.jsonl", at, *users))) == 1


def test_one_file_that_grows_every_night_holds_several_snapshots(invention: Invention) -> None:
    times = [MONDAY] * 3 + [TUESDAY] * 2 + [WEDNESDAY] * 3
    users = [DINAS, *OTHERS[:2], *OTHERS[:2], PEGAWAI, *OTHERS[:2]]
    investigation = take(invention, "malam.jsonl", times, *users)
    rows = compare(investigation)
    assert [count(row) for row in rows] == [(0, 1, 2), (1, 0, 2)]
    assert len({row["earlier_capture_id"] for row in rows}) == 1
    assert {(change[2], change[3]) for change in list_changes(investigation)} == {
        ("dinas_contoh", "vanished"), ("pegawai", "appeared"),
    }  # fmt: skip


def test_a_slow_capture_in_one_file_is_one_snapshot(invention: Invention) -> None:
    take(invention, "pelan.jsonl", [MONDAY, TUESDAY], DINAS, OTHERS[0])
    investigation = take(invention, "b.jsonl", WEDNESDAY, DINAS, OTHERS[0])
    assert [count(row) for row in compare(investigation)] == [(0, 0, 2)]


def test_lists_of_one_account_by_handle_and_by_id_are_one_list(invention: Invention) -> None:
    take(invention, "a.jsonl", MONDAY, DINAS, target_id=None)
    investigation = take(invention, "b.jsonl", TUESDAY, DINAS, target_handle=None)
    assert [(row["account"], count(row)) for row in compare(investigation)] == [("x:22", (0, 0, 1))]


def test_whom_an_account_follows_is_compared_from_its_side(invention: Invention) -> None:
    target = {"op": "following", "target_id": "11", "target_handle": "dinas_contoh"}
    take(invention, "a.jsonl", MONDAY, OTHERS[0], **target)
    investigation = take(invention, "b.jsonl", TUESDAY, RELAWAN, **target)
    assert [(row["handle"], row["op"], count(row)) for row in compare(investigation)] == [
        ("dinas_contoh", "following", (1, 1, 0))
    ]
    assert list_changes(investigation) == [("dinas_contoh", "following", "relawan_satu", "appeared", False)]


def test_joins_of_a_group_are_a_list_that_is_never_whole(invention: Invention) -> None:
    for at, members in ((MONDAY, ["dinas_contoh", "warga"]), (TUESDAY, ["warga", "pegawai"])):
        for member in members:
            invention.act(member, "join", "relawan_satu", None, observed_at=at)
        investigation = invention.ingest()
    (row,) = compare(investigation)
    assert (row["account"], row["op"], count(row)) == ("x:22", "join", (1, 1, 1))
    assert {change[2:] for change in list_changes(investigation)} == {
        ("dinas_contoh", "vanished", False), ("pegawai", "appeared", False),
    }  # fmt: skip


def test_a_follow_written_down_by_hand_is_no_list(invention: Invention) -> None:
    for at in (MONDAY, TUESDAY):
        invention.act("dinas_contoh", "follow", "relawan_satu", None, observed_at=at)
        investigation = invention.ingest()
    assert compare(investigation) == []


def test_the_order_of_ingest_changes_nothing(tmp_path: Path) -> None:
    found = []
    for order in ([0, 1, 2], [2, 0, 1]):
        made = Invention(tmp_path / "-".join(map(str, order)))
        made.opd("dinas_contoh", platform_id="11")
        made.volunteer("relawan_satu", platform_id="22")
        takes = [(MONDAY, [DINAS, OTHERS[0]]), (TUESDAY, OTHERS[:2]), (WEDNESDAY, [DINAS])]
        for number in order:
            investigation = take(made, f"{number}.jsonl", takes[number][0], *takes[number][1])
        found.append((compare(investigation), list_changes(investigation)))
    assert found[0] == found[1] and len(found[0][0]) == 2
