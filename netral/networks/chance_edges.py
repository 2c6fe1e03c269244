"""Tests against chance where people look at them: on edges, and all pairs side by side with base rates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

TESTED = ["p_value", "q_value", "effect"]
CONTEXT = ["all_pairs", "base_rate_unit", "base_rate_registry"]  # beside the tests, on every edge toward a campaign


def add_base_rates(tests: pd.DataFrame, units: pd.Series[str]) -> pd.DataFrame:
    """Tests to all pairs side by side: each with how usual an act toward the pair is among the account's others.

    Parameters
    ----------
    tests : DataFrame
        From `score_pairs` or `score_follows`; it holds every subject, those without an act too.
    units : Series of str
        unit_id by account id; null for an account without one.

    Returns
    -------
    DataFrame
        The tests of accounts with at least one act, by unit, account and pair and never by result: unit_id, subject,
        pair_no, the columns of the tests, base_rate_unit and base_rate_registry (share of the other accounts of the
        unit, of the registry, with an act toward the pair; NaN where there are no others).
    """
    table = count_base_rates(tests, units)
    shown = table[table["n"] > 0]
    return shown.sort_values(["unit_id", "subject", "pair_no"], ignore_index=True)


def count_base_rates(tests: pd.DataFrame, units: pd.Series[str]) -> pd.DataFrame:
    """Tests to the same as a plain table with unit_id, base_rate_unit and base_rate_registry: see `add_base_rates`."""
    table = tests.reset_index()
    table.insert(0, "unit_id", table["subject"].map(units))
    acted = (table["observed"] > 0).astype("int64")
    for name, keys in (("unit", ["unit_id", "pair_no"]), ("registry", ["pair_no"])):
        grouped = acted.groupby([table[key] for key in keys])
        others = grouped.transform("size") - 1
        table[f"base_rate_{name}"] = (grouped.transform("sum") - acted) / others.where(others > 0)
    return table


def add_chance(edges: pd.DataFrame, tests: pd.DataFrame, campaign: Sequence[str], kinds: Sequence[str]) -> pd.DataFrame:
    """Edges to the same with the tests of their source's acts toward their target's pair, all pairs and base rates.

    Parameters
    ----------
    edges : DataFrame
        With source, target, kind, pair_no and phase; it is left as it is.
    tests : DataFrame
        From `count_base_rates`, with ``phase`` as a further column: the phases whose edges each table of tests speaks
        for (null for edges that have none).
    campaign : sequence of str
        Account ids toward which acts were tested.
    kinds : sequence of str
        The kinds that were tested.

    Returns
    -------
    DataFrame
        An edge of another kind, to another target, or of a phase without a test keeps its three columns empty. Every
        edge from a subject to the campaign side in such a phase has ``all_pairs`` (``1:4 2:0``: what the tests count
        toward each pair), base_rate_unit and base_rate_registry (of the target's pair).
    """
    keys = ["source", "phase"]
    known = tests.rename(columns={"subject": "source"}).astype({"pair_no": "Int64"})
    known = known[known["source"].isin(edges["source"])].sort_values(["source", "pair_no"])
    counts = known["pair_no"].astype(str) + ":" + known["observed"].astype(str)
    known["all_pairs"] = counts.groupby([known[key] for key in keys], dropna=False).transform(" ".join)
    found = edges[[*keys, "pair_no"]].merge(known, on=[*keys, "pair_no"], how="left")
    is_toward = edges["target"].isin(campaign).to_numpy()
    is_tested = is_toward & edges["kind"].isin(kinds).to_numpy() & (found["observed"] > 0).to_numpy()
    result = edges.copy()
    for name in TESTED:
        result[name] = found[name].astype("Float64").where(is_tested).array
    result["all_pairs"] = found["all_pairs"].astype("str").where(is_toward).array
    for name in CONTEXT[1:]:
        result[name] = found[name].astype("Float64").where(is_toward).array
    return result
