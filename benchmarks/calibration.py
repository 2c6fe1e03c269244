"""Are the tests against chance honest, and what do they find? Regions without any tie, and regions with planted ones.

What is drawn, directly as tables and from one seed a region:

- *acts*: 300 accounts whose activity has a Pareto tail (from none to 400 acts), each with a rhythm of its own over nine
  weeks and a mix of its own of likes, shares and joint posts; three pairs whose popularity has a heavy tail and changes
  by week and by kind. Nothing ties an account to a pair: each act falls on a pair by the popularity of its week and
  kind.
- *follows*: 300 accounts and 60 campaign accounts (6, 18 and 36 a pair) with heavy tails on both sides, among them one
  of the first pair that nearly everybody follows; each tie is drawn by the two alone.
- *shared targets*: 300 accounts and 1,500 posts with heavy tails on both sides, each tie drawn by the two alone.
- *co-action*: 24 accounts and 80 posts with heavy tails; every post draws its acts in a burst after it appears, and
  everybody's delay is drawn alike.

A planted tie multiplies the odds of one pair's accounts (acts, follows), gives two accounts the same targets, or makes
two accounts act within seconds of each other on busy posts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from netral.networks.chance import score_pairs
from netral.networks.chance_follows import score_follows
from netral.networks.permutation import score_coaction
from netral.networks.shared_targets import score_shared_targets

REGIONS, LEVEL = 200, 0.05
ACCOUNTS, PAIRS, WEEKS, KINDS = 300, 3, 9, ("like", "share", "coauthor")
CAMPAIGN, TARGETS, POSTS, CO_ACTORS, PERMUTATIONS = 60, 1500, 80, 24, 7999
SECOND_US, HOUR_US = 1_000_000, 3_600_000_000
SUBJECTS = [f"x:s{number:03}" for number in range(ACCOUNTS)]
PAIR_NOS = tuple(range(1, PAIRS + 1))
CAMPAIGN_PAIRS = {f"x:c{number:02}": 1 if number < 6 else 2 if number < 24 else 3 for number in range(CAMPAIGN)}


@dataclass(frozen=True)
class Calibration:
    """Over all regions: how many tests were possible in one, which shares of them were called unusual, and where."""

    work: str
    regions: int
    possible: int
    p_share: float
    q_share: float
    region_share: float


def draw_acts(rng: np.random.Generator, ties: dict[int, tuple[int, float]] | None = None) -> pd.DataFrame:
    """One region's acts: subject, pair_no, stratum; ``ties`` are (number of acts, odds of pair 1) by account number."""
    activity = np.minimum((rng.pareto(1.1, ACCOUNTS) * 4).astype(np.int64), 400)
    for account, (acts, _) in (ties or {}).items():
        activity[account] = acts
    subject = np.repeat(np.arange(ACCOUNTS), activity)
    week = _draw_each(rng, rng.dirichlet(np.full(WEEKS, 0.5), ACCOUNTS)[subject])
    kind = _draw_each(rng, rng.dirichlet((2.0, 1.0, 0.2), ACCOUNTS)[subject])
    fame = rng.pareto(0.9, CAMPAIGN).reshape(PAIRS, -1).sum(axis=1)
    popularity = fame * rng.lognormal(0, 0.8, (WEEKS, len(KINDS), PAIRS))
    odds = popularity[week, kind] / popularity[week, kind].sum(axis=1, keepdims=True)
    for account, (_, more) in (ties or {}).items():
        odds[subject == account, 0] *= more
    pair = _draw_each(rng, odds / odds.sum(axis=1, keepdims=True))
    stratum = [f"x {KINDS[k]} 2024-W{w + 39}" for k, w in zip(kind, week, strict=True)]
    return pd.DataFrame({"subject": np.array(SUBJECTS)[subject], "pair_no": pair + 1, "stratum": stratum})


def _draw_each(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """One outcome a row of chances."""
    return (chances.cumsum(axis=1) < rng.random((len(chances), 1))).sum(axis=1).clip(max=chances.shape[1] - 1)


def draw_follows(rng: np.random.Generator, ties: dict[int, float] | None = None) -> pd.DataFrame:
    """One region's follows: source, target; ``ties`` are the odds of pair 2 by account number."""
    eager, fame = rng.pareto(1.2, ACCOUNTS) * 0.05, rng.pareto(0.9, CAMPAIGN)
    fame[0] = 400.0  # the minister
    odds = np.outer(eager + 0.005, fame)
    for account, more in (ties or {}).items():
        odds[account] = 0.25 * fame / (1 + fame)
        odds[account, [pair == 2 for pair in CAMPAIGN_PAIRS.values()]] *= more
    row, column = np.nonzero(rng.random(odds.shape) < odds / (1 + odds))
    return pd.DataFrame({"source": np.array(SUBJECTS)[row], "target": np.array(list(CAMPAIGN_PAIRS))[column]})


def draw_targets(rng: np.random.Generator, common: int = 0) -> pd.DataFrame:
    """One region's ties to posts: account, target; the first two accounts have so many, all in common."""
    odds = np.outer(rng.pareto(1.2, ACCOUNTS) * 0.001 + 0.0005, rng.pareto(0.9, TARGETS) + 0.2)
    account, target = np.nonzero(rng.random(odds.shape) < odds / (1 + odds))
    if common:
        chosen = rng.choice(TARGETS, common, replace=False)
        others = account > 1
        account = np.concatenate([account[others], np.repeat([0, 1], common)])
        target = np.concatenate([target[others], chosen, chosen])
    return pd.DataFrame({"account": np.array(SUBJECTS)[account], "target": target})


def draw_coaction(rng: np.random.Generator, together: int = 0) -> pd.DataFrame:
    """One region's acts on posts: account, object, occurred_us; the first two accounts act together so many times."""
    odds = np.outer(rng.pareto(1.2, CO_ACTORS) * 0.1 + 0.02, rng.pareto(0.9, POSTS) + 0.2)
    odds[:2] = 0.05
    account, post = np.nonzero(rng.random(odds.shape) < odds / (1 + odds))
    appeared = rng.integers(0, 24 * 60, POSTS) * HOUR_US
    times = appeared[post] + _draw_delays(rng, len(post))
    chosen = np.argsort(-np.bincount(post, minlength=POSTS), kind="stable")[:together]
    joint = appeared[chosen] + _draw_delays(rng, len(chosen))
    account = np.concatenate([account, np.zeros_like(chosen), np.ones_like(chosen)])
    post = np.concatenate([post, chosen, chosen])
    times = np.concatenate([times, joint, joint + rng.integers(1, 20, len(chosen)) * SECOND_US])
    return pd.DataFrame({"account": [f"x:s{each:03}" for each in account], "object": post, "occurred_us": times})


def _draw_delays(rng: np.random.Generator, count: int) -> np.ndarray:
    """How long after a post people act on it: half within ten minutes, some after days."""
    return (rng.pareto(0.8, count) * 400 * SECOND_US).clip(max=72 * HOUR_US).astype(np.int64)


def score_unstratified(acts: pd.DataFrame) -> pd.DataFrame:
    """What the test would say if weeks and kinds were thrown together."""
    return score_pairs(acts.assign(stratum="all"), SUBJECTS, PAIR_NOS)


def score_follows_from_one_urn(edges: pd.DataFrame) -> pd.DataFrame:
    """What the test would say if a follow were a draw from one urn, whoever is followed."""
    acts = edges.assign(subject=edges["source"], pair_no=edges["target"].map(CAMPAIGN_PAIRS), stratum="follow")
    return score_pairs(acts, SUBJECTS, PAIR_NOS)


def score_together(acts: pd.DataFrame, within: str) -> pd.DataFrame:
    """Acts on posts to the tests of accounts that co-act within a minute."""
    return score_coaction(acts, 60 * SECOND_US, PERMUTATIONS, 1, within)  # type: ignore[arg-type]


EVERY_PAIR = ACCOUNTS * (ACCOUNTS - 1) // 2, CO_ACTORS * (CO_ACTORS - 1) // 2
TESTS: dict[str, tuple[Callable[..., pd.DataFrame], Callable[..., pd.DataFrame], int]] = {
    # what draws a region, what tests it, how many tests are possible there
    "acts toward a pair, by week and kind": (
        draw_acts, partial(score_pairs, subjects=SUBJECTS, pair_nos=PAIR_NOS), ACCOUNTS * PAIRS,
    ),
    "follows, as so many different accounts": (
        draw_follows, partial(score_follows, subjects=SUBJECTS, campaign=CAMPAIGN_PAIRS, pair_nos=PAIR_NOS),
        ACCOUNTS * PAIRS,
    ),
    "shared targets": (draw_targets, partial(score_shared_targets, accounts=SUBJECTS, at_least=1), EVERY_PAIR[0]),
    "co-action, times shuffled within the post": (
        draw_coaction, partial(score_together, within="object"), EVERY_PAIR[1],
    ),
}  # fmt: skip
# What the same tests would say without what makes them honest.
NAIVE: dict[str, tuple[Callable[..., pd.DataFrame], Callable[..., pd.DataFrame], int]] = {
    "acts, weeks and kinds thrown together": (draw_acts, score_unstratified, ACCOUNTS * PAIRS),
    "follows, as draws from one urn": (draw_follows, score_follows_from_one_urn, ACCOUNTS * PAIRS),
    "co-action, times shuffled within the account": (
        draw_coaction, partial(score_together, within="account"), EVERY_PAIR[1],
    ),
}  # fmt: skip


def calibrate(work: str, regions: int) -> Calibration:
    """A named test over so many regions without any tie to what it called unusual there."""
    draw, score, possible = (TESTS | NAIVE)[work]
    p_found = q_found = any_found = 0
    for seed in range(regions):
        tests = score(draw(np.random.default_rng([2024, seed])))
        p_found += int((tests["p_value"] < LEVEL).sum())
        q_found += (below := int((tests["q_value"] < LEVEL).sum()))
        any_found += below > 0
    whole = possible * regions
    return Calibration(work, regions, possible, p_found / whole, q_found / whole, any_found / regions)


def measure_act_power(acts: int, odds: float, regions: int) -> tuple[float, float]:
    """Three accounts tied to pair 1 in every region to the mean effect, and the share found with q < 0.05."""
    effects, found = [], 0
    ties = dict.fromkeys(range(3), (acts, odds))
    for seed in range(regions):
        drawn = draw_acts(np.random.default_rng([7, seed]), ties)
        planted = score_pairs(drawn, SUBJECTS, PAIR_NOS).loc[[(SUBJECTS[each], 1) for each in ties]]
        effects += planted["effect"].tolist()
        found += int((planted["q_value"] < LEVEL).sum())
    return float(np.nanmean(effects)), found / (regions * len(ties))


def measure_follow_power(odds: float, regions: int) -> tuple[float, float, float]:
    """Three accounts whose follows lean to pair 2 to their mean number of follows, effect, and the share found."""
    effects, follows, found = [], [], 0
    ties = dict.fromkeys(range(3), odds)
    for seed in range(regions):
        edges = draw_follows(np.random.default_rng([8, seed]), ties)
        tests = score_follows(edges, SUBJECTS, CAMPAIGN_PAIRS, PAIR_NOS)
        planted = tests.loc[[(SUBJECTS[each], 2) for each in ties]]
        effects += planted["effect"].tolist()
        follows += planted["n"].tolist()
        found += int((planted["q_value"] < LEVEL).sum())
    return float(np.mean(follows)), float(np.nanmean(effects)), found / (regions * len(ties))


def measure_shared_power(common: int, regions: int) -> tuple[float, float]:
    """Two accounts with so many targets, all in common, to the mean effect, and the share found with q < 0.05."""
    effects, found = [], 0
    for seed in range(regions):
        tests = score_shared_targets(draw_targets(np.random.default_rng([10, seed]), common), SUBJECTS, at_least=1)
        planted = tests[(tests["source"] == SUBJECTS[0]) & (tests["target"] == SUBJECTS[1])]
        effects += planted["effect"].tolist()
        found += int((planted["q_value"] < LEVEL).sum())
    return float(np.mean(effects)), found / regions


def measure_coaction_power(together: int, regions: int) -> tuple[float, float]:
    """Two accounts that act together so many times to the mean effect, and the share found with q < 0.05."""
    effects, found = [], 0
    for seed in range(regions):
        tests = score_together(draw_coaction(np.random.default_rng([9, seed]), together), "object")
        planted = tests[(tests["source"] == SUBJECTS[0]) & (tests["target"] == SUBJECTS[1])]
        effects += planted["effect"].tolist()
        found += int((planted["q_value"] < LEVEL).sum())
    return float(np.nanmean(effects)), found / regions


def print_tables(regions: int) -> None:
    """Print what was found without ties, then the power with them, as Markdown."""
    print("| no tie planted | regions | tests a region | p < 0.05 | q < 0.05 | regions with any q < 0.05 |")
    print("|---|--:|--:|--:|--:|--:|")
    for work in TESTS | NAIVE:
        each = calibrate(work, regions)
        print(
            f"| {work} | {regions} | {each.possible:,.0f} | {each.p_share:.2%} | {each.q_share:.4%} "
            f"| {each.region_share:.1%} |",
            flush=True,
        )
    print("\n| acts of a tied account | odds of its pair | mean effect | found (q < 0.05) |\n|--:|--:|--:|--:|")
    for acts in (5, 10, 20, 50, 100):
        for odds in (2, 4, 8, 20):
            effect, power = measure_act_power(acts, odds, max(1, regions // 4))
            print(f"| {acts} | {odds} | {effect:.2f} | {power:.0%} |", flush=True)
    print("\n| odds of its pair's accounts | mean follows | mean effect | found (q < 0.05) |\n|--:|--:|--:|--:|")
    for odds in (2, 4, 8, 20):
        follows, effect, power = measure_follow_power(odds, max(1, regions // 4))
        print(f"| {odds} | {follows:.1f} | {effect:.2f} | {power:.0%} |", flush=True)
    print("\n| targets of two accounts, all in common | mean effect | found (q < 0.05) |\n|--:|--:|--:|")
    for common in (6, 9, 12):
        effect, power = measure_shared_power(common, max(1, regions // 4))
        print(f"| {common} | {effect:.2f} | {power:.0%} |", flush=True)
    print("\n| posts two accounts act on together | mean effect | found (q < 0.05) |\n|--:|--:|--:|")
    for together in (3, 6, 12, 24):
        effect, power = measure_coaction_power(together, max(1, regions // 4))
        print(f"| {together} | {effect:.2f} | {power:.0%} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="python -m benchmarks.calibration: false alarms and power")
    parser.add_argument("--regions", type=int, default=REGIONS, help="regions without a tie; a quarter with each tie")
    print_tables(parser.parse_args().regions)
