"""A reviewed case or a situation to an evidence pack, and a pack to the verdict of every check."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.evidence.bag import hash_root
    from netral.evidence.documents import DOCUMENTS, Request, frame_document, make_document
    from netral.evidence.pack import write_case_pack, write_situation_pack
    from netral.evidence.seal_key import make_key, read_key, write_key
    from netral.evidence.units import FEW_ACCOUNTS
    from netral.evidence.verify import verify_pack

__all__ = [
    "DOCUMENTS",
    "FEW_ACCOUNTS",
    "Request",
    "frame_document",
    "hash_root",
    "make_document",
    "make_key",
    "read_key",
    "verify_pack",
    "write_case_pack",
    "write_key",
    "write_situation_pack",
]

# A pack is verified without what draws and writes one.
_HOMES = {
    "bag": ("hash_root",),
    "documents": ("DOCUMENTS", "Request", "frame_document", "make_document"),
    "pack": ("write_case_pack", "write_situation_pack"),
    "seal_key": ("make_key", "read_key", "write_key"),
    "units": ("FEW_ACCOUNTS",),
    "verify": ("verify_pack",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"netral.evidence.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
