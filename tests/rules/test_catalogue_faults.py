"""A catalogue that cannot be used says in one sentence what is wrong, in which file, line and key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadRule
from netral.rules import load_catalogue
from netral.rules.entry import load_entry
from tests.rules.invented_rule import RULE, dump, with_behaviours, write_catalogue

POSITION = {"by": {"id": "Bawaslu"}, "date": None, "says": {"id": "boleh"}, "source": "pers", "confidence": "C"}
QUESTION = {"rules": ["U-1"], "asks": {"id": "Bolehkah?"}, "positions": [POSITION]}


def source(**changed: Any) -> list[dict[str, Any]]:
    return [RULE["sources"][0] | changed, *RULE["sources"][1:]]


def refuse(folder: Path) -> str:
    with pytest.raises(BadRule) as caught:
        load_catalogue(str(folder))
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("changed", "key", "words"),
    [
        ({"hukuman": "berat"}, "hukuman", ["is unknown", "sanction"]),
        ({"norm": ...}, "norm", ["is missing"]),
        ({"norm": "norma"}, "norm", ["mapping"]),
        ({"norm": {"en": "only English"}}, "norm.id", ["missing"]),
        ({"title": {"id": "a", "jv": "b"}}, "title.jv", ["unknown", "id, en"]),
        ({"title": {"id": " "}}, "title.id", ["empty"]),
        ({"version": 2}, "version", ["text", "quotes"]),
        ({"sources": []}, "sources", ["no source about the rule"]),
        ({"sources": RULE["sources"][:2]}, "sources", ["no source about the sanction"]),
        ({"sources": source(confidence="yakin")}, "sources[0].confidence", ["'yakin'", "C-prim, C, G, U"]),
        ({"sources": [{"about": "rule"}]}, "sources[0].instrument", ["missing"]),
        ({"sources": source(about="semua")}, "sources[0].about", ["rule, norm, sanction"]),
        ({"class": "berat"}, "class", ["'berat'", "ethics, discipline, criminal"]),
        ({"status": "pasti"}, "status", ["'pasti'", "settled, contested"]),
        ({"regime": "pilpres"}, "regime", ["'pilpres'", "pilkada, pemilu"]),
        ({"observable": "true"}, "observable", ["yes, human-only, no"]),
        ({"phases": ["kampanye"]}, "phases[0]", ["'kampanye'", "before_determination, from_determination"]),
        ({"phases": []}, "phases", ["empty"]),
        ({"phases": ["before_determination"]}, "phases", ["from_determination", "discipline"]),
        ({"class": "criminal"}, "observable", ["criminal", "people alone"]),
        ({"valid_from": "dulu"}, "valid_from", ["'dulu'", "2022-09-22"]),
        ({"valid_from": None}, "valid_from", ["date"]),
        ({"valid_to": "nanti"}, "valid_to", ["'nanti'"]),
        ({"valid_to": date(2021, 1, 1)}, "valid_to", ["2021-01-01", "2022-09-22"]),
        ({"behaviours": "semua"}, "behaviours", ["mapping"]),
        ({"behaviours": {"kinds": ["like"]}}, "behaviours.context_kinds", ["missing"]),
        (with_behaviours(kinds=["suka"]), "behaviours.kinds[0]", ["'suka'", "like, share"]),
        (with_behaviours(kinds=["share", "follow"]), "behaviours.kinds[1]", ["'follow'", "allowed"]),
        (with_behaviours(context_kinds=["like"]), "behaviours.context_kinds", ["'like'", "kinds"]),
        (with_behaviours(actor_roles=["media"]), "behaviours.actor_roles[0]", ["'media'", "opd, person"]),
        (with_behaviours(actor_roles=[]), "behaviours.actor_roles", ["empty"]),
        (with_behaviours(target_roles=["partai"]), "behaviours.target_roles[0]", ["'partai'"]),
        (with_behaviours(target_roles=["party"]), "behaviours.target_roles", ["candidate, campaign_team, volunteer"]),
        ({"observable": "human-only"}, "behaviours.kinds", ["observable: yes"]),
        (with_behaviours(kinds=[]) | {"observable": "no"}, "behaviours.context_kinds", ["no capture"]),
        ({"reviewer_checks": {"id": "buka"}}, "reviewer_checks.id", ["list"]),
        ({"doubts": {"id": [{"a": "b"}]}}, "doubts.id[0]", ["text"]),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_names_file_line_key_and_fault(
    tmp_path: Path, changed: dict[str, Any], key: str, words: list[str]
) -> None:
    rule = {name: value for name, value in (RULE | changed).items() if value is not ...}
    sentence = refuse(write_catalogue(tmp_path / "katalog", rule))
    assert re.search(r"rule-0\.yaml, line \d+: ", sentence) and f"key {key!r} " in sentence, sentence
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize("key", ["version", "class", "status", "valid_from", "observable"])
def test_the_line_is_that_of_the_value(tmp_path: Path, key: str) -> None:
    folder = write_catalogue(tmp_path / "katalog", RULE | {key: ["salah"]})
    text = (folder / "rule-0.yaml").read_text(encoding="utf-8")
    line = text[: text.index("- salah")].count("\n") + 1
    assert f"rule-0.yaml, line {line}: key {key!r}" in refuse(folder)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"id: U-1\ntitle: [\nnorm: x: y\n", 3, ["expected"]),
        (b"id: U-1\n\xff\xfe\n", 2, ["UTF-8"]),
        (b"id: U-1\nversion: \x01\n", 2, ["not allowed in YAML"]),
        (b"id: U-1\nid: U-2\n", 2, ["'id'", "twice"]),
        (b"id: U-1\n---\nid: U-2\n", 2, ["another document"]),
        (b"id: *siapa\n", 1, ["alias"]),
        (b"? [a]\n: b\n", 1, ["no text"]),
        (b"# kosong\n", 1, ["empty"]),
        (b"- a\n", 1, ["mapping"]),
        (b"[" * 100_000, 1, ["nested"]),
        (b"- " * 100_000, 1, ["nested"]),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_broken_file_names_its_line(tmp_path: Path, content: bytes, line: int, words: list[str]) -> None:
    folder = write_catalogue(tmp_path / "katalog")
    (folder / "rule-9.yaml").write_bytes(content)
    sentence = refuse(folder)
    assert f"rule-9.yaml, line {line}: " in sentence and all(word in sentence for word in words), sentence


@given(st.binary(max_size=200) | st.text("id: []{}&*!-?\n\t\"'#|>%,x1", max_size=60).map(str.encode))
def test_any_bytes_are_a_value_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("rule") / "rule.yaml"
    path.write_bytes(content)
    try:
        load_entry(path).pairs()
    except BadRule as error:
        assert str(path) in str(error) and "\n" not in str(error)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("id: uji\n", ["'version' is missing"]),
        ("id: uji\nversion: 7\n", ["line 2", "'version'", "quotes"]),
        ('id: uji\nversion: "7"\nnama: x\n', ["line 3", "'nama' is unknown", "extends"]),
        ('id: uji\nversion: "7"\nextends: skb-1999\n', ["line 3", "'extends'", "'skb-1999'", "skb-2022"]),
    ],
)
def test_a_head_that_cannot_be_used_is_refused(tmp_path: Path, head: str, words: list[str]) -> None:
    sentence = refuse(write_catalogue(tmp_path / "katalog", RULE, head=head))
    assert "catalogue.yaml, line" in sentence and all(word in sentence for word in words), sentence


def test_a_folder_without_a_head_or_a_rule_is_refused(tmp_path: Path) -> None:
    assert "without a rule" in refuse(write_catalogue(tmp_path / "katalog"))
    (tmp_path / "kosong").mkdir()
    assert "catalogue.yaml is missing" in refuse(tmp_path / "kosong")


@pytest.mark.parametrize("name", ["skb-1999", "/tiada/katalog", "../catalogue", ".", ""])
def test_an_unknown_catalogue_is_refused(name: str) -> None:
    with pytest.raises(BadRule):
        load_catalogue(name)


def test_two_versions_of_a_rule_on_one_day_name_both_files(tmp_path: Path) -> None:
    versions = RULE | {"valid_to": date(2024, 9, 30)}, RULE | {"version": "2", "valid_from": date(2024, 9, 30)}
    sentence = refuse(write_catalogue(tmp_path / "katalog", *versions))
    line = dump(versions[1]).split("valid_from")[0].count("\n") + 1
    assert f"rule-1.yaml, line {line}: key 'valid_from' 2024-09-30" in sentence and "U-1" in sentence
    assert "rule-0.yaml, line" in sentence


def test_two_versions_of_a_rule_need_two_names(tmp_path: Path) -> None:
    versions = RULE | {"valid_to": date(2024, 9, 30)}, RULE | {"valid_from": date(2024, 10, 1)}
    assert "key 'version' '1' of U-1" in refuse(write_catalogue(tmp_path / "katalog", *versions))


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"rules": ["U-9"]}, "follow.rules[0]"),
        ({"asks": ...}, "follow.asks"),
        ({"positions": [POSITION | {"confidence": "pasti"}]}, "follow.positions[0].confidence"),
        ({"positions": [POSITION | {"date": "kemarin"}]}, "follow.positions[0].date"),
        ({"positions": [{"by": {"id": "KASN"}}]}, "follow.positions[0].date"),
    ],
)  # fmt: skip
def test_an_open_question_that_cannot_be_used_names_its_place(
    tmp_path: Path, changed: dict[str, Any], key: str
) -> None:
    question = {name: value for name, value in (QUESTION | changed).items() if value is not ...}
    sentence = refuse(write_catalogue(tmp_path / "katalog", RULE, interpretations={"follow": question}))
    assert re.search(r"interpretations\.yaml, line \d+: key", sentence) and repr(key) in sentence, sentence
