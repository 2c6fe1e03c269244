"""Pairs of acts within a window: as every two compared by hand, as CooRTweet and another peer find them; bounded."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from pathlib import Path
from random import Random

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.errors import BadParameter
from netral.identity import hash_bytes
from netral.networks import Coactions, find_coactions

Act = tuple[str, str, str, int]  # object, account, act_id, occurred_us
Pair = tuple[str, str, str]  # object, act_source, act_target
SECOND_US = 1_000_000
SCHEMA = pa.schema(
    [("object", pa.string()), ("account", pa.string()), ("act_id", pa.string()), ("occurred_us", pa.int64())]
)


def make_table(acts: list[Act]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, act, strict=True)) for act in acts], schema=SCHEMA)


def list_pairs(found: Coactions) -> list[Pair]:
    rows = found.pairs.to_pylist()
    return sorted((row["object"], row["act_source"], row["act_target"]) for row in rows)


def pair_by_hand(acts: list[Act], window_us: int, least: int) -> list[Pair]:
    """Every two acts compared, and participation as CooRTweet words it."""
    active = Counter(act[1] for act in acts)
    acts = sorted((act for act in acts if active[act[1]] >= least), key=lambda act: (act[3], act[2]))
    near = [
        (one, two)
        for one, two in itertools.combinations(acts, 2)
        if one[0] == two[0] and two[3] - one[3] <= window_us and one[1] != two[1] and one[0] not in (one[2], two[2])
    ]
    taking_part = Counter(act[1] for act in {act for pair in near for act in pair})
    kept = [pair for pair in near if max(taking_part[act[1]] for act in pair) >= least]
    return sorted((one[0], one[2], two[2]) for one, two in kept)


@st.composite
def acts_of_few(draw: st.DrawFn) -> list[Act]:
    """Acts of four accounts on three objects, close to the ends of windows and of buckets."""
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("PQR"), st.sampled_from("abcd"), st.integers(0, 4), st.integers(-2, 2)),
            max_size=25,
        )
    )
    start = 1_727_748_000 * SECOND_US
    return [
        (thing, account, f"i{number:02}", start + half * 5 * SECOND_US + shift)
        for number, (thing, account, half, shift) in enumerate(rows)
    ]


@settings(deadline=None, max_examples=25)  # each starts a database
@given(acts_of_few(), st.sampled_from([0, 1, 5, 10]), st.integers(1, 3))
def test_pairs_are_those_of_every_two_acts_compared(acts: list[Act], window_seconds: int, least: int) -> None:
    found = find_coactions(make_table(acts), window_seconds, least)
    assert list_pairs(found) == pair_by_hand(acts, window_seconds * SECOND_US, least)
    assert found.crowds.num_rows == 0


@settings(deadline=None, max_examples=25)  # each starts a database
@given(acts_of_few(), st.integers(1, 2))
def test_edges_count_the_distinct_objects_and_the_pairs_of_acts_behind_them(acts: list[Act], least: int) -> None:
    found = find_coactions(make_table(acts), 5, least)
    objects: dict[tuple[str, str], set[str]] = {}
    times: dict[tuple[str, str], list[int]] = {}
    for row in found.pairs.to_pylist():
        key = min(row["source"], row["target"]), max(row["source"], row["target"])
        objects.setdefault(key, set()).add(row["object"])
        times.setdefault(key, []).extend([row["occurred_us"], row["occurred_us"] + row["delta_us"]])
    edges = {(row["source"], row["target"]): row for row in found.edges.to_pylist()}
    assert {key: row["objects"] for key, row in edges.items()} == {key: len(each) for key, each in objects.items()}
    assert {key: 2 * row["acts"] for key, row in edges.items()} == {key: len(each) for key, each in times.items()}
    for key, row in edges.items():
        assert (row["first_us"], row["last_us"]) == (min(times[key]), max(times[key]))


def test_both_ends_of_the_window_count_and_the_earlier_act_comes_first() -> None:
    acts = [("P", "b", "i2", 0), ("P", "a", "i1", 60 * SECOND_US), ("P", "c", "i3", 120 * SECOND_US + 1)]
    (row,) = find_coactions(make_table(acts), 60).pairs.to_pylist()
    assert (row["source"], row["target"], row["delta_us"]) == ("b", "a", 60 * SECOND_US)


def test_two_ends_that_are_no_subjects_are_no_pair_and_do_not_make_each_other_take_part() -> None:
    acts = [("P", "a", "i1", 0), ("P", "b", "i2", 1), ("P", "c", "i3", 2), ("Q", "b", "i4", 0), ("Q", "c", "i5", 0)]
    table = make_table(acts).append_column("is_subject", pa.array([account == "a" for _, account, _, _ in acts]))
    assert list_pairs(find_coactions(table, 60)) == [("P", "i1", "i2"), ("P", "i1", "i3")]
    assert list_pairs(find_coactions(table, 60, min_participation=2)) == []


def test_acts_without_a_time_or_an_object_are_in_no_pair() -> None:
    table = pa.concat_tables([
        make_table([("P", "a", "i1", 0), ("P", "b", "i2", 1)]),
        pa.table([["P", None], ["c", "d"], ["i3", "i4"], pa.array([None, 1], pa.int64())], schema=SCHEMA),
    ])  # fmt: skip
    assert list_pairs(find_coactions(table, 60)) == [("P", "i1", "i2")]
    assert find_coactions(SCHEMA.empty_table(), 60).pairs.num_rows == 0


def test_one_post_that_is_an_act_on_several_objects_is_named_once() -> None:
    acts = [("P", "a", "i1", 0), ("Q", "a", "i1", 0), ("P", "b", "i2", 1), ("Q", "c", "i3", 2), ("Q", "b", "i2", 1)]
    found = find_coactions(make_table(acts), 60)
    assert list_pairs(found) == pair_by_hand(acts, 60 * SECOND_US, 1)
    assert sorted(found.pairs["act_source"].chunk(0).dictionary.to_pylist()) == ["i1", "i2", "i3"]
    assert found.pairs.to_pandas()["act_target"].astype("str").isin(["i2", "i3"]).all()


@pytest.mark.parametrize(
    ("window", "least", "said"), [(-1, 1, "window of -1 seconds"), (60, 0, "min-participation 0: allowed are 1")]
)
def test_a_window_or_participation_that_means_nothing_is_refused(window: int, least: int, said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        find_coactions(SCHEMA.empty_table(), window, least)


# -- crowds ------------------------------------------------------------------------------------------------------------


def make_burst() -> list[Act]:
    """Post P: 40 accounts within a minute, 3 in the next; post Q: 5 accounts within a minute."""
    crowd = [("P", f"a{number:02}", f"p{number:02}", number * SECOND_US) for number in range(40)]
    after = [("P", f"b{number}", f"r{number}", (60 + number) * SECOND_US) for number in range(3)]
    few = [("Q", f"a{number:02}", f"q{number:02}", number * SECOND_US) for number in range(5)]
    return [*crowd, *after, *few]


def test_a_crowd_is_counted_with_the_pairs_left_out_and_others_are_as_without_it() -> None:
    acts = make_burst()
    found = find_coactions(make_table(acts), 60, work=100)
    (crowd,) = found.crowds.to_pylist()
    assert found.max_acts == 5
    assert (crowd["object"], crowd["buckets"], crowd["acts"], crowd["accounts"]) == ("P", 1, 40, 40)
    calm = [act for act in acts if not act[2].startswith("p")]
    assert list_pairs(found) == pair_by_hand(calm, 60 * SECOND_US, 1)
    left_out = len(pair_by_hand(acts, 60 * SECOND_US, 1)) - found.pairs.num_rows
    assert left_out <= crowd["pairs_left_out"] == 40 * 39 // 2 + 40 * 3


@settings(deadline=None, max_examples=25)  # each starts a database
@given(acts_of_few(), st.integers(0, 60))
def test_no_work_allowed_is_exceeded_and_nothing_is_invented(acts: list[Act], work: int) -> None:
    everything, bounded = (find_coactions(make_table(acts), 5, work=each) for each in (10**6, work))
    assert set(list_pairs(bounded)) <= set(list_pairs(everything))
    missing = everything.pairs.num_rows - bounded.pairs.num_rows
    assert missing <= sum(row["pairs_left_out"] for row in bounded.crowds.to_pylist())
    calm = Counter((thing, at // (5 * SECOND_US)) for thing, _, _, at in acts)
    assert bounded.pairs.num_rows <= 2 * work + len(calm)


def test_the_bound_is_one_for_all_objects_whatever_their_names() -> None:
    acts = make_burst()
    renamed = [({"P": "Q", "Q": "P"}[thing], *rest) for thing, *rest in acts]
    one, other = (find_coactions(make_table(each), 60, work=100) for each in (acts, renamed))
    assert one.max_acts == other.max_acts
    assert one.pairs.num_rows == other.pairs.num_rows


# -- truth from outside ------------------------------------------------------------------------------------------------


def test_coortweets_own_answer_is_reproduced(real_data: Path) -> None:
    frame = pd.read_parquet(real_data / "coshare" / "russian_coord_tweets.parquet")
    columns = [frame[name].astype(str) for name in ("object_id", "account_id", "content_id")]
    seconds = frame["timestamp_share"].astype("int64")
    expected = {2: (3791, 2110, 502, 3721, 64), 1: (6281, 3954, 609, 6206, 104)}  # theirs; and our own default
    for least, counts in expected.items():
        found = find_coactions(pa.table([*columns, seconds * SECOND_US], schema=SCHEMA), 60, min_participation=least)
        pairs = found.pairs.to_pandas()
        accounts = set(pairs["source"]) | set(pairs["target"])
        at_the_end = int((pairs["delta_us"] == 60 * SECOND_US).sum())
        assert (len(pairs), len(accounts), pairs["object"].nunique(), found.edges.num_rows, at_the_end) == counts
        assert found.crowds.num_rows == 0


def test_the_sample_of_the_coordination_network_toolkit_has_the_pairs_of_every_two_rows_compared(
    real_data: Path,
) -> None:
    with (real_data / "coordination" / "sample_data.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    made = 0
    for column in ("repost_id", "reply_id"):
        acts = [
            (row[column], row["user_id"], row["message_id"], round(float(row["timestamp"]) * SECOND_US))
            for row in rows
            if row[column] and (column == "repost_id" or not row["repost_id"])
        ]
        for window_seconds in (0, 1, 60):
            found = find_coactions(make_table(acts), window_seconds)
            assert list_pairs(found) == pair_by_hand(acts, window_seconds * SECOND_US, 1)
            made += found.pairs.num_rows
    assert made > 0


def simulate_reposts() -> list[Act]:
    """An invented set: 40 accounts, 12 posts, 400 reposts within ten minutes; some land on the same second."""
    rng = Random(20241127)
    return [
        (f"p{rng.randrange(12)}", f"u{rng.randrange(40)}", f"m{number}", rng.randrange(600) * SECOND_US)
        for number in range(400)
    ]


# What coordination-network-toolkit 1.5.2 gives for `simulate_reposts` (rows in its CSV layout with repost_id, loaded by
# preprocess_csv_files, then compute_co_retweet_parallel with these windows): co_retweet_network without self-loops
# as unordered pairs of accounts (how many, and the start of the SHA-256 of their lines "one,other", sorted), and the
# sum of its weights (messages of user_1).
TOOLKIT = {
    0: (11, "ac1f91e14e2182c5", 22),
    5: (108, "df97cf86aebf6706", 226),
    60: (577, "c068121cbc973403", 2173),
}


@pytest.mark.parametrize("window_seconds", [0, 5, 60])
def test_the_coordination_network_toolkit_finds_the_same_pairs(window_seconds: int) -> None:
    found = find_coactions(make_table(simulate_reposts()), window_seconds)
    edges = sorted(f"{row['source']},{row['target']}" for row in found.edges.to_pylist())
    messages = {
        ends
        for row in found.pairs.to_pylist()
        for ends in ((row["act_source"], row["target"]), (row["act_target"], row["source"]))
    }
    pairs, start, weights = TOOLKIT[window_seconds]
    assert (len(edges), len(messages)) == (pairs, weights)
    assert hash_bytes("\n".join(edges).encode()).startswith(start)
