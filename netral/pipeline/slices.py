"""A region's values -> those of one unit and the units below it, in which no single person can be made out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from netral import evidence, rules
from netral.model import SUBJECT_ROLES, Network, Role, Situation, Unit


def slice_situation(whole: Situation, unit_id: str, states: Mapping[str, str]) -> Situation:
    """A region's situation, with the leads of one unit, to that unit's.

    Where fewer than `evidence.FEW_ACCOUNTS` personal accounts are confirmed, what they did is left out, since a head of
    agency would know whose it is; how many were left out is kept.

    Parameters
    ----------
    whole : Situation
        Its leads are already those of the unit; its acts carry actor and unit_id.
    unit_id : str
        The unit.
    states : mapping of str to str
        The state of every lead's case, by lead id.
    """
    units = rules.list_units(whole.registry, unit_id)
    unit = next(each for each in whole.registry.units if each.unit_id == unit_id)
    registry = rules.slice_registry(whole.registry, units)
    people = [row for row in registry.accounts if row.role is Role.PERSON and row.is_confirmed]
    withheld = len(people) if len(people) < evidence.FEW_ACCOUNTS else 0
    roles: Collection[Role] = {Role.OPD} if withheld else SUBJECT_ROLES
    networks = (whole.interaction_network, whole.follow_network)
    kept = frozenset(account for network in networks for account in _list_accounts(network, roles, units))
    leads = tuple(lead for lead in whole.leads.leads if lead.subject.role in roles)
    shown = [states[lead.lead_id] for lead in leads]
    return replace(
        whole,
        registry=replace(registry, units=_list_below(whole.registry.units, unit, units)),
        leads=replace(whole.leads, leads=leads),
        case_states={state: shown.count(state) for state in sorted(set(shown))},
        follow_network=_slice_network(whole.follow_network, kept),
        interaction_network=_slice_network(whole.interaction_network, kept),
        acts=whole.acts[whole.acts["actor"].isin(kept) & whole.acts["unit_id"].isin(units)],
        unit=unit,
        withheld_people=withheld,
    )


def _list_accounts(network: Network, roles: Collection[Role], units: frozenset[str]) -> set[str]:
    nodes = network.nodes
    return set(nodes.loc[nodes["role"].isin(roles) & nodes["unit_id"].isin(units), "account_id"])


def _list_below(all_units: tuple[Unit, ...], unit: Unit, units: frozenset[str]) -> tuple[Unit, ...]:
    """The unit at the top, and those below it."""
    below = tuple(each for each in all_units if each.unit_id in units and each is not unit)
    return (replace(unit, parent_unit_id=None), *below)


def _slice_network(network: Network, kept: frozenset[str]) -> Network:
    """A network without the civil-service accounts that are not kept, and without their ties."""
    nodes = network.nodes
    gone = set(nodes.loc[nodes["role"].isin(SUBJECT_ROLES) & ~nodes["account_id"].isin(kept), "account_id"])
    edges = network.edges
    return replace(
        network,
        nodes=nodes[~nodes["account_id"].isin(gone)].reset_index(drop=True),
        edges=edges[~edges["source"].isin(gone) & ~edges["target"].isin(gone)].reset_index(drop=True),
    )
