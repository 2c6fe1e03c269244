"""A row of a public Telegram channel's messages as minet writes them -> accounts, posts and acts.

A message is known by its channel's handle and its number, as in its address. Whom it answers is a title, which names
no account; of what it forwards nothing is kept. minet drops the ends of a text's lines, so that a handle runs into the
next line's first word; the addresses that the text leads to, to which Telegram makes every handle, tell where it ends.

Source: medialab/minet, ``minet/telegram/types.py`` and ``scraper.py``; times have their offset.
"""

from __future__ import annotations

import re

from netral.sources.csv_records import Row
from netral.sources.mentions import find_mentions
from netral.sources.moments import parse_moment
from netral.sources.telegram import address_to_facts
from netral.sources.tweet import Facts

_LINKED = re.compile(r"https?://t\.me/([A-Za-z]\w{3,31})/?", re.ASCII)


def read_message(row: Row) -> Facts:
    """A row to what it says.

    Raises
    ------
    Unusable, BadTime
        When the row cannot be read.
    """
    sent_us = parse_moment(row.text("datetime"))[0] if row.text("datetime") else None
    name, is_reply = row.text("user") or None, bool(row.text("is_reply_user"))
    mentioned = _list_mentioned(row.text("text"), row.text("links"))
    return address_to_facts(row.text("link_to_message"), row.text("text"), sent_us, name, is_reply, mentioned)


def _list_mentioned(text: str, links: str) -> list[str]:
    matches = (_LINKED.fullmatch(link.strip()) for link in links.split("|"))
    linked = {match[1].lower(): match[1] for match in matches if match and f"@{match[1]}".lower() in text.lower()}
    found = [handle for handle in find_mentions("telegram", text) if not handle.lower().startswith(tuple(linked))]
    return [*linked.values(), *found]
