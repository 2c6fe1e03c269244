"""Chance on invented regions: without ties nothing is found, strong ones are; a small benchmarks/calibration.py."""

from __future__ import annotations

import pytest

from benchmarks.calibration import TESTS, calibrate, measure_act_power, measure_follow_power

SLOW = {"shared targets": 5, "co-action, times shuffled within the post": 3}
REGIONS = {work: SLOW.get(work, 20) for work in TESTS}


@pytest.mark.parametrize("work", list(TESTS))
def test_regions_without_a_tie_raise_no_alarm_beyond_one_in_twenty(work: str) -> None:
    result = calibrate(work, REGIONS[work])
    assert result.p_share <= 0.05
    assert result.q_share <= 0.05 / result.possible
    assert result.region_share <= 0.05


@pytest.mark.parametrize(
    ("work", "regions"),
    [
        ("acts, weeks and kinds thrown together", 10),
        ("co-action, times shuffled within the account", 2),
    ],
)
def test_the_naive_tests_cry_wolf_in_the_same_regions(work: str, regions: int) -> None:
    assert calibrate(work, regions).region_share >= 0.5


def test_a_strong_tie_is_found_and_a_weak_one_of_few_acts_is_not() -> None:
    effect, power = measure_act_power(50, 20, 3)
    assert effect > 1.5 and power > 0.8
    assert measure_act_power(5, 2, 3)[1] < 0.2


def test_follows_that_lean_strongly_to_one_pair_are_found() -> None:
    follows, effect, power = measure_follow_power(20, 3)
    assert follows > 5 and effect > 1.5 and power > 0.5
