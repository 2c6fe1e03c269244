"""`netral review DIR read | request-removal | recheck`: what people do about single acts."""

from __future__ import annotations

from typing import Annotated

import typer

from netral.cli.options import AsJson, Person
from netral.cli.review_case import CaseId, Day, print_case, require_choice, to_day
from netral.cli.review_words import name_direction
from netral.cli.words import print_json, speak
from netral.model import Direction, RemovalState
from netral.pipeline import open_investigation, read_act, record_recheck, request_removal
from netral.times import format_utc

READABLE = (Direction.SUPPORT, Direction.ATTACK, Direction.NEITHER)
FOUND = (RemovalState.REMOVED, RemovalState.STILL_THERE)


def read_command(
    context: typer.Context,
    case_id: CaseId,
    interaction_id: Annotated[str, typer.Argument(metavar="INTERACTION_ID", help="The act, as 'show' names it.")],
    person: Person,
    direction: Annotated[str, typer.Option(help="support, attack or neither, of the pair acted toward.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    as_json: AsJson = False,
) -> None:
    """Record what you took a comment, reply, quote or own post for; a lead that changes is decided on again.

    Example: netral review data/kota-contoh-2024 read L-01 i-0a1b --by "Siti" --direction neither --reason "bertanya"
    """
    require_choice("--direction", direction, READABLE)
    investigation = open_investigation(context.obj)
    reading = read_act(investigation, case_id, interaction_id, person, Direction(direction), reason)
    if as_json:
        print_json(
            {
                "interaction_id": reading.interaction_id,
                "direction": reading.direction.value,
                "by": reading.person,
                "at": format_utc(reading.read_at),
                "reason": reading.reason,
                "log_entry": reading.seq,
            }
        )
        return
    _ = speak()
    sentence = _("{act}: read by {person} as {direction} (entry {seq} of the log)")
    print(
        sentence.format(
            act=reading.interaction_id,
            person=reading.person,
            direction=name_direction(reading.direction.value),
            seq=reading.seq,
        )
    )


def request_removal_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    letter: Annotated[str, typer.Option(help="How it was asked, such as a letter's number.")],
    act: Annotated[list[str] | None, typer.Option(help="Only this act; all acts of the case by default.")] = None,
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Record that somebody was asked to remove what the acts left behind.

    Example: netral review data/kota-contoh-2024 request-removal L-01 --by "Siti" --letter "800/12/2024"
    """
    investigation = open_investigation(context.obj)
    print_case(request_removal(investigation, case_id, person, letter, to_day(on), act or ()), as_json)


def recheck_command(
    context: typer.Context,
    case_id: CaseId,
    person: Person,
    state: Annotated[str, typer.Option(help="removed or still_there.")],
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Record what you found when you looked again at what was asked to be removed.

    Example: netral review data/kota-contoh-2024 recheck L-01 --by "Siti" --state removed --on 2024-10-09
    """
    require_choice("--state", state, FOUND)
    investigation = open_investigation(context.obj)
    print_case(record_recheck(investigation, case_id, person, RemovalState(state), to_day(on)), as_json)
