"""An invented region with planted truth, written as real capture formats; shares no code with the readers."""

from netral.simulate.bulk import write_bulk_edges, write_bulk_x_jsonl
from netral.simulate.bulk_scrolled import write_bulk_scrolled
from netral.simulate.folder import plan_region, write_region

__all__ = ["plan_region", "write_bulk_edges", "write_bulk_scrolled", "write_bulk_x_jsonl", "write_region"]
