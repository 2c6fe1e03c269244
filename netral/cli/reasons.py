"""Why a record could not be read, in words; the codes stand in the tables and in JSON."""

from __future__ import annotations

from netral.locale import N_

REASONS = {
    "account_unknown": N_("a user without id and name"),
    "actor_unknown": N_("nobody is named who acted"),
    "author_unknown": N_("nobody is named who wrote it"),
    "bad_id": N_("an id that no platform gives"),
    "bad_picture": N_("no picture that can be read"),
    "bad_time": N_("a time that is none"),
    "bad_url": N_("an address that is none"),
    "bad_weight": N_("a number of times that is none"),
    "cut": N_("the file breaks off here"),
    "id_unknown": N_("no id, by which it could be told from others"),
    "line_too_long": N_("longer than any line that tools write"),
    "not_json": N_("no JSON"),
    "object_unknown": N_("the post that it is about is not named"),
    "partial_item": N_("seen only in part, without time or text"),
    "target_unknown": N_("nobody is named toward whom it is"),
    "text_too_long": N_("a text longer than any platform allows"),
    "unavailable": N_("the platform did not show it"),
    "unexpected_shape": N_("not as this format writes it"),
    "unknown_kind": N_("a kind of act that netral does not know"),
    "unknown_op": N_("a kind of list that netral does not know"),
    "unknown_platform": N_("a platform that netral does not know"),
    "unsupported_type": N_("a kind of item that is not read"),
    "wrong_hash": N_("its hash is not that of its bytes"),
}
