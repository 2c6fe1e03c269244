"""Labels of a network that never lie on each other: what finds no room is left out."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.textpath import TextPath

from netral.figures import colours
from netral.figures.hidden import show_hidden

FONT_POINTS = 7.2
LIMIT = 32
DISTANCES_POINTS = (1.5, 10, 20, 32, 44, 60)
ANGLES_DEGREES = (0, 180, 35, 145, -35, -145, 90, -90)

Box = tuple[float, float, float, float]


def choose_labels(nodes: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Nodes to those that get a label, in the order in which they are placed.

    First the campaign side, the pairs in turn so that none is preferred, then the agencies with most ties. People are
    never labelled.
    """
    named = nodes[nodes["handle"].notna() & (nodes["handle"] != "")]
    campaign = named[named["group"] == "campaign"].sort_values(
        ["pair_no", "ties", "handle"], ascending=[True, False, True]
    )
    turn = campaign.groupby("pair_no", dropna=False).cumcount()
    campaign = campaign.assign(turn=turn).sort_values(["turn", "pair_no"])
    agencies = named[named["group"] == "opd"].sort_values(["ties", "handle"], ascending=[False, True])
    return pd.concat([campaign.head(limit - limit // 3), agencies]).head(limit)


def name_nodes(nodes: pd.DataFrame) -> pd.Series[str]:
    """Nodes to the names they are shown by: @handle, with the platform where two share one; none where it is masked."""
    handles = nodes["handle"].fillna(nodes["account_id"]).astype(str).map(show_hidden)
    twice = handles.str.lower().duplicated(keep=False)
    names = "@" + handles.str.removeprefix("@")
    return names.where(~twice, names + " (" + nodes["platform"].astype(str) + ")").where(handles != "", "")


def place_labels(figure: Figure, axes: Axes, nodes: pd.DataFrame, reach_points: pd.Series[float]) -> list[str]:
    """Write labels beside nodes where they overlap neither another label nor any node.

    ``nodes`` has handle, platform, group, pair_no, ties, x and y; ``reach_points`` is half the width of each node's
    mark. Returns the handles that were written.
    """
    scale = figure.dpi / 72
    pixels = axes.transData.transform(nodes[["x", "y"]].to_numpy(dtype=float))
    nodes = nodes.assign(px=pixels[:, 0], py=pixels[:, 1], reach=reach_points * scale, label=name_nodes(nodes))
    x, y, reach = (nodes[column].to_numpy(dtype=float) for column in ("px", "py", "reach"))
    taken: list[Box] = list(zip(x - reach, y - reach, x + reach, y + reach, strict=True))
    frame = axes.get_window_extent()
    written = []
    for row in choose_labels(nodes, LIMIT).to_dict("records"):
        label = row["label"]
        others = (nodes["group"] == "campaign").to_numpy() & ((x != row["px"]) | (y != row["py"]))
        marks = np.column_stack([x, y, reach])[others]
        spot = _find_spot(row, _measure(label, scale), taken, marks, (frame.x0, frame.y0, frame.x1, frame.y1), scale)
        if spot is None:
            continue
        box, far = spot
        taken.append(box)
        written.append(row["handle"])
        _write(axes, label, (row["px"], row["py"]), box, far)
    return written


def _measure(label: str, scale: float) -> tuple[float, float]:
    path = TextPath((0, 0), label, size=FONT_POINTS, prop=FontProperties(family=["STIXGeneral", "DejaVu Sans"]))
    return (path.get_extents().width + 2) * scale, FONT_POINTS * 1.15 * scale


def _find_spot(
    node: dict[Hashable, Any],
    size: tuple[float, float],
    taken: list[Box],
    marks: npt.NDArray[np.float64],
    frame: Box,
    scale: float,
) -> tuple[Box, bool] | None:
    """The first free box around a node, nearest distances first, and whether it needs a leader line.

    A leader that ran through the mark of another campaign account would seem to name that one.
    """
    boxes: npt.NDArray[np.float64] = np.array(taken)
    for distance in DISTANCES_POINTS:
        for angle in ANGLES_DEGREES:
            box = _box_at((node["px"], node["py"]), size, node["reach"] + distance * scale, math.radians(angle))
            inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
            clear = (
                (boxes[:, 0] >= box[2]) | (boxes[:, 2] <= box[0]) | (boxes[:, 1] >= box[3]) | (boxes[:, 3] <= box[1])
            )
            far = distance > DISTANCES_POINTS[0]
            if inside and clear.all() and not (far and _meets_mark((node["px"], node["py"]), box, marks)):
                return box, far
    return None


def _meets_mark(node: tuple[float, float], box: Box, marks: npt.NDArray[np.float64]) -> bool:
    """Whether the line from a node to its label comes nearer to the middle of a mark than half its width."""
    start, end = np.array(node), np.array(_nearest(box, node))
    along = end - start
    length = max(float(along @ along), 1e-9)
    share = np.clip((marks[:, :2] - start) @ along / length, 0, 1)
    gap = marks[:, :2] - (start + share[:, None] * along)
    return bool((np.hypot(gap[:, 0], gap[:, 1]) < marks[:, 2]).any())


def _nearest(box: Box, node: tuple[float, float]) -> tuple[float, float]:
    """The point of a label's box that is nearest to its node."""
    return min(max(node[0], box[0]), box[2]), min(max(node[1], box[1]), box[3])


def _box_at(node: tuple[float, float], size: tuple[float, float], distance: float, angle: float) -> Box:
    """The label's box on a ray from the node, touching it with the side that faces the node."""
    x = node[0] + distance * math.cos(angle)
    y = node[1] + distance * math.sin(angle)
    left = x - size[0] * (1 - math.cos(angle)) / 2
    bottom = y - size[1] / 2 + math.sin(angle) * size[1] / 2
    return left, bottom, left + size[0], bottom + size[1]


def _write(axes: Axes, label: str, node: tuple[float, float], box: Box, far: bool) -> None:
    back = axes.transData.inverted()
    centre = back.transform(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    if far:
        ends = zip(back.transform(node), back.transform(_nearest(box, node)), strict=True)
        axes.plot(*ends, color=colours.LINE, linewidth=0.4, zorder=9)
    text = axes.text(
        centre[0], centre[1], label, ha="center", va="center", fontsize=FONT_POINTS, color=colours.INK, zorder=10
    )
    text.set_path_effects([withStroke(linewidth=1.6, foreground=colours.PAPER, alpha=0.85)])
