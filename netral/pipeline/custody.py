"""Who handled what, written by the code itself: captures received, every command, files and packs that left, checks.

One hash-chained log an investigation, ``cases/custody/log.jsonl``, in the form of the case log; nobody has to remember
it. It names captures, packs and files by id and hash, and nobody under review: no option of a command is in it, and no
name of a file but a pack's. It is no input of a report, so that the same inputs give the same report however often
they were read.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path

from netral import cases
from netral.errors import BadParameter
from netral.identity import hash_bytes, hash_file
from netral.model import Capture, EvidencePack, Investigation, Verification
from netral.times import format_utc, now_utc

FOLDER = "custody"


def log_command(folder: Path, command: str) -> None:
    """A command that is about to read an investigation's folder; nothing where nothing is held, as after a purge."""
    if (folder / "investigation.yaml").is_file() and any((folder / "captures").glob("*")):
        _append(folder / "cases" / FOLDER, "read", command=command)


def log_file(folder: Path, command: str, path: Path) -> None:
    """A file that a command wrote out of an investigation, by its hash alone: its name may be somebody's."""
    if (folder / "cases" / FOLDER).is_dir():
        _append(folder / "cases" / FOLDER, "export", command=command, sha256=hash_file(path))


def log_receipt(investigation: Investigation, captures: Iterable[Capture]) -> None:
    """Captures that came in, those that are not yet on file."""
    folder = investigation.cases_folder / FOLDER
    received = [entry.detail["captures"] for entry in cases.read_log(folder) if entry.action == "receive"]
    new = {each.capture_id: each.sha256 for each in captures if not any(each.capture_id in known for known in received)}
    if new:
        _append(folder, "receive", captures=dict(sorted(new.items())))


def log_export(investigation: Investigation, pack: EvidencePack, captures: Iterable[Capture]) -> None:
    """A pack that left the house, after the captures that were read for it; those not yet on file come first."""
    captures = tuple(captures)
    log_receipt(investigation, captures)
    hashes = {capture.capture_id: capture.sha256 for capture in captures}
    folder = investigation.cases_folder / FOLDER
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
    try:
        cases.append_entry(folder, "", person, action, detail)
    except BadParameter:  # the clock was set back: the chain keeps its order, and the line says what the clock said
        clock = format_utc(now_utc())
        cases.append_entry(folder, "", person, action, {**detail, "clock": clock}, cases.read_log(folder)[-1].at)
