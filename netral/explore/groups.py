"""Who made a campaign's group, administers it or invited into it, to a table; who is only in it is not listed here."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netral.explore.evidence import format_instant
from netral.explore.table import Table, show_table
from netral.figures.page import UNKNOWN
from netral.locale import use_language
from netral.locale.casework import GROUP_ROLES
from netral.model import GroupPart, Investigation


def show_group_parts(parts: Sequence[GroupPart], investigation: Investigation, lang: str = "id") -> Table:
    """Parts in campaign groups to a table, one row an account, group and part, by pair, group and account.

    Parameters
    ----------
    parts
        From `pipeline.list_group_parts`.
    """
    _ = use_language(lang)
    zone = investigation.region.timezone
    rows = [
        {
            "account": f"@{part.handle}" if part.handle else part.account_id,
            _("in the group"): _(GROUP_ROLES[part.role]),
            _("group"): f"@{part.group_handle}" if part.group_handle else part.group_id,
            "pair_no": part.pair_no,
            _("first shown"): format_instant(part.first_at, zone, lang) if part.first_at else UNKNOWN,
            "records": "\n".join(f"{ref.capture_id} {ref.locator} {ref.sha256[:16]}…" for ref in part.records),
        }
        for part in sorted(parts, key=lambda part: (part.pair_no, part.group_id, part.account_id, part.role))
    ]
    nothing = _("No capture shows that a confirmed account made a campaign's group, administers it or invited into it.")
    return show_table(pd.DataFrame(rows), lang, nothing)
