"""Store and registry -> networks -> rules: the networks and the leads of an investigation."""

from __future__ import annotations

import pandas as pd

from netral import networks, rules, store
from netral.errors import BadParameter
from netral.investigation import find_today, require_lawful
from netral.model import Investigation, Leads, Network, Registry, RuleClass, Tables
from netral.pipeline.intake import load_tables, read_registry
from netral.registry import find_conflicts, make_roster

NETWORK_KINDS = ("follow", "interaction")


def build_network(investigation: Investigation, kind: str, phase: str | None = None) -> Network:
    """An investigation to its follow or interaction network, of one phase or of all.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    BadParameter
        When the kind or the phase is unknown.
    """
    require_lawful(investigation, find_today(investigation))
    if kind not in NETWORK_KINDS:
        raise BadParameter(f"network {kind!r} is unknown; allowed are {', '.join(NETWORK_KINDS)}")
    tables = load_tables(investigation)
    build = networks.build_follow_network if kind == "follow" else networks.build_interaction_network
    return build(tables, read_roster(investigation, tables), investigation, phase)


def compare_pairs(investigation: Investigation, phase: str | None = None) -> pd.DataFrame:
    """An investigation to all pairs side by side, by unit: see `networks.compare_pairs`."""
    return networks.compare_pairs(build_network(investigation, "interaction", phase), read_registry(investigation))


def find_leads(investigation: Investigation) -> Leads:
    """An investigation to its leads.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    registry, tables = read_registry(investigation), load_tables(investigation)
    roster = read_roster(investigation, tables)
    acts = rules.collect_acts(tables, roster, investigation)
    conflicts = find_conflicts(registry, tables.account_aliases.to_pandas())
    lists = rules.list_completeness(tables)
    findings = rules.Findings(
        handles=store.read_handles(tables),
        records=store.read_lineage(tables, acts["interaction_id"]),
        chance=_score_classes(acts, roster, registry),
        follows=rules.count_follows(tables, roster),
        coverage=rules.measure_coverage(investigation, registry, tables, lists, conflicts),
    )
    catalogue = rules.load_catalogue(investigation.rules, investigation.folder)
    return rules.match_leads(investigation, registry, catalogue, roster, acts, findings)


def read_roster(investigation: Investigation, tables: Tables) -> pd.DataFrame:
    """An investigation to the confirmed accounts of its registry by account_id: see `registry.make_roster`."""
    aliases = tables.account_aliases.to_pandas()
    return make_roster(read_registry(investigation), aliases, investigation.region.timezone)


def _score_classes(acts: pd.DataFrame, roster: pd.DataFrame, registry: Registry) -> dict[RuleClass, pd.DataFrame]:
    subjects = sorted(set(roster.loc[roster["is_subject"], "account_id"]))
    pair_nos = [pair.pair_no for pair in registry.pairs]
    directed = acts[acts["is_directed"] & (acts["problem"] == "")].rename(columns={"actor": "subject"})
    return {
        each: networks.score_pairs(directed[directed["rule_class"] == each], subjects, pair_nos)
        for each in (RuleClass.ETHICS, RuleClass.DISCIPLINE)
    }
