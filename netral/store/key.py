"""The investigation's own secret, under which everybody outside the registry has a pseudonym."""

from __future__ import annotations

import os
from pathlib import Path

from netral.store.sync import sync_file

KEY_BYTES = 32


def read_pseudonym_key(folder: Path) -> bytes:
    """The investigation's own secret, made at first use and readable by its owner only."""
    path = folder / "pseudonym.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(os.urandom(KEY_BYTES))
        beside.chmod(0o600)
        sync_file(beside)  # else a power cut might leave an empty key, and parts under the one that it had
        os.replace(beside, path)
    return path.read_bytes()
