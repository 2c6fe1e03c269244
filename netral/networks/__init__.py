"""Tables + registry -> networks: follow and interaction; measured, tested against chance, exported."""

from netral.networks.acts import list_acts
from netral.networks.chance import score_pairs
from netral.networks.compare import compare_pairs
from netral.networks.export import SUFFIXES, write_network
from netral.networks.follow import build_follow_network
from netral.networks.interaction import build_interaction_network

__all__ = [
    "SUFFIXES",
    "build_follow_network",
    "build_interaction_network",
    "compare_pairs",
    "list_acts",
    "score_pairs",
    "write_network",
]
