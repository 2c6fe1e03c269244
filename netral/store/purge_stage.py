"""What a purge of one account takes the place of: every file that holds it, written anew beside, without it.

Nothing is exchanged here, and all of it may be done again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from netral.errors import BadParameter
from netral.identity import hash_file
from netral.model import AccountSeen, Capture, Registry
from netral.store.captures import list_captures, make_capture_id
from netral.store.cut import CutCount, cut_file, holds_account
from netral.store.destruction import FOLDER as DESTRUCTION
from netral.store.inputs import CaptureInput, Opener
from netral.store.key import read_pseudonym_key
from netral.store.subject import SubjectNames, gather_names, list_accounts

STAGE = ".purge"
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
    return CaptureInput(folder / capture.path, capture.format, *capture.given)


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
    hidden = names.list_pseudonyms(read_pseudonym_key(folder / "store"))
    swaps = [_stage_capture(folder, capture, names, opener, hidden) for capture in captures]
    swaps += [_stage_other(folder, path, names) for path in _list_others(folder, captures, skip)]
    return [swap for swap in swaps if swap is not None]


def _stage_capture(
    folder: Path, capture: Capture, names: SubjectNames, opener: Opener, hidden: frozenset[str]
) -> Swap | None:
    path = folder / capture.path
    whole = Swap(capture.path, capture.sha256, capture.read, capture.read, capture_id=capture.capture_id)
    said = (capture.target, capture.target_author, *capture.given[1:])
    if capture.target in hidden or any(map(names.is_named_by, said)):
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
        made = make_capture_id(sha256, capture.format, *capture.given)
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
