"""What people call the values that cases hold, for every page and line that shows them."""

from __future__ import annotations

from netral.locale import N_

ADDRESSEES = {
    "bkpsdm": N_("the personnel agency (BKD/BKPSDM)"),
    "bawaslu": N_("Bawaslu"),
    "inspektorat": N_("the inspectorate"),
    "sekda": N_("the regional secretary (Sekda) or acting head (Pjs)"),
    "bkn": N_("BKN"),
}
CONFLICTS = {
    "under_incumbent": N_("it stands under the head of the region, and a pair is the incumbent's"),
    "own_unit": N_("the account is of this very office or of a unit below it"),
}
DIRECTIONS = {
    "support": N_("in favour"),
    "attack": N_("against"),
    "neither": N_("neither for nor against"),
    "undetermined": N_("no direction until read"),
}
GROUP_ROLES = {
    "created": N_("made the group"),
    "administers": N_("administers the group"),
    "invited": N_("invited others into the group"),
}
CHANNELS = {
    "form": N_("form"),
    "letter": N_("letter"),
    "public_channel": N_("public channel"),
    "forwarded_link": N_("forwarded link"),
    "screenshot": N_("screenshot"),
    "superior": N_("superior"),
    "bawaslu": N_("Bawaslu"),
    "other": N_("other channel"),
}
REPORTERS = {
    "none": N_("reporter not named"),
    "sealed": N_("reporter sealed"),
    "destroyed": N_("reporter's file destroyed"),
}
REMOVALS = {
    "requested": N_("asked, not looked at again yet"),
    "removed": N_("removed"),
    "still_there": N_("still there"),
}
