"""`netral status`: what the investigation holds and how complete it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netral.cli.options import AsJson, Folder
from netral.cli.words import print_json, speak, write_count
from netral.pipeline import open_investigation, read_status


def status_command(
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """Coverage, counts, quarantine, completeness of lists, phases, retention; hashes every capture again first.

    Example: netral status data/kota-contoh-2024
    """
    status = read_status(open_investigation(folder))
    if as_json:
        print_json(status)
    else:
        _print_status(status)


def _print_status(status: dict[str, Any]) -> None:
    _ = speak()
    print(_("Registry: {opd} OPD, {person} personal, {campaign} campaign accounts").format(**status["registry"]))
    for title, rows in ((_("Tables"), status["tables"]), (_("Quarantine"), status["quarantine"])):
        print(f"{title}:")
        for name, count in rows.items():
            print(f"  {name:<18}{write_count(count):>10}")
        if not rows:
            print("  " + _("every record could be read"))
    _print_lists(status["lists"], _)
    _print_snapshots(status["snapshots"], bool(status["lists"]), _)
    print(
        _("Retention until {until} ({days} days left)").format(
            until=status["retention_until"], days=status["days_left"]
        )
    )


def _print_lists(lists: list[dict[str, Any]], _: Callable[[str], str]) -> None:
    """How many of those that the platform declares each list shows."""
    print(_("Lists (what is absent was not observed, which is not the same as not following):"))
    if not lists:
        print("  " + _("no list was captured"))
    for row in lists:
        declared = _("unknown") if row["declared"] is None else write_count(row["declared"])
        name = row["account"] + (f" @{row['handle']}" if row["handle"] else "")
        print(f"  {name:<44}{row['op']:<12}{write_count(row['observed']):>8} / {declared}")


def _print_snapshots(snapshots: list[dict[str, Any]], has_lists: bool, _: Callable[[str], str]) -> None:
    """Counts only; when an account followed, or left, no list tells."""
    print(_("Lists captured again (what appeared and what was not observed any more; no list tells since when):"))
    if not snapshots:
        print("  " + (_("each list was captured once") if has_lists else _("no list was captured")))
    for row in snapshots:
        name = row["account"] + (f" @{row['handle']}" if row["handle"] else "")
        days = " - ".join((row[f"{side}_collected_at"] or _("unknown"))[:10] for side in ("earlier", "later"))
        print(f"  {name:<44}{row['op']:<12}{days}")
        counted = _("appeared {appeared}, not observed any more {vanished}, in both {stayed}").format(**row)
        is_certain = row["appeared_is_certain"] and row["vanished_is_certain"]
        print(f"    {counted}" + ("" if is_certain else f" ({_('incomplete or undated: neither is certain')})"))
