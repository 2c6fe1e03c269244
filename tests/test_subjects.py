"""What a data subject may ask, and what the register keeps of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral.errors import BadInvestigation, BadParameter
from netral.pipeline import (
    destroy_subject,
    export_subject,
    find_leads,
    freeze_subject,
    list_subject_requests,
    request_as_subject,
)
from netral.registry.read import ACCOUNT_COLUMNS
from tests.invented_investigation import Invention, write_table

BY, WHY = "Siti Contoh", "permintaan lewat surat"


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    made.person("akun_pegawai")
    made.act("akun_pegawai", "share", "relawan")
    made.act("akun_pegawai", "follow", "relawan")
    made.act("warga_luar", "share", "relawan")
    made.ingest()
    return made


def test_a_request_is_kept_under_a_pseudonym_with_its_deadline_and_steps(invention: Invention) -> None:
    investigation = invention.write()
    request_as_subject(investigation, "x:@akun_pegawai", BY, "restriction", "surat, identitas diperlihatkan")
    freeze_subject(investigation, "x:@Akun_Pegawai", BY, WHY)
    (request,) = list_subject_requests(investigation)
    assert (request.asked, [step.action for step in request.steps]) == ("restriction", ["frozen"])
    assert (request.answer_until - request.received_at).total_seconds() == 72 * 3600
    register = (invention.folder / "subjects" / "log.jsonl").read_text("utf-8")
    assert "akun_pegawai" not in register.lower()
    assert request.scope.startswith("x:~")


def test_a_frozen_account_makes_no_lead_until_it_is_released(invention: Invention) -> None:
    investigation = invention.write()
    assert len(find_leads(investigation).leads) == 1
    assert freeze_subject(investigation, "x:@akun_pegawai", BY, WHY) == 1
    assert find_leads(investigation).leads == ()
    assert find_leads(investigation).coverage.disputed == ("x:@akun_pegawai",)
    assert freeze_subject(investigation, "x:@akun_pegawai", BY, WHY, is_frozen=False) == 1
    assert len(find_leads(investigation).leads) == 1


def test_everything_held_about_an_account_is_handed_over_with_its_places_in_captures(invention: Invention) -> None:
    investigation = invention.write()
    held = json.loads(json.dumps(export_subject(investigation, "x:@akun_pegawai", BY, WHY)))
    assert [row["handle"] for row in held["registry"]] == ["akun_pegawai"]
    tables = held["tables"]
    assert {name: len(rows) for name, rows in tables.items()} == {
        "accounts": 1, "account_aliases": 0, "posts": 0, "interactions": 1, "follows": 1, "captures": 0, "records": 2,
    }  # fmt: skip
    assert sorted(record["locator"] for record in tables["records"]) == ["line:2", "line:3"]
    assert [lead["rule_id"] for lead in held["leads"]] == ["D-6"]


def test_somebody_outside_the_registry_is_found_under_the_pseudonym(invention: Invention) -> None:
    held = export_subject(invention.write(), "x:@warga_luar", BY, WHY)
    assert held["registry"] == held["leads"] == []
    assert [row["kind"] for row in held["tables"]["interactions"]] == ["share"]


def test_the_register_outlives_the_account(invention: Invention) -> None:
    investigation = invention.write()
    request_as_subject(investigation, "x:@akun_pegawai", BY, "erasure", "surat")
    record = destroy_subject(investigation, "x:@akun_pegawai", BY, WHY)
    assert record is not None
    (request,) = list_subject_requests(investigation)
    assert [step.action for step in request.steps] == ["destroyed"]
    assert b"akun_pegawai" not in (invention.folder / "registry" / "accounts.csv").read_bytes()


@pytest.mark.parametrize(
    ("kind", "note", "problem"),
    [
        ("hapus", "surat", "--kind 'hapus' is unknown; allowed are access, correction"),
        ("access", "dari @akun_pegawai sendiri", "a text names the account"),
        ("access", "NIP 198001012005011001", "looks like a NIP"),
        ("access", " ", "note: missing"),
    ],
)
def test_a_request_that_cannot_be_kept_is_refused(invention: Invention, kind: str, note: str, problem: str) -> None:
    with pytest.raises(BadParameter, match=problem):
        request_as_subject(invention.write(), "x:@akun_pegawai", BY, kind, note)
    assert list_subject_requests(invention.write()) == ()


def test_what_is_not_in_the_registry_cannot_be_frozen(invention: Invention) -> None:
    with pytest.raises(BadParameter, match="the registry has no such account"):
        freeze_subject(invention.write(), "x:@warga_luar", BY, WHY)


def test_a_registry_without_the_column_says_so(invention: Invention) -> None:
    investigation = invention.write()
    columns = [name for name in ACCOUNT_COLUMNS if name != "flags"]
    write_table(invention.folder / "registry" / "accounts.csv", columns, invention.accounts)
    with pytest.raises(BadInvestigation, match="there is no column flags"):
        freeze_subject(investigation, "x:@akun_pegawai", BY, WHY)
