"""Tests against chance beside the plain loop: one call of scipy for every draw of every test."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.measure import Comparison, compare

PAIR_NOS = (1, 2, 3)
ACTS_EACH = 8


def draw_region(subjects: int, strata: int) -> pd.DataFrame:
    """Invented acts with heavy-tailed activity: subject, pair_no, stratum."""
    rng = np.random.default_rng(1)
    acts = subjects * ACTS_EACH
    subject = (rng.pareto(1.1, acts) * subjects / 20).astype(np.int64) % subjects
    stratum = (rng.pareto(1.5, acts) * strata / 6).astype(np.int64) % strata
    pair = rng.choice(PAIR_NOS, acts, p=(0.5, 0.3, 0.2))
    return pd.DataFrame({"subject": subject.astype(str), "pair_no": pair, "stratum": stratum.astype(str)})


def score_ours(subjects: str, strata: str) -> int:
    """Our side: `score_pairs`; tests."""
    from netral.networks import score_pairs

    acts = draw_region(int(subjects), int(strata))
    return len(score_pairs(acts, [str(number) for number in range(int(subjects))], PAIR_NOS))


def score_by_loop(subjects: str, strata: str) -> int:
    """The peer: for every subject and pair one call of scipy; with strata one for each, convolved."""
    from scipy import stats

    acts = draw_region(int(subjects), int(strata))
    total = acts.groupby("stratum").size().to_dict()
    marked = acts.groupby(["stratum", "pair_no"]).size().to_dict()
    drawn = acts.groupby(["subject", "stratum"]).size()
    seen = acts.groupby(["subject", "pair_no"]).size().to_dict()
    own = {name: part.droplevel(0).to_dict() for name, part in drawn.groupby(level="subject")}
    p_values = []
    for subject in map(str, range(int(subjects))):
        for pair in PAIR_NOS:
            draws = [(total[each], marked.get((each, pair), 0), n) for each, n in own.get(subject, {}).items()]
            needed = seen.get((subject, pair), 0)
            if len(draws) == 1:
                p_values.append(stats.hypergeom.sf(needed - 1, *draws[0]))
                continue
            whole = np.ones(1)
            for draw in draws:
                whole = np.convolve(whole, stats.hypergeom.pmf(np.arange(draw[2] + 1), *draw))
            p_values.append(whole[needed:].sum())
    stats.false_discovery_control(np.clip(p_values, 0, 1))
    return len(p_values)


def run() -> list[Comparison]:
    """One line for a single urn, one for weeks and kinds."""
    lines = []
    for subjects, strata, work in (("30000", "1", "one stratum"), ("3000", "27", "27 strata")):
        name = f"chance of {int(subjects) * len(PAIR_NOS):,} ties, {work}"
        ours, peer = (("benchmarks.chance", each, subjects, strata) for each in ("score_ours", "score_by_loop"))
        lines.append(compare(name, ours, "scipy in a loop", peer))
    return lines
