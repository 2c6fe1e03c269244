"""Leads of invented regions against the truth: `python -m benchmarks.evaluation [SEEDS]`, 50 of them by default."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def evaluate_seed(seed: int) -> tuple[dict[str, tuple[int, int, int]], dict[str, tuple[int, int]]]:
    """One region from its captures to its leads: by rule planted, found and right; by trap accounts and leads."""
    from netral.pipeline import evaluate_leads, ingest_captures, open_investigation
    from netral.simulate import write_region

    with tempfile.TemporaryDirectory(prefix="netral-evaluate-") as folder:
        region = write_region(Path(folder) / "region", seed=seed)
        investigation = open_investigation(region)
        ingest_captures(
            investigation, sorted(path for path in investigation.captures_folder.rglob("*") if path.is_file())
        )
        found = evaluate_leads(investigation)
    return (
        {each.rule_id: (each.planted, each.found, each.right) for each in found.scores},
        {each.why: (each.accounts, each.leads) for each in found.traps},
    )


def main() -> None:
    """The table, ready for docs/benchmarks.md."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    rules: Counter[tuple[str, int]] = Counter()
    traps: Counter[tuple[str, int]] = Counter()
    with ProcessPoolExecutor(max_workers=2) as pool:
        for scores, trapped in pool.map(evaluate_seed, seeds):
            for table, counted in ((rules, scores), (traps, trapped)):
                for name, counts in counted.items():
                    for place, count in enumerate(counts):
                        table[name, place] += count
    print(f"{len(seeds)} regions\n\n| rule | planted | found | right | precision | recall |\n|---|--:|--:|--:|--:|--:|")
    for name in sorted({name for name, _ in rules}):
        planted, found, right = (rules[name, place] for place in range(3))
        shares = f"{right / max(1, found):.3f} | {right / max(1, planted):.3f}"
        print(f"| {name} | {planted} | {found} | {right} | {shares} |")
    print("\n| trap | accounts | leads |\n|---|--:|--:|")
    for name in sorted({name for name, _ in traps}):
        print(f"| {name} | {traps[name, 0]} | {traps[name, 1]} |")


if __name__ == "__main__":
    main()
