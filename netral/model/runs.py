"""What became of notebooks that were run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


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
