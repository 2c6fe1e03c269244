"""Co-action edges with their tests against shuffled times, and what is too large to be tested."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from netral.networks import coaction_chance, score_coaction
from netral.networks.coaction_chance import MOST_SHUFFLES, SEED, add_coaction_chance, count_shuffles
from netral.pipeline import build_coaction
from tests.invented_investigation import Invention

DAY = "2024-10-{:02}T10:00:{:02}+08:00"
POST = "https://x.com/relawan/status/{}"


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """One agency and one volunteer account."""
    made = Invention(tmp_path / "uji")
    made.opd("dinas")
    made.volunteer("relawan_dua", 2)
    return made


@pytest.fixture
def together(invention: Invention) -> Invention:
    """Two agencies that are side by side on eight posts on which four others act hours apart."""
    for handle in ("badan", "camat", "lurah", "kantor"):
        invention.opd(handle, "U2")
    invention.volunteer("relawan")
    for day in range(1, 9):
        for second, handle in enumerate(("dinas", "badan")):
            invention.act(handle, "share", "relawan", DAY.format(day, second), object_url=POST.format(day))
        for hour, handle in enumerate(("camat", "lurah", "kantor"), start=12):
            at = f"2024-10-{day:02}T{hour}:00:00+08:00"
            invention.act(handle, "share", "relawan", at, object_url=POST.format(day))
    return invention


def test_an_edge_carries_the_test_of_its_two_accounts(together: Invention) -> None:
    coaction = build_coaction(together.ingest(), window_seconds=60)
    (edge,) = coaction.network.edges.to_dict("records")
    assert {edge["source_handle"], edge["target_handle"]} == {"dinas", "badan"} and edge["weight"] == 8
    assert edge["q_value"] < 0.05 and edge["effect"] > 2
    acts = coaction.acts[["object", "account", "occurred_us"]]
    (test,) = score_coaction(acts, 60_000_000, MOST_SHUFFLES, SEED).to_dict("records")
    assert (edge["p_value"], edge["q_value"], edge["effect"]) == (test["p_value"], test["q_value"], test["effect"])
    assert f"{MOST_SHUFFLES} shuffles" in coaction.network.note


def test_two_who_alone_acted_are_never_unusual(invention: Invention) -> None:
    invention.opd("badan", "U2")
    for handle in ("dinas", "badan"):
        invention.act(handle, "share", "relawan_dua", object_url=POST.format(1))
    (edge,) = build_coaction(invention.ingest()).network.edges.to_dict("records")
    assert (edge["p_value"], edge["effect"]) == (1.0, 1.0)


def test_what_is_too_large_is_not_tested_and_that_is_said(together: Invention, monkeypatch: pytest.MonkeyPatch) -> None:
    investigation = together.ingest()
    tested = build_coaction(investigation, window_seconds=60)
    crowd = pd.DataFrame({"object": ["x:post:1"], "buckets": [1], "acts": [9], "accounts": [9], "pairs_left_out": [36]})
    crowded = add_coaction_chance(replace(tested, crowds=crowd), 60)
    monkeypatch.setattr(coaction_chance, "MOST_CELLS", 1000)
    for large in (crowded, build_coaction(investigation, window_seconds=60)):
        assert "not tested" in large.network.note
    assert build_coaction(investigation, window_seconds=60).network.edges["p_value"].isna().all()


def test_more_acts_mean_fewer_shuffles() -> None:
    few, many = (pd.DataFrame({"object": range(count)}) for count in (10, 100_000))
    assert count_shuffles(few) == MOST_SHUFFLES and 99 < count_shuffles(many) < 500
    one_object = pd.DataFrame({"object": [1] * 20_000})
    assert count_shuffles(one_object) < 99
