"""The roster: confirmed rows under the ids that captures gave them, one row at any time."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from netral.model import Basis, Flag, Platform, Registry, RegistryAccount, Role
from netral.registry import find_conflicts, make_roster
from netral.times import day_bounds_us

ZONE = "Asia/Makassar"
NO_ALIASES = pd.DataFrame({"alias": [], "account_id": [], "method": []}, dtype=object)


def make_row(
    row: int, handle: str, role: Role = Role.OPD, valid: tuple[date | None, date | None] = (None, None),
    platform_id: str | None = None, flags: frozenset[Flag] = frozenset(), pair_no: int | None = None,
) -> RegistryAccount:  # fmt: skip
    return RegistryAccount(
        row=row, platform=Platform.X, handle=handle, platform_id=platform_id, role=role, unit_id=None, pair_no=pair_no,
        holder_ref=None, employment=None, basis=Basis.DECLARED, basis_ref=None, confirmed_by=None, confirmed_at=None,
        valid_from=valid[0], valid_to=valid[1], flags=flags, note="",
    )  # fmt: skip


def roster_of(*rows: RegistryAccount, aliases: pd.DataFrame = NO_ALIASES) -> pd.DataFrame:
    return make_roster(Registry(rows, (), ()), aliases, ZONE)


def test_an_unconfirmed_person_is_in_no_roster() -> None:
    assert roster_of(make_row(2, "pegawai", Role.PERSON)).empty


def test_validity_ends_with_the_last_microsecond_of_the_regions_day() -> None:
    (row,) = roster_of(make_row(2, "dinas", valid=(date(2024, 9, 1), date(2024, 9, 30)))).itertuples()
    assert row.valid_from_us == day_bounds_us(date(2024, 9, 1), ZONE)[0]
    assert row.valid_to_us == day_bounds_us(date(2024, 9, 30), ZONE)[1]


def test_an_open_end_written_as_the_last_year_is_no_fault() -> None:
    (row,) = roster_of(make_row(2, "dinas", valid=(date(2024, 9, 1), date.max))).itertuples()
    assert row.valid_to_us == day_bounds_us(date.max, ZONE)[1]


def test_a_handle_takes_the_id_that_captures_gave_it() -> None:
    aliases = pd.DataFrame({"alias": ["x:@dinas"], "account_id": ["x:11"], "method": ["observed"]})
    assert list(roster_of(make_row(2, "Dinas"), make_row(3, "lain"), aliases=aliases)["account_id"]) == [
        "x:11",
        "x:@lain",
    ]


def test_a_handle_seen_under_several_ids_is_left_out_and_named() -> None:
    aliases = pd.DataFrame({"alias": ["x:@dinas"] * 2, "account_id": ["x:11", "x:12"], "method": ["conflict"] * 2})
    rows = (make_row(2, "dinas"), make_row(3, "dinas", platform_id="12"))
    roster = roster_of(*rows, aliases=aliases)
    assert list(roster["row"]) == [3]
    assert find_conflicts(Registry(rows, (), ()), aliases) == ["x:@dinas"]


def test_the_row_that_holds_last_stands_for_unknown_times() -> None:
    roster = roster_of(
        make_row(2, "akun", Role.VOLUNTEER, (date(2024, 10, 1), None), pair_no=2),
        make_row(3, "akun", Role.VOLUNTEER, (None, date(2024, 9, 30)), pair_no=1),
    )
    assert list(roster.loc[roster["is_latest"], "row"]) == [2]


def test_a_dispute_in_one_of_two_rows_holds_while_that_row_holds() -> None:
    roster = roster_of(
        make_row(2, "dinas", valid=(date(2024, 9, 1), date(2024, 9, 30)), flags=frozenset({Flag.DISPUTED})),
        make_row(3, "dinas"),
    )
    assert list(roster["row"]) == [3, 3, 3]
    assert list(roster["is_disputed"]) == [False, True, False]


DAYS = st.none() | st.dates(date(2024, 9, 1), date(2024, 9, 12))


@given(st.lists(st.tuples(DAYS, DAYS).filter(lambda days: None in days or days[0] <= days[1]), min_size=1, max_size=5))
def test_on_every_day_the_row_furthest_down_that_is_valid_holds_alone(
    spans: list[tuple[date | None, date | None]],
) -> None:
    roster = roster_of(*(make_row(line, "dinas", valid=span) for line, span in enumerate(spans, start=2)))
    for day in pd.date_range("2024-08-31", "2024-09-13").date:
        valid = [
            line for line, (first, last) in enumerate(spans, start=2)
            if (first or date.min) <= day <= (last or date.max)
        ]  # fmt: skip
        first_us, last_us = day_bounds_us(day, ZONE)
        holds = roster[(roster["valid_from_us"] <= first_us) & (last_us <= roster["valid_to_us"])]
        assert list(holds["row"]) == valid[-1:]
    assert roster["is_latest"].sum() == 1
