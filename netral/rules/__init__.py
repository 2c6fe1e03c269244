"""The rules as data, and the matcher: acts between registry accounts -> leads for people to read."""

from netral.rules.acts import collect_acts
from netral.rules.catalogue import load_catalogue
from netral.rules.coverage import count_follows, list_completeness, measure_coverage
from netral.rules.describe import hash_lead, lead_to_dict, leads_to_dict
from netral.rules.match import Findings, make_lead_id, match_leads

__all__ = [
    "Findings",
    "collect_acts",
    "count_follows",
    "hash_lead",
    "lead_to_dict",
    "leads_to_dict",
    "list_completeness",
    "load_catalogue",
    "make_lead_id",
    "match_leads",
    "measure_coverage",
]
