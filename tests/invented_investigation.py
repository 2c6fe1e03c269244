"""Tiny invented investigations: a registry and a hand-kept list of acts, ingested as any captured file is."""

from __future__ import annotations

import atexit
import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from netral.identity import hash_bytes, to_compact_json
from netral.model import Investigation, Leads, Network
from netral.pipeline import build_network, find_leads, ingest_captures, open_investigation
from netral.registry.read import ACCOUNT_COLUMNS, PAIR_COLUMNS, UNIT_COLUMNS
from netral.rules import leads_to_dict
from netral.sources.edges import COLUMNS as EDGE_COLUMNS
from netral.times import X_EPOCH_MS

ETHICS_TIME = "2024-09-10T10:00:00+08:00"
CAMPAIGN_TIME = "2024-10-01T10:00:00+08:00"
PHASES = """\
    - {id: registration,   from: 2024-08-27, to: 2024-09-21}
    - {id: determination,  from: 2024-09-22, to: 2024-09-24}
    - {id: campaign,       from: 2024-09-25, to: 2024-11-23}
    - {id: quiet,          from: 2024-11-24, to: 2024-11-26}
    - {id: vote,           from: 2024-11-27, to: 2024-11-27}
"""
YAML = """\
id: uji-2024
title: Pilkada Uji 2024
region: {{code: "99.71", name: Kota Uji, timezone: {zone}}}
election:
  regime: pilkada
  phases:
{phases}
lawful_basis: {{purpose: uji, article: Pasal 20, letter_no: "800/1/2024", letter_date: 2024-09-20, controller: Contoh}}
retention: {{until: {retention}}}
employees: {{asn: 90, non_asn: 10}}
rules: {rules}
interpretations: {{follow: contested}}
thresholds: {{{thresholds}}}
"""
CONFIRMED = {
    "basis": "declared",
    "basis_ref": "SP/1",
    "confirmed_by": "Sri Contoh",
    "confirmed_at": "2024-09-01",
}


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Rows to a CSV with these columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make_snowflake(at: str, low_bits: int = 1) -> str:
    """An ISO time to the id that X would give a post made then."""
    milliseconds = int(datetime.fromisoformat(at).timestamp() * 1000)
    return str(((milliseconds - X_EPOCH_MS) << 22) + low_bits)


def make_tweet(
    native_id: int | str, user: tuple[int, str], at: str, text: str = "contoh", **further: Any
) -> dict[str, Any]:
    """A snscrape item of a post by ``(id, handle)``."""
    user_id, handle = user
    return {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": f"https://x.com/{handle}/status/{native_id}",
        "date": at,
        "rawContent": text,
        "id": int(native_id),
        "user": {"_type": "snscrape.modules.twitter.User", "username": handle, "id": user_id},
        **further,
    }


def make_envelope(item: dict[str, Any], collected_at: str, op: str = "posts", **further: Any) -> dict[str, Any]:
    """An item in the envelope of whoever captured it at that time."""
    return {
        "capture_id": "c", "seq": 0, "tool": "contoh", "tool_version": "1", "op": op, "target_platform": "x",
        "target_id": None, "target_handle": None, "args": {}, "collected_at_utc": collected_at, "cursor": None,
        "raw_sha256": hash_bytes(to_compact_json(item)), "raw": item, **further,
    }  # fmt: skip


@cache
def make_shelf() -> Path:
    """A folder for what was ingested in this process, gone at its end."""
    folder = Path(mkdtemp(prefix="netral-tersimpan-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Invention:
    """An investigation's folder in the making: registry rows and acts first, then written and ingested."""

    def __init__(
        self, folder: Path, zone: str = "Asia/Makassar", pairs: int = 2, phases: str = PHASES, rules: str = "skb-2022",
        retention: str = "2999-12-31", **thresholds: int,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.yaml = YAML.format(
            zone=zone, phases=phases.rstrip("\n"), rules=rules, retention=retention,
            thresholds=", ".join(f"{key}: {value}" for key, value in thresholds.items()),
        )  # fmt: skip
        numbers = range(1, pairs + 1)
        self.pairs = [{"pair_no": number, "name": f"Pasangan {number}", "incumbent": "false"} for number in numbers]
        self.units = [{"unit_id": name, "name": f"Dinas {name}", "kind": "dinas"} for name in ("U1", "U2", "U3")]
        self.accounts: list[dict[str, object]] = []
        self.rows: list[dict[str, object]] = []
        self.ingested = 0

    def account(self, handle: str, role: str, **cells: object) -> str:
        """A row of accounts.csv; returns the handle."""
        self.accounts.append({"platform": "x", "handle": handle, "role": role, **cells})
        return handle

    def opd(self, handle: str, unit_id: str = "U1", **cells: object) -> str:
        return self.account(handle, "opd", **{"unit_id": unit_id, "basis": "official_directory", **cells})

    def person(self, handle: str, unit_id: str = "U1", **cells: object) -> str:
        return self.account(handle, "person", **{"unit_id": unit_id, **CONFIRMED, **cells})

    def volunteer(self, handle: str, pair_no: int = 1, **cells: object) -> str:
        return self.account(handle, **{"role": "volunteer", "pair_no": pair_no, "basis": "kpu_registered", **cells})

    def act(self, actor: str, kind: str, target: str | None, at: str | None = CAMPAIGN_TIME, **cells: object) -> None:
        """A row of the edges list; each on a post of its own unless an object_url is given."""
        number = 1000 + len(self.rows)
        given = {"platform": "x", "actor": actor, "kind": kind, "target": target, "occurred_at": at}
        if kind not in ("follow", "join"):
            given["object_url"] = f"https://x.com/{target}/status/{number}"
        self.rows.append(given | cells)

    def acts(self, actor: str, kind: str, target: str, count: int, at: str | None = CAMPAIGN_TIME) -> None:
        for _ in range(count):
            self.act(actor, kind, target, at)

    def write(self) -> Investigation:
        """investigation.yaml and the registry, as they now stand."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "investigation.yaml").write_text(self.yaml, encoding="utf-8")
        registry = self.folder / "registry"
        write_table(registry / "accounts.csv", ACCOUNT_COLUMNS, self.accounts)
        write_table(registry / "units.csv", UNIT_COLUMNS, self.units)
        write_table(registry / "pairs.csv", PAIR_COLUMNS, self.pairs)
        return open_investigation(self.folder)

    def ingest(self) -> Investigation:
        """Everything written, and the acts not ingested yet as a capture of their own.

        What an earlier test of this process ingested to the letter is copied from there.
        """
        investigation = self.write()
        if rows := self.rows[self.ingested :]:
            path = self.folder / "captures" / f"catatan-{self.ingested}.csv"
            is_first = not self.ingested and not investigation.store_folder.exists() and not path.parent.exists()
            kept = make_shelf() / hash_bytes(repr([self.yaml, self.accounts, self.units, self.pairs, rows]).encode())
            self.ingested = len(self.rows)
            if is_first and kept.is_dir():
                shutil.copytree(kept, self.folder, dirs_exist_ok=True)
                return investigation
            write_table(path, EDGE_COLUMNS, rows)
            ingest_captures(investigation, [path])
            if is_first:
                for name in ("store", "captures"):
                    shutil.copytree(self.folder / name, kept / name)
        return investigation

    def ingest_lines(self, name: str, items: Iterable[object], **options: str) -> Investigation:
        """A JSONL capture of these items, ingested."""
        investigation = self.write()
        path = self.folder / "captures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(item)}\n" for item in items), encoding="utf-8", newline="\n")
        ingest_captures(investigation, [path], **options)
        return investigation

    def find(self) -> Leads:
        return find_leads(self.ingest())

    def leads(self) -> dict[str, Any]:
        """The object that ``netral leads --json`` prints."""
        return leads_to_dict(self.find())

    def network(self, kind: str = "interaction", phase: str | None = None) -> Network:
        return build_network(self.ingest(), kind, phase)


def names(result: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Leads to (registry handle, rule, pair), in their order."""
    return [(lead["registry_handle"], lead["rule_id"], lead["pair_no"]) for lead in result["leads"]]


def find_lead_of(result: Mapping[str, Any], handle: str, pair_no: int = 1, rule_id: str = "D-6") -> dict[str, Any]:
    """The one lead of a registry handle, pair and rule."""
    (found,) = [
        lead for lead in result["leads"]
        if (lead["registry_handle"], lead["pair_no"], lead["rule_id"]) == (handle, pair_no, rule_id)
    ]  # fmt: skip
    return found


def local(at: str, offset_hours: int) -> str:
    """A local time without zone to UTC ISO text."""
    moment = datetime.fromisoformat(f"{at}+{offset_hours:02}:00")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
