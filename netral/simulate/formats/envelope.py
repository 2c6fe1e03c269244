"""The envelope: one line of JSON around each item, saying whose list it belongs to and hashing what is inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from netral.identity import hash_bytes
from netral.simulate.accounts import Account

PAGE = 20  # items a page of the platform holds


@dataclass(frozen=True)
class Sheet:
    """What every line of one capture repeats: the operation, its target and when it was collected."""

    capture_id: str
    tool: str
    tool_version: str
    op: str
    target: Account
    target_id: str
    collected_at: datetime
    declared: int | None = None
    raw_as_text: bool = False


def write_envelopes(sheet: Sheet, items: Iterable[tuple[dict[str, Any], bool]]) -> Iterator[str]:
    """Items, each with whether its hash shall be wrong, to envelope lines."""
    for seq, (item, tampered) in enumerate(items):
        raw = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        digest = hash_bytes((raw + " " if tampered else raw).encode("utf-8"))
        line = {
            "capture_id": sheet.capture_id, "seq": seq, "tool": sheet.tool, "tool_version": sheet.tool_version,
            "op": sheet.op, "target_platform": sheet.target.platform, "target_id": sheet.target_id,
            "target_handle": sheet.target.handle, "args": {"limit": -1},
            "collected_at_utc": sheet.collected_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "cursor": f"{seq // PAGE:04d}" if seq >= PAGE else None,
        }  # fmt: skip
        if sheet.declared is not None:
            line["declared_count"] = sheet.declared
        line |= {"raw_sha256": digest, "raw": raw if sheet.raw_as_text else item}
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))
