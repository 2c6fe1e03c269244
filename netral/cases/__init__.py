"""Leads and human decisions to cases: an append-only, hash-chained log, states, and two people's signatures."""

from netral.cases.complaints import COMPLAINTS_FOLDER, list_complaints, take_complaint
from netral.cases.days import record_known
from netral.cases.deadlines import count_deadlines
from netral.cases.decisions import decide_case, require_signed, sign_case
from netral.cases.history import list_cases, read_case
from netral.cases.log import append_entry, read_log, read_log_lines
from netral.cases.readings import read_readings, record_reading
from netral.cases.referrals import list_conflicts
from netral.cases.removals import record_recheck, request_removal
from netral.cases.replies import record_reply
from netral.cases.requests import (
    REGISTER_FOLDER,
    Asked,
    Done,
    SubjectRequest,
    list_requests,
    parse_asked,
    record_request,
    record_step,
)
from netral.cases.routes import list_routed_acts, read_routes, route_out, take_back_route

__all__ = [
    "COMPLAINTS_FOLDER",
    "REGISTER_FOLDER",
    "Asked",
    "Done",
    "SubjectRequest",
    "append_entry",
    "count_deadlines",
    "decide_case",
    "list_cases",
    "list_complaints",
    "list_conflicts",
    "list_requests",
    "list_routed_acts",
    "parse_asked",
    "read_case",
    "read_log",
    "read_log_lines",
    "read_readings",
    "read_routes",
    "record_known",
    "record_reading",
    "record_recheck",
    "record_reply",
    "record_request",
    "record_step",
    "request_removal",
    "require_signed",
    "route_out",
    "sign_case",
    "take_back_route",
    "take_complaint",
]
