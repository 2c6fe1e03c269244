"""Leads and human decisions to cases: an append-only, hash-chained log, states, and two people's signatures."""

from netral.cases.decisions import decide_case, list_cases, read_case, require_signed, sign_case
from netral.cases.log import append_entry, read_log, read_log_lines

__all__ = [
    "append_entry",
    "decide_case",
    "list_cases",
    "read_case",
    "read_log",
    "read_log_lines",
    "require_signed",
    "sign_case",
]
