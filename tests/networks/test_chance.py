"""Chance: stratified tests against all draws counted out by hand, and a correction over every subject and pair."""

from __future__ import annotations

import itertools
from collections import Counter
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from netral.networks import add_base_rates, add_chance, count_base_rates, make_strata, score_pairs
from netral.networks.correction import adjust_p_values
from netral.networks.hypergeometric import draw_chances, sum_tails

SUBJECTS, PAIRS = ("x:a", "x:b", "x:c", "x:d"), (1, 2, 3)
STRATA = ("x share 2024-W40", "x like 2024-W40", "x like")
ACTS = st.lists(
    st.tuples(st.sampled_from(SUBJECTS[:3]), st.sampled_from(PAIRS), st.sampled_from(STRATA)), max_size=24
)  # fmt: skip
CHANCES = st.floats(0, 1, allow_subnormal=False)


def score(acts: list[tuple[str, int, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(acts, columns=["subject", "pair_no", "stratum"])
    return score_pairs(frame, SUBJECTS, PAIRS)


def enumerate_tail(acts: list[tuple[str, int, str]], subject: str, pair: int) -> float:
    """Chance that at least so many of a subject's acts fall on a pair, over all ways to draw them in every stratum."""
    spread = {0: 1.0}
    for stratum in STRATA:
        inside = [act for act in acts if act[2] == stratum]
        total, marked = len(inside), sum(act[1] == pair for act in inside)
        drawn = sum(act[0] == subject for act in inside)
        ways = {k: comb(marked, k) * comb(total - marked, drawn - k) for k in range(drawn + 1)}
        summed: Counter[int] = Counter()
        for (so_far, chance), (k, way) in itertools.product(spread.items(), ways.items()):
            summed[so_far + k] += chance * way / comb(total, drawn)
        spread = summed
    seen = sum(act[:2] == (subject, pair) for act in acts)
    return sum(chance for count, chance in spread.items() if count >= seen)


@given(ACTS)
@settings(deadline=None)
def test_p_q_and_effect_are_those_counted_out_by_hand(acts: list[tuple[str, int, str]]) -> None:
    table = score(acts)
    assert list(table.index) == [(subject, pair) for subject in SUBJECTS for pair in PAIRS]
    expected = [enumerate_tail(acts, subject, pair) for subject, pair in table.index]
    assert table["p_value"].tolist() == pytest.approx(expected)
    assert table["q_value"].tolist() == pytest.approx(stats.false_discovery_control(np.minimum(expected, 1)).tolist())
    for (subject, pair), row in table.iterrows():
        inside = Counter(act[2] for act in acts)
        own = Counter(act[2] for act in acts if act[0] == subject)
        toward = Counter(act[2] for act in acts if act[1] == pair)
        mean = sum(own[each] * toward[each] / inside[each] for each in own)
        assert row["expected"] == pytest.approx(mean)
        assert row["observed"] == sum(act[:2] == (subject, pair) for act in acts)
        assert row["n"] == own.total()
        assert row["effect"] == pytest.approx(row["observed"] / mean if mean else np.nan, nan_ok=True)


@given(ACTS, st.permutations(PAIRS))
@settings(deadline=None)
def test_pairs_under_other_numbers_have_the_same_tests(acts: list[tuple[str, int, str]], order: list[int]) -> None:
    renumbered = dict(zip(PAIRS, order, strict=True))
    before, after = score(acts), score([(subject, renumbered[pair], stratum) for subject, pair, stratum in acts])
    for subject, pair in before.index:
        left, right = before.loc[(subject, pair)], after.loc[(subject, renumbered[pair])]
        assert left.tolist() == pytest.approx(right.tolist(), nan_ok=True)


@given(st.integers(1, 4000), st.data())
@settings(deadline=None)
def test_one_stratum_is_the_hypergeometric_tail_of_scipy(total: int, data: st.DataObject) -> None:
    marked, drawn = data.draw(st.integers(0, total)), data.draw(st.integers(0, min(total, 60)))
    seen = data.draw(st.integers(max(0, marked + drawn - total), min(marked, drawn)))
    ours = sum_tails(*(np.array([each]) for each in (0, total, marked, drawn, seen)))
    assert ours[0] == pytest.approx(stats.hypergeom.sf(seen - 1, total, marked, drawn), rel=1e-7)


def test_a_large_urn_keeps_its_digits() -> None:
    chances = draw_chances(1_000_000, 2_000, 300_000)
    assert chances.sum() == pytest.approx(1, abs=1e-12)
    exact = comb(300_000, 700) * comb(700_000, 1_300)
    assert chances[700] == pytest.approx(exact / comb(1_000_000, 2_000), rel=1e-10)


def test_what_is_all_but_impossible_still_has_a_chance() -> None:
    acts = [("x:a", 1, "s")] * 900 + [("x:b", 2, "s")] * 9_000
    assert 0 < score(acts).loc[("x:a", 1), "p_value"] < 1e-300


def test_a_week_in_which_only_one_pair_is_acted_toward_proves_nothing() -> None:
    busy = [("x:b", 1, "w1")] * 40 + [("x:b", 2, "w2")] * 40 + [("x:a", 1, "w1")] * 10
    assert score(busy).loc[("x:a", 1), "p_value"] == 1.0
    assert score([(subject, pair, "all") for subject, pair, _ in busy]).loc[("x:a", 1), "p_value"] < 0.01


def test_nobody_and_nothing_give_an_empty_or_indifferent_table() -> None:
    nothing = pd.DataFrame({"subject": [], "pair_no": [], "stratum": []})
    assert score_pairs(nothing, (), ()).empty
    assert score([])["p_value"].tolist() == [1.0] * 12
    assert score([])["q_value"].tolist() == [1.0] * 12
    assert score([])["effect"].isna().all()


def test_equal_treatment_of_all_pairs_is_not_unusual() -> None:
    table = score([(subject, pair, "s") for subject in SUBJECTS for pair in PAIRS for _ in range(3)])
    assert (table["p_value"] > 0.3).all()
    assert table["effect"].tolist() == pytest.approx([1.0] * 12)


@given(st.lists(CHANCES, min_size=1, max_size=20), st.integers(0, 30))
@settings(deadline=None)
def test_q_values_are_those_of_scipy_with_a_one_for_every_test_not_listed(p: list[float], unlisted: int) -> None:
    ours = adjust_p_values(p, len(p) + unlisted)
    assert ours.tolist() == pytest.approx(stats.false_discovery_control([*p, *[1.0] * unlisted])[: len(p)].tolist())


def test_more_tests_than_possible_are_refused() -> None:
    with pytest.raises(ValueError, match="3 tests are listed of 2 possible"):
        adjust_p_values([0.1, 0.2, 0.3], 2)
    assert adjust_p_values([], 0).tolist() == []


def test_a_stratum_is_platform_kind_and_local_week_and_an_interval_has_its_own() -> None:
    sunday_late, monday = pd.Timestamp("2024-10-06T15:59:59Z"), pd.Timestamp("2024-10-06T16:00:00Z")
    times = [instant.value // 1000 for instant in (sunday_late, monday)]
    acts = pd.DataFrame(
        {
            "subject": ["x:1", "x:1", "instagram:1", "x:2"],
            "kind": ["share", "share", "like", "like"],
            "occurred_us": pd.array([*times, None, None], dtype="Int64"),
            "starts_us": pd.array([*times, times[1], None], dtype="Int64"),
        }
    )
    assert make_strata(acts, "Asia/Makassar").tolist() == [
        "x share 2024-W40", "x share 2024-W41", "instagram like from 2024-W41", "x like",
    ]  # fmt: skip
    assert make_strata(acts.iloc[:0], "Asia/Makassar").tolist() == []


def test_base_rates_are_those_of_the_others_and_the_order_is_never_that_of_results() -> None:
    acts = [("x:d", 1, "s"), ("x:d", 1, "s"), ("x:a", 2, "s"), ("x:b", 1, "s")]
    units = pd.Series({"x:a": "U2", "x:b": "U1", "x:c": "U1", "x:d": "U1"})
    table = add_base_rates(score(acts), units)
    assert list(zip(table["subject"], table["pair_no"], strict=True)) == [
        (subject, pair) for subject in ("x:b", "x:d", "x:a") for pair in PAIRS
    ]
    first = table.set_index(["subject", "pair_no"])
    assert first.loc[("x:d", 1), "base_rate_unit"] == pytest.approx(1 / 2)
    assert first.loc[("x:d", 1), "base_rate_registry"] == pytest.approx(1 / 3)
    assert first.loc[("x:d", 2), "base_rate_registry"] == pytest.approx(1 / 3)
    assert np.isnan(first.loc[("x:a", 1), "base_rate_unit"])


def test_an_edge_carries_the_test_of_its_source_its_pair_and_its_phase_and_no_other() -> None:
    edges = pd.DataFrame(
        {
            "source": ["x:a", "x:a", "x:a", "x:a", "x:calon", "x:b"],
            "target": ["x:calon", "x:calon", "x:kantor", "x:calon", "x:a", "x:calon"],
            "kind": ["share", "reply", "share", "share", "share", "share"],
            "pair_no": pd.array([1, 1, 1, 1, 1, 1], dtype="Int64"),
            "phase": ["campaign", "campaign", "campaign", None, "campaign", "campaign"],
            "p_value": pd.array([None] * 6, dtype="Float64"),
        }
    )
    tests = score([("x:a", 1, "s"), ("x:a", 1, "s"), ("x:c", 2, "s")])
    rated = count_base_rates(tests, pd.Series({"x:a": "U1", "x:b": "U1", "x:c": "U2"})).assign(phase="campaign")
    result = add_chance(edges, rated, ["x:calon"], ["share", "like"])
    assert result["p_value"].notna().tolist() == [True, False, False, False, False, False]
    row = tests.loc[("x:a", 1)]
    assert result.loc[0, ["p_value", "q_value", "effect"]].tolist() == pytest.approx(
        [row["p_value"], row["q_value"], row["effect"]]
    )
    assert str(result["effect"].dtype) == "Float64"
    assert edges["p_value"].isna().all()
    shown = ["1:2 2:0 3:0", "1:2 2:0 3:0", None, None, None, "1:0 2:0 3:0"]
    assert result["all_pairs"].astype(object).where(result["all_pairs"].notna(), None).tolist() == shown
    assert result["base_rate_unit"].astype(object).where(result["base_rate_unit"].notna(), None).tolist() == [
        0.0, 0.0, None, None, None, 1.0,
    ]  # fmt: skip
    assert result.loc[5, "base_rate_registry"] == pytest.approx(1 / (len(SUBJECTS) - 1))
