"""The tables, declared once: columns, types, meaning and limits. The data dictionary is made from this.

All ids are strings. All times are UTC microseconds as int64 (``*_us``); unknown is null, never 1970.
"""

from __future__ import annotations

import pandera.ibis as pa

ACCOUNT_ID = r"^[a-z]+:(@.+|~[0-9a-f]{20}|[^@~\s]+)$"
POST_ID = r"^[a-z]+:post:.+$"
SHA256 = r"^[0-9a-f]{64}$"
KINDS = ["like", "share", "coauthor", "comment", "reply", "quote", "mention", "tag", "post"]
AFTER_1971 = 31_536_000_000_000


class Captures(pa.DataFrameModel):
    """One raw file, read-only, hashed on arrival."""

    capture_id: str = pa.Field(unique=True, description="Stable id from the file's hash and what it was read as")
    sha256: str = pa.Field(str_matches=SHA256, description="SHA-256 of the file as it came")
    path: str = pa.Field(description="Path below the investigation's folder")
    format: str = pa.Field(description="Format id it was read as")
    op: str = pa.Field(nullable=True, description="What was asked of the platform")
    target: str = pa.Field(nullable=True, description="Account or post the list belongs to; null when lines differ")
    target_platform: str = pa.Field(nullable=True, description="Platform of the target")
    target_handle: str = pa.Field(nullable=True, description="Handle of the target where it was given as one")
    target_author: str = pa.Field(nullable=True, description="Author of the target post, as the analyst gave it")
    tool: str = pa.Field(nullable=True, description="Tool that captured it, as the capture says")
    tool_version: str = pa.Field(nullable=True, description="Its version, as the capture says")
    status: str = pa.Field(isin=["complete", "partial", "empty"], description="Whether the file was read to its end")
    read: int = pa.Field(ge=0, description="Non-blank lines, rows or items")
    stored: int = pa.Field(ge=0, description="Of these, new to the store")
    duplicate: int = pa.Field(ge=0, description="Of these, bytes, op and target the store already had")
    quarantined: int = pa.Field(ge=0, description="Of these, not readable")
    declared_count: int = pa.Field(nullable=True, ge=0, description="How long the platform said the list is")
    observed_count: int = pa.Field(ge=0, description="Distinct accounts of the list, or records, seen")
    collected_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Newest collection time the capture gives")
    ingested_us: int = pa.Field(ge=AFTER_1971, description="When netral registered the file")
    operator: str = pa.Field(description="Who ran the ingest, as the system names them")
    size_bytes: int = pa.Field(ge=0, description="Size of the file as it came")


class Records(pa.DataFrameModel):
    """One line or item of a capture."""

    record_id: str = pa.Field(unique=True, description="Capture and locator, such as c-0123456789abcdef:line:17")
    capture_id: str = pa.Field(description="Capture it lies in")
    locator: str = pa.Field(description="line:N, or a JSON pointer")
    sha256: str = pa.Field(str_matches=SHA256, description="SHA-256 of the line, or of the item as compact JSON")
    op: str = pa.Field(nullable=True, description="What was asked of the platform")
    target: str = pa.Field(nullable=True, description="Account or post the record belongs to")
    declared_count: int = pa.Field(nullable=True, ge=0, description="How long the platform said the list is")
    parser: str = pa.Field(description="Format it was parsed as")
    parser_version: str = pa.Field(description="Version of the parser")
    outcome: str = pa.Field(isin=["stored", "duplicate", "quarantined"], description="What became of it")
    collected_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="When it was collected, as the capture says")


class Quarantine(pa.DataFrameModel):
    """A record that could not be read, and why."""

    record_id: str = pa.Field(unique=True, description="The record")
    capture_id: str = pa.Field(description="Capture it lies in")
    locator: str = pa.Field(description="line:N, or a JSON pointer")
    reason: str = pa.Field(description="Short reason, counted in status")
    detail: str = pa.Field(nullable=True, description="What exactly was wrong")


class Accounts(pa.DataFrameModel):
    """An account; outside the registry only a pseudonym, without handle and name."""

    account_id: str = pa.Field(unique=True, str_matches=ACCOUNT_ID, description="x:123, x:@handle or x:~pseudonym")
    platform: str = pa.Field(description="Platform")
    handle: str = pa.Field(nullable=True, description="Newest observed handle; null outside the registry")
    display_name: str = pa.Field(nullable=True, description="Newest observed name; null outside the registry")
    display_name_captured: str = pa.Field(nullable=True, description="The name as captured, where it was garbled")
    reused_handle: str = pa.Field(nullable=True, description="Registry handle seen here under another id")
    first_seen_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="First capture that shows it")
    last_seen_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Last capture that shows it")


class AccountAliases(pa.DataFrameModel):
    """A provisional handle and the id it turned out to be; removing the row undoes the merge."""

    alias: str = pa.Field(str_matches=ACCOUNT_ID, description="Provisional id, by handle")
    account_id: str = pa.Field(str_matches=ACCOUNT_ID, description="Id it stands for")
    method: str = pa.Field(
        isin=["observed", "conflict"], description="observed: merged; conflict: several ids, kept apart"
    )
    decided_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="When a capture first showed both")


class Posts(pa.DataFrameModel):
    """A post by a registry account, or one acted upon; of others only a hashed id."""

    post_id: str = pa.Field(unique=True, str_matches=POST_ID, description="x:post:123, or x:post:~hash")
    account_id: str = pa.Field(nullable=True, str_matches=ACCOUNT_ID, description="Author, where known")
    kind: str = pa.Field(nullable=True, description="post, repost, reply, quote or comment")
    text: str = pa.Field(nullable=True, description="Own text of a registry account; other people's handles masked")
    text_captured: str = pa.Field(nullable=True, description="The text as captured, where its letters were garbled")
    created_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="When it was made")
    url: str = pa.Field(nullable=True, description="Address; null outside the registry")
    parent: str = pa.Field(nullable=True, description="Post it answers, quotes or shares")
    root: str = pa.Field(nullable=True, description="Post the conversation began with")


class Follows(pa.DataFrameModel):
    """An observed follow or group membership. It has no event time."""

    follow_id: str = pa.Field(unique=True, description="Stable id")
    kind: str = pa.Field(isin=["follow", "join"], description="follow, or join (a group)")
    follower: str = pa.Field(str_matches=ACCOUNT_ID, description="Who follows")
    followed: str = pa.Field(str_matches=ACCOUNT_ID, description="Who is followed")
    first_observed_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="First list that shows it")
    last_observed_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Last list that shows it")
    capture_id: str = pa.Field(description="First list capture that shows it")


class Interactions(pa.DataFrameModel):
    """One act between two accounts, however many records show it."""

    interaction_id: str = pa.Field(unique=True, description="Stable id from what makes it this act")
    kind: str = pa.Field(isin=KINDS, description="Kind of act")
    platform: str = pa.Field(description="Platform")
    actor: str = pa.Field(str_matches=ACCOUNT_ID, description="Who acts")
    target: str = pa.Field(nullable=True, str_matches=ACCOUNT_ID, description="Toward whom; null until known")
    act_post: str = pa.Field(nullable=True, str_matches=POST_ID, description="The act itself as a post")
    object_post: str = pa.Field(nullable=True, str_matches=POST_ID, description="Post acted on")
    occurred_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="When, by the platform's own time")
    after_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Not before, where the time is unknown")
    before_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Not after, where the time is unknown")
    precision: str = pa.Field(nullable=True, description="second, millisecond, day or interval")
    zone_assumed: bool = pa.Field(description="The source gave no zone; the region's was taken")
    derivation: str = pa.Field(description="native, entity, regex, aggregate or id")
    weight: int = pa.Field(ge=1, description="Acts an aggregated source counted here")
    is_self: bool = pa.Field(description="Actor and target are one account")
    object_url: str = pa.Field(nullable=True, description="Address of the post acted on; null outside the registry")
    act_url: str = pa.Field(nullable=True, description="Address of the act; null outside the registry")
    text: str = pa.Field(nullable=True, description="Text of the act; null outside the registry")
    text_captured: str = pa.Field(nullable=True, description="The text as captured, where its letters were garbled")
    first_observed_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="First capture that shows it")
    last_observed_us: int = pa.Field(nullable=True, ge=AFTER_1971, description="Last capture that shows it")


class Lineage(pa.DataFrameModel):
    """Which records support which edge, many to many: a duplicate adds proof, never a row."""

    edge_id: str = pa.Field(description="interaction_id or follow_id")
    record_id: str = pa.Field(description="A record that shows it")


class PostLineage(pa.DataFrameModel):
    """Which records show which post of a registry account: its versions, where it was edited."""

    post_id: str = pa.Field(str_matches=POST_ID, description="The post")
    record_id: str = pa.Field(description="A record that shows it")


TABLES: dict[str, type[pa.DataFrameModel]] = {
    "captures": Captures,
    "records": Records,
    "quarantine": Quarantine,
    "accounts": Accounts,
    "account_aliases": AccountAliases,
    "posts": Posts,
    "follows": Follows,
    "interactions": Interactions,
    "lineage": Lineage,
    "post_lineage": PostLineage,
}
