"""The figures of a report: networks, matrix and timeline, each with what it shows and what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from netral.evidence.blocks import Block, figure
from netral.evidence.masking import mask_network
from netral.evidence.units import find_divisions
from netral.evidence.wording import Wording
from netral.figures import (
    Caption,
    describe_matrix,
    describe_network,
    describe_pair_panels,
    describe_timeline,
    draw_matrix,
    draw_network,
    draw_pair_panels,
    draw_timeline,
    figure_to_bytes,
)
from netral.model import SUBJECT_ROLES, Investigation, Network, Registry, ReviewedCase, Role, Situation, Unit


def show_network(network: Network, registry: Registry, words: Wording, named: frozenset[str] = frozenset()) -> Block:
    """A network to a figure with its caption, in which only the named civil-service accounts keep their name."""
    masked = mask_network(network, named)
    return _show(draw_network(masked, registry, words.lang), describe_network(masked, words.lang))


def show_panels(network: Network, registry: Registry, words: Wording) -> Block:
    """A network to the same map once for every pair; no civil-service account is named in it."""
    masked = mask_network(network)
    caption = describe_pair_panels(masked, registry, words.lang)
    return _show(draw_pair_panels(masked, registry, words.lang), caption)


def show_timeline(acts: pd.DataFrame, registry: Registry, investigation: Investigation, words: Wording) -> Block:
    """Acts by day to one row a pair, acted toward or not."""
    pair_nos = [pair.pair_no for pair in registry.pairs]
    drawn = draw_timeline(acts, investigation, words.lang, pair_nos)
    return _show(drawn, describe_timeline(acts, investigation, words.lang))


def show_case_matrix(reviewed: ReviewedCase, words: Wording) -> Block:
    """Who acted toward whose campaign accounts: the subject, all other agency accounts and all personal ones."""
    _, subject = words.translate, reviewed.lead.subject
    nodes = reviewed.interaction_network.nodes
    rows = nodes[nodes["role"].isin(SUBJECT_ROLES)]
    groups = {
        account: "~1" if account == subject.account_id else "~2" if role == Role.OPD else "~3"
        for account, role in zip(rows["account_id"], rows["role"], strict=True)
    }
    named = "~1" in groups.values()
    names = {
        "~1": f"@{subject.handle}",
        "~2": _("other agency accounts") if named and subject.role is Role.OPD else _("agency accounts"),
        "~3": _("other personal accounts") if named and subject.role is Role.PERSON else _("personal accounts"),
    }
    return _show_matrix(reviewed.interaction_network, reviewed.registry, groups, names, words)


def show_unit_matrix(situation: Situation, words: Wording) -> Block:
    """Which units acted toward whose campaign accounts; units with few accounts stand together."""
    _ = words.translate
    divisions = find_divisions(situation)
    names = {unit.unit_id: unit.name for unit in situation.registry.units}
    names[""] = _("Units with few accounts")
    return _show_matrix(situation.interaction_network, situation.registry, divisions, names, words)


def _show_matrix(
    network: Network, registry: Registry, groups: Mapping[str, str], names: Mapping[str, str], words: Wording
) -> Block:
    """A network's matrix with one row a group of accounts, in the order of the names."""
    nodes = network.nodes.assign(unit_id=network.nodes["account_id"].map(groups).replace("", "~"))
    units = tuple(Unit(group or "~", name, None, "", None) for group, name in names.items())
    grouped, known = replace(network, nodes=nodes), replace(registry, units=units)
    caption = describe_matrix(grouped, known, words.lang, by_unit=True)
    return _show(draw_matrix(grouped, known, words.lang, by_unit=True), caption)


def _show(drawn: Figure, caption: Caption) -> Block:
    return figure(figure_to_bytes(drawn, ".svg").decode(), caption.alt, caption.shows, caption.not_shown)
