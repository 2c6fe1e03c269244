"""Whether following is permitted is contested: how it is read, by whom and since when stands wherever it matters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral.explore import show_interpretations
from netral.pipeline import list_questions, open_investigation
from tests.cli.commands import Run
from tests.invented_investigation import Invention, find_lead_of

PERMITTED = 'interpretations: {follow: {status: permitted, source: "SE Bawaslu 12/2024", date: 2024-10-02}}'
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(params=["contested", "permitted"])
def reading(request: pytest.FixtureRequest, invention: Invention) -> str:
    if request.param == "permitted":
        invention.yaml = invention.yaml.replace("interpretations: {follow: contested}", PERMITTED)
    return str(request.param)


def test_leads_and_review_show_say_how_following_is_read_here(invention: Invention, run: Run, reading: str) -> None:
    lead_id = find_lead_of(invention.leads(), "dinas")["lead_id"]
    for words in (("leads", invention.folder), ("review", invention.folder, "show", lead_id)):
        ran = run(*words)
        assert f"In this investigation: {reading}" in ran.out
        assert ("SE Bawaslu 12/2024 of 2 Oct 2024" in ran.out) == (reading == "permitted")
        (given,) = run(*words, "--json").json["interpretations"]
        assert (given["behaviour"], given["status"]) == ("follow", reading)
        assert given["dated"] == ("2024-10-02" if reading == "permitted" else None)


def test_review_show_names_who_said_what_and_when(invention: Invention, run: Run) -> None:
    lead_id = find_lead_of(invention.leads(), "dinas")["lead_id"]
    shown = run("review", invention.folder, "show", lead_id).out
    (question,) = list_questions(open_investigation(invention.folder))
    assert len(question.positions) >= 3
    assert all(position.source in shown and position.says["en"] in shown for position in question.positions)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_pages_show_reading_source_date_and_every_position(invention: Invention, reading: str, lang: str) -> None:
    investigation = invention.write()
    questions = list_questions(investigation)
    html = show_interpretations(investigation, questions, lang).html
    assert ("SE Bawaslu 12/2024" in html) == (reading == "permitted")
    assert html.count("<tr>") == 1 + len(questions[0].positions)


@pytest.mark.parametrize("name", ["02_follow_network", "04_official_accounts", "06_leads", "workbench"])
def test_every_page_that_lists_or_counts_follows_shows_the_interpretations(name: str) -> None:
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]
    assert "show_interpretations(opened, list_questions(opened), lang)" in ["".join(cell["source"]) for cell in cells]
