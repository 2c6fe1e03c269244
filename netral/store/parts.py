"""The columns of what one parse of one capture leaves behind: five Parquet files that the tables are merged from."""

from __future__ import annotations

TEXT, INT, FLAG = "VARCHAR", "BIGINT", "BOOLEAN"

PARTS: dict[str, dict[str, str]] = {
    "records": {
        "seq": INT, "locator": TEXT, "sha256": TEXT, "op": TEXT, "target": TEXT, "collected_us": INT,
        "declared_count": INT, "reason": TEXT, "detail": TEXT,
    },
    "accounts": {
        "account_id": TEXT, "alias_id": TEXT, "handle": TEXT, "display_name": TEXT, "display_name_captured": TEXT,
        "reused_handle": TEXT, "first_us": INT, "last_us": INT, "known_us": INT,
    },
    "posts": {
        "seq": INT, "post_id": TEXT, "hashed_id": TEXT, "account_id": TEXT, "kind": TEXT, "text": TEXT,
        "text_captured": TEXT, "created_us": INT, "url": TEXT, "parent": TEXT, "root": TEXT, "known_us": INT,
    },
    "acts": {
        "seq": INT, "platform": TEXT, "kind": TEXT, "actor": TEXT, "target": TEXT, "act_post": TEXT,
        "object_post": TEXT, "object_url": TEXT, "act_url": TEXT, "text": TEXT, "text_captured": TEXT,
        "occurred_us": INT, "after_us": INT, "before_us": INT, "observed_us": INT, "precision": TEXT,
        "zone_assumed": FLAG, "derivation": TEXT, "weight": INT,
    },
    "chat_posts": {"post_id": TEXT, "chat": TEXT, "number": TEXT, "is_by_id": FLAG},
}  # fmt: skip
