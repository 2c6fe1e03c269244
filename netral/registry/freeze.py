"""The flag ``disputed`` on an account's rows: it freezes every lead about the account until somebody lifts it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection
from pathlib import Path

from netral.errors import BadInvestigation
from netral.model import Flag


def freeze_account(
    folder: Path, platform: str, platform_id: str | None, handles: Collection[str], is_frozen: bool = True
) -> int:
    """Set or lift the flag ``disputed`` on an account's rows of accounts.csv, written beside and renamed.

    Parameters
    ----------
    handles : collection of str
        In lower case; they count where a row or the account has no platform id.

    Returns
    -------
    int
        Rows that were changed.

    Raises
    ------
    BadInvestigation
        When accounts.csv has no column ``flags``.
    """
    path = folder / "accounts.csv"
    text = path.read_bytes().decode("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [name.strip().lower() for name in header]
    if "flags" not in columns:
        raise BadInvestigation(
            "{path}: there is no column flags; add it, so that an account can be marked disputed", path=path
        )
    at, changed = columns.index("flags"), 0
    for cells in rows:
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if _is_account(row, platform, platform_id, handles):
            cells += [""] * (len(columns) - len(cells))
            flags = [flag for flag in cells[at].split("|") if flag.strip() and flag.strip() != Flag.DISPUTED]
            wanted = "|".join([*flags, Flag.DISPUTED.value] if is_frozen else flags)
            changed += wanted != cells[at]
            cells[at] = wanted
    if changed:
        _write(path, [header, *rows], delimiter)
    return changed


def _is_account(row: dict[str, str], platform: str, platform_id: str | None, handles: Collection[str]) -> bool:
    row_id = row.get("platform_id", "")
    if row.get("platform", "").lower() != platform:
        return False
    return row_id == platform_id if row_id and platform_id else row.get("handle", "").lstrip("@").lower() in handles


def _write(path: Path, rows: list[list[str]], delimiter: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    os.replace(beside, path)
