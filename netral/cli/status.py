"""`netral status`: what the investigation holds and how complete it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netral.cli.options import AsJson, Folder
from netral.cli.reasons import REASONS
from netral.cli.words import print_json, speak, write_count
from netral.model import Investigation
from netral.pipeline import open_investigation, read_status
from netral.times import local_date, parse_iso


def status_command(
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """Coverage, counts, quarantine, completeness of lists, phases, retention; hashes every capture again first.

    Example: netral status data/kota-contoh-2024
    """
    investigation = open_investigation(folder)
    status = read_status(investigation)
    if as_json:
        print_json(status)
    else:
        _print_status(status, investigation)


def _print_status(status: dict[str, Any], investigation: Investigation) -> None:
    _ = speak()
    _print_registry(status["registry"], investigation.employees_asn + investigation.employees_non_asn, _)
    print(_("Tables") + ":")
    for name, count in status["tables"].items():
        print(f"  {name:<18}{write_count(count):>10}")
    _print_quarantine(status["quarantine"], status["quarantined_at"], _)
    _print_lists(status["lists"], _)
    _print_snapshots(status["snapshots"], bool(status["lists"]), investigation.region.timezone, _)
    _print_phases(status["phases"], _)
    print(_describe_retention(status["retention_until"], status["days_left"], _))


def _print_registry(registry: dict[str, Any], employees: int, _: Callable[[str], str]) -> None:
    """Accounts by side, and how many are confirmed beside how many people there are."""
    counts = {side: write_count(registry[side]) for side in ("opd", "person", "campaign")}
    print(_("Registry: {opd} OPD, {person} personal, {campaign} campaign accounts").format(**counts))
    if registry["declared_share"] is not None:
        said = _("{declared} confirmed, of agencies and persons; the region has {employees} employees")
        declared = round(registry["declared_share"] * employees)
        print("  " + said.format(declared=write_count(declared), employees=write_count(employees)))


def _print_quarantine(
    quarantine: dict[str, int], places: dict[str, list[dict[str, str]]], _: Callable[[str], str]
) -> None:
    """How many records could not be read for each reason, and where the first of them stand."""
    print(_("Quarantine") + ":")
    for reason, count in quarantine.items():
        print(f"  {reason:<18}{write_count(count):>10}  {_(REASONS[reason]) if reason in REASONS else ''}".rstrip())
        for place in places[reason]:
            print(f"    {place['path']}, {place['locator']}")
        if count > len(places[reason]):
            print("    " + _("and {count} more").format(count=write_count(count - len(places[reason]))))
    if not quarantine:
        print("  " + _("every record could be read"))


def _print_phases(phases: list[dict[str, str]], _: Callable[[str], str]) -> None:
    print(_("Phases (local dates, both ends included):"))
    classes = {"ethics": _("ethics"), "discipline": _("discipline")}
    for phase in phases:
        print(f"  {phase['id']:<18}{phase['from']} - {phase['to']}  {classes[phase['class']]}")


def _describe_retention(until: str | None, days: int | None, _: Callable[[str], str]) -> str:
    if until is None or days is None:
        return _("Retention: retention.until is missing or empty; nothing but status works until it is filled in")
    if days < 0:
        return _("Retention ended on {until}; only status and purge work now").format(until=until)
    return _("Retention until {until} (days left: {days})").format(until=until, days=write_count(days))


def _print_lists(lists: list[dict[str, Any]], _: Callable[[str], str]) -> None:
    """How many of those that the platform declares each list shows."""
    print(_("Lists (what is absent was not observed, which is not the same as not following):"))
    if not lists:
        print("  " + _("no list was captured"))
    for row in lists:
        declared = _("unknown") if row["declared"] is None else write_count(row["declared"])
        print(f"  {_name_list(row):<44}{row['op']:<12}{write_count(row['observed']):>8} / {declared}")


def _name_list(row: dict[str, Any]) -> str:
    """Whose list it is, by id and handle, where these are two."""
    account, handle = row["account"], row["handle"]
    return f"{account} @{handle}" if handle and not account.endswith(f":@{handle}".lower()) else str(account)


def _print_snapshots(snapshots: list[dict[str, Any]], has_lists: bool, zone: str, _: Callable[[str], str]) -> None:
    """Counts only, and the region's own days; when an account followed, or left, no list tells."""
    print(_("Lists captured again (what appeared and what was not observed any more; no list tells since when):"))
    neither = _("incomplete, undated or overlapping: neither is certain")
    absent = _("the later list is incomplete: who is not observed any more is not certain")
    if not snapshots:
        once = _("no list of followers, of followed accounts or of a group's members was captured twice")
        print("  " + (once if has_lists else _("no list was captured")))
    for row in snapshots:
        moments = [row[f"{side}_collected_at"] for side in ("earlier", "later")]
        days = " - ".join(str(local_date(parse_iso(at)[0], zone)) if at else _("unknown") for at in moments)
        print(f"  {_name_list(row):<44}{row['op']:<12}{days}")
        counts = {change: write_count(row[change]) for change in ("appeared", "vanished", "stayed")}
        counted = _("appeared {appeared}, not observed any more {vanished}, in both {stayed}").format(**counts)
        doubt = absent if row["appeared_is_certain"] else neither
        print(f"    {counted}" + ("" if row["vanished_is_certain"] else f" ({doubt})"))
