"""What an entry of the case log may have done; the words stand in logs and packs, and never change."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """The action of an entry."""

    DECIDE = "decide"
    SIGN = "sign"
    READ = "read"
    REPLY = "reply"
    KNOWN = "known"
    REQUEST_REMOVAL = "request_removal"
    RECHECK = "recheck"
    COMPLAIN = "complain"
    ROUTE = "route"
    TAKE_BACK_ROUTE = "take_back_route"
