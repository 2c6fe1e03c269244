"""The rooms in order; the only package that calls more than one of them.

captures -> sources -> store -> networks -> rules -> cases -> people -> evidence
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.pipeline.coaction import build_coaction
    from netral.pipeline.destruction import purge_investigation, purge_subject
    from netral.pipeline.findings import build_network, compare_pairs, find_leads, list_chance
    from netral.pipeline.intake import (
        ingest_captures,
        list_verified_captures,
        load_tables,
        open_investigation,
        read_registry,
        reparse_captures,
    )
    from netral.pipeline.review import (
        decide_case,
        find_lead,
        is_invented,
        make_case_pack,
        make_situation_pack,
        read_case,
        require_signed,
        sign_case,
        verify_pack,
    )
    from netral.pipeline.views import read_coverage, read_evidence, read_snapshots, read_status

__all__ = [
    "build_coaction",
    "build_network",
    "compare_pairs",
    "decide_case",
    "find_lead",
    "find_leads",
    "ingest_captures",
    "is_invented",
    "list_chance",
    "list_verified_captures",
    "load_tables",
    "make_case_pack",
    "make_situation_pack",
    "open_investigation",
    "purge_investigation",
    "purge_subject",
    "read_case",
    "read_coverage",
    "read_evidence",
    "read_registry",
    "read_snapshots",
    "read_status",
    "reparse_captures",
    "require_signed",
    "sign_case",
    "verify_pack",
]

# A command imports only the stretch of the line it walks: drawing, packing and statistics are slow to import.
_HOMES = {
    "coaction": ("build_coaction",),
    "destruction": ("purge_investigation", "purge_subject"),
    "findings": ("build_network", "compare_pairs", "find_leads", "list_chance"),
    "intake": (
        "ingest_captures",
        "list_verified_captures",
        "load_tables",
        "open_investigation",
        "read_registry",
        "reparse_captures",
    ),
    "review": (
        "decide_case",
        "find_lead",
        "is_invented",
        "make_case_pack",
        "make_situation_pack",
        "read_case",
        "require_signed",
        "sign_case",
        "verify_pack",
    ),
    "views": ("read_coverage", "read_evidence", "read_snapshots", "read_status"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"netral.pipeline.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
