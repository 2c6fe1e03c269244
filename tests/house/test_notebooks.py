"""Notebooks are thin: parameters, prose, calls; everything else lives in netral/."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
INTERACTIVE = {"workbench", "review"}  # opened by a person, not run by papermill
BANNED_NODES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.Lambda)
MOST_LINES_A_CELL = 8


def read_cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def tags(cell: dict[str, Any]) -> list[str]:
    return cell["metadata"].get("tags", [])


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_exactly_one_cell_holds_the_parameters(path: Path) -> None:
    tagged = [cell for cell in read_cells(path) if "parameters" in tags(cell)]
    assert len(tagged) == 1 or (path.stem in INTERACTIVE and not tagged)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    assert not [cell for cell in read_cells(path) if cell["outputs"] or cell["execution_count"] is not None]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_only_call(path: Path) -> None:
    for cell in read_cells(path):
        source = "".join(cell["source"])
        found = [ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, BANNED_NODES)]
        assert not found
        if "parameters" not in tags(cell):
            assert len(source.splitlines()) <= MOST_LINES_A_CELL, source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_opens_with_its_question_and_closes_with_what_it_does_not_show(path: Path) -> None:
    prose = ["".join(cell["source"]) for cell in read_cells(path, "markdown")]
    assert prose[0].startswith("# ")
    if path.stem not in INTERACTIVE:
        assert "tidak" in prose[-1].lower() or "does not" in prose[-1].lower()
