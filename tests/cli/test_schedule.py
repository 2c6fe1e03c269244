"""`netral schedule`: printed for cron, written for systemd, or left to run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from netral import cli
from netral.cli import schedule
from tests.invented_investigation import Invention


def run_netral(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The program with these words, to its exit code."""
    monkeypatch.setattr(sys, "argv", ["netral", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return str(Invention(tmp_path / "data" / "uji-2024").write().folder)


def test_cron_gets_a_line_and_systemd_two_units(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_netral(monkeypatch, "schedule", folder, "--at", "03:15", "--cron") == 0
    assert capsys.readouterr().out.splitlines()[0] == "# netral, 03:15 WITA"
    assert run_netral(monkeypatch, "schedule", folder, "--systemd", str(tmp_path / "units")) == 0
    assert (tmp_path / "units" / "netral.timer").is_file()


@pytest.mark.parametrize("words", [("--at", "25:00"), ("--cron", "--systemd", "u"), ("--at",)])
def test_words_that_cannot_be_meant_are_refused(
    folder: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str]
) -> None:
    assert run_netral(monkeypatch, "schedule", folder, *words) == 1


def test_without_either_it_runs_here_until_stopped(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def stop(*arguments: Any, **_: Any) -> None:
        given.extend(arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(schedule, "run_daily", stop)
    assert run_netral(monkeypatch, "schedule", folder) != 0
    assert [str(path) for path in given[0]] == [folder]
