"""Chance: the test against a hypergeometric tail counted out by hand, and a correction over every subject and pair."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.networks import score_pairs

SUBJECTS, PAIRS = ("a", "b", "c", "d"), (1, 2, 3)
ACTS = st.lists(st.tuples(st.sampled_from(SUBJECTS[:3]), st.sampled_from(PAIRS)), max_size=30)


def score(acts: list[tuple[str, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(acts, columns=["subject", "pair_no"])
    return score_pairs(frame, SUBJECTS, PAIRS)


def tail(seen: int, total: int, pair: int, own: int) -> float:
    """Chance of at least ``seen`` of a subject's acts falling on a pair, counted out."""
    ways = sum(
        comb(pair, k) * comb(total - pair, own - k) for k in range(seen, min(pair, own) + 1) if own - k <= total - pair
    )
    return ways / comb(total, own)


def correct(p_values: list[float]) -> list[float]:
    """Benjamini-Hochberg, written out."""
    count, order = len(p_values), sorted(range(len(p_values)), key=lambda each: p_values[each])
    adjusted, least = [0.0] * count, 1.0
    for rank in range(count, 0, -1):
        least = min(least, p_values[order[rank - 1]] * count / rank)
        adjusted[order[rank - 1]] = least
    return adjusted


@given(ACTS)
def test_p_q_and_effect_are_those_counted_out_by_hand(acts: list[tuple[str, int]]) -> None:
    table = score(acts)
    assert list(table.index) == [(subject, pair) for subject in SUBJECTS for pair in PAIRS]
    expected = []
    for subject, pair in table.index:
        own, toward = (sum(each[axis] == name for each in acts) for axis, name in ((0, subject), (1, pair)))
        seen = acts.count((subject, pair))
        expected.append(tail(seen, len(acts), toward, own))
        if own and toward:
            assert table.loc[(subject, pair), "effect"] == pytest.approx(seen * len(acts) / (own * toward))
        else:
            assert np.isnan(table.loc[(subject, pair), "effect"])
    assert table["p_value"].tolist() == pytest.approx(expected)
    assert table["q_value"].tolist() == pytest.approx(correct(expected))


@given(ACTS, st.permutations(PAIRS))
def test_pairs_under_other_numbers_have_the_same_tests(acts: list[tuple[str, int]], order: list[int]) -> None:
    renumbered = dict(zip(PAIRS, order, strict=True))
    before, after = score(acts), score([(subject, renumbered[pair]) for subject, pair in acts])
    for subject, pair in before.index:
        left, right = before.loc[(subject, pair)], after.loc[(subject, renumbered[pair])]
        assert left.tolist() == pytest.approx(right.tolist(), nan_ok=True)


def test_nobody_and_nothing_give_an_empty_or_indifferent_table() -> None:
    assert score_pairs(pd.DataFrame({"subject": [], "pair_no": []}), (), ()).empty
    assert score([])["p_value"].tolist() == [1.0] * 12
    assert score([])["q_value"].tolist() == [1.0] * 12


def test_equal_treatment_of_all_pairs_is_not_unusual() -> None:
    table = score([(subject, pair) for subject in SUBJECTS for pair in PAIRS for _ in range(3)])
    assert (table["p_value"] > 0.3).all()
    assert table["effect"].tolist() == pytest.approx([1.0] * 12)
