"""Co-action against shuffled times: counts by hand, exact p-values where all shuffles can be listed, seeds."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.networks import score_coaction

ACTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 60)), max_size=30)
COLUMNS = ["account", "object", "occurred_us"]


def make_acts(acts: list[tuple[int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame([(f"x:{who}", f"post {what}", at) for who, what, at in acts], columns=COLUMNS)


def meet(acts: pd.DataFrame, window_us: int) -> dict[tuple[str, str], int]:
    """Objects on which each two accounts acted within the window, by comparing every act with every other."""
    met: dict[tuple[str, str], set[str]] = {}
    for one, two in itertools.combinations(acts[COLUMNS].values.tolist(), 2):
        if one[0] != two[0] and one[1] == two[1] and abs(one[2] - two[2]) <= window_us:
            met.setdefault((min(one[0], two[0]), max(one[0], two[0])), set()).add(one[1])
    return {pair: len(objects) for pair, objects in sorted(met.items())}


@given(ACTS, st.integers(0, 10), st.sampled_from(["object", "account"]))
@settings(deadline=None)
def test_pairs_and_counts_are_those_of_comparing_every_two_acts(
    acts: list[tuple[int, int, int]], window_us: int, within: str
) -> None:
    result = score_coaction(make_acts(acts), window_us, 3, 1, within)
    pairs = zip(result["source"], result["target"], strict=True)
    assert dict(zip(pairs, result["observed"].tolist(), strict=True)) == meet(make_acts(acts), window_us)
    assert result["p_value"].between(0.25, 1).all()
    assert (result["q_value"] >= result["p_value"]).all()


@pytest.mark.parametrize("within", ["object", "account"])
def test_the_p_value_is_the_share_of_all_shuffles_that_reach_the_count(within: str) -> None:
    acts = make_acts([(0, 0, 0), (1, 0, 1), (2, 0, 50), (3, 0, 90), (0, 1, 30), (1, 1, 31), (2, 2, 5)])
    observed = meet(acts, 2)[("x:0", "x:1")]
    groups = [list(own) for own in acts.groupby(within).indices.values()]
    reached = shuffles = 0
    for order in itertools.product(*(itertools.permutations(group) for group in groups)):
        shuffled = acts.copy()
        shuffled.loc[list(itertools.chain(*groups)), "occurred_us"] = acts["occurred_us"].to_numpy()[
            list(itertools.chain(*order))
        ]
        reached += meet(shuffled, 2).get(("x:0", "x:1"), 0) >= observed
        shuffles += 1
    result = score_coaction(acts, 2, 4000, 7, within).set_index(["source", "target"])
    assert result.loc[("x:0", "x:1"), "p_value"] == pytest.approx(reached / shuffles, abs=0.03)


@given(ACTS)
@settings(max_examples=30, deadline=None)
def test_the_same_seed_gives_the_same_table_whatever_the_order_of_rows(acts: list[tuple[int, int, int]]) -> None:
    frame = make_acts(acts)
    pd.testing.assert_frame_equal(score_coaction(frame, 5, 20, 3), score_coaction(frame.iloc[::-1], 5, 20, 3))


def test_two_alone_on_a_post_are_not_unusual_however_close_within_the_object() -> None:
    acts = make_acts([(who, post, 1000 * post + who) for post in range(8) for who in (0, 1)])
    (row,) = score_coaction(acts, 5, 99, 1).to_dict("records")
    assert (row["observed"], row["expected"], row["p_value"]) == (8, 8, 1)
    (alone,) = score_coaction(acts, 5, 99, 1, "account").to_dict("records")
    assert alone["p_value"] == pytest.approx(0.01)


def test_two_who_always_act_together_stand_out_from_a_crowd_with_the_same_burst() -> None:
    rng = np.random.default_rng(2)
    rows = []
    for post in range(12):
        start = 100_000 * post
        rows += [(who, post, start + int(rng.pareto(0.8) * 300)) for who in range(2, 40) if rng.random() < 0.6]
        together = start + int(rng.pareto(0.8) * 300)
        rows += [(0, post, together), (1, post, together + 3)]
    result = score_coaction(make_acts(rows), 10, 1999, 4).set_index(["source", "target"])
    assert result["p_value"].idxmin() == ("x:0", "x:1")
    assert result.loc[("x:0", "x:1"), "p_value"] == pytest.approx(1 / 2000)
    assert result.loc[("x:0", "x:1"), "effect"] > 3


def test_the_correction_counts_every_pair_with_a_common_object_and_no_act_without_a_time() -> None:
    acts = make_acts([(0, 0, 0), (1, 0, 0), (2, 0, 50), (3, 1, 0), (4, 1, 99)])
    acts["occurred_us"] = acts["occurred_us"].astype("Int64").mask(acts["account"] == "x:4")
    (row,) = score_coaction(acts, 5, 999, 1).to_dict("records")
    assert row["q_value"] == pytest.approx(min(1, 3 * row["p_value"]))
    assert score_coaction(acts.iloc[:0], 5, 9, 1).empty
