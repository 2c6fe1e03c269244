"""New files without one account take the place of those that hold it, which are destroyed.

The new files lie staged beside, and a plan lists the exchanges. From then on the purge can be killed at any moment and
is finished by running it again.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from netral.model import Capture
from netral.store.captures import PARSED, RegisteredFile, commit_captures, list_captures, list_parts
from netral.store.columns import PartWriter
from netral.store.count import Counter
from netral.store.destruction import CutCapture, Destruction
from netral.store.parts import PARTS
from netral.store.personal_files import destroy_file
from netral.store.purge_stage import STAGE, Swap
from netral.store.subject import SubjectNames
from netral.store.sync import sync_file

PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class SubjectPlan:
    """All that a killed purge of one account needs to go on; it names the account, and is destroyed at the end."""

    record_id: str
    scope: str
    platform: str
    platform_id: str | None
    handles: tuple[str, ...]
    case_ids: tuple[str, ...]
    swaps: tuple[Swap, ...]

    @property
    def names(self) -> SubjectNames:
        """Who the purge is about."""
        return SubjectNames(self.platform, self.platform_id, frozenset(self.handles))


def describe_swaps(record: Destruction, swaps: Sequence[Swap]) -> Destruction:
    """A record with the exchanges in it: old hash, new hash and how many records were cut."""
    mine = [swap for swap in swaps if swap.capture_id is not None]
    cut = tuple(CutCapture(swap.sha256, swap.new_sha256, swap.records, swap.cut) for swap in mine)
    counts = {
        "captures_cut": sum(swap.new_path is not None for swap in mine),
        "captures_destroyed": sum(swap.new_path is None for swap in mine),
        "records_cut": sum(swap.cut for swap in mine),
        "other_files": len(swaps) - len(mine),
    }
    return replace(record, captures=cut, counts=counts)


def write_plan(folder: Path, plan: SubjectPlan) -> None:
    """Leave the plan in the stage: from here on the purge is finished, whatever happens."""
    beside = folder / STAGE / f"{PLAN}.new"
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        json.dump(asdict(plan), stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, folder / STAGE / PLAN)


def read_plan(folder: Path) -> SubjectPlan | None:
    """The plan of a purge that was killed; None when there is none."""
    path = folder / STAGE / PLAN
    if not path.is_file():
        return None
    row = json.loads(path.read_text("utf-8"))
    row |= {name: tuple(row[name]) for name in ("handles", "case_ids")}
    return SubjectPlan(**row | {"swaps": tuple(Swap(**each) for each in row["swaps"])})


def clear_stage(folder: Path) -> None:
    """Destroy the stage, the plan first, with it the last place that names the account."""
    (folder / STAGE / PLAN).unlink(missing_ok=True)
    shutil.rmtree(folder / STAGE, ignore_errors=True)


def swap_files(folder: Path, plan: SubjectPlan) -> None:
    """Put every new file in its place and destroy the old one; each step leaves captures and store in agreement.

    Every capture is to be parsed again afterwards: what was a duplicate may now be the only one.
    """
    store_folder = folder / "store"
    _sweep(store_folder)
    for swap in plan.swaps:
        if swap.capture_id is None:
            _swap_other(folder, swap)
        else:
            _swap_capture(folder, store_folder, swap)
    for path in list_parts(store_folder, "fingerprint"):
        path.unlink()


def _sweep(store_folder: Path) -> None:
    """What a kill left of tables and parts that were on their way out."""
    for path in (*store_folder.glob("*.tmp"), *store_folder.glob("*.old"), *store_folder.glob(f"{PARSED}/*.tmp")):
        shutil.rmtree(path, ignore_errors=True)


def _swap_other(folder: Path, swap: Swap) -> None:
    if swap.new_path and swap.staged and (folder / STAGE / swap.staged).exists():
        _place(folder / STAGE / swap.staged, folder / swap.new_path)
    if swap.new_path != swap.path:
        destroy_file(folder / swap.path)


def _place(staged: Path, final: Path) -> None:
    """Give a staged file its name by one rename, also where ``captures/`` is a link to another disk."""
    try:
        os.replace(staged, final)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = final.with_name(f".{final.name}.new")
        shutil.copyfile(staged, beside)
        sync_file(beside)
        os.replace(beside, final)
        staged.unlink()


def _swap_capture(folder: Path, store_folder: Path, swap: Swap) -> None:
    captures = {capture.capture_id: capture for capture in list_captures(store_folder)}
    old = captures.get(swap.capture_id or "")
    if old and swap.new_path and old.path != swap.new_path:
        _commit_new(folder, store_folder, swap, old)
    if old and swap.capture_id != swap.new_capture_id:
        part = store_folder / PARSED / old.capture_id
        gone = part.with_name(f"{part.name}.tmp")
        shutil.rmtree(gone, ignore_errors=True)
        os.replace(part, gone)
        shutil.rmtree(gone)
    if swap.path not in {capture.path for capture in list_captures(store_folder)}:
        destroy_file(folder / swap.path)


def _commit_new(folder: Path, store_folder: Path, swap: Swap, old: Capture) -> None:
    """The new file as a capture of its own, with the old one's history; its parts are empty until it is parsed."""
    new_id, new_path = str(swap.new_capture_id), str(swap.new_path)
    final, staged = folder / new_path, folder / STAGE / str(swap.staged)
    if staged.exists() and not final.exists():
        _place(staged, final)
    file = RegisteredFile(final, final, str(swap.new_sha256), final.stat().st_size)
    part = store_folder / PARSED / f"{new_id}.{os.getpid()}.tmp"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for name in PARTS:
        PartWriter(part, name, number=0).close()
    counter = Counter()
    counter.count(part)
    counter.close()
    new = replace(old, capture_id=new_id, sha256=file.sha256, path=new_path, size_bytes=file.size_bytes)
    commit_captures(store_folder, [(part, file, new)])
