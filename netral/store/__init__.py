"""Records -> checked tables (Parquet); the only room that touches them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.store.captures import list_captures, name_operator, verify_captures
    from netral.store.cut import holds_account
    from netral.store.declared import read_declared
    from netral.store.destruction import (
        DONE,
        EVERYTHING,
        Destruction,
        HandedPack,
        begin_destruction,
        describe_file,
        read_destruction,
        write_destruction,
    )
    from netral.store.held import list_held
    from netral.store.ingest import Stored, ingest_files, lock_store, refresh_store, reparse_captures
    from netral.store.inputs import CaptureInput, Opener
    from netral.store.key import read_pseudonym_key
    from netral.store.lineage import read_handles, read_lineage, read_post_lineage
    from netral.store.memberships import Membership, list_memberships
    from netral.store.personal_files import destroy_files, list_personal_files, remove_empty_folders
    from netral.store.pictures import list_post_pictures
    from netral.store.purge import SubjectPlan, clear_stage, describe_swaps, read_plan, swap_files, write_plan
    from netral.store.purge_stage import resolve_subject, stage_swaps
    from netral.store.records import read_record_bytes
    from netral.store.subject import SubjectNames
    from netral.store.tables import count_reasons, count_rows, list_quarantined, open_tables
    from netral.store.workers import Workers

__all__ = [
    "DONE",
    "EVERYTHING",
    "CaptureInput",
    "Destruction",
    "HandedPack",
    "Membership",
    "Opener",
    "Stored",
    "SubjectNames",
    "SubjectPlan",
    "Workers",
    "begin_destruction",
    "clear_stage",
    "count_reasons",
    "count_rows",
    "describe_file",
    "describe_swaps",
    "destroy_files",
    "holds_account",
    "ingest_files",
    "list_captures",
    "list_held",
    "list_memberships",
    "list_personal_files",
    "list_post_pictures",
    "list_quarantined",
    "lock_store",
    "name_operator",
    "open_tables",
    "read_declared",
    "read_destruction",
    "read_handles",
    "read_lineage",
    "read_plan",
    "read_post_lineage",
    "read_pseudonym_key",
    "read_record_bytes",
    "refresh_store",
    "remove_empty_folders",
    "reparse_captures",
    "resolve_subject",
    "stage_swaps",
    "swap_files",
    "verify_captures",
    "write_destruction",
    "write_plan",
]

# An ingest, and each process that helps it, imports only what it needs: the tables' declaration is slow to import.
_HOMES = {
    "captures": (
        "list_captures",
        "name_operator",
        "verify_captures",
    ),
    "cut": ("holds_account",),
    "declared": ("read_declared",),
    "destruction": (
        "DONE",
        "EVERYTHING",
        "Destruction",
        "HandedPack",
        "begin_destruction",
        "describe_file",
        "read_destruction",
        "write_destruction",
    ),
    "ingest": (
        "Stored",
        "ingest_files",
        "lock_store",
        "refresh_store",
        "reparse_captures",
    ),
    "inputs": (
        "CaptureInput",
        "Opener",
    ),
    "key": ("read_pseudonym_key",),
    "lineage": (
        "read_handles",
        "read_lineage",
        "read_post_lineage",
    ),
    "memberships": ("Membership", "list_memberships"),
    "pictures": ("list_post_pictures",),
    "personal_files": (
        "destroy_files",
        "list_personal_files",
        "remove_empty_folders",
    ),
    "purge": (
        "SubjectPlan",
        "clear_stage",
        "describe_swaps",
        "read_plan",
        "swap_files",
        "write_plan",
    ),
    "purge_stage": ("resolve_subject", "stage_swaps"),
    "records": ("read_record_bytes",),
    "held": ("list_held",),
    "subject": ("SubjectNames",),
    "tables": (
        "count_reasons",
        "count_rows",
        "list_quarantined",
        "open_tables",
    ),
    "workers": ("Workers",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
