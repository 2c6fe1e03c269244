"""Versions of rules -> the one in force on each day: none overlap, and a later catalogue stands before an earlier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from netral.model import Rule, RuleClass
from netral.rules.read_rule import RuleFile

CLASS_ORDER = tuple(RuleClass)
DAY = timedelta(days=1)


def check_versions(files: Iterable[RuleFile]) -> None:
    """Refuse two versions of one rule that are in force on one day, or that have the same version.

    Raises
    ------
    BadRule
        Naming both files, with the line of the later one.
    """
    known: dict[str, list[RuleFile]] = {}
    for file in sorted(files, key=lambda file: file.rule.valid_from):
        for other in known.setdefault(file.rule.rule_id, []):
            if file.rule.valid_from <= (other.rule.valid_to or date.max):
                raise file.keys["valid_from"].fail(
                    "{valid_from} lies within the validity of the same rule, {rule_id}, in {place}",
                    valid_from=file.rule.valid_from,
                    rule_id=file.rule.rule_id,
                    place=other.keys["valid_from"].place,
                )
            if file.rule.version == other.rule.version:
                raise file.keys["version"].fail(
                    "{version!r} of {rule_id} stands in {place} as well",
                    version=file.rule.version,
                    rule_id=file.rule.rule_id,
                    place=other.keys["version"].place,
                )
        known[file.rule.rule_id].append(file)


def supersede(earlier: Iterable[Rule], later: Iterable[Rule]) -> list[Rule]:
    """The rules of a catalogue that extends another to all rules of both, each cut to the days on which it is in force.

    On a day on which both have a version of one rule, the later catalogue's is the one. Questions that are open on a
    rule stay open on its later versions.
    """
    earlier = list(earlier)
    questions = {rule.rule_id: rule.questions for rule in earlier}
    own = [replace(rule, questions=questions.get(rule.rule_id, ())) for rule in later]
    kept = [piece for rule in earlier for piece in _cut_out(rule, [new for new in own if new.rule_id == rule.rule_id])]
    return kept + own


def sort_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by class, then as people count (D-2 before D-10), then by time."""

    def order(rule: Rule) -> tuple[object, ...]:
        parts = [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", rule.rule_id)]
        return CLASS_ORDER.index(rule.rule_class), parts, rule.valid_from

    return tuple(sorted(rules, key=order))


def _cut_out(rule: Rule, replacements: Iterable[Rule]) -> list[Rule]:
    """A rule without the days on which one of the others is in force: as many pieces as are left."""
    pieces = [rule]
    for new in replacements:
        pieces = [part for piece in pieces for part in _cut_one(piece, new)]
    return pieces


def _cut_one(rule: Rule, new: Rule) -> list[Rule]:
    last, new_last = rule.valid_to or date.max, new.valid_to or date.max
    if new.valid_from > last or new_last < rule.valid_from:
        return [rule]
    pieces = []
    if rule.valid_from < new.valid_from:
        pieces.append(replace(rule, valid_to=new.valid_from - DAY))
    if new_last < last:
        pieces.append(replace(rule, valid_from=new_last + DAY))
    return pieces
