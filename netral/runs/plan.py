"""Investigations and notebooks to a plan: what runs with which parameters on which bytes, and where the copy goes."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from netral.errors import BadParameter, Sentence
from netral.identity import hash_file, make_id
from netral.model import Investigation
from netral.runs.notebooks import choose_parameters

INPUTS = ("investigation.yaml", "registry/*", "captures/*", "cases/*")
PACKAGES = ("netral", "papermill", "ipykernel", "pandas", "matplotlib", "duckdb", "igraph")


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """One notebook on one investigation; ``output`` is where its executed copy will lie."""

    investigation: Investigation
    notebook: Path
    notebook_sha256: str
    parameters: dict[str, Any]
    run_id: str
    output: Path


@dataclass(frozen=True, slots=True)
class PlannedFolder:
    """All runs of one investigation, which share a folder, parameters and inputs."""

    investigation: Investigation
    run_id: str
    folder: Path
    parameters: dict[str, Any]
    inputs: dict[str, str]
    versions: dict[str, str]
    runs: tuple[PlannedRun, ...]


def plan_runs(
    investigations: Sequence[Investigation], notebooks: Sequence[Path], parameters: Mapping[str, Any]
) -> list[PlannedFolder]:
    """Investigations, notebooks and parameters to what is to run; nothing has started yet.

    The run id follows from the parameters, the bytes of the inputs and the version of netral: asking the same of the
    same bytes is the same run, so one that was cut short is finished by asking again, and one that is done is not
    repeated.

    Raises
    ------
    BadParameter
        As :func:`netral.runs.notebooks.choose_parameters`; or two notebooks, or two investigations, of one name.
    """
    _refuse_twice(Sentence("notebook"), [path.stem for path in notebooks])
    _refuse_twice(Sentence("investigation"), [investigation.investigation_id for investigation in investigations])
    chosen = choose_parameters(notebooks, {"investigation": "", **parameters})
    hashes = {path: hash_file(path) for path in notebooks}
    return [_plan_folder(investigation, chosen, hashes, dict(parameters)) for investigation in investigations]


def hash_inputs(investigation: Investigation) -> dict[str, str]:
    """An investigation to the SHA-256 of every file that its notebooks read, by path within its folder."""
    files = {path for pattern in INPUTS for path in investigation.folder.glob(pattern) if path.is_file()}
    return {path.relative_to(investigation.folder).as_posix(): hash_file(path) for path in sorted(files)}


def list_versions() -> dict[str, str]:
    """The versions that an outcome may depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def _plan_folder(
    investigation: Investigation,
    chosen: dict[Path, dict[str, Any]],
    hashes: dict[Path, str],
    parameters: dict[str, Any],
) -> PlannedFolder:
    inputs, versions = hash_inputs(investigation), list_versions()
    asked = json.dumps([parameters, inputs, versions["netral"]], sort_keys=True, ensure_ascii=False)
    run_id = make_id("R-", investigation.investigation_id, asked)
    folder = investigation.reports_folder / "runs" / run_id
    where = str(investigation.folder.resolve())
    runs = tuple(
        PlannedRun(
            investigation=investigation,
            notebook=path,
            notebook_sha256=hashes[path],
            parameters={**given, "investigation": where},
            run_id=run_id,
            output=folder / path.name,
        )
        for path, given in chosen.items()
    )
    return PlannedFolder(investigation, run_id, folder, parameters, inputs, versions, runs)


def _refuse_twice(noun: Sentence, names: list[str]) -> None:
    if not names:
        raise BadParameter("no {noun} was named; at least one is needed", noun=noun)
    for name in sorted(names):
        if names.count(name) > 1:
            raise BadParameter("{noun} {name!r} is named twice; each may be named once", noun=noun, name=name)
