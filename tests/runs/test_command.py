"""`netral run` and `netral lab`: arguments to calls, outcomes to words and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from netral.cli import lab
from netral.cli.lab import make_lab_command, make_lab_environment
from netral.cli.run import run_command
from netral.errors import BadParameter
from netral.runs import find_notebook
from tests.runs.small_notebooks import write_investigation, write_notebook


def test_json_has_the_agreed_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_investigation(tmp_path).folder
    notebook = write_notebook(tmp_path / "fine.ipynb", "print(phase)")
    run_command([folder], notebook=[str(notebook)], phase="campaign", workers=1, as_json=True)
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"run_id", "outcomes", "index"}
    assert set(printed["outcomes"][0]) == {
        "investigation", "notebook", "status", "seconds", "attempts", "output", "error",
    }  # fmt: skip
    assert Path(printed["index"]).is_file()


def test_a_failed_notebook_leaves_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_investigation(tmp_path).folder
    notebook = write_notebook(tmp_path / "raises.ipynb", "1 / 0")
    with pytest.raises(typer.Exit) as left:
        run_command([folder], notebook=[str(notebook)], workers=1)
    assert left.value.exit_code == 1
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_an_unknown_phase_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"'tenang' is no phase .* allowed: determination, campaign"):
        run_command([write_investigation(tmp_path).folder], phase="tenang")


def test_lab_opens_the_workbench_and_asks_no_network(tmp_path: Path) -> None:
    command = make_lab_command(find_notebook("workbench"), "--no-browser")
    assert any(word.endswith("workbench.ipynb") for word in command)
    assert "--LabApp.news_url=None" in command
    environment = make_lab_environment(tmp_path, tmp_path / "settings")
    assert environment[lab.INVESTIGATION_VARIABLE] == str(tmp_path)
    defaults = tmp_path / "settings" / "labconfig" / "default_setting_overrides.json"
    assert json.loads(defaults.read_text(encoding="utf-8")) == lab.QUIET_SETTINGS
