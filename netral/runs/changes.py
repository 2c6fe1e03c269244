"""The leads at each run, kept beside it, and what changed since the run before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netral.errors import BadInvestigation
from netral.pipeline import find_leads
from netral.rules import compare_leads, count_changes, leads_to_dict
from netral.runs.plan import PlannedFolder
from netral.runs.records import list_records, write_json

LEADS, CHANGES = "leads.json", "changes.json"


def keep_leads(planned: PlannedFolder) -> None:
    """A run's investigation to ``leads.json`` and ``changes.json`` in the run's folder, unless they are there.

    An investigation that can have no leads yet leaves none: its notebooks say why.
    """
    if (planned.folder / LEADS).is_file():
        return
    try:
        leads = leads_to_dict(find_leads(planned.investigation))
    except BadInvestigation:
        return
    earlier = _find_earlier(planned)
    if earlier is not None:
        run_id, before = earlier
        changes = compare_leads(before, leads)
        rows = [each._asdict() for each in changes]
        write_json(planned.folder / CHANGES, {"since": run_id, "counts": count_changes(changes), "leads": rows})
    write_json(planned.folder / LEADS, leads)


def read_changes(folder: Path) -> dict[str, Any]:
    """A run's folder to its ``changes.json``; empty for the first run, and for one that kept no leads."""
    path = folder / CHANGES
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _find_earlier(planned: PlannedFolder) -> tuple[str, dict[str, Any]] | None:
    """The newest other run that kept its leads, and those."""
    for record in list_records(planned.investigation.reports_folder):
        path = planned.folder.parent / str(record["run_id"]) / LEADS
        if record["run_id"] != planned.run_id and path.is_file():
            return str(record["run_id"]), json.loads(path.read_text("utf-8"))
    return None
