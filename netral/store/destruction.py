"""The destruction record (berita acara pemusnahan): what was destroyed, when, by whom, why; no names or contents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from netral.identity import hash_file, make_id
from netral.locale import use_language
from netral.model import Investigation
from netral.times import format_utc, now_utc

FOLDER = "destruction"
BEGUN, DONE = "begun", "done"
EVERYTHING = "everything"
# Names of files that people chose may hold a handle; these netral gives itself.
OWN_NAMES = (
    "store/",
    "cases/",
    "complaints/",
    "reports/",
    *(f"registry/{name}.csv" for name in ("accounts", "units", "pairs", "marks")),
)


@dataclass(frozen=True, slots=True)
class DestroyedFile:
    """A file as it was; ``path`` shows no name that a person chose."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class CutCapture:
    """A capture before and after: its hashes (none after, when nothing was left) and how many records were cut."""

    old_sha256: str
    new_sha256: str | None
    records: int
    cut: int


@dataclass(frozen=True, slots=True)
class HandedPack:
    """A pack that may lie with others: a copy there cannot be destroyed from here, only recalled."""

    path: str
    root_sha256: str


@dataclass(frozen=True, slots=True)
class Destruction:
    """One destruction; ``scope`` is ``everything`` or the keyed pseudonym of one account."""

    record_id: str
    investigation_id: str
    scope: str
    state: str
    begun_at: str
    done_at: str | None
    person: str
    reason: str
    retention_until: str | None
    counts: dict[str, int]
    files: tuple[DestroyedFile, ...] = ()
    captures: tuple[CutCapture, ...] = ()
    to_be_recalled: tuple[HandedPack, ...] = ()
    case_log: dict[str, Any] = field(default_factory=dict)


def begin_destruction(investigation: Investigation, scope: str, person: str, reason: str) -> Destruction:
    """A new record, or the begun one of the same scope, which a killed purge left."""
    for found in list_destructions(investigation.folder):
        if found.scope == scope and found.state == BEGUN:
            return found
    begun_at, until = format_utc(now_utc()), investigation.retention_until
    return Destruction(
        record_id=make_id("P-", investigation.investigation_id, scope, begun_at, length=10),
        investigation_id=investigation.investigation_id,
        scope=scope,
        state=BEGUN,
        begun_at=begun_at,
        done_at=None,
        person=person,
        reason=reason,
        retention_until=until.isoformat() if until else None,
        counts={},
    )


def read_destruction(folder: Path, record_id: str) -> Destruction:
    """One destruction record of an investigation's folder."""
    return _from_json(json.loads((folder / FOLDER / f"{record_id}.json").read_text("utf-8")))


def list_destructions(folder: Path) -> list[Destruction]:
    """The destruction records of an investigation's folder, oldest first."""
    records = [_from_json(json.loads(path.read_text("utf-8"))) for path in (folder / FOLDER).glob("P-*.json")]
    return sorted(records, key=lambda record: (record.begun_at, record.record_id))


def write_destruction(folder: Path, record: Destruction) -> Path:
    """A record to ``destruction/<id>.json`` and, to be read and signed by people, ``<id>.md``."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    _clear_unfinished(place)
    _write_whole(place / f"{record.record_id}.md", _to_text(record))
    path = place / f"{record.record_id}.json"
    _write_whole(path, json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n")
    return path


def _clear_unfinished(place: Path) -> None:
    """What a purge left that was killed while it wrote its record: it had destroyed nothing under that."""
    for left in (*place.glob(".P-*.new"), *place.glob("P-*.md")):
        if left.suffix == ".new" or not left.with_suffix(".json").exists():
            left.unlink()


def describe_file(path: Path, shown_as: str) -> DestroyedFile:
    """A file to its entry; a name that a person chose is replaced by the beginning of the file's hash."""
    sha256 = hash_file(path)
    shown, _, name = shown_as.rpartition("/")
    if not shown_as.startswith(OWN_NAMES):
        shown_as = "/".join(part for part in (shown, f"~{sha256[:12]}{Path(name).suffix}") if part)
    return DestroyedFile(shown_as, sha256, path.stat().st_size)


def _from_json(row: dict[str, Any]) -> Destruction:
    return Destruction(
        **row
        | {
            "files": tuple(DestroyedFile(**each) for each in row["files"]),
            "captures": tuple(CutCapture(**each) for each in row["captures"]),
            "to_be_recalled": tuple(HandedPack(**each) for each in row["to_be_recalled"]),
        }
    )


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, path)


def _to_text(record: Destruction) -> str:
    """The record in Indonesian, and below it in English."""
    return "\n\n---\n\n".join("\n".join(_describe(record, use_language(lang))) for lang in ("id", "en")) + "\n"


def _describe(record: Destruction, _: Callable[[str], str]) -> list[str]:
    whole = record.scope == EVERYTHING
    rows = [
        (_("Record"), record.record_id),
        (_("Investigation"), record.investigation_id),
        (_("Destroyed"), _("everything") if whole else _("one account, {account}").format(account=record.scope)),
        (_("Progress"), _("done") if record.state == DONE else _("begun, not finished; run the same purge again")),
        (_("Begun"), record.begun_at),
        (_("Finished"), record.done_at or "-"),
        (_("By"), record.person),
        (_("Reason"), record.reason or "-"),
        (_("Retention until"), record.retention_until or "-"),
        *((f"`{name}`", str(count)) for name, count in sorted(record.counts.items())),
    ]
    text = ["# " + _("Record of destruction"), "", "| | |", "|---|---|"]
    text += [f"| {name} | {' '.join(value.replace('|', '/').split())} |" for name, value in rows]
    if record.captures:
        head = " | ".join((_("SHA-256 before"), _("SHA-256 after"), _("Records")))
        text += ["", "## " + _("Captures that were cut"), "", f"| {head} |", "|---|---|---|"]
        text += [_describe_capture(each, _) for each in record.captures]
    if record.files:
        head = " | ".join(("SHA-256", _("Bytes"), _("File")))
        text += ["", "## " + _("Files that were destroyed"), "", f"| {head} |", "|---|---|---|"]
        text += [f"| {each.sha256} | {each.size_bytes} | `{each.path}` |" for each in record.files]
    if record.to_be_recalled:
        notice = _("Copies of these packs may lie with whoever received them.")
        text += ["", "## " + _("To be recalled"), "", notice, ""]
        packs = ((f"`{each.path}`", each.root_sha256) for each in record.to_be_recalled)
        text += ["- " + _("{path}, root hash {root}").format(path=path, root=root) for path, root in packs]
    return [*text, "", _("Signature") + ": ______________________"]


def _describe_capture(each: CutCapture, _: Callable[[str], str]) -> str:
    left = each.new_sha256 or _("nothing was left")
    cut = _("{cut} of {records} records cut").format(cut=each.cut, records=each.records)
    return f"| {each.old_sha256} | {left} | {cut} |"
