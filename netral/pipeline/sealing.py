"""The key that seals packs: read from a file, made and kept, or made to be thrown away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from netral import evidence
from netral.model import Seal


def open_seal(path: Path, passphrase: str | None, timestamp_url: str | None = None) -> Seal:
    """A PKCS#12 file to what seals packs; see `evidence.read_key`."""
    return evidence.read_key(path, passphrase, timestamp_url)


def make_seal(name: str) -> Seal:
    """A new key in memory, with a certificate that nobody but itself vouches for."""
    return evidence.make_key(name, datetime.now(UTC).replace(microsecond=0))


def keep_seal(seal: Seal, path: Path, passphrase: str) -> None:
    """A key to a file that only its owner may read; see `evidence.write_key`."""
    evidence.write_key(seal, path, passphrase)
