"""Tables + registry -> networks: follow, interaction and coaction; measured, tested against chance, exported."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.networks.acts import list_acts
    from netral.networks.audience import compare_account_audiences, compare_pair_audiences
    from netral.networks.audience_network import audiences_to_network
    from netral.networks.backbone import find_backbone
    from netral.networks.chance import make_strata, score_pairs
    from netral.networks.chance_edges import CONTEXT, add_base_rates, add_chance, count_base_rates
    from netral.networks.chance_follows import score_follows
    from netral.networks.coaction import Coaction, build_coaction_network
    from netral.networks.coaction_chance import add_coaction_chance
    from netral.networks.coaction_file import check_pairs_path, write_pairs
    from netral.networks.coaction_pairs import Coactions, find_coactions
    from netral.networks.cofollow import Cofollowing, build_cofollow_network
    from netral.networks.communities import Communities, find_communities
    from netral.networks.compare import compare_pairs
    from netral.networks.directions import mirror_ties
    from netral.networks.export import SUFFIXES, check_network_path, write_network
    from netral.networks.exposure import measure_exposure, roll_up_exposure
    from netral.networks.follow import build_follow_network
    from netral.networks.interaction import build_interaction_network
    from netral.networks.marks import list_marked_posts
    from netral.networks.measure import measure_network
    from netral.networks.measure_mixing import measure_insularity, measure_reciprocity
    from netral.networks.permutation import score_coaction
    from netral.networks.provenance import Provenance, trace_edges
    from netral.networks.published import keep_backbone, withhold_measures, withhold_small_units
    from netral.networks.shared_acts import (
        add_shared_chance,
        build_shared_acts_network,
        count_both_ways,
        list_ties,
    )
    from netral.networks.shared_targets import score_shared_targets
    from netral.networks.snapshots import compare_snapshots, list_snapshot_changes
    from netral.networks.ties import Ties, network_to_ties

__all__ = [
    "CONTEXT",
    "SUFFIXES",
    "Coaction",
    "Coactions",
    "Cofollowing",
    "Communities",
    "Provenance",
    "Ties",
    "add_base_rates",
    "add_chance",
    "add_coaction_chance",
    "add_shared_chance",
    "audiences_to_network",
    "build_coaction_network",
    "build_cofollow_network",
    "build_follow_network",
    "build_interaction_network",
    "build_shared_acts_network",
    "check_network_path",
    "check_pairs_path",
    "compare_account_audiences",
    "compare_pair_audiences",
    "compare_pairs",
    "compare_snapshots",
    "count_base_rates",
    "count_both_ways",
    "find_backbone",
    "find_coactions",
    "find_communities",
    "keep_backbone",
    "list_acts",
    "list_marked_posts",
    "list_snapshot_changes",
    "list_ties",
    "make_strata",
    "measure_exposure",
    "measure_insularity",
    "measure_network",
    "measure_reciprocity",
    "mirror_ties",
    "network_to_ties",
    "roll_up_exposure",
    "score_coaction",
    "score_follows",
    "score_pairs",
    "score_shared_targets",
    "trace_edges",
    "withhold_measures",
    "withhold_small_units",
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
    "audience_network": ("audiences_to_network",),
    "backbone": ("find_backbone",),
    "chance": (
        "make_strata",
        "score_pairs",
    ),
    "chance_edges": (
        "CONTEXT",
        "add_base_rates",
        "add_chance",
        "count_base_rates",
    ),
    "chance_follows": ("score_follows",),
    "coaction": (
        "Coaction",
        "build_coaction_network",
    ),
    "coaction_chance": ("add_coaction_chance",),
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
    "directions": ("mirror_ties",),
    "export": (
        "SUFFIXES",
        "check_network_path",
        "write_network",
    ),
    "exposure": (
        "measure_exposure",
        "roll_up_exposure",
    ),
    "follow": ("build_follow_network",),
    "interaction": ("build_interaction_network",),
    "marks": ("list_marked_posts",),
    "measure": ("measure_network",),
    "measure_mixing": (
        "measure_insularity",
        "measure_reciprocity",
    ),
    "permutation": ("score_coaction",),
    "provenance": (
        "Provenance",
        "trace_edges",
    ),
    "published": (
        "keep_backbone",
        "withhold_measures",
        "withhold_small_units",
    ),
    "shared_acts": (
        "add_shared_chance",
        "build_shared_acts_network",
        "count_both_ways",
        "list_ties",
    ),
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
