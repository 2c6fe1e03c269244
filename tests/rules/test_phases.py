"""When an act happened decides its phase and class: to the second, in the region's own time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netral.investigation import read_investigation
from netral.model import RuleClass
from netral.rules.phases import MIXED_INTERVAL, OUTSIDE, UNKNOWN_TIME, judge_time, list_spans
from netral.times import parse_iso
from tests.invented_investigation import Invention, find_lead_of, local, make_snowflake, names

GAPPED = """\
    - {id: registration,   from: 2024-08-27, to: 2024-09-21}
    - {id: determination,  from: 2024-09-22, to: 2024-09-24}
    - {id: campaign,       from: 2024-09-27, to: 2024-11-23}
"""


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.opd("dinas")
    return made


@pytest.mark.parametrize(("zone", "offset_hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)])
def test_phases_begin_and_end_to_the_second_in_the_regions_own_time(
    tmp_path: Path, zone: str, offset_hours: int
) -> None:
    made = Invention(tmp_path / "uji", zone=zone)
    made.volunteer("relawan_satu", 1)
    moments = {
        "2024-08-26T23:59:59": None,
        "2024-08-27T00:00:00": ("KE-4", "registration"),
        "2024-09-21T23:59:59": ("KE-4", "registration"),
        "2024-09-22T00:00:00": ("D-6", "determination"),
        "2024-09-24T23:59:59": ("D-6", "determination"),
        "2024-09-25T00:00:00": ("D-6", "campaign"),
        "2024-11-23T23:59:59": ("D-6", "campaign"),
        "2024-11-24T00:00:00": ("D-6", "quiet"),
        "2024-11-27T23:59:59": ("D-6", "vote"),
        "2024-11-28T00:00:00": None,
    }
    for number, moment in enumerate(moments):
        made.act(made.opd(f"dinas_{number}"), "share", "relawan_satu", local(moment, offset_hours))
    result = made.leads()
    found = {lead["registry_handle"]: (lead["rule_id"], lead["phase"]) for lead in result["leads"]}
    expected = {f"dinas_{number}": rule for number, rule in enumerate(moments.values()) if rule}
    assert found == expected
    assert len(result["outside"]) == 2
    classes = {lead["rule_id"]: lead["class"] for lead in result["leads"]}
    assert classes == {"KE-4": "ethics", "D-6": "discipline"}


def test_a_lead_over_several_phases_names_that_of_its_first_act(invention: Invention) -> None:
    for at in ("2024-11-25T10:00:00Z", "2024-09-23T10:00:00Z", "2024-10-10T10:00:00Z"):
        invention.act("dinas", "share", "relawan_satu", at)
    lead = find_lead_of(invention.leads(), "dinas")
    assert lead["phase"] == "determination"
    assert [act["occurred_at"] for act in lead["acts"]] == [
        "2024-09-23T10:00:00Z", "2024-10-10T10:00:00Z", "2024-11-25T10:00:00Z",
    ]  # fmt: skip


def test_an_act_in_a_gap_between_phases_is_outside(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", phases=GAPPED)
    made.volunteer("relawan_satu", 1)
    made.act(made.opd("dinas"), "share", "relawan_satu", "2024-09-26T10:00:00+08:00")
    result = made.leads()
    assert names(result) == [] and len(result["outside"]) == 1
    assert result["nil"] is True


def test_a_time_without_zone_is_the_regions_and_the_lead_says_so(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", zone="Asia/Jayapura")
    made.volunteer("relawan_satu", 1)
    made.act(made.opd("dinas"), "share", "relawan_satu", "2024-09-22T00:00:00")
    lead = find_lead_of(made.leads(), "dinas")
    assert lead["acts"][0]["occurred_at"] == "2024-09-21T15:00:00Z"
    assert lead["notes"] == ["zone_assumed"]


def judge(folder: Path, phases: str, first: str | None, last: str | None, own: str | None = None) -> tuple[Any, Any]:
    invention = Invention(folder, phases=phases)
    invention.write()
    spans = list_spans(read_investigation(folder))
    times = (None if text is None else parse_iso(text, "Asia/Makassar")[0] for text in (own, first, last))
    judged = judge_time(spans, *times)
    return judged.rule_class or judged.problem, judged.phase_id


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-08-27T00:00:00", "2024-09-21T23:59:59.999999", (RuleClass.ETHICS, "registration")),
        ("2024-08-26T23:59:59.999999", "2024-09-01", (MIXED_INTERVAL, None)),
        ("2024-09-21T23:59:59.999999", "2024-09-22", (MIXED_INTERVAL, None)),
        ("2024-09-22", "2024-09-22", (RuleClass.DISCIPLINE, "determination")),
        ("2024-09-23", "2024-09-24T23:59:59.999999", (RuleClass.DISCIPLINE, "determination")),
        ("2024-09-23", "2024-09-25", (MIXED_INTERVAL, None)),
        ("2024-09-23", "2024-10-25", (MIXED_INTERVAL, None)),
        ("2024-09-27", "2024-11-23T23:59:59.999999", (RuleClass.DISCIPLINE, "campaign")),
        ("2024-09-27", "2024-11-24", (MIXED_INTERVAL, None)),
        ("2024-11-01", "2024-10-01", (MIXED_INTERVAL, None)),
        ("2024-10-01", None, (UNKNOWN_TIME, None)),
        (None, "2024-10-01", (UNKNOWN_TIME, None)),
        (None, None, (UNKNOWN_TIME, None)),
    ],
)
def test_an_interval_is_usable_when_every_instant_of_it_lies_in_one_class(
    tmp_path: Path, first: str | None, last: str | None, expected: tuple[Any, Any]
) -> None:
    assert judge(tmp_path, GAPPED, first, last) == expected


def test_an_interval_over_adjoining_phases_of_one_class_has_the_phase_of_its_first_instant(tmp_path: Path) -> None:
    adjoining = GAPPED.replace("2024-09-27", "2024-09-25")
    assert judge(tmp_path, adjoining, "2024-09-23", "2024-10-25") == (RuleClass.DISCIPLINE, "determination")


def test_an_acts_own_time_goes_before_an_interval(tmp_path: Path) -> None:
    assert judge(tmp_path, GAPPED, "2024-08-28", "2024-10-25", own="2024-10-01") == (RuleClass.DISCIPLINE, "campaign")
    assert judge(tmp_path, GAPPED, "2024-10-01", "2024-10-02", own="2025-01-01") == (OUTSIDE, None)


def test_an_act_without_time_lies_between_the_posts_creation_by_its_id_and_the_observation(
    invention: Invention,
) -> None:
    post = f"https://x.com/relawan_satu/status/{make_snowflake('2024-10-01T02:00:00+00:00')}"
    invention.act("dinas", "share", "relawan_satu", None, object_url=post, observed_at="2024-10-05T00:00:00Z")
    lead = find_lead_of(invention.leads(), "dinas")
    (act,) = lead["acts"]
    assert act["occurred_at"] is None
    assert act["occurred_after"] == "2024-10-01T02:00:00Z"
    assert act["occurred_before"] == "2024-10-05T00:00:00Z"
    assert "time_is_interval" in lead["notes"]
    assert lead["phase"] == "campaign"


@pytest.mark.parametrize(
    ("created", "observed_at"),
    [
        ("2024-09-20T02:00:00+00:00", "2024-10-05T00:00:00Z"),  # over both classes
        ("2024-10-01T02:00:00+00:00", "2024-12-05T00:00:00Z"),  # into the time after all phases
        ("2024-10-01T02:00:00+00:00", None),  # bounded by the ingest, long after
        (None, "2024-10-05T00:00:00Z"),  # nobody knows when the post was made
        (None, None),
    ],
)
def test_an_act_whose_interval_cannot_be_used_is_listed_as_unusable_and_makes_no_lead(
    invention: Invention, created: str | None, observed_at: str | None
) -> None:
    number = make_snowflake(created) if created else "77"
    post = f"https://x.com/relawan_satu/status/{number}"
    invention.act("dinas", "share", "relawan_satu", None, object_url=post, observed_at=observed_at)
    result = invention.leads()
    assert names(result) == []
    assert [sorted(row) for row in result["unusable"]] == [["interaction_id", "reason"]]
    assert result["unusable"][0]["reason"]
    assert result["outside"] == []
    assert result["nil"] is True


def test_a_day_is_an_interval_of_the_regions_day(invention: Invention) -> None:
    invention.act("dinas", "share", "relawan_satu", "2024-09-22")
    invention.act(invention.opd("lain"), "share", "relawan_satu", "2024-08-26")
    result = invention.leads()
    (act,) = find_lead_of(result, "dinas")["acts"]
    assert (act["occurred_at"], act["occurred_after"]) == (None, "2024-09-21T16:00:00Z")
    assert act["occurred_before"] == "2024-09-22T15:59:59.999999Z"
    assert len(result["unusable"]) == 1


def test_an_ordinary_act_leaves_its_interval_null(invention: Invention) -> None:
    invention.act("dinas", "share", "relawan_satu")
    (act,) = find_lead_of(invention.leads(), "dinas")["acts"]
    assert (act["occurred_after"], act["occurred_before"]) == (None, None)


def test_the_id_of_an_act_gives_its_time(invention: Invention) -> None:
    own = f"https://x.com/dinas/status/{make_snowflake('2024-10-01T02:00:00+00:00')}"
    invention.act("dinas", "quote", "relawan_satu", None, act_url=own)
    invention.act("dinas", "share", "relawan_satu", None, act_url=own[:-1] + "8")
    times = {act["kind"]: act["occurred_at"] for act in find_lead_of(invention.leads(), "dinas")["acts"]}
    assert times["quote"] == "2024-10-01T02:00:00Z"
    assert times["share"].startswith("2024-10-01T02:00:00")
