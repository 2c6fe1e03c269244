"""`netral run`: notebooks on investigations."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from netral.errors import BadParameter
from netral.model import Investigation, RunOutcome, RunRecord
from netral.pipeline import list_verified_captures, open_investigation
from netral.runs import list_notebooks, run_notebooks


def run_command(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of investigations.")],
    notebook: Annotated[
        list[str] | None,
        typer.Option(help="Name of a notebook, or path of an .ipynb file; all numbered ones by default."),
    ] = None,
    phase: Annotated[str | None, typer.Option(help="Only this phase of the election.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of figures and pages: id or en.")] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes; one a processor by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Run notebooks on one or more investigations; what is done already is not repeated.

    Example: netral run data/kota-contoh-2024 --notebook 02_follow_network --phase campaign
    """
    investigations = [open_investigation(folder) for folder in folders]
    _check_phase(phase, investigations)
    for investigation in investigations:
        list_verified_captures(investigation)
    parameters = {name: value for name, value in (("phase", phase), ("lang", lang)) if value is not None}
    names = tuple(notebook or list_notebooks())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("notebooks", total=len(names) * len(investigations))
        record = run_notebooks(investigations, names, parameters, workers, lambda outcome: bar.advance(task))
    if as_json:
        print(json.dumps(record_to_json(record), ensure_ascii=False))
    else:
        _print_outcomes(record)
    if any(outcome.status == "failed" for outcome in record.outcomes):
        raise typer.Exit(1)


def record_to_json(record: RunRecord) -> dict[str, Any]:
    """A run record to the object that ``netral run --json`` prints."""
    return {
        "run_id": record.run_id,
        "outcomes": [
            {
                "investigation": outcome.investigation,
                "notebook": outcome.notebook,
                "status": outcome.status,
                "seconds": outcome.seconds,
                "attempts": outcome.attempts,
                "output": str(outcome.output),
                "error": outcome.error,
            }
            for outcome in record.outcomes
        ],
        "index": str(record.index),
    }


def _check_phase(phase: str | None, investigations: list[Investigation]) -> None:
    for investigation in investigations:
        allowed = [each.phase_id for each in investigation.phases]
        if phase is not None and phase not in allowed:
            raise BadParameter(
                "--phase {phase!r} is no phase of {investigation_id}; allowed: {allowed}",
                phase=phase,
                investigation_id=investigation.investigation_id,
                allowed=", ".join(allowed),
            )


def _print_outcomes(record: RunRecord) -> None:
    for outcome in record.outcomes:
        print(_outcome_to_line(outcome))
    print(record.index)


def _outcome_to_line(outcome: RunOutcome) -> str:
    line = f"{outcome.status:<7} {outcome.investigation}  {outcome.notebook}  {outcome.seconds:.1f} s"
    return f"{line}  {outcome.error}" if outcome.error else line
