"""Files into the store: copied, parsed beside, committed together; and all captures parsed again when need be.

Nothing of a command's files is stored unless all of them could be; a kill in between leaves only folders that the next
ingest sweeps away.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from netral.errors import NetralError
from netral.model import Capture, Registry
from netral.registry import Learned, index_registry
from netral.store.arrival import Arrival, Stored
from netral.store.captures import PARSED, list_captures, restore_parts, verify_captures
from netral.store.fingerprint import FILE, LEARNED, fingerprint_names, fingerprint_tables, read_fingerprint
from netral.store.inputs import CaptureInput, Opener
from netral.store.key import read_pseudonym_key
from netral.store.names import Names
from netral.store.workers import Workers

__all__ = ["Stored", "ingest_files", "lock_store", "refresh_store", "reparse_captures"]
MOST_ROUNDS = 9  # of learning; each needs a capture that teaches something new


def lock_store(store_folder: Path) -> FileLock:
    """The lock that one writer at a time holds; entering it twice in one thread is fine."""
    store_folder.mkdir(parents=True, exist_ok=True)
    return FileLock(store_folder / ".lock", is_singleton=True)


def ingest_files(
    folder: Path, registry: Registry, inputs: Sequence[CaptureInput], opener: Opener, workers: Workers
) -> list[Stored]:
    """Files to committed captures and merged tables, all or none.

    Parameters
    ----------
    folder : Path
        The investigation's folder.
    registry : Registry
        Decides who is named and who is hashed.
    inputs : sequence of CaptureInput
        In the order they are to be counted.
    opener : Opener
        Gives a file's records, and afterwards whether the file was cut.
    workers : Workers
        Parse the large ones; they may have been started already.

    Raises
    ------
    BadCapture
        When one of the files is refused; then none was stored.
    BrokenEvidence
        When a capture of before changed since its ingest; then none was stored.
    """
    store_folder = folder / "store"
    with lock_store(store_folder), ThreadPoolExecutor(1) as pool:
        verifying = pool.submit(verify_captures, folder, list_captures(store_folder))
        try:
            refresh_store(folder, registry, opener, merge=False)
            stored = _ingest(Arrival(folder, registry, opener, workers), inputs, verifying)
        except NetralError:
            verifying.result()  # that evidence is broken is the graver fault
            raise
    return stored


def _ingest(arrival: Arrival, inputs: Sequence[CaptureInput], verifying: Future[None]) -> list[Stored]:
    try:
        stored = arrival.run(inputs)
        verifying.result()
        _merge_if_stale(arrival.folder, arrival.registry, arrival.opener)
    except BaseException:
        arrival.take_back()
        raise
    # Some were parsed again by now.
    counted = {capture.capture_id: capture for capture in list_captures(arrival.store_folder)}
    return [each if each.is_known else replace(each, capture=counted[each.capture.capture_id]) for each in stored]


def reparse_captures(folder: Path, registry: Registry, opener: Opener) -> tuple[Capture, ...]:
    """Every capture parsed again from its bytes, quarantined records too, and the tables merged anew."""
    store_folder = folder / "store"
    with lock_store(store_folder):
        _sweep(store_folder)
        _parse_again(folder, registry, opener, {capture.capture_id for capture in list_captures(store_folder)})
        (store_folder / "tables" / FILE).unlink(missing_ok=True)
        _merge_if_stale(folder, registry, opener)
        return list_captures(store_folder)


def refresh_store(folder: Path, registry: Registry, opener: Opener, merge: bool = True) -> None:
    """Parse every capture again when the registry or the zone is another than before, and merge what is stale."""
    store_folder = folder / "store"
    _sweep(store_folder)
    captures = list_captures(store_folder)
    names = fingerprint_names(registry, opener.zone)
    if any(read_fingerprint(store_folder / PARSED / capture.capture_id) != names for capture in captures):
        _parse_again(folder, registry, opener, {capture.capture_id for capture in captures})
        (store_folder / LEARNED).unlink(missing_ok=True)
    if merge:
        _merge_if_stale(folder, registry, opener)


def _merge_if_stale(folder: Path, registry: Registry, opener: Opener) -> None:
    store_folder = folder / "store"
    wanted = fingerprint_tables(list_captures(store_folder), fingerprint_names(registry, opener.zone))
    if read_fingerprint(store_folder / "tables") != wanted:
        from netral.store.merge import merge_tables  # with DuckDB, which a known file does without

        names = _settle_names(folder, registry, opener)
        merge_tables(store_folder, [_hide_targets(capture, names) for capture in list_captures(store_folder)], wanted)


def _settle_names(folder: Path, registry: Registry, opener: Opener) -> Names:
    """Parse those captures again that name an account otherwise than all captures together do, until none does.

    When something is known no more, every one: in whose texts it was shown is not kept.
    """
    from netral.store.learned import find_stale_parts, learn_names, list_hidden, read_shown, write_shown

    store_folder = folder / "store"
    key = read_pseudonym_key(store_folder)
    names, shown = Names(index_registry(registry), key), read_shown(store_folder)
    for _ in range(MOST_ROUNDS):
        learned = learn_names(store_folder, names)
        names = Names(index_registry(registry, learned), key)
        stale, hidden = find_stale_parts(store_folder, names), list_hidden(names)
        if shown - hidden:
            stale = {capture.capture_id for capture in list_captures(store_folder)}
        if not stale:
            break
        write_shown(store_folder, shown | hidden)
        _parse_again(folder, registry, opener, stale, learned)
        shown = hidden
        write_shown(store_folder, shown)
    return names


def _hide_targets(capture: Capture, names: Names) -> Capture:
    """A capture as the tables show it: a list's target outside the registry is a pseudonym."""
    author = capture.target_author and names.name_target(capture.target_author)
    platform, _, native_id = (capture.target or "").partition(":post:")
    if native_id and author != capture.target_author:
        return replace(capture, target=names.hash_post(platform, native_id), target_author=author)
    return replace(capture, target=capture.target and names.name_target(capture.target), target_author=author)


def _sweep(store_folder: Path) -> None:
    restore_parts(store_folder)
    for path in (*store_folder.glob("*.tmp"), *store_folder.glob("*.old"), *store_folder.glob(f"{PARSED}/*.tmp")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _parse_again(
    folder: Path,
    registry: Registry,
    opener: Opener,
    chosen: set[str],
    learned: frozenset[Learned] = frozenset(),
) -> None:
    """Captures, by id and in the order of ingest, under today's names.

    Raises
    ------
    BrokenEvidence
        When a capture changed since ingest: what it says now is not what was captured.
    """
    captures = list_captures(folder / "store")
    verify_captures(folder, [capture for capture in captures if capture.capture_id in chosen])
    with Workers() as workers:
        Arrival(folder, registry, opener, workers, learned).parse_again(captures, chosen)
