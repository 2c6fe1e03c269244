"""Every notebook of the house on an invented region: by our runs, and the same by plain papermill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from netral.model import Investigation, Role, RunRecord
from netral.pipeline import ingest_captures, open_investigation, read_registry
from netral.runs import find_notebook, list_notebooks, run_notebooks
from netral.runs.pictures import read_pictures
from netral.simulate import write_region

SHOWN = ("text/plain", "text/html", "image/png", "image/svg+xml")


@pytest.fixture(scope="module")
def investigation(tmp_path_factory: pytest.TempPathFactory) -> Investigation:
    """The invented region with all its captures ingested."""
    folder = tmp_path_factory.mktemp("notebooks") / "data" / "kota-contoh-2024"
    opened = open_investigation(write_region(folder, seed=0))
    ingest_captures(opened, sorted(opened.captures_folder.iterdir()))
    return opened


@pytest.fixture(scope="module")
def record(investigation: Investigation) -> RunRecord:
    """One batch of all numbered notebooks and the workbench."""
    return run_notebooks([investigation], [*list_notebooks(), "workbench"], workers=2)


def read_shown(path: Path) -> list[dict[str, Any]]:
    """What each output of an executed notebook shows a person, in order."""
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    return [{kind: output.data[kind] for kind in SHOWN if kind in output.get("data", {})} for output in outputs]


def test_every_notebook_runs(record: RunRecord) -> None:
    assert [(each.notebook, each.status, each.error) for each in record.outcomes] == [
        (name, "done", "") for name in [*list_notebooks(), "workbench"]
    ]


def test_no_notebook_prints_warnings(record: RunRecord) -> None:
    for outcome in record.outcomes:
        cells = nbformat.read(outcome.output, as_version=4).cells
        streams = [
            output.text for cell in cells for output in cell.get("outputs", []) if output.output_type == "stream"
        ]
        assert not streams, outcome.notebook


def test_pictures_have_alternative_texts(record: RunRecord) -> None:
    pictures = {each.notebook: read_pictures(each.output) for each in record.outcomes}
    expected = {"01_coverage": 1, "02_follow_network": 5, "03_interaction_network": 7, "05_coaction": 3}
    assert {name: len(pictures[name]) for name in expected} == expected
    assert all(alt for found in pictures.values() for _, alt in found)
    assert all(png.startswith(b"\x89PNG") for found in pictures.values() for png, _ in found)


def test_plain_papermill_shows_the_same(record: RunRecord, investigation: Investigation, tmp_path: Path) -> None:
    name = "03_interaction_network"
    ours = next(each.output for each in record.outcomes if each.notebook == name)
    plain = tmp_path / "plain.ipynb"
    papermill.execute_notebook(
        str(find_notebook(name)), str(plain), {"investigation": str(investigation.folder.resolve())}, progress_bar=False
    )
    assert read_shown(ours) == read_shown(plain)
    assert len(read_shown(ours)) >= 4


def test_no_verdict_is_printed(record: RunRecord) -> None:
    for outcome in record.outcomes:
        text = json.dumps(read_shown(outcome.output), ensure_ascii=False).lower()
        assert "terbukti" not in text, outcome.notebook


def test_running_again_repeats_nothing(record: RunRecord, investigation: Investigation) -> None:
    again = run_notebooks([investigation], list_notebooks(), workers=1)
    assert {each.status for each in again.outcomes} == {"seen"}
    assert again.run_id == record.run_id


def test_the_index_page_shows_the_pictures(record: RunRecord) -> None:
    page = record.index.read_text(encoding="utf-8")
    assert page.count("<img") >= 5
    assert '<html lang="id">' in page


def test_personal_accounts_are_tested_against_chance_without_a_name(
    record: RunRecord, investigation: Investigation
) -> None:
    output = next(each.output for each in record.outcomes if each.notebook == "03_interaction_network")
    people = {each.handle for each in read_registry(investigation).accounts if each.role is Role.PERSON}
    text = json.dumps(read_shown(output), ensure_ascii=False)
    assert people
    assert not [handle for handle in people if f"@{handle} " in text or f"@{handle}<" in text]


def test_the_objects_of_coaction_are_a_parameter(investigation: Investigation) -> None:
    parameters = {"on": "hashtag", "window_seconds": 3600}
    (outcome,) = run_notebooks([investigation], ["05_coaction"], parameters, workers=1).outcomes
    assert outcome.status == "done"
    assert "3.600" in json.dumps(read_shown(outcome.output))
