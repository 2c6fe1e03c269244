"""Values to figures in one style: networks, timelines, the all-pairs table and coverage, each with its caption."""

from netral.figures.all_pairs import draw_all_pairs
from netral.figures.canvas import figure_to_bytes, write_figure
from netral.figures.captions import (
    Caption,
    describe_all_pairs,
    describe_coverage,
    describe_network,
    describe_timeline,
)
from netral.figures.coverage import draw_coverage
from netral.figures.network import draw_network
from netral.figures.timeline import draw_timeline

__all__ = [
    "Caption",
    "describe_all_pairs",
    "describe_coverage",
    "describe_network",
    "describe_timeline",
    "draw_all_pairs",
    "draw_coverage",
    "draw_network",
    "draw_timeline",
    "figure_to_bytes",
    "write_figure",
]
