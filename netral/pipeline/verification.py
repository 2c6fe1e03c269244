"""A pack -> the verdict of every check, noted in the custody of the investigation that it lies in."""

from __future__ import annotations

from pathlib import Path

from netral import evidence
from netral.model import Verification
from netral.pipeline.custody import log_verification


def verify_pack(path: Path, root: str | None = None, trusted: Path | None = None) -> Verification:
    """A pack to the verdict of every check, by name; see `evidence.verify_pack`. Its investigation's log notes it."""
    verification = evidence.verify_pack(path, root, trusted)
    log_verification(verification)
    return verification
