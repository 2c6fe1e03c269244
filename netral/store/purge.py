"""What is destroyed of an investigation: all of it, or the records about one account.

One account's purge is staged first: every file that holds it is written anew beside, without it, and a plan lists the
exchanges. From then on the purge can be killed at any moment and is finished by running it again.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from netral.errors import BadParameter
from netral.identity import hash_file
from netral.model import AccountSeen, Capture, Registry
from netral.store.captures import PARSED, RegisteredFile, commit_captures, list_captures, list_parts, make_capture_id
from netral.store.columns import PartWriter
from netral.store.count import Counter
from netral.store.cut import CutCount, cut_file, holds_account
from netral.store.destruction import FOLDER as DESTRUCTION
from netral.store.destruction import CutCapture, Destruction
from netral.store.inputs import CaptureInput, Opener
from netral.store.parts import PARTS
from netral.store.personal_files import destroy_file
from netral.store.subject import SubjectNames, gather_names, list_accounts
from netral.store.sync import sync_file

STAGE = ".purge"
PLAN = "plan.json"
BINARY_LOOK_BYTES = 8192
PICTURE = "picture"  # goes whole with its post's author, and is never cut
PACKED_OR_PARQUET = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ", b"PAR1")


@dataclass(frozen=True, slots=True)
class Swap:
    """One file and what takes its place.

    ``new_path`` is None when nothing of it is left; capture ids are None for files that are no captures.
    """

    path: str
    sha256: str
    records: int
    cut: int
    capture_id: str | None = None
    new_capture_id: str | None = None
    staged: str | None = None
    new_path: str | None = None
    new_sha256: str | None = None


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


def resolve_subject(folder: Path, registry: Registry, opener: Opener, account: AccountSeen) -> SubjectNames:
    """An account as it was asked for to its id and every handle that registry and captures show with that id.

    Raises
    ------
    BadParameter
        When the handle was seen under several ids: those are several accounts.
    """
    names = SubjectNames(
        account.platform, account.platform_id, frozenset({account.handle.lower()} if account.handle else ())
    )
    known = gather_names(names, _read_seen(folder, registry, opener, names))
    if names.platform_id is None and known.ids:
        if len(known.ids) > 1:
            allowed = ", ".join(f"{account.platform}:{each}" for each in sorted(known.ids))
            asked = f"{account.platform}:@{account.handle}"
            raise BadParameter(
                "{asked} was seen under several ids, which are several accounts; allowed are {allowed}",
                asked=asked,
                allowed=allowed,
            )
        names = replace(names, platform_id=next(iter(known.ids)))
        known = gather_names(names, _read_seen(folder, registry, opener, names))
    return replace(names, handles=names.handles | known.handles)


def _read_seen(folder: Path, registry: Registry, opener: Opener, names: SubjectNames) -> Iterator[AccountSeen]:
    for row in registry.accounts:
        yield AccountSeen(row.platform.value, row.platform_id, row.handle or None)
    for capture in list_captures(folder / "store"):
        if holds_account(folder / capture.path, names):
            for record in opener(_to_input(folder, capture))[0]:
                yield from list_accounts(record)


def _to_input(folder: Path, capture: Capture) -> CaptureInput:
    return CaptureInput(folder / capture.path, capture.format, capture.op, capture.target, capture.target_author)


def stage_swaps(folder: Path, names: SubjectNames, opener: Opener, skip: Iterable[Path] = ()) -> list[Swap]:
    """Write every file below a folder that holds the account anew, under ``.purge``; nothing is exchanged yet.

    Parameters
    ----------
    skip : iterable of Path
        Folders that are dealt with elsewhere, besides store, cases and destruction records.
    """
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    captures = list_captures(folder / "store")
    swaps = [_stage_capture(folder, capture, names, opener) for capture in captures]
    swaps += [_stage_other(folder, path, names) for path in _list_others(folder, captures, skip)]
    return [swap for swap in swaps if swap is not None]


def _stage_capture(folder: Path, capture: Capture, names: SubjectNames, opener: Opener) -> Swap | None:
    path = folder / capture.path
    whole = Swap(capture.path, capture.sha256, capture.read, capture.read, capture_id=capture.capture_id)
    if names.is_named_by(capture.target) or names.is_named_by(capture.target_author):
        return whole
    beside, is_named = folder / STAGE / capture.capture_id, names.holds(path.stem.encode())
    if capture.format != PICTURE and holds_account(path, names):
        count = cut_file(path, beside, iter(opener(_to_input(folder, capture))[0]), names)
    else:
        count = CutCount(capture.read, 0)
    if count.cut == 0 and not is_named:
        beside.unlink(missing_ok=True)
        return None
    if count.kept == 0 and count.cut:
        return whole
    if count.cut == 0:
        shutil.copyfile(path, beside)
    return _add_new(replace(whole, records=sum(count), cut=count.cut), beside, path, is_named, capture)


def _add_new(swap: Swap, beside: Path, path: Path, is_named: bool, capture: Capture | None) -> Swap:
    """What takes the file's place: other bytes get a name with a piece of their hash, and never the account's name."""
    sha256 = hash_file(beside)
    stem = "capture" if is_named else path.stem
    name = path.name if capture is None and not is_named else f"{stem}-{sha256[:12]}{path.suffix}"
    new_id = None
    if capture is not None:
        made = make_capture_id(sha256, capture.format, capture.op, capture.target, capture.target_author)
        new_id = capture.capture_id if sha256 == capture.sha256 else made
    new_path = f"{swap.path.rpartition('/')[0]}/{name}".lstrip("/")
    return replace(swap, staged=beside.name, new_path=new_path, new_sha256=sha256, new_capture_id=new_id)


def _list_others(folder: Path, captures: Iterable[Capture], skip: Iterable[Path]) -> list[Path]:
    """Files below the folder that are neither captures nor netral's own."""
    known = {(folder / capture.path).resolve() for capture in captures} | {(folder / "investigation.yaml").resolve()}
    away = [folder / name for name in ("store", "cases", DESTRUCTION, STAGE)] + list(skip)
    return [
        path
        for path in sorted({*folder.rglob("*"), *(folder / "captures").rglob("*")})  # that may be a link
        if path.is_file()
        and not path.is_symlink()
        and path.resolve() not in known
        and not any(path.resolve().is_relative_to(each.resolve()) for each in away)
        and not (path.parent == folder / "registry" and path.suffix == ".csv")
    ]


def _stage_other(folder: Path, path: Path, names: SubjectNames) -> Swap | None:
    relative, is_named = path.relative_to(folder).as_posix(), names.holds(path.stem.encode())
    if _is_binary(path):
        return Swap(relative, hash_file(path), 1, 1) if is_named else None
    if not is_named and not holds_account(path, names):
        return None
    beside = folder / STAGE / f"other-{hash_file(path)[:16]}"
    count = cut_file(path, beside, iter(()), names)
    swap = Swap(relative, hash_file(path), sum(count), count.cut)
    if count.cut == 0 and not is_named:
        beside.unlink()
        return None
    return swap if count.kept == 0 else _add_new(swap, beside, path, is_named, None)


def _is_binary(path: Path) -> bool:
    """A picture or document: its bytes are not searched, only its name is."""
    with path.open("rb") as stream:
        start = stream.read(BINARY_LOOK_BYTES)
    return b"\0" in start and not start.startswith(PACKED_OR_PARQUET)


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
