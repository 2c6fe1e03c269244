"""One file of a catalogue -> one version of a rule, every key checked."""

from __future__ import annotations

from typing import NamedTuple

from netral.model import (
    CAMPAIGN_ROLES,
    CONFIDENCES,
    SUBJECT_ROLES,
    Kind,
    Observable,
    Regime,
    Role,
    Rule,
    RuleClass,
    RulePhase,
    RuleSource,
    RuleStatus,
)
from netral.rules.entry import Entry

KEYS = (
    "id", "version", "title", "regime", "class", "status", "phases", "valid_from", "valid_to", "norm", "sanction",
    "sources", "observable", "behaviours", "netral_sees", "people_see", "innocent_explanations", "reviewer_checks",
)  # fmt: skip
SOURCE_SUBJECTS = ("rule", "norm", "sanction")
# Ties and being named make no lead, whatever a catalogue would like.
LEAD_KINDS = tuple(kind for kind in Kind if kind not in {Kind.FOLLOW, Kind.JOIN, Kind.MENTION, Kind.TAG})
# Which acts a rule of a class is matched with; a criminal rule is never matched.
CLASS_PHASES = {
    RuleClass.ETHICS: RulePhase.BEFORE_DETERMINATION,
    RuleClass.DISCIPLINE: RulePhase.FROM_DETERMINATION,
}


class RuleFile(NamedTuple):
    """A version of a rule, and its file as it stands, for complaints that need other files as well."""

    rule: Rule
    keys: dict[str, Entry]


def read_rule(entry: Entry) -> RuleFile:
    """A file's whole value to the rule it holds.

    Raises
    ------
    BadRule
        When a key is unknown or missing or has a value that is not allowed, naming file, line and key.
    """
    keys = entry.mapping(KEYS, ("doubts",))
    acts = keys["behaviours"].mapping(("kinds", "context_kinds", "actor_roles", "target_roles"))
    sources = tuple(_read_source(item) for item in keys["sources"].items())
    norm, sanction = keys["norm"].texts(), keys["sanction"].texts()
    rule = Rule(
        rule_id=keys["id"].text(),
        version=keys["version"].text(),
        title=keys["title"].texts(),
        regime=Regime(keys["regime"].choice(Regime)),
        rule_class=RuleClass(keys["class"].choice(RuleClass)),
        status=RuleStatus(keys["status"].choice(RuleStatus)),
        valid_from=keys["valid_from"].day(),
        valid_to=keys["valid_to"].day_or_null(),
        norm=_cite(sources, "norm"),
        sanction=f"{next(iter(sanction.values())).rstrip('.')} ({_cite(sources, 'sanction')})",
        kinds=frozenset(Kind(kind) for kind in acts["kinds"].choices(LEAD_KINDS)),
        actor_roles=frozenset(Role(role) for role in acts["actor_roles"].choices(sorted(SUBJECT_ROLES))),
        target_roles=frozenset(Role(role) for role in acts["target_roles"].choices(Role)),
        sources=sources,
        innocent_explanations=keys["innocent_explanations"].text_lists(),
        reviewer_checks=keys["reviewer_checks"].text_lists(),
        observable=Observable(keys["observable"].choice(Observable)),
        phases=frozenset(RulePhase(phase) for phase in keys["phases"].choices(RulePhase)),
        context_kinds=frozenset(Kind(kind) for kind in acts["context_kinds"].choices(Kind)),
        norm_says=norm,
        sanction_says=sanction,
        netral_sees=keys["netral_sees"].text_lists(),
        people_see=keys["people_see"].text_lists(),
        doubts=keys["doubts"].text_lists() if "doubts" in keys else {},
    )
    _check_whole(rule, keys, acts)
    return RuleFile(rule, keys)


def _read_source(entry: Entry) -> RuleSource:
    keys = entry.mapping(("about", "instrument", "article", "confidence"), ("published",))
    return RuleSource(
        instrument=keys["instrument"].text(),
        article=keys["article"].text_or_null() or "",
        confidence=keys["confidence"].choice(CONFIDENCES),
        about=keys["about"].choice(SOURCE_SUBJECTS),
        published=keys["published"].text() if "published" in keys else "",
    )


def _cite(sources: tuple[RuleSource, ...], about: str) -> str:
    return "; ".join(source.citation for source in sources if source.about == about)


def _check_whole(rule: Rule, keys: dict[str, Entry], acts: dict[str, Entry]) -> None:
    """What no key alone can show."""
    named = {source.about for source in rule.sources}
    for subject in SOURCE_SUBJECTS:
        if subject not in named:
            raise keys["sources"].fail(
                "holds no source about the {subject}; rule, norm and sanction each need one", subject=subject
            )
    if rule.valid_to and rule.valid_to < rule.valid_from:
        raise keys["valid_to"].fail(
            "{valid_to} lies before valid_from {valid_from}", valid_to=rule.valid_to, valid_from=rule.valid_from
        )
    if not rule.phases:
        raise keys["phases"].fail("is empty; allowed are {allowed}", allowed=", ".join(RulePhase))
    if both := rule.kinds & rule.context_kinds:
        raise acts["context_kinds"].fail(
            "repeats {kind!r} of kinds; an act makes leads or is context", kind=min(both).value
        )
    if rule.observable is Observable.YES:
        _check_matched(rule, keys, acts)
    elif rule.kinds:
        raise acts["kinds"].fail("must be empty: only a rule with observable: yes makes leads")
    elif rule.observable is Observable.NO and rule.context_kinds:
        raise acts["context_kinds"].fail("must be empty: observable: no means that no capture shows the act")


def _check_matched(rule: Rule, keys: dict[str, Entry], acts: dict[str, Entry]) -> None:
    """What the matcher needs of a rule that it makes leads with."""
    for key in ("kinds", "actor_roles", "target_roles"):
        if not getattr(rule, key):
            raise acts[key].fail("is empty; a rule with observable: yes names what makes its leads")
    if rule.target_roles - CAMPAIGN_ROLES:
        allowed = ", ".join(role for role in Role if role in CAMPAIGN_ROLES)
        raise acts["target_roles"].fail(
            "goes beyond the campaign; with observable: yes allowed are {allowed}", allowed=allowed
        )
    phase = CLASS_PHASES.get(rule.rule_class)
    if phase is None:
        raise keys["observable"].fail(
            "is 'yes'; a rule of class {rule_class} is for people alone", rule_class=rule.rule_class.value
        )
    if rule.phases != {phase}:
        raise keys["phases"].fail(
            "must be [{phase}], which is when class {rule_class} is matched",
            phase=phase.value,
            rule_class=rule.rule_class.value,
        )
