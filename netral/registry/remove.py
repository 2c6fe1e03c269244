"""One account out of registry/*.csv: its rows, and the notes of other rows that name it; every other byte stays."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Collection
from pathlib import Path

from netral.model import Registry, RegistryAccount
from netral.names import name_column
from netral.registry.rows import names_account


def find_rows(
    registry: Registry, platform: str, platform_id: str | None, handles: Collection[str]
) -> list[RegistryAccount]:
    """The rows of one account: by platform id when both have one, else by handle, in lower case."""
    rows = (row for row in registry.accounts if row.platform == platform)
    return [
        row
        for row in rows
        if (row.platform_id == platform_id if row.platform_id and platform_id else row.handle.lower() in handles)
    ]


def remove_account(
    folder: Path, platform: str, platform_id: str | None, handles: Collection[str], holds: Callable[[bytes], bool]
) -> int:
    """Take one account out of the tables in ``registry/``, each written beside and renamed.

    Parameters
    ----------
    handles : collection of str
        In lower case; they count where a row or the account has no platform id.
    holds : callable
        Whether bytes name the account: such a campaign mark goes, such a note on another account is emptied.

    Returns
    -------
    int
        Rows of accounts.csv that were left out.
    """

    def is_account(cells: dict[str, str]) -> bool:
        return names_account(cells, platform, platform_id, handles)

    def names_it(cells: dict[str, str]) -> bool:
        return any(holds(cell.encode()) for cell in cells.values())

    _remove_rows(folder / "marks.csv", names_it, lambda column, cell: False)
    return _remove_rows(folder / "accounts.csv", is_account, lambda name, cell: name == "note" and holds(cell.encode()))


def _remove_rows(path: Path, goes: Callable[[dict[str, str]], bool], blank: Callable[[str, str], bool]) -> int:
    if not path.exists():
        return 0
    text = path.read_bytes().decode("utf-8")
    lines = io.StringIO(text, newline="").readlines()
    header = lines[0] if lines else ""
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    names = [name_column(name) for name in next(reader, [])]
    kept, removed, start = [header], 0, reader.line_num
    for cells in reader:
        whole = "".join(lines[start : reader.line_num])
        start = reader.line_num
        if goes(dict(zip(names, (cell.strip() for cell in cells), strict=False))):
            removed += 1
        elif any(blank(name, cell) for name, cell in zip(names, cells, strict=False)):
            left = ["" if blank(name, cell) else cell for name, cell in zip(names, cells, strict=False)]
            kept.append(_write_row(left, delimiter))
        else:
            kept.append(whole)
    if "".join(kept) != text:
        beside = path.with_name(f".{path.name}.new")
        beside.write_text("".join(kept), encoding="utf-8", newline="")
        os.replace(beside, path)
    return removed


def _write_row(cells: list[str], delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return stream.getvalue()
