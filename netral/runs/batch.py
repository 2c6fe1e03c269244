"""A plan to papermill runs to run records and an index page."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from netral.errors import BadParameter
from netral.identity import make_id
from netral.investigation import find_today, require_lawful
from netral.model import Investigation, RunOutcome, RunRecord
from netral.runs.changes import keep_leads
from netral.runs.notebooks import find_notebook, list_notebooks
from netral.runs.page import write_overview, write_page
from netral.runs.plan import PlannedFolder, plan_runs
from netral.runs.pool import execute_all
from netral.runs.records import find_seen, write_outcome


def run_notebooks(
    investigations: Sequence[Investigation],
    notebooks: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    workers: int | None = None,
    progress: Callable[[RunOutcome], None] | None = None,
) -> RunRecord:
    """Notebooks on investigations to executed copies, run records and an index page.

    Parameters
    ----------
    investigations
        Each gets its copies under ``reports/<id>/runs/<run_id>/``.
    notebooks
        Names, or paths of .ipynb files; all numbered notebooks of the house when empty.
    parameters
        For every notebook that declares them; ``investigation`` is filled in.
    workers
        Number of processes; the number of processors when None.
    progress
        Called with each outcome as it is known.

    Returns
    -------
    RunRecord
        Outcomes have status done, seen (done before on the same bytes, not repeated) or failed.

    Raises
    ------
    BadInvestigation
        An investigation lacks its lawful basis, or its retention date has passed.
    BadParameter
        Before anything starts: an unknown notebook or parameter, a wrong type, a missing or double ``parameters`` tag.
    """
    for investigation in investigations:
        require_lawful(investigation, find_today(investigation))
    given = dict(parameters or {})
    if workers is not None and workers < 1:
        raise BadParameter("--workers {workers}: at least 1 is needed", workers=workers)
    paths = [find_notebook(name) for name in notebooks or list_notebooks()]
    plan = plan_runs(investigations, paths, given)
    outcomes = _execute_plan(plan, workers or os.cpu_count() or 1, progress or (lambda outcome: None))
    for planned in plan:
        keep_leads(planned)
    lang = given.get("lang", "id")
    pages = [write_page(planned.investigation, lang) for planned in plan]
    index = pages[0] if len(pages) == 1 else write_overview(investigations, pages[0].parent.parent, lang)
    run_ids = [planned.run_id for planned in plan]
    return RunRecord(
        run_id=run_ids[0] if len(run_ids) == 1 else make_id("R-", *run_ids),
        outcomes=tuple(outcomes),
        index=index,
        inputs=plan[0].inputs if len(plan) == 1 else {},
    )


def _execute_plan(
    plan: Sequence[PlannedFolder], workers: int, progress: Callable[[RunOutcome], None]
) -> list[RunOutcome]:
    """Skip what was done before on the same bytes, execute the rest, and note each outcome as soon as it is known."""
    folders = {
        (run.investigation.investigation_id, run.notebook.stem): (planned, run)
        for planned in plan
        for run in planned.runs
    }
    seen = {key: found for key, (_, run) in folders.items() if (found := find_seen(run))}
    outcomes = dict(seen)
    for outcome in seen.values():
        progress(outcome)
    for outcome in execute_all([run for key, (_, run) in folders.items() if key not in seen], workers):
        key = (outcome.investigation, outcome.notebook)
        write_outcome(*folders[key], outcome)
        outcomes[key] = outcome
        progress(outcome)
    return [outcomes[key] for key in folders]
