"""Exhibits: for every act a folder with what is known of it and the records that show it, byte for byte."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from netral.errors import BrokenEvidence
from netral.evidence.pictures import PICTURE, describe_pictures, picture_ending, write_known_pictures
from netral.identity import hash_bytes
from netral.model import Exhibit, ExhibitRecord
from netral.times import format_utc

EXHIBIT_ID = re.compile(r"B-\d{3,6}", re.ASCII)
MOST_EXHIBITS = 999_999


def write_exhibit(exhibit: Exhibit, folder: Path, timezone: str, redacted: bool = False) -> None:
    """An exhibit to ``<folder>/<exhibit_id>/item.json`` and its records' bytes beside it.

    A redacted exhibit keeps the hashes and withholds the bytes.

    Raises
    ------
    BrokenEvidence
        When a record's bytes do not give the SHA-256 it is known by, or the exhibit's id is none.
    """
    if not EXHIBIT_ID.fullmatch(exhibit.exhibit_id):
        raise BrokenEvidence(
            "exhibit {exhibit_id!r}: not an exhibit's number; allowed is B-001 and on", exhibit_id=exhibit.exhibit_id
        )
    place = folder / exhibit.exhibit_id
    place.mkdir(parents=True)
    names = name_records(exhibit)
    for name, record in zip(names, exhibit.records, strict=True):
        if not redacted:
            _write_record(place / name, exhibit, record)
    if not redacted:
        write_known_pictures(exhibit, place)
    item = _describe_exhibit(exhibit, names, timezone, redacted)
    text = json.dumps(item, ensure_ascii=True, indent=2)
    (place / "item.json").write_bytes(text.encode() + b"\n")


def name_records(exhibit: Exhibit) -> tuple[str, ...]:
    """The file names of an exhibit's records: record.json, or record-1.json and on where there are several.

    A picture keeps the ending by which programs open it.
    """
    if len(exhibit.records) == 1:
        return (f"record{_find_ending(exhibit.records[0])}",)
    return tuple(f"record-{number}{_find_ending(record)}" for number, record in enumerate(exhibit.records, start=1))


def _find_ending(record: ExhibitRecord) -> str:
    return picture_ending(record.raw) if record.capture.format == PICTURE else ".json"


def _write_record(path: Path, exhibit: Exhibit, record: ExhibitRecord) -> None:
    sha256 = hash_bytes(record.raw)
    if sha256 != record.ref.sha256:
        raise BrokenEvidence(
            "exhibit {exhibit_id}: record {locator} of capture {capture_id} has SHA-256 {now}, not {then}; "
            "the capture has changed",
            exhibit_id=exhibit.exhibit_id,
            locator=record.ref.locator,
            capture_id=record.ref.capture_id,
            now=sha256,
            then=record.ref.sha256,
        )
    path.write_bytes(record.raw)


def _describe_exhibit(exhibit: Exhibit, names: tuple[str, ...], timezone: str, redacted: bool) -> dict[str, Any]:
    act = exhibit.act
    return {
        "exhibit_id": exhibit.exhibit_id,
        "records_withheld": redacted,
        "records": [_describe_record(name, record) for name, record in zip(names, exhibit.records, strict=True)],
        "pictures": [] if redacted else describe_pictures(exhibit, names),
        "interaction_id": act.interaction_id,
        "platform": exhibit.platform.value,
        "kind": act.kind.value,
        "direction": act.direction,
        "actor_handle": exhibit.actor_handle,
        "target_handle": act.target_handle,
        "occurred_at_utc": _utc(act.occurred_at),
        "occurred_at_local": _local(act.occurred_at, timezone),
        "occurred_after_utc": _utc(act.occurred_after),
        "occurred_before_utc": _utc(act.occurred_before),
        "act_url": act.act_url,
        "object_url": act.object_url,
        "text": act.text,
        "object_text": act.object_text,
        "marks": list(act.marks),
    }


def _describe_record(name: str, record: ExhibitRecord) -> dict[str, Any]:
    """File and hash stand first and in this order: verify.sh reads them line by line."""
    capture = record.capture
    return {
        "file": name,
        "sha256": record.ref.sha256,
        "locator": record.ref.locator,
        "capture_id": record.ref.capture_id,
        "capture_sha256": capture.sha256,
        "capture_path": capture.path,
        "format": capture.format,
        "tool": capture.tool,
        "tool_version": capture.tool_version,
        "collected_at_utc": _utc(capture.collected_at),
        "ingested_at_utc": _utc(capture.ingested_at),
        "operator": capture.operator,
    }


def _utc(moment: datetime | None) -> str | None:
    return format_utc(moment) if moment else None


def _local(moment: datetime | None, timezone: str) -> str | None:
    return moment.astimezone(ZoneInfo(timezone)).isoformat() if moment else None
