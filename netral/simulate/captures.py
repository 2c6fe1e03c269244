"""Which capture shows what: planned posts, lists and acts to named files, with the defects real captures have."""

from __future__ import annotations

from collections.abc import Iterator

from netral.simulate.captures_chats import write_chats
from netral.simulate.captures_instagram import write_instagram
from netral.simulate.captures_lists import write_lists
from netral.simulate.captures_scrolled import write_scrolled
from netral.simulate.captures_x import write_x
from netral.simulate.formats import edges
from netral.simulate.packing import Capture, pack
from netral.simulate.plan import Plan


def write_captures(plan: Plan) -> Iterator[Capture]:
    """A plan to every capture, in a fixed order."""
    yield from write_lists(plan)
    yield from write_x(plan)
    yield from write_instagram(plan)
    yield from write_scrolled(plan)
    yield from write_chats(plan)
    journal, transcript = ([act for act in plan.acts if book in act.books] for book in ("catatan", "aduan"))
    yield pack("catatan-instagram.csv", "edges", edges.write_journal(journal, plan.rng))
    yield pack("salinan-aduan.csv", "edges", edges.write_transcript(transcript, plan.rng))
