"""Networks as figures: readable at every size, the same bytes each time, nobody singled out."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure

from netral.figures import colours, describe_network, draw_matrix, draw_network, figure_to_bytes
from netral.figures.labels import choose_labels, name_nodes
from netral.figures.layout import place_nodes, select_tied_nodes
from tests.figures.invented import invent_network, invent_registry


def written_texts(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def label_boxes(figure: Figure) -> np.ndarray:
    """The boxes of all account labels, in pixels."""
    figure.draw_without_rendering()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text().startswith("@")]
    return np.array([text.get_window_extent().extents for text in texts])


@pytest.mark.parametrize("nodes", [30, 300, 3000])
@pytest.mark.parametrize("pairs", [1, 2, 3, 5])
def test_labels_do_not_overlap_and_are_not_clipped(nodes: int, pairs: int) -> None:
    figure = draw_network(invent_network(nodes, pairs), invent_registry(pairs), "en")
    boxes = label_boxes(figure)
    assert len(boxes) >= min(2 * pairs, 6)
    width, height = figure.canvas.get_width_height()
    assert (boxes[:, :2] >= -1).all()
    assert (boxes[:, 2] <= width + 1).all()
    assert (boxes[:, 3] <= height + 1).all()
    inner = boxes + np.array([1.5, 1.5, -1.5, -1.5])
    for row, box in enumerate(inner):
        others = np.delete(inner, row, axis=0)
        apart = (
            (others[:, 0] >= box[2]) | (others[:, 2] <= box[0]) | (others[:, 1] >= box[3]) | (others[:, 3] <= box[1])
        )
        assert apart.all()


def test_people_are_never_labelled() -> None:
    figure = draw_network(invent_network(120), invent_registry(), "en")
    assert not [text for text in written_texts(figure) if "pegawai" in text]


def test_every_campaign_account_carries_the_number_of_its_pair() -> None:
    network = invent_network(60, 3)
    figure = draw_network(network, invent_registry(3), "en")
    numbers = [text for text in written_texts(figure) if text.isdigit()]
    campaign = network.nodes[network.nodes["role"].isin(["candidate", "volunteer"])]
    assert sorted(numbers) == sorted(str(no) for no in campaign["pair_no"])


def legend_texts(figure: Figure) -> list[str]:
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


@pytest.mark.parametrize(("most", "end"), [(1, None), (4, "4 acts"), (7, "7 acts"), (90, "7 acts and more")])
def test_the_widths_of_lines_have_a_scale(most: int, end: str | None) -> None:
    network = invent_network(60)
    weights = [most, *[1] * (len(network.edges) - 1)]
    figure = draw_network(replace(network, edges=network.edges.assign(weight=weights)), invent_registry(), "en")
    scale = [text for text in legend_texts(figure) if text[0].isdigit() and " act" in text]
    assert scale == (["1 act", end] if end else [])
    drawn = [width for axes in figure.axes for lines in axes.collections if isinstance(lines, LineCollection)
             for width in lines.get_linewidths()]  # fmt: skip
    shown = [line.get_linewidth() for legend in figure.legends for line in legend.get_lines()][-2:]
    if end:
        assert shown == pytest.approx([min(drawn), max(drawn)])


def test_a_long_legend_takes_nothing_from_the_map() -> None:
    registry = invent_registry(6)
    name = "H. Joko Satria Wicaksana Adiningrat, S.H., M.Hum. & dr. Hj. Kartini Larasati Puspaningtyas"
    long = replace(registry, pairs=tuple(replace(pair, name=name) for pair in registry.pairs))
    heights = []
    for each in (registry, long):
        figure = draw_network(invent_network(60, 6), each, "en")
        figure.draw_without_rendering()
        heights.append(figure.axes[0].get_window_extent().height)
    assert heights[1] > 0.85 * heights[0]


def test_pairs_take_turns_for_labels() -> None:
    nodes = select_tied_nodes(invent_network(300, 3))
    assert list(choose_labels(nodes, 32)["pair_no"].head(6)) == [1, 2, 3, 1, 2, 3]


def test_all_pairs_lie_at_the_same_distance_from_the_middle() -> None:
    network = invent_network(200, 4)
    nodes = select_tied_nodes(network)
    places = place_nodes(nodes, network.edges)
    campaign = nodes[nodes["group"] == "campaign"]
    centres = [
        np.mean([places[key] for key in part["account_id"]], axis=0) / (1.35, 1)
        for _, part in campaign.groupby("pair_no")
    ]
    distances = [float(np.hypot(*centre)) for centre in centres]
    assert max(distances) - min(distances) < 0.05 * max(distances)


def test_positions_do_not_depend_on_the_order_of_rows() -> None:
    network = invent_network(80)
    turned = replace(network, nodes=network.nodes.iloc[::-1], edges=network.edges.iloc[::-1].reset_index(drop=True))
    one = place_nodes(select_tied_nodes(network), network.edges)
    other = place_nodes(select_tied_nodes(turned), turned.edges)
    assert one.keys() == other.keys()
    assert all(np.allclose(one[key], other[key]) for key in one)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_network_gives_the_same_bytes(suffix: str) -> None:
    network, registry = invent_network(60), invent_registry()
    one = figure_to_bytes(draw_network(network, registry), suffix)
    assert one == figure_to_bytes(draw_network(network, registry), suffix)
    assert len(one) > 5_000


def test_an_empty_network_says_why_and_what_was_looked_at() -> None:
    network = invent_network(60)
    figure = draw_network(replace(network, edges=network.edges.head(0)), invent_registry(), "en")
    assert figure.texts[0].get_text() == "No tie was observed."
    assert "60 accounts" in figure.texts[1].get_text()


def test_a_network_of_one_tie_and_unknown_pair_is_drawn() -> None:
    network = invent_network(40)
    edges = network.edges.head(1).assign(pair_no=None)
    figure = draw_network(replace(network, edges=edges), invent_registry(), "en")
    lines = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)]
    assert len(lines) == 1


def test_colours_stay_apart_in_greyscale_by_number_and_shape() -> None:
    figure = draw_network(invent_network(60), invent_registry(), "en")
    shapes = {
        each.get_paths()[0].vertices.shape for each in figure.axes[0].collections if isinstance(each, PathCollection)
    }
    assert len(shapes) >= 2
    assert len(set(colours.PAIR_COLOURS.values())) == 5


def test_a_handle_on_two_platforms_is_told_apart() -> None:
    nodes = select_tied_nodes(invent_network(30)).head(2).assign(handle="relawan", platform=["x", "instagram"])
    assert list(name_nodes(nodes)) == ["@relawan (x)", "@relawan (instagram)"]


def test_dollar_signs_in_names_are_no_formulas() -> None:
    network = invent_network(30)
    nodes = network.nodes.assign(handle=[f"a$b_{row}$" for row in range(len(network.nodes))])
    assert figure_to_bytes(draw_network(replace(network, nodes=nodes), invent_registry()), ".svg")


@pytest.mark.parametrize("kind", ["follow", "interaction"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_caption_says_what_is_shown_and_what_is_not(kind: str, lang: str) -> None:
    caption = describe_network(invent_network(60, kind=kind), lang)
    assert caption.alt
    assert caption.shows
    assert caption.not_shown
    assert "terbukti" not in f"{caption.alt} {caption.shows} {caption.not_shown}"


@pytest.mark.parametrize("name", ["nul\x00 \x01\x7f", "turned\u202e\u2028", "none\ufffe\uffff"])
def test_whatever_people_call_themselves_a_figure_is_xml_that_can_be_read(name: str) -> None:
    network, registry = invent_network(30), invent_registry(3)
    called = replace(
        network,
        nodes=network.nodes.assign(handle=name),
        edges=network.edges.assign(source_handle=name, target_handle=name),
    )
    pairs = replace(registry, pairs=tuple(replace(pair, name=name) for pair in registry.pairs))
    for draw in (draw_network, draw_matrix):
        ElementTree.fromstring(figure_to_bytes(draw(called, pairs), ".svg"))
