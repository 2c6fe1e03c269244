"""Tables + registry -> networks: follow, interaction and coaction; measured, tested against chance, exported."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.networks.acts import list_acts
    from netral.networks.audience import compare_account_audiences, compare_pair_audiences
    from netral.networks.backbone import find_backbone
    from netral.networks.chance import make_strata, score_pairs
    from netral.networks.chance_edges import add_base_rates, add_chance
    from netral.networks.chance_follows import score_follows
    from netral.networks.coaction import Coaction, build_coaction_network
    from netral.networks.coaction_file import check_pairs_path, write_pairs
    from netral.networks.coaction_pairs import Coactions, find_coactions
    from netral.networks.cofollow import Cofollowing, build_cofollow_network
    from netral.networks.communities import Communities, find_communities
    from netral.networks.compare import compare_pairs
    from netral.networks.export import SUFFIXES, write_network
    from netral.networks.exposure import measure_exposure, roll_up_exposure
    from netral.networks.follow import build_follow_network
    from netral.networks.interaction import build_interaction_network
    from netral.networks.measure import measure_network
    from netral.networks.measure_mixing import measure_insularity, measure_reciprocity
    from netral.networks.permutation import score_coaction
    from netral.networks.shared_targets import score_shared_targets
    from netral.networks.snapshots import compare_snapshots, list_snapshot_changes
    from netral.networks.ties import Ties, network_to_ties

__all__ = [
    "SUFFIXES",
    "Coaction",
    "Coactions",
    "Cofollowing",
    "Communities",
    "Ties",
    "add_base_rates",
    "add_chance",
    "build_coaction_network",
    "build_cofollow_network",
    "build_follow_network",
    "build_interaction_network",
    "check_pairs_path",
    "compare_account_audiences",
    "compare_pair_audiences",
    "compare_pairs",
    "compare_snapshots",
    "find_backbone",
    "find_coactions",
    "find_communities",
    "list_acts",
    "list_snapshot_changes",
    "make_strata",
    "measure_exposure",
    "measure_insularity",
    "measure_network",
    "measure_reciprocity",
    "network_to_ties",
    "roll_up_exposure",
    "score_coaction",
    "score_follows",
    "score_pairs",
    "score_shared_targets",
    "write_network",
    "write_pairs",
]

# A network costs the import of what makes it only: igraph, networkx and scipy take longer than a region's query.
_HOMES = {
    "acts": ("list_acts",),
    "audience": (
        "compare_account_audiences",
        "compare_pair_audiences",
    ),
    "backbone": ("find_backbone",),
    "chance": (
        "make_strata",
        "score_pairs",
    ),
    "chance_edges": (
        "add_base_rates",
        "add_chance",
    ),
    "chance_follows": ("score_follows",),
    "coaction": (
        "Coaction",
        "build_coaction_network",
    ),
    "coaction_file": (
        "check_pairs_path",
        "write_pairs",
    ),
    "coaction_pairs": (
        "Coactions",
        "find_coactions",
    ),
    "cofollow": (
        "Cofollowing",
        "build_cofollow_network",
    ),
    "communities": (
        "Communities",
        "find_communities",
    ),
    "compare": ("compare_pairs",),
    "export": (
        "SUFFIXES",
        "write_network",
    ),
    "exposure": (
        "measure_exposure",
        "roll_up_exposure",
    ),
    "follow": ("build_follow_network",),
    "interaction": ("build_interaction_network",),
    "measure": ("measure_network",),
    "measure_mixing": (
        "measure_insularity",
        "measure_reciprocity",
    ),
    "permutation": ("score_coaction",),
    "shared_targets": ("score_shared_targets",),
    "snapshots": (
        "compare_snapshots",
        "list_snapshot_changes",
    ),
    "ties": (
        "Ties",
        "network_to_ties",
    ),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"netral.networks.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
