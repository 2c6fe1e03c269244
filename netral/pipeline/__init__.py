"""The rooms in order; the only package that calls more than one of them.

captures -> sources -> store -> networks -> rules -> cases -> people -> evidence
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.pipeline.casework import (
        complete_case,
        decide_case,
        find_lead,
        list_removals,
        load_holidays,
        read_case,
        record_known,
        record_recheck,
        record_reply,
        request_removal,
        require_signed,
        sign_case,
    )
    from netral.pipeline.coaction import build_coaction
    from netral.pipeline.complaints import list_complaints, take_complaint
    from netral.pipeline.destruction import purge_investigation, purge_subject
    from netral.pipeline.documents import make_document
    from netral.pipeline.exports import measure_network, read_exposure, trace_network
    from netral.pipeline.findings import (
        build_network,
        compare_pairs,
        evaluate_leads,
        find_leads,
        list_chance,
        list_questions,
    )
    from netral.pipeline.intake import (
        ingest_captures,
        list_verified_captures,
        load_tables,
        open_investigation,
        read_registry,
        reparse_captures,
    )
    from netral.pipeline.pictures import read_picture
    from netral.pipeline.readings import list_readable, list_readings, read_act
    from netral.pipeline.review import is_invented, make_case_pack, make_situation_pack
    from netral.pipeline.routes import list_routes, route_act, route_complaint, take_back_route
    from netral.pipeline.sealing import keep_seal, make_seal, open_seal
    from netral.pipeline.standings import list_standings
    from netral.pipeline.subjects import (
        destroy_subject,
        export_subject,
        freeze_subject,
        list_subject_requests,
        request_as_subject,
    )
    from netral.pipeline.two_hop import build_shared_audience, build_shared_targets, compare_audiences
    from netral.pipeline.verification import verify_pack
    from netral.pipeline.views import (
        list_group_parts,
        read_coverage,
        read_evidence,
        read_pictures,
        read_snapshots,
        read_status,
    )

__all__ = [
    "build_coaction",
    "build_network",
    "build_shared_audience",
    "build_shared_targets",
    "compare_audiences",
    "compare_pairs",
    "complete_case",
    "decide_case",
    "destroy_subject",
    "evaluate_leads",
    "export_subject",
    "find_lead",
    "find_leads",
    "freeze_subject",
    "ingest_captures",
    "is_invented",
    "keep_seal",
    "list_chance",
    "list_complaints",
    "list_group_parts",
    "list_questions",
    "list_readable",
    "list_readings",
    "list_removals",
    "list_routes",
    "list_standings",
    "list_subject_requests",
    "list_verified_captures",
    "load_holidays",
    "load_tables",
    "make_case_pack",
    "make_document",
    "make_seal",
    "make_situation_pack",
    "measure_network",
    "open_investigation",
    "open_seal",
    "purge_investigation",
    "purge_subject",
    "read_act",
    "read_case",
    "read_coverage",
    "read_evidence",
    "read_exposure",
    "read_picture",
    "read_pictures",
    "read_registry",
    "read_snapshots",
    "read_status",
    "record_known",
    "record_recheck",
    "record_reply",
    "reparse_captures",
    "request_as_subject",
    "request_removal",
    "require_signed",
    "route_act",
    "route_complaint",
    "sign_case",
    "take_back_route",
    "take_complaint",
    "trace_network",
    "verify_pack",
]

# A command imports only the stretch of the line it walks: drawing, packing and statistics are slow to import.
_HOMES = {
    "casework": (
        "complete_case",
        "decide_case",
        "find_lead",
        "list_removals",
        "load_holidays",
        "read_case",
        "record_known",
        "record_recheck",
        "record_reply",
        "request_removal",
        "require_signed",
        "sign_case",
    ),
    "coaction": ("build_coaction",),
    "complaints": ("list_complaints", "take_complaint"),
    "destruction": ("purge_investigation", "purge_subject"),
    "documents": ("make_document",),
    "exports": ("measure_network", "read_exposure", "trace_network"),
    "findings": ("build_network", "compare_pairs", "evaluate_leads", "find_leads", "list_chance", "list_questions"),
    "intake": (
        "ingest_captures",
        "list_verified_captures",
        "load_tables",
        "open_investigation",
        "read_registry",
        "reparse_captures",
    ),
    "pictures": ("read_picture",),
    "readings": ("list_readable", "list_readings", "read_act"),
    "review": ("is_invented", "make_case_pack", "make_situation_pack"),
    "routes": ("list_routes", "route_act", "route_complaint", "take_back_route"),
    "sealing": ("keep_seal", "make_seal", "open_seal"),
    "standings": ("list_standings",),
    "subjects": (
        "destroy_subject",
        "export_subject",
        "freeze_subject",
        "list_subject_requests",
        "request_as_subject",
    ),
    "two_hop": ("build_shared_audience", "build_shared_targets", "compare_audiences"),
    "verification": ("verify_pack",),
    "views": ("list_group_parts", "read_coverage", "read_evidence", "read_pictures", "read_snapshots", "read_status"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"netral.pipeline.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
