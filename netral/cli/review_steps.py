"""`netral review DIR decide | reply | sign | known`: the steps of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from netral.cli.options import AsJson, Person
from netral.cli.review_case import CaseId, Day, NeededDay, print_case, require_choice, to_day
from netral.cli.review_words import describe_conflicts, name_addressee, print_deadlines
from netral.cli.words import say, speak
from netral.errors import BadParameter
from netral.model import Addressee, Case, CaseState, ReplyKind
from netral.pipeline import decide_case, open_investigation, record_known, record_reply, sign_case


def decide_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    state: Annotated[str, typer.Option(help="penelusuran, klarifikasi, bukan_pelanggaran or diteruskan.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    identifier: Annotated[
        list[str] | None, typer.Option(help="What establishes whose account it is; two before anybody signs.")
    ] = None,
    addressee: Annotated[
        str | None,
        typer.Option(help="Of diteruskan: bkpsdm (by default), bawaslu, inspektorat, sekda or bkn."),
    ] = None,
    despite: Annotated[
        str, typer.Option("--despite-conflict", help="Why that addressee, although it may be on a side.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take a case to its next state, with a name and a reason.

    Example: netral review data/kota-contoh-2024 decide L-01 --by "Siti" --state penelusuran --reason "dibuka"
    """
    require_choice("--state", state, CaseState)
    if addressee is not None:
        require_choice("--addressee", addressee, Addressee)
    case = decide_case(
        open_investigation(context.obj),
        case_id,
        person,
        CaseState(state),
        reason,
        identifier or (),
        Addressee(addressee) if addressee else None,
        despite,
    )
    _warn(case)
    print_case(case, as_json)


def _warn(case: Case) -> None:
    """What a forwarded case leaves open, so that whoever forwards it knows."""
    _, referral, reply = speak(), case.referral, case.reply
    if case.state is not CaseState.FORWARDED:
        return
    if reply is not None and reply.kind is ReplyKind.CLARIFICATION:
        sentence = _("no reply is recorded (see 'review reply'); the reason given at klarifikasi stands in: {words}")
        say(sentence.format(words=reply.words))
    if referral is not None and referral.is_default:
        sentence = _("nobody chose an addressee (--addressee); recorded is {addressee}, by default")
        say(sentence.format(addressee=name_addressee(referral.addressee)))
    if referral is not None and referral.conflicts and not referral.despite:
        sentence = _("{addressee} may be on a side ({conflicts}), and nobody has said why it is addressed all the same")
        conflicts = describe_conflicts(referral.conflicts)
        say(sentence.format(addressee=name_addressee(referral.addressee), conflicts=conflicts))


def reply_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    says: Annotated[str | None, typer.Option(help="What the person or agency concerned answered.")] = None,
    none_because: Annotated[str | None, typer.Option("--none-because", help="Why there is no answer.")] = None,
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Record what the person or agency concerned answered, or why there is no answer; it ends earlier signatures.

    Example: netral review data/kota-contoh-2024 reply L-01 --by "Siti" --says "unggahan itu keliru" --on 2024-10-03
    """
    if (says is None) == (none_because is None):
        raise BadParameter("reply: give either --says, or --none-because where there is no answer")
    kind, words = (ReplyKind.GIVEN, says) if says is not None else (ReplyKind.NOT_GIVEN, none_because)
    case = record_reply(open_investigation(context.obj), case_id, person, kind, words or "", to_day(on))
    print_case(case, as_json)


def sign_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    office: Annotated[str, typer.Option(help="The person's office.")],
    as_json: AsJson = False,
) -> None:
    """Sign a forwarded case; two different people must, before a pack is made.

    Example: netral review data/kota-contoh-2024 sign L-0123456789 --by "Siti Contoh" --office "Kepala Seksi"
    """
    print_case(sign_case(open_investigation(context.obj), case_id, person, office), as_json)


def known_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    on: NeededDay,
    source: Annotated[str, typer.Option(help="How that is known, such as a letter's number.")],
    as_json: AsJson = False,
) -> None:
    """Record when the acts became known (waktu diketahui), from which deadlines are counted.

    Example: netral review data/kota-contoh-2024 known L-01 --by "Siti" --on 2024-10-01 --source "aduan K-001"
    """
    investigation = open_investigation(context.obj)
    case = record_known(investigation, case_id, person, on.date(), source)
    print_case(case, as_json)
    if not as_json:
        print_deadlines(investigation, case)
