"""Tables are a function of the set of what was captured: of all formats, however spread over files and commands."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.pipeline import ingest_captures
from netral.sources import find_formats
from netral.store import list_captures
from tests.integration.mixture import SOURCES, write_captures, write_region
from tests.integration.stored import check_captures, forget_captures, read_tables

ITEMS = [(name, at) for name, source in SOURCES.items() for at in range(len(source.items))]
File = tuple[str, list[int]]


def spread_items(order: list[tuple[str, int]], ends: set[int]) -> list[File]:
    """Items in an order to files: each goes into the youngest file of its source, which ends after some of them."""
    files: list[File] = []
    youngest: dict[str, File] = {}
    for place, (name, at) in enumerate(order):
        if name not in youngest:
            youngest[name] = (name, [])
            files.append(youngest[name])
        youngest[name][1].append(at)
        if place in ends:
            del youngest[name]
    return files


def ingest_spread(folder: Path, files: list[File]) -> Path:
    """Files to an investigation; those in a row that are asked for with the same options come in one command."""
    investigation = write_region(folder / "wilayah")
    arriving = folder / "kiriman"
    arriving.mkdir()
    for options, group in itertools.groupby(files, lambda file: SOURCES[file[0]].options):
        paths = []
        for name, chosen in group:
            source = SOURCES[name]
            paths.append(arriving / f"{len(list(arriving.iterdir()))}{source.suffix}")
            paths[-1].write_bytes(source.join([source.items[at] for at in chosen]))
        for stored in ingest_captures(investigation, paths, **dict(options)):
            assert stored.capture.balances
    return investigation.folder


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    whole = [(name, list(range(len(source.items)))) for name, source in SOURCES.items()]
    return forget_captures(read_tables(ingest_spread(tmp_path_factory.mktemp("utuh"), whole)))


def test_the_mixture_holds_every_format_and_every_table(expected: dict[str, Any], tmp_path: Path) -> None:
    investigation = write_region(tmp_path / "wilayah")
    for path, (name, source) in zip(write_captures(tmp_path), SOURCES.items(), strict=True):
        (stored,) = ingest_captures(investigation, [path], **dict(source.options))
        assert stored.capture.format == name.partition(" ")[0]
    assert {capture.format for capture in list_captures(investigation.store_folder)} == set(find_formats())
    assert all(expected.values())
    assert {row["platform"] for row in expected["interactions"]} == {"x", "instagram", "telegram"}


@settings(max_examples=4, deadline=None)
@given(st.permutations(ITEMS), st.sets(st.integers(0, len(ITEMS) - 1), max_size=len(ITEMS) // 2))
def test_tables_do_not_depend_on_order_or_partition_of_captures_of_any_format(
    expected: dict[str, Any], order: list[tuple[str, int]], ends: set[int]
) -> None:
    ends |= {place for place, (name, _) in enumerate(order) if name == "instaloader"}
    with tempfile.TemporaryDirectory() as folder:
        made = ingest_spread(Path(folder), spread_items(order, ends))
        check_captures(made)
        found = forget_captures(read_tables(made))
    for name, rows in expected.items():
        assert found[name] == rows, name
