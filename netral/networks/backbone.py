"""The ties of a network that weigh more than their ends' other ties explain: to thin a picture, never evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import special

from netral.errors import BadParameter
from netral.model import Network
from netral.networks.ties import Numbers, Ties, network_to_ties

METHODS = ("disparity", "noise")
LEVEL = 0.05


def find_backbone(network: Network, method: str = "disparity", level: float = LEVEL) -> Network:
    """A network to the edges whose tie (all kinds and phases of one direction together) is in the backbone.

    Parameters
    ----------
    method : str
        ``disparity`` or ``noise``.
    level : float
        Ties with a ``p_value`` of at most this stay.

    Returns
    -------
    Network
        All nodes, and the edges kept with the ``p_value`` of their tie (and for ``noise`` its ``effect``: observed over
        expected weight). ``note`` says how many ties were left out. ``q_value`` stays empty: a backbone thins a picture
        and tests nobody.

    Raises
    ------
    BadParameter
        When the method is unknown.
    """
    if method not in METHODS:
        raise BadParameter(
            "backbone {method!r} is unknown; allowed are {allowed}", method=method, allowed=", ".join(METHODS)
        )
    ties = network_to_ties(network)
    p_value = score_disparity(ties) if method == "disparity" else score_noise(ties)[0]
    effect = np.full(len(p_value), np.nan) if method == "disparity" else score_noise(ties)[1]
    scores = pd.DataFrame({
        "source": ties.account_ids[ties.source], "target": ties.account_ids[ties.target],
        "p_value": p_value, "effect": effect,
    })  # fmt: skip
    kept = scores[scores["p_value"] <= level].astype({"p_value": "Float64", "effect": "Float64"})
    plain = network.edges.drop(columns=["p_value", "effect"])
    edges = plain.merge(kept, on=["source", "target"])[list(network.edges.columns)]
    note = f"backbone: {method}, p <= {level}; {len(kept)} of {len(scores)} ties kept"
    return replace(network, edges=edges, note=f"{network.note}; {note}" if network.note else note)


def score_disparity(ties: Ties) -> Numbers:
    """Directed ties to their p-values under the disparity filter, the smaller of both ends'.

    Whether so large a share of what an account gives (or receives) would go to one tie if it were cut at random. An
    account with one tie says nothing about it (p = 1).

    Source
    ------
    Serrano, Boguna and Vespignani 2009, Extracting the multiscale backbone of complex weighted networks, PNAS 106(16)
    6483-6488.
    """
    p_values = []
    for end in (ties.source, ties.target):
        degree, strength = np.bincount(end)[end], np.bincount(end, ties.weight)[end]
        p_values.append((1 - ties.weight / strength) ** (degree - 1))
    return np.minimum(*p_values)


def score_noise(ties: Ties) -> tuple[Numbers, Numbers]:
    """Directed ties to their p-values under the noise-corrected filter, and observed over expected weight.

    The weight is related to what its two ends' strengths explain; its spread comes from a Beta prior with the mean and
    variance of the hypergeometric draw. ``p <= 0.05`` is the paper's delta of 1.64.

    Source
    ------
    Coscia and Neffke 2017, Network backboning with noisy data, ICDE 2017, 425-436. The second parameter of the Beta
    prior is taken from its mean and variance, as their text has it.
    """
    weight = ties.weight
    given, taken = (np.bincount(end, weight).astype(np.float64)[end] for end in (ties.source, ties.target))
    total = weight.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        lift = total * weight / (given * taken)
        slope = _differentiate(weight, given, taken, total)
        spread = np.abs(slope) * np.sqrt(_vary_weight(weight, given, taken, total))
        score = (lift - 1) / (lift + 1)
        p_value = special.ndtr(-score / spread)
    return np.where(np.isfinite(p_value), p_value, 1.0), lift


def _vary_weight(weight: Numbers, given: Numbers, taken: Numbers, total: float) -> Numbers:
    """Posterior variance of each weight: binomial, its probability from the Beta prior and what was seen."""
    mean = given * taken / total**2
    variance = given * taken * (total - given) * (total - taken) / (total**4 * (total - 1))
    alpha = mean**2 * (1 - mean) / variance - mean
    beta = mean * (1 - mean) ** 2 / variance - (1 - mean)
    probability = (alpha + weight) / (alpha + beta + total)
    return probability * (1 - probability) * total


def _differentiate(weight: Numbers, given: Numbers, taken: Numbers, total: float) -> Numbers:
    """How the score changes with the weight, which is also part of both strengths and of the total."""
    kappa = total / (given * taken)
    slope = 1 / (given * taken) - total * (given + taken) / (given * taken) ** 2
    return 2 * (kappa + weight * slope) / (kappa * weight + 1) ** 2
