"""Tests against chance and communities to tables with the pairs side by side; personal accounts are only counted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from netral.explore.table import Table, format_cell, show_table
from netral.figures.chance import CHANCE
from netral.figures.page import UNKNOWN
from netral.figures.wording import format_count, format_number, format_share
from netral.locale import use_language
from netral.model import Leads, Network, Registry, Role

if TYPE_CHECKING:
    from netral.networks import Coaction


def show_chance_by_pair(tests: pd.DataFrame, registry: Registry, lang: str = "id") -> Table:
    """Tests against chance to one row a pair: how many accounts have more ties with it than chance would.

    Parameters
    ----------
    tests
        One row an account and pair: pair_no, observed, q_value; all pairs of every account.
    registry
        For the pairs; all have a row.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    rows = [
        {
            "pair_no": pair.pair_no,
            "pair": pair.name,
            _("accounts tested"): format_count(len(part), lang),
            _("observed"): format_count(part["observed"].sum(), lang),
            _("accounts with more than chance (q ≤ 0.05)"): format_count((part["q_value"] <= CHANCE).sum(), lang),
        }
        for pair in registry.pairs
        for part in [tests[tests["pair_no"] == pair.pair_no]]
    ]
    return show_table(pd.DataFrame(rows if len(tests) else []), lang, _("There is nothing to test."))


def show_chance(tests: pd.DataFrame, network: Network, registry: Registry, lang: str = "id") -> Table:
    """Tests against chance to one row an agency's account, all pairs side by side, by unit and never by result.

    A cell is what was observed and what chance would have; a star marks q ≤ 0.05. Personal accounts are in the figure
    and in the counts, not by name: theirs are read with their acts, in the leads.

    Parameters
    ----------
    tests
        One row an account and pair: unit_id, subject, subject_handle, pair_no, observed, expected, n, q_value.
    network
        For the role of each account.
    registry
        For the pairs and the names of units.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    agencies = set(network.nodes.loc[network.nodes["role"] == Role.OPD.value, "account_id"])
    units = {unit.unit_id: unit.name for unit in registry.units}
    rows = []
    for (unit_id, subject), part in tests[tests["subject"].isin(agencies)].groupby(
        ["unit_id", "subject"], dropna=False
    ):
        by_pair = part.set_index("pair_no")
        handle, platform = by_pair["subject_handle"].iloc[0], str(subject).split(":", 1)[0]
        row = {
            "unit": units.get(str(unit_id), UNKNOWN),
            "account": f"{format_cell('source_handle', handle, lang)} ({platform})" if handle == handle else subject,
            _("toward all"): format_count(by_pair["n"].iloc[0], lang),
        }
        pairs = {
            _("pair {pair_no}").format(pair_no=pair.pair_no): by_pair.loc[[pair.pair_no]].iloc[0]
            for pair in registry.pairs
        }
        rows.append(row | {name: _write_test(test, lang) for name, test in pairs.items()})
    return show_table(pd.DataFrame(rows), lang, _("No agency's account has anything to test."))


def show_communities(communities: pd.DataFrame, lang: str = "id") -> Table:
    """Communities, one a row, to a table with how stable each is.

    Parameters
    ----------
    communities
        community, accounts, opd, person, campaign_by_pair, others, stability.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    columns = {
        "community": _("community"),
        "opd": _("agencies"),
        "person": _("personal accounts"),
        "campaign_by_pair": _("campaign side by pair"),
        "others": _("others"),
        "stability": _("found again"),
    }
    stability = [UNKNOWN if pd.isna(share) else format_share(share, lang) for share in communities["stability"]]
    table = communities.assign(stability=pd.Series(stability, index=communities.index, dtype="object"))
    return show_table(table.rename(columns=columns), lang, _("No tie, so there is no community."))


def _write_test(test: pd.Series, lang: str) -> str:
    """What was observed of what was expected, with a star where it is more than chance."""
    star = " ✱" if test["q_value"] <= CHANCE else ""
    expected = UNKNOWN if math.isnan(test["expected"]) else format_number(test["expected"], lang)
    return f"{format_count(test['observed'], lang)} / {expected}{star}"


def show_follows(edges: pd.DataFrame, lang: str = "id") -> Table:
    """Follow edges to a table that says when each was observed, since nobody knows when it began.

    Parameters
    ----------
    edges
        source_handle, target_handle, kind, pair_no, first_at, last_at (UTC).
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    names = {"first_at": _("first observed (UTC)"), "last_at": _("last observed (UTC)")}
    columns = ["source_handle", "target_handle", "kind", "pair_no", *names]
    return show_table(edges[columns].rename(columns=names), lang, _("No tie was observed."))


def show_coactions(edges: pd.DataFrame, lang: str = "id") -> Table:
    """Co-action edges to a table with the shared objects of all pairs and the test against chance.

    Parameters
    ----------
    edges
        source_handle, target_handle, weight, all_pairs, effect, q_value, first_at (UTC).
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    tested = [
        UNKNOWN if pd.isna(effect) else f"{format_number(effect, lang)} × ({_write_q(q, lang)})"
        for effect, q in zip(edges["effect"], edges["q_value"], strict=True)
    ]
    table = pd.DataFrame(
        {
            _("one account"): [format_cell("source_handle", handle, lang) for handle in edges["source_handle"]],
            _("the other"): [format_cell("target_handle", handle, lang) for handle in edges["target_handle"]],
            _("shared objects"): [format_count(weight, lang) for weight in edges["weight"]],
            _("of each pair's campaign"): edges["all_pairs"].to_numpy(),
            _("as often as by chance (q)"): tested,
            _("first (UTC)"): edges["first_at"].to_numpy(),
        }
    )
    return show_table(table, lang, _("No tie was observed."))


def show_coaction_balance(coaction: Coaction, window_seconds: int, lang: str = "id") -> Table:
    """A co-action network to what was looked at, what was found, and what was only counted.

    Parameters
    ----------
    coaction
        From ``pipeline.build_coaction``.
    window_seconds
        The longest time between two acts.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    seconds = format_count(window_seconds, lang)
    left_out = _("stretches with more than {most} acts on one object, in which nobody was paired")
    rows = {
        _("acts with a time of their own"): len(coaction.acts),
        _("acts without one, left out"): coaction.untimed,
        _("pairs of acts within {seconds} seconds").format(seconds=seconds): len(coaction.pairs),
        _("ties between two accounts"): len(coaction.network.edges),
        _("ties of two personal accounts through nothing of a campaign, not listed"): coaction.unlisted,
    }
    if len(coaction.crowds):
        rows[left_out.format(most=format_count(coaction.max_acts, lang))] = len(coaction.crowds)
    return show_table(pd.DataFrame({"what": list(rows), "number": list(rows.values())}), lang)


def show_bursts(leads: Leads, registry: Registry, lang: str = "id") -> Table:
    """Coordinated acts of one unit to a table, in the order of the leads.

    Parameters
    ----------
    leads
        All leads of one investigation.
    registry
        For the names of units.
    lang
        ``id`` or ``en``.
    """
    _ = use_language(lang)
    units = {unit.unit_id: unit.name for unit in registry.units}
    rows = [
        {
            "unit": units.get(burst.unit_id, burst.unit_id),
            "pair_no": burst.pair_no,
            "accounts": burst.accounts,
            _("within seconds"): format_count(burst.window_seconds, lang),
            "acts": len(burst.interactions),
            "object_url": burst.object_url,
        }
        for burst in leads.coordinated
    ]
    return show_table(pd.DataFrame(rows), lang, _("No unit reached the threshold."))


def _write_q(q_value: float, lang: str) -> str:
    """A q-value to text; a small one is never written as nothing."""
    return f"< {format_number(0.001, lang, 3)}" if q_value < 0.001 else format_number(q_value, lang, 3)
