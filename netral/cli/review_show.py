"""`netral review DIR show`: a case whole, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netral.cli.interpretations import print_interpretations
from netral.cli.leads import describe_lead
from netral.cli.review_words import (
    describe_conflicts,
    describe_group_part,
    name_addressee,
    name_channel,
    name_direction,
    name_removal,
    name_reporter,
    print_deadlines,
)
from netral.cli.words import speak
from netral.locale.casework import LEAD_NOTES
from netral.model import Act, Case, Investigation, Lead, Referral, Reply, ReplyKind
from netral.times import format_utc


def print_whole_case(investigation: Investigation, lead: Lead, case: Case, others: pd.DataFrame) -> None:
    """A lead with its acts, what is recorded around it, and its log.

    Parameters
    ----------
    others : DataFrame
        The account's other acts that a person can read, from `pipeline.list_readable`.
    """
    _ = speak()
    print(describe_lead(lead))
    for act in lead.acts:
        _print_act(act)
    for note in lead.notes:
        print(f"  {_(LEAD_NOTES[note])}")
    _print_others(others)
    for part in lead.group_parts:
        print(f"  {describe_group_part(part)}")
    print_interpretations(investigation, lead.rule.questions, with_positions=True, indent="  ")
    print_deadlines(investigation, case)
    for complaint in case.complaints:
        parts = (complaint.complaint_id, name_channel(complaint.channel), name_reporter(complaint.reporter))
        print("  " + _("Complaint") + f" {complaint.known_on}  {', '.join(parts)}: {complaint.says}")
    print(f"  {_describe_reply(case.reply)}")
    if case.referral is not None:
        print(f"  {_describe_referral(case.referral)}")
    for removal in case.removals:
        checks = ", ".join(f"{each.on} {name_removal(each.state)} ({each.person})" for each in removal.checks)
        asked = _("Asked on {day} to remove ({letter})").format(day=removal.on, letter=removal.words)
        print(f"  {asked}: {checks or name_removal(removal.state)}")
    for entry in case.entries:
        print(f"  {entry.seq}. {format_utc(entry.at)} {entry.person}: {entry.action}{_describe_detail(entry.detail)}")


def _describe_detail(detail: Mapping[str, Any]) -> str:
    """What an entry of the log holds, without what is empty and the hash that binds it to the lead."""
    values = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in detail.items()
        if value and name != "lead_sha256"
    }
    return f" ({'; '.join(f'{name}: {value}' for name, value in values.items())})" if values else ""


def readable_to_json(acts: pd.DataFrame) -> list[dict[str, Any]]:
    """Acts from `pipeline.list_readable` to JSON objects."""
    return [
        {
            "interaction_id": row["interaction_id"],
            "kind": row["kind"],
            "pair_no": int(row["pair_no"]),
            "direction": row["direction"],
            "occurred_at": None if pd.isna(row["occurred_at"]) else format_utc(row["occurred_at"]),
            "object_url": _text(row["object_url"]),
            "act_url": _text(row["act_url"]),
            "text": _text(row["text"]),
        }
        for row in acts.to_dict("records")
    ]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _print_act(act: Act) -> None:
    _ = speak()
    when = act.occurred_at or act.occurred_after
    stamp = format_utc(when) if when else "?"
    print(f"  {stamp}  {act.kind.value:<9} {act.object_url or act.toward}  [{name_direction(act.direction)}]")
    if act.text:
        print(f"      {act.text!r}")
    if act.reading is not None:
        sentence = _("read by {person} on {when}: {reason}")
        read = act.reading
        print("      " + sentence.format(person=read.person, when=format_utc(read.read_at), reason=read.reason))
    print(f"      {act.interaction_id}")
    for record in act.records:
        print(f"      {record.capture_id} {record.locator} {record.sha256}")


def _print_others(others: pd.DataFrame) -> None:
    _ = speak()
    if others.empty:
        return
    print("  " + _("Other acts of this account that a person can read, toward whichever pair:"))
    for row in readable_to_json(others):
        where = row["object_url"] or row["act_url"] or "-"
        pair = _("pair {pair}").format(pair=row["pair_no"])
        direction = name_direction(row["direction"])
        print(
            f"    {row['occurred_at'] or '?'}  {row['kind']:<9} {where}  {pair}  [{direction}]  {row['interaction_id']}"
        )


def _describe_reply(reply: Reply | None) -> str:
    _ = speak()
    if reply is None:
        return _("Right of reply: not given yet")
    sentences = {
        ReplyKind.GIVEN: _("Right of reply: answered on {day}: {words}"),
        ReplyKind.NOT_GIVEN: _("Right of reply: no answer ({day}): {words}"),
        ReplyKind.CLARIFICATION: _("Right of reply: no reply is recorded; reason given at klarifikasi: {words}"),
    }
    return sentences[reply.kind].format(day=reply.on, words=reply.words)


def _describe_referral(referral: Referral) -> str:
    _ = speak()
    chosen = _("by default") if referral.is_default else _("chosen by {person}").format(person=referral.person)
    text = _("Addressee: {addressee}, {chosen}").format(addressee=name_addressee(referral.addressee), chosen=chosen)
    if referral.conflicts:
        text += ". " + _("It may be on a side: {conflicts}").format(conflicts=describe_conflicts(referral.conflicts))
        text += ". " + (
            _("Addressed all the same: {reason}").format(reason=referral.despite)
            if referral.despite
            else _("Nobody has said why it is addressed all the same")
        )
    return text
