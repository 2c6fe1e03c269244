"""The captured pictures of own posts of some accounts, each with the record and capture it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pandas as pd

from netral.model import PostPicture, RecordRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netral.model import Tables

PICTURE = "picture"
OWN_KINDS = ("post", "quote")


def list_post_pictures(tables: Tables, account_ids: Iterable[str]) -> tuple[PostPicture, ...]:
    """Accounts to the pictures of their own posts, in order of post and capture; answers and shares are none."""
    wanted = ibis.memtable(pd.DataFrame({"account_id": sorted(set(account_ids))}, dtype="str"))
    posts = tables.posts.filter(tables.posts.kind.isin(OWN_KINDS)).semi_join(wanted, "account_id")
    captures = tables.captures.filter(tables.captures.format == PICTURE).select("capture_id", "path")
    records = tables.records.select("record_id", "capture_id", "locator", "sha256").join(captures, "capture_id")
    shown = posts.select("post_id", "account_id", "url", "created_us").join(tables.post_lineage, "post_id")
    named = tables.accounts.filter(tables.accounts.handle.notnull()).select("account_id", "handle")
    shown = shown.left_join(named.distinct(on="account_id"), "account_id")
    columns = ["post_id", "account_id", "handle", "url", "created_us", "capture_id", "locator", "sha256", "path"]
    frame = shown.join(records, "record_id").select(*columns).to_pandas()
    return tuple(
        PostPicture(
            post_id=row["post_id"],
            account_id=row["account_id"],
            handle=row["handle"] if isinstance(row["handle"], str) else None,
            url=row["url"] if isinstance(row["url"], str) else None,
            occurred_us=None if pd.isna(row["created_us"]) else int(row["created_us"]),
            ref=RecordRef(row["capture_id"], row["locator"], row["sha256"]),
            path=row["path"],
        )
        for row in frame.sort_values(["post_id", "capture_id"]).to_dict("records")
    )
