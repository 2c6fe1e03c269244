"""Store and registry -> networks -> rules: the networks and the leads of an investigation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from netral import cases, networks, rules, store
from netral.errors import BadInvestigation, BadParameter
from netral.investigation import find_today, require_lawful
from netral.model import (
    GroupPart,
    Investigation,
    Kind,
    Leads,
    Network,
    Observable,
    OpenQuestion,
    PictureFindings,
    Reading,
    RecordRef,
    Registry,
    Route,
    Tables,
)
from netral.pipeline.chance import (
    add_act_chance,
    add_follow_chance,
    find_units,
    score_classes,
    score_follow_network,
)
from netral.pipeline.group_roles import find_group_parts
from netral.pipeline.intake import read_registry
from netral.pipeline.pictures import list_marked_posts
from netral.pipeline.read_acts import count_readings
from netral.pipeline.routes import load_open_tables
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
        raise BadParameter(
            "network {kind!r} is unknown; allowed are {allowed}, coaction", kind=kind, allowed=", ".join(NETWORK_KINDS)
        )
    tables = load_open_tables(investigation)
    roster, registry = read_roster(investigation, tables), read_registry(investigation)
    if kind == "follow":
        network = networks.build_follow_network(tables, roster, investigation, phase)
        return add_follow_chance(network, score_follow_network(network, roster, registry), roster)
    network = networks.build_interaction_network(tables, roster, investigation, phase)
    acts = rules.collect_acts(tables, roster, investigation)
    tests = score_classes(acts, roster, registry, investigation)
    network = add_act_chance(network, tests, roster, investigation)
    return count_readings(network, investigation, tables, roster)


def build_pack_network(investigation: Investigation, kind: str) -> Network:
    """A network for a pack, which has all pairs and base rates with its leads.

    Beside the ties of accounts that a pack does not name, the base rate of their unit would tell who is of one unit.
    """
    network = build_network(investigation, kind)
    return replace(network, edges=network.edges.drop(columns=networks.CONTEXT))


def compare_pairs(investigation: Investigation, phase: str | None = None) -> pd.DataFrame:
    """An investigation to all pairs side by side, by unit: see `networks.compare_pairs`."""
    return networks.compare_pairs(build_network(investigation, "interaction", phase), read_registry(investigation))


def find_leads(investigation: Investigation, unit_id: str | None = None) -> Leads:
    """An investigation to its leads; or to those of a unit and the units below it, compared with the whole registry.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    BadParameter
        When the registry has no such unit.
    """
    require_lawful(investigation, find_today(investigation))
    registry, tables = read_registry(investigation), load_open_tables(investigation)
    aliases, handles = tables.account_aliases.to_pandas(), store.read_handles(tables)
    roster = make_roster(registry, aliases, investigation.region.timezone)
    routes = cases.read_routes(investigation.cases_folder)
    readings = cases.read_readings(investigation.cases_folder)
    acts, pictures = _collect_open_acts(investigation, registry, tables, roster, routes, readings)
    conflicts = find_conflicts(registry, aliases)
    lists = rules.list_completeness(tables, handles)
    units = rules.list_units(registry, unit_id) if unit_id else None
    place, rows, accounts = investigation, registry, roster
    if unit_id and units:
        place = rules.slice_investigation(investigation, registry, unit_id)
        rows, accounts = rules.slice_registry(registry, units), rules.slice_roster(roster, units)
    ties = rules.count_ties(tables, accounts)
    parts = find_group_parts(investigation, tables, roster, handles) if ties.get(Kind.JOIN) else ()
    findings = rules.Findings(
        handles=handles,
        records=store.read_lineage(tables, acts["interaction_id"]) | _find_post_records(tables, acts),
        chance=score_classes(acts, roster, registry, investigation),
        follows=ties.get(Kind.FOLLOW, 0),
        coverage=replace(
            rules.measure_coverage(place, rows, tables, lists, conflicts),
            pictures_known=pictures.known,
            pictures_missing=pictures.missing,
            pictures_compared=pictures.compared,
        ),
        readings=readings,
        routed_acts=len(cases.list_routed_acts(routes)),
        routed_complaints=sum(not each.interaction_id for each in routes),
        group_parts=_group_by_account(parts),
    )
    catalogue = rules.load_catalogue(investigation.rules, investigation.folder)
    return rules.match_leads(investigation, registry, catalogue, roster, acts, findings, units)


def _group_by_account(parts: tuple[GroupPart, ...]) -> dict[str, tuple[GroupPart, ...]]:
    found: dict[str, tuple[GroupPart, ...]] = {}
    for part in parts:
        found[part.account_id] = (*found.get(part.account_id, ()), part)
    return found


def collect_pack_acts(investigation: Investigation) -> pd.DataFrame:
    """An investigation to every act of its confirmed civil-service accounts toward campaign accounts, own posts too.

    Returns
    -------
    DataFrame
        interaction_id, actor, unit_id and source_role (of the actor, on the day of the act), kind, pair_no, direction,
        occurred_at (UTC; null where only an interval is known).
    """
    registry, tables = read_registry(investigation), load_open_tables(investigation)
    roster = read_roster(investigation, tables)
    routes = cases.read_routes(investigation.cases_folder)
    readings = cases.read_readings(investigation.cases_folder)
    acts, _ = _collect_open_acts(investigation, registry, tables, roster, routes, readings)
    occurred = pd.to_datetime(acts["occurred_us"].astype("Int64"), unit="us", utc=True)
    columns = ["interaction_id", "actor", "unit_id", "source_role", "kind", "pair_no", "direction", "occurred_at"]
    return acts.assign(occurred_at=occurred, source_role=acts["role"])[columns]


def _collect_open_acts(
    investigation: Investigation,
    registry: Registry,
    tables: Tables,
    roster: pd.DataFrame,
    routes: tuple[Route, ...],
    readings: Mapping[str, Reading],
) -> tuple[pd.DataFrame, PictureFindings]:
    """Acts toward campaign accounts as people read them, own posts with marks too, without what was routed out."""
    marked, pictures = list_marked_posts(investigation, registry, tables, roster)
    acts = rules.collect_acts(tables, roster, investigation, marked, readings)
    routed = cases.list_routed_acts(routes)
    return acts[~acts["interaction_id"].isin(routed)], pictures  # own posts, which no table has as acts


def _find_post_records(tables: Tables, acts: pd.DataFrame) -> dict[str, tuple[RecordRef, ...]]:
    """Acts that are own posts, by interaction id, to the records that show the post."""
    own = acts[acts["own_post"].notna()]
    found = store.read_post_lineage(tables, own["own_post"]) | store.read_lineage(tables, own["own_post"])
    return {each: found.get(post, ()) for each, post in zip(own["interaction_id"], own["own_post"], strict=True)}


def evaluate_leads(investigation: Investigation) -> rules.Evaluation:
    """An invented region to how well its leads agree with what was planted in it.

    Raises
    ------
    BadInvestigation
        When there is no truth.json beside it: of a real region nobody knows the truth.
    """
    path = investigation.folder / "truth.json"
    try:
        truth = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadInvestigation(
            "{path}: there is no such file; only a region of 'netral simulate' has one", path=path
        ) from None
    except ValueError as error:
        raise BadInvestigation("{path}: no readable JSON: {error}", path=path, error=error) from None
    return rules.evaluate_leads(find_leads(investigation), truth)


def list_questions(investigation: Investigation) -> tuple[OpenQuestion, ...]:
    """The behaviours that acts on social media show, and on which those who apply the rules contradict each other."""
    catalogue = rules.load_catalogue(investigation.rules, investigation.folder)
    seen = [rule for rule in catalogue.rules if rule.observable is Observable.YES]
    return tuple({each.behaviour: each for rule in seen for each in rule.questions}.values())


def read_roster(investigation: Investigation, tables: Tables) -> pd.DataFrame:
    """An investigation to the confirmed accounts of its registry by account_id: see `registry.make_roster`."""
    aliases = tables.account_aliases.to_pandas()
    return make_roster(read_registry(investigation), aliases, investigation.region.timezone)


def list_chance(investigation: Investigation) -> pd.DataFrame:
    """An investigation to its tests against chance, all pairs side by side, of every account with an act or a follow.

    Returns
    -------
    DataFrame
        tested (``ethics`` or ``discipline`` acts, or ``follow``), subject_handle, and the columns of
        `networks.add_base_rates`; by unit, account and pair, never by result.

    Raises
    ------
    BadInvestigation
        When it has no lawful basis, or nothing was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    registry, tables = read_registry(investigation), load_open_tables(investigation)
    roster = read_roster(investigation, tables)
    acts = rules.collect_acts(tables, roster, investigation)
    by_class = score_classes(acts, roster, registry, investigation)
    follows = networks.build_follow_network(tables, roster, investigation)
    tests = {each.value: table for each, table in by_class.items()}
    tests["follow"] = score_follow_network(follows, roster, registry)
    units = find_units(roster)
    parts = [networks.add_base_rates(table, units).assign(tested=name) for name, table in tests.items()]
    whole = pd.concat(parts, ignore_index=True)
    whole.insert(0, "tested", whole.pop("tested"))
    whole.insert(3, "subject_handle", whole["subject"].map(store.read_handles(tables)))
    return whole
