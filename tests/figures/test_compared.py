"""Figures that set pairs side by side: every pair alike, one scale, personal accounts without a name, empty states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from netral.figures import (
    Caption,
    describe_chance,
    describe_delays,
    describe_matrix,
    describe_overlap,
    describe_pair_panels,
    draw_chance,
    draw_delays,
    draw_matrix,
    draw_overlap,
    draw_pair_panels,
    figure_to_bytes,
)
from netral.model import Network, Pair, Registry
from tests.figures.invented import (
    invent_audiences,
    invent_coaction,
    invent_delays,
    invent_network,
    invent_registry,
    invent_tests,
)

Drawn = Callable[[int, str], Figure]
DRAWN: dict[str, Drawn] = {
    "matrix": lambda pairs, lang: draw_matrix(invent_network(60, pairs), invent_registry(pairs), lang),
    "matrix_units": lambda pairs, lang: draw_matrix(invent_network(600, pairs), invent_registry(pairs), lang),
    "matrix_coaction": lambda pairs, lang: draw_matrix(invent_coaction(pairs=pairs), invent_registry(pairs), lang),
    "pair_panels": lambda pairs, lang: draw_pair_panels(invent_network(60, pairs), invent_registry(pairs), lang),
    "overlap": lambda pairs, lang: draw_overlap(invent_audiences(pairs), invent_registry(pairs), lang),
    "chance": lambda pairs, lang: draw_chance(invent_tests(pairs), invent_registry(pairs), lang),
    "delays": lambda pairs, lang: draw_delays(invent_delays(pairs), 60, invent_registry(pairs), lang),
}


def all_texts(figure: Figure) -> str:
    legends = [text for legend in figure.legends for text in legend.get_texts()]
    own = [
        text
        for axes in figure.axes
        for text in [axes._left_title, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
    ]
    return "\n".join(text.get_text() for text in [*figure.texts, *own, *legends])


@pytest.mark.parametrize(("pairs", "lang"), [(1, "id"), (3, "en"), (6, "id")])
@pytest.mark.parametrize("name", list(DRAWN))
def test_texts_stay_within_the_figure_for_one_pair_and_for_six(name: str, pairs: int, lang: str) -> None:
    figure = DRAWN[name](pairs, lang)
    figure.draw_without_rendering()
    width, height = figure.canvas.get_width_height()
    for axes in figure.axes:
        ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()] if axes.get_visible() else []
        for text in [axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts, *ticks]:
            if text.get_text() and text.get_visible():
                box = text.get_window_extent()
                assert box.x0 >= -2, text.get_text()
                assert box.x1 <= width + 2, text.get_text()
                assert box.y0 >= -2, text.get_text()
                assert box.y1 <= height + 2, text.get_text()


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
@pytest.mark.parametrize("name", list(DRAWN))
def test_the_same_values_give_the_same_bytes(name: str, suffix: str) -> None:
    assert figure_to_bytes(DRAWN[name](3, "id"), suffix) == figure_to_bytes(DRAWN[name](3, "id"), suffix)


@pytest.mark.parametrize("name", ["pair_panels", "chance", "delays"])
def test_every_pair_has_a_panel_to_one_scale(name: str) -> None:
    panels = [axes for axes in DRAWN[name](5, "en").axes if axes.get_visible()]
    assert len(panels) == 5
    assert len({axes.get_xlim() for axes in panels}) == 1
    assert len({axes.get_ylim() for axes in panels}) == 1
    assert [axes._left_title.get_text()[0] for axes in panels] == list("12345")


@pytest.mark.parametrize("name", ["matrix", "matrix_units", "matrix_coaction", "pair_panels", "chance", "delays"])
def test_personal_accounts_have_no_name(name: str) -> None:
    assert "pegawai" not in all_texts(DRAWN[name](3, "id"))


@pytest.mark.parametrize("name", list(DRAWN))
def test_dollar_signs_in_names_are_no_formulas(name: str) -> None:
    registry = invent_registry(2)
    odd = replace(registry, pairs=tuple(Pair(pair.pair_no, r"$\frac{1$ & _x_$", False) for pair in registry.pairs))
    network = invent_network(40, 2)
    nodes = network.nodes.assign(handle=[rf"a$\b_{row}$" for row in range(len(network.nodes))])
    odd_network = replace(network, nodes=nodes)
    figures = {
        "matrix": lambda: draw_matrix(odd_network, odd),
        "matrix_units": lambda: draw_matrix(invent_network(600, 2), odd),
        "matrix_coaction": lambda: draw_matrix(invent_coaction(pairs=2), odd),
        "pair_panels": lambda: draw_pair_panels(odd_network, odd),
        "overlap": lambda: draw_overlap(invent_audiences(2), odd),
        "chance": lambda: draw_chance(invent_tests(2), odd),
        "delays": lambda: draw_delays(invent_delays(2), 60, odd),
    }
    figure = figures[name]()
    assert r"$\frac{1$" in all_texts(figure)
    assert figure_to_bytes(figure, ".svg")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_empty_states_say_what_was_looked_at(lang: str) -> None:
    registry, network = invent_registry(3), invent_network(60)
    nothing = replace(network, edges=network.edges.head(0))
    zeros = invent_audiences(3).assign(followers=0, other_followers=0, shared=0, jaccard=None)
    for figure in (
        draw_matrix(nothing, registry, lang),
        draw_pair_panels(nothing, registry, lang),
        draw_overlap(zeros, registry, lang),
        draw_overlap(zeros.head(0), registry, lang),
        draw_chance(invent_tests(3).head(0), registry, lang),
        draw_delays(invent_delays(3).head(0), 60, registry, lang),
    ):
        assert not figure.axes
        assert len(figure.texts) == 2
        assert all(text.get_text() for text in figure.texts)
        assert figure_to_bytes(figure, ".svg")


def test_a_pair_without_ties_keeps_its_columns_and_its_panel() -> None:
    network, registry = invent_network(60, 3), invent_registry(3)
    without = replace(network, edges=network.edges[network.edges["pair_no"] != 2])
    assert "2  Candra Kirana" in all_texts(draw_matrix(without, registry)).replace("\n", " ")
    panels = draw_pair_panels(without, registry, "en").axes
    assert "ties: 0, accounts: 0" in panels[1]._left_title.get_text()
    lines = [each for each in panels[1].collections if isinstance(each, LineCollection)]
    assert not lines


def test_a_pair_without_any_account_has_its_column_and_says_so() -> None:
    network, registry = invent_network(60, 2), invent_registry(3)
    texts = all_texts(draw_matrix(network, registry, "en")).replace("\n", " ")
    assert "3  Endah Rahayu" in texts and "no account known" in texts
    assert "no account known" in all_texts(draw_matrix(invent_network(600, 2), registry, "en"))


@pytest.mark.parametrize(("kind", "words"), [("interaction", "acts"), ("follow", "ties"), ("coaction", "objects")])
def test_a_matrix_says_how_many_its_smallest_and_its_largest_mark_stand_for(kind: str, words: str) -> None:
    network = invent_coaction() if kind == "coaction" else invent_network(60, kind=kind)
    texts = all_texts(draw_matrix(network, invent_registry(3), "en")).split("\n")
    (largest,) = [text for text in texts if text.endswith(words) and text[0].isdigit() and text[:2] != "1 "]
    assert int(largest.split()[0]) > 1
    assert [text for text in texts if text.startswith("1 ") and text.endswith(words[:-1])]


def test_accounts_lie_at_the_same_place_in_every_panel() -> None:
    panels = draw_pair_panels(invent_network(60, 3), invent_registry(3)).axes
    points = [
        sorted(
            tuple(point)
            for each in axes.collections
            if isinstance(each, PathCollection)
            for point in each.get_offsets().tolist()
        )
        for axes in panels
    ]
    assert points[0] == points[1] == points[2]


@pytest.mark.parametrize("pairs", [1, 2, 3])
def test_a_panel_is_as_flat_as_what_it_shows(pairs: int) -> None:
    network = invent_network(60, pairs)
    one_tie = replace(network, edges=network.edges[network.edges["pair_no"].notna()].head(1))
    for shown in (network, one_tie):
        figure = draw_pair_panels(shown, invent_registry(pairs))
        figure.draw_without_rendering()
        boxes = [axes.get_window_extent() for axes in figure.axes]
        width, height = figure.canvas.get_width_height()
        assert all(0.35 <= box.height / box.width <= 1.1 for box in boxes)
        assert sum(box.width for box in boxes) > 0.7 * width
        assert boxes[0].height > 0.45 * height


def test_bars_of_shared_followers_have_one_scale_and_add_up() -> None:
    audiences = invent_audiences(3)
    axes = draw_overlap(audiences, invent_registry(3)).axes[0]
    widths = [patch.get_width() for patch in axes.patches if isinstance(patch, Rectangle)]
    for row, (alone, other, shared) in enumerate(zip(widths[::3], widths[1::3], widths[2::3], strict=True)):
        entry = audiences.iloc[row]
        assert alone + shared == entry["followers"]
        assert other + shared == entry["other_followers"]


def test_delays_of_objects_of_no_pair_have_a_panel_of_their_own() -> None:
    delays = invent_delays(2)
    unknown = pd.concat([delays, delays.head(3).assign(pair_no=None)]).astype({"pair_no": "Int64"})
    assert len(draw_delays(delays, 60, invent_registry(2)).axes) == 2
    assert len(draw_delays(unknown, 60, invent_registry(2)).axes) == 3


def test_only_accounts_with_more_than_chance_are_filled() -> None:
    tests = invent_tests(1).assign(q_value=1.0)
    tests.loc[tests.index[:4], "q_value"] = 0.01
    marks = list(draw_chance(tests, invent_registry(1)).axes[0].collections)
    sizes = [(len(each.get_offsets()), len(each.get_facecolor())) for each in marks]
    assert sizes == [(len(tests) - 4, 0), (4, 1)]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_captions_hold_all_three_texts_and_every_pair(lang: str) -> None:
    registry = invent_registry(3)
    networks = (invent_network(60), invent_network(60, kind="follow"), invent_coaction())
    captions = [
        *(describe_matrix(network, registry, lang) for network in networks),
        *(describe_pair_panels(network, registry, lang) for network in networks),
        describe_overlap(invent_audiences(3), lang),
        describe_overlap(invent_audiences(1), lang),
        describe_chance(invent_tests(3), registry, lang),
        describe_delays(invent_delays(3), registry, lang),
        describe_delays(invent_delays(3).head(0), registry, lang),
    ]
    for caption in captions:
        assert_complete(caption)
    assert all(f" {number}: " in captions[3].alt for number in (1, 2, 3))


def assert_complete(caption: Caption) -> None:
    texts = (caption.alt, caption.shows, caption.not_shown)
    assert all(texts)
    assert not [text for text in texts if "{" in text or "terbukti" in text]


def test_the_figures_of_a_network_without_a_pair_say_so() -> None:
    network = invent_network(40)
    nobody = replace(network, edges=network.edges.assign(pair_no=pd.array([None] * len(network.edges), dtype="Int64")))
    assert not draw_pair_panels(nobody, invent_registry(3), "en").axes


def test_a_registry_without_pairs_is_drawn_empty() -> None:
    none = Registry(accounts=(), units=(), pairs=())
    network: Network = invent_network(40)
    assert not draw_pair_panels(network, none).axes
    assert not draw_chance(invent_tests(1).head(0), none).axes
