"""Values to what a notebook shows: figures with captions, tables, the network to move, the evidence to filter."""

from netral.explore.complaints import show_complaints, show_removals, show_routes
from netral.explore.employment import show_employment
from netral.explore.evidence import show_evidence
from netral.explore.graph import NetworkView, show_network
from netral.explore.groups import show_group_parts
from netral.explore.interpretations import show_interpretations
from netral.explore.leads import show_acts, show_education, show_leads, show_readings
from netral.explore.picture import show_figure
from netral.explore.pictures import show_pictures
from netral.explore.table import show_table

__all__ = [
    "NetworkView",
    "show_acts",
    "show_complaints",
    "show_education",
    "show_employment",
    "show_evidence",
    "show_figure",
    "show_group_parts",
    "show_interpretations",
    "show_leads",
    "show_network",
    "show_pictures",
    "show_readings",
    "show_removals",
    "show_routes",
    "show_table",
]
