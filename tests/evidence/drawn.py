"""Figures of reports drawn once for the same values: four of them take longer than all else that is done for a pack."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from netral.evidence import figure_parts
from netral.model import Investigation

DRAWING = ("draw_matrix", "draw_network", "draw_pair_panels", "draw_timeline")
Asked = tuple[bytes, Callable[[], Any]]  # what a figure is drawn of, and how


@contextmanager
def draw_once() -> Iterator[dict[bytes, bytes]]:
    """Inside, reports take a figure from what was drawn of the same values before; yields what was drawn."""
    kept: dict[bytes, bytes] = {}
    to_bytes = figure_parts.figure_to_bytes

    def remember(draw: Callable[..., Any], *values: Any, **options: Any) -> Asked:
        named = [replace(each, folder=Path()) if isinstance(each, Investigation) else each for each in values]
        return pickle.dumps((draw.__name__, named, options)), partial(draw, *values, **options)

    def recall(asked: Asked, suffix: str) -> bytes:
        key, draw = asked
        if key not in kept:
            kept[key] = to_bytes(draw(), suffix)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        for name in DRAWING:
            patch.setattr(figure_parts, name, partial(remember, getattr(figure_parts, name)))
        patch.setattr(figure_parts, "figure_to_bytes", recall)
        yield kept
