"""The investigation's folder: yaml, registry, captures and the truth, written beside and then renamed."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from random import Random

from netral.errors import BadParameter
from netral.simulate.accounts import Account
from netral.simulate.background import Background
from netral.simulate.captures import write_captures
from netral.simulate.plan import Plan
from netral.simulate.plant_innocent import plant_innocent
from netral.simulate.plant_innocent_elsewhere import plant_innocent_elsewhere
from netral.simulate.plant_leads import plant_leads
from netral.simulate.plant_leads_elsewhere import plant_leads_elsewhere
from netral.simulate.plant_own_posts import plant_marked_posts, plant_unmarked_posts
from netral.simulate.plant_pictures import draw_known_pictures, plant_other_pictures, plant_posters
from netral.simulate.region import draw_roster
from netral.simulate.roster import Roster

ACCOUNT_COLUMNS = (
    "platform", "handle", "platform_id", "role", "unit_id", "pair_no", "holder_ref", "employment", "basis", "basis_ref",
    "confirmed_by", "confirmed_at", "valid_from", "valid_to", "flags", "note",
)  # fmt: skip
PAIRS_BY_SEED = (3, 2, 4)  # seed 0, the demo, has three
PICTURE_SOURCES = {
    "image": "Bahan kampanye terdaftar (rekaan)",
    "office_image": "Foto resmi, Bagian Protokol (rekaan)",
}
INVESTIGATION = """\
# Invented: no such city, agency, person or letter exists.
id: kota-contoh-2024
title: Pilkada Kota Contoh 2024
region: {code: "99.71", name: Kota Contoh, timezone: Asia/Makassar}
election:
  regime: pilkada
  phases:
    - {id: registration,   from: 2024-08-27, to: 2024-09-21}
    - {id: determination,  from: 2024-09-22, to: 2024-09-24}
    - {id: campaign,       from: 2024-09-25, to: 2024-11-23}
    - {id: quiet,          from: 2024-11-24, to: 2024-11-26}
    - {id: vote,           from: 2024-11-27, to: 2024-11-27}
lawful_basis:
  purpose: "Pengawasan netralitas ASN pada pemilihan kepala daerah (data rekaan untuk latihan)"
  article: "UU 27/2022 Pasal 20 ayat (2) huruf e"
  letter_no: "000/CONTOH/DISKOMINFO/2024"
  letter_date: 2024-09-20
  controller: "Dinas Komunikasi dan Informatika Kota Contoh (rekaan)"
# A real investigation ends soon after its phase. This one is invented and must still run years from now,
# so its retention lies far ahead of whoever runs it.
retention: {until: 2099-12-31}
employees: {asn: 5580, non_asn: 0}
rules: skb-2022
interpretations: {follow: contested}
thresholds:
  {share_min: 1, post_min: 1, comment_min: 2, like_min: 3, coaction_window_seconds: 60, coaction_min_accounts: 3}
"""


def plan_region(seed: int, accounts: int = 100, interactions: int = 1500, nil: bool = False) -> Plan:
    """A seed to everything that exists and happens, and the truth about it.

    Parameters
    ----------
    accounts : registry accounts of agencies and employees; the planted stories alone need about 75.
    interactions : everyday acts drawn around the stories.
    nil : leave out every story that is a lead.

    Raises
    ------
    BadParameter : a number is negative.
    """
    for name, value in (("seed", seed), ("accounts", accounts), ("interactions", interactions)):
        if value < 0:
            raise BadParameter("{name}: {value} is negative; allowed is 0 or more", name=name, value=value)
    rng = Random(f"kota-contoh/{seed}")
    plan = Plan(rng, draw_roster(rng, PAIRS_BY_SEED[seed % len(PAIRS_BY_SEED)]))
    if not nil:
        plant_leads(plan)
        plant_leads_elsewhere(plan)
        plant_marked_posts(plan)
        plant_posters(plan)
    plant_innocent(plan)
    plant_innocent_elsewhere(plan)
    plant_unmarked_posts(plan)
    plant_other_pictures(plan)
    Background(plan, accounts, interactions).run(interactions)
    return plan


def write_region(folder: Path, seed: int, accounts: int = 100, interactions: int = 1500, nil: bool = False) -> Path:
    """Writes an invented investigation: investigation.yaml, registry/, captures/ and truth.json; returns ``folder``.

    The same seed and sizes give the same bytes, of compressed files with the same versions of zlib, zstd and lzma.
    Parameters as in `plan_region`.

    Raises
    ------
    BadParameter : ``folder`` exists and is not an empty folder, or a number is negative.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadParameter("{folder}: is not empty; an invented region needs a new or empty folder", folder=folder)
    plan = plan_region(seed, accounts, interactions, nil)
    partial = folder.resolve().with_name(f".{folder.resolve().name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    for name in ("registry", "captures"):
        (partial / name).mkdir(parents=True)
    _write_text(partial / "investigation.yaml", INVESTIGATION)
    _write_registry(partial / "registry", plan.roster)
    for capture in write_captures(plan):
        (partial / "captures" / capture.name).write_bytes(capture.content)
    _write_text(partial / "truth.json", json.dumps(plan.describe_truth(), ensure_ascii=False, indent=1) + "\n")
    if folder.exists():
        folder.rmdir()
    os.replace(partial, folder)
    return folder


def _write_text(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(content)


def _write_registry(folder: Path, roster: Roster) -> None:
    _write_table(folder / "accounts.csv", ACCOUNT_COLUMNS, (_account_to_row(account) for account in roster.registered))
    _write_table(
        folder / "units.csv", ("unit_id", "name", "parent_unit_id", "kind", "employees"),
        ((unit.unit_id, unit.name, unit.parent_unit_id, unit.kind, unit.employees) for unit in roster.units),
    )  # fmt: skip
    _write_table(
        folder / "pairs.csv", ("pair_no", "name", "incumbent"),
        ((pair.number, pair.name, str(pair.incumbent).lower()) for pair in roster.pairs),
    )  # fmt: skip
    marks = [
        (pair.number, kind, value, "Bahan kampanye terdaftar (rekaan)") for pair in roster.pairs
        for kind, value in (("hashtag", f"#{pair.hashtag}"), ("phrase", pair.slogan))
    ]  # fmt: skip
    (folder / "images").mkdir()
    for (pair_no, kind, name), data in draw_known_pictures(roster.pairs).items():
        (folder / "images" / name).write_bytes(data)
        marks.append((pair_no, kind, f"images/{name}", PICTURE_SOURCES[kind]))
    _write_table(folder / "marks.csv", ("pair_no", "kind", "value", "source"), marks)


def _account_to_row(account: Account) -> tuple[object, ...]:
    return (
        account.platform, account.handle, account.platform_id if account.id_on_file else "", account.role,
        account.unit_id, account.pair_no or "", account.holder_ref, account.employment, account.basis,
        account.basis_ref, account.confirmed_by, account.confirmed_at, account.valid_from, account.valid_to,
        "|".join(account.flags), account.note,
    )  # fmt: skip


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
