"""What twarc asked X for, as it notes beside every page -> whether the list is the one that an analyst says it is.

Source: the addresses that twarc's second client asks.
"""

from __future__ import annotations

import re
from typing import Any

from netral.errors import BadCapture, Place
from netral.model import LIST_OPS, Op
from netral.sources.bare import ListTarget

_ASKED = re.compile(r"https://api\.(?:twitter|x)\.com/2/(?:users|tweets)/(\d+)/(\w+)(?:\?|$)")
_OPS = {
    "followers": Op.FOLLOWERS,
    "following": Op.FOLLOWING,
    "liking_users": Op.LIKERS,
    "retweeted_by": Op.RETWEETERS,
}


def check_asked(made: Any, target: ListTarget, place: Place) -> None:
    """Refuse a list that is said to be another than the one that was asked for: its ties would be of others.

    Parameters
    ----------
    made : JSON value
        What twarc notes of a page; other programs note nothing.

    Raises
    ------
    BadCapture
        When the list was of another kind, or of another account or post.
    """
    address = made.get("url") if isinstance(made, dict) else None
    asked = _ASKED.match(address) if isinstance(address, str) else None
    op = _OPS.get(asked[2]) if asked else None
    if asked is None or op is None or target.op not in LIST_OPS:
        return
    if op is not target.op:
        raise BadCapture("{place}: twarc asked X for {asked}, and --op is {op}", place=place, asked=op, op=target.op)
    account_id = target.account.platform_id if target.account else None
    known_id = target.post.native_id if target.post else account_id
    if known_id not in (None, asked[1]):
        raise BadCapture(
            "{place}: twarc asked X about {asked}, and --target is {target}",
            place=place,
            asked=asked[1],
            target=target.name,
        )
