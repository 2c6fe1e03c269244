"""The rule is data: what the shipped catalogue holds, and which acts, roles, dates and regime a rule is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netral.model import CAMPAIGN_ROLES, Kind, Observable, Regime, RuleClass, RulePhase, RuleStatus
from netral.rules import load_catalogue
from tests.invented_investigation import ETHICS_TIME, Invention, find_lead_of, names
from tests.rules.invented_rule import RULE, with_behaviours, write_catalogue

SHIPPED = load_catalogue("skb-2022")
RULE_IDS = [*(f"KE-{number}" for number in range(1, 8)), *(f"D-{number}" for number in range(1, 13))]
BY_ID = {rule.rule_id: rule for rule in SHIPPED.rules}


def test_the_shipped_catalogue_holds_both_lists_in_the_order_people_count() -> None:
    assert [rule.rule_id for rule in SHIPPED.rules] == RULE_IDS
    assert {rule.rule_class for rule in SHIPPED.rules if rule.rule_id.startswith("KE")} == {RuleClass.ETHICS}
    assert {rule.rule_class for rule in SHIPPED.rules if rule.rule_id.startswith("D")} == {RuleClass.DISCIPLINE}
    # D-9 is the one act that the discipline list names for the time before the determination.
    early = {rule.rule_id for rule in SHIPPED.rules if RulePhase.BEFORE_DETERMINATION in rule.phases}
    assert early == {*RULE_IDS[:7], "D-9"}


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_every_shipped_rule_is_whole_in_both_languages_and_left_to_counsel(rule_id: str) -> None:
    rule = BY_ID[rule_id]
    assert rule.needs_counsel and {source.about for source in rule.sources} == {"rule", "norm", "sanction"}
    assert (rule.regime, rule.valid_from, rule.valid_to) == (Regime.PILKADA, date(2022, 9, 22), None)
    for texts in (rule.title, rule.norm_says, rule.sanction_says):
        assert set(texts) == {"id", "en"}
    for lists in (rule.netral_sees, rule.people_see, rule.innocent_explanations, rule.reviewer_checks, rule.doubts):
        assert set(lists) == {"id", "en"} and len(lists["id"]) == len(lists["en"]) > 0
    assert "terbukti" not in repr(rule).lower()


def test_only_the_two_rules_on_acts_between_accounts_make_leads() -> None:
    assert {rule.rule_id for rule in SHIPPED.rules if rule.kinds} == {"KE-4", "D-6"}
    assert {rule.rule_id for rule in SHIPPED.rules if rule.observable is Observable.YES} == {"KE-4", "D-6"}
    for rule_id in ("KE-4", "D-6"):
        rule = BY_ID[rule_id]
        assert rule.kinds == {
            Kind.LIKE, Kind.SHARE, Kind.COAUTHOR, Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST,
        }  # fmt: skip
        assert rule.context_kinds == {Kind.FOLLOW, Kind.JOIN}
        assert (rule.target_roles, rule.status) == (CAMPAIGN_ROLES, RuleStatus.SETTLED)


def test_what_the_record_contradicts_is_an_open_question_with_dates_and_sources() -> None:
    questions = {rule.rule_id: [question.behaviour for question in rule.questions] for rule in SHIPPED.rules}
    assert {rule_id: found for rule_id, found in questions.items() if found} == {
        "KE-4": ["follow"], "D-6": ["follow"], "KE-3": ["attend"], "D-4": ["attend"],
    }  # fmt: skip
    (follow,) = BY_ID["D-6"].questions
    assert [each.dated for each in follow.positions] == [date(2022, 9, 22), date(2023, 11, 1), date(2024, 9, 27)]
    assert all(each.source and each.confidence == "C" and set(each.says) == {"id", "en"} for each in follow.positions)
    assert BY_ID["KE-3"].status is BY_ID["D-4"].status is RuleStatus.CONTESTED


def test_where_the_research_was_unsure_the_rule_says_so() -> None:
    def confidences(rule_id: str, about: str) -> list[str]:
        return [source.confidence for source in BY_ID[rule_id].sources if source.about == about]

    assert confidences("D-3", "sanction") == ["U"]
    assert confidences("D-5", "sanction") == ["C", "U"]
    assert (BY_ID["D-5"].confidence, BY_ID["D-6"].confidence) == ("U", "C")
    assert "garbled" in " ".join(BY_ID["D-3"].doubts["en"])


def test_a_folder_is_a_catalogue_too(tmp_path: Path) -> None:
    catalogue = load_catalogue(str(write_catalogue(tmp_path / "katalog", RULE)))
    (rule,) = catalogue.rules
    assert (catalogue.catalogue_id, catalogue.version, rule.version, rule.status) == (
        "uji", "7", "1", RuleStatus.CONTESTED,
    )  # fmt: skip
    assert (rule.norm, rule.sanction) == ("Instrumen Pasal 2", "Sanksi (Instrumen Pasal 3)")
    assert not rule.needs_counsel


def invent(folder: Path, *rules: dict[str, Any]) -> Invention:
    made = Invention(folder / "uji", rules=str(write_catalogue(folder / "katalog", *rules)))
    made.volunteer("relawan", 1)
    made.volunteer("calon", 1, role="candidate")
    made.opd("dinas")
    made.person("pegawai")
    return made


def test_the_shipped_rules_make_one_lead_a_class_and_no_other(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan", 1)
    made.opd("dinas")
    for at in (ETHICS_TIME, "2024-10-01T10:00:00+08:00"):
        for kind in Kind:
            made.acts("dinas", kind, "relawan", 4, at)
    assert names(made.leads()) == [("dinas", "KE-4", 1), ("dinas", "D-6", 1)]


def test_a_rule_looks_at_its_own_kinds_only(tmp_path: Path) -> None:
    made = invent(tmp_path, with_behaviours(kinds=["share"]), RULE | {"id": "U-2"})
    made.acts("dinas", "like", "relawan", 3)
    made.acts("pegawai", "like", "relawan", 3)
    made.act("pegawai", "share", "relawan")
    result = made.leads()
    assert sorted(names(result)) == [("dinas", "U-2", 1), ("pegawai", "U-1", 1), ("pegawai", "U-2", 1)]
    assert [act["kind"] for act in find_lead_of(result, "pegawai", 1, "U-1")["acts"]] == ["share"]


def test_a_rule_looks_at_its_own_target_and_actor_roles_only(tmp_path: Path) -> None:
    made = invent(tmp_path, with_behaviours(target_roles=["candidate"], actor_roles=["person"]))
    for actor in ("dinas", "pegawai"):
        made.acts(actor, "share", "relawan", 2)
        made.act(actor, "share", "calon")
    result = made.leads()
    assert names(result) == [("pegawai", "U-1", 1)]
    assert [act["target_handle"] for act in result["leads"][0]["acts"]] == ["calon"]


def test_a_rule_counts_acts_within_its_dates_and_its_regime(tmp_path: Path) -> None:
    ethics = {"id": "ETIK", "class": "ethics", "phases": ["before_determination"]}
    rules = (
        RULE | {"id": "LAMA", "valid_to": date(2024, 9, 30)}, RULE | {"id": "BARU", "valid_from": date(2024, 10, 1)},
        RULE | {"id": "PEMILU", "regime": "pemilu"}, RULE | ethics,
    )  # fmt: skip
    made = invent(tmp_path, *rules)
    made.act("dinas", "share", "relawan", "2024-09-30T23:59:59+08:00")
    made.act("pegawai", "share", "relawan", "2024-10-01T00:00:00+08:00")
    for at in ("2024-09-29", "2024-10-02"):
        made.act(made.opd("dinas_lain") if at < "2024-10" else "dinas_lain", "share", "relawan", at)
    result = made.leads()
    assert sorted(names(result)) == [
        ("dinas", "LAMA", 1), ("dinas_lain", "BARU", 1), ("dinas_lain", "LAMA", 1), ("pegawai", "BARU", 1),
    ]  # fmt: skip
    assert {len(lead["acts"]) for lead in result["leads"]} == {1}
    assert {lead["rule_status"] for lead in result["leads"]} == {"contested"}


def test_a_late_complaint_is_read_by_the_version_in_force_when_the_act_happened(tmp_path: Path) -> None:
    versions = (
        RULE | {"version": "2022", "valid_to": date(2024, 9, 30), "status": "settled"},
        RULE | {"version": "2024", "valid_from": date(2024, 10, 1), "valid_to": date(2024, 10, 31)},
    )
    made = invent(tmp_path, *versions)
    made.act("dinas", "share", "relawan", "2024-09-28T10:00:00+08:00")
    made.act("pegawai", "share", "relawan", "2024-10-05T10:00:00+08:00")
    made.act(made.opd("dinas_lain"), "share", "relawan", "2024-11-05T10:00:00+08:00")
    found = {lead.subject.handle: lead.rule.version for lead in made.find().leads}
    assert found == {"dinas": "2022", "pegawai": "2024"}


def test_a_rule_for_people_alone_makes_no_lead(tmp_path: Path) -> None:
    made = invent(
        tmp_path, with_behaviours(kinds=[], context_kinds=["like", "share", "post"]) | {"observable": "human-only"}
    )
    for kind in ("like", "share", "post"):
        made.acts("dinas", kind, "relawan", 4)
    assert names(made.leads()) == []


def test_a_relative_path_counts_from_the_investigations_folder(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", rules="aturan")
    write_catalogue(tmp_path / "uji" / "aturan", RULE)
    made.volunteer("relawan", 1)
    made.act(made.opd("dinas"), "share", "relawan")
    assert names(made.leads()) == [("dinas", "U-1", 1)]
