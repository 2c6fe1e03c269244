"""How networks grow from 1 to 50 million acts: `python -m benchmarks.growth [FOLDER]` prints the table and draws it.

Not among what `make bench` runs. FOLDER keeps the invented acts, which take longer to write than most lines to measure.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.measure import Figure, run_once
from benchmarks.network import write_inputs
from benchmarks.spark import measure_apart

MOST_MILLIONS = 50
EVERY = (1, 5, 10, 25, 50)
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "growth.svg"
WORKS = (
    ("first-order", "build"),
    ("first-order, by hand in DuckDB", "query_by_hand"),
    ("co-following", "build_cofollow"),
    ("co-following, by hand in DuckDB", "query_cofollow_by_hand"),
    ("co-action, 60 s", "build_coaction"),
)
ON_SPARK = "first-order, Spark on the same cores"
# the acts of this benchmark name no post; co-action needs one
TAKE = """
COPY (SELECT * {replace} FROM '{folder}/{table}.parquet' WHERE hash({key}) % {most} < {millions})
TO '{part}/{table}.parquet' (FORMAT parquet)
"""
POST = "REPLACE ('x:post:' || regexp_extract(object_url, '[0-9]+$') AS object_post)"


def take_part(folder: Path, part: Path, millions: int) -> None:
    """So many millions of the acts, drawn by hash, and the same share of the follows."""
    part.mkdir(exist_ok=True)
    for name in ("accounts.parquet", "roster.parquet", "phases.txt"):
        shutil.copy(folder / name, part)
    for table, key, replace in (("interactions", "interaction_id", POST), ("follows", "follow_id", "")):
        given = {"folder": folder, "part": part, "table": table, "key": key, "replace": replace}
        con = duckdb.connect(config={"memory_limit": "2GiB"})
        con.execute("SET enable_progress_bar = false")
        con.execute(TAKE.format(**given, most=MOST_MILLIONS, millions=millions))


def measure_sizes(folder: Path) -> dict[str, dict[int, Figure]]:
    """Every work at its sizes, one run each, smallest first; every figure is printed as it comes."""
    found: dict[str, dict[int, Figure]] = {}
    region = str(folder / "region")
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        part = Path(name)
        for millions in EVERY:
            take_part(folder, part, millions)
            for work, function in WORKS:
                given = (str(part),) if "by_hand" in function else (region, str(part))
                _tell(found, work, millions, run_once(("benchmarks.network", function, *given)))
            told = measure_apart("local-spark", region, str(part), "interaction")
            seconds, cpu_seconds = (sum(each[key] for each in told) for key in ("seconds", "cpu_seconds"))
            figure = Figure(seconds, cpu_seconds, told[-1]["peak_mib"], told[-1]["edges"])
            _tell(found, ON_SPARK, millions, figure)
    return found


def _tell(found: dict[str, dict[int, Figure]], work: str, millions: int, figure: Figure) -> None:
    found.setdefault(work, {})[millions] = figure
    numbers = f"{figure.seconds:.1f} s | {figure.cpu_seconds:.1f} s | {figure.peak_mib:.0f} MiB | {figure.rows:,}"
    print(f"| {work} | {millions}M | {numbers} |", flush=True)


def draw_growth(found: dict[str, dict[int, Figure]], path: Path) -> None:
    """Processor seconds and memory by millions of acts, both axes logarithmic, in the style of the house."""
    from matplotlib.ticker import FuncFormatter, LogLocator

    from netral.figures.canvas import house_style, open_figure, write_figure
    from netral.figures.colours import SOFT_INK, pair_to_colour

    marks = "os^Dv<>"
    with house_style():
        figure = open_figure(3.6)
        panels = figure.subplots(1, 2)
        for axes, column, title in zip(
            panels, ("cpu_seconds", "peak_mib"), ("Processor time, seconds", "Peak memory, MiB"), strict=True
        ):
            for place, (work, figures) in enumerate(found.items()):
                is_peer = work not in {"first-order", "co-following", "co-action, 60 s"}
                axes.plot(
                    list(figures), [getattr(each, column) for each in figures.values()], marker=marks[place],
                    markersize=4, linewidth=1.1, linestyle="--" if is_peer else "-", label=work,
                    color=SOFT_INK if is_peer else pair_to_colour(place // 2 + 1),
                )  # fmt: skip
            axes.set(xscale="log", yscale="log", title=title, xlabel="millions of acts", xticks=EVERY)
            axes.minorticks_off()
            axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,g}"))
            axes.grid(visible=True, linewidth=0.4)
        figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower left", ncols=2)
    write_figure(figure, path)


def main(folder: Path) -> None:
    """Write what is not there yet, measure, draw."""
    from netral.investigation import read_investigation
    from netral.networks.edges import phase_bounds_us
    from netral.simulate import write_region

    if not (folder / "phases.txt").is_file():
        region = write_region(folder / "region", seed=1)
        write_inputs(folder, MOST_MILLIONS * 1_000_000)
        bounds = phase_bounds_us(read_investigation(str(region)))
        phases = ", ".join(f"('{each}', {first}, {last})" for each, first, last in bounds)
        (folder / "phases.txt").write_text(phases, encoding="utf-8")
    print("| work | acts | wall | CPU | peak memory | edges |\n|---|--:|--:|--:|--:|--:|")
    draw_growth(measure_sizes(folder), PICTURE)


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
            main(Path(name))
