"""An invented case of an invented region, with every value that a pack prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from netral.identity import hash_bytes, to_compact_json
from netral.model import (
    Act,
    Basis,
    Capture,
    CaptureStatus,
    Case,
    CaseState,
    Coverage,
    Exhibit,
    ExhibitRecord,
    Flag,
    Interpretation,
    Investigation,
    Kind,
    LawfulBasis,
    Lead,
    Leads,
    LogEntry,
    Network,
    Pair,
    Phase,
    Platform,
    RecordRef,
    Regime,
    Region,
    Registry,
    RegistryAccount,
    ReviewedCase,
    Role,
    Rule,
    RuleClass,
    RuleSource,
    RuleStatus,
    Signature,
    Situation,
    Subject,
    Thresholds,
    Unit,
)

MADE_AT = datetime(2024, 10, 14, 2, 30, tzinfo=UTC)
CASE_ID = "L-3f9a1c20b7d4e851"
LEAD_SHA256 = "c" * 64
TEXTS = (
    "Semangat pagi warga Kota Contoh! Bersama kita bisa. #SiapSatu",
    "Dukung terus ya 😀👍🏽 مرحبا بكم — 日本",
    "#strong[bukan markup] *x* _y_ $a^2$ #sys.inputs \\ // komentar",
    "Baris satu\nbaris dua\x07\u202egnitset\u200b akhir\t.",
    "",
    "=SUM(A1:A9) adalah isi unggahan, bukan rumus",
)


def make_investigation(folder: Path) -> Investigation:
    """Kota Contoh, with five phases and one contested reading."""
    days = (
        ("registration", (8, 27), (9, 21), RuleClass.ETHICS),
        ("determination", (9, 22), (9, 24), RuleClass.DISCIPLINE),
        ("campaign", (9, 25), (11, 23), RuleClass.DISCIPLINE),
        ("quiet", (11, 24), (11, 26), RuleClass.DISCIPLINE),
        ("vote", (11, 27), (11, 27), RuleClass.DISCIPLINE),
    )
    phases = tuple(Phase(name, date(2024, *first), date(2024, *last), kind) for name, first, last, kind in days)
    return Investigation(
        folder=folder,
        investigation_id="kota-contoh-2024",
        title="Pilkada Kota Contoh 2024",
        region=Region("99.71", "Kota Contoh", "Asia/Makassar"),
        regime=Regime.PILKADA,
        phases=phases,
        lawful_basis=LawfulBasis(
            purpose="Pembinaan dan pengawasan netralitas ASN dalam pemilihan kepala daerah",
            article="UU 27/2022 Pasal 20 ayat (2) huruf e",
            letter_no="800/123/DISKOMINFO/2024",
            letter_date=date(2024, 9, 20),
            controller="Dinas Komunikasi dan Informatika Kota Contoh",
        ),
        retention_until=date(2025, 3, 31),
        employees_asn=5580,
        employees_non_asn=0,
        rules="skb-2022",
        interpretations=(Interpretation("follow", "contested", "", None),),
        thresholds=Thresholds(),
    )


def make_account(
    handle: str, role: Role, pair_no: int | None = None, unit_id: str | None = None, number: int = 0
) -> RegistryAccount:
    """One row of the registry; civil-service accounts are declared and confirmed."""
    subject = role in {Role.OPD, Role.PERSON}
    return RegistryAccount(
        row=number + 2,
        platform=Platform.X,
        handle=handle,
        platform_id=str(900100200300 + number),
        role=role,
        unit_id=unit_id,
        pair_no=pair_no,
        holder_ref="BKPSDM/REG/0042" if role is Role.PERSON else None,
        employment=None,
        basis=Basis.DECLARED if subject else Basis.KPU_REGISTERED,
        basis_ref="Surat pernyataan 12/IX/2024",
        confirmed_by="Sri Rahayu Contoh" if subject else None,
        confirmed_at="2024-09-21" if subject else None,
        valid_from=date(2024, 8, 1),
        valid_to=None,
        flags=frozenset({Flag.DUTY}) if role is Role.OPD else frozenset(),
        note="",
    )


def make_registry() -> Registry:
    """Three pairs, four units, two agencies' accounts and a dozen people's."""
    units = (
        Unit("u1", "Dinas Pendidikan Contoh", None, "dinas", 900),
        Unit("u2", "Dinas Kesehatan Contoh", None, "dinas", 700),
        Unit("u3", "Kecamatan Contoh Utara", None, "kecamatan", 60),
        Unit("u11", "Bidang Sekolah Dasar", "u1", "bidang", 80),
    )
    people = [
        make_account(
            f"pegawai_contoh_{number}", Role.PERSON, unit_id=("u1", "u11", "u2", "u3")[number % 4], number=number + 10
        )
        for number in range(12)
    ]
    return Registry(
        accounts=(
            make_account("disdik_contoh", Role.OPD, unit_id="u1", number=0),
            make_account("dinkes_contoh", Role.OPD, unit_id="u2", number=1),
            make_account("relawan_satu_contoh", Role.VOLUNTEER, 1, number=2),
            make_account("tim_dua_contoh", Role.CAMPAIGN_TEAM, 2, number=3),
            make_account("relawan_tiga_contoh", Role.VOLUNTEER, 3, number=4),
            *people,
        ),
        units=units,
        pairs=(
            Pair(1, "Andika Contoh – Bela Misalnya", False),
            Pair(2, "Cahya Umpama – Dewi Rekaan", True),
            Pair(3, "Eko Andai – Fitri Seumpama", False),
        ),
    )


def make_rule() -> Rule:
    """D-6 in invented wording."""
    return Rule(
        rule_id="D-6",
        version="2022.1",
        title={
            "id": "Mengunggah, mengomentari, membagikan, atau menyukai unggahan grup atau akun pemenangan calon",
            "en": "Posting, commenting, sharing or liking posts of a winning-team group or account",
        },
        regime=Regime.PILKADA,
        rule_class=RuleClass.DISCIPLINE,
        status=RuleStatus.SETTLED,
        valid_from=date(2022, 9, 22),
        valid_to=None,
        norm="PP 94/2021 Pasal 5 huruf n angka 5",
        sanction="Hukuman disiplin berat (PP 94/2021 Pasal 14 huruf i)",
        kinds=frozenset({Kind.SHARE, Kind.LIKE, Kind.COMMENT}),
        actor_roles=frozenset({Role.OPD, Role.PERSON}),
        target_roles=frozenset({Role.VOLUNTEER}),
        sources=(
            RuleSource("SKB 2022", "Lampiran II, daftar disiplin", "C"),
            RuleSource("PP 94/2021", "Pasal 14 huruf i", "C"),
        ),
        innocent_explanations={
            "id": (
                "Akun dinas membagikan pengumuman kegiatan yang dihadiri semua pasangan calon.",
                "Akun dioperasikan bergantian; yang menekan tombol belum tentu pemegang akun.",
                "Tanda suka dapat terjadi tanpa sengaja ketika menggulir layar.",
            ),
            "en": ("The agency announced an event that all pairs attended.",),
        },
        reviewer_checks={
            "id": (
                "Apakah perbuatan masih ada saat diperiksa ulang?",
                "Apakah akun juga membagikan unggahan pasangan lain?",
            ),
            "en": ("Is the act still there when looked at again?",),
        },
    )


def make_capture(number: int, raw: bytes) -> Capture:
    """One captured list, whose bytes are only these."""
    return Capture(
        capture_id=f"cap-{number:04d}",
        sha256=hash_bytes(b"capture %d " % number + raw),
        path=f"captures/2024-10-0{number}.jsonl",
        format="envelope",
        op=("posts", "likers", "followers")[number % 3],
        target="x:@relawan_satu_contoh",
        target_author=None,
        tool="snscrape",
        tool_version="0.7.0",
        collected_at=datetime(2024, 10, number, 3, 15, tzinfo=UTC),
        ingested_at=datetime(2024, 10, 9, 1, 0, tzinfo=UTC),
        operator="Petugas Contoh",
        size_bytes=len(raw),
        status=CaptureStatus.COMPLETE,
        read=120 * number,
        stored=100 * number,
        duplicate=19 * number,
        quarantined=number,
        declared_count=130 * number,
        observed_count=119 * number,
    )


def make_exhibits(count: int = 6) -> tuple[Exhibit, ...]:
    """Acts of three kinds; the third has two records, the fifth only an interval."""
    return tuple(make_exhibit(number) for number in range(1, count + 1))


def make_exhibit(number: int) -> Exhibit:
    """One act and the record or records that show it."""
    text = TEXTS[(number - 1) % len(TEXTS)]
    occurred = datetime(2024, 9, 27, 6, 5, tzinfo=UTC) + timedelta(hours=7 * number)
    raws = [
        to_compact_json({"id": f"18395{number}", "n": copy, "text": text})
        for copy in range(2 if number % 3 == 0 else 1)
    ]
    refs = tuple(
        RecordRef(f"cap-{copy + 1:04d}", f"line:{17 + number}", hash_bytes(raw)) for copy, raw in enumerate(raws)
    )
    interval = number % 5 == 0
    act = Act(
        interaction_id=f"i-{number:04d}",
        kind=(Kind.SHARE, Kind.COMMENT, Kind.LIKE)[number % 3],
        target_handle="relawan_satu_contoh",
        direction="undetermined" if number % 3 == 1 else "support",
        occurred_at=None if interval else occurred,
        occurred_after=occurred if interval else None,
        occurred_before=occurred + timedelta(days=2) if interval else None,
        object_url=f"https://x.com/relawan_satu_contoh/status/18395000000000{number:05d}",
        act_url=f"https://x.com/disdik_contoh/status/18396000000000{number:05d}" if number % 3 != 2 else None,
        text=text or None,
        records=refs,
    )
    records = tuple(
        ExhibitRecord(ref, make_capture(copy + 1, b"x"), raw)
        for copy, (ref, raw) in enumerate(zip(refs, raws, strict=True))
    )
    return Exhibit(f"B-{number:03d}", act, "disdik_contoh", Platform.X, records)


def make_network(kind: str, registry: Registry) -> Network:
    """Everybody to every pair, a little."""
    nodes = pd.DataFrame(
        {
            "account_id": [f"x:{row.platform_id}" for row in registry.accounts],
            "platform": "x",
            "handle": [row.handle for row in registry.accounts],
            "role": [row.role.value for row in registry.accounts],
            "unit_id": [row.unit_id for row in registry.accounts],
            "pair_no": [float(row.pair_no) if row.pair_no else float("nan") for row in registry.accounts],
            "community": 0,
        }
    )
    subjects = [row for row in registry.accounts if row.role in {Role.OPD, Role.PERSON}]
    campaigns = [row for row in registry.accounts if row.pair_no]
    rows = [
        {
            "source": f"x:{subject.platform_id}",
            "target": f"x:{campaign.platform_id}",
            "source_handle": subject.handle,
            "target_handle": campaign.handle,
            "kind": kind if kind == "follow" else ("share", "like", "comment")[(order + turn) % 3],
            "weight": 1 + (order + turn) % 3,
            "pair_no": campaign.pair_no,
            "phase": "campaign",
            "first_at": pd.Timestamp("2024-09-27T06:05:00Z"),
            "last_at": pd.Timestamp("2024-10-02T06:05:00Z"),
            "p_value": None,
            "q_value": None,
            "effect": None,
        }
        for order, subject in enumerate(subjects)
        for turn, campaign in enumerate(campaigns)
        if (order + turn) % 2 == 0
    ]
    return Network(kind, "campaign", nodes, pd.DataFrame(rows))


def make_acts(exhibits: tuple[Exhibit, ...]) -> pd.DataFrame:
    """All acts of the case's account: those of the lead toward pair 1, and two toward pair 2."""
    own = [
        {
            "interaction_id": act.interaction_id,
            "kind": act.kind.value,
            "pair_no": 1,
            "occurred_at": act.occurred_at,
            "direction": act.direction,
            "source_role": "opd",
        }
        for act in (exhibit.act for exhibit in exhibits)
    ]
    others = [
        {
            "interaction_id": f"i-9{number}",
            "kind": kind,
            "pair_no": 2,
            "occurred_at": datetime(2024, 10, 3, tzinfo=UTC),
            "direction": direction,
            "source_role": "opd",
        }
        for number, (kind, direction) in enumerate({"like": "support", "mention": "undetermined"}.items())
    ]
    return pd.DataFrame([*own, *others])


def make_lead(exhibits: tuple[Exhibit, ...]) -> Lead:
    """An agency's account, toward pair 1."""
    return Lead(
        lead_id=CASE_ID,
        rule=make_rule(),
        phase="campaign",
        subject=Subject(Platform.X, "disdik_contoh", "x:900100200300", Role.OPD, "u1", "disdik_contoh", ("duty",)),
        pair_no=1,
        acts=tuple(exhibit.act for exhibit in exhibits),
        all_pairs={1: 4, 2: 1, 3: 0},
        all_pairs_undirected={1: 2, 2: 1, 3: 0},
        relative={1: 0.82, 2: 0.18, 3: None},
        base_rate_unit=0.25,
        base_rate_registry=0.0656,
        p_value=0.0031,
        q_value=0.012,
        notes=("Tiga perbuatan hanya diketahui selang waktunya.",),
    )


def make_leads(leads: tuple[Lead, ...] = ()) -> Leads:
    """What the rules found, with its coverage."""
    return Leads(
        investigation_id="kota-contoh-2024",
        generated_at=MADE_AT,
        catalogue_id="skb-2022",
        catalogue_version="2022.1",
        leads=leads,
        coordinated=(),
        single_likes=12,
        follows=340,
        unusable=(("i-9001", "unknown time"), ("i-9002", "unknown time")),
        outside=("i-9003",),
        coverage=Coverage(61, 2, 5580, ("x", "instagram"), 3, ("x:@sengketa_contoh",), ()),
    )


def make_log(case_id: str = CASE_ID) -> tuple[bytes, ...]:
    """A case log with two cases in it; this one is decided four times over and signed twice."""
    steps: Iterable[tuple[str, str, str, dict[str, Any]]] = [
        (case_id, "Sri Rahayu Contoh", "decide", _decision("penelusuran", "Perlu dibaca bersama unggahan asalnya.")),
        ("L-perkara-lain", "Budi Misalnya", "decide", _decision("bukan_pelanggaran", "Alasan rahasia perkara lain.")),
        (case_id, "Sri Rahayu Contoh", "decide", _decision("klarifikasi", "Perangkat daerah diminta menjelaskan 😀.")),
        (
            case_id,
            "Budi Misalnya",
            "decide",
            _decision(
                "diteruskan", "Penjelasan belum memadai.", ["NIP diperiksa di BKPSDM", "Surat pernyataan pemegang akun"]
            ),
        ),
        (case_id, "Sri Rahayu Contoh", "sign", {"office": "Kepala Bidang IKP", "lead_sha256": LEAD_SHA256}),
        (case_id, "Budi Misalnya", "sign", {"office": "Sekretaris BKPSDM", "lead_sha256": LEAD_SHA256}),
    ]
    lines: list[bytes] = []
    previous = "0" * 64
    for seq, (case, person, action, detail) in enumerate(steps, start=1):
        at = f"2024-10-{9 + seq // 3:02d}T0{seq}:00:00Z"
        body = {"seq": seq, "at": at, "case_id": case, "person": person, "action": action, "detail": detail}
        body["previous_sha256"] = previous
        previous = hash_bytes(to_compact_json(body))
        lines.append(to_compact_json(body | {"sha256": previous}))
    return tuple(lines)


def _decision(state: str, reason: str, identifiers: list[str] | None = None) -> dict[str, Any]:
    return {"state": state, "reason": reason, "identifiers": identifiers or [], "lead_sha256": LEAD_SHA256}


def make_case(log_lines: tuple[bytes, ...], signed: bool = True) -> Case:
    """The case that the log tells of."""
    rows = [row for row in map(json.loads, log_lines) if row["case_id"] == CASE_ID]
    entries = tuple(
        LogEntry(**{**row, "at": datetime.fromisoformat(row["at"])})
        for row in rows
        if signed or row["action"] != "sign"
    )
    signatures = tuple(Signature(e.person, e.detail["office"], e.at) for e in entries if e.action == "sign")
    identifiers = tuple(text for entry in entries for text in entry.detail.get("identifiers", ()))
    return Case(CASE_ID, LEAD_SHA256, CaseState.FORWARDED, identifiers, entries, signatures)


def make_reviewed(folder: Path, exhibits: int = 6, is_demo: bool = True) -> ReviewedCase:
    """A signed case with everything that belongs to it."""
    registry, log_lines, proofs = make_registry(), make_log(), make_exhibits(exhibits)
    lead = make_lead(proofs)
    return ReviewedCase(
        investigation=make_investigation(folder),
        registry=registry,
        case=make_case(log_lines),
        lead=lead,
        account=registry.accounts[0],
        exhibits=proofs,
        captures=tuple(make_capture(number, b"x") for number in (1, 2, 3)),
        leads=make_leads((lead,)),
        follow_network=make_network("follow", registry),
        interaction_network=make_network("interaction", registry),
        acts=make_acts(proofs),
        log_lines=log_lines,
        is_demo=is_demo,
    )


def make_situation(folder: Path, nil: bool = False) -> Situation:
    """A region with one lead, or with none."""
    reviewed = make_reviewed(folder)
    return Situation(
        investigation=reviewed.investigation,
        registry=reviewed.registry,
        leads=replace(reviewed.leads, leads=()) if nil else reviewed.leads,
        captures=reviewed.captures,
        case_states={} if nil else {"diteruskan": 1, "bukan_pelanggaran": 1},
        follow_network=reviewed.follow_network,
        interaction_network=reviewed.interaction_network,
        acts=reviewed.acts,
        log_lines=reviewed.log_lines,
        quarantine={"bad json": 4, "raw_sha256 does not match": 2},
        is_demo=True,
    )
