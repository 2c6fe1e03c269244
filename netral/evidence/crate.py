"""A pack's files, and the runs of notebooks, described as an RO-Crate 1.1; a run by the Process Run Crate profile.

Source: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), Process Run Crate 0.5 (https://w3id.org/ro/wfrun/process/0.5).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from netral import __version__
from netral.evidence.bag import walk_files
from netral.times import format_utc, now_utc

Entity = dict[str, Any]

METADATA = "ro-crate-metadata.json"
CRATE = "https://w3id.org/ro/crate/1.1"
TERMS = {"sha256": "http://schema.org/sha256"}  # what the crate's own context has not yet in this version
PROFILE: Entity = {
    "@id": "https://w3id.org/ro/wfrun/process/0.5",
    "@type": "CreativeWork",
    "name": "Process Run Crate",
    "version": "0.5",
}
STATES = {True: "http://schema.org/FailedActionStatus", False: "http://schema.org/CompletedActionStatus"}
LICENCE = "Restricted: for the recipient named on the handover record."
LICENCE_OF_RUN = "Restricted: for the work of its investigation."
ENCODINGS = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
    ".graphml": "application/graphml+xml",
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
    ".pem": "application/x-pem-file",
    ".sh": "application/x-sh",
    ".txt": "text/plain",
}


@dataclass(frozen=True)
class NotebookRun:
    """One execution of a notebook by papermill; ``inputs`` and ``versions`` are by path and by software."""

    output: str
    parameters: Mapping[str, Any]
    started_at: datetime
    ended_at: datetime
    error: str
    versions: Mapping[str, str]
    source_sha256: str = ""


def write_crate(
    payload: Path, name: str, description: str, publisher: str, made_at: datetime, notebooks: Sequence[str] = ()
) -> None:
    """Describes every file below a pack's ``data`` folder, and how the notebooks among them were run.

    ``notebooks`` are executed copies, by path; one in which papermill left no times is described as a file alone.
    """
    told = [read_run(path, json.loads((payload / path).read_bytes())) for path in notebooks]
    inputs = [{"@id": "verifikasi/masukan-sha256.txt"}]
    runs = [entity for run in told if run for entity in describe_run(run, inputs)]
    paths = sorted(set(walk_files(payload)) - {METADATA})
    _write(payload, paths, (name, description, publisher, LICENCE), made_at, runs)


def write_run_crate(folder: Path, record: Mapping[str, Any], publisher: str) -> None:
    """Describes the notebooks of a run in its folder: inputs, parameters, outputs, versions, when, and for whom.

    Parameters
    ----------
    record : mapping
        The content of the folder's run.json: run_id, investigation, inputs, versions, notebooks.
    publisher : str
        Whose investigation it is.
    """
    inputs = [
        {"@id": f"#input/{quote(path)}", "@type": "CreativeWork", "name": path, "sha256": sha256}
        for path, sha256 in record["inputs"].items()
    ]
    runs = [_entry_to_run(entry, record["versions"]) for entry in record["notebooks"].values()]
    runs = [run for run in runs if (folder / run.output).is_file()]
    entities = [entity for run in runs for entity in describe_run(run, [{"@id": each["@id"]} for each in inputs])]
    about = (
        f"Run {record['run_id']} of {record['investigation']}",
        "Notebooks executed by papermill: what they read, with which parameters and versions, and what came of it.",
        publisher,
        LICENCE_OF_RUN,
    )
    paths = sorted(["run.json", *(run.output for run in runs)])
    _write(folder, paths, about, max((run.ended_at for run in runs), default=now_utc()), [*entities, *inputs])


def read_run(path: str, notebook: Mapping[str, Any]) -> NotebookRun | None:
    """An executed notebook's own metadata to how it was run; None where papermill left no times in it."""
    metadata = notebook.get("metadata", {})
    told = metadata.get("papermill", {})
    if not told.get("start_time") or not told.get("end_time"):
        return None
    python = metadata.get("language_info", {}).get("version", "")
    versions = {"netral": __version__, "papermill": told.get("version", ""), "python": python}
    return NotebookRun(
        path,
        told.get("parameters", {}),
        datetime.fromisoformat(told["start_time"]),
        datetime.fromisoformat(told["end_time"]),
        "an exception was raised" if told.get("exception") else "",
        {name: version for name, version in versions.items() if version},
    )


def describe_run(run: NotebookRun, inputs: Sequence[Entity]) -> list[Entity]:
    """A run to what was done: the action, its instrument, parameters and software; ``inputs`` are references."""
    name = Path(run.output).name
    software = [
        {"@id": f"#software/{each}", "@type": "SoftwareApplication", "name": each, "softwareVersion": version}
        for each, version in run.versions.items()
    ]
    instrument: Entity = {
        "@id": f"#notebook/{quote(name)}",
        "@type": "SoftwareSourceCode",
        "name": name,
        "programmingLanguage": "Python",
        "version": run.versions["netral"],
        "softwareRequirements": [{"@id": each["@id"]} for each in software],
    }
    if run.source_sha256:
        instrument["sha256"] = run.source_sha256
    values = [
        {"@id": f"#parameter/{quote(name)}/{key}", "@type": "PropertyValue", "name": key, "value": _to_text(key, value)}
        for key, value in sorted(run.parameters.items())
    ]
    action: Entity = {
        "@id": f"#run/{quote(name)}",
        "@type": "CreateAction",
        "name": f"Execution of {name}",
        "description": "The notebook was executed by papermill with these parameters; its copy holds every output.",
        "instrument": {"@id": instrument["@id"]},
        "agent": {"@id": "#publisher"},
        "object": [*inputs, *({"@id": each["@id"]} for each in values)],
        "result": {"@id": quote(run.output)},
        "startTime": run.started_at.astimezone(UTC).isoformat(timespec="seconds"),
        "endTime": run.ended_at.astimezone(UTC).isoformat(timespec="seconds"),
        "actionStatus": STATES[bool(run.error)],
    }
    if run.error:
        action["error"] = run.error
    return [action, instrument, *values, *software]


def _entry_to_run(entry: Mapping[str, Any], versions: Mapping[str, str]) -> NotebookRun:
    ended_at = datetime.fromisoformat(entry["finished_at"])
    started_at = ended_at - timedelta(seconds=entry["seconds"])
    error, source_sha256 = entry["error"] or "", entry["notebook_sha256"]
    return NotebookRun(entry["output"], entry["parameters"], started_at, ended_at, error, versions, source_sha256)


def _write(
    folder: Path, paths: Sequence[str], about: tuple[str, str, str, str], made_at: datetime, entities: Sequence[Entity]
) -> None:
    name, description, publisher, licence = about
    actions = [{"@id": each["@id"]} for each in entities if each["@type"] == "CreateAction"]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "datePublished": format_utc(made_at),
        "license": {"@id": "#licence"},
        "author": {"@id": "#publisher"},
        "publisher": {"@id": "#publisher"},
        "hasPart": [{"@id": quote(path)} for path in paths],
    }
    descriptor: Entity = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": CRATE},
        "about": {"@id": "./"},
    }
    organisation: Entity = {"@id": "#publisher", "@type": "Organization", "name": publisher}
    terms: Entity = {"@id": "#licence", "@type": "CreativeWork", "name": licence}
    graph = [descriptor, root, organisation, terms, *(_describe_file(folder, path) for path in paths)]
    if actions:
        root |= {"conformsTo": {"@id": PROFILE["@id"]}, "mentions": actions if len(actions) > 1 else actions[0]}
        graph += [PROFILE, *{each["@id"]: each for each in entities}.values()]
    crate = {"@context": [f"{CRATE}/context", TERMS], "@graph": graph}
    beside = folder / f".{METADATA}.part"
    beside.write_bytes(json.dumps(crate, ensure_ascii=True, indent=2).encode() + b"\n")
    beside.replace(folder / METADATA)


def _to_text(key: str, value: Any) -> str:
    """A parameter as text; of the investigation's folder its name alone, which means the same on another machine."""
    if key == "investigation":
        return Path(str(value)).name
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _describe_file(folder: Path, path: str) -> Entity:
    encoding = ENCODINGS.get(Path(path).suffix, "application/octet-stream")
    size_bytes = (folder / path).stat().st_size
    return {"@id": quote(path), "@type": "File", "encodingFormat": encoding, "contentSize": str(size_bytes)}
