"""The rule is data: catalogues are read key by key; a rule says which acts, roles, dates and regime it is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from netral.errors import BadRule
from netral.model import Kind, Regime, RuleClass, RuleStatus
from netral.rules import load_catalogue
from tests.invented_investigation import Invention, find_lead_of, names

RULE: dict[str, Any] = {
    "id": "U-1",
    "title": {"id": "Aturan uji", "en": "A rule to test with"},
    "regime": "pilkada",
    "class": "discipline",
    "status": "contested",
    "valid_from": date(2022, 9, 22),
    "valid_to": None,
    "norm": "norma",
    "sanction": "sanksi",
    "behaviours": {
        "kinds": ["like", "share", "coauthor", "comment", "reply", "quote"],
        "actor_roles": ["opd", "person"],
        "target_roles": ["candidate", "campaign_team", "volunteer"],
    },
    "sources": [{"instrument": "Instrumen", "article": "Pasal 1", "confidence": "C-prim"}],
    "innocent_explanations": {"id": ["keliru"], "en": ["by mistake"]},
    "reviewer_checks": {"id": ["buka tautan"], "en": ["open the link"]},
}


def write(folder: Path, *rules: dict[str, Any], head: str = 'id: uji\nversion: "7"\n') -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.yaml").write_text(head, encoding="utf-8")
    for number, rule in enumerate(rules):
        text = yaml.safe_dump(rule, allow_unicode=True)
        (folder / f"rule-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def with_behaviours(**changed: list[str]) -> dict[str, Any]:
    return RULE | {"behaviours": RULE["behaviours"] | changed}


def test_the_shipped_catalogue_has_both_rules_with_sources_dates_and_counsels_mark() -> None:
    catalogue = load_catalogue("skb-2022")
    assert (catalogue.catalogue_id, [rule.rule_id for rule in catalogue.rules]) == ("skb-2022", ["D-6", "KE-4"])
    assert {rule.rule_id: rule.rule_class for rule in catalogue.rules} == {
        "D-6": RuleClass.DISCIPLINE, "KE-4": RuleClass.ETHICS,
    }  # fmt: skip
    for rule in catalogue.rules:
        assert rule.version == catalogue.version and rule.sources and rule.needs_counsel
        assert rule.regime is Regime.PILKADA and rule.valid_from == date(2022, 9, 22)
        assert not rule.kinds & {Kind.FOLLOW, Kind.JOIN, Kind.MENTION, Kind.TAG}
        assert set(rule.title) == set(rule.reviewer_checks) == set(rule.innocent_explanations) == {"id", "en"}


def test_a_folder_is_a_catalogue_too(tmp_path: Path) -> None:
    catalogue = load_catalogue(str(write(tmp_path / "katalog", RULE)))
    (rule,) = catalogue.rules
    assert (catalogue.catalogue_id, catalogue.version, rule.version) == ("uji", "7", "7")
    assert rule.status is RuleStatus.CONTESTED
    assert not rule.needs_counsel


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hukuman": "berat"}, ["'hukuman' is unknown", "sanction"]),
        ({"norm": ...}, ["'norm' is missing"]),
        ({"sources": []}, ["source"]),
        ({"sources": [{"instrument": "I", "article": "1", "confidence": "yakin"}]}, ["'yakin'", "C-prim, C, G, U"]),
        ({"sources": [{"instrument": "I", "article": "1"}]}, ["confidence"]),
        ({"class": "berat"}, ["'berat'"]),
        ({"status": "pasti"}, ["'pasti'"]),
        ({"regime": "pilpres"}, ["'pilpres'"]),
        ({"valid_from": "dulu"}, ["valid_from"]),
        ({"valid_to": "nanti"}, ["valid_to"]),
        ({"behaviours": {"kinds": ["suka"], "actor_roles": [], "target_roles": []}}, ["'suka'"]),
        ({"behaviours": {"kinds": ["like"], "actor_roles": []}}, ["target_roles"]),
        ({"behaviours": "semua"}, []),
        ({"title": "judul"}, []),
    ],
)
def test_a_rule_that_cannot_be_used_names_its_file_and_the_fault(
    tmp_path: Path, changed: dict[str, Any], words: list[str]
) -> None:
    rule = {key: value for key, value in (RULE | changed).items() if value is not ...}
    with pytest.raises(BadRule) as caught:
        load_catalogue(str(write(tmp_path / "katalog", rule)))
    sentence = str(caught.value)
    assert "rule-0.yaml" in sentence and all(word in sentence for word in words), sentence


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "katalog")
    (folder / "rule-9.yaml").write_text("id: U-1\ntitle: [\nnorm: x: y\n", encoding="utf-8")
    with pytest.raises(BadRule, match=r"rule-9\.yaml, line 3"):
        load_catalogue(str(folder))


def test_a_catalogue_without_a_head_or_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRule, match=r"catalogue\.yaml.*version"):
        load_catalogue(str(write(tmp_path / "katalog", RULE, head="id: uji\n")))
    (tmp_path / "kosong").mkdir()
    with pytest.raises(BadRule, match=r"catalogue\.yaml is missing"):
        load_catalogue(str(tmp_path / "kosong"))


@pytest.mark.parametrize("name", ["skb-1999", "/tiada/katalog", "../catalogue", ".", ""])
def test_an_unknown_catalogue_names_those_there_are(name: str) -> None:
    with pytest.raises(BadRule):
        load_catalogue(name)


def invent(folder: Path, *rules: dict[str, Any]) -> Invention:
    made = Invention(folder / "uji", rules=str(write(folder / "katalog", *rules)))
    made.volunteer("relawan", 1)
    made.volunteer("calon", 1, role="candidate")
    made.opd("dinas")
    made.person("pegawai")
    return made


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
    rules = (
        RULE | {"id": "LAMA", "valid_to": date(2024, 9, 30)}, RULE | {"id": "BARU", "valid_from": date(2024, 10, 1)},
        RULE | {"id": "PEMILU", "regime": "pemilu"}, RULE | {"id": "ETIK", "class": "ethics"},
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


def test_a_rule_never_counts_ties_even_where_a_catalogue_names_them(tmp_path: Path) -> None:
    made = invent(tmp_path, with_behaviours(kinds=["follow", "join", "mention", "tag"]))
    for kind in ("follow", "join", "mention", "tag"):
        made.acts("dinas", kind, "relawan", 4)
    assert names(made.leads()) == []


def test_a_relative_path_counts_from_the_investigations_folder(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", rules="aturan")
    write(tmp_path / "uji" / "aturan", RULE)
    made.volunteer("relawan", 1)
    made.act(made.opd("dinas"), "share", "relawan")
    assert names(made.leads()) == [("dinas", "U-1", 1)]
