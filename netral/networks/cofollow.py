"""Which registry accounts follow the same accounts. Whom they have in common is counted, and not named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from netral.errors import BadParameter
from netral.model import Investigation, Kind, Network, Role, Tables
from netral.networks.edges import keep_observed, make_nodes, name_edges, number_accounts, put_roster, read_handles, side

HUB_LIMIT, MIN_SHARED = 1000, 2
ROWS_AT_ONCE = 128
Places = npt.NDArray[np.signedinteger]
Numbers = npt.NDArray[np.float64]
SHARED = {
    "source": np.int32, "target": np.int32, "weight": np.int64, "adamic_adar": np.float64, "jaccard": np.float64,
}  # fmt: skip
BOUNDED_COLUMNS = ["account_id", "handle", "role", "pair_no", "followers"]


@dataclass(frozen=True)
class Cofollowing:
    """A co-following network, and what was left out of it because nearly everybody follows it.

    ``bounded``: account_id, handle, role, pair_no, followers (how many registry accounts follow it), of registry
    accounts in order of account_id. ``bounded_outside`` counts the others. ``unlisted`` counts the pairs of personal
    accounts that have no campaign account in common.
    """

    network: Network
    bounded: pd.DataFrame
    bounded_outside: int
    unlisted: int


def build_cofollow_network(
    tables: Tables,
    roster: pd.DataFrame,
    investigation: Investigation,
    phase: str | None = None,
    hub_limit: int = HUB_LIMIT,
    min_shared: int = MIN_SHARED,
) -> Cofollowing:
    """Tables and roster to the pairs of registry accounts that follow the same accounts.

    One end at least is an OPD or personal account: who else follows whom is no question of neutrality. Two personal
    accounts are listed only when a campaign account is among those in common; else what they follow is their own affair
    and the pair is only counted. An account that more than ``hub_limit`` registry accounts follow ties everybody to
    everybody and is left out, and said so.

    Parameters
    ----------
    phase : str, optional
        Only follows that some list taken within this phase showed.
    hub_limit : int
        Most registry followers an account in common may have.
    min_shared : int
        Fewest accounts in common.

    Returns
    -------
    Cofollowing
        Its network has the columns of every network; an edge has no direction (source comes first in order) and no
        time. ``weight`` counts the accounts in common, ``adamic_adar`` counts each by 1 / ln(its registry followers),
        and ``jaccard`` is their share of all accounts either follows, within the bound. Texts are categories.

    Raises
    ------
    BadParameter
        When the phase is unknown, or a limit is below 1.

    Source
    ------
    Adamic and Adar 2003, Friends and neighbors on the web, Social Networks 25(3) 211-230.
    """
    for name, limit in (("hub_limit", hub_limit), ("min_shared", min_shared)):
        if limit < 1:
            raise BadParameter("{name} is {limit}; allowed are whole numbers from 1", name=name, limit=limit)
    latest = roster[roster["is_latest"]].drop_duplicates("account_id").sort_values("account_id", ignore_index=True)
    handles, account_ids = read_handles(tables.accounts, roster), number_accounts(latest)
    placed = put_roster(latest, tables.follows)
    with _find_follows(keep_observed(tables.follows, investigation, phase), placed).cache() as follows:
        degrees = follows.group_by("followed").aggregate(followers=follows.count())
        hubs = degrees.filter(degrees.followers > hub_limit).to_pandas()
        kept = follows.join(degrees.filter(degrees.followers <= hub_limit), "followed")
        sizes = kept.group_by("number").aggregate(followees=kept.count()).to_pyarrow()
        # what only one account follows is in common to nobody, and is most of what is followed
        common = kept.filter(kept.followers > 1).select("number", "followed", "followers")
        matrix, campaign = _to_matrix(common.to_pyarrow(), latest)
    size = np.zeros(len(latest), np.int64)
    size[sizes["number"].to_numpy()] = sizes["followees"].to_numpy()
    shared, unlisted = _count_shared(matrix, campaign, size, latest, min_shared)
    del matrix, campaign  # the edges need the room
    edges = name_edges(_complete(shared.pop(), phase), account_ids, handles, coded=True)
    known = latest.assign(handle=latest["account_id"].map(handles))
    bounded = known.merge(hubs, left_on="account_id", right_on="followed")[BOUNDED_COLUMNS]
    network = Network("cofollow", phase, make_nodes(roster, edges, handles), edges)
    return Cofollowing(network, bounded, len(hubs) - len(bounded), unlisted)


def _find_follows(follows: ir.Table, placed: ir.Table) -> ir.Table:
    """Distinct follows of registry accounts: number (of the follower), followed."""
    followers = side(placed, "actor")
    joined = follows.filter(follows.kind == Kind.FOLLOW.value).join(
        followers, follows.follower == followers.actor_account_id
    )
    return joined.select("followed", number="actor_number").distinct()


def _to_matrix(follows: pa.Table, latest: pd.DataFrame) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Follows to accounts x followees; each cell holds how many registry accounts follow that followee.

    The second is the part of the campaign accounts among the followees.
    """
    followed = follows["followed"].combine_chunks().dictionary_encode()
    places = (follows["number"].to_numpy(), followed.indices.to_numpy())
    matrix = sparse.csr_array((follows["followers"].to_numpy(), places), shape=(len(latest), len(followed.dictionary)))
    campaign = followed.dictionary.to_pandas().isin(latest.loc[latest["is_campaign"], "account_id"])
    return matrix, matrix[:, np.flatnonzero(campaign)]


def _count_shared(
    matrix: sparse.csr_array, campaign: sparse.csr_array, size: Places, latest: pd.DataFrame, min_shared: int
) -> tuple[list[pa.Table], int]:
    """Every two accounts that are listed, with what they have in common, and how many pairs are not listed.

    ``size`` counts whom each account follows, within the bound. The one table is in a list, to be taken out of it: who
    makes edges of it lets every column go as soon as pandas has it.

    DuckDB's join of followers with followers needs ten times as long: it groups what a sparse product adds in place.
    """
    is_subject = latest["is_subject"].to_numpy(dtype=bool)
    is_person = latest["role"].eq(Role.PERSON.value).to_numpy(dtype=bool)
    columns, count, unlisted = {name: np.empty(0, kind) for name, kind in SHARED.items()}, 0, 0
    for source, target, weight, adamic_adar in _multiply(matrix):
        kept = np.flatnonzero((target > source) & (weight >= min_shared) & (is_subject[source] | is_subject[target]))
        private = kept[is_person[source[kept]] & is_person[target[kept]]]
        apart = private[(campaign[source[private]] * campaign[target[private]]).sum(axis=1) == 0]
        kept, unlisted = np.setdiff1d(kept, apart, assume_unique=True), unlisted + len(apart)
        source, target, weight = source[kept], target[kept], weight[kept]
        jaccard = weight / (size[source] + size[target] - weight)
        _append(columns, count, (source, target, weight, adamic_adar[kept], jaccard))
        count += len(kept)
    for column in columns.values():
        column.resize(count, refcheck=False)
    pair_no = pa.array(latest["pair_no"].astype("Int16"), pa.int16())
    pairs = pc.coalesce(pair_no.take(pa.array(columns["target"])), pair_no.take(pa.array(columns["source"])))
    return [pa.table({**columns, "pair_no": pairs})], unlisted


def _append(columns: dict[str, npt.NDArray[Any]], count: int, rows: tuple[npt.NDArray[Any], ...]) -> None:
    """Rows behind the first so many of each column.

    The system makes room where a column lies, so that nothing is held twice; small arrays that are put together at the
    end leave what they took in pieces.
    """
    end = count + len(rows[0])
    for column, values in zip(columns.values(), rows, strict=True):
        if end > len(column):
            column.resize(max(end, 2 * len(column)), refcheck=False)
        column[count:end] = values


def _complete(shared: pa.Table, phase: str | None) -> pa.Table:
    """With the columns of which co-following has one value for all."""
    for name, value in (("kind", "cofollow"), ("phase", phase)):
        only = pa.array([value], pa.string()).dictionary_encode()
        shared = shared.append_column(name, only.take(pa.array(np.zeros(len(shared), np.int8))))
    return shared


def _multiply(matrix: sparse.csr_array) -> Iterator[tuple[Places, Places, Numbers, Numbers]]:
    """source, target, weight and adamic_adar, a hundred accounts at a time, so that memory stays small.

    One product gives both: the real part of a cell counts 1 for each followee in common, the imaginary 1 / ln(fame).
    """
    both = 1 + 1j / np.log(np.maximum(matrix.data, 2))  # a followee of one account only is in common to nobody
    left = sparse.csr_array((both, matrix.indices, matrix.indptr), matrix.shape)
    right = sparse.csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), matrix.shape).T.tocsr()
    for first in range(0, max(matrix.shape[0], 1), ROWS_AT_ONCE):
        cells = left[first : first + ROWS_AT_ONCE] @ right
        cells.sort_indices()
        source = np.repeat(np.arange(first, first + cells.shape[0], dtype=np.int32), np.diff(cells.indptr))
        yield source, cells.indices.astype(np.int32), cells.data.real, cells.data.imag
