"""A row of a public Telegram channel's messages as minet writes them -> accounts, posts and acts.

A message is known by its channel's handle and its number, as in its address. Whom it answers is a title, which names
no account; of what it forwards nothing is kept.

Source: medialab/minet, ``minet/telegram/types.py`` and ``scraper.py``; times have their offset.
"""

from __future__ import annotations

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.csv_records import Row
from netral.sources.epochs import name_precision
from netral.sources.mentions import find_mentions
from netral.sources.moments import parse_moment
from netral.sources.targets import url_to_post_id
from netral.sources.tweet import Facts
from netral.sources.unusable import Unusable


def read_message(row: Row) -> Facts:
    """A row to what it says.

    Raises
    ------
    Unusable, BadTime
        When the row cannot be read.
    """
    link = row.text("link_to_message")
    native_id = url_to_post_id("telegram", link) if link else ""
    channel, _, number = native_id.partition("/")
    if not channel or not (number.isascii() and number.isdigit()):
        raise Unusable("id_unknown", "link_to_message is no address of a message, such as https://t.me/kanal/12")
    author = AccountSeen("telegram", None, channel, row.text("user") or None)
    text, url = row.text("text"), f"https://t.me/{native_id}"
    sent_us = parse_moment(row.text("datetime"))[0] if row.text("datetime") else None
    kind = "reply" if row.text("is_reply_user") else "post"
    own = ActSeen(Kind.MENTION.value, author, None, native_id, act_url=url, occurred_us=sent_us, text=text)
    own = own._replace(precision=name_precision(sent_us), derivation="regex")
    named = [AccountSeen("telegram", None, handle) for handle in find_mentions("telegram", text)]
    return Facts(
        [author, *named],
        [PostSeen("telegram", native_id, author, kind, text, sent_us, url)],
        [own._replace(target=account) for account in named],
    )
