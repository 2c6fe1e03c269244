"""The flag ``disputed`` on an account's rows: it freezes every lead about the account until somebody lifts it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection
from pathlib import Path

from netral.errors import BadInvestigation
from netral.model import Flag
from netral.names import name_column
from netral.registry.rows import names_account

# By its BOM a spreadsheet knows that a file is UTF-8.
BOM = "\ufeff"
LINE_ENDS = ("\r\n", "\n", "\r")


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
    text = path.read_bytes().decode("utf-8")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header, *rows = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter)
    columns = [name_column(name) for name in header]
    if "flags" not in columns:
        raise BadInvestigation(
            "{path}: there is no column flags; add it, so that an account can be marked disputed", path=path
        )
    at, changed = columns.index("flags"), 0
    for cells in rows:
        row = dict(zip(columns, cells, strict=False))
        if names_account(row, platform, platform_id, handles):
            cells += [""] * (len(columns) - len(cells))
            flags = [flag for flag in cells[at].split("|") if flag.strip().lower() not in ("", Flag.DISPUTED)]
            wanted = "|".join([*flags, Flag.DISPUTED.value] if is_frozen else flags)
            changed += wanted != cells[at]
            cells[at] = wanted
    if changed:
        _write(path, [header, *rows], delimiter, text)
    return changed


def _write(path: Path, rows: list[list[str]], delimiter: str, before: str) -> None:
    """The rows in the place of what was before, with its BOM and line ends."""
    beside, end = path.with_name(f".{path.name}.new"), next((end for end in LINE_ENDS if end in before), "\n")
    encoding = "utf-8-sig" if before.startswith(BOM) else "utf-8"
    with beside.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    os.replace(beside, path)
