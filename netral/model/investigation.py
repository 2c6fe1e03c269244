"""An investigation: region, phases, lawful basis, thresholds, and how contested behaviours are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.model.vocabulary import Regime, RuleClass


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
