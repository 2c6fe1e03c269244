"""run.json: what was run on which bytes, with which versions, and what became of it; and the same as an RO-Crate."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netral.model import RunOutcome
from netral.runs.execute import DONE, SEEN
from netral.runs.plan import PlannedFolder, PlannedRun
from netral.times import format_utc, now_utc


def read_record(folder: Path) -> dict[str, Any]:
    """A run's folder to the content of its run.json; empty when there is none yet, or none to be read."""
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return record if isinstance(record, dict) else {}


def list_records(reports: Path) -> list[dict[str, Any]]:
    """Every run of an investigation that finished some notebook, from its reports folder; the newest first."""
    records = [read_record(path.parent) for path in reports.glob("runs/*/run.json")]
    return sorted((record for record in records if record.get("notebooks")), key=_finished_at, reverse=True)


def _finished_at(record: dict[str, Any]) -> str:
    return max(str(entry["finished_at"]) for entry in record["notebooks"].values())


def find_seen(run: PlannedRun) -> RunOutcome | None:
    """The outcome of a run that was done before on the same bytes; None when it must run."""
    entry = read_record(run.output.parent).get("notebooks", {}).get(run.notebook.stem, {})
    same = entry.get("status") == DONE and entry.get("notebook_sha256") == run.notebook_sha256
    if not same or not run.output.is_file():
        return None
    return RunOutcome(
        run.investigation.investigation_id, run.notebook.stem, SEEN, entry["seconds"], entry["attempts"], run.output
    )


def write_outcome(planned: PlannedFolder, run: PlannedRun, outcome: RunOutcome) -> None:
    """Add one outcome to the run.json of its folder; other notebooks' outcomes in it stay."""
    entry = {
        "notebook_sha256": run.notebook_sha256,
        "parameters": run.parameters,
        "status": outcome.status,
        "seconds": outcome.seconds,
        "attempts": outcome.attempts,
        "output": run.output.name,
        "error": outcome.error,
        "finished_at": format_utc(now_utc()),
    }
    earlier = read_record(planned.folder).get("notebooks", {})
    record = {
        "run_id": planned.run_id,
        "investigation": planned.investigation.investigation_id,
        "parameters": planned.parameters,
        "inputs": planned.inputs,
        "versions": planned.versions,
        "notebooks": {**earlier, run.notebook.stem: entry},
    }
    write_json(planned.folder / "run.json", record)
    # What describes a crate comes with the packs' whole room, which only the process that keeps the records needs.
    from netral.evidence.crate import write_run_crate

    write_run_crate(planned.folder, record, planned.investigation.lawful_basis.controller)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """A JSON object to a file that appears whole."""
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def write_text(path: Path, text: str) -> None:
    """A text to a file that appears whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f".{path.name}.part")
    half_written.write_text(text, encoding="utf-8", newline="\n")
    os.replace(half_written, path)
