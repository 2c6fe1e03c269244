"""A co-action network -> the same with every edge tested against shuffled times, where that can be afforded."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral.networks.coaction import Coaction
from netral.networks.permutation import score_coaction
from netral.times import SECOND_US

SEED = 1
MOST_SHUFFLES, FEWEST_SHUFFLES = 4_999, 99
MOST_CELLS = 40_000_000  # of acts dealt out, over all shuffles: a few seconds
MEETINGS_A_CELL = 25  # to compare two times costs a fraction of dealing one out


def add_coaction_chance(coaction: Coaction, window_seconds: int) -> Coaction:
    """A co-action network to the same with p_value, q_value and effect on its edges: see `score_coaction`.

    All timed acts of registry accounts are shuffled within their object, whatever the fewest participation was; the
    numbers say nothing of the objects alone that an edge's ``weight`` counts.

    Returns
    -------
    Coaction
        The network's ``note`` says how many shuffles there were: 4,999, fewer where the acts are many. With less than
        99 of them, or where crowds were left out, nothing is tested, and that is said.
    """
    network = coaction.network
    shuffles = count_shuffles(coaction.acts)
    if len(coaction.crowds) or shuffles < FEWEST_SHUFFLES:
        note = "not tested against chance: too many acts on one object or in all to shuffle their times"
        return replace(coaction, network=replace(network, note=f"{network.note} {note}"))
    acts = coaction.acts[["object", "account", "occurred_us"]]
    tests = score_coaction(acts, window_seconds * SECOND_US, shuffles, SEED)
    keys, names = ["source", "target"], ["p_value", "q_value", "effect"]
    joined = network.edges[keys].astype("str").merge(tests[[*keys, *names]], on=keys, how="left")
    edges = network.edges.assign(**{name: joined[name].astype("Float64").array for name in names})
    note = f"{network.note} Tests: {shuffles} shuffles of the times within each object, seed {SEED}"
    return replace(coaction, network=replace(network, edges=edges, note=note))


def count_shuffles(acts: pd.DataFrame) -> int:
    """Acts to how often their times can be shuffled in a few seconds."""
    sizes = acts.groupby("object").size()
    meetings = int((sizes * (sizes - 1) // 2).sum())
    return min(MOST_SHUFFLES, MOST_CELLS // (len(acts) + meetings // MEETINGS_A_CELL + 1))
