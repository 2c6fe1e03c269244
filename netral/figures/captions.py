"""What goes with a figure: a text for those who cannot see it, what it shows, and what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from netral.figures.all_pairs import summarise_units
from netral.figures.layout import select_tied_nodes
from netral.figures.network import select_returned
from netral.figures.timeline import phase_to_name, select_acts, select_dated_acts
from netral.figures.wording import format_count, format_day
from netral.locale import use_language
from netral.model import Investigation, Network, Registry


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of one figure: alternative text, one sentence on what it shows, one on what it does not."""

    alt: str
    shows: str
    not_shown: str


def describe_network(network: Network, lang: str = "id") -> Caption:
    """A network to the caption of :func:`netral.figures.draw_network`."""
    _ = use_language(lang)
    nodes = select_tied_nodes(network)
    tied = nodes[nodes["group"].isin(["opd", "person"]) & (nodes["ties"] > 0)]
    subjects = network.nodes["role"].isin(["opd", "person"]).sum()
    counts = {
        "ties": format_count(len(network.edges), lang),
        "tied": format_count(len(tied), lang),
        "subjects": format_count(subjects, lang),
        "phase": phase_to_name(network.phase, _) if network.phase else _("all phases"),
        "pairs": _list_counts(network.edges["pair_no"], lang, _),
        "returned": format_count(len(select_returned(network)), lang),
    }
    if network.kind == "coaction":
        return Caption(
            alt=_(
                "Network of acts on the same object ({phase}): {ties} ties, {tied} of {subjects} accounts. {pairs}"
            ).format(**counts),
            shows=_(
                "Accounts that acted on the same object within the window ({phase}): {tied} of {subjects} agency and "
                "personal accounts of the registry have such a tie; a line has the colour of the pair whose objects "
                "they share, grey where there is none or more than one."
            ).format(**counts),
            not_shown=_(
                "Acting together is not agreeing to act: many people see one post at the same time. Lines have no "
                "direction; distance and position measure nothing."
            ),
        )
    if network.kind == "follow":
        return Caption(
            alt=_("Network of observed follows ({phase}): {ties} ties, {tied} of {subjects} accounts. {pairs}").format(
                **counts
            ),
            shows=_(
                "Observed follows ({phase}): {tied} of {subjects} agency and personal accounts of the registry have "
                "at least one tie; each pair's accounts lie together. {returned} of {ties} ties "
                "come from the campaign side."
            ).format(**counts),
            not_shown=_(
                "A follow alone is never a lead and has no date of its own; a tie that is missing was not observed, "
                "which does not mean that it does not exist."
            ),
        )
    return Caption(
        alt=_("Network of interactions ({phase}): {ties} ties, {tied} of {subjects} accounts. {pairs}").format(
            **counts
        ),
        shows=_(
            "Interactions ({phase}): {tied} of {subjects} agency and personal accounts of the registry have at least "
            "one tie; each pair's accounts lie together, solid lines are likes, shares and coauthored posts. "
            "{returned} of {ties} ties come from the campaign side."
        ).format(**counts),
        not_shown=_(
            "Comments, replies, quotes and mentions (dashed) have no direction until a person has read them; distance"
            " and position measure nothing, and what was not captured is not observed."
        ),
    )


def describe_timeline(acts: pd.DataFrame, investigation: Investigation, lang: str = "id") -> Caption:
    """Acts to the caption of :func:`netral.figures.draw_timeline`; arguments as there."""
    _ = use_language(lang)
    dated = select_dated_acts(acts, investigation)
    counts = {
        "dated": format_count(len(dated), lang),
        "undated": format_count(len(select_acts(acts)) - len(dated), lang),
        "pairs": _list_counts(dated["pair_no"], lang, _),
        "first": format_day(dated["day"].min(), lang) if len(dated) else "—",
        "last": format_day(dated["day"].max(), lang) if len(dated) else "—",
    }
    shows = {
        ("opd",): _(
            "Acts of agency accounts toward each pair by local day, {dated} in all, to one scale for all pairs."
        ),
        ("person",): _(
            "Acts of personal accounts toward each pair by local day, {dated} in all, to one scale for all pairs."
        ),
    }
    everybody = _(
        "Acts of agency and personal accounts toward each pair by local day, {dated} in all, to one scale for all"
        " pairs."
    )
    return Caption(
        alt=_("Acts by day from {first} to {last}. {pairs}").format(**counts),
        shows=shows.get(tuple(sorted(set(dated["source_role"]))), everybody).format(**counts),
        not_shown=_(
            "Acts without a known time ({undated}) and acts that were not captured; a day without bars is a day on "
            "which nothing was observed."
        ).format(**counts),
    )


def describe_all_pairs(comparison: pd.DataFrame, registry: Registry, lang: str = "id") -> Caption:
    """The all-pairs table to the caption of :func:`netral.figures.draw_all_pairs`; arguments as there."""
    _ = use_language(lang)
    units = summarise_units(comparison, registry)
    active = units[units["acts"] > 0]["unit_id"].nunique()
    counts = {
        "units": format_count(units["unit_id"].nunique(), lang),
        "active": format_count(active, lang),
        "pairs": _list_pairs(units.groupby("pair_no")["acts"].sum().items(), lang, _),
    }
    return Caption(
        alt=_("Acts of every unit toward every pair; {active} of {units} units with any. {pairs}").format(**counts),
        shows=_(
            "Acts of {active} of {units} units toward every pair, all pairs with the same depth and to one scale."
        ).format(**counts),
        not_shown=_(
            "A plain count favours whoever is talked about more: read it beside what each pair receives from "
            "everybody. An agency's act is not the act of a person."
        ),
    )


def describe_coverage(coverage: dict[str, pd.DataFrame], investigation: Investigation, lang: str = "id") -> Caption:
    """Coverage tables to the caption of :func:`netral.figures.draw_coverage`; arguments as there."""
    _ = use_language(lang)
    registry, captures = coverage["registry"], coverage["captures"]
    counts = {
        "accounts": format_count(registry["accounts"].sum(), lang),
        "confirmed": format_count(registry["confirmed"].sum(), lang),
        "people": format_count(registry.loc[registry["role"] == "person", "confirmed"].sum(), lang),
        "employees": format_count(investigation.employees_asn + investigation.employees_non_asn, lang),
        "files": format_count(len(captures), lang),
        "read": format_count(captures["read"].sum(), lang),
        "stored": format_count(captures["stored"].sum(), lang),
        "duplicate": format_count(captures["duplicate"].sum(), lang),
        "quarantined": format_count(captures["quarantined"].sum(), lang),
    }
    return Caption(
        alt=_(
            "Coverage: {confirmed} of {accounts} accounts confirmed; {people} of {employees} employees with a "
            "confirmed personal account; {read} records read from {files} files."
        ).format(**counts),
        shows=_(
            "How much of the whole was looked at: {read} records read = {stored} stored + {duplicate} duplicate + "
            "{quarantined} quarantined."
        ).format(**counts),
        not_shown=_(
            "Accounts that nobody declared or named, platforms that were not captured, and what a platform withheld "
            "from its lists."
        ),
    )


def _list_counts(pair_nos: pd.Series[int], lang: str, _: Callable[[str], str]) -> str:
    counts = pair_nos.dropna().astype(int).value_counts().sort_index()
    return _list_pairs(counts.items(), lang, _)


def _list_pairs(counts: Iterable[tuple[object, int]], lang: str, _: Callable[[str], str]) -> str:
    """Pair numbers and their counts to one sentence, pairs in order of their number."""
    parts = [_("pair {pair_no}: {count}").format(pair_no=no, count=format_count(count, lang)) for no, count in counts]
    return f"{'; '.join(parts)}." if parts else _("No pair has any.")
