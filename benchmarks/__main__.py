"""`make bench`: every benchmark, one table. False alarms and power of the tests: `python -m benchmarks.calibration`."""

from __future__ import annotations

import os
import platform

from benchmarks import chance, coaction, ingest, layout, measures, network, verify
from benchmarks.measure import Comparison, Figure


def main() -> None:
    """Run all and print the table as Markdown, ready for docs/benchmarks.md."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of 3 runs in turn\n"
    )
    print("| work | ours: wall, CPU, peak memory, rows | peer | peer's figure | peer / ours: wall, CPU |")
    print("|---|--:|---|--:|--:|")
    for module in (ingest, network, measures, coaction, chance, layout, verify):
        for line in module.run():
            print(format_line(line), flush=True)


def format_line(line: Comparison) -> str:
    """One line of the table."""
    ratios = f"{line.ratio:.2f}, {line.cpu_ratio:.2f}"
    return f"| {line.work} | {_figure(line.ours)} | {line.peer_name} | {_figure(line.peer)} | {ratios} |"


def _figure(figure: Figure) -> str:
    return f"{figure.seconds:.2f} s, {figure.cpu_seconds:.2f} s, {figure.peak_mib:.0f} MiB, {figure.rows:,} rows"


if __name__ == "__main__":
    main()
