"""Crates: every file and every run described, by the rules of RO-Crate 1.1 and of its profile for runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netral import __version__
from netral.evidence import write_situation_pack
from netral.evidence.crate import METADATA, write_run_crate
from tests.evidence.invented import MADE_AT, make_situation

RECORD = {
    "run_id": "R-0123456789abcdef",
    "investigation": "kota-contoh-2024",
    "inputs": {"captures/satu dua.jsonl": "a" * 64, "investigation.yaml": "b" * 64},
    "versions": {"netral": "1.0", "papermill": "2.7.0", "python": "3.11.7"},
    "notebooks": {
        "06_leads": {
            "notebook_sha256": "c" * 64,
            "parameters": {"investigation": "/rumah/siti/data/kota-contoh-2024", "lang": "id", "limit": 3},
            "status": "done", "seconds": 2.5, "attempts": 1, "output": "06_leads.ipynb", "error": None,
            "finished_at": "2024-10-14T02:30:03Z",
        },
        "05_coaction": {
            "notebook_sha256": "d" * 64, "parameters": {}, "status": "failed", "seconds": 1.0, "attempts": 2,
            "output": "05_coaction.ipynb", "error": "BadParameter: contoh", "finished_at": "2024-10-14T02:30:05Z",
        },
        "04_gone": {
            "notebook_sha256": "e" * 64, "parameters": {}, "status": "killed", "seconds": 1.0, "attempts": 2,
            "output": "04_gone.ipynb", "error": "the kernel died", "finished_at": "2024-10-14T02:30:06Z",
        },
    },
}  # fmt: skip


def read_graph(folder: Path) -> dict[str, dict[str, Any]]:
    """A crate's entities by id, each id once."""
    graph = json.loads((folder / METADATA).read_bytes())["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    assert len(entities) == len(graph)
    return entities


def list_references(value: Any) -> list[str]:
    """Every id that something points to."""
    if isinstance(value, list):
        return [each for item in value for each in list_references(item)]
    if isinstance(value, dict):
        own = [value["@id"]] if value.keys() == {"@id"} else []
        return own + [each for item in value.values() for each in list_references(item)]
    return []


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A run's folder with two executed notebooks of three."""
    for name in ("06_leads.ipynb", "05_coaction.ipynb"):
        (tmp_path / name).write_text("{}", "utf-8")
    (tmp_path / "run.json").write_text(json.dumps(RECORD), "utf-8")
    write_run_crate(tmp_path, RECORD, "Dinas Kominfo Kota Contoh")
    return tmp_path


def test_a_run_says_who_did_what_to_which_bytes_with_what_and_when(run_folder: Path) -> None:
    entities = read_graph(run_folder)
    action = entities["#run/06_leads.ipynb"]
    assert action["@type"] == "CreateAction" and action["result"] == {"@id": "06_leads.ipynb"}
    assert (action["startTime"], action["endTime"]) == ("2024-10-14T02:30:00+00:00", "2024-10-14T02:30:03+00:00")
    assert action["actionStatus"] == "http://schema.org/CompletedActionStatus" and "error" not in action
    assert entities[action["agent"]["@id"]]["name"] == "Dinas Kominfo Kota Contoh"
    instrument = entities[action["instrument"]["@id"]]
    assert (instrument["sha256"], instrument["version"]) == ("c" * 64, "1.0")
    software = [entities[each["@id"]] for each in instrument["softwareRequirements"]]
    assert {each["name"]: each["softwareVersion"] for each in software} == RECORD["versions"]
    objects = [entities[each["@id"]] for each in action["object"]]
    assert {each["name"]: each["sha256"] for each in objects if "sha256" in each} == RECORD["inputs"]
    values = {each["name"]: each["value"] for each in objects if each["@type"] == "PropertyValue"}
    assert values == {"investigation": "kota-contoh-2024", "lang": "id", "limit": "3"}


def test_a_failed_run_says_so_and_one_without_a_copy_is_left_out(run_folder: Path) -> None:
    entities = read_graph(run_folder)
    failed = entities["#run/05_coaction.ipynb"]
    assert failed["actionStatus"] == "http://schema.org/FailedActionStatus" and "BadParameter" in failed["error"]
    assert not [name for name in entities if "04_gone" in name]
    assert [each["@id"] for each in entities["./"]["mentions"]] == ["#run/06_leads.ipynb", "#run/05_coaction.ipynb"]


def test_whatever_a_crate_points_to_is_in_it(run_folder: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "07_evidence_report.ipynb"
    told = {"start_time": "2024-10-14T02:00:00+00:00", "end_time": "2024-10-14T02:00:09+00:00", "version": "2.7.0"}
    content = {"metadata": {"papermill": {**told, "parameters": {"lang": "id"}, "exception": None}}, "cells": []}
    notebook.write_text(json.dumps(content), "utf-8")
    situation = replace(make_situation(tmp_path), notebooks=(notebook,))
    pack = write_situation_pack(situation, tmp_path / "situasi", made_at=MADE_AT)
    for folder in (run_folder, pack.folder / "data"):
        entities = read_graph(folder)
        outside = {name for entity in entities.values() for name in list_references(entity)} - entities.keys()
        assert outside == {"https://w3id.org/ro/crate/1.1"}
        root = entities["./"]
        assert root["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
        assert {"name", "description", "datePublished", "license"} <= root.keys()
        assert all((folder / each["@id"]).is_file() for each in root["hasPart"])
    action = read_graph(pack.folder / "data")["#run/07_evidence_report.ipynb"]
    assert action["result"] == {"@id": "notebook/07_evidence_report.ipynb"}
    assert action["endTime"] == "2024-10-14T02:00:09+00:00"
    assert read_graph(pack.folder / "data")["#software/netral"]["softwareVersion"] == __version__


def test_the_library_for_crates_reads_a_run(run_folder: Path) -> None:
    """Dev-only: skipped where the library is not installed. It asks no network."""
    rocrate = pytest.importorskip("rocrate.rocrate")
    crate = rocrate.ROCrate(run_folder)
    (action, _) = crate.root_dataset["mentions"]
    assert action["instrument"]["name"] == "06_leads.ipynb" and action["agent"]["@type"] == "Organization"
