"""Complaints and what was routed out of the line, to tables that name neither account nor reporter nor words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from netral.explore.table import Table, show_table
from netral.figures.page import UNKNOWN
from netral.figures.wording import format_day
from netral.locale import use_language
from netral.locale.casework import CHANNELS, MISSING, REMOVALS, ROUTED_TO, TOPICS
from netral.model import ComplaintStanding, Deadline, Removal, Route


def show_complaints(standings: Sequence[ComplaintStanding], lang: str = "id") -> Table:
    """Complaints to one row each, oldest first: its case, or what is missing, and the last day to report.

    Parameters
    ----------
    standings
        From `pipeline.list_standings`.
    """
    _ = use_language(lang)
    rows = [
        {
            _("complaint"): standing.complaint.complaint_id,
            _("channel"): _(CHANNELS[standing.complaint.channel]),
            _("known on"): format_day(standing.complaint.known_on, lang),
            _("case"): ", ".join(standing.case_ids) or standing.complaint.same_as or UNKNOWN,
            _("to do"): "\n".join(_(MISSING[code]) for code in standing.missing) or UNKNOWN,
            _("to be reported until"): _say_due(standing.deadlines, lang),
        }
        for standing in standings
        if standing.complaint.route is None
    ]
    return show_table(pd.DataFrame(rows), lang, empty=_("No complaint is waiting."))


def show_routes(routes: Sequence[Route], lang: str = "id") -> Table:
    """What was routed out to counts, by topic and addressee; nobody and no text is in it."""
    _ = use_language(lang)
    counts = Counter((route.topic, route.to, bool(route.interaction_id)) for route in routes)
    rows = [
        {
            "what": _(TOPICS[topic]),
            _("routed to"): _(ROUTED_TO[to]),
            _("from"): _("an act of a case") if is_act else _("a complaint"),
            "number": count,
        }
        for (topic, to, is_act), count in sorted(counts.items())
    ]
    return show_table(pd.DataFrame(rows), lang, empty=_("Nothing was routed out as hoax, hate or incitement."))


def show_removals(removals: Sequence[tuple[str, Removal]], lang: str = "id") -> Table:
    """Requests to remove to one row each, oldest first: how many acts, and what was found when somebody looked again.

    Parameters
    ----------
    removals
        From `pipeline.list_removals`.
    """
    _ = use_language(lang)
    rows = [
        {
            _("case"): case_id,
            _("asked on"): format_day(removal.on, lang),
            "acts": len(removal.interactions),
            "status": _(REMOVALS[removal.state]),
            _("looked at again on"): format_day(removal.checks[-1].on, lang) if removal.checks else UNKNOWN,
        }
        for case_id, removal in removals
    ]
    return show_table(pd.DataFrame(rows), lang, empty=_("Nobody was asked to remove anything."))


def _say_due(deadlines: Sequence[Deadline], lang: str) -> str:
    """The last day of the first step."""
    due = deadlines[0].due if deadlines else None
    return format_day(due, lang) if due else UNKNOWN
