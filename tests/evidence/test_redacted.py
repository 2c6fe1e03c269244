"""A redacted pack, byte by byte: nothing of its subject can be got out of any file of it, however packed."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pikepdf
import pytest

from netral.evidence import verify_pack, write_case_pack, write_situation_pack
from netral.evidence.masking import mask_captures, mask_network
from netral.evidence.redaction import make_redacted_number, make_veil, redact_case, veil_hash
from netral.identity import hash_bytes, to_compact_json
from netral.model import (
    Addressee,
    Channel,
    Complaint,
    Conflict,
    Direction,
    EvidencePack,
    Exhibit,
    Flag,
    Known,
    Reading,
    Referral,
    Removal,
    RemovalCheck,
    RemovalState,
    Reply,
    ReplyKind,
    ReporterState,
    ReviewedCase,
)
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed, make_situation
from tests.evidence.pages import read_text

AT = datetime(2024, 10, 8, 3, 0, tzinfo=UTC)
# One word for every field in which somebody can be named; each stands nowhere else.
SECRETS = {
    "text": "Teksunggahan", "object_text": "Tekssasaran", "act_url": "https://x.com/akunrahasia/status/77001",
    "object_url": "https://x.com/sasaranrahasia/status/77002", "mark": "#PenandaRahasia", "target": "sasaranrahasia",
    "target_id": "900177010",
    "interaction": "i-rahasia77003", "reading": "Alasanbacaan", "source": "Sumberpengetahuan", "reply": "Katajawaban",
    "despite": "Alasanalamat", "letter": "Suratpenghapusan", "removed": "i-rahasia77004", "complained": "x:@pengadu77",
    "complaint_url": "https://x.com/pengadu/status/77005", "says": "Isiaduan", "complaint": "K-77006",
    "identifier": "Pengenalpertama", "holder": "NIP198501012010011001", "basis": "Suratpernyataan77007",
    "handle": "akunrahasia", "platform_id": "900177008", "unit": "Dinasrahasia", "confirmer": "Penegasrahasia",
    "reason": "Alasankeputusan", "note": "Catatanregister", "path": "captures/akunrahasia77009.jsonl",
    "captured": "x:@tangkapanrahasia", "case": CASE_ID, "time": "06:05:11",
}  # fmt: skip


def hide(exhibit: Exhibit) -> Exhibit:
    """An exhibit whose every text is a secret."""
    raw = to_compact_json({"user": SECRETS["handle"], "text": SECRETS["text"], "url": SECRETS["act_url"]})
    records = tuple(
        replace(
            record,
            raw=raw,
            ref=replace(record.ref, sha256=hash_bytes(raw)),
            capture=replace(record.capture, target=SECRETS["captured"], path=SECRETS["path"]),
        )
        for record in exhibit.records
    )
    reading = Reading(SECRETS["interaction"], Direction.SUPPORT, "Sri Rahayu Contoh", SECRETS["reading"], AT, 3)
    act = replace(
        exhibit.act,
        interaction_id=SECRETS["interaction"],
        target_handle=SECRETS["target"],
        occurred_at=datetime(2024, 9, 27, 6, 5, 11, tzinfo=UTC),
        object_url=SECRETS["object_url"],
        act_url=SECRETS["act_url"],
        text=SECRETS["text"],
        object_text=SECRETS["object_text"],
        marks=(SECRETS["mark"],),
        reading=reading,
        records=tuple(record.ref for record in records),
    )
    return replace(exhibit, act=act, actor_handle=SECRETS["handle"], records=records)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> ReviewedCase:
    """A signed case in which every field that can name somebody does."""
    reviewed = make_reviewed(tmp_path_factory.mktemp("penuh"), 3)
    exhibits = tuple(map(hide, reviewed.exhibits))
    subject = replace(
        reviewed.lead.subject, handle=SECRETS["handle"], registry_handle=SECRETS["handle"], flags=("spouse",),
        account_id=f"x:{SECRETS['platform_id']}", unit_id="u-rahasia",
    )  # fmt: skip
    account = replace(
        reviewed.account, handle=SECRETS["handle"], platform_id=SECRETS["platform_id"], unit_id="u-rahasia",
        holder_ref=SECRETS["holder"], basis_ref=SECRETS["basis"], confirmed_by=SECRETS["confirmer"],
        note=SECRETS["note"], flags=frozenset({Flag.SPOUSE}),
    )  # fmt: skip
    units = (*reviewed.registry.units, replace(reviewed.registry.units[0], unit_id="u-rahasia", name=SECRETS["unit"]))
    acted_on = {"x:900100200302": f"x:{SECRETS['target_id']}", "relawan_satu_contoh": SECRETS["target"]}
    networks = {
        name: replace(
            network,
            nodes=network.nodes.replace(
                {"x:900100200300": subject.account_id, "disdik_contoh": SECRETS["handle"], "u1": "u-rahasia"} | acted_on
            ),
            edges=network.edges.replace(
                {"x:900100200300": subject.account_id, "disdik_contoh": SECRETS["handle"]} | acted_on
            ).assign(first_at=datetime(2024, 9, 27, 6, 5, 11, tzinfo=UTC)),
        )
        for name, network in (
            ("follow_network", reviewed.follow_network), ("interaction_network", reviewed.interaction_network)
        )
    }  # fmt: skip
    entries = tuple(
        replace(entry, detail={**entry.detail, "reason": SECRETS["reason"], "identifiers": [SECRETS["identifier"]]})
        for entry in reviewed.case.entries
    )
    case = replace(
        reviewed.case,
        entries=entries,
        identifiers=(SECRETS["identifier"],),
        known=Known(date(2024, 10, 1), SECRETS["source"], "Sri Rahayu Contoh", AT),
        reply=Reply(ReplyKind.GIVEN, SECRETS["reply"], date(2024, 10, 2), "Sri Rahayu Contoh", AT),
        referral=Referral(
            Addressee.PERSONNEL, False, (Conflict.OWN_UNIT,), SECRETS["despite"], "Sri Rahayu Contoh", AT
        ),
        removals=(
            Removal(
                date(2024, 10, 3), SECRETS["letter"], (SECRETS["removed"],), "Sri Rahayu Contoh",
                (RemovalCheck(date(2024, 10, 4), RemovalState.REMOVED, "Budi Misalnya"),),
            ),
        ),
        complaints=(
            Complaint(
                SECRETS["complaint"], Channel.LETTER, date(2024, 9, 30), SECRETS["complained"],
                SECRETS["complaint_url"], SECRETS["says"], "Sri Rahayu Contoh", AT, "", ReporterState.SEALED,
            ),
        ),
    )  # fmt: skip
    lead = replace(reviewed.lead, subject=subject, acts=tuple(exhibit.act for exhibit in exhibits))
    return replace(
        reviewed, exhibits=exhibits, account=account, case=case, lead=lead, **networks,
        registry=replace(reviewed.registry, units=units),
        captures=tuple(
            replace(each, target=SECRETS["captured"], path=SECRETS["path"]) for each in reviewed.captures
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def packs(full: ReviewedCase, tmp_path_factory: pytest.TempPathFactory) -> tuple[EvidencePack, EvidencePack]:
    """The full pack and the redacted one."""
    folder = tmp_path_factory.mktemp("berkas")
    return (
        write_case_pack(full, folder / "penuh" / "berkas", made_at=MADE_AT),
        write_case_pack(full, folder / "disunting" / "berkas", redacted=True, made_at=MADE_AT),
    )


def read_streams(pdf: bytes, path: Path) -> Iterator[bytes]:
    """Every stream of a PDF unpacked, every other object as it is written, and its text layer."""
    path.write_bytes(pdf)
    with pikepdf.open(path) as document:
        for item in document.objects:
            yield item.unparse()
            if isinstance(item, pikepdf.Stream):
                yield item.read_bytes()
    yield read_text(pdf).encode()


def read_all(pack: EvidencePack, folder: Path) -> bytes:
    """All that can be read out of a pack and its handover record, without line ends and breaks."""
    files = [path for path in pack.folder.rglob("*") if path.is_file()] + [pack.handover_record]
    parts = [str(path.relative_to(pack.folder.parent)).encode() for path in files]
    for path in files:
        data = path.read_bytes()
        parts += [data, *read_streams(data, folder / "satu.pdf")] if path.suffix == ".pdf" else [data]
    whole = b"\n".join(parts)
    return whole + whole.replace(b"\xe2\x80\x8b", b"").replace(b"\r", b"").replace(b"\n", b"")


def spell(secret: str) -> list[bytes]:
    """A secret as any file may hold it: as it is, in small letters, as PDF and JSON write it."""
    return [
        secret.encode(), secret.lower().encode(), secret.encode("utf-16-be"), secret.encode().hex().encode(),
        json.dumps(secret)[1:-1].encode(), secret.removeprefix("https://").encode(),
    ]  # fmt: skip


def test_the_full_pack_holds_what_the_redacted_one_must_not(
    packs: tuple[EvidencePack, EvidencePack], tmp_path: Path
) -> None:
    whole = read_all(packs[0], tmp_path)
    never_printed = {"interaction", "removed", "complained", "complaint_url", "says", "note"}
    missing = [name for name, secret in SECRETS.items() if name not in never_printed and secret.encode() not in whole]
    assert missing == []


def test_no_byte_of_a_redacted_pack_holds_a_secret(packs: tuple[EvidencePack, EvidencePack], tmp_path: Path) -> None:
    whole = read_all(packs[1], tmp_path)
    assert [name for name, secret in SECRETS.items() if any(each in whole for each in spell(secret))] == []
    assert verify_pack(packs[1].folder, packs[1].root_sha256).ok


def test_a_redacted_pack_can_be_held_against_the_full_one(
    packs: tuple[EvidencePack, EvidencePack], full: ReviewedCase
) -> None:
    items = [
        [json.loads(path.read_bytes()) for path in sorted(pack.folder.glob("data/bukti/*/item.json"))] for pack in packs
    ]
    for whole, redacted in zip(*items, strict=True):
        held = [veil_hash(make_veil(full), each["sha256"]) for each in whole["records"]]
        assert held == [each["sha256"] for each in redacted["records"]]
        assert not {each["sha256"] for each in whole["records"]} & {each["sha256"] for each in redacted["records"]}
        assert (whole["kind"], whole["direction"]) == (redacted["kind"], redacted["direction"])
        assert redacted["occurred_at_utc"] is None
        assert redacted["occurred_after_utc"] == "2024-09-26T16:00:00Z"  # midnight in Makassar


def test_the_number_of_a_redacted_copy_cannot_be_worked_out_from_the_account(full: ReviewedCase) -> None:
    number = make_redacted_number(full)
    other = tuple(line.replace(b"Perlu dibaca", b"Harus dibaca") for line in full.log_lines)
    assert number.startswith("R-") and number != make_redacted_number(replace(full, log_lines=other))
    assert redact_case(full, "-").case.case_id == number


@pytest.mark.skipif(not shutil.which("sh") or not shutil.which("sha256sum"), reason="no shell with sha256sum")
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_the_guide_in_a_redacted_pack_says_works(
    packs: tuple[EvidencePack, EvidencePack], tmp_path: Path, full: ReviewedCase, lang: str
) -> None:
    copy = packs[1]
    if lang == "en":
        copy = write_case_pack(full, tmp_path / "berkas", lang="en", redacted=True, made_at=MADE_AT)
    guide = (copy.folder / "data/verifikasi/CARA-PERIKSA.md").read_text("utf-8")
    code = "".join(line for line in guide.splitlines(keepends=True) if line.startswith("       ") and "=" in line)
    last = next(line for line in guide.splitlines(keepends=True) if line.strip().startswith("printf"))
    words = (code + last).replace("PERKARA", CASE_ID).replace('CASE"', f'{CASE_ID}"')
    ran = subprocess.run(["sh", "-c", words], cwd=packs[0].folder, capture_output=True, text=True, check=True)
    item = json.loads((copy.folder / "data/bukti/B-001/item.json").read_bytes())
    assert ran.stdout.split()[0] == item["records"][0]["sha256"]


def test_what_is_made_of_a_name_cannot_be_tried_out_on_a_list_of_names(
    packs: tuple[EvidencePack, EvidencePack], full: ReviewedCase, tmp_path: Path
) -> None:
    known = [*full.captures, *(record.capture for each in full.exhibits for record in each.records)]
    made = {text for each in known for text in (each.capture_id, each.sha256)}
    made |= {record.ref.sha256 for each in full.exhibits for record in each.records}
    whole = read_all(packs[1], tmp_path)
    assert [text for text in made if text.encode() in whole] == []


def test_the_captures_of_a_situation_do_not_tell_of_whom_they_were_asked(tmp_path: Path) -> None:
    situation = make_situation(tmp_path)
    asked = [replace(each, target=target) for each, target in zip(
        situation.captures, ("x:@disdik_contoh", "x:@relawan_satu_contoh", "x:@pegawai_contoh_1"), strict=True
    )]  # fmt: skip
    masked = mask_captures(asked, situation.registry)
    assert [each.capture_id for each in masked] == ["cap-0002", "~1", "~2"]
    assert {each.sha256 for each in masked} == {each.sha256 for each in asked}
    pack = write_situation_pack(replace(situation, captures=tuple(asked)), tmp_path / "situasi", made_at=MADE_AT)
    with (pack.folder / "data/tabel/captures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["target"], bool(row["declared_count"])) for row in rows] == [
        ("x:@relawan_satu_contoh", True), ("–", False), ("–", False)
    ]  # fmt: skip
    assert verify_pack(pack.folder, pack.root_sha256).ok


@pytest.mark.parametrize("seed", range(3))
def test_nobody_can_work_out_from_a_masked_network_whose_ids_came_first(full: ReviewedCase, seed: int) -> None:
    network, names = full.interaction_network, random.Random(seed)
    accounts = network.nodes.loc[network.nodes["role"].isin(["opd", "person"]), "account_id"].tolist()
    other = dict(zip(accounts, names.sample([f"x:{number}" for number in range(10**6, 10**6 + 99)], len(accounts)),
                     strict=True))  # fmt: skip
    renamed = replace(
        network, nodes=network.nodes.replace({"account_id": other}).sort_values("account_id", ignore_index=True),
        edges=network.edges.replace({"source": other}).sort_values("source", ignore_index=True),
    )  # fmt: skip
    masked = [mask_network(each) for each in (network, renamed)]
    for table in ("nodes", "edges"):
        pd.testing.assert_frame_equal(*(getattr(each, table) for each in masked))


def test_of_the_ties_of_masked_accounts_only_the_day_is_left(full: ReviewedCase) -> None:
    masked = mask_network(full.interaction_network, frozenset({full.lead.subject.account_id})).edges
    own = masked["source_handle"] == SECRETS["handle"]
    assert set(masked.loc[own, "first_at"].dt.strftime("%H:%M:%S")) == {"06:05:11"}
    assert set(masked.loc[~own, "first_at"].dt.strftime("%H:%M:%S")) == {"00:00:00"}


def test_a_situation_report_holds_no_secret_either(full: ReviewedCase, tmp_path: Path) -> None:
    situation = replace(
        make_situation(tmp_path), registry=full.registry, captures=full.captures, leads=full.leads,
        follow_network=full.follow_network, interaction_network=full.interaction_network, acts=full.acts,
    )  # fmt: skip
    pack = write_situation_pack(situation, tmp_path / "situasi", made_at=MADE_AT)
    whole = read_all(pack, tmp_path)
    # campaign accounts speak in public, and the names of units stand in the table of units
    public = {"target", "target_id", "object_url", "unit"}
    found = [name for name, secret in SECRETS.items() if any(each in whole for each in spell(secret))]
    assert [name for name in found if name not in public] == []
