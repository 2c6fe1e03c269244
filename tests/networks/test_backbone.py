"""Backbones: the disparity filter's integral and the noise-corrected filter's prior, worked out another way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import integrate, stats

from netral.errors import BadParameter
from netral.networks.backbone import find_backbone, score_disparity, score_noise
from tests.networks.invented_ties import EDGES, Edge, make_digraph, make_network, make_ties

ROLES = {"a": ("opd", None), "b": ("person", None), "c": ("volunteer", 1), "d": ("volunteer", 2), "e": ("candidate", 2)}


@settings(deadline=None)
@given(EDGES)
def test_disparity_is_the_integral_of_the_null_model(edges: list[Edge]) -> None:
    graph, ties = make_digraph(edges), make_ties(edges)
    for source, target, weight, found in zip(ties.source, ties.target, ties.weight, score_disparity(ties), strict=True):
        expected = []
        for degree, strength in (
            (graph.out_degree(source), graph.out_degree(source, weight="weight")),
            (graph.in_degree(target), graph.in_degree(target, weight="weight")),
        ):
            inside = 0.0
            if degree > 1:
                inside = (degree - 1) * integrate.quad(lambda x, k=degree: (1 - x) ** (k - 2), 0, weight / strength)[0]
            expected.append(1 - inside)
        assert found == pytest.approx(min(expected), abs=1e-9)


@settings(deadline=None)
@given(EDGES)
def test_noise_corrected_scores_follow_from_prior_and_slope(edges: list[Edge]) -> None:
    graph, ties = make_digraph(edges), make_ties(edges)
    p_values, lifts = score_noise(ties)
    total = int(sum(ties.weight))
    for source, target, weight, p_value, lift in zip(
        ties.source, ties.target, ties.weight, p_values, lifts, strict=True
    ):
        given_away, taken = graph.out_degree(source, weight="weight"), graph.in_degree(target, weight="weight")
        assert lift == pytest.approx(weight * total / (given_away * taken))
        prior = stats.hypergeom(total, given_away, taken)
        mean, variance = prior.mean() / total, prior.var() / total**2
        if variance == 0:
            assert p_value == 1.0
            continue
        size = mean * (1 - mean) / variance - 1
        probability = stats.beta(mean * size + weight, (1 - mean) * size + total - weight).mean()

        def score(more: float, w: float = weight, a: float = given_away, b: float = taken) -> float:
            ratio = (w + more) * (total + more) / ((a + more) * (b + more))
            return (ratio - 1) / (ratio + 1)

        slope = (score(1e-5) - score(-1e-5)) / 2e-5
        spread = abs(slope) * np.sqrt(stats.binom(total, probability).var())
        if spread > 1e-6:
            assert p_value == pytest.approx(stats.norm.sf(score(0) / spread), abs=1e-4)


def test_ties_that_outweigh_the_rest_stay_and_the_others_are_counted() -> None:
    edges = [("a", "c", 60), ("a", "d", 1), ("a", "e", 1), ("b", "c", 3), ("b", "d", 3), ("b", "e", 3)]
    network = make_network(edges, ROLES)
    for method in ("disparity", "noise"):
        kept = find_backbone(network, method)
        assert ("a", "c") in set(zip(kept.edges["source"], kept.edges["target"], strict=True))
        assert len(kept.edges) < len(edges) and len(kept.nodes) == len(network.nodes)
        assert list(kept.edges.columns) == list(network.edges.columns)
        assert (kept.edges["p_value"] <= 0.05).all() and kept.edges["q_value"].isna().all()
        assert f"{len(kept.edges)} of 6 ties kept" in kept.note
    assert find_backbone(network, "noise").edges["effect"].gt(1).all()
    assert find_backbone(network).edges["effect"].isna().all()


def test_evenly_spread_weights_have_no_backbone() -> None:
    edges = [(subject, target, 5) for subject in "ab" for target in "cde"]
    for method in ("disparity", "noise"):
        assert find_backbone(make_network(edges, ROLES), method).edges.empty


def test_an_unknown_backbone_names_what_there_is() -> None:
    with pytest.raises(BadParameter, match="'tulang' is unknown; allowed are disparity, noise"):
        find_backbone(make_network([], ROLES), "tulang")
    assert find_backbone(make_network([], ROLES)).edges.empty
