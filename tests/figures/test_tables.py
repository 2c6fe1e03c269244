"""Timelines, the all-pairs table and coverage as figures: denominators, one scale for all pairs, empty states."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from netral.errors import BadParameter
from netral.figures import (
    describe_all_pairs,
    describe_coverage,
    describe_timeline,
    draw_all_pairs,
    draw_coverage,
    draw_overlap,
    draw_timeline,
    figure_to_bytes,
    write_figure,
)
from netral.figures.page import escape_text
from netral.figures.timeline import select_dated_acts
from tests.figures.invented import (
    invent_acts,
    invent_audiences,
    invent_comparison,
    invent_coverage,
    invent_investigation,
    invent_registry,
)


def all_texts(figure: Figure) -> str:
    legends = [text for legend in figure.legends for text in legend.get_texts()]
    texts = [text for axes in figure.axes for text in [axes.title, axes._left_title, *axes.texts]]
    return "\n".join(text.get_text() for text in [*figure.texts, *texts, *legends])


def test_titles_and_labels_stay_within_the_figure(tmp_path: Path) -> None:
    registry = invent_registry(3, 12)
    for figure in (
        draw_timeline(invent_acts(), invent_investigation(tmp_path)),
        draw_all_pairs(invent_comparison(registry), registry),
        draw_coverage(invent_coverage(), invent_investigation(tmp_path)),
    ):
        figure.draw_without_rendering()
        width, height = figure.canvas.get_width_height()
        for axes in figure.axes:
            for text in [axes._left_title, *axes.texts, *axes.get_yticklabels()]:
                if text.get_text() and text.get_visible():
                    box = text.get_window_extent()
                    assert box.x0 >= -2, text.get_text()
                    assert box.x1 <= width + 2, text.get_text()
                    assert box.y1 <= height + 2, text.get_text()


def list_text_boxes(texts: list[Text]) -> list[Bbox]:
    return [text.get_window_extent() for text in texts if text.get_text()]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("days_back", [0, 80, 420, 900])
def test_names_of_phases_never_touch_however_long_the_investigation(tmp_path: Path, days_back: int, lang: str) -> None:
    acts = invent_acts(40)
    acts["occurred_at"] = [
        None if at is None else at - timedelta(days=row * days_back // 40) for row, at in enumerate(acts["occurred_at"])
    ]
    figure = draw_timeline(acts, invent_investigation(tmp_path), lang)
    figure.draw_without_rendering()
    boxes = list_text_boxes([figure.axes[0]._left_title, *figure.axes[0].texts])
    assert len(boxes) == 6
    for one, other in itertools.combinations(boxes, 2):
        assert not one.padded(-1).overlaps(other.padded(-1))


def test_a_year_stands_where_it_begins_to_hold(tmp_path: Path) -> None:
    acts = invent_acts(6).assign(occurred_at=pd.Timestamp("2023-11-20", tz="UTC"))
    days = [
        label.get_text() for label in draw_timeline(acts, invent_investigation(tmp_path)).axes[-1].get_xticklabels()
    ]
    assert [day.split("\n")[1] for day in days if "\n" in day] == ["2024"]
    assert days[0] == "1 Jan\n2024"


def test_long_names_of_pairs_are_broken_into_lines_that_do_not_touch() -> None:
    registry = invent_registry(5)
    name = "H. Joko Satria Wicaksana Adiningrat, S.H., M.Hum. & dr. Hj. Kartini Larasati Puspaningtyas"
    long = replace(registry, pairs=tuple(replace(pair, name=name) for pair in registry.pairs))
    for figure in (draw_overlap(invent_audiences(5), long), draw_all_pairs(invent_comparison(long), long)):
        figure.draw_without_rendering()
        boxes = list_text_boxes([text for axes in figure.axes for text in [axes._left_title, *axes.texts]])
        for one, other in itertools.combinations(boxes, 2):
            assert not one.padded(-1).overlaps(other.padded(-1))


def test_days_are_the_regions_own(tmp_path: Path) -> None:
    acts = invent_acts(1).assign(occurred_at=pd.Timestamp("2024-10-01T17:30:00Z"))
    dated = select_dated_acts(acts, invent_investigation(tmp_path))
    assert [str(day) for day in dated["day"]] == ["2024-10-02"]


def test_an_act_with_two_records_counts_once(tmp_path: Path) -> None:
    acts = invent_acts(20)
    twice = pd.concat([acts, acts.assign(capture_id="C-2")])
    investigation = invent_investigation(tmp_path)
    assert len(select_dated_acts(twice, investigation)) == len(select_dated_acts(acts, investigation))


def test_acts_of_the_campaign_side_are_not_acts_toward_it(tmp_path: Path) -> None:
    acts = invent_acts(20).assign(target_role="opd")
    assert select_dated_acts(acts, invent_investigation(tmp_path)).empty


def test_all_pairs_share_one_scale(tmp_path: Path) -> None:
    registry = invent_registry(3)
    for figure in (
        draw_timeline(invent_acts(), invent_investigation(tmp_path)),
        draw_all_pairs(invent_comparison(registry), registry),
    ):
        assert len({axes.get_ylim() for axes in figure.axes}) == 1
        assert len({axes.get_xlim() for axes in figure.axes}) == 1
        assert len(figure.axes) == 3


def test_a_pair_without_acts_has_its_panel() -> None:
    registry = invent_registry(3)
    comparison = invent_comparison(registry)
    comparison.loc[comparison["pair_no"] == 2, "acts"] = 0
    assert len(draw_all_pairs(comparison, registry).axes) == 3


def test_units_without_acts_are_counted() -> None:
    registry = invent_registry(2, 8)
    comparison = invent_comparison(registry)
    comparison.loc[comparison["unit_id"] != "U01", "acts"] = 0
    figure = draw_all_pairs(comparison, registry, "en")
    assert "not drawn: 7" in figure.legends[0].get_title().get_text()


def test_coverage_prints_its_denominators(tmp_path: Path) -> None:
    text = all_texts(draw_coverage(invent_coverage(), invent_investigation(tmp_path), "en")).replace("\n", " ")
    assert "31 of 5,580 employees" in text
    assert "400 of 1,450" in text
    assert "35 of unknown" in text


def test_numbers_follow_the_language(tmp_path: Path) -> None:
    assert "5.580" in all_texts(draw_coverage(invent_coverage(), invent_investigation(tmp_path), "id"))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_empty_states_say_what_was_looked_at(tmp_path: Path, lang: str) -> None:
    registry = invent_registry(2, 4)
    comparison = invent_comparison(registry).assign(acts=0)
    nothing = {name: table.head(0) for name, table in invent_coverage().items()}
    for figure in (
        draw_timeline(invent_acts(5).head(0), invent_investigation(tmp_path), lang),
        draw_all_pairs(comparison, registry, lang),
        draw_all_pairs(comparison.head(0), registry, lang),
        draw_coverage(nothing, invent_investigation(tmp_path), lang),
    ):
        assert not figure.axes
        assert len(figure.texts) == 2
        assert figure_to_bytes(figure, ".png")


def test_coverage_without_lists_says_so(tmp_path: Path) -> None:
    coverage = invent_coverage()
    coverage["lists"] = coverage["lists"].head(0)
    assert "No list" in all_texts(draw_coverage(coverage, invent_investigation(tmp_path), "en"))


def test_an_investigation_without_phases_has_a_timeline(tmp_path: Path) -> None:
    assert len(draw_timeline(invent_acts(), invent_investigation(tmp_path, ())).axes) == 3


@pytest.mark.parametrize("lang", ["id", "en"])
def test_captions_hold_all_three_texts(tmp_path: Path, lang: str) -> None:
    registry = invent_registry(3)
    for caption in (
        describe_timeline(invent_acts(), invent_investigation(tmp_path), lang),
        describe_timeline(invent_acts(3).head(0), invent_investigation(tmp_path), lang),
        describe_all_pairs(invent_comparison(registry), registry, lang),
        describe_coverage(invent_coverage(), invent_investigation(tmp_path), lang),
    ):
        assert caption.alt
        assert caption.shows
        assert caption.not_shown


def test_a_timeline_says_whose_acts_it_shows(tmp_path: Path) -> None:
    acts, investigation = invent_acts(), invent_investigation(tmp_path)
    said = {
        role: describe_timeline(acts[acts["source_role"].isin(roles)], investigation, "en").shows.split(" toward")[0]
        for role, roles in {"opd": ["opd"], "person": ["person"], "both": ["opd", "person"], "none": []}.items()
    }
    assert said == {
        "opd": "Acts of agency accounts",
        "person": "Acts of personal accounts",
        "both": "Acts of agency and personal accounts",
        "none": "Acts of agency and personal accounts",
    }


def test_a_file_is_written_whole_under_its_own_name(tmp_path: Path) -> None:
    path = write_figure(
        draw_coverage(invent_coverage(), invent_investigation(tmp_path)), tmp_path / "a" / "cakupan.svg"
    )
    assert path.read_text(encoding="utf-8").startswith("<?xml")
    assert [each.name for each in path.parent.iterdir()] == ["cakupan.svg"]


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"'\.gif' is unknown"):
        write_figure(draw_coverage(invent_coverage(), invent_investigation(tmp_path)), tmp_path / "a.gif")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<script>", "&lt;script&gt;"),
        ("a\u202eb", "a[U+202E]b"),
        ("\ud83d", "[U+D83D]"),
        (None, "—"),
        ("😀 سلام", "😀 سلام"),
    ],
)
def test_text_from_outside_is_inert(raw: str | None, shown: str) -> None:
    assert escape_text(raw) == shown
