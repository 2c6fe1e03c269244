"""A row of a public Telegram channel's messages as minet writes them -> accounts, posts and acts.

A message is known by its channel's handle and its number, as in its address. Whom it answers is a title, which names
no account; of what it forwards nothing is kept.

Source: medialab/minet, ``minet/telegram/types.py`` and ``scraper.py``; times have their offset.
"""

from __future__ import annotations

from netral.sources.csv_records import Row
from netral.sources.moments import parse_moment
from netral.sources.telegram_page import address_to_facts
from netral.sources.tweet import Facts


def read_message(row: Row) -> Facts:
    """A row to what it says.

    Raises
    ------
    Unusable, BadTime
        When the row cannot be read.
    """
    sent_us = parse_moment(row.text("datetime"))[0] if row.text("datetime") else None
    name, is_reply = row.text("user") or None, bool(row.text("is_reply_user"))
    links = row.text("links").split("|")
    return address_to_facts(row.text("link_to_message"), row.text("text"), sent_us, links, name, is_reply)
