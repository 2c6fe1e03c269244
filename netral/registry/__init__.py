"""Who is who: accounts, units and pairs, each role with its source, validity and confirmer."""

from netral.registry.freeze import freeze_account
from netral.registry.match import Learned, RegistryIndex, index_registry
from netral.registry.read import read_registry
from netral.registry.remove import find_rows, remove_account
from netral.registry.roster import find_conflicts, make_roster

__all__ = [
    "Learned",
    "RegistryIndex",
    "find_conflicts",
    "find_rows",
    "freeze_account",
    "index_registry",
    "make_roster",
    "read_registry",
    "remove_account",
]
