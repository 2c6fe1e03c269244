"""The object that `netral leads --json` prints, key by key; and what must hold for every set of acts."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.identity import hash_bytes
from netral.pipeline import find_leads
from netral.rules import hash_lead, leads_to_dict
from tests.invented_investigation import CAMPAIGN_TIME, ETHICS_TIME, Invention, find_lead_of, names

CONTRACT = json.loads("""\
{"investigation": "...", "generated_at": "...", "rules": {"id": "skb-2022", "version": "..."},
 "leads": [{"lead_id": "...", "rule_id": "D-6", "rule_status": "settled", "class": "discipline", "phase": "campaign",
   "subject": {"platform": "x", "handle": "...", "account_id": "...", "role": "opd", "unit_id": "..."},
   "pair_no": 1,
   "acts": [{"interaction_id": "...", "kind": "share", "target_handle": "...", "direction": "support",
             "occurred_at": "...Z", "occurred_after": null, "occurred_before": null, "object_url": "...",
             "records": [{"capture_id": "...", "locator": "line:17", "sha256": "..."}]}],
   "all_pairs": {"1": 4, "2": 0}, "all_pairs_undirected": {"1": 1, "2": 0}, "relative": {"1": 0.9, "2": 0.1},
   "base_rate": {"unit": 0.02, "registry": 0.01}, "p_value": 0.003, "q_value": 0.01, "registry_handle": "...",
   "flags": ["duty"], "notes": ["..."]}],
 "coordinated": [{"unit_id": "...", "pair_no": 1, "object_url": "...", "accounts": 5, "window_seconds": 60,
                  "interactions": ["..."]}],
 "education": {"single_likes": 12, "follows": 340},
 "unusable": [{"interaction_id": "...", "reason": "unknown time"}],
 "outside": [{"interaction_id": "..."}],
 "coverage": {"accounts_declared": 61, "unconfirmed": 2, "employees": 5580, "platforms": ["x", "instagram"],
              "lists_incomplete": 3, "disputed": [], "handle_reused": []},
 "nil": false}
""")
BY_PAIR = {"all_pairs", "all_pairs_undirected", "all_pairs_attack", "all_pairs_unread", "relative"}
SCORES = re.compile(r"score|rank|risk|suspic|terbukti|proven|guilt", re.IGNORECASE)


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    return made


def fill(invention: Invention) -> Invention:
    """Something of everything the object holds."""
    for number in range(3):
        invention.person(f"pegawai_{number}", flags="duty" if number == 0 else "")
        invention.act(
            f"pegawai_{number}", "share", "relawan_satu", f"2024-10-01T10:00:0{number}Z",
            object_url="https://x.com/relawan_satu/status/5",
        )  # fmt: skip
    invention.act("pegawai_0", "reply", "relawan_dua")
    invention.act("pegawai_0", "share", "relawan_dua", "2025-01-01T00:00:00Z")
    invention.act("pegawai_0", "share", "relawan_dua", None)
    return invention


def assert_same_shape(found: Any, stated: Any, place: str = "") -> None:
    """Every key of the contract is there with a value of its kind; more keys are welcome."""
    if stated is None or found is None:
        return
    if isinstance(stated, dict):
        assert isinstance(found, dict), place
        if place.rpartition(".")[2] in BY_PAIR:
            assert set(found) == {"1", "2"}, place
        assert not set(stated) - set(found), (place, set(stated) - set(found))
        for key in stated:
            assert_same_shape(found[key], stated[key], f"{place}.{key}")
    elif isinstance(stated, list):
        assert isinstance(found, list), place
        for each in found if stated else ():
            assert_same_shape(each, stated[0], place)
    elif isinstance(stated, float):
        assert isinstance(found, int | float), place
    else:
        assert type(found) is type(stated), (place, found)


def list_keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in list_keys(inner)}
    return {key for inner in value for key in list_keys(inner)} if isinstance(value, list) else set()


def test_the_object_has_every_key_of_the_contract(invention: Invention) -> None:
    result = json.loads(json.dumps(fill(invention).leads(), allow_nan=False))
    assert result["leads"] and result["coordinated"] and result["unusable"] and result["outside"]
    assert_same_shape(result, CONTRACT)
    assert result["rules"]["id"] == "skb-2022"
    assert result["generated_at"].endswith("Z")
    lead = find_lead_of(result, "pegawai_0")
    assert lead["acts"][0]["object_url"] == "https://x.com/relawan_satu/status/5"
    assert lead["acts"][0]["occurred_at"] == "2024-10-01T10:00:00Z"


def test_nothing_in_the_object_is_a_score_or_a_verdict(invention: Invention) -> None:
    result = fill(invention).leads()
    assert not [key for key in list_keys(result) if SCORES.search(key)]
    assert not SCORES.search(json.dumps(result))


def test_every_act_walks_back_to_a_line_of_a_capture_and_its_hash(invention: Invention) -> None:
    lead = find_lead_of(fill(invention).leads(), "pegawai_1")
    (record,) = lead["acts"][0]["records"]
    line = int(record["locator"].removeprefix("line:"))
    content = (invention.folder / "captures" / "catatan-0.csv").read_bytes().split(b"\n")
    assert b"pegawai_1" in content[line - 1]
    assert hash_bytes(content[line - 1]) == record["sha256"]


def test_leads_are_in_order_of_time_whatever_their_number_of_acts(invention: Invention) -> None:
    for day, count in ((9, 1), (3, 5), (6, 2), (1, 1)):
        handle = invention.opd(f"dinas_{day}")
        for _ in range(count):
            invention.act(handle, "share", "relawan_satu", f"2024-10-{day:02}T00:00:00Z")
    invention.act(invention.opd("dinas_awal"), "share", "relawan_dua", ETHICS_TIME)
    assert [name for name, _, _ in names(invention.leads())] == [
        "dinas_awal",
        "dinas_1",
        "dinas_3",
        "dinas_6",
        "dinas_9",
    ]


def test_the_same_tables_give_the_same_leads_again(invention: Invention) -> None:
    first, second = (leads_to_dict(found) for found in (fill(invention).find(), invention.find()))
    assert first | {"generated_at": ""} == second | {"generated_at": ""}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["dinas", "pegawai", "diam"]),
        st.sampled_from(["share", "like", "like", "comment", "reply", "quote", "mention", "tag", "coauthor", "follow"]),
        st.sampled_from(["relawan_satu", "relawan_dua"]),
        st.sampled_from([CAMPAIGN_TIME, CAMPAIGN_TIME, ETHICS_TIME, "2024-10-02", None, "2025-01-01T00:00:00Z"]),
    ),
    min_size=4,
    max_size=25,
)
TURNED = {1: 2, 2: 1}


def invent(folder: Path, acts: list[tuple[str, str, str, str | None]]) -> Invention:
    made = Invention(folder)
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.opd("dinas")
    made.person("pegawai")
    made.person("diam", "U2")
    for actor, kind, target, at in acts:
        made.act(actor, kind, target, at)
    return made


def turn(lead: dict[str, Any]) -> dict[str, Any]:
    """A lead as it should be had the pairs drawn each other's numbers; its id, which holds the pair, left out."""
    turned = {key: value for key, value in lead.items() if key != "lead_id"}
    turned["pair_no"] = TURNED[lead["pair_no"]]
    for key in BY_PAIR:
        turned[key] = {"1": lead[key]["2"], "2": lead[key]["1"]}
    return turned


@settings(max_examples=8, deadline=None)
@given(ACTS)
def test_pairs_that_swap_their_numbers_swap_their_leads_and_nothing_else(
    acts: list[tuple[str, str, str, str | None]],
) -> None:
    with tempfile.TemporaryDirectory() as parent:
        made = invent(Path(parent) / "uji", acts)
        before = made.leads()
        for row in made.accounts:
            if row.get("pair_no"):
                row["pair_no"] = TURNED[int(str(row["pair_no"]))]
        after = made.leads()
    expected = sorted((turn(lead) for lead in before["leads"]), key=json.dumps)
    found = [{key: value for key, value in lead.items() if key != "lead_id"} for lead in after["leads"]]
    for lead in (*expected, *found):  # floating sums depend on the order of summands
        for key in ("p_value", "q_value"):
            lead[key] = lead[key] and round(lead[key], 9)
        lead["relative"] = {name: value and round(value, 9) for name, value in lead["relative"].items()}
    assert sorted(found, key=json.dumps) == sorted(expected, key=json.dumps)
    bursts = [burst | {"pair_no": TURNED[burst["pair_no"]]} for burst in before["coordinated"]]
    assert after["coordinated"] == bursts
    for key in ("education", "unusable", "outside", "coverage", "nil"):
        assert after[key] == before[key]


@settings(max_examples=6, deadline=None)
@given(ACTS, ACTS)
def test_accounts_that_have_nothing_to_do_with_it_change_no_leads_acts(
    acts: list[tuple[str, str, str, str | None]], others: list[tuple[str, str, str, str | None]]
) -> None:
    with tempfile.TemporaryDirectory() as parent:
        made = invent(Path(parent) / "uji", acts)
        before = made.find()
        for actor in ("dinas", "pegawai", "diam"):
            made.person(f"lain_{actor}", "U3")
        for actor, kind, target, at in others:
            made.act(f"lain_{actor}", kind, target, at)
            made.act("warga", kind, target, at)
        after = {lead.lead_id: lead for lead in find_leads(made.ingest()).leads}
    for lead in before.leads:
        assert after[lead.lead_id].acts == lead.acts
        assert after[lead.lead_id].all_pairs == lead.all_pairs
        assert hash_lead(after[lead.lead_id]) == hash_lead(lead)
    new = set(after) - {lead.lead_id for lead in before.leads}
    assert all(after[lead_id].subject.registry_handle.startswith("lain_") for lead_id in new)
