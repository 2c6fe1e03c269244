"""Shared audiences: sets of followers compared, in counts and shares; whom they hold is never told."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.model import Pair, Registry
from netral.networks.audience import compare_account_audiences, compare_pair_audiences
from tests.networks.invented_tables import make_roster, make_tables

REGISTRY = Registry((), (), (Pair(1, "Satu", False), Pair(2, "Dua", True), Pair(3, "Tiga", False)))
ROLES = {
    "x:a": ("opd", None), "x:p": ("person", None), "x:v": ("volunteer", 1), "x:u": ("volunteer", 1),
    "x:w": ("candidate", 2),
}  # fmt: skip
FOLLOWS = st.sets(
    st.tuples(st.sampled_from([*(f"x:~{n}" for n in range(8)), "x:a", "x:v"]), st.sampled_from(list(ROLES))),
    max_size=40,
)


def collect(follows: set[tuple[str, str]], owners: dict[str, object]) -> dict[object, set[str]]:
    audiences: dict[object, set[str]] = defaultdict(set)
    for follower, followed in follows:
        if follower != followed and followed in owners:
            audiences[owners[followed]].add(follower)
    return audiences


@settings(deadline=None, max_examples=20)
@given(FOLLOWS)
def test_pairs_share_the_followers_that_are_in_both_sets_and_every_two_pairs_have_a_row(
    follows: set[tuple[str, str]],
) -> None:
    table = compare_pair_audiences(make_tables(sorted(follows)), make_roster(ROLES), REGISTRY)
    audiences = collect(follows, {"x:v": 1, "x:u": 1, "x:w": 2})
    assert list(zip(table["pair_no"], table["other_pair_no"], strict=True)) == [(1, 2), (1, 3), (2, 3)]
    for row in table.itertuples():
        left, right = audiences[row.pair_no], audiences[row.other_pair_no]
        assert (row.followers, row.other_followers, row.shared) == (len(left), len(right), len(left & right))
        if left | right:
            assert row.jaccard == pytest.approx(len(left & right) / len(left | right))
    assert table["jaccard"].notna().tolist() == [
        bool(audiences[left] | audiences[right]) for left, right in ((1, 2), (1, 3), (2, 3))
    ]


@settings(deadline=None, max_examples=20)
@given(FOLLOWS)
def test_accounts_share_the_followers_that_are_in_both_sets_and_no_follower_is_named(
    follows: set[tuple[str, str]],
) -> None:
    declared = {"x:v": 90}
    table = compare_account_audiences(make_tables(sorted(follows), declared), make_roster(ROLES))
    audiences = collect(follows, {name: name for name, (role, _) in ROLES.items() if role != "person"})
    expected = [each for each in combinations(sorted(audiences), 2) if audiences[each[0]] & audiences[each[1]]]  # type: ignore[type-var]
    assert list(zip(table["source"], table["target"], strict=True)) == expected
    for row in table.itertuples():
        left, right = audiences[row.source], audiences[row.target]
        assert (row.followers, row.other_followers, row.shared) == (len(left), len(right), len(left & right))
        assert row.jaccard == pytest.approx(len(left & right) / len(left | right))
    assert not table.astype(str).apply(lambda column: column.str.contains("~")).to_numpy().any()
    assert table.loc[table["source"] == "x:v", "declared"].eq(90).all()
    assert table.loc[table["source"] != "x:v", "declared"].isna().all()
    assert set(table["source_pair_no"].dropna()) <= {1, 2}
