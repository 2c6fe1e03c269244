"""Who is named in a pack: the subject of the case and accounts that campaign in public; others are numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from netral.figures import READ_COLUMNS
from netral.identity import make_account_id
from netral.model import CAMPAIGN_ROLES, SUBJECT_ROLES, Capture, Network, Registry, RegistryAccount, Role

HIDDEN = ":~"  # behind the platform, in place of whom a capture was asked for


def mask_network(network: Network, named: frozenset[str] = frozenset()) -> Network:
    """A network in which civil-service accounts outside ``named`` are only numbers.

    Their handle and unit are blank and their account_id is ``~1``, ``~2`` and on. They are numbered, and all rows
    stand, by what can be seen of them afterwards: an order that hung on their ids could be made again by whoever has a
    list of accounts. Of their ties only the day is left, in UTC: to the second, an act could be found again on the
    platform.

    Parameters
    ----------
    network : Network
        Nodes with account_id, handle, role, unit_id; edges with source, target and the handles of both.
    named : frozenset of str
        Account ids that keep their name.
    """
    nodes, edges = network.nodes, network.edges
    masked = nodes["role"].isin(SUBJECT_ROLES) & ~nodes["account_id"].isin(named)
    hidden = set(nodes.loc[masked, "account_id"])
    ends = {f"{end}_handle": edges[end].isin(hidden) for end in ("source", "target")}
    is_masked = ends["source_handle"] | ends["target_handle"]
    days = {name: edges[name].where(~is_masked, _to_day(edges[name])) for name in ("first_at", "last_at")}
    edges = edges.assign(**days)
    numbers = _number_alike(nodes[masked], edges, hidden)
    nodes = _with_numbers(nodes, {"account_id": None, "handle": masked, "unit_id": masked}, numbers)
    edges = _with_numbers(edges, {"source": None, "target": None} | ends, numbers)
    return replace(network, nodes=_sort(nodes, ["account_id"]), edges=_sort(edges, ["source", "target", "kind"]))


def merge_pairs(network: Network) -> Network:
    """A masked network in which each pair's campaign accounts are one, and accounts of no side are left out.

    Whoever knows which campaign account was acted on, by what and on which day, finds the act on the platform.
    """
    nodes, edges = network.nodes, network.edges
    sides = nodes["role"].isin(CAMPAIGN_ROLES) & nodes["pair_no"].notna()
    campaigns, people = nodes[sides], nodes[nodes["role"].isin(SUBJECT_ROLES)]
    numbers = zip(campaigns["account_id"], campaigns["pair_no"], strict=True)
    pairs = {account: f"pair-{int(number)}" for account, number in numbers}
    one = campaigns.assign(account_id=lambda rows: rows["account_id"].map(pairs), handle="", role=Role.CANDIDATE.value)
    one = one.drop_duplicates("account_id")
    kept = frozenset({*people["account_id"], *pairs})
    edges = edges[edges["source"].isin(kept) & edges["target"].isin(kept)]
    edges = edges.assign(
        **{end: edges[end].map(lambda key: pairs.get(key, key)) for end in ("source", "target")},
        source_handle="",
        target_handle="",
    )
    key = ["source", "target", "source_handle", "target_handle", "kind", "pair_no", "phase"]
    ways = {name: "sum" for name in ("weight", *READ_COLUMNS) if name in edges} | {"first_at": "min", "last_at": "max"}
    summed = edges.groupby(key, dropna=False, as_index=False).agg(ways)
    columns = ["account_id", "platform", "handle", "role", "unit_id", "pair_no"]
    return replace(
        network,
        nodes=pd.concat([people, one], ignore_index=True)[columns],
        edges=_sort(summed, ["source", "target", "kind"]),
    )


def mask_captures(captures: Iterable[Capture], registry: Registry) -> tuple[Capture, ...]:
    """Captures in which those asked of a civil-service account no longer say of which.

    A capture's id is made of what it was asked for too, and could be tried out on a list of accounts: such captures are
    numbered.
    """
    public = {name for account in registry.accounts if account.role not in SUBJECT_ROLES for name in _names(account)}
    shown, hidden = list[Capture](), list[Capture]()
    for capture in captures:
        asked = (capture.target_author if ":post:" in (capture.target or "") else capture.target) or ""
        (shown if not capture.target or asked.lower() in public else hidden).append(capture)
    return (*shown, *(hide_target(each, number) for number, each in enumerate(_by_content(hidden), start=1)))


def hide_target(capture: Capture, number: int) -> Capture:
    """A capture that says neither of whom nor of what it was asked, under a number."""
    platform = (capture.target or "").partition(":")[0]
    return replace(
        capture, capture_id=f"~{number}", target=f"{platform}{HIDDEN}" if platform else None, target_author=None,
        path="",
    )  # fmt: skip


def _by_content(captures: Iterable[Capture]) -> list[Capture]:
    return sorted(captures, key=lambda capture: (capture.sha256, capture.capture_id))


def _number_alike(nodes: pd.DataFrame, edges: pd.DataFrame, hidden: set[str]) -> dict[str, str]:
    """Accounts to numbers, in the order of what is seen of them and of their ties; who looks alike is alike."""
    own: dict[str, list[tuple[str, ...]]] = {account: [] for account in nodes["account_id"]}
    columns = ["kind", "pair_no", "phase", "weight", "first_at", "last_at"]
    for source, target, *seen in edges[["source", "target", *columns]].itertuples(index=False):
        for account, other, way in ((source, target, "to"), (target, source, "from")):
            if account in own:
                own[account].append((way, "~" if other in hidden else str(other), *map(str, seen)))
    roles = dict(zip(nodes["account_id"], nodes["role"].astype(str), strict=True))
    order = sorted(own, key=lambda account: (roles[account], sorted(own[account]), account))
    return {account: f"~{number}" for number, account in enumerate(order, start=1)}


def _sort(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Rows in the order of masked ids, those with a number by that number."""
    key = [frame[name].astype(str).str.replace("^~", "", regex=True).str.rjust(24) for name in columns]
    order = pd.concat(key, axis=1).sort_values(columns, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _to_day(times: pd.Series) -> pd.Series:
    return pd.to_datetime(times, utc=True).dt.floor("D").astype(times.dtype)


def _with_numbers(frame: pd.DataFrame, columns: dict[str, pd.Series | None], numbers: dict[str, str]) -> pd.DataFrame:
    """Ids replaced by their numbers; the columns that come with a mask are emptied there."""
    changed = {
        name: frame[name].map(lambda account: numbers.get(account, account))
        if mask is None
        else frame[name].mask(mask, "")
        for name, mask in columns.items()
        if name in frame.columns
    }
    return frame.assign(**changed)


def show_target(capture: Capture) -> str:
    """What a capture was asked for, or a dash where that is hidden or nothing."""
    return capture.target if capture.target and not capture.target.endswith(HIDDEN) else "–"


def _names(account: RegistryAccount) -> set[str]:
    names = {make_account_id(account.platform, None, account.handle)}
    return names | {make_account_id(account.platform, account.platform_id, None)} if account.platform_id else names
