"""First-order and co-following networks of a region beside the same queries written by hand in DuckDB."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import Comparison, compare

MILLIONS = (10, 50)
ROSTER, WATCH, OTHERS = 10_000, 500, 1_000_000
QUIET = "SET enable_progress_bar = false"  # DuckDB takes `python -c` for somebody sitting there
READ = ("accounts", "follows", "interactions")

TO_TABLE = """
COPY (
    SELECT 'i-' || row_number() OVER () AS interaction_id, kind, platform, 'x:@' || actor AS actor,
           'x:@' || target AS target, NULL::VARCHAR AS act_post, NULL::VARCHAR AS object_post,
           epoch_us(occurred_at::TIMESTAMP) AS occurred_us, NULL::BIGINT AS after_us, NULL::BIGINT AS before_us,
           'second' AS precision, false AS zone_assumed, 'native' AS derivation, 1::BIGINT AS weight,
           actor = target AS is_self, object_url, NULL::VARCHAR AS act_url, NULL::VARCHAR AS text,
           NULL::BIGINT AS first_observed_us, NULL::BIGINT AS last_observed_us
    FROM '{edges}' WHERE kind <> 'follow'
) TO '{table}' (FORMAT parquet)
"""

TO_FOLLOWS = """
COPY (
    SELECT 'f-' || row_number() OVER () AS follow_id, 'follow' AS kind, 'x:@' || actor AS follower,
           'x:@' || target AS followed, min(epoch_us(observed_at::TIMESTAMP)) AS first_observed_us,
           max(epoch_us(observed_at::TIMESTAMP)) AS last_observed_us, 'c-1' AS capture_id
    FROM '{edges}' WHERE kind = 'follow' GROUP BY actor, target
) TO '{table}' (FORMAT parquet)
"""

BY_HAND = """
WITH roster AS (SELECT * FROM '{roster}'),
phase AS (SELECT * FROM (VALUES {phases}) AS p (phase, first_us, last_us)),
act AS (SELECT * FROM '{table}' WHERE NOT is_self)
SELECT a.actor, a.target, a.kind, coalesce(t.pair_no, s.pair_no) AS pair_no, p.phase,
       sum(a.weight) AS weight, min(a.occurred_us) AS first_us, max(a.occurred_us) AS last_us
FROM act a
JOIN roster s ON s.account_id = a.actor
JOIN roster t ON t.account_id = a.target
LEFT JOIN phase p ON a.occurred_us BETWEEN p.first_us AND p.last_us
WHERE s.is_subject <> t.is_subject
  AND a.occurred_us BETWEEN s.valid_from_us AND s.valid_to_us
  AND a.occurred_us BETWEEN t.valid_from_us AND t.valid_to_us
GROUP BY ALL
"""


COFOLLOW_BY_HAND = """
WITH roster AS (SELECT account_id, is_subject, pair_no FROM '{roster}'),
tie AS (
    SELECT DISTINCT f.follower, f.followed, r.is_subject, r.pair_no
    FROM '{follows}' f JOIN roster r ON r.account_id = f.follower
    WHERE f.kind = 'follow' AND f.follower <> f.followed
),
degree AS (SELECT followed, count(*) AS followers FROM tie GROUP BY followed),
bounded AS (SELECT t.*, d.followers FROM tie t JOIN degree d USING (followed) WHERE d.followers <= 1000),
size AS (SELECT follower, count(*) AS followees FROM bounded GROUP BY follower),
shared AS (
    SELECT a.follower AS source, b.follower AS target, any_value(coalesce(b.pair_no, a.pair_no)) AS pair_no,
           count(*) AS weight, sum(1 / ln(a.followers)) AS adamic_adar
    FROM bounded a
    JOIN bounded b ON a.followed = b.followed AND a.follower < b.follower AND (a.is_subject OR b.is_subject)
    GROUP BY ALL HAVING count(*) >= 2
)
SELECT s.*, s.weight / (x.followees + y.followees - s.weight) AS jaccard
FROM shared s JOIN size x ON x.follower = s.source JOIN size y ON y.follower = s.target
"""


def build(region: str, folder: str) -> int:
    """Our side: `build_interaction_network` over the same tables; edges."""
    from netral.networks import build_interaction_network

    return len(build_interaction_network(*_open(region, folder)).edges)


def build_cofollow(region: str, folder: str) -> int:
    """Our side: `build_cofollow_network` over the same tables; edges."""
    from netral.networks import build_cofollow_network

    return len(build_cofollow_network(*_open(region, folder)).network.edges)


def _open(region: str, folder: str) -> tuple[Any, Any, Any]:
    import ibis
    import pandas as pd

    from netral.investigation import read_investigation
    from netral.model import Tables

    con = ibis.duckdb.connect()
    con.raw_sql(QUIET)
    tables = {  # the builders read three tables; the others only have to be there
        name: con.read_parquet(f"{folder}/{name if name in READ else 'accounts'}.parquet", table_name=name)
        for name in Tables.__dataclass_fields__
    }
    return Tables(**tables), pd.read_parquet(f"{folder}/roster.parquet"), read_investigation(region)


def query_by_hand(folder: str) -> int:
    """The peer: one SQL statement to a data frame."""
    phases = Path(folder, "phases.txt").read_text(encoding="utf-8")
    query = BY_HAND.format(roster=f"{folder}/roster.parquet", table=f"{folder}/interactions.parquet", phases=phases)
    con = duckdb.connect()
    con.execute(QUIET)
    return len(con.execute(query).df())


def build_coaction(region: str, folder: str) -> int:
    """Our side: `build_coaction_network` on posts over the same tables; edges."""
    from netral.networks import build_coaction_network

    return len(build_coaction_network(*_open(region, folder)).network.edges)


def query_cofollow_by_hand(folder: str) -> int:
    """The peer: one SQL statement to a data frame."""
    query = COFOLLOW_BY_HAND.format(roster=f"{folder}/roster.parquet", follows=f"{folder}/follows.parquet")
    con = duckdb.connect()
    con.execute(QUIET)
    return len(con.execute(query).df())


def write_inputs(folder: Path, interactions: int) -> None:
    """Invented edges as the tables a store of that size would hold."""
    import pandas as pd

    from netral.registry.roster import FIRST_US, LAST_US
    from netral.simulate import write_bulk_edges

    edges = folder / "edges.parquet"
    # four in ten are follows, which are tables and networks of their own
    write_bulk_edges(edges, seed=1, interactions=int(interactions / 0.6), roster=ROSTER, watch=WATCH, others=OTHERS)
    for query, name in ((TO_TABLE, "interactions"), (TO_FOLLOWS, "follows")):
        duckdb.connect().execute(query.format(edges=edges, table=folder / f"{name}.parquet"))
    edges.unlink()
    subjects = pd.DataFrame({"account_id": [f"x:@asn_{number:07d}" for number in range(ROSTER)], "role": "opd"})
    campaign = pd.DataFrame(
        {"account_id": [f"x:@relawan_{number:07d}" for number in range(WATCH)], "role": "volunteer"}
    )
    campaign["pair_no"] = campaign.index % 3 + 1
    roster = pd.concat([subjects, campaign], ignore_index=True).astype({"pair_no": "Int64"})
    roster["is_subject"], roster["is_campaign"] = roster["role"] == "opd", roster["role"] == "volunteer"
    roster["valid_from_us"], roster["valid_to_us"] = FIRST_US, LAST_US
    roster["platform"], roster["unit_id"], roster["is_latest"] = "x", "U-1", True
    roster["registry_handle"] = roster["account_id"].str.removeprefix("x:@")
    roster.to_parquet(folder / "roster.parquet")
    accounts = roster[["account_id"]].assign(handle=roster["registry_handle"])
    accounts.to_parquet(folder / "accounts.parquet")


def run() -> list[Comparison]:
    """Both networks at every size."""
    from netral.investigation import read_investigation
    from netral.networks.edges import phase_bounds_us
    from netral.simulate import write_region

    lines = []
    for millions in MILLIONS:
        with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
            folder, module = Path(name), "benchmarks.network"
            region = str(write_region(folder / "region", seed=1))
            write_inputs(folder, millions * 1_000_000)
            phases = [
                f"('{each}', {first}, {last})" for each, first, last in phase_bounds_us(read_investigation(region))
            ]
            (folder / "phases.txt").write_text(", ".join(phases), encoding="utf-8")
            for work, ours, peer in (
                ("first-order network", "build", "query_by_hand"),
                ("co-following network", "build_cofollow", "query_cofollow_by_hand"),
            ):
                title = f"{work}, {millions}M interactions"
                lines.append(compare(title, (module, ours, region, name), "DuckDB by hand", (module, peer, name)))
    return lines
