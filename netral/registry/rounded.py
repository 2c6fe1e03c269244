"""Ids that a spreadsheet rounded -> a refusal: no capture would ever show the accounts that they name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from netral.errors import BadInvestigation
from netral.model import RegistryAccount

KEPT_DIGITS = 15
# Two ids of 19 digits. One alone proves nothing: it may end so by chance.
PROOF_ZEROS = 8


def refuse_rounded_ids(path: Path, accounts: Iterable[RegistryAccount]) -> None:
    """Let ids pass that a spreadsheet, which keeps 15 digits and makes the rest zeros, cannot have rounded.

    It rounds all numbers of a column, so that one whole id of more digits clears the others.

    Raises
    ------
    BadInvestigation
        When all ids of more digits end in zeros, so many that chance is ruled out.
    """
    long = {row.platform_id: row.row for row in accounts if row.platform_id and len(row.platform_id) > KEPT_DIGITS}
    ends = [native_id[KEPT_DIGITS:] for native_id in long if native_id.isdigit()]
    if any(end.strip("0") for end in ends) or sum(map(len, ends)) < PROOF_ZEROS:
        return
    native_id, line = next((native_id, line) for native_id, line in long.items() if native_id.isdigit())
    raise BadInvestigation(
        "{path}, row {row}, column platform_id: {value!r} and the other long ids end in zeros: rounded by a "
        "spreadsheet; write the ids as text",
        path=path,
        row=line,
        value=native_id,
    )
