"""Who is who: accounts, units and pairs, each role with its source, validity and confirmer."""

from netral.registry.match import RegistryIndex, index_registry
from netral.registry.read import read_registry

__all__ = ["RegistryIndex", "index_registry", "read_registry"]
