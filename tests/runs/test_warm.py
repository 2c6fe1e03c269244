"""Kernels that are forked warm: everything is imported, and no run sees another."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from netral.runs import run_notebooks
from netral.runs.execute import WARM
from tests.runs.small_notebooks import write_investigation, write_notebook

pytestmark = pytest.mark.skipif(not WARM, reason="this system does not fork kernels")

LOOK = (
    "import json, os, sys\n"
    "import pandas\n"
    "seen = getattr(pandas, 'left_by_a_run', None)\n"
    "pandas.left_by_a_run = count\n"
    "print(json.dumps({'pid': os.getpid(), 'group': os.getpgrp(), 'seen': seen, 'folder': os.environ['IPYTHONDIR'],\n"
    "                  'main': __name__, 'warm': [name for name in ('matplotlib', 'duckdb') if name in sys.modules]}))"
)
NEW_BACKEND = "import matplotlib\nprint(json.dumps(matplotlib.rcParams['backend']))"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, object] | str]]:
    """What two runs by one worker printed, one after the other."""
    folder = tmp_path_factory.mktemp("warm")
    investigation = write_investigation(folder)
    notebooks = [str(write_notebook(folder / f"{name}.ipynb", LOOK, NEW_BACKEND)) for name in ("first", "second")]
    record = run_notebooks([investigation], notebooks, None, workers=1)
    assert [(each.status, each.error) for each in record.outcomes] == [("done", "")] * 2
    return [_read_printed(each.output) for each in record.outcomes]


def _read_printed(path: Path) -> list[dict[str, object] | str]:
    cells = nbformat.read(path, as_version=4).cells
    return [json.loads(output.text) for cell in cells for output in cell.get("outputs", [])]


def test_what_notebooks_need_is_imported_before_the_first_cell(
    printed: list[list[dict[str, object] | str]],
) -> None:
    assert all(look["warm"] == ["matplotlib", "duckdb"] for look, _ in printed if isinstance(look, dict))


def test_a_run_sees_nothing_that_another_left_behind(printed: list[list[dict[str, object] | str]]) -> None:
    first, second = (look for look, _ in printed if isinstance(look, dict))
    assert (first["seen"], second["seen"]) == (None, None)
    assert first["pid"] != second["pid"]
    assert first["folder"] != second["folder"]


def test_a_kernel_leads_its_own_group_so_that_stopping_it_stops_nothing_else(
    printed: list[list[dict[str, object] | str]],
) -> None:
    assert all(
        look["group"] == look["pid"] and look["main"] == "__main__" for look, _ in printed if isinstance(look, dict)
    )


def test_pictures_are_drawn_as_in_any_notebook(printed: list[list[dict[str, object] | str]]) -> None:
    assert {str(backend) for _, backend in printed} == {"module://matplotlib_inline.backend_inline"}
