"""Acts + registry + thresholds -> leads: one a subject, rule and pair, in order of time, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import pandas as pd

from netral.model import Act, Catalogue, Investigation, Kind, Lead, Leads, Registry, Rule, RuleClass, Thresholds
from netral.rules.coordinated import find_coordinated
from netral.rules.lead import CLASSES, ActRow, Findings, LeadMaker
from netral.times import day_bounds_us, now_utc

# An own post is an act by the campaign marks it carries, never by whom it names.
LISTED_KINDS = frozenset({Kind.LIKE, Kind.SHARE, Kind.COAUTHOR, Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST})


def match_leads(
    investigation: Investigation,
    registry: Registry,
    catalogue: Catalogue,
    roster: pd.DataFrame,
    acts: pd.DataFrame,
    findings: Findings,
    units: frozenset[str] | None = None,
) -> Leads:
    """The acts of confirmed subjects toward campaign accounts to leads and to what could not be used.

    Parameters
    ----------
    investigation, registry, catalogue
        Thresholds, pairs and rules.
    roster : DataFrame
        From `registry.make_roster`.
    acts : DataFrame
        From `collect_acts`.
    findings : Findings
        Newest handles by account id, records by interaction id, one test table a class, the number of follow edges,
        and coverage.
    units : frozenset of str, optional
        Only these units' accounts are listed and counted; what they are compared with stays the whole registry.
    """
    listed = acts[acts["kind"].isin([kind.value for kind in LISTED_KINDS])]
    listed = listed[(listed["kind"] != Kind.POST) | listed["own_post"].notna()]
    if units is not None:
        listed = listed[listed["unit_id"].isin(units)]
    free = listed[~listed["is_disputed"]]
    maker = LeadMaker(investigation, registry, roster, acts, findings)
    matcher = _Matcher(investigation, registry, catalogue, maker)
    leads = [lead for rule_class in CLASSES for lead in matcher.match_class(free, rule_class)]
    leads.sort(key=lambda lead: (_starts(lead.acts[0]), lead.lead_id))
    unusable = listed[(listed["problem"] != "") & (listed["problem"] != "outside")]
    return Leads(
        investigation_id=investigation.investigation_id,
        generated_at=now_utc(),
        catalogue_id=catalogue.catalogue_id,
        catalogue_version=catalogue.version,
        leads=tuple(leads),
        coordinated=find_coordinated(free[free["problem"] == ""], investigation.thresholds, registry),
        single_likes=_count_single_likes(free, leads),
        follows=findings.follows,
        unusable=tuple(zip(unusable["interaction_id"], unusable["problem"], strict=True)),
        outside=tuple(listed.loc[listed["problem"] == "outside", "interaction_id"]),
        coverage=findings.coverage,
        routed_acts=findings.routed_acts,
        routed_complaints=findings.routed_complaints,
    )


def _starts(act: Act) -> datetime:
    instant = act.occurred_at or act.occurred_after
    if instant is None:
        raise ValueError(f"act {act.interaction_id} has no usable time")
    return instant


def _count_single_likes(free: pd.DataFrame, leads: Sequence[Lead]) -> int:
    """Subject and pair with usable likes and no lead: what a circular is for, and nobody is named."""
    usable = free[(free["problem"] == "") & (free["kind"] == Kind.LIKE)]
    led = {(lead.subject.account_id, lead.pair_no) for lead in leads}
    return len(set(zip(usable["actor"], usable["pair_no"].astype(int), strict=True)) - led)


def crosses_threshold(kinds: Iterable[str], thresholds: Thresholds) -> bool:
    """Whether acts of these kinds, of one subject toward one pair within one class, make a lead."""
    counts = Counter(kinds)

    def count(*names: Kind) -> int:
        return sum(counts[name.value] for name in names)

    return (
        count(Kind.SHARE, Kind.COAUTHOR) >= thresholds.share_min
        or count(Kind.COMMENT, Kind.REPLY, Kind.QUOTE) >= thresholds.comment_min
        or count(Kind.LIKE) >= thresholds.like_min
        or count(Kind.POST) >= thresholds.post_min
    )


def _group_acts(acts: Iterable[ActRow]) -> list[list[ActRow]]:
    """Acts to those of each actor toward each pair, in the order in which they come."""
    groups: dict[tuple[str, int], list[ActRow]] = {}
    for act in acts:
        groups.setdefault((act["actor"], act["pair_no"]), []).append(act)
    return list(groups.values())


class _Matcher:
    """Which acts each rule looks at, and whether they cross the thresholds."""

    def __init__(
        self, investigation: Investigation, registry: Registry, catalogue: Catalogue, maker: LeadMaker
    ) -> None:
        self.investigation, self.catalogue, self.maker = investigation, catalogue, maker
        self.rows = {row.row: row for row in registry.accounts}

    def match_class(self, free: pd.DataFrame, rule_class: RuleClass) -> list[Lead]:
        usable = free[(free["rule_class"] == rule_class) & (free["problem"] == "")]
        usable = usable.assign(ends_us=usable["occurred_us"].fillna(usable["before_us"]))
        acts = usable.sort_values(["starts_us", "interaction_id"]).to_dict("records")
        leads = []
        for versions in self._list_versions(rule_class):
            for own in _group_acts(self._select(acts, versions)):
                if crosses_threshold((act["kind"] for act in own), self.investigation.thresholds):
                    leads.append(self.maker.make_lead(versions[own[0]["version"]], own))
        return leads

    def _list_versions(self, rule_class: RuleClass) -> list[list[Rule]]:
        """The rules of a class, each with all its versions: a lead is about a rule, whenever it was changed."""
        versions: dict[str, list[Rule]] = {}
        for rule in self.catalogue.rules:
            if rule.rule_class is rule_class and rule.regime is self.investigation.regime:
                versions.setdefault(rule.rule_id, []).append(rule)
        return list(versions.values())

    def _select(self, acts: Sequence[ActRow], versions: Sequence[Rule]) -> Iterator[ActRow]:
        """The acts a rule looks at: of its kinds, between its roles, by the version in force when each began."""
        spans = [self._find_span(rule) for rule in versions]
        for act in acts:
            if any(first <= act["ends_us"] <= last for first, last in spans):
                for number, (rule, (first, last)) in enumerate(zip(versions, spans, strict=True)):
                    if first <= act["starts_us"] <= last and self._is_about(rule, act):
                        yield act | {"version": number}

    def _is_about(self, rule: Rule, act: ActRow) -> bool:
        """Whether an act is of a rule's kinds and between its roles; an own post goes toward no account."""
        return (
            act["kind"] in rule.kinds
            and self.rows[act["subject_row"]].role in rule.actor_roles
            and (act["kind"] == Kind.POST or self.rows[act["target_row"]].role in rule.target_roles)
        )

    def _find_span(self, rule: Rule) -> tuple[int, int]:
        zone = self.investigation.region.timezone
        return day_bounds_us(rule.valid_from, zone)[0], day_bounds_us(rule.valid_to or date.max, zone)[1]
