"""A lead and what people did about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from netral.model.leads import CONFIDENCES, RuleSource
from netral.model.vocabulary import (
    Addressee,
    CaseState,
    Channel,
    Conflict,
    DayCount,
    RemovalState,
    ReplyKind,
    ReporterState,
    RoutedTo,
    Topic,
)


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
class Route:
    """That a complaint, or an act of a case (``interaction_id``), was routed out as no matter of neutrality."""

    about: str
    interaction_id: str
    topic: Topic
    to: RoutedTo
    reason: str
    person: str
    routed_at: datetime


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
    route: Route | None = None


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
    """A step's last day, a local date; without one, the table of holidays does not cover ``uncovered_year``.

    ``unconfirmed_holidays`` are the days that were passed over as holidays by a table that nobody confirmed: were one
    of them none, the last day would be earlier.
    """

    step: DeadlineStep
    counted_from: date
    due: date | None
    uncovered_year: int | None = None
    unconfirmed_holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintStanding:
    """A complaint with the cases it belongs to, or what is missing before it can be one, and its deadlines.

    ``missing`` are stable codes; empty for a complaint that is a case, was routed out, destroyed, or came before.
    """

    complaint: Complaint
    case_ids: tuple[str, ...]
    missing: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


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
