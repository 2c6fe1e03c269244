"""`status`: lists that were captured again."""

from __future__ import annotations

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


def test_status_says_that_each_list_was_captured_once(invention: Invention, run: Run) -> None:
    take(invention, "a.jsonl", MONDAY, *OTHERS[:3])
    assert run("status", invention.folder, "--json").json["snapshots"] == []
    assert "each list was captured once" in run("status", invention.folder).out


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
    assert "not observed any more 1, in both 2 (incomplete or undated" in said
    assert "unfollow" not in said and OTHERS[0][1] not in said
