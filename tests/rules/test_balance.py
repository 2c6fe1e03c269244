"""All pairs alike: other numbers for the pairs give the same leads under other numbers, and nothing else changes."""

from __future__ import annotations

import csv
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.pipeline import find_leads, ingest_captures, open_investigation
from netral.rules import leads_to_dict
from netral.simulate import write_region

NUMBERED = ("accounts.csv", "pairs.csv", "marks.csv")


@cache
def make_region() -> tempfile.TemporaryDirectory[str]:
    """An invented region of four pairs, ingested once for all examples."""
    folder = tempfile.TemporaryDirectory(prefix="netral-seimbang-")
    region = write_region(Path(folder.name) / "wilayah", seed=2, interactions=400)
    investigation = open_investigation(region)
    ingest_captures(investigation, sorted(investigation.captures_folder.iterdir()))
    return folder


@cache
def describe_original() -> dict[str, Any]:
    """The leads under the numbers that the pairs have, found once for all examples."""
    return describe(Path(make_region().name) / "wilayah", {number: number for number in "1234"})


def renumber(registry: Path, original: dict[str, str], numbers: dict[str, str]) -> None:
    for name in NUMBERED:
        rows = list(csv.DictReader(original[name].splitlines()))
        for row in rows:
            row["pair_no"] = numbers.get(row["pair_no"], "")
        with (registry / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def describe(region: Path, back: dict[str, str]) -> dict[str, Any]:
    """The leads with the pairs' numbers put back, without what only names or dates them."""
    result = leads_to_dict(find_leads(open_investigation(region)))
    for lead in result["leads"]:
        lead.pop("lead_id")
        lead["pair_no"] = int(back[str(lead["pair_no"])])
        for key in [key for key in lead if key.startswith("all_pairs") or key == "relative"]:
            lead[key] = {back[number]: value for number, value in lead[key].items()}
        for act in lead["acts"]:
            if act["kind"] == "post":
                act.pop("interaction_id")  # of an own post it names the pair too
    for burst in result["coordinated"]:
        burst["pair_no"] = int(back[str(burst["pair_no"])])
    result["leads"].sort(key=lambda lead: json.dumps(lead, sort_keys=True))
    result.pop("generated_at")
    return result


@settings(max_examples=5, deadline=None)
@given(st.permutations(["1", "2", "3", "4"]))
def test_another_numbering_of_the_pairs_renumbers_the_leads_and_changes_nothing_else(order: list[str]) -> None:
    region = Path(make_region().name) / "wilayah"
    registry = region / "registry"
    original = {name: (registry / name).read_text("utf-8") for name in NUMBERED}
    before = describe_original()
    numbers = dict(zip(["1", "2", "3", "4"], order, strict=True))
    try:
        renumber(registry, original, numbers)
        after = describe(region, {new: old for old, new in numbers.items()})
    finally:
        for name, text in original.items():
            (registry / name).write_text(text, encoding="utf-8", newline="")
    assert len(before["leads"]) > 20
    assert after == before
