"""Invented networks, acts and tables of any size for the tests of figures and widgets."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from netral.model import (
    Investigation,
    LawfulBasis,
    Network,
    Pair,
    Phase,
    Regime,
    Region,
    Registry,
    RuleClass,
    Thresholds,
    Unit,
)

PHASES = (
    Phase("registration", date(2024, 8, 27), date(2024, 9, 21), RuleClass.ETHICS),
    Phase("determination", date(2024, 9, 22), date(2024, 9, 24), RuleClass.DISCIPLINE),
    Phase("campaign", date(2024, 9, 25), date(2024, 11, 23), RuleClass.DISCIPLINE),
    Phase("quiet", date(2024, 11, 24), date(2024, 11, 26), RuleClass.DISCIPLINE),
    Phase("vote", date(2024, 11, 27), date(2024, 11, 27), RuleClass.DISCIPLINE),
)
KINDS = ("share", "like", "like", "like", "reply", "comment")


def invent_investigation(folder: Path, phases: tuple[Phase, ...] = PHASES) -> Investigation:
    """An investigation of the invented region Kota Contoh."""
    return Investigation(
        folder=folder,
        investigation_id="kota-contoh-2024",
        title="Pilkada Kota Contoh 2024",
        region=Region("99.71", "Kota Contoh", "Asia/Makassar"),
        regime=Regime.PILKADA,
        phases=phases,
        lawful_basis=LawfulBasis("uji", "Pasal 20", "800/1/2024", date(2024, 9, 20), "Dinas Contoh"),
        retention_until=date(2099, 3, 31),
        employees_asn=5580,
        employees_non_asn=0,
        rules="skb-2022",
        interpretations=(),
        thresholds=Thresholds(),
    )


def invent_registry(pairs: int = 3, units: int = 8) -> Registry:
    """Units and pairs with invented names; no accounts."""
    names = (
        "Arum Lestari - Bima Sakti",
        "Candra Kirana - Damar Wulan",
        "Endah Rahayu - Fajar Sidik",
        "Gita - Hadi",
        "Ika",
        "Joko Satria Wicaksana Adiningrat & Kartini Larasati Puspaningtyas",
    )
    return Registry(
        accounts=(),
        units=tuple(Unit(f"U{no:02d}", f"Dinas Contoh Bidang {no}", None, "opd", 90) for no in range(1, units + 1)),
        pairs=tuple(Pair(no, names[no - 1], no == 2) for no in range(1, pairs + 1)),
    )


def invent_network(nodes: int, pairs: int = 3, seed: int = 0, kind: str = "interaction") -> Network:
    """A network of so many nodes: campaign sides, agencies, persons and a few others; half the subjects have no tie."""
    rng = random.Random(seed)
    campaign = [
        _node(f"x:c{pair}{no}", f"relawan_{pair}_{no}", "candidate" if no == 0 else "volunteer", None, pair)
        for pair in range(1, pairs + 1)
        for no in range(max(2, min(12, nodes // 25)))
    ]
    others = [_node(f"x:o{no}", f"warta_{no}", "media", None, None) for no in range(max(1, nodes // 60))]
    rest = nodes - len(campaign) - len(others)
    agencies = [_node(f"x:a{no}", f"dinas_{no:02d}_kota", "opd", f"U{no % 8 + 1:02d}", None) for no in range(rest // 3)]
    people = [
        _node(f"x:p{no}", f"pegawai_{no}", "person", f"U{no % 8 + 1:02d}", None) for no in range(rest - rest // 3)
    ]
    edges = []
    for subject in agencies + people:
        favourite = rng.choice(range(1, pairs + 1))
        for _ in range(min(8, int(rng.paretovariate(1.1))) if rng.random() < 0.6 else 0):
            pair = favourite if rng.random() < 0.75 else rng.choice(range(1, pairs + 1))
            target = rng.choice([node for node in campaign if node["pair_no"] == pair] + others[:1])
            edges.append(_edge(rng, subject, target, "follow" if kind == "follow" else rng.choice(KINDS)))
    frame = pd.DataFrame(campaign + others + agencies + people).astype({"pair_no": "Int64"})
    return Network(kind, None, frame, _edge_frame(edges))


def invent_acts(rows: int = 160, pairs: int = 3, seed: int = 0) -> pd.DataFrame:
    """Acts toward the pairs between August and November, one in twenty without a time."""
    rng = random.Random(seed)
    start = datetime(2024, 8, 28, tzinfo=UTC)
    return pd.DataFrame(
        [
            {
                "source_handle": f"pegawai_{rng.randrange(20)}",
                "target_handle": f"relawan_{pair}",
                "source_role": "opd" if row % 2 else "person",
                "target_role": "volunteer",
                "kind": rng.choice(KINDS),
                "pair_no": pair,
                "phase": "campaign",
                "occurred_at": None if rng.random() < 0.05 else start + timedelta(minutes=rng.randrange(130_000)),
                "text": "Selamat pagi <b>Kota Contoh</b>",
                "object_url": f"https://x.example/status/{row}",
                "capture_id": "C-1",
                "interaction_id": f"i-{row}",
                "locator": f"line:{row}",
                "record_sha256": "0" * 64,
            }
            for row in range(rows)
            for pair in [rng.randint(1, pairs)]
        ]
    )


def invent_comparison(registry: Registry, seed: int = 0) -> pd.DataFrame:
    """The all-pairs table, zeros included; columns as ``compare_pairs`` gives them."""
    rng = random.Random(seed)
    kinds = ("share", "like", "reply")
    return pd.DataFrame(
        [
            {
                "unit_id": unit.unit_id,
                "unit": unit.name,
                "pair_no": pair.pair_no,
                "pair": pair.name,
                "kind": kind,
                "acts": max(0, rng.randrange(-6, 14)),
                "accounts": rng.randrange(1, 5),
                "base_rate": round(rng.random() / 4, 3),
            }
            for unit in registry.units
            for pair in registry.pairs
            for kind in kinds
        ]
    )


def invent_coverage() -> dict[str, pd.DataFrame]:
    """Coverage tables as ``read_coverage`` gives them."""
    return {
        "registry": pd.DataFrame(
            {
                "role": ["opd", "person", "candidate", "campaign_team", "volunteer", "party", "media"],
                "accounts": [24, 37, 3, 5, 11, 2, 4],
                "confirmed": [24, 31, 3, 5, 9, 2, 4],
            }
        ),
        "captures": pd.DataFrame(
            {
                "capture_id": [f"C-{no}" for no in range(1, 7)],
                "path": [f"captures/berkas_{no}.jsonl" for no in range(1, 7)],
                "format": ["envelope"] * 4 + ["snscrape", "edges"],
                "op": ["posts", "followers", "likers", "replies", "posts", None],
                "status": ["complete"] * 5 + ["partial"],
                "read": [820, 410, 96, 55, 300, 24],
                "stored": [800, 400, 96, 50, 250, 20],
                "duplicate": [15, 0, 0, 5, 50, 0],
                "quarantined": [5, 10, 0, 0, 0, 4],
                "declared_count": [None, 1450, None, None, None, None],
                "observed_count": [820, 400, 96, 50, 300, 24],
                "collected_at": [datetime(2024, 10, 1, tzinfo=UTC)] * 6,
            }
        ),
        "lists": pd.DataFrame(
            {
                "account": ["x:@relawan_1", "x:@relawan_2", "x:@timsatu"],
                "op": ["followers", "followers", "following"],
                "declared": [1450, 600, None],
                "observed": [400, 600, 35],
            }
        ),
        "quarantine": pd.DataFrame({"reason": ["bad_json", "no_id"], "rows": [12, 7]}),
        "units": pd.DataFrame({"unit_id": ["U01", "U02"], "name": ["Dinas A", "Dinas B"], "accounts": [9, 4]}),
    }


def invent_coaction(accounts: int = 14, pairs: int = 3, seed: int = 0) -> Network:
    """A co-action network: agencies and persons that act on the same objects, every third tie of no pair."""
    rng = random.Random(seed)
    nodes = [
        _node(f"x:s{no:02d}", f"pegawai_{no}" if no % 3 else f"dinas_{no:02d}_kota", "person" if no % 3 else "opd",
              f"U{no % 4 + 1:02d}", None)
        for no in range(accounts)
    ]  # fmt: skip
    edges = []
    for number, first in enumerate(nodes):
        for second in nodes[number + 1 :]:
            if rng.random() < 0.3:
                pair = len(edges) % (pairs + 1)
                edges.append(_edge(rng, first, second, "coaction") | {"pair_no": pair or None})
    silent = _node("x:c1", "relawan_1", "volunteer", None, 1)
    frame = pd.DataFrame([*nodes, silent]).astype({"pair_no": "Int64"})
    return Network("coaction", None, frame, _edge_frame(edges))


def invent_audiences(pairs: int = 3, seed: int = 0) -> pd.DataFrame:
    """Overlaps of every two pairs' followers; columns as ``compare_pair_audiences`` gives them."""
    rng = random.Random(seed)
    followers = {number: rng.randrange(60, 4_000) for number in range(1, pairs + 1)}
    rows = []
    for number in range(1, pairs + 1):
        for other in range(number + 1, pairs + 1):
            shared = rng.randrange(0, min(followers[number], followers[other]))
            union = followers[number] + followers[other] - shared
            rows.append((number, other, followers[number], followers[other], shared, shared / union))
    columns = ["pair_no", "other_pair_no", "followers", "other_followers", "shared", "jaccard"]
    return pd.DataFrame(rows, columns=columns).astype({"jaccard": "Float64"})


def invent_tests(pairs: int = 3, accounts: int = 40, seed: int = 0) -> pd.DataFrame:
    """Tests against chance, all pairs of every account; columns as ``list_chance`` gives them."""
    rng = random.Random(seed)
    rows = []
    for number in range(accounts):
        acts = [min(300, int(rng.paretovariate(0.9)) - 1) for _ in range(pairs)]
        for pair in range(1, pairs + 1):
            rows.append(
                {
                    "tested": "discipline",
                    "unit_id": f"U{number % 8 + 1:02d}",
                    "subject": f"x:a{number}",
                    "subject_handle": f"pegawai_{number}" if number % 2 else f"dinas_{number:02d}_kota",
                    "pair_no": pair,
                    "observed": acts[pair - 1],
                    "expected": sum(acts) / pairs,
                    "effect": acts[pair - 1] * pairs / max(1, sum(acts)),
                    "n": sum(acts),
                    "p_value": rng.random(),
                    "q_value": rng.random(),
                }
            )
    return pd.DataFrame(rows)


def invent_delays(pairs: int = 3, rows: int = 60, seed: int = 0) -> pd.DataFrame:
    """Pairs of acts within a minute; columns as a co-action network's ``pairs`` has them."""
    rng = random.Random(seed)
    values = [(f"x:post:{row % 9}", float(rng.randrange(61)), rng.randint(1, pairs)) for row in range(rows)]
    return pd.DataFrame(values, columns=["object", "delta_seconds", "pair_no"]).astype({"pair_no": "Int64"})


def _node(account_id: str, handle: str, role: str, unit_id: str | None, pair_no: int | None) -> dict[str, object]:
    return {
        "account_id": account_id,
        "platform": "x",
        "handle": handle,
        "role": role,
        "unit_id": unit_id,
        "pair_no": pair_no,
        "community": None,
    }


def _edge(rng: random.Random, source: dict[str, object], target: dict[str, object], kind: str) -> dict[str, object]:
    at = datetime(2024, 10, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(60_000))
    return {
        "source": source["account_id"],
        "target": target["account_id"],
        "source_handle": source["handle"],
        "target_handle": target["handle"],
        "kind": kind,
        "weight": rng.randint(1, 4),
        "pair_no": target["pair_no"],
        "phase": "campaign",
        "first_at": at,
        "last_at": at,
        "p_value": None,
        "q_value": None,
        "effect": None,
    }


EDGE_COLUMNS = ("source", "target", "source_handle", "target_handle", "kind", "weight", "pair_no", "phase")
EDGE_COLUMNS += ("first_at", "last_at", "p_value", "q_value", "effect")


def _edge_frame(edges: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(edges, columns=list(EDGE_COLUMNS)).astype({"pair_no": "Int64"})
