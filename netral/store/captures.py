"""Captured files: copied in, hashed on arrival, made read-only, and checked ever after."""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from netral.errors import BadCapture, BrokenEvidence
from netral.identity import hash_file, make_id
from netral.model import Capture, CaptureStatus, Said
from netral.store.sync import sync_file, sync_folders
from netral.times import datetime_to_us, us_to_datetime

PARSED = "parsed"
INCOMING = ".incoming"
OUTGOING = ".old"
CAPTURE_ID = re.compile(r"c-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class RegisteredFile:
    """A file's bytes safe inside the investigation: where to read them, and where they will lie once committed.

    ``is_new`` when nothing lay there before.
    """

    read_from: Path
    final: Path
    sha256: str
    size_bytes: int
    is_new: bool = False


def find_captured(captures_folder: Path, source: Path, captured: Mapping[Path, str]) -> RegisteredFile | None:
    """A file that need not be copied: it lies in ``captures/``, or a twin among those ``captured`` does.

    Those captured are given with their SHA-256, which `verify_captures` compared with their bytes.

    Raises
    ------
    BadCapture
        When there is no such file or it cannot be read.
    """
    if not source.is_file():
        raise BadCapture("{source}: there is no such file", source=source)
    if source.name == INCOMING or not _is_utf8(source.name):
        raise BadCapture("{file!a}: a captured file cannot have this name; rename it", file=source.name)
    if source.resolve().is_relative_to(captures_folder.resolve()):
        return RegisteredFile(source, source, hash_file(source), source.stat().st_size)
    return _find_twin(source, captured)


def copy_file(captures_folder: Path, source: Path) -> Path:
    """A copy of a file, under ``.incoming`` of ``captures/``; an error says which file could not be written, or read.

    From here on nobody changes it; it is not forced to the disk yet.
    """
    (captures_folder / INCOMING).mkdir(parents=True, exist_ok=True)
    incoming = Path(tempfile.mkdtemp(dir=captures_folder / INCOMING)) / source.name
    try:
        shutil.copyfile(source, incoming)
    except OSError as error:
        error.filename, error.filename2 = error.filename2 or error.filename or str(incoming), None
        raise
    return incoming


def register_copy(captures_folder: Path, incoming: Path, taken: Mapping[str, str]) -> RegisteredFile:
    """Hash a copy and force it to the disk.

    It waits until `commit_captures` gives it its name, which is none that is ``taken`` by other bytes: the paths of
    captures of before and of the same command, as `fold_path` makes them, with their SHA-256.
    """
    sync_file(incoming)
    sha256 = hash_file(incoming)
    final = _choose_name(captures_folder, incoming.name, sha256, taken)
    return RegisteredFile(incoming, final, sha256, incoming.stat().st_size, is_new=not final.exists())


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _find_twin(source: Path, captured: Mapping[Path, str]) -> RegisteredFile | None:
    size_bytes = source.stat().st_size
    same_size = [path for path in captured if path.is_file() and path.stat().st_size == size_bytes]
    sha256 = hash_file(source) if same_size else ""
    twin = next((path for path in same_size if captured[path] == sha256), None)
    return RegisteredFile(twin, twin, sha256, size_bytes) if twin else None


def fold_path(path: str) -> str:
    """A path as a disk compares it to which case, and the way a letter with an accent is written, are the same."""
    return unicodedata.normalize("NFC", path.casefold())


def _choose_name(folder: Path, name: str, sha256: str, taken: Mapping[str, str]) -> Path:
    """The file's own name, or one with a piece of its hash when other bytes have that name, or a link does."""
    path = folder / name
    is_taken = taken.get(fold_path(f"{folder.name}/{name}"), sha256) != sha256
    if is_taken or path.is_symlink() or (path.exists() and hash_file(path) != sha256):
        path = folder / f"{path.stem}-{sha256[:12]}{path.suffix}"
    return path


def discard_file(file: RegisteredFile) -> None:
    """Throw away a copy that was not committed; a file that already lay in ``captures/`` stays."""
    if file.read_from != file.final:
        file.read_from.unlink(missing_ok=True)


def make_capture_id(sha256: str, format_id: str, op: str | None, target: str | None, author: str | None) -> str:
    """The id of a capture: the same bytes read as the same thing are the same capture."""
    return make_id("c-", sha256, format_id, op, target, author)


def commit_captures(store_folder: Path, arrived: Sequence[tuple[Path, RegisteredFile, Capture]]) -> None:
    """Give files and their parsed parts their names, when all they hold is on the disk.

    A capture exists from the last rename of its own on. A part that lies there already steps aside, from where
    `restore_parts` takes it back after a kill.
    """
    for part, _, capture in arrived:
        (part / "capture.json").write_text(json.dumps(_to_json(capture), ensure_ascii=False), encoding="utf-8")
    sync_folders(part for part, _, _ in arrived)
    for part, file, capture in arrived:
        if file.read_from != file.final and not file.final.exists():
            os.replace(file.read_from, file.final)
        file.final.chmod(0o444)
        final = store_folder / PARSED / capture.capture_id
        old = final.with_name(f"{final.name}{OUTGOING}")
        if final.exists():
            os.replace(final, old)
        os.replace(part, final)
        shutil.rmtree(old, ignore_errors=True)


def take_back_capture(store_folder: Path, part: Path, file: RegisteredFile, capture_id: str) -> None:
    """Undo what `commit_captures` did, or the half of it that it came to; it needs no space on the disk."""
    final = store_folder / PARSED / capture_id
    shutil.rmtree(part, ignore_errors=True)
    if final.exists():
        os.replace(final, part)
        shutil.rmtree(part, ignore_errors=True)
    if file.is_new and file.final.exists():
        file.final.chmod(0o600)
        file.final.unlink()


def restore_parts(store_folder: Path) -> None:
    """Take back the parts that a kill left between two names."""
    for old in store_folder.glob(f"{PARSED}/*{OUTGOING}"):
        final = old.with_name(old.name.removesuffix(OUTGOING))
        if final.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(old, final)


def list_captures(store_folder: Path) -> tuple[Capture, ...]:
    """Every committed capture, in the order of ingest."""
    while True:
        try:
            captures = [_read_capture(path) for path in list_parts(store_folder, "capture.json")]
        except FileNotFoundError:  # another process parses it again, and just now exchanged its part: look once more
            continue
        return tuple(sorted(captures, key=lambda capture: (capture.ingested_at, capture.path, capture.capture_id)))


def _read_capture(path: Path) -> Capture:
    return _from_json(json.loads(path.read_text("utf-8")))


def list_parts(store_folder: Path, name: str) -> list[Path]:
    """The files of one name or pattern of every committed capture's part, also of one between two names."""
    return [path for path in sorted(store_folder.glob(f"{PARSED}/c-*/{name}")) if _is_committed(path.parent)]


def _is_committed(part: Path) -> bool:
    """Whether a part has its name, or stepped aside when a kill came."""
    if part.name.endswith(OUTGOING):
        return not part.with_name(part.name.removesuffix(OUTGOING)).exists()
    return bool(CAPTURE_ID.fullmatch(part.name))


def _to_json(capture: Capture) -> dict[str, Any]:
    row = asdict(capture)
    row["collected_at"] = capture.collected_at and datetime_to_us(capture.collected_at)
    row["ingested_at"] = datetime_to_us(capture.ingested_at)
    return row


def _from_json(row: dict[str, Any]) -> Capture:
    collected_us = row["collected_at"]
    return Capture(
        **row
        | {
            "collected_at": None if collected_us is None else us_to_datetime(collected_us),
            "ingested_at": us_to_datetime(row["ingested_at"]),
            "status": CaptureStatus(row["status"]),
            "said": Said(*row["said"]) if row.get("said") else None,
        }
    )


def name_operator() -> str:
    """Who runs this, as the system names them; ``unknown`` where it names nobody."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def verify_captures(folder: Path, captures: Iterable[Capture]) -> None:
    """Hash every captured file again.

    Raises
    ------
    BrokenEvidence
        Naming the first file that is missing or whose bytes changed since ingest.
    """
    checked: dict[str, str] = {}
    for capture in captures:
        path = folder / capture.path
        if capture.path not in checked:
            if not path.is_file():
                raise BrokenEvidence(
                    "{path}: the captured file is gone (SHA-256 at ingest {sha256})", path=path, sha256=capture.sha256
                )
            checked[capture.path] = hash_file(path)
        if checked[capture.path] != capture.sha256:
            raise BrokenEvidence(
                "{path}: the file changed since ingest (SHA-256 then {then}, now {now})",
                path=path,
                then=capture.sha256,
                now=checked[capture.path],
            )
