"""`netral purge`: when it may, what it leaves, and that it asks first."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from netral import cli, pipeline
from netral.cases import append_entry, read_log
from netral.identity import hash_file
from netral.model import Investigation
from netral.pipeline import destruction
from tests.invented_investigation import Invention

ME, OTHER, RELAWAN = "dinas_hilang", "dinas_tetap", "relawan_uji"


def run_netral(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The program with these words, to its exit code."""
    monkeypatch.setattr(sys, "argv", ["netral", *words])
    monkeypatch.setenv("NETRAL_LANG", "en")
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


@pytest.fixture
def investigation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Investigation:
    """Two agencies that shared a volunteer's post; retention has years to run."""
    monkeypatch.chdir(tmp_path)
    return build(tmp_path, "2999-12-31")


def build(tmp_path: Path, retention: str) -> Investigation:
    invention = Invention(tmp_path / "data" / "uji-2024", retention="2999-12-31")
    for handle in (ME, OTHER):
        invention.opd(handle)
        invention.act(handle, "share", RELAWAN)
    invention.volunteer(RELAWAN)
    investigation = invention.ingest()
    append_entry(investigation.cases_folder, "L-1", "Sri Contoh", "note", {"reason": f"tentang {ME}"})
    (investigation.reports_folder / "runs" / "R-1").mkdir(parents=True)
    (investigation.reports_folder / "runs" / "R-1" / "a.ipynb").write_text(ME, encoding="utf-8")
    path = investigation.folder / "investigation.yaml"
    path.write_text(path.read_text("utf-8").replace("2999-12-31", retention), encoding="utf-8")
    return pipeline.open_investigation(investigation.folder)


def read_record(folder: Path) -> dict[str, object]:
    (path,) = (folder / "destruction").glob("P-*.json")
    return json.loads(path.read_text("utf-8"))


def test_before_the_retention_date_a_reason_is_needed(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_netral(monkeypatch, "purge", str(investigation.folder), "--yes") == 1
    assert "retention.until is 2999-12-31" in capsys.readouterr().err
    assert list((investigation.folder / "captures").iterdir())
    assert run_netral(monkeypatch, "purge", str(investigation.folder), "--yes", "--reason", "tujuan tercapai") == 0
    assert read_record(investigation.folder)["reason"] == "tujuan tercapai"


def test_without_a_terminal_nothing_is_destroyed_unasked(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_netral(monkeypatch, "purge", str(investigation.folder), "--reason", "x") == 1
    assert "--yes" in capsys.readouterr().err
    assert not (investigation.folder / "destruction").exists()


@pytest.mark.parametrize(("answer", "code", "is_done"), [("y", 0, True), ("n", 1, False)])
def test_on_a_terminal_it_asks(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, is_done: bool
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt="": answer)
    monkeypatch.setattr("typer.confirm", confirm_like(answer))
    assert run_netral(monkeypatch, "purge", str(investigation.folder), "--reason", "x") == code
    assert (investigation.folder / "destruction").exists() is is_done


def confirm_like(answer: str) -> object:
    """typer.confirm as a person who types this answer meets it."""
    import typer

    def confirm(question: str, abort: bool = False, err: bool = False) -> bool:
        assert "destroy it for good?" in question
        if answer != "y" and abort:
            raise typer.Abort
        return answer == "y"

    return confirm


def test_after_the_retention_date_everything_personal_goes_and_a_record_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    investigation = build(tmp_path, "2025-01-31")
    folder = investigation.folder
    hashes = {hash_file(path) for path in (folder / "captures").iterdir()}
    last = read_log(investigation.cases_folder)[-1].sha256
    assert run_netral(monkeypatch, "purge", str(folder), "--yes", "--by", "Sri Contoh", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    record = read_record(folder)
    assert printed["record"] == record["record_id"]
    assert (record["state"], record["person"], record["scope"]) == ("done", "Sri Contoh", "everything")
    listed = {each["sha256"]: each["path"] for each in record["files"]}
    assert hashes <= listed.keys()
    assert {listed[sha256] for sha256 in hashes} == {f"captures/~{sha256[:12]}.csv" for sha256 in hashes}
    assert record["case_log"] == {"entries": 1, "last_sha256": last}
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    tables = {f"data/uji-2024/registry/{name}.csv" for name in ("accounts", "units", "pairs")}
    records = {f"data/uji-2024/destruction/{record['record_id']}.{suffix}" for suffix in ("json", "md")}
    assert left - {"data/uji-2024/store/.lock"} == {"data/uji-2024/investigation.yaml"} | tables | records
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [word for word in (ME, OTHER, RELAWAN) if word.encode() in held]


def test_afterwards_status_works_and_a_second_purge_finds_nothing(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(investigation.folder)
    assert run_netral(monkeypatch, "purge", folder, "--yes", "--reason", "x") == 0
    assert run_netral(monkeypatch, "status", folder, "--json") == 0
    capsys.readouterr()
    assert run_netral(monkeypatch, "purge", folder, "--yes", "--reason", "x") == 0
    assert "nothing of it is held here" in capsys.readouterr().out
    assert len(list((investigation.folder / "destruction").glob("*.json"))) == 1


def test_a_killed_purge_is_finished_by_running_it_again(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = investigation.folder, destruction.store.destroy_files

    def destroy_some(paths: object) -> None:
        real(list(paths)[:3])  # type: ignore[call-overload]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(destruction.store, "destroy_files", destroy_some)
        assert run_netral(monkeypatch, "purge", str(folder), "--yes", "--reason", "x") != 0
    begun = read_record(folder)
    assert begun["state"] == "begun"
    assert run_netral(monkeypatch, "purge", str(folder), "--yes", "--reason", "x") == 0
    done = read_record(folder)
    assert (done["state"], done["record_id"]) == ("done", begun["record_id"])
    assert {each["sha256"] for each in begun["files"]} <= {each["sha256"] for each in done["files"]}
    assert not (folder / "captures").exists()


def test_one_account_is_cut_out_by_its_command(
    investigation: Investigation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = investigation.folder
    assert run_netral(monkeypatch, "purge", str(folder), "--subject", f"x:@{ME}", "--yes") == 0
    assert "destruction record:" in capsys.readouterr().out
    assert [row.handle for row in pipeline.read_registry(investigation).accounts] == [OTHER, RELAWAN]
    assert ME not in (folder / "destruction" / f"{read_record(folder)['record_id']}.md").read_text("utf-8")
    assert run_netral(monkeypatch, "purge", str(folder), "--subject", ME, "--yes") == 1
    assert "platform" in capsys.readouterr().err
