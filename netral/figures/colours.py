"""The one set of colours and shapes of figures, pages and notebooks.

Pairs have the colours of Okabe and Ito by number, never a party's; roles have shapes. A pair's number is always printed
as well, so that nothing is lost in greyscale.
"""

from __future__ import annotations

from netral.locale import N_
from netral.model import CAMPAIGN_ROLES, Role

PAIR_COLOURS = {1: "#0072B2", 2: "#E69F00", 3: "#009E73", 4: "#CC79A7", 5: "#56B4E9"}
LATER_PAIR = "#6E6E6E"
INK = "#222222"
SOFT_INK = "#5A5A5A"
LINE = "#8C8C8C"
PALE = "#E4E4E4"
SUBJECT = "#FFFFFF"
OTHER = "#B4B4B4"
PAPER = "#FFFFFF"

ROLE_MARKERS = {"opd": "s", "person": "o", "campaign": "D", "other": "o"}
ROLE_GLYPHS = {"opd": "■", "person": "●", "campaign": "◆", "other": "·"}
ROLE_GROUPS = {
    "opd": N_("agency account (OPD)"),
    "person": N_("personal account"),
    "campaign": N_("campaign side, with the number of its pair"),
    "other": N_("other account"),
}
ROLE_NAMES = {
    Role.OPD: N_("agency (OPD)"),
    Role.PERSON: N_("person"),
    Role.CANDIDATE: N_("candidate"),
    Role.CAMPAIGN_TEAM: N_("campaign team"),
    Role.VOLUNTEER: N_("volunteers"),
    Role.INCUMBENT_OFFICE: N_("incumbent's office"),
    Role.PARTY: N_("party"),
    Role.MEDIA: N_("media"),
}
KIND_NAMES = {
    "follow": N_("follow"),
    "join": N_("join"),
    "like": N_("like"),
    "share": N_("share"),
    "coauthor": N_("coauthored post"),
    "comment": N_("comment"),
    "reply": N_("reply"),
    "quote": N_("quote"),
    "mention": N_("mention"),
    "tag": N_("tag"),
    "post": N_("post"),
}


def pair_to_colour(pair_no: int) -> str:
    """A pair's number to its colour; numbers beyond the set share one grey, told apart by the printed number.

    >>> pair_to_colour(1)
    '#0072B2'
    """
    return PAIR_COLOURS.get(pair_no, LATER_PAIR)


def role_to_group(role: str | None) -> str:
    """An account's role, or none, to the shape group it is drawn in: opd, person, campaign or other.

    >>> role_to_group("volunteer")
    'campaign'
    """
    if role in CAMPAIGN_ROLES:
        return "campaign"
    return role if role in {Role.OPD, Role.PERSON} else "other"
