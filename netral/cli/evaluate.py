"""`netral evaluate`: an invented region's leads against what was planted in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.cli.options import AsJson
from netral.cli.words import print_json, show_work, speak
from netral.pipeline import evaluate_leads, open_investigation


def evaluate_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a region that 'netral simulate' made.")],
    as_json: AsJson = False,
) -> int:
    """Precision and recall of the leads by rule, and the leads about accounts that must make none, by trap.

    Exit code 1 when there is such a forbidden lead.

    Example: netral evaluate data/kota-contoh-2024
    """
    with show_work():
        found = evaluate_leads(open_investigation(folder))
    if as_json:
        scores = [{**each._asdict(), "precision": each.precision, "recall": each.recall} for each in found.scores]
        traps = [each._asdict() for each in found.traps]
        print_json({"rules": scores, "traps": traps, "forbidden": found.forbidden})
        return int(found.forbidden > 0)
    _ = speak()
    rule, planted, counted, right = _("Rule"), _("planted"), _("found"), _("right")
    precision, recall = _("precision"), _("recall")
    print(f"{rule:<14}{planted:>9}{counted:>9}{right:>9}{precision:>11}{recall:>9}")
    for each in found.scores:
        shares = (_share(each.precision), _share(each.recall))
        print(f"{each.rule_id:<14}{each.planted:>9}{each.found:>9}{each.right:>9}{shares[0]:>11}{shares[1]:>9}")
    print(_("Traps: {kinds} kinds, {accounts} accounts, {leads} forbidden leads").format(
        kinds=len(found.traps), accounts=sum(trap.accounts for trap in found.traps), leads=found.forbidden
    ))  # fmt: skip
    for trap in found.traps:
        if trap.leads:
            print(f"  {trap.why}: {trap.leads}")
    return int(found.forbidden > 0)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
