"""Values to figures in one style, each with its caption: maps, matrices, timelines, pairs side by side, coverage."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.figures.all_pairs import draw_all_pairs
    from netral.figures.canvas import figure_to_bytes, write_figure
    from netral.figures.captions import (
        Caption,
        describe_all_pairs,
        describe_coverage,
        describe_network,
        describe_timeline,
    )
    from netral.figures.captions_compared import (
        describe_chance,
        describe_delays,
        describe_matrix,
        describe_overlap,
        describe_pair_panels,
    )
    from netral.figures.chance import draw_chance
    from netral.figures.coverage import draw_coverage
    from netral.figures.delays import draw_delays
    from netral.figures.directions import READ_COLUMNS
    from netral.figures.matrix import draw_matrix
    from netral.figures.network import draw_network
    from netral.figures.overlap import draw_overlap
    from netral.figures.pair_panels import draw_pair_panels
    from netral.figures.timeline import draw_timeline

__all__ = [
    "READ_COLUMNS",
    "Caption",
    "describe_all_pairs",
    "describe_chance",
    "describe_coverage",
    "describe_delays",
    "describe_matrix",
    "describe_network",
    "describe_overlap",
    "describe_pair_panels",
    "describe_timeline",
    "draw_all_pairs",
    "draw_chance",
    "draw_coverage",
    "draw_delays",
    "draw_matrix",
    "draw_network",
    "draw_overlap",
    "draw_pair_panels",
    "draw_timeline",
    "figure_to_bytes",
    "write_figure",
]

# A command that prints a sentence of this room draws nothing: matplotlib, scipy and igraph take a second to import.
_HOMES = {
    "all_pairs": ("draw_all_pairs",),
    "canvas": ("figure_to_bytes", "write_figure"),
    "captions": ("Caption", "describe_all_pairs", "describe_coverage", "describe_network", "describe_timeline"),
    "captions_compared": (
        "describe_chance",
        "describe_delays",
        "describe_matrix",
        "describe_overlap",
        "describe_pair_panels",
    ),
    "chance": ("draw_chance",),
    "coverage": ("draw_coverage",),
    "delays": ("draw_delays",),
    "directions": ("READ_COLUMNS",),
    "matrix": ("draw_matrix",),
    "network": ("draw_network",),
    "overlap": ("draw_overlap",),
    "pair_panels": ("draw_pair_panels",),
    "timeline": ("draw_timeline",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
