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
EMPLOYMENTS = {
    "pns": N_("civil servant (PNS)"),
    "pppk": N_("contract civil servant (PPPK)"),
    "ptt": N_("non-permanent employee (PTT)"),
}
EMPLOYMENT_BASES = {
    "pns": N_("UU 20/2023, PP 94/2021, PP 42/2004"),
    "pppk": N_("UU 20/2023 and the contract"),
    "ptt": N_("SE MenPANRB 1/2023: the same list, graded up to ending the contract"),
}
TOPICS = {
    "hoax": N_("hoax"),
    "hate": N_("hate"),
    "sara": N_("incitement against groups (SARA)"),
}
ROUTED_TO = {
    "kominfo": N_("Kominfo"),
    "bawaslu": N_("Bawaslu"),
    "polri": N_("the police"),
    "platform": N_("the platform"),
}
MISSING = {
    "account_not_in_registry": N_("the account stands in no row of accounts.csv"),
    "account_unconfirmed": N_("nobody has confirmed whose account it is"),
    "account_disputed": N_("whose account it is is disputed, so it is frozen"),
    "nothing_captured": N_("nothing was captured yet"),
    "no_address": N_("no address of the act is known"),
    "act_not_captured": N_("no capture shows the act; capture it before it vanishes"),
    "no_lead": N_("captured, but it makes no lead: below the threshold, outside the phases, or toward no campaign"),
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
# What a reader of a lead must know and no number says.
LEAD_NOTES = {
    "target_role_claimed": N_("The campaign role of an account acted on is a claim with a source, not a registration."),
    "zone_assumed": N_("A time was written down without its zone; the region's was taken."),
    "time_is_interval": N_("Of at least one act only the interval is known in which it happened."),
    "target_by_pattern": N_(
        "Whom at least one act is toward was read from the beginning of its text; look at the post before anybody "
        "decides."
    ),
    "marks_of_several_pairs": N_("A post carries marks of more than one pair's campaign; it is listed toward each."),
    "own_rule_basis": N_(
        "The account's holder is no civil servant (PTT): SE MenPANRB 1/2023 applies the same list, graded up to ending "
        "the contract."
    ),
    "partly_read": N_("Some of the account's acts were read by a person, others that could be read were not."),
    "readings_not_compared": N_(
        "Acts read as support are counted, but not compared with what the pairs receive, nor tested against chance."
    ),
    "initiator_of_group": N_(
        "The account made a group of this campaign, administers it or invited others; being in a group makes no lead."
    ),
    "rule_versions": N_("The rule was changed between the first and the last act; the version at the first is shown."),
}
