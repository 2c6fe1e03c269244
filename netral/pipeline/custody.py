"""Who handled what, written by the code itself: captures received, read for a pack, packs handed out and checked.

One hash-chained log an investigation, ``cases/custody/log.jsonl``, in the form of the case log; nobody has to remember
it. It names captures and packs by id and hash, and nobody under review. It is no input of a report, so that the same
inputs give the same report however often they were read.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path

from netral import cases
from netral.identity import hash_bytes
from netral.model import Capture, EvidencePack, Investigation, Verification

FOLDER = "custody"


def log_export(investigation: Investigation, pack: EvidencePack, captures: Iterable[Capture]) -> None:
    """A pack that left the house, after the captures that were read for it; those not yet on file come first."""
    hashes = {capture.capture_id: capture.sha256 for capture in captures}
    folder = investigation.cases_folder / FOLDER
    received = [entry.detail["captures"] for entry in cases.read_log(folder) if entry.action == "receive"]
    new = {name: sha256 for name, sha256 in sorted(hashes.items()) if not any(name in earlier for earlier in received)}
    if new:
        _append(folder, "receive", captures=new)
    listed = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    _append(folder, "read", captures=len(hashes), listed_sha256=hash_bytes(listed.encode()), purpose=pack.folder.name)
    _append(folder, "export", pack=pack.folder.name, root_sha256=pack.root_sha256, files=pack.files)


def log_verification(verification: Verification) -> None:
    """A check of a pack that lies where its investigation put it; of one carried elsewhere nothing is noted."""
    packs = verification.pack.resolve().parent
    folder = packs.parents[2] / "data" / packs.parent.name / "cases" / FOLDER if packs.name == "packs" else None
    if folder is None or not folder.is_dir():
        return
    broken = [check.name for check in verification.checks if not check.ok]
    _append(folder, "verify", pack=verification.pack.name, root_sha256=verification.root_sha256, broken=broken)


def _append(folder: Path, action: str, **detail: object) -> None:
    try:
        person = getpass.getuser()
    except (OSError, KeyError, ImportError):
        person = "?"
    cases.append_entry(folder, "", person, action, detail)
