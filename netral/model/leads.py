"""Rules as data, the acts they look at, and the leads that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from netral.model.vocabulary import (
    Direction,
    GroupRole,
    Kind,
    Observable,
    Platform,
    Regime,
    Role,
    RuleClass,
    RulePhase,
    RuleStatus,
)

CONFIDENCES = ("C-prim", "C", "G", "U")  # from the surest to the least sure


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule, its norm or its sanction (``about``) is written, how sure we are of it, and who published it.

    The article is empty where no source that was read names it.
    """

    instrument: str
    article: str
    confidence: str
    about: str = "rule"
    published: str = ""

    @property
    def citation(self) -> str:
        """Instrument and article in one line."""
        return f"{self.instrument} {self.article}".rstrip()


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody said on an open question; without a date where none is on record."""

    by: dict[str, str]
    dated: date | None
    says: dict[str, str]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A behaviour on which the record contradicts itself; investigation.yaml names its reading by ``behaviour``."""

    behaviour: str
    asks: dict[str, str]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a catalogue, as data; texts for people by language (id, en).

    ``kinds`` make leads, and only where ``observable`` is yes; ``context_kinds`` are listed beside them and make none.
    """

    rule_id: str
    version: str
    title: dict[str, str]
    regime: Regime
    rule_class: RuleClass
    status: RuleStatus
    valid_from: date
    valid_to: date | None
    norm: str
    sanction: str
    kinds: frozenset[Kind]
    actor_roles: frozenset[Role]
    target_roles: frozenset[Role]
    sources: tuple[RuleSource, ...]
    innocent_explanations: dict[str, tuple[str, ...]]
    reviewer_checks: dict[str, tuple[str, ...]]
    observable: Observable = Observable.YES
    phases: frozenset[RulePhase] = frozenset()
    context_kinds: frozenset[Kind] = frozenset()
    norm_says: dict[str, str] = field(default_factory=dict)
    sanction_says: dict[str, str] = field(default_factory=dict)
    netral_sees: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people_see: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()

    @property
    def confidence(self) -> str:
        """The confidence of its weakest source."""
        return max((source.confidence for source in self.sources), key=CONFIDENCES.index, default=CONFIDENCES[-1])

    @property
    def needs_counsel(self) -> bool:
        """Whether a pack prints "to be confirmed by counsel" beside it: some source is not the instrument itself."""
        return self.confidence != "C-prim"


@dataclass(frozen=True, slots=True)
class Catalogue:
    catalogue_id: str
    version: str
    rules: tuple[Rule, ...]
    title: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Where a record lies: a locator within a capture, and the record's own SHA-256."""

    capture_id: str
    locator: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person who read an act took it for, toward the pair it concerns; ``seq`` is its entry in the case log."""

    interaction_id: str
    direction: Direction
    person: str
    reason: str
    read_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Act:
    """One act within a lead; times UTC. An act without its own time carries the interval it lies in.

    An own post is toward nobody: ``target_handle`` is empty, and ``marks`` are those of the pair that it carries.
    """

    interaction_id: str
    kind: Kind
    target_handle: str
    direction: str
    occurred_at: datetime | None
    occurred_after: datetime | None
    occurred_before: datetime | None
    object_url: str | None
    act_url: str | None
    text: str | None
    records: tuple[RecordRef, ...]
    object_text: str | None = None
    marks: tuple[str, ...] = ()
    reading: Reading | None = None

    @property
    def toward(self) -> str:
        """The account acted toward, with its sign; of an own post the marks it carries; else a dash."""
        return f"@{self.target_handle}" if self.target_handle else ", ".join(self.marks) or "–"


@dataclass(frozen=True, slots=True)
class GroupPart:
    """That an account made a campaign's group, administers it or invited others, since when, and its proof."""

    account_id: str
    handle: str
    group_id: str
    group_handle: str
    pair_no: int
    role: GroupRole
    first_at: datetime | None
    records: tuple[RecordRef, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    platform: Platform
    handle: str
    account_id: str
    role: Role
    unit_id: str | None
    registry_handle: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """One subject, one rule, one pair and all its acts; never a verdict. Keys of the dicts are pair numbers.

    ``all_pairs`` counts acts in favour, ``all_pairs_undirected`` all others; of the others ``all_pairs_attack`` counts
    those that a person read as against the pair, ``all_pairs_unread`` those that a person could still read.
    ``group_parts`` are of the subject, in groups of whichever pair.
    """

    lead_id: str
    rule: Rule
    phase: str
    subject: Subject
    pair_no: int
    acts: tuple[Act, ...]
    all_pairs: dict[int, int]
    all_pairs_undirected: dict[int, int]
    relative: dict[int, float | None]
    base_rate_unit: float | None
    base_rate_registry: float | None
    p_value: float | None
    q_value: float | None
    notes: tuple[str, ...]
    all_pairs_attack: dict[int, int] = field(default_factory=dict)
    all_pairs_unread: dict[int, int] = field(default_factory=dict)
    group_parts: tuple[GroupPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Coordinated:
    """Accounts of one unit that acted on one post of a campaign within the window; about the unit, not about a person.

    ``units_above`` are the units it lies below, the nearest first.
    """

    unit_id: str
    pair_no: int
    object_url: str
    accounts: int
    window_seconds: int
    interactions: tuple[str, ...]
    units_above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the whole the registry and the captures show."""

    accounts_declared: int
    unconfirmed: int
    employees: int
    platforms: tuple[str, ...]
    lists_incomplete: int
    disputed: tuple[str, ...]
    handle_reused: tuple[str, ...]
    pictures_known: int = 0
    pictures_missing: tuple[str, ...] = ()
    pictures_compared: int = 0


@dataclass(frozen=True, slots=True)
class Leads:
    """All that the rules found in one investigation, and what they could not use."""

    investigation_id: str
    generated_at: datetime
    catalogue_id: str
    catalogue_version: str
    leads: tuple[Lead, ...]
    coordinated: tuple[Coordinated, ...]
    single_likes: int
    follows: int
    unusable: tuple[tuple[str, str], ...]
    outside: tuple[str, ...]
    coverage: Coverage
    routed_acts: int = 0
    routed_complaints: int = 0

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to review; a nil report is a report."""
        return not self.leads and not self.coordinated
