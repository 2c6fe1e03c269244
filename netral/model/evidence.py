"""Everything that a pack prints, what it is sealed with, and the verdict of its checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from netral.errors import Sentence
from netral.model.cases import Case
from netral.model.investigation import Investigation
from netral.model.leads import Act, Lead, Leads, OpenQuestion, RecordRef
from netral.model.pictures import PictureMatch
from netral.model.registry import Registry, RegistryAccount, Unit
from netral.model.tables import Capture, Network
from netral.model.vocabulary import Platform

if TYPE_CHECKING:
    import pandas as pd


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
    pictures: tuple[PictureMatch, ...] = ()


@dataclass(frozen=True)
class ReviewedCase:
    """Everything a case pack prints, as values; nothing in it reaches back.

    ``acts`` are all acts of its account toward campaign accounts, toward every pair, of any time: interaction_id, kind,
    pair_no, occurred_at (UTC; null where only an interval is known).
    """

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
    acts: pd.DataFrame
    log_lines: tuple[bytes, ...]
    notebooks: tuple[Path, ...] = ()
    is_demo: bool = False


@dataclass(frozen=True)
class Situation:
    """Everything that a situation report prints, of a region or of one unit; nobody under review is named in it.

    ``acts`` are those of all civil-service accounts, as in `ReviewedCase`. ``unit`` is the unit whose slice it is;
    ``withheld_people`` how many personal accounts of it are left out because there are too few of them.
    """

    investigation: Investigation
    registry: Registry
    leads: Leads
    captures: tuple[Capture, ...]
    case_states: dict[str, int]
    follow_network: Network
    interaction_network: Network
    acts: pd.DataFrame
    log_lines: tuple[bytes, ...]
    quarantine: dict[str, int]
    notebooks: tuple[Path, ...] = ()
    is_demo: bool = False
    questions: tuple[OpenQuestion, ...] = ()
    unit: Unit | None = None
    withheld_people: int = 0


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
    sentence: Sentence

    @property
    def detail(self) -> str:
        """What was found, or why the check does not hold, in English."""
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Verification:
    pack: Path
    root_sha256: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check held."""
        return all(check.ok for check in self.checks)
