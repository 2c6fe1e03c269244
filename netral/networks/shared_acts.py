"""Registry accounts that act toward the same accounts, and how two-hop views are tested against chance."""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.model import DIRECTED_KINDS, Investigation, Kind, Network, Tables
from netral.networks.cofollow import Cofollowing, build_cofollow_network
from netral.networks.directions import mirror_ties
from netral.networks.edges import find_phase, keep_observed, make_nodes, phase_bounds_us, put_roster, side
from netral.networks.shared_targets import score_shared_targets

MOST_PAIRS = 10_000_000


def build_shared_acts_network(
    tables: Tables, roster: pd.DataFrame, investigation: Investigation, phase: str | None = None
) -> Cofollowing:
    """Tables and roster to the pairs of registry accounts with likes, shares or joint posts toward the same accounts.

    Listed and left out as in co-following: see `build_cofollow_network`, to which whom somebody acted toward is whom
    somebody follows. Acts without a direction (replies, mentions and the like) tie nobody here.

    Parameters
    ----------
    phase : str, optional
        Only acts that lie wholly in this phase.

    Raises
    ------
    BadParameter
        When the phase is unknown.
    """
    acts = replace(tables, follows=acts_to_ties(tables, investigation, phase))
    found = build_cofollow_network(acts, roster, investigation, phase)
    edges = found.network.edges.assign(kind="shared_targets")
    return replace(found, network=replace(found.network, kind="shared_targets", edges=edges))


def acts_to_ties(tables: Tables, investigation: Investigation, phase: str | None = None) -> ir.Table:
    """Directed acts in the shape of follows: kind, follower (who acted), followed (toward whom), both times."""
    find_phase(investigation, phase)
    acts = tables.interactions
    acts = acts.filter(acts.kind.isin([kind.value for kind in DIRECTED_KINDS]), acts.target.notnull(), ~acts.is_self)
    first, last = ibis.coalesce(acts.occurred_us, acts.after_us), ibis.coalesce(acts.occurred_us, acts.before_us)
    acts = acts.mutate(first_observed_us=first, last_observed_us=last)
    if phase is not None:
        begins, ends = next(bounds[1:] for bounds in phase_bounds_us(investigation) if bounds[0] == phase)
        acts = acts.filter(acts.first_observed_us >= begins, acts.last_observed_us <= ends)
    return acts.select(
        "first_observed_us",
        "last_observed_us",
        kind=ibis.literal(Kind.FOLLOW.value),
        follower="actor",
        followed="target",
    )


def list_ties(
    tables: Tables, roster: pd.DataFrame, investigation: Investigation, kind: str, phase: str | None = None
) -> pd.DataFrame:
    """Whom registry accounts follow, or act toward (kind ``interaction``): account, target, each two once.

    Targets outside the registry are pseudonyms here, and stay inside: they are what fame and activity are counted by.
    """
    if kind == "interaction":
        ties = acts_to_ties(tables, investigation, phase)
    else:
        ties = keep_observed(tables.follows, investigation, phase)
    ties = ties.filter(ties.kind == Kind.FOLLOW.value)
    followers = side(put_roster(roster.drop_duplicates("account_id"), ties), "actor")
    joined = ties.join(followers, ties.follower == followers.actor_account_id)
    return pd.DataFrame(joined.select(account="follower", target="followed").distinct().to_pandas())


def add_shared_chance(network: Network, ties: pd.DataFrame, roster: pd.DataFrame) -> Network:
    """A network of what accounts have in common to the same with a test on every edge: see `score_shared_targets`.

    Parameters
    ----------
    ties : DataFrame
        account, target: everything that registry accounts are tied to, what nearly everybody is tied to as well.
    roster : DataFrame
        Every account that could have ties.

    Returns
    -------
    Network
        ``note`` says which test it was, or that the pairs were more than 10 million and are not tested.
    """
    known = ties.drop_duplicates()
    fame = known.groupby("target").size()
    if (fame * (fame - 1) // 2).sum() > MOST_PAIRS:
        return replace(network, note=f"not tested against chance: more than {MOST_PAIRS} pairs share a target")
    tests = score_shared_targets(known, sorted(set(roster["account_id"])))
    keys, names = ["source", "target"], ["p_value", "q_value", "effect"]
    joined = network.edges[keys].astype("str").merge(tests[[*keys, *names]], on=keys, how="left")
    edges = network.edges.assign(**{name: joined[name].astype("Float64").array for name in names})
    return replace(network, edges=edges, note="tests: bipartite configuration model, all targets")


def count_both_ways(network: Network, roster: pd.DataFrame) -> Network:
    """A network whose ties have no direction to the same with degree and strength that count every tie at both ends."""
    handles = dict(zip(network.nodes["account_id"], network.nodes["handle"], strict=True))
    return replace(network, nodes=make_nodes(roster, mirror_ties(network).edges, handles))
