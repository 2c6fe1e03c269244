"""The rules as data, and the matcher: acts between registry accounts -> leads for people to read."""

from netral.rules.acts import collect_acts
from netral.rules.catalogue import load_catalogue
from netral.rules.changes import Change, ChangedLead, compare_leads, count_changes
from netral.rules.coverage import count_ties, list_completeness, measure_coverage
from netral.rules.describe import hash_lead, lead_to_dict, leads_to_dict
from netral.rules.directions import READABLE, add_directions
from netral.rules.evaluate import Evaluation, evaluate_leads
from netral.rules.form_profile import load_form_profile, load_holidays
from netral.rules.lead import Findings, make_lead_id
from netral.rules.match import match_leads
from netral.rules.slices import list_units, slice_investigation, slice_registry, slice_roster

__all__ = [
    "READABLE",
    "Change",
    "ChangedLead",
    "Evaluation",
    "Findings",
    "add_directions",
    "collect_acts",
    "compare_leads",
    "count_changes",
    "count_ties",
    "evaluate_leads",
    "hash_lead",
    "lead_to_dict",
    "leads_to_dict",
    "list_completeness",
    "list_units",
    "load_catalogue",
    "load_form_profile",
    "load_holidays",
    "make_lead_id",
    "match_leads",
    "measure_coverage",
    "slice_investigation",
    "slice_registry",
    "slice_roster",
]
