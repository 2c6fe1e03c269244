"""Every run keeps its leads and says what became of those of the run before."""

from __future__ import annotations

import json
from pathlib import Path

from netral.runs import run_notebooks
from tests.invented_investigation import Invention
from tests.runs.small_notebooks import write_notebook


def test_a_run_keeps_its_leads_and_the_page_says_what_changed_since_the_run_before(tmp_path: Path) -> None:
    made = Invention(tmp_path / "data" / "uji")
    made.volunteer("relawan")
    made.act(made.opd("dinas"), "share", "relawan")
    declared = "investigation: str = ''  # folder\nlang: str = 'id'  # language"
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(1)", parameters=declared))
    investigation = made.ingest()
    first = run_notebooks([investigation], [notebook], {"lang": "en"}, workers=1)
    made.act(made.opd("baru"), "share", "relawan")
    made.act("dinas", "comment", "relawan")
    second = run_notebooks([made.ingest()], [notebook], {"lang": "en"}, workers=1)

    runs = investigation.reports_folder / "runs"
    assert len(json.loads((runs / first.run_id / "leads.json").read_text("utf-8"))["leads"]) == 1
    assert not (runs / first.run_id / "changes.json").exists()
    changes = json.loads((runs / second.run_id / "changes.json").read_text("utf-8"))
    assert (changes["since"], changes["counts"]) == (
        first.run_id, {"new": 1, "changed": 1, "seen again": 0, "gone": 0},
    )  # fmt: skip
    page = second.index.read_text("utf-8")
    assert page.count("Leads since the run before: 1 new, 1 changed, 0 seen again, 0 gone.") == 1


def test_a_run_without_anything_ingested_keeps_no_leads(tmp_path: Path) -> None:
    investigation = Invention(tmp_path / "data" / "uji").write()
    notebook = str(write_notebook(tmp_path / "fine.ipynb", "print(1)"))
    record = run_notebooks([investigation], [notebook], {}, workers=1)
    assert [each.status for each in record.outcomes] == ["done"]
    assert not list(investigation.reports_folder.rglob("leads.json"))
