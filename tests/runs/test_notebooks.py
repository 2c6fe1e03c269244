"""What is wrong with a notebook or a parameter is said before any kernel starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netral.errors import BadParameter
from netral.runs import batch, find_notebook, list_notebooks, run_notebooks
from netral.runs.notebooks import choose_parameters, read_declared
from tests.runs.small_notebooks import PARAMETERS, write_investigation, write_notebook


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test when anything is about to be executed."""

    def refuse(*_: object) -> None:
        pytest.fail("something was executed")

    monkeypatch.setattr(batch, "execute_all", refuse)


def refuse_run(tmp_path: Path, notebook: Path, parameters: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadParameter, match=sentence):
        run_notebooks([write_investigation(tmp_path)], [str(notebook)], parameters)
    assert not (tmp_path / "reports").exists()


@pytest.mark.usefixtures("no_kernel")
def test_unknown_parameter_is_refused_and_the_known_ones_are_named(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", "print(1)")
    refuse_run(tmp_path, notebook, {"fase": "campaign"}, r"'fase' is unknown to a; allowed: .*phase")


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    ("name", "value"), [("count", "2"), ("count", True), ("count", 1.5), ("phase", 3), ("share", "0.5"), ("whole", 1)]
)
def test_wrong_type_is_refused(tmp_path: Path, name: str, value: object) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", "print(1)")
    refuse_run(tmp_path, notebook, {name: value}, f"parameter '{name}' must be")


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("tagged", [0, 2])
def test_missing_or_double_tag_is_refused(tmp_path: Path, tagged: int) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", "print(1)", tagged=tagged)
    refuse_run(tmp_path, notebook, {}, f"{tagged} cells are tagged")


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("line", ["phase = ''", "phase: str", "import os", "phase: list = []", "phase: str = 1", "x ="])
def test_a_parameters_cell_holds_typed_literals_only(tmp_path: Path, line: str) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", parameters=f'investigation: str = ""\n{line}')
    refuse_run(tmp_path, notebook, {}, "parameters cell, line 2")


@pytest.mark.usefixtures("no_kernel")
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("bukan", encoding="utf-8")
    refuse_run(tmp_path, tmp_path / "a.ipynb", {}, "a.ipynb: no notebook")


@pytest.mark.usefixtures("no_kernel")
def test_no_worker_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="at least 1"):
        run_notebooks([write_investigation(tmp_path)], [], workers=0)


def test_a_whole_number_will_do_as_a_share(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb")
    assert choose_parameters([path], {"share": 1}) == {path: {"share": 1}}


def test_each_notebook_gets_what_it_declares(tmp_path: Path) -> None:
    first = write_notebook(tmp_path / "a.ipynb")
    second = write_notebook(tmp_path / "b.ipynb", parameters='investigation: str = ""')
    assert choose_parameters([first, second], {"phase": "quiet"}) == {first: {"phase": "quiet"}, second: {}}


def test_declared_types_are_read(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", parameters=PARAMETERS)
    assert read_declared(path) == {"investigation": str, "phase": str, "count": int, "share": float, "whole": bool}


def test_an_unknown_notebook_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadParameter, match="01_coverage"):
        find_notebook("99_none")


def test_the_notebooks_of_the_house_are_found_and_declare_an_investigation() -> None:
    assert "07_evidence_report" in list_notebooks()
    assert all(read_declared(find_notebook(name))["investigation"] is str for name in list_notebooks())
