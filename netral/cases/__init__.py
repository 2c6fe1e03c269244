"""Leads and human decisions to cases: an append-only, hash-chained log, states, and two people's signatures."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

# Every command writes into the log of custody, and few of them do more with cases.
_HOMES = {
    "complaints": ("COMPLAINTS_FOLDER", "list_complaints", "take_complaint"),
    "days": ("record_known",),
    "deadlines": ("count_deadlines",),
    "decisions": ("decide_case", "require_signed", "sign_case"),
    "history": ("list_cases", "read_case"),
    "log": ("append_entry", "read_log", "read_log_lines"),
    "readings": ("read_readings", "record_reading"),
    "referrals": ("list_conflicts",),
    "removals": ("record_recheck", "request_removal"),
    "replies": ("record_reply",),
    "requests": (
        "REGISTER_FOLDER",
        "Asked",
        "Done",
        "SubjectRequest",
        "list_requests",
        "parse_asked",
        "record_request",
        "record_step",
    ),
    "routes": ("list_routed_acts", "read_routes", "route_out", "take_back_route"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"netral.cases.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
