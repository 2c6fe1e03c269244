"""Acts and follows -> tests against chance, and the networks whose edges carry them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral import networks
from netral.model import DIRECTED_KINDS, TIE_KINDS, Investigation, Network, Registry, RuleClass


def score_classes(
    acts: pd.DataFrame, roster: pd.DataFrame, registry: Registry, investigation: Investigation
) -> dict[RuleClass, pd.DataFrame]:
    """The usable acts of given direction of every class to its tests: see `networks.score_pairs`.

    Acts whose direction somebody read are left out: they were chosen to be read, so chance cannot have chosen them.

    Parameters
    ----------
    acts : DataFrame
        From `rules.collect_acts`; disputed accounts' acts are among what the others are compared with.
    roster : DataFrame
        From `registry.make_roster`.
    registry, investigation
        Give the pairs, and the zone in which weeks begin.
    """
    subjects = sorted(set(roster.loc[roster["is_subject"], "account_id"]))
    pair_nos = [pair.pair_no for pair in registry.pairs]
    directed = acts[acts["is_given"] & (acts["problem"] == "")].rename(columns={"actor": "subject"})
    directed = directed.assign(stratum=networks.make_strata(directed, investigation.region.timezone))
    return {
        each: networks.score_pairs(directed[directed["rule_class"] == each], subjects, pair_nos)
        for each in (RuleClass.ETHICS, RuleClass.DISCIPLINE)
    }


def score_follow_network(network: Network, roster: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """A follow network to its tests: see `networks.score_follows`."""
    latest = roster[roster["is_latest"]]
    campaign = latest[latest["is_campaign"]]
    return networks.score_follows(
        network.edges,
        sorted(set(latest.loc[latest["is_subject"], "account_id"])),
        dict(zip(campaign["account_id"], campaign["pair_no"].astype(int), strict=True)),
        [pair.pair_no for pair in registry.pairs],
    )


def add_act_chance(
    network: Network, tests: dict[RuleClass, pd.DataFrame], roster: pd.DataFrame, investigation: Investigation
) -> Network:
    """An interaction network with tests on its directed edges: those of the class of the edge's phase, as in a lead."""
    units = find_units(roster)
    rated = {each: networks.count_base_rates(table, units) for each, table in tests.items()}
    spread = pd.concat([rated[each.rule_class].assign(phase=each.phase_id) for each in investigation.phases])
    return _add_chance(network, spread, roster, [kind.value for kind in DIRECTED_KINDS])


def add_follow_chance(network: Network, tests: pd.DataFrame, roster: pd.DataFrame) -> Network:
    """A follow network with its tests on its edges toward campaign accounts."""
    rated = networks.count_base_rates(tests, find_units(roster))
    return _add_chance(network, rated.assign(phase=network.phase), roster, [kind.value for kind in TIE_KINDS])


def find_units(roster: pd.DataFrame) -> pd.Series[str]:
    """A roster to the unit of every account, by account id."""
    return roster[roster["is_latest"]].drop_duplicates("account_id").set_index("account_id")["unit_id"]


def _add_chance(network: Network, tests: pd.DataFrame, roster: pd.DataFrame, kinds: list[str]) -> Network:
    campaign = roster.loc[roster["is_campaign"], "account_id"].unique()
    return replace(network, edges=networks.add_chance(network.edges, tests, list(campaign), kinds))
