"""Acts + registry + thresholds -> leads: one a subject, rule and pair, in order of time, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from netral.identity import make_id
from netral.model import (
    Act,
    Basis,
    Catalogue,
    Coverage,
    Employment,
    GroupPart,
    Investigation,
    Kind,
    Lead,
    Leads,
    Reading,
    RecordRef,
    Registry,
    RegistryAccount,
    Rule,
    RuleClass,
    Subject,
    Thresholds,
)
from netral.rules.coordinated import find_coordinated
from netral.rules.counts import base_rate, count_by_pair, list_reading_notes, receive, relate
from netral.times import day_bounds_us, now_utc, us_to_datetime

# An own post is an act by the campaign marks it carries, never by whom it names.
LISTED_KINDS = frozenset({Kind.LIKE, Kind.SHARE, Kind.COAUTHOR, Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST})
CLASSES = (RuleClass.ETHICS, RuleClass.DISCIPLINE)
_Row = dict[Any, Any]  # an act, by the columns of `collect_acts`


@dataclass(frozen=True)
class Findings:
    """What the matcher needs beside the acts: names, proof and tests, as values of other rooms."""

    handles: Mapping[str, str]
    records: Mapping[str, tuple[RecordRef, ...]]
    chance: Mapping[RuleClass, pd.DataFrame]
    follows: int
    coverage: Coverage
    readings: Mapping[str, Reading] = field(default_factory=dict)
    group_parts: Mapping[str, tuple[GroupPart, ...]] = field(default_factory=dict)
    routed_acts: int = 0
    routed_complaints: int = 0


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
    matcher = _Matcher(investigation, registry, catalogue, roster, acts, findings)
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


def make_lead_id(investigation_id: str, platform: str, account: str, rule_id: str, pair_no: int) -> str:
    """What a lead is about to its id: it hangs on the registry's id or handle, so it stays when more captures come."""
    return make_id("L-", investigation_id, platform, account.lower(), rule_id, pair_no, length=10)


def _group_acts(acts: Iterable[_Row]) -> list[list[_Row]]:
    """Acts to those of each actor toward each pair, in the order in which they come."""
    groups: dict[tuple[str, int], list[_Row]] = {}
    for act in acts:
        groups.setdefault((act["actor"], act["pair_no"]), []).append(act)
    return list(groups.values())


class _Matcher:
    """Everything that one lead after another is made from."""

    def __init__(
        self,
        investigation: Investigation,
        registry: Registry,
        catalogue: Catalogue,
        roster: pd.DataFrame,
        acts: pd.DataFrame,
        findings: Findings,
    ) -> None:
        self.investigation, self.catalogue, self.findings = investigation, catalogue, findings
        self.rows = {row.row: row for row in registry.accounts}
        pair_nos = tuple(pair.pair_no for pair in registry.pairs)
        posts = acts["own_post"].dropna()
        self.in_several = set(posts[posts.duplicated()])  # posts that carry marks of more than one pair
        self.received = {each: receive(acts, roster, each, pair_nos) for each in CLASSES}
        self.tests = {
            each: dict(zip(found.index, zip(found["p_value"], found["q_value"], strict=True), strict=True))
            for each, found in findings.chance.items()
        }

    def match_class(self, free: pd.DataFrame, rule_class: RuleClass) -> list[Lead]:
        usable = free[(free["rule_class"] == rule_class) & (free["problem"] == "")]
        usable = usable.assign(ends_us=usable["occurred_us"].fillna(usable["before_us"]))
        acts = usable.sort_values(["starts_us", "interaction_id"]).to_dict("records")
        leads = []
        for versions in self._list_versions(rule_class):
            for own in _group_acts(self._select(acts, versions)):
                if crosses_threshold((act["kind"] for act in own), self.investigation.thresholds):
                    leads.append(self._make_lead(versions[own[0]["version"]], own))
        return leads

    def _list_versions(self, rule_class: RuleClass) -> list[list[Rule]]:
        """The rules of a class, each with all its versions: a lead is about a rule, whenever it was changed."""
        versions: dict[str, list[Rule]] = {}
        for rule in self.catalogue.rules:
            if rule.rule_class is rule_class and rule.regime is self.investigation.regime:
                versions.setdefault(rule.rule_id, []).append(rule)
        return list(versions.values())

    def _select(self, acts: Sequence[_Row], versions: Sequence[Rule]) -> Iterator[_Row]:
        """The acts a rule looks at: of its kinds, between its roles, by the version in force when each began."""
        spans = [self._find_span(rule) for rule in versions]
        for act in acts:
            if any(first <= act["ends_us"] <= last for first, last in spans):
                for number, (rule, (first, last)) in enumerate(zip(versions, spans, strict=True)):
                    if first <= act["starts_us"] <= last and self._is_about(rule, act):
                        yield act | {"version": number}

    def _is_about(self, rule: Rule, act: _Row) -> bool:
        """Whether an act is of a rule's kinds and between its roles; an own post goes toward no account."""
        return (
            act["kind"] in rule.kinds
            and self.rows[act["subject_row"]].role in rule.actor_roles
            and (act["kind"] == Kind.POST or self.rows[act["target_row"]].role in rule.target_roles)
        )

    def _find_span(self, rule: Rule) -> tuple[int, int]:
        zone = self.investigation.region.timezone
        return day_bounds_us(rule.valid_from, zone)[0], day_bounds_us(rule.valid_to or date.max, zone)[1]

    def _make_lead(self, rule: Rule, own: list[_Row]) -> Lead:
        row, received = self.rows[int(own[-1]["subject_row"])], self.received[rule.rule_class]
        account_id, pair_no = str(own[0]["actor"]), int(own[0]["pair_no"])
        counted, pair_nos = received.by_actor.get(account_id, []), received.pair_nos
        given = count_by_pair((act for act in counted if act.is_given), pair_nos)
        p_value, q_value = self.tests[rule.rule_class][account_id, pair_no]
        known, parts = sum(given.values()) > 0, self.findings.group_parts.get(account_id, ())
        return Lead(
            lead_id=make_lead_id(
                self.investigation.investigation_id, row.platform, row.platform_id or row.handle, rule.rule_id, pair_no
            ),
            rule=rule,
            phase=str(own[0]["phase"]),
            subject=self._make_subject(row, account_id),
            pair_no=pair_no,
            acts=tuple(self._make_act(act) for act in own),
            all_pairs=count_by_pair((act for act in counted if act.is_directed), pair_nos),
            all_pairs_undirected=count_by_pair((act for act in counted if not act.is_directed), pair_nos),
            relative=relate(given, received),
            base_rate_unit=base_rate(received, account_id, pair_no, row.unit_id) if row.unit_id else None,
            base_rate_registry=base_rate(received, account_id, pair_no),
            p_value=float(p_value) if known else None,
            q_value=float(q_value) if known else None,
            notes=(
                *self._make_notes(own),
                *list_reading_notes(counted),
                *["initiator_of_group"] * any(part.pair_no == pair_no for part in parts),
            ),
            all_pairs_attack=count_by_pair((act for act in counted if act.is_attack), pair_nos),
            all_pairs_unread=count_by_pair((act for act in counted if act.is_unread), pair_nos),
            group_parts=parts,
        )

    def _make_subject(self, row: RegistryAccount, account_id: str) -> Subject:
        return Subject(
            platform=row.platform,
            handle=self.findings.handles.get(account_id) or row.handle or account_id.partition(":")[2],
            account_id=account_id,
            role=row.role,
            unit_id=row.unit_id,
            registry_handle=row.handle,
            flags=tuple(sorted(flag.value for flag in row.flags)),
        )

    def _make_act(self, act: _Row) -> Act:
        def instant(name: str) -> datetime | None:
            value = act[name]
            return None if pd.isna(value) else us_to_datetime(int(value))

        def text(name: str) -> str | None:
            value = act[name]
            return value if isinstance(value, str) else None

        occurred = instant("occurred_us")
        target = text("target") or ""
        return Act(
            interaction_id=str(act["interaction_id"]),
            kind=Kind(str(act["kind"])),
            target_handle=self.findings.handles.get(target) or target.partition(":")[2].lstrip("@"),
            direction=str(act["direction"]),
            occurred_at=occurred,
            occurred_after=None if occurred else instant("after_us"),
            occurred_before=None if occurred else instant("before_us"),
            object_url=text("object_url"),
            act_url=text("act_url"),
            text=text("text"),
            records=self.findings.records.get(str(act["interaction_id"]), ()),
            object_text=text("object_text"),
            marks=act["marks"] if isinstance(act["marks"], tuple) else (),
            reading=self.findings.readings.get(str(act["interaction_id"])),
        )

    def _make_notes(self, own: list[_Row]) -> tuple[str, ...]:
        """What a reader must know and no number says, as stable codes."""
        targets = [self.rows[int(act["target_row"])] for act in own if not pd.isna(act["target_row"])]
        notes = []
        if any(target.basis is Basis.CLAIMED for target in targets):
            notes.append("target_role_claimed")
        if any(act["zone_assumed"] for act in own):
            notes.append("zone_assumed")
        if any(pd.isna(act["occurred_us"]) for act in own):
            notes.append("time_is_interval")
        if len({act["version"] for act in own}) > 1:
            notes.append("rule_versions")
        if self.rows[int(own[-1]["subject_row"])].employment is Employment.PTT:
            notes.append("own_rule_basis")
        if any(act["own_post"] in self.in_several for act in own):
            notes.append("marks_of_several_pairs")
        return tuple(notes)
