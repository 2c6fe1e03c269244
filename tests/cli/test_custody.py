"""The custody log: every command leaves its line by itself, and none that names anybody."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from netral import cases
from netral.cli import COMMANDS, make_app
from netral.cli.custody import UNNOTED
from netral.identity import hash_file
from netral.pipeline.custody import log_command
from tests.cli.commands import Run
from tests.invented_investigation import Invention


def list_leaves(command: object, name: str = "") -> list[str]:
    """The names of all commands and steps below a program."""
    below = getattr(command, "commands", None)
    if below is None:
        return [name]
    return [leaf for word, each in below.items() for leaf in list_leaves(each, f"{name} {word}".strip())]


def read_custody(invention: Invention) -> list[tuple[str, str]]:
    """The entries of the log, its chain checked, as action and command."""
    entries = cases.read_log(invention.folder / "cases" / "custody")
    return [(entry.action, entry.detail.get("command", "")) for entry in entries]


@pytest.fixture
def folder(invention: Invention) -> Path:
    """An investigation that holds something."""
    invention.ingest()
    return invention.folder


def test_every_command_is_noted_but_those_with_a_record_of_their_own() -> None:
    leaves = set(list_leaves(typer.main.get_command(make_app())))
    assert leaves >= UNNOTED
    assert {leaf.split()[0] for leaf in leaves} == set(COMMANDS)
    assert {"status", "leads", "network", "run", "lab", "review show", "subject export", "document"} <= leaves - UNNOTED


def test_reading_commands_leave_one_line_each_that_names_nobody(
    run: Run, invention: Invention, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where the workbench's copy goes, below reports/
    monkeypatch.setattr("subprocess.run", lambda *_, **__: type("Ended", (), {"returncode": 0})())
    lead = run("leads", folder, "--json").json["leads"][0]["lead_id"]
    for words in (
        ("status", folder),
        ("review", folder, "list"),
        ("review", folder, "show", lead),
        ("subject", folder, "list"),
        ("lab", folder),
    ):
        assert run(*words).code == 0
    commands = ("leads", "status", "review list", "review show", "subject list", "lab")
    assert read_custody(invention) == [("read", command) for command in commands]
    log = (folder / "cases" / "custody" / "log.jsonl").read_text("utf-8")
    assert "dinas" not in log and "relawan" not in log and lead not in log


def test_a_file_that_leaves_is_noted_by_its_hash_and_not_by_its_name(
    run: Run, invention: Invention, folder: Path, tmp_path: Path
) -> None:
    network, held = tmp_path / "tentang-dinas.csv", tmp_path / "dinas.json"
    assert run("network", "interaction", folder, "--out", network).code == 0
    asked = ("--by", "Siti Contoh", "--reason", "permintaan 3", "--out", held)
    assert run("subject", folder, "export", "x:@dinas", *asked).code == 0
    assert read_custody(invention) == [
        *(("read", "network"), ("export", "network")),
        *(("read", "subject export"), ("export", "subject export")),
    ]
    entries = cases.read_log(folder / "cases" / "custody")
    assert [e.detail["sha256"] for e in entries if e.action == "export"] == [hash_file(network), hash_file(held)]
    log = (folder / "cases" / "custody" / "log.jsonl").read_text("utf-8")
    assert "dinas" not in log and "Siti" not in log


def test_what_is_ingested_is_received_at_once(run: Run, invention: Invention, tmp_path: Path) -> None:
    invention.write()
    capture = tmp_path / "catatan.csv"
    capture.write_text(
        "platform,actor,kind,target,occurred_at\nx,dinas,like,relawan_satu,2024-10-01T10:00:00Z\n", "utf-8"
    )
    stored = run("ingest", invention.folder, capture, "--json").json["captures"]
    assert run("ingest", invention.folder, capture).code == 0
    entries = cases.read_log(invention.folder / "cases" / "custody")
    assert [entry.action for entry in entries] == ["receive", "read"]
    assert entries[0].detail["captures"] == {each["capture_id"]: each["sha256"] for each in stored}


def test_a_line_that_was_cut_off_by_a_crash_is_set_aside_and_the_chain_goes_on(
    run: Run, invention: Invention, folder: Path
) -> None:
    assert run("status", folder).code == 0
    log = folder / "cases" / "custody" / "log.jsonl"
    whole = log.read_bytes()
    for cut in (1, len(whole) // 2, len(whole) - 1):
        before = log.read_bytes()
        log.write_bytes(before + whole[:cut])
        assert run("status", folder).code == 0
        assert log.read_bytes().startswith(before)
    assert read_custody(invention) == [("read", "status")] * 4


def test_a_command_that_is_stopped_while_it_reads_has_left_its_line(
    run: Run, invention: Invention, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("netral.cli.status.read_status", stop)
    assert run("status", folder).code != 0
    assert read_custody(invention) == [("read", "status")]


def test_a_log_that_was_edited_is_broken_evidence(run: Run, folder: Path) -> None:
    assert run("status", folder).code == 0
    log = folder / "cases" / "custody" / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"status", b"ingest"))
    assert run("leads", folder).code == 2


def test_a_clock_that_was_set_back_stops_nothing_and_is_told(invention: Invention, folder: Path) -> None:
    custody = folder / "cases" / "custody"
    cases.append_entry(custody, "", "siti", "read", {}, datetime(2999, 1, 1, tzinfo=UTC))
    log_command(folder, "status")
    last = cases.read_log(custody)[-1]
    assert last.at.year == 2999 and last.detail["clock"] < "2999"


def test_a_disk_that_takes_no_line_is_told_and_the_reading_goes_on(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("netral.pipeline.custody.log_command", refuse)
    ran = run("status", folder)
    assert ran.code == 0 and "not noted in the custody log" in ran.err


def test_nothing_is_noted_where_nothing_is_held(run: Run, invention: Invention, folder: Path) -> None:
    shutil.rmtree(folder / "captures")
    shutil.rmtree(folder / "cases", ignore_errors=True)
    run("status", folder)
    assert not (folder / "cases").exists()
