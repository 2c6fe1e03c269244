"""Follows and shared targets against the configuration model: all graphs, trials and samples counted out by hand."""

from __future__ import annotations

import itertools
from collections import Counter
from math import prod

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from netral.networks import score_follows, score_shared_targets
from netral.networks.bicm import solve_bicm
from netral.networks.poisson_binomial import convolve_trials, count_tails

CHANCES = st.floats(0, 1, allow_subnormal=False)
TIES = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 7)), min_size=1)


def spread_trials(chances: list[float]) -> Counter[int]:
    """The chance of each number of successes, over every way the trials may fall."""
    spread: Counter[int] = Counter()
    for fallen in itertools.product((0, 1), repeat=len(chances)):
        spread[sum(fallen)] += prod(q if hit else 1 - q for q, hit in zip(chances, fallen, strict=True))
    return spread


def solve_ties(ties: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ties to the degrees of rows and columns, and the chance of every tie."""
    rows, columns = (np.unique([tie[axis] for tie in ties], return_counts=True)[1] for axis in (0, 1))
    chance = solve_bicm(rows, columns)
    of_row, of_column = (np.unique(each, return_inverse=True)[1] for each in (rows, columns))
    return rows, columns, chance[np.ix_(of_row, of_column)]


@given(TIES)
@settings(deadline=None)
def test_expected_degrees_are_the_given_ones(ties: set[tuple[int, int]]) -> None:
    rows, columns, chance = solve_ties(ties)
    assert ((chance >= 0) & (chance <= 1)).all()
    assert chance.sum(axis=1) == pytest.approx(rows, rel=1e-6)
    assert chance.sum(axis=0) == pytest.approx(columns, rel=1e-6)


@given(TIES)
@settings(deadline=None)
def test_chances_have_the_form_of_largest_entropy(ties: set[tuple[int, int]]) -> None:
    *_, chance = solve_ties(ties)
    inner = (chance > 1e-6) & (chance < 1 - 1e-6)
    odds = np.divide(chance, 1 - chance, out=np.ones_like(chance), where=inner)
    for (i, j), (k, m) in itertools.combinations(np.argwhere(inner).tolist(), 2):
        if inner[i, m] and inner[k, j]:
            assert odds[i, j] * odds[k, m] == pytest.approx(odds[i, m] * odds[k, j], rel=1e-3)


def test_degrees_that_leave_no_choice_are_certain() -> None:
    assert solve_bicm([2, 1], [2, 1]).tolist() == [[0.0, 1.0], [1.0, 1.0]]
    assert solve_bicm([0, 0], [0, 0, 0]).tolist() == [[0.0]]
    with pytest.raises(ValueError, match="rows have 3 ties, columns 2"):
        solve_bicm([2, 1], [2])


def test_equal_degrees_give_equal_chances() -> None:
    assert solve_bicm([3] * 10, [5] * 6) == pytest.approx(np.array([[0.5]]))


@given(st.lists(CHANCES, max_size=9))
@settings(deadline=None)
def test_trials_fall_as_counted_out(chances: list[float]) -> None:
    spread = spread_trials(chances)
    assert convolve_trials(chances).tolist() == pytest.approx([spread[k] for k in range(len(chances) + 1)])


@given(st.lists(st.tuples(CHANCES, st.integers(1, 4)), min_size=1, max_size=3), st.integers(0, 6))
@settings(deadline=None)
def test_tails_of_classes_are_those_of_their_trials(classes: list[tuple[float, int]], highest: int) -> None:
    spread = spread_trials([q for q, count in classes for _ in range(count)])
    tails = count_tails(np.array([[q for q, _ in classes]]), np.array([count for _, count in classes]), highest, 0)
    expected = [sum(chance for count, chance in spread.items() if count >= least) for least in range(highest + 1)]
    assert tails[0].tolist() == pytest.approx(expected, abs=1e-14)


@given(st.lists(st.tuples(st.floats(0, 2e-4), st.integers(1, 3000)), min_size=1, max_size=5), st.integers(0, 12))
@settings(deadline=None)
def test_merging_rare_trials_changes_a_tail_by_no_more_than_stated(
    classes: list[tuple[float, int]], highest: int
) -> None:
    chances, counts = np.array([[q for q, _ in classes]]), np.array([count for _, count in classes])
    exact, merged = count_tails(chances, counts, highest, 0), count_tails(chances, counts, highest)
    assert np.abs(merged - exact).max() <= 1e-4
    rare = np.arange(highest + 1) >= (chances @ counts)[0] + 2
    assert (merged[0, rare] >= exact[0, rare] * (1 - 1e-9) - 1e-18).all()


def test_a_long_sum_of_equal_trials_is_binomial_to_the_last_digit() -> None:
    tails = count_tails(np.array([[0.01]]), np.array([5000]), 150, 0)[0]
    assert tails == pytest.approx(stats.binom.sf(np.arange(-1, 150), 5000, 0.01), rel=1e-6, abs=1e-15)


def sample_follows(odds: list[float], pair_of: list[int], degree: int, pair: int) -> Counter[int]:
    """Follows of one pair's accounts, over every choice of so many different accounts, each by its odds."""
    spread: Counter[int] = Counter()
    for chosen in itertools.combinations(range(len(odds)), degree):
        spread[sum(pair_of[each] == pair for each in chosen)] += prod(odds[each] for each in chosen)
    return spread


@given(TIES, st.lists(st.sampled_from((1, 2)), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_follows_are_so_many_different_accounts_by_their_fame(ties: set[tuple[int, int]], pair_of: list[int]) -> None:
    subjects = [f"x:s{number}" for number in range(8)]
    edges = pd.DataFrame([(f"x:s{row}", f"x:c{column}") for row, column in ties], columns=["source", "target"])
    tests = score_follows(edges, subjects, {f"x:c{number}": pair for number, pair in enumerate(pair_of)}, (1, 2))
    rows, _, chance = solve_ties(ties)
    named_rows, named_columns = (sorted({tie[axis] for tie in ties}) for axis in (0, 1))
    for position, row in enumerate(named_rows):
        own = np.clip(chance[position], 1e-9, 1 - 1e-9)
        odds = (own / (1 - own)).tolist()
        for pair in (1, 2):
            spread = sample_follows(odds, [pair_of[column] for column in named_columns], int(rows[position]), pair)
            whole = sum(spread.values())
            test = tests.loc[(f"x:s{row}", pair)]
            assert test["observed"] == sum(tie[0] == row and pair_of[tie[1]] == pair for tie in ties)
            assert test["n"] == rows[position]
            mean = sum(count * way for count, way in spread.items()) / whole
            assert test["expected"] == pytest.approx(mean, abs=1e-5)
            tail = sum(way for count, way in spread.items() if count >= test["observed"]) / whole
            assert test["p_value"] == pytest.approx(tail, abs=1e-5)
    assert tests.loc[("x:s7", 1), ["n", "p_value", "q_value"]].tolist() == [0, 1, 1]


def make_famous(subjects: int, small: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Everybody follows the minister, who is pair 1's only account; a few follow many of pair 2's small ones."""
    rng = np.random.default_rng(5)
    rows = [(f"x:s{number}", "x:menteri") for number in range(subjects)]
    for number in range(subjects):
        count = 12 if number < 5 else int(rng.integers(0, 3))
        rows += [(f"x:s{number}", f"x:kecil{each}") for each in rng.choice(small, count, replace=False)]
    campaign = {"x:menteri": 1} | {f"x:kecil{number}": 2 for number in range(small)}
    return pd.DataFrame(rows, columns=["source", "target"]), campaign


def test_whoever_everybody_follows_is_evidence_of_nothing() -> None:
    edges, campaign = make_famous(60, 20)
    tests = score_follows(edges, [f"x:s{number}" for number in range(60)], campaign, (1, 2))
    assert tests["p_value"].to_numpy() == pytest.approx(1)
    own, total = tests["n"].xs(1, level="pair_no"), len(edges)
    from_one_urn = stats.hypergeom.sf(own - 2, total, total - 60, own)
    assert (from_one_urn[:5] < 0.05).all()


def test_follows_are_compared_on_one_platform_and_counted_once() -> None:
    edges = pd.DataFrame(
        [("x:a", "x:c1"), ("x:a", "x:c1"), ("x:b", "x:c2"), ("instagram:a", "instagram:c1"), ("x:c1", "x:a")],
        columns=["source", "target"],
    )
    campaign = {"x:c1": 1, "x:c2": 2, "instagram:c1": 1, "instagram:c2": 2}
    tests = score_follows(edges, ["x:a", "x:b", "instagram:a"], campaign, (1, 2))
    assert tests.loc[("instagram:a", 1), ["observed", "expected", "p_value"]].tolist() == [1, 1, 1]
    assert tests.loc[("x:a", 1), ["observed", "n"]].tolist() == [1, 1]
    assert tests.loc[("x:a", 1), "p_value"] == pytest.approx(0.5)
    assert score_follows(edges.iloc[:0], ["x:a"], campaign, (1, 2))["p_value"].tolist() == [1, 1]


@given(TIES)
@settings(max_examples=60, deadline=None)
def test_shared_targets_are_trials_by_the_chances_of_both(ties: set[tuple[int, int]]) -> None:
    frame = pd.DataFrame([(f"x:{row}", str(column)) for row, column in ties], columns=["account", "target"])
    accounts = [f"x:{row}" for row in range(9)]
    result = score_shared_targets(frame, accounts, at_least=1)
    _, _, chance = solve_ties(ties)
    place = {row: number for number, row in enumerate(sorted({tie[0] for tie in ties}))}
    targets = {row: {column for own, column in ties if own == row} for row in place}
    expected = []
    for one, two in itertools.combinations(sorted(place), 2):
        if common := targets[one] & targets[two]:
            both = chance[place[one]] * chance[place[two]]
            tail = sum(way for count, way in spread_trials(both.tolist()).items() if count >= len(common))
            expected.append((f"x:{one}", f"x:{two}", len(common), both.sum(), tail))
    assert [tuple(row[:3]) for row in expected] == list(
        result[["source", "target", "observed"]].itertuples(index=False, name=None)
    )
    assert result["expected"].tolist() == pytest.approx([row[3] for row in expected], rel=1e-6)
    assert result["p_value"].tolist() == pytest.approx([row[4] for row in expected], abs=1e-4)
    padded = [*result["p_value"], *[1.0] * (36 - len(result))]
    assert result["q_value"].tolist() == pytest.approx(stats.false_discovery_control(padded)[: len(result)].tolist())


def test_accounts_of_two_platforms_are_not_compared_and_a_repeated_tie_counts_once() -> None:
    rows = [(account, str(target)) for account in ("x:a", "x:b", "instagram:a") for target in range(3)]
    frame = pd.DataFrame([*rows, *rows, ("x:stranger", "0")], columns=["account", "target"])
    result = score_shared_targets(frame, ["x:a", "x:b", "x:c", "instagram:a"])
    assert result[["source", "target", "observed", "n_source"]].values.tolist() == [["x:a", "x:b", 3, 3]]
    assert result["p_value"].tolist() == [pytest.approx(1)]
    assert score_shared_targets(frame.iloc[:0], ["x:a", "x:b"]).empty
