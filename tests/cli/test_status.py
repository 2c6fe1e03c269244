"""`status`: lists that were captured again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral.cli.words import write_count
from tests.cli.commands import Run
from tests.invented_investigation import Invention
from tests.networks.test_snapshots import MONDAY, OTHERS, RELAWAN, TUESDAY, WEDNESDAY, take

SNAPSHOT_KEYS = {
    "account", "handle", "op", "earlier_capture_id", "earlier_collected_at", "earlier_declared", "earlier_observed",
    "later_capture_id", "later_collected_at", "later_declared", "later_observed", "appeared", "vanished", "stayed",
    "appeared_is_certain", "vanished_is_certain",
}  # fmt: skip


def test_status_without_lists_and_quarantine_says_so(invention: Invention, run: Run) -> None:
    invention.ingest()
    said = run("status", invention.folder).out
    assert said.count("  no list was captured\n") == 2 and "  every record could be read\n" in said


@pytest.mark.parametrize(("language", "written"), [("id", "1.234.567"), ("en", "1,234,567")])
def test_counts_are_written_as_the_language_does(monkeypatch: pytest.MonkeyPatch, language: str, written: str) -> None:
    monkeypatch.setenv("NETRAL_LANG", language)
    assert write_count(1_234_567) == written


def test_status_says_that_no_list_of_ties_was_captured_twice(invention: Invention, run: Run) -> None:
    take(invention, "a.jsonl", MONDAY, *OTHERS[:3])
    post = {"op": "retweeters", "target_id": "1840934657848246272"}
    for name, at in (("b.jsonl", MONDAY), ("c.jsonl", TUESDAY)):
        take(invention, name, at, *OTHERS[:3], **post)
    assert run("status", invention.folder, "--json").json["snapshots"] == []
    said = run("status", invention.folder).out
    assert "no list of followers, of followed accounts or of a group's members was captured twice" in said
    assert "each list was captured once" not in said  # that of a post was captured twice


def test_status_counts_what_appeared_and_what_was_not_observed_any_more(invention: Invention, run: Run) -> None:
    take(invention, "a.jsonl", MONDAY, *OTHERS[:3], declared_count=3)
    take(invention, "b.jsonl", TUESDAY, RELAWAN, *OTHERS[:2], declared_count=3)
    take(invention, "c.jsonl", WEDNESDAY, *OTHERS[:2], declared_count=9)
    first, second = run("status", invention.folder, "--json").json["snapshots"]
    assert set(first) == SNAPSHOT_KEYS
    assert (first["appeared"], first["vanished"], first["stayed"], first["vanished_is_certain"]) == (1, 1, 2, True)
    assert (first["earlier_collected_at"], first["later_collected_at"]) == (MONDAY, TUESDAY)
    assert (second["vanished"], second["vanished_is_certain"], second["appeared_is_certain"]) == (1, False, True)
    said = run("status", invention.folder).out
    assert "appeared 1, not observed any more 1, in both 2\n" in said
    assert (
        "not observed any more 1, in both 2 (the later list is incomplete: who is not observed any more is not certain)"
        in said
    )
    assert "unfollow" not in said and OTHERS[0][1] not in said


def test_the_days_of_lists_are_the_region_s(invention: Invention, run: Run) -> None:
    take(invention, "a.jsonl", "2024-10-07T15:59:00Z", *OTHERS[:2])
    take(invention, "b.jsonl", "2024-10-08T16:00:00Z", *OTHERS[:2])
    assert "2024-10-07 - 2024-10-09\n" in run("status", invention.folder).out


def test_status_names_where_the_first_records_in_quarantine_stand(invention: Invention, run: Run) -> None:
    invention.act("dinas", "menyukai", "relawan_satu")
    invention.acts("", "like", "relawan_satu", 7)
    invention.ingest()
    status = run("status", invention.folder, "--json").json
    assert status["quarantined_at"]["unknown_kind"] == [{"path": "captures/catatan-0.csv", "locator": "line:3"}]
    assert [place["locator"] for place in status["quarantined_at"]["actor_unknown"]] == [
        f"line:{number}" for number in range(4, 9)
    ]
    said = run("status", invention.folder).out
    assert "    captures/catatan-0.csv, line:8\n    and 2 more\n" in said
    assert "  actor_unknown              7  nobody is named who acted\n" in said


def test_status_says_how_many_accounts_are_confirmed_and_when_the_phases_are(invention: Invention, run: Run) -> None:
    invention.ingest()
    said = run("status", invention.folder).out
    assert "  1 confirmed, of agencies and persons; the region has 100 employees\n" in said
    assert "  registration      2024-08-27 - 2024-09-21  ethics\n" in said
    assert "  campaign          2024-09-25 - 2024-11-23  discipline\n" in said


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Retention: retention.until is missing or empty; nothing but status works until it is filled in"),
        ("2025-03-31", "Retention ended on 2025-03-31; only status and purge work now"),
        ("2999-12-31", "Retention until 2999-12-31 (days left: 3"),
    ],
)
def test_status_says_what_the_retention_date_means_today(invention: Invention, run: Run, until: str, said: str) -> None:
    invention.yaml = invention.yaml.replace("2999-12-31", until)
    invention.write()
    last = run("status", invention.folder).out.splitlines()[-1]
    assert last.startswith(said) and "None" not in last


def test_the_balance_is_written_as_the_language_does(
    invention: Invention, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    invention.acts("dinas", "like", "relawan_dua", 1200)
    invention.act("", "like", "relawan_satu")
    invention.ingest()
    capture = invention.folder / "captures" / "catatan-0.csv"
    ran = run("ingest", invention.folder, capture)
    assert "  read 1,202 = stored 0 + duplicate 1,201 + quarantined 1\n" in ran.out
    assert "catatan-0.csv: in quarantine 1 of 1,202; 'netral status DIR' gives reasons and places\n" in ran.err
    monkeypatch.setenv("NETRAL_LANG", "id")
    assert (
        "  dibaca 1.202 = tersimpan 0 + ganda 1.201 + dikarantina 1\n" in run("ingest", invention.folder, capture).out
    )


def test_a_list_is_named_once_and_an_unknown_day_in_full(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    for name, members in (("a.jsonl", OTHERS[:3]), ("b.jsonl", OTHERS[:2])):
        users = [{"_type": "snscrape.modules.twitter.User", "id": number, "username": who} for number, who in members]
        path = tmp_path / name
        path.write_text("".join(json.dumps(user) + "\n" for user in users), encoding="utf-8")
        asked = ("ingest", invention.folder, path, "--op", "followers", "--target", "x:@relawan_satu")
        assert run(*asked).code == 0
    said = run("status", invention.folder).out
    (line,) = [line for line in said.splitlines() if "unknown - unknown" in line]
    assert line.count("relawan") == 1
    assert "(incomplete, undated or overlapping: neither is certain)" in said
