"""Runs from plan to record: whole or not at all, resumed, and alone in their failures."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import psutil
import pytest

from netral.errors import BadInvestigation
from netral.investigation import read_investigation
from netral.model import RunRecord
from netral.runs import run_notebooks
from tests.runs.small_notebooks import YAML, write_investigation, write_notebook

PICTURE = (
    "from base64 import b64encode\n"
    "from IPython.display import HTML\n"
    "source = b64encode(b'no real png').decode()\n"
    'HTML(f\'<img alt="gambar <uji>" src="data:image/png;base64,{source}">\')'
)
KILL_THE_WORKER = (
    "import os, pathlib, psutil\n"
    "with (pathlib.Path(investigation) / 'kernels').open('a') as file:\n"
    "    file.write(f'{os.getpid()}\\n')\n"
    "psutil.Process(os.getppid()).kill()"
)
KILL_THE_KERNEL_ONCE = (
    "import os, pathlib\n"
    "mark = pathlib.Path(investigation) / 'mark'\n"
    "first = not mark.exists()\n"
    "mark.touch()\n"
    "os._exit(9) if first else print('again')"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def record(folder: Path) -> RunRecord:
    """One batch with two workers in which a run is fine, one raises, one kills its worker and one its kernel."""
    investigation = write_investigation(folder)
    notebooks = [
        write_notebook(folder / "fine.ipynb", "print(phase, count)", PICTURE),
        write_notebook(folder / "raises.ipynb", "print('before')", "raise ValueError('angka salah')"),
        write_notebook(folder / "kills.ipynb", KILL_THE_WORKER),
        write_notebook(folder / "once.ipynb", KILL_THE_KERNEL_ONCE),
    ]
    return run_notebooks([investigation], [str(path) for path in notebooks], {"phase": "campaign"}, workers=2)


def outcome(record: RunRecord, notebook: str) -> tuple[str, int, str]:
    found = next(each for each in record.outcomes if each.notebook == notebook)
    return found.status, found.attempts, found.error


def test_outcomes_stand_in_the_order_asked_for(record: RunRecord) -> None:
    assert [each.notebook for each in record.outcomes] == ["fine", "raises", "kills", "once"]


def test_a_raising_notebook_is_reported_and_not_repeated(record: RunRecord) -> None:
    assert outcome(record, "raises") == ("failed", 1, "ValueError: angka salah")


def test_the_copy_of_a_raising_notebook_holds_what_ran_and_the_error(record: RunRecord) -> None:
    path = next(each.output for each in record.outcomes if each.notebook == "raises")
    text = path.read_text(encoding="utf-8")
    assert "before" in text
    assert "angka salah" in text


def test_a_killed_worker_is_tried_again_twice_and_others_are_done(record: RunRecord) -> None:
    status, attempts, error = outcome(record, "kills")
    assert (status, attempts) == ("failed", 3)
    assert "killed" in error
    assert outcome(record, "fine") == ("done", 1, "")


def test_the_kernel_of_a_killed_worker_ends_too(record: RunRecord, folder: Path) -> None:
    kernels = (folder / "data" / "kota-contoh" / "kernels").read_text(encoding="utf-8").split()
    assert len(kernels) == 3
    _, alive = psutil.wait_procs([psutil.Process(int(pid)) for pid in kernels if psutil.pid_exists(int(pid))], 30)
    assert not alive


def test_a_killed_kernel_is_tried_again(record: RunRecord) -> None:
    assert outcome(record, "once") == ("done", 2, "")


def test_nothing_half_written_is_left(record: RunRecord, folder: Path) -> None:
    assert not [path for path in (folder / "reports").rglob("*") if "part" in path.name]


def test_the_record_names_parameters_inputs_versions_and_outcomes(record: RunRecord, folder: Path) -> None:
    run_json = folder / "reports" / "kota-contoh" / "runs" / record.run_id / "run.json"
    content = json.loads(run_json.read_text(encoding="utf-8"))
    assert content["parameters"] == {"phase": "campaign"}
    assert set(content["inputs"]) == {"investigation.yaml", "registry/pairs.csv", "captures/berkas.jsonl"}
    assert "papermill" in content["versions"]
    assert {name: entry["status"] for name, entry in content["notebooks"].items()} == {
        "fine": "done",
        "raises": "failed",
        "kills": "failed",
        "once": "done",
    }


def test_the_page_lists_runs_and_pictures_with_escaped_text(record: RunRecord) -> None:
    page = record.index.read_text(encoding="utf-8")
    assert "fine.ipynb" in page
    assert "fine-1.png" in page
    assert "gambar &lt;uji&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert (record.index.parent / "runs" / record.run_id / "fine-1.png").read_bytes() == b"no real png"


def test_asking_again_repeats_only_what_was_not_done(record: RunRecord, folder: Path) -> None:
    investigation = read_investigation(folder / "data" / "kota-contoh")
    names = [str(folder / "fine.ipynb"), str(folder / "raises.ipynb")]
    again = run_notebooks([investigation], names, {"phase": "campaign"}, workers=1)
    assert again.run_id == record.run_id
    assert [(each.notebook, each.status) for each in again.outcomes] == [("fine", "seen"), ("raises", "failed")]


def test_changed_inputs_or_parameters_are_another_run(tmp_path: Path) -> None:
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(count)"))
    investigation = write_investigation(tmp_path)
    first = run_notebooks([investigation], [notebook], {"count": 1})
    other = run_notebooks([investigation], [notebook], {"count": 2})
    (investigation.captures_folder / "baru.jsonl").write_text("{}\n", encoding="utf-8")
    third = run_notebooks([investigation], [notebook], {"count": 2})
    assert len({first.run_id, other.run_id, third.run_id}) == 3
    assert [each.status for record in (first, other, third) for each in record.outcomes] == ["done"] * 3
    assert "2" in third.outcomes[0].output.read_text(encoding="utf-8")


def test_several_investigations_share_an_overview(tmp_path: Path) -> None:
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(investigation)"))
    investigations = [write_investigation(tmp_path, name) for name in ("kota-satu", "kota-dua")]
    calls: list[str] = []
    record = run_notebooks(investigations, [notebook], None, 2, lambda each: calls.append(each.investigation))
    assert record.index == tmp_path / "reports" / "index.html"
    assert "kota-dua/index.html" in record.index.read_text(encoding="utf-8")
    assert sorted(calls) == ["kota-dua", "kota-satu"]


def test_the_copy_shows_the_injected_parameters(record: RunRecord) -> None:
    path = next(each.output for each in record.outcomes if each.notebook == "fine")
    cells = nbformat.read(path, as_version=4).cells
    injected = next(cell for cell in cells if "injected-parameters" in cell.metadata.get("tags", []))
    assert 'phase = "campaign"' in injected.source


def test_no_run_without_a_lawful_basis(tmp_path: Path) -> None:
    investigation = write_investigation(tmp_path)
    yaml = investigation.folder / "investigation.yaml"
    yaml.write_text(YAML.format(name="kota-contoh").replace('"800/1/2024"', '""'), encoding="utf-8")
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(1)"))
    with pytest.raises(BadInvestigation, match="letter_no"):
        run_notebooks([read_investigation(investigation.folder)], [notebook])


def test_where_nothing_can_be_forked_workers_start_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.runs.pool.WARM", False)
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(count)"))
    record = run_notebooks([write_investigation(tmp_path)], [notebook])
    assert [(each.status, each.attempts) for each in record.outcomes] == [("done", 1)]
