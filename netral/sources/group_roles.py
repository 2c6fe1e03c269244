"""A record of somebody in a group -> whether they made the group, invite into it or administer it, where it says so.

An export of Telegram tells who made a group and who invited; who administers it no export tells. Of groups that only a
screenshot shows, a hand-kept list may say it in the ``text`` of a ``join``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from netral.model import GroupRole
from netral.sources.lines import read_sample
from netral.sources.moments import epoch_to_us

ACTIONS = {
    "create_group": GroupRole.CREATED,
    "create_channel": GroupRole.CREATED,
    "invite_members": GroupRole.INVITED,
}
WORDS = {
    **dict.fromkeys(("pembuat", "pembuat grup", "creator", "created"), GroupRole.CREATED),
    **dict.fromkeys(("mengundang", "pengundang", "inviter", "invited"), GroupRole.INVITED),
    **dict.fromkeys(("admin", "administrator", "pengelola"), GroupRole.ADMINISTERS),
}


def read_group_role(path: Path, format_id: str, raw: bytes) -> tuple[GroupRole, int | None] | None:
    """A record of a join to the role it tells of and when that showed (UTC microseconds); None for a mere member.

    Parameters
    ----------
    path : Path
        The capture, for the header of a hand-kept list.
    format_id : str
        Of the capture.
    raw : bytes
        Of the record, as `store.read_record_bytes` gives them.
    """
    if format_id == "telegram-export":
        return _read_service(json.loads(raw))
    if format_id == "edges":
        row = _read_row(path, raw)
        role = WORDS.get(str(row.get("text") or "").strip().casefold())
        return (role, None) if role else None
    return None


def _read_service(item: dict[str, Any]) -> tuple[GroupRole, int | None] | None:
    role = ACTIONS.get(str(item.get("action")))
    if role is None or (role is GroupRole.INVITED and set(item.get("members") or ()) <= {item.get("actor")}):
        return None  # whoever adds only themselves joins
    stamp = item.get("date_unixtime")
    return role, epoch_to_us(stamp) if isinstance(stamp, str) and stamp.isdigit() else None


def _read_row(path: Path, raw: bytes) -> dict[str, Any]:
    """A row of a hand-kept list by the names of its columns; of Parquet it is JSON already."""
    if raw.startswith(b"{"):
        row: dict[str, Any] = json.loads(raw)
        return row
    header = next(line for line in read_sample(path).decode("utf-8", "replace").splitlines() if line.strip())
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names, cells = csv.reader([header, raw.decode("utf-8", "replace")], delimiter=delimiter)
    return dict(zip((name.strip().lower() for name in names), cells, strict=False))
