"""The first-order interaction network of a region beside the same query written by hand in DuckDB."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from benchmarks.measure import Comparison, compare

INTERACTIONS = 10_000_000
ROSTER, WATCH, OTHERS = 10_000, 500, 1_000_000

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


def build(region: str, folder: str) -> int:
    """Our side: `build_interaction_network` over the same tables; edges."""
    import ibis
    import pandas as pd

    from netral.investigation import read_investigation
    from netral.model import Tables
    from netral.networks import build_interaction_network

    con = ibis.duckdb.connect()
    empty = {
        name: con.read_parquet(f"{folder}/interactions.parquet", table_name=name)
        for name in Tables.__dataclass_fields__
    }
    tables = Tables(**empty | {"accounts": con.read_parquet(f"{folder}/accounts.parquet", table_name="accounts")})
    roster = pd.read_parquet(f"{folder}/roster.parquet")
    return len(build_interaction_network(tables, roster, read_investigation(region)).edges)


def query_by_hand(region: str, folder: str) -> int:
    """The peer: one SQL statement to a data frame."""
    from netral.investigation import read_investigation
    from netral.networks.edges import phase_bounds_us

    phases = ", ".join(
        f"('{name}', {first}, {last})" for name, first, last in phase_bounds_us(read_investigation(region))
    )
    query = BY_HAND.format(roster=f"{folder}/roster.parquet", table=f"{folder}/interactions.parquet", phases=phases)
    return len(duckdb.connect().execute(query).df())


def write_inputs(folder: Path) -> None:
    """Invented edges as the tables a store of that size would hold."""
    import pandas as pd

    from netral.registry.roster import FIRST_US, LAST_US
    from netral.simulate import write_bulk_edges

    edges = folder / "edges.parquet"
    # four in ten are follows, which the interaction network leaves aside
    write_bulk_edges(edges, seed=1, interactions=int(INTERACTIONS / 0.6), roster=ROSTER, watch=WATCH, others=OTHERS)
    duckdb.connect().execute(TO_TABLE.format(edges=edges, table=folder / "interactions.parquet"))
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
    """One line of the table."""
    from netral.simulate import write_region

    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        folder = Path(name)
        region = str(write_region(folder / "region", seed=1))
        write_inputs(folder)
        module = "benchmarks.network"
        work = f"first-order network, {INTERACTIONS // 1_000_000}M interactions"
        return [
            compare(work, (module, "build", region, name), "DuckDB by hand", (module, "query_by_hand", region, name))
        ]
