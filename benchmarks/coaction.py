"""Co-action within 60 s beside coordination-network-toolkit and CooRTweet, and ten million acts with one hot post.

The toolkit is no dependency: NETRAL_COORDINATION_TOOLKIT names the site-packages folder of an environment of the same
Python that has it (``pip install coordination_network_toolkit``); without it its column says so.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock, Comparison, Figure, compare

TOOLKIT = "NETRAL_COORDINATION_TOOLKIT"
WINDOW_SECONDS = 60
# CooRTweet's own data, and what its R code took on them (data.table, 2 cores; it is not run again here)
SHARES = Path(os.environ.get("NETRAL_REAL_DATA", "shared/data"), "coshare", "russian_coord_tweets.parquet")
COORTWEET = Figure(seconds=16.6, cpu_seconds=float("nan"), peak_mib=float("nan"), rows=3721)
ACTS, TARGETS = 1_000_000, 20_000
MANY_ACTS, HOT_ACTS, HOT_TARGETS = 10_000_000, 1_500_000, 500

# A hot post's acts come as those of others do: half in the first seven minutes, the rest over three days.
TO_ACTS = """
CREATE VIEW act AS
SELECT row_number() OVER () AS number, actor AS account, object_url, epoch_us(occurred_at::TIMESTAMP) AS occurred_us
FROM '{edges}' WHERE kind <> 'follow';
COPY (
    SELECT CASE WHEN number <= {hot} THEN 'https://x.com/contoh/status/1' ELSE object_url END AS object, account,
           'i-' || number AS act_id,
           CASE WHEN number <= {hot}
                THEN 1727200000000000 + (pow((hash(number) % 999983 + 1) / 999984, -1.25) * 300 - 300)::BIGINT
                     % 259200 * 1000000
                ELSE occurred_us END AS occurred_us
    FROM act WHERE number <= {acts}
) TO '{path}' (FORMAT parquet);
"""
TO_CSV = """
COPY (
    SELECT act_id AS message_id, account AS user_id, account AS username, object AS repost_id, '' AS reply_id,
           '' AS message, occurred_us // 1000000 AS timestamp, '' AS urls
    FROM '{path}'
) TO '{csv}' (FORMAT csv, HEADER)
"""


def find(path: str) -> int:
    """Our side: the whole job from the toolkit's CSV; pairs of accounts."""
    from pyarrow import compute, csv

    from netral.networks import find_coactions

    columns = {"repost_id": "object", "user_id": "account", "message_id": "act_id", "timestamp": "occurred_us"}
    table = csv.read_csv(path, convert_options=csv.ConvertOptions(include_columns=list(columns)))
    occurred_us = compute.multiply(table["timestamp"], 1_000_000)
    acts = table.rename_columns(list(columns.values())).set_column(3, "occurred_us", occurred_us)
    return find_coactions(acts, WINDOW_SECONDS).edges.num_rows


def find_with_toolkit(path: str) -> int:
    """The peer: its ingest and its co-retweet network, on two processes; pairs of accounts without its self-loops."""
    sys.path.append(os.environ[TOOLKIT])
    from coordination_network_toolkit.compute_networks import compute_co_retweet_parallel
    from coordination_network_toolkit.preprocess import preprocess_csv_files

    database = f"{path}.db"
    Path(database).unlink(missing_ok=True)
    with contextlib.redirect_stdout(sys.stderr):
        preprocess_csv_files(database, [path])
        compute_co_retweet_parallel(database, WINDOW_SECONDS, n_threads=2)
    with contextlib.closing(sqlite3.connect(database)) as con:
        query = "SELECT count(*) FROM co_retweet_network a WHERE user_1 < user_2 OR user_1 > user_2 AND NOT EXISTS "
        query += "(SELECT 1 FROM co_retweet_network b WHERE b.user_1 = a.user_2 AND b.user_2 = a.user_1)"
        return int(con.execute(query).fetchone()[0])


def find_like_coortweet(path: str) -> dict[str, Any]:
    """Our side: CooRTweet's shares by its definition, two acts at least; its stages, and pairs of accounts."""
    clock = Clock()
    import duckdb

    from netral.networks import find_coactions

    clock.end("import")
    acts = duckdb.sql(f"""
        SELECT object_id AS object, account_id AS account, content_id AS act_id,
               timestamp_share::BIGINT * 1000000 AS occurred_us FROM '{path}'
    """).to_arrow_table()
    clock.end("read")
    edges = find_coactions(acts, WINDOW_SECONDS, min_participation=2).edges.num_rows
    clock.end("find")
    return {**clock.stages, "rows": edges}


def find_nothing() -> int:
    """The peer where it is not installed."""
    return 0


def find_many(path: str) -> int:
    """Our side: acts in Parquet to edges, each end with two acts or more; edges."""
    import pyarrow.dataset as ds

    from netral.networks import find_coactions

    return find_coactions(ds.dataset(path), WINDOW_SECONDS, min_participation=2).edges.num_rows


def write_acts(path: Path, acts: int, hot: int, targets: int) -> None:
    """Invented acts as Parquet, the first ``hot`` of them on one post."""
    import duckdb

    from netral.simulate import write_bulk_edges

    edges = path.with_name("edges.parquet")
    # four in ten are follows, which are no acts on an object
    write_bulk_edges(edges, seed=1, interactions=int(acts / 0.59), roster=10_000, watch=targets, others=1_000_000)
    duckdb.connect(config={"memory_limit": "4GiB"}).execute(TO_ACTS.format(edges=edges, hot=hot, acts=acts, path=path))
    edges.unlink()


def run() -> list[Comparison]:
    """All lines of the table."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        folder, module = Path(name), "benchmarks.coaction"
        few, many, calm = (folder / f"{each}.parquet" for each in ("few", "many", "calm"))
        write_acts(few, ACTS, 0, TARGETS)
        duckdb.connect().execute(TO_CSV.format(path=few, csv=f"{folder}/few.csv"))
        write_acts(many, MANY_ACTS, HOT_ACTS, HOT_TARGETS)
        without = f"COPY (FROM '{many}' WHERE object <> 'https://x.com/contoh/status/1') TO '{calm}' (FORMAT parquet)"
        duckdb.connect().execute(without)
        known = TOOLKIT in os.environ
        peer = (module, "find_with_toolkit", f"{folder}/few.csv") if known else (module, "find_nothing")
        peer_name = "coordination-network-toolkit" if known else "coordination-network-toolkit (not installed)"
        few_work = f"co-action, {ACTS // 1_000_000}M acts, {WINDOW_SECONDS} s"
        many_work = f"co-action, {MANY_ACTS // 1_000_000}M acts, one post of {HOT_ACTS / 1e6}M"
        ours, without_it = (module, "find_many", str(many)), (module, "find_many", str(calm))
        lines = [
            compare(few_work, (module, "find", f"{folder}/few.csv"), peer_name, peer, runs=2),
            compare(many_work, ours, "ours without that post", without_it, runs=1),
        ]
        if SHARES.is_file():
            lines += compare_with_coortweet()
        return lines


def compare_with_coortweet() -> list[Comparison]:
    """CooRTweet's data by its definition: the pairs alone, and a whole process but for the start of Python."""
    alike = ("benchmarks.coaction", "find_like_coortweet", str(SHARES))
    line = compare("", alike, "", alike)
    readings = {"alone": ("find",), "imports and reading included": ("import", "read", "find")}
    return [
        Comparison(
            f"co-action, CooRTweet's data and definition: {reading}",
            line.ours.take(*stages),
            "CooRTweet 2.1.2, measured once",
            COORTWEET,
        )
        for reading, stages in readings.items()
    ]
