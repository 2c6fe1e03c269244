"""Tests against chance where people look at them: on edges, and all pairs side by side with base rates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


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
    table = tests.reset_index()
    table.insert(0, "unit_id", table["subject"].map(units))
    acted = (table["observed"] > 0).astype("int64")
    for name, keys in (("unit", ["unit_id", "pair_no"]), ("registry", ["pair_no"])):
        grouped = acted.groupby([table[key] for key in keys])
        others = grouped.transform("size") - 1
        table[f"base_rate_{name}"] = (grouped.transform("sum") - acted) / others.where(others > 0)
    shown = table[table["n"] > 0]
    return shown.sort_values(["unit_id", "subject", "pair_no"], ignore_index=True)


def add_chance(edges: pd.DataFrame, tests: pd.DataFrame, campaign: Sequence[str], kinds: Sequence[str]) -> pd.DataFrame:
    """Edges to the same edges with p_value, q_value and effect of the source's acts toward the target's pair.

    Parameters
    ----------
    edges : DataFrame
        With source, target, kind, pair_no and phase; it is left as it is.
    tests : DataFrame
        From `score_pairs` or `score_follows`, with ``phase`` as a further column: the phases whose edges each table of
        tests speaks for (null for edges that have none).
    campaign : sequence of str
        Account ids toward which acts were tested.
    kinds : sequence of str
        The kinds that were tested.

    Returns
    -------
    DataFrame
        An edge of another kind, to another target, or of a phase without a test keeps its three columns empty.
    """
    names = ["p_value", "q_value", "effect"]
    known = tests.reset_index()
    known = known[known["observed"] > 0].rename(columns={"subject": "source"})
    keys = ["source", "pair_no", "phase"]
    joined = edges[keys].merge(known[[*keys, *names]].astype({"pair_no": "Int64"}), on=keys, how="left")
    is_tested = (edges["kind"].isin(kinds) & edges["target"].isin(campaign)).to_numpy()
    result = edges.copy()
    for name in names:
        result[name] = joined[name].astype("Float64").where(is_tested).array
    return result
