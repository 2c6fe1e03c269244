"""The acts of one subject toward one pair under one rule -> a lead, with all that is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from netral.identity import make_id
from netral.model import (
    Act,
    Basis,
    Coverage,
    Employment,
    GroupPart,
    Investigation,
    Kind,
    Lead,
    Reading,
    RecordRef,
    Registry,
    RegistryAccount,
    Rule,
    RuleClass,
    Subject,
)
from netral.rules.counts import base_rate, count_by_pair, list_reading_notes, receive, relate
from netral.times import us_to_datetime

CLASSES = (RuleClass.ETHICS, RuleClass.DISCIPLINE)
ActRow = dict[Any, Any]  # an act, by the columns of `collect_acts`


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


def make_lead_id(investigation_id: str, platform: str, account: str, rule_id: str, pair_no: int) -> str:
    """What a lead is about to its id: it hangs on the registry's id or handle, so it stays when more captures come."""
    return make_id("L-", investigation_id, platform, account.lower(), rule_id, pair_no, length=10)


class LeadMaker:
    """Everything that one lead after another is made from."""

    def __init__(
        self,
        investigation: Investigation,
        registry: Registry,
        roster: pd.DataFrame,
        acts: pd.DataFrame,
        findings: Findings,
    ) -> None:
        self.investigation, self.findings = investigation, findings
        self.rows = {row.row: row for row in registry.accounts}
        pair_nos = tuple(pair.pair_no for pair in registry.pairs)
        posts = acts["own_post"].dropna()
        self.in_several = set(posts[posts.duplicated()])  # posts that carry marks of more than one pair
        self.received = {each: receive(acts, roster, each, pair_nos) for each in CLASSES}
        self.tests = {
            each: dict(zip(found.index, zip(found["p_value"], found["q_value"], strict=True), strict=True))
            for each, found in findings.chance.items()
        }

    def make_lead(self, rule: Rule, own: list[ActRow]) -> Lead:
        """The acts of one subject toward one pair, in their order, to the lead that they make."""
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

    def _make_act(self, act: ActRow) -> Act:
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

    def _make_notes(self, own: list[ActRow]) -> tuple[str, ...]:
        """What a reader must know and no number says, as stable codes."""
        targets = [self.rows[int(act["target_row"])] for act in own if not pd.isna(act["target_row"])]
        notes = []
        if any(target.basis is Basis.CLAIMED for target in targets):
            notes.append("target_role_claimed")
        if any(act["zone_assumed"] for act in own):
            notes.append("zone_assumed")
        if any(pd.isna(act["occurred_us"]) for act in own):
            notes.append("time_is_interval")
        if any(act["derivation"] == "regex" for act in own):
            notes.append("target_by_pattern")
        if len({act["version"] for act in own}) > 1:
            notes.append("rule_versions")
        if self.rows[int(own[-1]["subject_row"])].employment is Employment.PTT:
            notes.append("own_rule_basis")
        if any(act["own_post"] in self.in_several for act in own):
            notes.append("marks_of_several_pairs")
        return tuple(notes)
