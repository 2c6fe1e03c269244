"""investigation.yaml: read as the contract has it; a fault names the file, the line or the key, and what is allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netral.errors import BadInvestigation
from netral.investigation import read_investigation, require_lawful
from netral.model import Interpretation, Regime, RuleClass, Thresholds

CONTRACT = """\
id: kota-contoh-2024
title: Pilkada Kota Contoh 2024
region: {code: "99.71", name: Kota Contoh, timezone: Asia/Makassar}     # Asia/Jakarta | Asia/Makassar | Asia/Jayapura
election:
  regime: pilkada                       # pilkada | pemilu
  phases:                               # local dates, both ends included; gaps are allowed and are named "outside"
    - {id: registration,   from: 2024-08-27, to: 2024-09-21}
    - {id: determination,  from: 2024-09-22, to: 2024-09-24}
    - {id: campaign,       from: 2024-09-25, to: 2024-11-23}
    - {id: quiet,          from: 2024-11-24, to: 2024-11-26}
    - {id: vote,           from: 2024-11-27, to: 2024-11-27}
lawful_basis: {purpose: "...", article: "...", letter_no: "...", letter_date: 2024-09-20, controller: "..."}
retention: {until: 2025-03-31}
employees: {asn: 5580, non_asn: 0}      # denominators for coverage
rules: skb-2022                         # a catalogue shipped with netral, or a path to one
interpretations: {follow: contested}    # contested | permitted | forbidden, with source and date when not contested
thresholds: {share_min: 1, post_min: 1, comment_min: 2, like_min: 3, coaction_window_seconds: 60,
             coaction_min_accounts: 3}
"""


def write(folder: Path, text: str = CONTRACT, encoding: str = "utf-8") -> Path:
    (folder / "investigation.yaml").write_text(text, encoding=encoding)
    return folder


def swap(old: str, new: str) -> str:
    assert old in CONTRACT
    return CONTRACT.replace(old, new)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_contracts_own_example_is_read_whole(tmp_path: Path, encoding: str) -> None:
    read = read_investigation(write(tmp_path, encoding=encoding))
    assert read.investigation_id == "kota-contoh-2024"
    assert (read.region.code, read.region.timezone, read.regime) == ("99.71", "Asia/Makassar", Regime.PILKADA)
    assert [(phase.phase_id, phase.rule_class) for phase in read.phases] == [
        ("registration", RuleClass.ETHICS), ("determination", RuleClass.DISCIPLINE), ("campaign", RuleClass.DISCIPLINE),
        ("quiet", RuleClass.DISCIPLINE), ("vote", RuleClass.DISCIPLINE),
    ]  # fmt: skip
    assert (read.employees_asn, read.employees_non_asn) == (5580, 0)
    assert read.retention_until == date(2025, 3, 31)
    assert read.interpretations == (Interpretation("follow", "contested", "", None),)
    assert read.thresholds == Thresholds(1, 1, 2, 3, 60, 3)
    assert (read.captures_folder, read.cases_folder) == (tmp_path / "captures", tmp_path / "cases")


def test_what_may_be_left_out_has_its_default(tmp_path: Path) -> None:
    text = CONTRACT.partition("employees")[0]
    read = read_investigation(write(tmp_path, text))
    assert (read.employees_asn, read.rules, read.interpretations, read.thresholds) == (0, "skb-2022", (), Thresholds())


def test_phases_in_any_order_have_the_class_of_their_dates(tmp_path: Path) -> None:
    lines = CONTRACT.splitlines(keepends=True)
    turned = [*lines[:6], *reversed(lines[6:11]), *lines[11:]]
    assert read_investigation(write(tmp_path, "".join(turned))).phases == read_investigation(write(tmp_path)).phases


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (swap("title: ", "title: ["), ["line 3, column", "the YAML cannot be read from here on"]),
        (swap("  regime:", "\tregime:"), ["line 5"]),
        (swap("title: Pilkada", "title: Pil: kada"), ["line 2"]),
        (swap("title: Pilkada Kota Contoh 2024", f"title: {'[' * 5000}"), ["recursion"]),
        (swap("Pilkada Kota Contoh 2024", "Kota \x00 Contoh"), ["line 2"]),
        (swap("Asia/Makassar}", "Asia/Tokyo}"), ["region.timezone", "Asia/Tokyo", "Asia/Jakarta, Asia/Makassar"]),
        (swap("regime: pilkada", "regime: pilpres"), ["election.regime", "pilpres", "pilkada, pemilu"]),
        (swap("from: 2024-09-22", "from: 22 September"), ["election.phases[1].from", "22 September", "2024-09-20"]),
        (swap("to: 2024-09-21", "to: 2024-02-30"), ["election.phases[0].to", "2024-02-30"]),
        (swap("until: 2025-03-31", "until: 2025-02-30"), ["retention.until", "2025-02-30"]),
        (swap("until: 2025-03-31", "until: selamanya"), ["retention.until", "selamanya"]),
        (swap("{until: 2025-03-31}", "2025-03-31"), ["retention", "mapping"]),
        (swap("to: 2024-09-21", "to: 2024-08-01"), ["election.phases[0].to", "before"]),
        (swap("from: 2024-09-22", "from: 2024-09-21"), ["election.phases", "registration and determination overlap"]),
        (swap("id: determination", "id: penetapan"), ["election.phases", "determination"]),
        (swap("id: quiet", "id: vote"), ["election.phases", "twice"]),
        (swap("{id: vote,           from: 2024-11-27, ", "{id: vote, "), ["election.phases[4].from", "missing"]),
        (swap("asn: 5580", "asn: -1"), ["employees.asn", "-1"]),
        (swap("asn: 5580", "asn: banyak"), ["employees.asn", "banyak"]),
        (swap("like_min: 3", "like_min: 0"), ["thresholds.like_min", "from 1"]),
        (swap("like_min: 3", "likes: 3"), ["thresholds.likes", "unknown", "like_min"]),
        (swap("follow: contested", "follow: boleh"), ["interpretations.follow", "boleh", "contested, permitted"]),
        (swap("follow: contested", "follow: permitted"), ["interpretations.follow.source", "date"]),
        (swap("id: kota-contoh-2024", "id: ../luar"), ["id", "../luar"]),
        (swap("id: kota-contoh-2024\n", ""), ["id", "missing"]),
        (swap("title: Pilkada Kota Contoh 2024\n", ""), ["title", "missing"]),
        (swap('region: {code: "99.71", name: Kota Contoh, timezone: Asia/Makassar}', ""), ["region", "missing"]),
        ("", ["mapping"]),
        ("- satu\n- dua\n", ["mapping"]),
    ],
)  # fmt: skip
def test_a_fault_names_the_file_and_the_line_or_the_key(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(BadInvestigation) as caught:
        read_investigation(write(tmp_path, text))
    sentence = str(caught.value)
    assert str(tmp_path / "investigation.yaml") in sentence
    assert all(word in sentence for word in words), sentence


def test_a_reading_that_is_not_contested_has_source_and_date(tmp_path: Path) -> None:
    text = swap("{follow: contested}", "{follow: {status: forbidden, source: SE 1/2024, date: 2024-09-01}}")
    read = read_investigation(write(tmp_path, text))
    assert read.interpretations == (Interpretation("follow", "forbidden", "SE 1/2024", date(2024, 9, 1)),)


def test_a_missing_file_and_one_in_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInvestigation, match=r"investigation\.yaml is missing"):
        read_investigation(tmp_path / "tiada")
    (tmp_path / "investigation.yaml").write_bytes("title: Pilkada é".encode("latin-1"))
    with pytest.raises(BadInvestigation, match="not UTF-8"):
        read_investigation(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('purpose: "...", ', "", "lawful_basis.purpose"),
        ('purpose: "..."', 'purpose: ""', "lawful_basis.purpose"),
        ('purpose: "..."', 'purpose: "  "', "lawful_basis.purpose"),
        ('letter_no: "...", ', "", "lawful_basis.letter_no"),
        ('letter_no: "..."', "letter_no: null", "lawful_basis.letter_no"),
        ("{until: 2025-03-31}", "{}", "retention.until"),
        ("until: 2025-03-31", "until:", "retention.until"),
        ("retention: {until: 2025-03-31}", "", "retention.until"),
    ],
)
def test_nothing_runs_without_purpose_letter_and_retention(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(BadInvestigation, match=key):
        require_lawful(read_investigation(write(tmp_path, swap(old, new))), date(2024, 10, 1))


def test_the_last_day_of_retention_still_counts(tmp_path: Path) -> None:
    read = read_investigation(write(tmp_path))
    require_lawful(read, date(2025, 3, 31))
    with pytest.raises(BadInvestigation, match="2025-03-31"):
        require_lawful(read, date(2025, 4, 1))
