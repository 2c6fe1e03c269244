"""The nouns that travel between rooms: frozen dataclasses and enums, nothing else.

The few made by the hundred thousand (what a parser saw) are named tuples: as frozen, and far cheaper to make.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import networkx as nx
    import pandas as pd


# -- words of the field ------------------------------------------------------------------------------------------------


class Platform(StrEnum):
    """A platform whose captures netral reads."""

    X = "x"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    THREADS = "threads"
    TELEGRAM = "telegram"


class Role(StrEnum):
    """What an account of the registry is."""

    OPD = "opd"
    PERSON = "person"
    CANDIDATE = "candidate"
    CAMPAIGN_TEAM = "campaign_team"
    VOLUNTEER = "volunteer"
    INCUMBENT_OFFICE = "incumbent_office"
    PARTY = "party"
    MEDIA = "media"


SUBJECT_ROLES = frozenset({Role.OPD, Role.PERSON})
CAMPAIGN_ROLES = frozenset({Role.CANDIDATE, Role.CAMPAIGN_TEAM, Role.VOLUNTEER})


class Basis(StrEnum):
    """Why an account stands in the registry."""

    DECLARED = "declared"
    OFFICIAL_DIRECTORY = "official_directory"
    KPU_REGISTERED = "kpu_registered"
    COMPLAINT = "complaint"
    CLAIMED = "claimed"


class Employment(StrEnum):
    """The employment class of a person, each with a rule basis of its own."""

    PNS = "pns"
    PPPK = "pppk"
    PTT = "ptt"


class Flag(StrEnum):
    """What a reader of a lead must know about the account."""

    DUTY = "duty"
    MEDIA = "media"
    SPOUSE = "spouse"
    DISPUTED = "disputed"


class Kind(StrEnum):
    """A tie or an act between two accounts."""

    FOLLOW = "follow"
    JOIN = "join"
    LIKE = "like"
    SHARE = "share"
    COAUTHOR = "coauthor"
    COMMENT = "comment"
    REPLY = "reply"
    QUOTE = "quote"
    MENTION = "mention"
    TAG = "tag"
    POST = "post"


TIE_KINDS = frozenset({Kind.FOLLOW, Kind.JOIN})
DIRECTED_KINDS = frozenset({Kind.LIKE, Kind.SHARE, Kind.COAUTHOR})
UNDETERMINED_KINDS = frozenset({Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST})


class Op(StrEnum):
    """What a capture asked the platform for."""

    FOLLOWERS = "followers"
    FOLLOWING = "following"
    LIKERS = "likers"
    RETWEETERS = "retweeters"
    COMMENTS = "comments"
    REPLIES = "replies"
    POSTS = "posts"
    SEARCH = "search"
    PROFILE = "profile"


LIST_OPS = frozenset({Op.FOLLOWERS, Op.FOLLOWING, Op.LIKERS, Op.RETWEETERS})
POST_OPS = frozenset({Op.LIKERS, Op.RETWEETERS, Op.COMMENTS, Op.REPLIES})


class Regime(StrEnum):
    """The election law an investigation stands under."""

    PILKADA = "pilkada"
    PEMILU = "pemilu"


class RuleClass(StrEnum):
    """The class of a rule; the date of the act decides between the first two."""

    ETHICS = "ethics"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"


class RuleStatus(StrEnum):
    """Whether the field agrees on how a rule is read."""

    SETTLED = "settled"
    CONTESTED = "contested"


class RulePhase(StrEnum):
    """When a rule applies: the determination of the pairs divides the lists."""

    BEFORE_DETERMINATION = "before_determination"
    FROM_DETERMINATION = "from_determination"


class Observable(StrEnum):
    """Who can see an act of a rule: netral in captures, only a person who reads or looks, or no capture at all."""

    YES = "yes"
    HUMAN_ONLY = "human-only"
    NO = "no"


class Outcome(StrEnum):
    """What became of a record."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class CaptureStatus(StrEnum):
    """Whether a captured file could be read to its end."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    EMPTY = "empty"


class CaseState(StrEnum):
    """Where a case stands: petunjuk, penelusuran, klarifikasi, then one of two ends."""

    LEAD = "petunjuk"
    TRACING = "penelusuran"
    CLARIFICATION = "klarifikasi"
    NO_VIOLATION = "bukan_pelanggaran"
    FORWARDED = "diteruskan"


class Direction(StrEnum):
    """What an act is toward the pair it concerns; of what people wrote, only a person who read it can say so."""

    SUPPORT = "support"
    ATTACK = "attack"
    NEITHER = "neither"
    UNDETERMINED = "undetermined"


class ReplyKind(StrEnum):
    """Whether the person or agency concerned was heard: they answered, did not, or only the state says so."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"
    CLARIFICATION = "clarification"


class Addressee(StrEnum):
    """Who a case is forwarded to."""

    PERSONNEL = "bkpsdm"
    BAWASLU = "bawaslu"
    INSPECTORATE = "inspektorat"
    SECRETARY = "sekda"
    BKN = "bkn"


class Conflict(StrEnum):
    """Why an addressee may be on a side."""

    UNDER_INCUMBENT = "under_incumbent"
    OWN_UNIT = "own_unit"


class RemovalState(StrEnum):
    """What a recheck found of what somebody was asked to remove."""

    REQUESTED = "requested"
    REMOVED = "removed"
    STILL_THERE = "still_there"


class Channel(StrEnum):
    """How a complaint came."""

    FORM = "form"
    LETTER = "letter"
    PUBLIC_CHANNEL = "public_channel"
    FORWARDED_LINK = "forwarded_link"
    SCREENSHOT = "screenshot"
    SUPERIOR = "superior"
    BAWASLU = "bawaslu"
    OTHER = "other"


class ReporterState(StrEnum):
    """Whether it is known who complained, and where that lies; never who it is."""

    NONE = "none"
    SEALED = "sealed"
    DESTROYED = "destroyed"


class DayCount(StrEnum):
    """How the days of a deadline are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


# -- an investigation --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the election, in local dates with both ends included, and the class of rule it falls under."""

    phase_id: str
    starts_on: date
    ends_on: date
    rule_class: RuleClass


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str
    timezone: str


@dataclass(frozen=True, slots=True)
class LawfulBasis:
    purpose: str
    article: str
    letter_no: str
    letter_date: date | None
    controller: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a contested behaviour is read here; anything but contested carries its source and date."""

    behaviour: str
    status: str
    source: str
    dated: date | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    share_min: int = 1
    post_min: int = 1
    comment_min: int = 2
    like_min: int = 3
    coaction_window_seconds: int = 60
    coaction_min_accounts: int = 3


@dataclass(frozen=True, slots=True)
class Investigation:
    """An investigation's folder and what its investigation.yaml says."""

    folder: Path
    investigation_id: str
    title: str
    region: Region
    regime: Regime
    phases: tuple[Phase, ...]
    lawful_basis: LawfulBasis
    retention_until: date | None
    employees_asn: int
    employees_non_asn: int
    rules: str
    interpretations: tuple[Interpretation, ...]
    thresholds: Thresholds
    engine: str = "duckdb"  # what computes with the tables; the analyst's choice for this once, never in the file

    @property
    def captures_folder(self) -> Path:
        """Files as they came, read-only after ingest."""
        return self.folder / "captures"

    @property
    def registry_folder(self) -> Path:
        """Who is who, in three or four CSV files."""
        return self.folder / "registry"

    @property
    def store_folder(self) -> Path:
        """The tables, made by netral."""
        return self.folder / "store"

    @property
    def cases_folder(self) -> Path:
        """The log of human decisions, made by netral."""
        return self.folder / "cases"

    @property
    def reports_folder(self) -> Path:
        """``reports/<id>`` beside ``data/`` when the investigation lies in a ``data`` folder, else below here."""
        parent = self.folder.resolve().parent
        base = parent.parent if parent.name == "data" else Path.cwd()
        return base / "reports" / self.investigation_id


# -- the registry ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RegistryAccount:
    """One row of registry/accounts.csv; ``row`` counts lines of the file, the header being line 1."""

    row: int
    platform: Platform
    handle: str
    platform_id: str | None
    role: Role
    unit_id: str | None
    pair_no: int | None
    holder_ref: str | None
    employment: Employment | None
    basis: Basis
    basis_ref: str | None
    confirmed_by: str | None
    confirmed_at: str | None
    valid_from: date | None
    valid_to: date | None
    flags: frozenset[Flag]
    note: str

    @property
    def is_confirmed(self) -> bool:
        """A person: declared or complaint-named and confirmed by a named human. An OPD: official, or confirmed."""
        named = bool(self.basis_ref and self.confirmed_by and self.confirmed_at)
        if self.role is Role.PERSON:
            return named and self.basis in {Basis.DECLARED, Basis.COMPLAINT}
        if self.role is Role.OPD:
            return self.basis in {Basis.DECLARED, Basis.OFFICIAL_DIRECTORY} or named
        return True


@dataclass(frozen=True, slots=True)
class Unit:
    unit_id: str
    name: str
    parent_unit_id: str | None
    kind: str
    employees: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    pair_no: int
    name: str
    incumbent: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A campaign's mark (hashtag, phrase, url or image), never a name."""

    pair_no: int
    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Who is who: accounts, the tree of units, the pairs and their campaign marks."""

    accounts: tuple[RegistryAccount, ...]
    units: tuple[Unit, ...]
    pairs: tuple[Pair, ...]
    marks: tuple[Mark, ...] = ()


# -- what a parser saw in a capture ------------------------------------------------------------------------------------


class AccountSeen(NamedTuple):
    """An account as a record names it; handle without @, at least one of id and handle known."""

    platform: str
    platform_id: str | None
    handle: str | None
    display_name: str | None = None


class PostSeen(NamedTuple):
    """A post as a record shows it. Ids are the platform's own; times UTC microseconds.

    ``version_us`` is when this version of its text was written, where the capture tells of edits.
    """

    platform: str
    native_id: str
    author: AccountSeen | None
    kind: str | None = None
    text: str | None = None
    created_us: int | None = None
    url: str | None = None
    parent_id: str | None = None
    root_id: str | None = None
    version_us: int | None = None


class ActSeen(NamedTuple):
    """An act as a record shows it. Post ids are the platform's own; times UTC microseconds.

    ``native_id`` is the platform's id of the act itself (a tweet's id for a reply), ``object_id`` the post acted on,
    ``after_us``/``before_us`` the interval in which the act lies when its own time is unknown.
    """

    kind: str
    actor: AccountSeen
    target: AccountSeen | None
    native_id: str | None = None
    object_id: str | None = None
    object_url: str | None = None
    act_url: str | None = None
    occurred_us: int | None = None
    after_us: int | None = None
    before_us: int | None = None
    precision: str | None = None
    zone_assumed: bool = False
    derivation: str = "native"
    weight: int = 1
    text: str | None = None


class Stretch(NamedTuple):
    """A part of a file that can be read apart from the rest: its bytes, and the number of its first line."""

    start: int
    end: int
    first_line: int


class Record(NamedTuple):
    """One line or item of a capture, read or quarantined, with everything it says."""

    locator: str
    sha256: str
    op: str | None = None
    target: str | None = None
    collected_us: int | None = None
    declared_count: int | None = None
    reason: str | None = None
    detail: str | None = None
    accounts: tuple[AccountSeen, ...] = ()
    posts: tuple[PostSeen, ...] = ()
    acts: tuple[ActSeen, ...] = ()
    tool: str | None = None
    tool_version: str | None = None


# -- captures and tables -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capture:
    """One registered file; ``path`` is relative to the investigation's folder, with forward slashes."""

    capture_id: str
    sha256: str
    path: str
    format: str
    op: str | None
    target: str | None
    target_author: str | None
    tool: str | None
    tool_version: str | None
    collected_at: datetime | None
    ingested_at: datetime
    operator: str
    size_bytes: int
    status: CaptureStatus
    read: int
    stored: int
    duplicate: int
    quarantined: int
    declared_count: int | None
    observed_count: int

    @property
    def balances(self) -> bool:
        """Whether every record read is accounted for."""
        return self.read == self.stored + self.duplicate + self.quarantined


@dataclass(frozen=True)
class Tables:
    """The checked tables of one investigation, as Ibis expressions over Parquet; columns in store/schema.py."""

    captures: ir.Table
    records: ir.Table
    quarantine: ir.Table
    accounts: ir.Table
    account_aliases: ir.Table
    posts: ir.Table
    follows: ir.Table
    interactions: ir.Table
    lineage: ir.Table
    post_lineage: ir.Table


@dataclass(frozen=True)
class Network:
    """Nodes and edges of one network.

    ``nodes``: account_id, platform, handle, role, unit_id, pair_no, community and measures.
    ``edges``: source, target, source_handle, target_handle, kind, weight, pair_no, phase, first_at, last_at, p_value,
    q_value, effect.
    """

    kind: str
    phase: str | None
    nodes: pd.DataFrame
    edges: pd.DataFrame
    note: str = ""

    def to_networkx(self) -> nx.MultiDiGraph:
        """To a networkx graph: account_id names the nodes, columns become attributes, nulls are left out."""
        import networkx as nx

        graph = nx.MultiDiGraph(kind=self.kind, phase=self.phase or "", note=self.note)
        for row in self.nodes.to_dict("records"):
            graph.add_node(row["account_id"], **_known(row, {"account_id"}))
        for row in self.edges.to_dict("records"):
            graph.add_edge(row["source"], row["target"], **_known(row, {"source", "target"}))
        return graph


def _known(row: dict[Any, Any], left_out: set[str]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if key not in left_out and _is_known(value)}


def _is_known(value: Any) -> bool:
    """Whether a cell holds something: not None, NaN or NA (which is equal to nothing, not even itself)."""
    if value is None:
        return False
    same = value == value
    return same is True or (not isinstance(same, bool) and type(same).__name__ == "bool" and bool(same))


# -- rules and leads ---------------------------------------------------------------------------------------------------


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

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to review; a nil report is a report."""
        return not self.leads and not self.coordinated


# -- cases -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the case log; ``sha256`` covers the line with ``previous_sha256`` in it."""

    seq: int
    at: datetime
    case_id: str
    person: str
    action: str
    detail: dict[str, Any]
    previous_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Signature:
    person: str
    office: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """When the acts of a case became known (*waktu diketahui*), a local date, and how that is known."""

    on: date
    source: str
    person: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """The right of reply: what was answered, why nothing was, or the reason given on the way to clarification."""

    kind: ReplyKind
    words: str
    on: date | None
    person: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Referral:
    """Who a case is forwarded to.

    ``conflicts`` say why the addressee may be on a side; ``despite`` why it was chosen all the same, empty where nobody
    was asked because nobody chose an addressee.
    """

    addressee: Addressee
    is_default: bool
    conflicts: tuple[Conflict, ...]
    despite: str
    person: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class RemovalCheck:
    """What somebody who looked again found."""

    on: date
    state: RemovalState
    person: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A request to remove what the acts named here left behind, and every recheck, oldest first."""

    on: date
    words: str
    interactions: tuple[str, ...]
    person: str
    checks: tuple[RemovalCheck, ...] = ()

    @property
    def state(self) -> RemovalState:
        """What the last recheck found."""
        return self.checks[-1].state if self.checks else RemovalState.REQUESTED


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody alleged, and when it became known; never who it was.

    ``same_as`` is the first complaint about the same account and address on the same day.
    """

    complaint_id: str
    channel: Channel
    known_on: date
    account: str
    url: str
    says: str
    taken_by: str
    taken_at: datetime
    same_as: str
    reporter: ReporterState


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """A step of a procedure and how many days it may take, counted from when the acts became known or another step."""

    step_id: str
    title: dict[str, str]
    days: int
    day_count: DayCount
    counted_from: str
    sources: tuple[RuleSource, ...]
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def confidence(self) -> str:
        """The confidence of its weakest source."""
        return max((source.confidence for source in self.sources), key=CONFIDENCES.index, default=CONFIDENCES[-1])


@dataclass(frozen=True, slots=True)
class FormProfile:
    """The steps of one election law's procedure, as data."""

    profile_id: str
    title: dict[str, str]
    steps: tuple[DeadlineStep, ...]


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days on which nobody works, by date, in the years that the table covers."""

    days: dict[date, str]
    years: frozenset[int]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step's last day, a local date; without one, the table of holidays does not cover ``uncovered_year``."""

    step: DeadlineStep
    counted_from: date
    due: date | None
    uncovered_year: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A lead and every human decision on it, read from the log. A case has the id of its lead."""

    case_id: str
    lead_sha256: str
    state: CaseState
    identifiers: tuple[str, ...]
    entries: tuple[LogEntry, ...]
    signatures: tuple[Signature, ...]
    known: Known | None = None
    reply: Reply | None = None
    referral: Referral | None = None
    removals: tuple[Removal, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether two different people have signed what leaves the house."""
        return len({signature.person.casefold() for signature in self.signatures}) >= 2


# -- evidence ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExhibitRecord:
    """The bytes of one record as they lie in the capture, so that anybody can hash them again."""

    ref: RecordRef
    capture: Capture
    raw: bytes


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One act with its proof: B-001 and on."""

    exhibit_id: str
    act: Act
    actor_handle: str
    platform: Platform
    records: tuple[ExhibitRecord, ...]


@dataclass(frozen=True)
class ReviewedCase:
    """Everything a case pack prints, as values; nothing in it reaches back."""

    investigation: Investigation
    registry: Registry
    case: Case
    lead: Lead
    account: RegistryAccount
    exhibits: tuple[Exhibit, ...]
    captures: tuple[Capture, ...]
    leads: Leads
    follow_network: Network
    interaction_network: Network
    log_lines: tuple[bytes, ...]
    notebooks: tuple[Path, ...] = ()
    is_demo: bool = False


@dataclass(frozen=True)
class Situation:
    """Everything a region's situation report prints; nobody under review is named in it."""

    investigation: Investigation
    registry: Registry
    leads: Leads
    captures: tuple[Capture, ...]
    case_states: dict[str, int]
    follow_network: Network
    interaction_network: Network
    log_lines: tuple[bytes, ...]
    quarantine: dict[str, int]
    notebooks: tuple[Path, ...] = ()
    is_demo: bool = False
    questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """With what packs are sealed: a private key, its certificate and those above it (DER); where to ask the time."""

    key: bytes = field(repr=False)
    certificate: bytes
    issuers: tuple[bytes, ...] = ()
    timestamp_url: str | None = None


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """A sealed bag, its root hash, and the handover record beside it."""

    folder: Path
    root_sha256: str
    files: int
    handover_record: Path


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    pack: Path
    root_sha256: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check held."""
        return all(check.ok for check in self.checks)


# -- runs --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of one notebook on one investigation; ``output`` is the executed copy."""

    investigation: str
    notebook: str
    status: str
    seconds: float
    attempts: int
    output: Path
    error: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    run_id: str
    outcomes: tuple[RunOutcome, ...]
    index: Path
    inputs: dict[str, str] = field(default_factory=dict)
