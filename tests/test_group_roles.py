"""Initiator against follower: who made a campaign's group, invites or administers it, and that it is no lead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netral import pipeline
from netral.explore import show_group_parts
from netral.model import GroupRole
from tests.invented_investigation import Invention, find_lead_of

MADE_AT = 1727748000  # 1 October 2024, 10.00 WITA


def service(number: int, action: str, actor: str, actor_id: int, **further: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "service", "date_unixtime": str(MADE_AT + number), "actor": actor,
        "actor_id": f"user{actor_id}", "action": action, "text": "", **further,
    }  # fmt: skip


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    for handle, native_id in (("pembuat", "11"), ("pengundang", "12"), ("anggota", "13"), ("sendiri", "14")):
        made.person(handle, platform="telegram", platform_id=native_id)
    made.volunteer("grup_satu", 1, platform="telegram", platform_id="900")
    messages = [
        service(1, "create_group", "P", 11, members=["Warga"]),
        service(2, "invite_members", "U", 12, members=["Warga", "Lain"]),
        service(3, "join_group_by_link", "A", 13, inviter="Group"),
        service(4, "invite_members", "S", 14, members=["S"]),
        {"id": 5, "type": "message", "date_unixtime": str(MADE_AT + 5), "from_id": "channel900", "text": "Salam"},
        *[
            {"id": number, "type": "message", "date_unixtime": str(MADE_AT + number), "from_id": "user11", "text": "ya",
             "reply_to_message_id": 5}
            for number in (6, 7)
        ],
    ]  # fmt: skip
    exported = {"name": "Grup", "type": "public_supergroup", "id": 900, "messages": messages}
    path = made.folder / "captures" / "result.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(exported), encoding="utf-8")
    pipeline.ingest_captures(made.write(), [path])
    return made


def test_makers_and_inviters_are_told_apart_from_members_and_walk_back(invention: Invention) -> None:
    parts = pipeline.list_group_parts(pipeline.open_investigation(invention.folder))
    assert [(part.account_id, part.role, part.pair_no) for part in parts] == [
        ("telegram:11", GroupRole.CREATED, 1), ("telegram:12", GroupRole.INVITED, 1),
    ]  # fmt: skip
    assert parts[0].first_at is not None and int(parts[0].first_at.timestamp()) == MADE_AT + 1
    assert parts[0].records[0].locator == "/messages/0"


def test_the_role_stands_with_the_accounts_lead_and_makes_none(invention: Invention) -> None:
    result = invention.leads()
    lead = find_lead_of(result, "pembuat")
    assert [lead["registry_handle"] for lead in result["leads"]] == ["pembuat"]
    assert [(part["role"], part["pair_no"]) for part in lead["group_roles"]] == [("created", 1)]
    assert "initiator_of_group" in lead["notes"]


def test_a_hand_kept_list_says_who_administers_a_group(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("grup_wa", 2)
    for handle, text in (("satu", "Admin"), ("dua", "admin baru"), ("tiga", "mengundang")):
        made.person(handle)
        made.act(handle, "join", "grup_wa", text=text)
    found = pipeline.list_group_parts(made.ingest())
    assert [(part.handle, part.role.value) for part in found] == [("satu", "administers"), ("tiga", "invited")]
    assert made.leads()["nil"] is True


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_table_names_group_and_part_or_says_that_there_is_none(invention: Invention, lang: str) -> None:
    investigation = pipeline.open_investigation(invention.folder)
    shown = show_group_parts(pipeline.list_group_parts(investigation), investigation, lang).html
    assert "telegram:11" in shown and "/messages/0" in shown
    assert "<table" not in show_group_parts((), investigation, lang).html
