"""Leads to tables: in order of time, every one with all pairs and the base rate of its unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from netral.errors import BadParameter, Sentence
from netral.explore.evidence import format_instant
from netral.explore.table import MOST_ROWS, Table, show_table
from netral.figures.colours import KIND_NAMES
from netral.figures.page import UNKNOWN
from netral.figures.wording import format_day, format_share
from netral.locale import N_, use_language
from netral.locale.casework import DIRECTIONS
from netral.model import Act, Investigation, Lead, Leads

CLASSES = {"ethics": N_("ethics"), "discipline": N_("discipline"), "criminal": N_("criminal")}
NOTES = {
    "target_role_claimed": N_("the role of an account acted upon is a claim"),
    "marks_of_several_pairs": N_("a post carries marks of several pairs"),
    "own_rule_basis": N_("not a civil servant (PTT): own rule basis, SE MenPANRB 1/2023"),
    "partly_read": N_("some acts were read by a person, others not yet"),
    "readings_not_compared": N_("acts read as support are counted, not compared"),
    "initiator_of_group": N_("made a group of the campaign, administers it or invited others"),
    "zone_assumed": N_("a time had no zone; the region's was assumed"),
    "time_is_interval": N_("of an act only an interval is known"),
    "target_by_pattern": N_("whom an act is toward was read from the beginning of its text"),
    "duty": N_("duty account"),
    "media": N_("media account"),
    "spouse": N_("spouse of a candidate"),
}
EDUCATION = {
    "single_likes": N_("accounts with likes of one pair below the threshold"),
    "follows": N_("follow ties toward campaign accounts"),
    "unusable": N_("acts whose time is not known well enough"),
    "outside": N_("acts in no phase"),
}


def show_leads(leads: Leads, case_id: str = "", lang: str = "id", role: str = "") -> Table:
    """Leads to a table, one row a lead, ordered by the time of its first act.

    Parameters
    ----------
    leads
        All leads of one investigation.
    case_id
        Only this lead; all when empty.
    lang
        ``id`` or ``en``.
    role
        Only leads about accounts of this role, ``opd`` or ``person``; both when empty.

    Raises
    ------
    BadParameter
        There is no lead with that id.
    """
    _ = use_language(lang)
    rows = [
        {
            "lead": lead.lead_id,
            "account": f"@{lead.subject.handle}",
            "rule": f"{lead.rule.rule_id} ({_(CLASSES[lead.rule.rule_class])})",
            "phase": lead.phase,
            "pair_no": lead.pair_no,
            "all_pairs": _join_pairs(lead.all_pairs),
            "all_pairs_undirected": _join_pairs(lead.all_pairs_undirected),
            "base_rates": f"{_format_rate(lead.base_rate_unit, lang)} / {_format_rate(lead.base_rate_registry, lang)}",
            "notes": "; ".join(_(NOTES.get(code, code)) for code in (*lead.subject.flags, *lead.notes)) or None,
        }
        for lead in choose_leads(leads, case_id)
        if role in ("", lead.subject.role)
    ]
    nothing = _("No lead. A nil report is a report: see below what was looked at.")
    return show_table(pd.DataFrame(rows), lang, empty=nothing)


def show_acts(
    leads: Leads, investigation: Investigation, case_id: str = "", lang: str = "id", role: str = "", kind: str = ""
) -> Table:
    """The acts of the leads to a table, one row an act, each with the records it stands on; arguments as for leads.

    ``kind`` chooses acts of one kind, as ``post``; all when empty.
    """
    _ = use_language(lang)
    chosen = [
        (lead, act)
        for lead in choose_leads(leads, case_id)
        if role in ("", lead.subject.role)
        for act in lead.acts
        if kind in ("", act.kind)
    ]
    rows = [
        {
            "lead": lead.lead_id,
            "account": f"@{lead.subject.handle}",
            "act": _(KIND_NAMES[act.kind]),
            "toward": act.toward,
            "pair_no": lead.pair_no,
            "direction": _(DIRECTIONS.get(act.direction, act.direction)),
            "read_by": _say_reader(act, lang),
            "time": _format_when(act, investigation.region.timezone, lang),
            "records": "\n".join(f"{ref.capture_id} {ref.locator} {ref.sha256[:16]}…" for ref in act.records),
        }
        for lead, act in chosen[:MOST_ROWS]
    ]
    return show_table(pd.DataFrame(rows), lang, empty=_("No act belongs to a lead."), rows=len(chosen))


def show_readings(readings: pd.DataFrame, lang: str = "id") -> Table:
    """Who read how many acts as what, toward which pair, to a table; the readings are in every other table too.

    Parameters
    ----------
    readings
        From `pipeline.list_readings`.
    """
    _ = use_language(lang)
    named = readings.assign(direction=[_(DIRECTIONS[each]) for each in readings["direction"]])
    columns = ["read_by", "pair_no", "direction", "acts", "entries"]
    shown = named[columns].rename(columns={"entries": _("entries of the case log")})
    return show_table(shown, lang, empty=_("Nobody has read an act yet; none of them has a direction but by its kind."))


def show_education(leads: Leads, lang: str = "id") -> Table:
    """What is only counted, against nobody by name, to a table of counts."""
    _ = use_language(lang)
    counts = {
        "single_likes": leads.single_likes,
        "follows": leads.follows,
        "unusable": len(leads.unusable),
        "outside": len(leads.outside),
    }
    rows = [{"what": _(EDUCATION[name]), "number": count} for name, count in counts.items()]
    return show_table(pd.DataFrame(rows), lang)


def choose_leads(leads: Leads, case_id: str) -> list[Lead]:
    """Leads in order of the time of their first act; with an id, only that one.

    Raises
    ------
    BadParameter
        There is no lead with that id.
    """
    chosen = [lead for lead in leads.leads if case_id in {"", lead.lead_id}]
    if case_id and not chosen:
        allowed = ", ".join(lead.lead_id for lead in leads.leads) or Sentence("none, there is no lead")
        raise BadParameter("case {case_id!r} is unknown; allowed: {allowed}", case_id=case_id, allowed=allowed)
    return sorted(chosen, key=lambda lead: (_first_instant(lead), lead.lead_id))


def _say_reader(act: Act, lang: str) -> str | None:
    """Who read an act and when; of one whose kind gives its direction nobody."""
    if act.reading is None:
        return None
    return f"{act.reading.person}, {format_day(act.reading.read_at.date(), lang)}"


def _first_instant(lead: Lead) -> float:
    instants = [act.occurred_at or act.occurred_after for act in lead.acts]
    known = [instant.timestamp() for instant in instants if instant is not None]
    return min(known, default=float("inf"))


def _format_when(act: Act, zone: str, lang: str) -> str:
    """An act's own time, or the interval it lies in."""
    if act.occurred_at is not None:
        return format_instant(act.occurred_at, zone, lang)
    ends: list[Any] = [act.occurred_after, act.occurred_before]
    return " – ".join(format_instant(end, zone, lang) if isinstance(end, datetime) else "…" for end in ends)


def _join_pairs(counts: dict[int, int]) -> str:
    return " · ".join(f"{pair_no}: {count}" for pair_no, count in sorted(counts.items()))


def _format_rate(rate: float | None, lang: str) -> str:
    return UNKNOWN if rate is None else format_share(rate, lang)
