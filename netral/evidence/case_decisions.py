"""What people decided about a case, in the order in which they did, and who signed."""

from __future__ import annotations

from netral.evidence.blocks import Block, heading, paragraph, table, two_lines
from netral.evidence.wording import STATE_NAMES, Wording
from netral.model import CaseState, LogEntry, ReviewedCase
from netral.times import format_utc


def decision_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """The entries of the case log, whether the right of reply was given, and both signatures."""
    _, case = words.translate, reviewed.case
    header = [_("No."), _("When"), _("Who"), _("What"), _("Reason")]
    rows = [
        [
            str(entry.seq),
            two_lines(words.moment(entry.at), format_utc(entry.at)),
            entry.person,
            *_describe_entry(entry, words),
        ]
        for entry in case.entries
    ]
    heard = any(entry.detail.get("state") == CaseState.CLARIFICATION for entry in case.entries)
    reply = _("The right of reply was given in the state “being clarified”; see its entry above.")
    no_reply = _("No clarification by the person or agency concerned is on record.")
    return [
        heading(_("Decisions and signatures")),
        table(header, rows, ["auto", 1.1, 0.9, 0.9, 1.6]),
        paragraph(
            _("Numbers are those of the whole log of the investigation; entries of other cases are not shown."), "quiet"
        ),
        paragraph(reply if heard else no_reply),
        {"kind": "signatures", "people": _signatures(reviewed, words)},
    ]


def _describe_entry(entry: LogEntry, words: Wording) -> tuple[str, str]:
    """What an entry of the log did, and why."""
    _ = words.translate
    if entry.action == "sign":
        return _("signed"), str(entry.detail.get("office", ""))
    state = str(entry.detail.get("state", ""))
    known = _(STATE_NAMES[CaseState(state)]) if state in set(CaseState) else entry.action
    return _("decided: {state}").format(state=known), str(entry.detail.get("reason", ""))


def _signatures(reviewed: ReviewedCase, words: Wording) -> list[dict[str, str]]:
    _ = words.translate
    roles = [_("First signature"), _("Second signature")]
    return [
        {"role": role, "name": signature.person, "under": f"{signature.office}\n{words.moment(signature.signed_at)}"}
        for role, signature in zip(roles, reviewed.case.signatures, strict=False)
    ]
