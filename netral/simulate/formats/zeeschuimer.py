"""NDJSON of the Zeeschuimer browser extension: each item a page received, where and when, in milliseconds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
APIS = {
    "twitter.com": "https://x.com/i/api/graphql/SearchTimeline", "instagram.com": "https://www.instagram.com/graphql/query",
    "tiktok.com": "https://www.tiktok.com/api/post/item_list/", "tiktok-comments": "https://www.tiktok.com/api/comment/list/",
    "threads.net": "https://www.threads.net/graphql/query",
}  # fmt: skip


@dataclass(frozen=True)
class Scrolled:
    """One item as it came by: what the platform calls it, on which page, and the item itself."""

    item_id: str
    page_url: str
    data: dict[str, Any]


def write_items(platform: str, items: Iterable[Scrolled], collected_at: datetime) -> Iterator[str]:
    """Items to lines, half a second apart; of X the extension also keeps the id as a number, which rounds it."""
    start_ms = int(collected_at.timestamp()) * 1000
    for number, item in enumerate(items):
        data = {"id": _round_like_a_browser(item.item_id), **item.data} if platform == "twitter.com" else item.data
        line = {
            "nav_index": f"3:{1 + number // 24}:{number % 24}", "item_id": item.item_id,
            "timestamp_collected": start_ms + 517 * number, "last_updated": start_ms + 517 * number + 41,
            "source_platform": platform, "source_platform_url": item.page_url, "source_url": APIS[platform],
            "user_agent": USER_AGENT, "data": data,
        }  # fmt: skip
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _round_like_a_browser(native_id: str) -> int:
    """An id as JavaScript prints it once it was a number: sixteen or so digits, then zeros."""
    return int(Decimal(repr(float(native_id))))
