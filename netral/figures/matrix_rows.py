"""A network to what its matrix shows: which accounts or units stand on its two sides, and what lies in each cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netral.figures.labels import name_nodes
from netral.figures.layout import select_tied_nodes
from netral.figures.network import READ_BY_PEOPLE
from netral.model import CAMPAIGN_ROLES, SUBJECT_ROLES, Network, Registry, Role

MOST_ROWS = 44  # accounts; beyond them a row is a unit
MOST_COLUMNS = 21  # accounts; beyond them a column is a role of a pair
CAMPAIGN_ORDER = (Role.CANDIDATE, Role.CAMPAIGN_TEAM, Role.VOLUNTEER)


@dataclass(frozen=True)
class Matrix:
    """The two sides of a matrix in their order, and its cells.

    ``rows`` and ``columns``: name, group (opd, person, campaign or unit), unit (a name), pair_no, role; one row an
    entry, its place the index. ``cells``: row, column (places), acts, directed, pair_no (nullable), and accounts (how
    many of the row's accounts). ``row_accounts`` and ``column_accounts`` say whether an entry is one account.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    cells: pd.DataFrame
    row_accounts: bool
    column_accounts: bool


def make_matrix(network: Network, registry: Registry, by_unit: bool = False) -> Matrix:
    """A network to its matrix: agency and personal accounts by unit, campaign accounts by pair.

    Rows are agency and personal accounts with a tie toward the campaign side, each unit's agency accounts first;
    columns the whole campaign side, of every pair. Of a co-action network both sides are all accounts with a tie, and
    both halves are filled. Where there are too many to read, or ``by_unit`` says so, a row is a unit, and likewise a
    column is a role of a pair. Ties that come from the campaign side, and those to others, are no part of it.
    """
    nodes = _order_nodes(select_tied_nodes(network), registry)
    subject, campaign = nodes["role"].isin(SUBJECT_ROLES), nodes["role"].isin(CAMPAIGN_ROLES)
    if network.kind == "coaction":
        swapped = network.edges.rename(columns={"source": "target", "target": "source"})
        edges, below, beside = pd.concat([network.edges, swapped], ignore_index=True), nodes, nodes
    else:
        edges, below, beside = network.edges, nodes[subject], _add_unknown_pairs(nodes[campaign], registry)
    edges = edges[edges["source"].isin(below["account_id"]) & edges["target"].isin(beside["account_id"])]
    if network.kind != "coaction":
        below = below[below["account_id"].isin(edges["source"])]
    # both sides of a co-action matrix are the same, so they are summed up alike
    by_unit = by_unit or len(below) > (MOST_COLUMNS if network.kind == "coaction" else MOST_ROWS)
    by_role = by_unit if network.kind == "coaction" else len(beside) > MOST_COLUMNS
    (rows, row_of), (columns, column_of) = _sum_up(below, by_unit), _sum_up(beside, by_role)
    return Matrix(rows, columns, _fill_cells(edges, row_of, column_of), not by_unit, not by_role)


def _add_unknown_pairs(campaign: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The campaign side with a nameless entry for each pair that has no account in the registry: all have columns."""
    known = set(campaign["pair_no"].dropna())
    missing = [pair.pair_no for pair in registry.pairs if pair.pair_no not in known]
    if not missing:
        return campaign
    rows = pd.DataFrame({"account_id": [f"pair {number}" for number in missing], "pair_no": missing})
    rows = rows.assign(group="campaign", name="", unit=None, role=None)
    whole = pd.concat([campaign.astype({"role": object, "unit": object}), rows], ignore_index=True)
    return whole.sort_values("pair_no", kind="stable", ignore_index=True)


def _order_nodes(nodes: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Subjects by the registry's order of units, institutions first; then the campaign side by pair and role."""
    order = {unit.unit_id: number for number, unit in enumerate(registry.units)}
    names = {unit.unit_id: unit.name for unit in registry.units}
    roles = {role: number for number, role in enumerate(CAMPAIGN_ORDER)}
    is_campaign = nodes["group"] == "campaign"
    unit = nodes["unit_id"].where(~is_campaign)
    keys = pd.DataFrame(
        {
            "campaign": is_campaign,
            "unit": unit.map(order).fillna(len(order)),
            "pair": nodes["pair_no"].where(is_campaign).fillna(0),
            "role": np.where(is_campaign, nodes["role"].map(roles).fillna(0), nodes["group"] == "person"),
            "name": nodes["handle"].fillna(nodes["account_id"]).str.lower(),
            "account_id": nodes["account_id"],
        }
    ).astype({"role": float})
    ordered = nodes.assign(name=name_nodes(nodes), unit=unit.map(names).fillna(unit))
    return ordered.loc[keys.sort_values(list(keys.columns)).index].reset_index(drop=True)


def _sum_up(nodes: pd.DataFrame, is_summed: bool) -> tuple[pd.DataFrame, pd.Series[int]]:
    """Accounts in order to the entries of one side, and the place of each account's entry by account_id."""
    columns = ["name", "group", "unit", "pair_no", "role"]
    if not is_summed:
        places = pd.Series(np.arange(len(nodes)), index=nodes["account_id"])
        return nodes[columns].reset_index(drop=True), places
    campaign = nodes["group"] == "campaign"
    pair = "pair " + nodes["pair_no"].astype(str) + " " + nodes["role"].astype(str)
    key, names = pd.factorize(pair.where(campaign, nodes["unit"].fillna("").astype(str)))
    first = nodes.groupby(key)[columns].first().reset_index(drop=True)
    is_campaign = first["group"] == "campaign"
    entries = first.assign(
        name=first["role"].where(is_campaign, first["unit"]),
        group=first["group"].where(is_campaign, "unit"),
    )
    return entries.loc[: len(names) - 1], pd.Series(key, index=nodes["account_id"])


def _fill_cells(edges: pd.DataFrame, row_of: pd.Series[int], column_of: pd.Series[int]) -> pd.DataFrame:
    placed = pd.DataFrame(
        {
            "row": edges["source"].map(row_of),
            "column": edges["target"].map(column_of),
            "source": edges["source"],
            "acts": edges["weight"].astype("int64"),
            "directed": edges["weight"].where(~edges["kind"].isin(READ_BY_PEOPLE), 0).astype("int64"),
            "pair_no": edges["pair_no"].astype("Int64"),
        }
    )
    cells = placed.groupby(["row", "column"], as_index=False).agg(
        acts=("acts", "sum"),
        directed=("directed", "sum"),
        accounts=("source", "nunique"),
        least=("pair_no", "min"),
        most=("pair_no", "max"),
    )
    one = cells["least"].where(cells["least"] == cells["most"])
    return cells.assign(pair_no=one).drop(columns=["least", "most"])
