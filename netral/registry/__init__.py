"""Who is who: accounts, units and pairs, each role with its source, validity and confirmer."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.registry.freeze import freeze_account
    from netral.registry.match import Learned, RegistryIndex, index_registry, list_marked_addresses
    from netral.registry.pictures import (
        OFFICE,
        PICTURE_KINDS,
        count_bits_apart,
        decode_picture,
        find_doubtful,
        fingerprint_picture,
        look_alike,
        read_known_pictures,
    )
    from netral.registry.read import read_registry
    from netral.registry.remove import find_rows, remove_account
    from netral.registry.roster import find_conflicts, make_roster

__all__ = [
    "OFFICE",
    "PICTURE_KINDS",
    "Learned",
    "RegistryIndex",
    "count_bits_apart",
    "decode_picture",
    "find_conflicts",
    "find_doubtful",
    "find_rows",
    "fingerprint_picture",
    "freeze_account",
    "index_registry",
    "list_marked_addresses",
    "look_alike",
    "make_roster",
    "read_known_pictures",
    "read_registry",
    "remove_account",
]

# The processes that parse large captures only look accounts up, and start the sooner.
_HOMES = {
    "freeze": ("freeze_account",),
    "match": ("Learned", "RegistryIndex", "index_registry", "list_marked_addresses"),
    "pictures": (
        "OFFICE",
        "PICTURE_KINDS",
        "count_bits_apart",
        "decode_picture",
        "find_doubtful",
        "fingerprint_picture",
        "look_alike",
        "read_known_pictures",
    ),
    "read": ("read_registry",),
    "remove": ("find_rows", "remove_account"),
    "roster": ("find_conflicts", "make_roster"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
