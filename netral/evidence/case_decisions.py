"""What people did about a case, in the order in which they did, what came of it, and who signed."""

from __future__ import annotations

from collections.abc import Sequence

from netral.evidence.blocks import (
    Block,
    bullets,
    facts,
    heading,
    paragraph,
    subheading,
    table,
    together,
    two_lines,
    weigh_text,
)
from netral.evidence.printed import first_rows, say_rows
from netral.evidence.wording import STATE_NAMES, Wording
from netral.locale import N_
from netral.locale.casework import ADDRESSEES, CHANNELS, CONFLICTS, DIRECTIONS, REMOVALS
from netral.model import Case, CaseState, DayCount, Deadline, LogEntry, Referral, ReplyKind, ReviewedCase
from netral.times import format_utc

SHORT_TEXT_CHARACTERS = 1200
DAY_COUNTS = {DayCount.CALENDAR: N_("calendar days"), DayCount.WORKING: N_("working days")}


def reply_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """Whether whoever is concerned was heard, in their own words."""
    _ = words.translate
    note = _(
        "Whoever is concerned may answer to every act, and the answer is put on record word for word. Silence is no "
        "admission."
    )
    reply = reviewed.case.reply
    rows = [(_("On record"), _say_reply(reviewed.case, words))]
    if reply:
        rows.append((_("Recorded by"), f"{reply.person}, {words.moment(reply.recorded_at)}"))
    parts: list[Block] = [heading(_("Right of reply"), "reply"), facts(rows), paragraph(note, "quiet")]
    is_short = weigh_text(*(text for _label, text in rows)) < SHORT_TEXT_CHARACTERS
    return [together(parts)] if is_short else parts


def decision_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """What is on record of addressee, deadlines and removals, the entries of the log, and both signatures."""
    _, case = words.translate, reviewed.case
    header = [_("No."), _("When"), _("Who"), _("What"), _("Reason")]
    rows = [
        [
            str(entry.seq),
            two_lines(words.moment(entry.at), format_utc(entry.at)),
            entry.person,
            *_describe_entry(entry, words),
        ]
        for entry in _choose_entries(case.entries)
    ]
    rest = _("Printed are {shown} of {count} entries of this case; each has its line in data/custody.jsonl.")
    return [
        heading(_("Decisions and signatures"), "decisions"),
        facts(
            [
                (_("Became known"), _say_known(case, words)),
                (_("Forwarded to"), _say_referral(case.referral, words)),
            ]
        ),
        *_deadline_parts(case, words),
        *_removal_parts(case, words),
        *_complaint_parts(case, words),
        subheading(_("The log of this case")),
        table(header, rows, ["auto", 1.1, 0.9, 0.9, 1.6]),
        *say_rows(rest, len(case.entries), words),
        paragraph(
            _("Numbers are those of the whole log of the investigation; entries of other cases are not shown."), "quiet"
        ),
        {"kind": "signatures", "people": _signatures(reviewed, words)},
    ]


def _choose_entries(entries: Sequence[LogEntry]) -> list[LogEntry]:
    """The entries that are printed: what was decided, signed and recorded goes before readings of single acts."""
    order = sorted(entries, key=lambda entry: (entry.action == "read", -entry.seq))
    return sorted(first_rows(order), key=lambda entry: entry.seq)


def _describe_entry(entry: LogEntry, words: Wording) -> tuple[str, str]:
    """What an entry of the log did, and why."""
    _, detail = words.translate, {key: str(value) for key, value in entry.detail.items()}
    match entry.action:
        case "sign":
            return _("signed"), detail.get("office", "")
        case "read":
            taken = _(DIRECTIONS.get(detail.get("direction", ""), ""))
            return _("read an act as: {direction}").format(direction=taken), detail.get("reason", "")
        case "reply":
            return _("recorded the reply"), detail.get("words", "")
        case "route":
            return _("routed an act out of the line"), detail.get("reason", "")
        case "take_back_route":
            return _("took an act that was routed out back into the line"), detail.get("reason", "")
        case "known":
            day = words.day_of(detail.get("on", ""))
            return _("recorded when it became known: {day}").format(day=day), detail.get("source", "")
        case "request_removal":
            return _("asked to remove posts"), detail.get("words", "")
        case "recheck":
            found = _(REMOVALS.get(detail.get("state", ""), ""))
            return _("looked again: {state}").format(state=found), words.day_of(detail.get("on", ""))
        case "purged":
            return _("destroyed the account's data"), ""
    state = detail.get("state", "")
    known = _(STATE_NAMES[CaseState(state)]) if state in set(CaseState) else entry.action
    return _("decided: {state}").format(state=known), detail.get("reason", "")


def _say_known(case: Case, words: Wording) -> str:
    _ = words.translate
    if case.known is None:
        return _("not recorded, so no deadline can be counted")
    return f"{words.day(case.known.on)} ({case.known.source})"


def _say_reply(case: Case, words: Wording) -> str:
    _, reply = words.translate, case.reply
    if reply is None:
        return _("No clarification by the person or agency concerned is on record.")
    if reply.kind is ReplyKind.GIVEN:
        return _("answered on {day}: {words}").format(day=words.day(reply.on), words=reply.words)
    if reply.kind is ReplyKind.NOT_GIVEN:
        return _("no answer ({day}): {words}").format(day=words.day(reply.on), words=reply.words)
    return _("no reply is recorded; reason given in the state “being clarified”: {words}").format(words=reply.words)


def _say_referral(referral: Referral | None, words: Wording) -> str:
    _ = words.translate
    if referral is None:
        return _("not recorded")
    chosen = _("by default") if referral.is_default else _("chosen by {person}").format(person=referral.person)
    sentence = f"{_(ADDRESSEES[referral.addressee])}, {chosen}"
    if not referral.conflicts:
        return sentence
    why = "; ".join(_(CONFLICTS[each]) for each in referral.conflicts)
    despite = referral.despite or _("nobody has said why it is addressed all the same")
    return _("{addressee}. It may be on a side: {why}. Why all the same: {despite}.").format(
        addressee=sentence, why=why, despite=despite
    )


def _deadline_parts(case: Case, words: Wording) -> list[Block]:
    if not case.deadlines:
        return []
    _ = words.translate
    rows = [
        [
            words.any_of(each.step.title),
            _("{days} {count} from {day}").format(
                days=each.step.days, count=_(DAY_COUNTS[each.step.day_count]), day=words.day(each.counted_from)
            ),
            _say_due(each, words),
            "\n".join(f"{source.citation} [{source.confidence}]" for source in each.step.sources),
        ]
        for each in case.deadlines
    ]
    return [
        subheading(_("Deadlines")),
        table([_("Step"), _("Counted"), _("Last day"), _("Source")], rows, [1.05, 0.95, 0.8, 1.6]),
    ]


def _say_due(deadline: Deadline, words: Wording) -> str:
    _ = words.translate
    if deadline.due is not None and deadline.unconfirmed_holidays:
        days = ", ".join(words.day(day) for day in deadline.unconfirmed_holidays)
        rests = _("It rests on holidays that nobody has confirmed: {days}; check the decree.").format(days=days)
        return f"{words.day(deadline.due)}. {rests}"
    if deadline.due is not None:
        return words.day(deadline.due)
    return _("the table of holidays does not cover {year}").format(year=deadline.uncovered_year)


def _removal_parts(case: Case, words: Wording) -> list[Block]:
    """Every request to remove, and every time somebody looked again."""
    _ = words.translate
    lines = [
        f"{words.day(each.on)}: {_('asked to remove posts')} ({each.words})"
        + "".join(f"; {words.day(check.on)}: {_(REMOVALS[check.state])} ({check.person})" for check in each.checks)
        for each in first_rows(case.removals)
    ]
    rest = _("Printed are {shown} of {count} requests.")
    return (
        [subheading(_("Requests to remove")), bullets(lines), *say_rows(rest, len(case.removals), words)]
        if lines
        else []
    )


def _complaint_parts(case: Case, words: Wording) -> list[Block]:
    """Complaints by number, channel and day only: what they say, and who made them, stays with the agency."""
    _ = words.translate
    lines = [
        f"{each.complaint_id}: {_(CHANNELS[each.channel])}, {words.day(each.known_on)}"
        for each in first_rows(case.complaints)
    ]
    rest = _("Printed are {shown} of {count} complaints.")
    return (
        [subheading(_("Complaints about the account")), bullets(lines), *say_rows(rest, len(case.complaints), words)]
        if lines
        else []
    )


def _signatures(reviewed: ReviewedCase, words: Wording) -> list[dict[str, str]]:
    _ = words.translate
    roles = [_("First signature"), _("Second signature")]
    return [
        {"role": role, "name": signature.person, "under": f"{signature.office}\n{words.moment(signature.signed_at)}"}
        for role, signature in zip(roles, reviewed.case.signatures, strict=False)
    ]
