"""registry/*.csv -> Registry, every cell checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from netral.model import (
    CAMPAIGN_ROLES,
    SUBJECT_ROLES,
    Basis,
    Employment,
    Flag,
    Mark,
    Pair,
    Platform,
    Registry,
    RegistryAccount,
    Role,
    Unit,
)
from netral.names import clean_cell
from netral.registry.contradictions import refuse_contradictions
from netral.registry.pictures import PICTURE_KINDS
from netral.registry.rounded import refuse_rounded_ids
from netral.registry.rows import Row, read_rows

ACCOUNT_COLUMNS = tuple(
    "platform handle platform_id role unit_id pair_no holder_ref employment basis basis_ref confirmed_by confirmed_at"
    " valid_from valid_to flags note".split()
)
UNIT_COLUMNS = ("unit_id", "name", "parent_unit_id", "kind", "employees")
PAIR_COLUMNS = ("pair_no", "name", "incumbent")
MARK_COLUMNS = ("pair_no", "kind", "value", "source")
MARK_KINDS = ("hashtag", "phrase", "url", *PICTURE_KINDS)


def read_registry(folder: Path) -> Registry:
    """The folder ``registry/`` to who is who.

    Parameters
    ----------
    folder : Path
        Holds accounts.csv, units.csv and pairs.csv, and marks.csv where an agency keeps one.

    Raises
    ------
    BadInvestigation
        Naming file, row and column of the first cell that cannot be used.
    """
    pair_rows = read_rows(folder / "pairs.csv", PAIR_COLUMNS, ("pair_no", "name"))
    unit_rows = read_rows(folder / "units.csv", UNIT_COLUMNS, ("unit_id", "name"))
    pairs = tuple(_read_pair(row) for row in _refuse_twice(pair_rows, "pair_no", Row.whole))
    unit_lines: dict[str, int] = {}
    units = tuple(_read_unit(row, unit_lines) for row in _refuse_twice(unit_rows, "unit_id", Row.plain))
    unit_ids, pair_nos = {unit.unit_id for unit in units}, {pair.pair_no for pair in pairs}
    accounts = tuple(
        _read_account(row, unit_ids, pair_nos)
        for row in read_rows(folder / "accounts.csv", ACCOUNT_COLUMNS, ("platform", "handle", "role", "basis"))
    )
    marks_path = folder / "marks.csv"
    marks = read_rows(marks_path, MARK_COLUMNS, ("pair_no", "kind", "value")) if marks_path.exists() else ()
    refuse_rounded_ids(folder / "accounts.csv", accounts)
    refuse_contradictions(folder, accounts, units, unit_lines)
    return Registry(accounts, units, pairs, tuple(_read_mark(row, pair_nos) for row in _refuse_shared(marks)))


def _refuse_twice(rows: Iterable[Row], column: str, read: Callable[[Row, str], object]) -> Iterator[Row]:
    lines: dict[object, int] = {}
    for row in rows:
        first = lines.setdefault(read(row, column), row.line)
        if first != row.line:
            raise row.fail_at(
                column, "{value!r} stands in row {other_row} already", value=row.text(column), other_row=first
            )
        yield row


def _refuse_shared(rows: Iterable[Row]) -> Iterator[Row]:
    """One mark belongs to one pair: what two pairs use says nothing of either."""
    owners: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows:
        kind = "image" if row.text("kind").lower() in PICTURE_KINDS else row.text("kind").lower()
        key = (kind, row.text("value").lstrip("#＃").casefold())
        pair_no, first = owners.setdefault(key, (row.text("pair_no"), row.line))
        if pair_no != row.text("pair_no"):
            raise row.fail_at(
                "value",
                "{value!r} is pair {pair_no}'s mark in row {other_row} already",
                value=row.text("value"),
                pair_no=pair_no,
                other_row=first,
            )
        yield row


def _read_account(row: Row, unit_ids: set[str], pair_nos: set[int]) -> RegistryAccount:
    role = Role(row.choice("role", tuple(Role)))
    platform = Platform(row.choice("platform", tuple(Platform)))
    handle, platform_id = row.handle("handle", platform), row.platform_id("platform_id", platform)
    if not handle and not platform_id:
        raise row.fail_at("handle", "and platform_id are both empty; one of them is needed")
    unit_id = row.optional("unit_id")
    if unit_id and unit_id not in unit_ids:
        raise row.fail_at("unit_id", "{unit_id!r} is not in units.csv", unit_id=unit_id)
    valid_from, valid_to = row.date("valid_from"), row.date("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise row.fail_at(
            "valid_to", "{valid_to} lies before valid_from {valid_from}", valid_to=valid_to, valid_from=valid_from
        )
    row.date("confirmed_at")
    return RegistryAccount(
        row=row.line,
        platform=platform,
        handle=handle,
        platform_id=platform_id,
        role=role,
        unit_id=unit_id,
        pair_no=_read_pair_no(row, pair_nos, role),
        holder_ref=row.optional("holder_ref"),
        employment=Employment(row.choice("employment", tuple(Employment))) if row.plain("employment") else None,
        basis=Basis(row.choice("basis", tuple(Basis))),
        basis_ref=row.optional("basis_ref"),
        confirmed_by=row.optional("confirmed_by"),
        confirmed_at=row.optional("confirmed_at"),
        valid_from=valid_from,
        valid_to=valid_to,
        flags=_read_flags(row),
        note=row.text("note"),
    )


def _read_pair_no(row: Row, pair_nos: set[int], role: Role) -> int | None:
    pair_no = row.whole("pair_no")
    if pair_no is None and role in CAMPAIGN_ROLES:
        raise row.fail_at("pair_no", "is empty, but a {role} account belongs to a pair", role=role)
    if pair_no is not None and pair_no not in pair_nos:
        raise row.fail_at(
            "pair_no",
            "{pair_no} is not in pairs.csv; allowed are {allowed}",
            pair_no=pair_no,
            allowed=", ".join(map(str, sorted(pair_nos))),
        )
    if pair_no is not None and role in SUBJECT_ROLES:
        raise row.fail_at(
            "pair_no", "is {pair_no}, but a {role} account belongs to no pair", pair_no=pair_no, role=role
        )
    return pair_no


def _read_flags(row: Row) -> frozenset[Flag]:
    flags = [flag.strip().lower() for flag in row.text("flags").split("|") if flag.strip()]
    for flag in flags:
        if flag not in tuple(Flag):
            raise row.fail_at("flags", "{flag!r} is unknown; allowed are {allowed}", flag=flag, allowed=", ".join(Flag))
    return frozenset(Flag(flag) for flag in flags)


def _read_unit(row: Row, lines: dict[str, int]) -> Unit:
    unit_id = clean_cell(row.required("unit_id"))
    lines[unit_id] = row.line
    return Unit(
        unit_id=unit_id,
        name=row.required("name"),
        parent_unit_id=row.optional("parent_unit_id"),
        kind=row.text("kind"),
        employees=row.whole("employees"),
    )


def _read_pair(row: Row) -> Pair:
    pair_no = row.whole("pair_no")
    if pair_no is None:
        raise row.fail_at("pair_no", "is empty")
    incumbent = row.plain("incumbent").lower() or "false"
    if incumbent not in ("true", "false"):
        raise row.fail_at("incumbent", "{incumbent!r} is unknown; allowed are true, false", incumbent=incumbent)
    return Pair(pair_no, row.required("name"), incumbent == "true")


def _read_mark(row: Row, pair_nos: set[int]) -> Mark:
    pair_no = row.whole("pair_no")
    if pair_no is None or pair_no not in pair_nos:
        raise row.fail_at("pair_no", "{value!r} is not in pairs.csv", value=row.text("pair_no"))
    kind, value = row.choice("kind", MARK_KINDS), row.required("value")
    if kind in PICTURE_KINDS and _leads_elsewhere(value):
        raise row.fail_at(
            "value", "{value!r} leads out of registry/; allowed is a file in it, such as images/poster.jpg", value=value
        )
    return Mark(pair_no, kind, value, row.text("source"))


def _leads_elsewhere(value: str) -> bool:
    """Whether a name is none of a file within the folder, on any system."""
    windows = PureWindowsPath(value)
    return bool(windows.drive or windows.root or PurePosixPath(value).is_absolute()) or ".." in windows.parts
