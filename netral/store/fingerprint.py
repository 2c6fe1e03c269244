"""Whether the store was made with today's registry, zone and parser; if not, the captures are read again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from netral.identity import hash_bytes
from netral.model import Capture, Registry
from netral.registry import list_marked_addresses

PARSER_VERSION = "9"
FILE, LEARNED = "fingerprint", "learned"


def fingerprint_names(registry: Registry, zone: str) -> str:
    """A registry, and the zone of times without one, to a hash of all that decides how captures are read.

    Of the registry that is how accounts are named, and the addresses that are marks; roles and flags are not.
    """
    rows = sorted(f"{row.platform}|{row.platform_id or ''}|{row.handle.lower()}" for row in registry.accounts)
    return hash_bytes("\n".join([PARSER_VERSION, zone, *rows, *list_marked_addresses(registry)]).encode())


def fingerprint_tables(captures: Iterable[Capture], names: str) -> str:
    """Captures and names to the fingerprint of the tables that come of them."""
    return hash_bytes("\n".join([names, *sorted(capture.capture_id for capture in captures)]).encode())


def read_fingerprint(folder: Path) -> str:
    """The fingerprint a folder was made with; empty when it has none."""
    path = folder / FILE
    return path.read_text("ascii") if path.is_file() else ""


def write_fingerprint(folder: Path, fingerprint: str) -> None:
    """Leave a fingerprint in a folder."""
    beside = folder / f"{FILE}.{os.getpid()}.tmp"
    beside.write_text(fingerprint, encoding="ascii")
    os.replace(beside, folder / FILE)
