"""Personal accounts by employment, each class with the rules that hold for it; leads are counted, nobody is named."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from netral.explore.table import Table, show_table
from netral.locale import use_language
from netral.locale.casework import EMPLOYMENT_BASES, EMPLOYMENTS
from netral.model import Employment, Leads, Registry, Role


def show_employment(leads: Leads, registry: Registry, lang: str = "id") -> Table:
    """Registry and leads to one row a class of employment, zeros included.

    An account whose employment the registry does not name is counted as unknown; the rules of civil servants are then
    only presumed.
    """
    _ = use_language(lang)
    rows = [row for row in registry.accounts if row.role is Role.PERSON and row.is_confirmed]
    classes = {(row.platform, row.handle.lower()): row.employment for row in rows}
    led = {(lead.subject.platform, lead.subject.registry_handle.lower()) for lead in leads.leads}
    accounts, with_leads = Counter(classes.values()), Counter(classes[key] for key in led if key in classes)
    shown = [
        {
            _("employment"): _(EMPLOYMENTS[each]) if each else _("unknown"),
            _("confirmed accounts"): accounts[each],
            _("of them with a lead"): with_leads[each],
            _("rules that hold for it"): _(EMPLOYMENT_BASES[each]) if each else _("to be established first"),
        }
        for each in (*Employment, *([None] if accounts[None] else []))
    ]
    return show_table(pd.DataFrame(shown), lang)
